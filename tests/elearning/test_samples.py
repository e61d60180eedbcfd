"""The first lesson is there for everybody to read and to try; with an account, what was chosen comes along."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from community.models import BrowserSession as StoredSession
from community.models import User
from elearning.models import Answer, LessonProgress, Reflection
from elearning.samples import TRIED
from tests.elearning import content
from tests.elearning.content import RIGHT, WRONG


@pytest.fixture
def guest(db) -> Client:
    return Client(headers={"accept-language": "en"})


def attempt(client, lesson, block_id, **form):
    shown = client.get(f"{lesson.url}?again={block_id}").context["lesson"].activities
    text = next(each.text for each in shown if each.block_id == block_id)
    return client.post(reverse("elearning:try_out", args=[lesson.translation_key, block_id]), {"text": text, **form})


def the(page, block_id):
    return next(each for each in page.context["lesson"].activities if each.block_id == block_id)


def test_the_first_lesson_is_read_without_an_account_and_the_course_leads_there(guest, course, quiz):
    page = guest.get(quiz.url)
    assert page.context["lesson"].title == "The quiz"
    assert f"/accounts/signup/?next={course.url}" in page.content.decode().replace("%2F", "/")
    assert quiz.url in guest.get(course.url).content.decode()


def test_what_is_right_is_not_in_the_page_before_the_answer(guest, quiz):
    assert "explanation of it" not in guest.get(quiz.url).content.decode()


def test_an_answer_gets_its_feedback_and_the_next_one_does_not_take_it_away(guest, quiz):
    response = attempt(guest, quiz, "single", choice=RIGHT)
    assert response.url == f"{quiz.url}#feedback-single"
    attempt(guest, quiz, "multiple", choice=[WRONG])
    page = guest.get(quiz.url)
    assert (the(page, "single").outcome, the(page, "multiple").outcome) == ("right", "wrong")
    assert not the(guest.get(f"{quiz.url}?again=single"), "single").answered


def test_an_empty_answer_says_what_to_do(guest, quiz):
    page = attempt(guest, quiz, "single")
    assert page.status_code == 422
    assert the(page, "single").error


def test_what_one_writes_for_oneself_is_given_back_and_kept_nowhere(guest, quiz):
    page = attempt(guest, quiz, "reflection", reflection="Nur für mich")
    assert the(page, "reflection").shown.written == "Nur für mich"
    assert "Nur für mich" in page.content.decode()
    assert not any("Nur für mich" in str(row.get_decoded()) for row in StoredSession.objects.all())


def test_whoever_begins_the_course_afterwards_has_answered_already(guest, course, quiz):
    attempt(guest, quiz, "single", choice=RIGHT)
    amal = User.objects.create_user("amal@example.org", display_name="Amal")
    guest.force_login(amal)
    guest.post(reverse("elearning:enrol", args=[course.translation_key]))
    assert [(each.enrolment.user, each.response) for each in Answer.objects.all()] == [(amal, [RIGHT])]
    assert LessonProgress.objects.get().last_block == "single"
    assert guest.session[TRIED] == {}
    assert the(guest.get(quiz.url), "single").outcome == "right"


def test_begun_twice_nothing_is_counted_twice_and_what_was_answered_since_stays(guest, course, quiz):
    attempt(guest, quiz, "single", choice=WRONG)
    kept = guest.session[TRIED]
    guest.force_login(User.objects.create_user("amal@example.org", display_name="Amal"))
    for _time in range(2):
        guest.post(reverse("elearning:enrol", args=[course.translation_key]))
        session = guest.session
        session[TRIED] = kept
        session.save()
    assert Answer.objects.count() == 1


def test_what_was_answered_before_the_question_changed_does_not_count(guest, course, quiz):
    attempt(guest, quiz, "single", choice=RIGHT)
    body = [content.single_choice(options=[content.option(WRONG, True), content.option("third", False)])]
    content.edited(quiz, body=body)
    assert not the(guest.get(quiz.url), "single").answered
    guest.force_login(User.objects.create_user("amal@example.org", display_name="Amal"))
    guest.post(reverse("elearning:enrol", args=[course.translation_key]))
    assert not Answer.objects.exists()


@pytest.mark.parametrize("name", ["single", "nowhere"])
def test_a_question_of_another_lesson_changes_nothing(guest, quiz, reading, name):
    address = reverse("elearning:try_out", args=[quiz.translation_key, name])
    assert guest.post(address, {"text": 999999, "choice": RIGHT}).url == quiz.url
    assert TRIED not in guest.session


def test_only_the_first_lesson_is_a_sample(guest, quiz, reading):
    address = reverse("elearning:try_out", args=[reading.translation_key, "text"])
    assert guest.post(address, {}).url == reading.url
    assert guest.get(reading.url).url == f"/accounts/login/?next={reading.url}"


def test_of_a_course_for_a_group_there_is_no_sample(guest, course, quiz):
    PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.LOGIN)
    assert guest.get(quiz.url).status_code == 302
    assert guest.post(reverse("elearning:try_out", args=[quiz.translation_key, "single"])).status_code == 404


def test_one_who_has_an_account_begins_the_course(browser, course, quiz):
    assert browser.get(quiz.url).url == course.url
    assert not Reflection.objects.exists()
