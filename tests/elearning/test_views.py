"""The learner's way: begin, read, answer, come back, complete. Owner, stranger and guest, and bad input."""

import re
import uuid
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.models import StandardPage
from elearning.models import Answer, Completion, CoursePage, Enrolment, ItemText, LessonProgress, Reflection
from tests.elearning import content
from tests.elearning.content import ALSO_RIGHT, RIGHT, WRONG

LONG = "Ein Satz, der nicht verloren gehen darf. " * 150


def begin(browser, course):
    return browser.post(reverse("elearning:enrol", args=[course.translation_key]))


def words(block_id):
    return ItemText.objects.filter(version__item__block_id=block_id).order_by("-pk").first()


def send(browser, course, lesson, block_id, **fields):
    """A form as the lesson page renders it; fields may replace its hidden ones."""
    known = words(block_id)
    data = {"text": known.pk if known else "", "key": str(uuid.uuid4())} | fields
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, block_id])
    return browser.post(address, data)


def html(response):
    return unescape(response.content.decode())


@pytest.fixture
def enrolled(browser, course, quiz, reading):
    begin(browser, course)
    return browser


# --- the course -------------------------------------------------------------------------------------------------------


def test_a_course_can_be_read_by_everybody(guest, course, quiz):
    page = html(guest.get(course.url))
    assert "What it is." in page
    assert "The quiz" in page
    assert f"/accounts/login/?next={course.url}" in page


@pytest.mark.parametrize("change", [None, {"live": False}])
def test_whoever_may_lead_it_finds_the_guide_and_nobody_else_does(browser, guest, course, quiz, home, learner, change):
    guide = home.add_child(instance=StandardPage(title="In five meetings"))
    CoursePage.objects.update(guide_page=guide)
    if change:
        Page.objects.filter(pk=guide.pk).update(**change)
    assert "In five meetings" not in html(guest.get(course.url))
    assert "In five meetings" not in html(browser.get(course.url))
    learner.user_permissions.add(Permission.objects.get(codename="add_cohort"))
    assert ("In five meetings" in html(browser.get(course.url))) == (change is None)
    begin(browser, course)
    assert ("In five meetings" in html(browser.get(course.url))) == (change is None)


def test_a_course_without_lessons_says_so(guest, course):
    assert guest.get(course.url).status_code == 200


def test_beginning_leads_to_the_first_lesson(browser, course, quiz):
    response = begin(browser, course)
    assert (response.status_code, response.url) == (302, quiz.url)


def test_beginning_twice_is_beginning_once(browser, course, quiz):
    begin(browser, course)
    begin(browser, course)
    assert Enrolment.objects.count() == 1


def test_a_guest_who_begins_logs_in_first_and_comes_back_to_the_course(guest, browser, course, quiz):
    address = reverse("elearning:enrol", args=[course.translation_key])
    assert guest.post(address).url == f"/accounts/login/?next={address}"
    assert browser.get(address).url == course.url
    assert not Enrolment.objects.exists()


def test_nobody_begins_a_course_that_is_not_published(browser, course, quiz):
    course.unpublish()
    assert begin(browser, course).status_code == 404


def test_the_main_button_says_the_next_step(enrolled, course, quiz, reading):
    assert "1: The quiz" in html(enrolled.get(course.url))
    enrolled.get(reading.url)
    assert "2: To read" in html(enrolled.get(course.url))


# --- who may read a lesson --------------------------------------------------------------------------------------------


def test_a_guest_is_led_to_login_and_comes_back(guest, course, quiz, reading):
    assert guest.get(reading.url).url == f"/accounts/login/?next={reading.url}"


def test_who_has_not_begun_the_course_is_led_to_it(stranger, course, quiz):
    assert stranger.get(quiz.url).url == course.url


def test_a_stranger_cannot_answer_for_others(enrolled, stranger, course, quiz):
    assert send(stranger, course, quiz, "single", choice=RIGHT).status_code == 404
    assert not Answer.objects.exists()


@pytest.mark.parametrize("name", ["lesson", "finish"])
def test_a_stranger_has_no_lessons(enrolled, stranger, course, quiz, name):
    address = reverse(f"elearning:{name}", args=[course.translation_key, quiz.translation_key])
    assert stranger.get(address).status_code == 404
    assert stranger.post(address).status_code == 404


def test_a_guest_cannot_answer(guest, course, quiz):
    assert send(guest, course, quiz, "single", choice=RIGHT).status_code == 401
    assert not Answer.objects.exists()


# --- reading ----------------------------------------------------------------------------------------------------------


def test_the_answer_key_does_not_reach_the_browser_before_the_answer(enrolled, quiz):
    page = html(enrolled.get(quiz.url))
    assert "Who helps?" in page
    for secret in ("Because", "explanation of it", "Several things help", "Our own thoughts", "correct"):
        assert secret not in page


def test_reading_on_in_the_same_lesson_writes_nothing(enrolled, quiz):
    enrolled.get(quiz.url)
    before = LessonProgress.objects.get().opened_at
    enrolled.get(quiz.url)
    assert LessonProgress.objects.get().opened_at == before


def test_a_module_leads_to_its_place_on_the_course(enrolled, course, module):
    assert enrolled.get(module.url).url == f"{course.url}#module-{module.translation_key}"


def test_an_address_below_a_lesson_is_not_found(enrolled, quiz, course):
    assert enrolled.get(f"{quiz.url}more/").status_code == 404
    assert enrolled.get(f"{course.url}a/b/").status_code == 404


def test_a_restricted_course_restricts_its_lessons(enrolled, course, quiz):
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.PASSWORD, password="secret")
    page = enrolled.get(quiz.url).content.decode()
    assert 'type="password"' in page
    assert "Who helps?" not in page


def test_a_lesson_to_read_is_done_when_the_learner_says_so(enrolled, course, quiz, reading):
    response = enrolled.post(reverse("elearning:finish", args=[course.translation_key, reading.translation_key]))
    assert response.url == course.url
    assert LessonProgress.objects.get(lesson_key=reading.translation_key).finished_at


def test_the_addresses_of_forms_lead_to_the_lesson_when_they_are_opened(enrolled, course, quiz):
    steady = reverse("elearning:lesson", args=[course.translation_key, quiz.translation_key])
    finish = reverse("elearning:finish", args=[course.translation_key, quiz.translation_key])
    answer = reverse("elearning:answer", args=[course.translation_key, quiz.translation_key, "single"])
    assert [enrolled.get(each).url for each in (steady, finish, answer)] == [quiz.url, steady, steady]


# --- answering --------------------------------------------------------------------------------------------------------


def test_an_answer_leads_back_to_its_feedback(enrolled, course, quiz):
    response = send(enrolled, course, quiz, "single", choice=RIGHT)
    assert response.url == f"{quiz.url}#feedback-single"
    page = html(enrolled.get(quiz.url))
    assert 'id="feedback-single" tabindex="-1"' in page
    assert f"Because {RIGHT}." in page
    assert "The explanation of it." in page


def test_feedback_is_given_on_every_answer_and_whoever_likes_tries_again(enrolled, course, quiz):
    send(enrolled, course, quiz, "multiple", choice=[RIGHT, WRONG])
    page = html(enrolled.get(quiz.url))
    for option in (RIGHT, WRONG, ALSO_RIGHT):
        assert f"Because {option}." in page
    assert f'href="{quiz.url}?again=multiple#item-multiple"' in page


def test_the_options_stand_in_an_order_of_ones_own_which_stays(enrolled, course, module, home):
    options = [content.option(f"option-{number}", number == 1) for number in range(1, 9)]
    lesson = content.a_lesson(module, "Shuffled", content.single_choice("long", options=options))
    other = content.a_course(home, "Other")
    content.a_lesson(content.a_module(other), "Elsewhere", content.text())
    begin(enrolled, other)
    enrolled.post(reverse("elearning:move", args=[course.translation_key]), {"locale": "de"})

    def order(address):
        return re.findall(r"Option (option-\d)", html(enrolled.get(address)))

    first = order(lesson.url)
    assert sorted(first) == [each["id"] for each in options] != first
    send(enrolled, course, lesson, "long", choice="option-2")
    assert order(lesson.url) == order(f"{lesson.url}?again=long") == first


def test_the_page_says_what_counts_as_done(enrolled, course, quiz, reading):
    page = html(enrolled.get(quiz.url))
    assert page.count("Erledigt, sobald Sie geantwortet haben, ob richtig oder nicht.") == 2
    assert "Diese Lektion ist erledigt, sobald Sie alle Übungen beantwortet haben" in page
    assert "sobald Sie unten auf den Knopf tippen" in html(enrolled.get(reading.url))


def test_an_answer_is_stored_as_ids_with_the_words_that_were_read(enrolled, course, quiz):
    send(enrolled, course, quiz, "multiple", choice=[RIGHT, ALSO_RIGHT])
    stored = Answer.objects.get()
    assert (stored.response, stored.attempt, stored.text) == ([RIGHT, ALSO_RIGHT], 1, words("multiple"))


def test_trying_again_keeps_the_earlier_answer(enrolled, course, quiz):
    send(enrolled, course, quiz, "single", choice=WRONG)
    assert 'value="b-wrong"' in html(enrolled.get(f"{quiz.url}?again=single"))
    send(enrolled, course, quiz, "single", choice=RIGHT)
    stored = Answer.objects.order_by("attempt").values_list("attempt", "response")
    assert list(stored) == [(1, [WRONG]), (2, [RIGHT])]


def test_a_form_sent_twice_is_stored_once(enrolled, course, quiz):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert send(enrolled, course, quiz, "single", choice=RIGHT, key=key).status_code == 302
    assert Answer.objects.count() == 1


def test_a_self_assessment_is_kept_and_can_be_changed(enrolled, course, quiz):
    send(enrolled, course, quiz, "likert", **{"step-s1": "2", "step-s2": "5"})
    send(enrolled, course, quiz, "likert", **{"step-s1": "4", "step-s2": "5"})
    assert [answer.response for answer in Answer.objects.order_by("attempt")] == [
        {"s1": 2, "s2": 5},
        {"s1": 4, "s2": 5},
    ]


def test_a_reflection_is_kept_apart_and_can_be_rewritten(enrolled, course, quiz):
    send(enrolled, course, quiz, "reflection", reflection="First thought")
    send(enrolled, course, quiz, "reflection", reflection="Second <b>thought</b>")
    assert [each.body for each in Reflection.objects.all()] == ["Second <b>thought</b>"]
    assert not Answer.objects.exists()
    page = enrolled.get(quiz.url).content.decode()
    assert "Second &lt;b&gt;thought&lt;/b&gt;" in page
    assert "Our own thoughts" in page


def test_nobody_else_reads_a_reflection(enrolled, stranger, course, quiz):
    send(enrolled, course, quiz, "reflection", reflection="Only mine")
    begin(stranger, course)
    page = html(stranger.get(quiz.url))
    assert "Only mine" not in page
    assert "Our own thoughts" not in page


def test_the_course_resumes_at_the_last_block(enrolled, course, quiz):
    enrolled.get(quiz.url)
    send(enrolled, course, quiz, "multiple", choice=RIGHT)
    assert f"{quiz.url}#item-multiple" in html(enrolled.get(course.url))


# --- completing -------------------------------------------------------------------------------------------------------


def answer_everything(browser, course, quiz):
    send(browser, course, quiz, "single", choice=WRONG)
    send(browser, course, quiz, "multiple", choice=RIGHT)
    send(browser, course, quiz, "likert", **{"step-s1": "2", "step-s2": "5"})


def complete(browser, course, quiz, reading):
    answer_everything(browser, course, quiz)
    browser.post(reverse("elearning:finish", args=[course.translation_key, reading.translation_key]))


def test_the_course_is_completed_when_everything_is_done(enrolled, course, quiz, reading):
    answer_everything(enrolled, course, quiz)
    assert not Completion.objects.exists()
    complete(enrolled, course, quiz, reading)
    assert Completion.objects.get().release == Enrolment.objects.get().release
    assert enrolled.get(course.url).context["completion"]


def test_the_answer_that_completes_the_course_can_still_be_changed_and_the_page_says_so(
    enrolled, course, quiz, reading
):
    enrolled.post(reverse("elearning:finish", args=[course.translation_key, reading.translation_key]))
    answer_everything(enrolled, course, quiz)
    assert Completion.objects.exists()
    page = html(enrolled.get(quiz.url))
    assert "Sie können Ihre Einschätzung jederzeit ändern." in page
    assert "disabled" not in page
    assert send(enrolled, course, quiz, "likert", **{"step-s1": "5", "step-s2": "5"}).status_code == 302
    assert Answer.objects.filter(version__item__kind="likert").last().response == {"s1": 5, "s2": 5}


def test_after_completion_questions_can_still_be_tried(enrolled, course, quiz, reading):
    complete(enrolled, course, quiz, reading)
    assert send(enrolled, course, quiz, "single", choice=RIGHT).status_code == 302


def test_completion_outlasts_a_new_version_of_the_course(enrolled, course, module, quiz, reading):
    complete(enrolled, course, quiz, reading)
    content.a_lesson(module, "New", content.single_choice("new"))
    page = enrolled.get(course.url)
    assert page.context["completion"]
    assert page.context["change"] is None


# --- bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("block_id", "fields"),
    [
        ("single", {}),
        ("single", {"choice": "of-another-question"}),
        ("single", {"choice": [RIGHT, WRONG]}),
        ("single", {"choice": RIGHT, "key": "no key"}),
        ("multiple", {}),
        ("likert", {"step-s1": "2"}),
        ("likert", {"step-s1": "2", "step-s2": "9"}),
        ("reflection", {"reflection": "  "}),
        ("reflection", {"reflection": LONG}),
    ],
)
def test_an_answer_that_cannot_be_stored_shows_the_lesson_with_the_reason(enrolled, course, quiz, block_id, fields):
    response = send(enrolled, course, quiz, block_id, **fields)
    page = html(response)
    assert response.status_code == 422
    assert 'class="error-summary" role="alert" tabindex="-1" autofocus' in page
    assert f'href="#item-{block_id}"' in page
    assert f'id="error-{block_id}"' in page
    assert not Answer.objects.exists()
    assert not Reflection.objects.exists()


def test_an_over_long_text_stays_in_the_form(enrolled, course, quiz):
    assert LONG in html(send(enrolled, course, quiz, "reflection", reflection=LONG))


def test_half_a_self_assessment_stays_in_the_form(enrolled, course, quiz):
    page = html(send(enrolled, course, quiz, "likert", **{"step-s1": "2"}))
    assert 'name="step-s1" value="2" checked' in page


def test_a_statement_that_was_left_out_is_marked_for_eye_and_ear(enrolled, course, quiz):
    page = html(send(enrolled, course, quiz, "likert", **{"step-s1": "2"}))
    marked = re.findall(r"<legend>(.*?)</legend>", page)
    assert [("Statement 2" in each, "Fehlt noch" in each) for each in marked if "Statement" in each] == [
        (False, False),
        (True, True),
    ]
    assert page.count("scale--missing") == 1


def test_a_refused_form_tells_nothing_of_the_key(enrolled, course, quiz):
    page = html(send(enrolled, course, quiz, "single"))
    assert "Because" not in page


@pytest.mark.parametrize("text", ["", "x", "0", "9" * 30, "²"])
def test_an_unknown_question_is_refused_and_what_was_written_is_shown(enrolled, course, quiz, text):
    response = send(enrolled, course, quiz, "reflection", reflection="Do not lose this", text=text)
    assert response.status_code == 422
    assert "Do not lose this" in html(response)


def test_a_question_that_never_was_is_refused_and_what_was_written_is_shown(enrolled, course, quiz):
    response = send(enrolled, course, quiz, "nowhere", reflection="Do not lose this")
    assert response.status_code == 422
    assert "Do not lose this" in html(response)


def test_the_words_of_another_question_are_refused(enrolled, course, quiz):
    response = send(enrolled, course, quiz, "single", choice=RIGHT, text=words("multiple").pk)
    assert response.status_code == 422


def test_a_lesson_of_another_course_is_not_found(enrolled, home, course, quiz):
    other = content.a_lesson(content.a_module(content.a_course(home, "Other")), "Elsewhere", content.likert("x"))
    assert send(enrolled, course, other, "x").status_code == 404


def test_a_key_that_was_used_for_another_question_stores_nothing_twice(enrolled, course, quiz):
    key = str(uuid.uuid4())
    send(enrolled, course, quiz, "single", choice=RIGHT, key=key)
    assert send(enrolled, course, quiz, "multiple", choice=RIGHT, key=key).status_code == 302
    assert Answer.objects.count() == 1


# --- the course changes while somebody is in it -----------------------------------------------------------------------


def test_a_lesson_unpublished_meanwhile_says_so_and_shows_the_way_on(enrolled, stranger, course, quiz, reading):
    enrolled.get(quiz.url)
    quiz.unpublish()
    response = enrolled.get(quiz.url)
    assert response.status_code == 200
    assert "elearning/lesson_closed.html" in [template.name for template in response.templates]
    assert reading.url in html(response)
    assert stranger.get(quiz.url).status_code == 404


def test_an_answer_to_a_lesson_unpublished_meanwhile_is_kept(enrolled, course, quiz, reading):
    enrolled.get(quiz.url)
    quiz.unpublish()
    steady = reverse("elearning:lesson", args=[course.translation_key, quiz.translation_key])
    assert send(enrolled, course, quiz, "single", choice=RIGHT).url == f"{steady}#feedback-single"
    assert Answer.objects.count() == 1
    assert enrolled.get(steady).status_code == 200


def test_an_over_long_text_for_a_lesson_unpublished_meanwhile_is_shown(enrolled, course, quiz, reading):
    enrolled.get(quiz.url)
    send(enrolled, course, quiz, "single", choice=RIGHT)
    quiz.unpublish()
    response = send(enrolled, course, quiz, "reflection", reflection=LONG)
    assert response.status_code == 422
    assert LONG in html(response)


def test_a_deleted_lesson_keeps_its_answers_and_is_explained(enrolled, course, quiz, reading):
    answer_everything(enrolled, course, quiz)
    Page.objects.get(pk=quiz.pk).delete()
    steady = reverse("elearning:lesson", args=[course.translation_key, quiz.translation_key])
    assert enrolled.get(steady).status_code == 200
    assert Answer.objects.count() == 3
    assert enrolled.get(course.url).status_code == 200


def test_a_closed_lesson_stands_in_nobodys_way(enrolled, course, quiz, reading):
    enrolled.post(reverse("elearning:finish", args=[course.translation_key, reading.translation_key]))
    quiz.unpublish()
    assert enrolled.get(course.url).context["completion"]


def test_a_typo_that_is_corrected_reaches_the_learner_at_once(enrolled, course, quiz):
    send(enrolled, course, quiz, "single", choice=RIGHT)
    content.edited(quiz, body=[content.text(html="<p>Corrected.</p>"), content.single_choice()])
    before = Enrolment.objects.get().release.number
    page = html(enrolled.get(quiz.url))
    assert "Corrected." in page
    assert f"Because {RIGHT}." in page
    assert Enrolment.objects.get().release.number > before


def test_a_longer_course_is_offered_not_imposed(enrolled, course, module, quiz, reading):
    content.a_lesson(module, "New", content.single_choice("new"))
    page = enrolled.get(course.url)
    assert page.context["change"].added
    assert "New" not in [step.lesson.title for step in page.context["progress"].steps]
    moved = enrolled.post(reverse("elearning:move", args=[course.translation_key]), {"locale": "de"})
    assert moved.url == course.url
    steps = enrolled.get(course.url).context["progress"].steps
    assert [step.lesson.title for step in steps] == ["The quiz", "To read", "New"]


def test_a_lesson_of_a_newer_version_leads_to_the_offer(enrolled, course, module, quiz, reading):
    new = content.a_lesson(module, "New", content.single_choice("new"))
    assert enrolled.get(new.url).url == course.url
    new.unpublish()
    assert enrolled.get(new.url).status_code == 404


def test_rescoring_an_answered_question_is_offered_and_the_learner_reads_the_old_one(enrolled, course, quiz):
    answer_everything(enrolled, course, quiz)
    body = [content.single_choice(options=[content.option("x", True), content.option("y", False)])]
    content.edited(quiz, body=body)
    page = enrolled.get(quiz.url)
    assert page.context["change"].reopened == (str(quiz.translation_key),)
    assert f"Because {WRONG}." in html(page)


def test_an_answer_to_a_question_changed_meanwhile_is_kept_with_what_was_read(enrolled, course, quiz):
    enrolled.get(quiz.url)
    seen = words("single")
    content.edited(quiz, body=[content.single_choice(options=[content.option("x", True), content.option("y", False)])])
    enrolled.get(quiz.url)
    response = send(enrolled, course, quiz, "single", choice=RIGHT, text=seen.pk)
    assert response.status_code == 302
    assert Answer.objects.get().text == seen


def test_a_reflection_on_a_question_that_is_gone_is_kept(enrolled, course, quiz):
    enrolled.get(quiz.url)
    content.edited(quiz, body=[content.single_choice()])
    enrolled.get(quiz.url)
    assert send(enrolled, course, quiz, "reflection", reflection="Still mine").status_code == 302
    assert Reflection.objects.get().body == "Still mine"


def test_an_answer_to_a_lesson_that_left_the_course_is_kept(enrolled, course, quiz, reading):
    enrolled.get(quiz.url)
    quiz.unpublish()
    enrolled.get(reading.url)
    assert Enrolment.objects.get().release.manifest.by_key.keys() == {str(reading.translation_key)}
    response = send(enrolled, course, quiz, "reflection", reflection="Still mine")
    assert response.url == course.url
    assert Reflection.objects.get().body == "Still mine"


def test_a_course_unpublished_meanwhile_can_still_be_taken(enrolled, course, quiz):
    course.unpublish()
    assert enrolled.get(quiz.url).status_code == 200
    assert quiz.url in html(enrolled.get("/me/"))


# --- my page ----------------------------------------------------------------------------------------------------------


def test_my_page_wants_a_login(guest, db):
    assert guest.get("/me/").url == "/accounts/login/?next=/me/"


def test_my_page_offers_courses_to_who_has_none(browser, course, quiz):
    assert course.url in html(browser.get("/me/"))


def test_my_page_shows_the_next_step_of_the_course_opened_last(enrolled, home, course, quiz):
    other = content.a_course(home, "Other")
    lesson = content.a_lesson(content.a_module(other), "Elsewhere", content.single_choice())
    begin(enrolled, other)
    enrolled.get(lesson.url)
    page = enrolled.get("/me/")
    assert page.context["steps"][0].title == "Other"
    assert lesson.url in html(page)
    enrolled.get(quiz.url)
    assert enrolled.get("/me/").context["steps"][0].title == "A course"


def test_my_page_has_only_ones_own_courses(enrolled, stranger, course, quiz):
    assert stranger.get("/me/").context["standings"] == []


# --- what editors see -------------------------------------------------------------------------------------------------


def test_the_preview_shows_the_lesson_without_and_with_feedback(quiz, rf):
    plain = quiz.make_preview_request(preview_mode="").content.decode()
    full = quiz.make_preview_request(preview_mode="feedback").content.decode()
    assert "Who helps?" in plain
    assert "Because" not in plain
    for words in (f"Because {RIGHT}.", f"Because {WRONG}.", "The explanation of it.", "Our own thoughts"):
        assert words in full


def test_the_list_of_courses_shows_published_ones(guest, home):
    from elearning.models import CourseListPage

    listing = content.published(home, CourseListPage(title="Courses"))
    content.a_course(listing, "Open")
    draft = CoursePage(title="Hidden", introduction="-", goals="-", audience="-", live=False)
    listing.add_child(instance=draft)
    assert "Open" in html(guest.get(listing.url))
    assert "Hidden" not in html(guest.get(listing.url))
