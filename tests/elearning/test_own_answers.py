"""What somebody answered and wrote stays readable as they did, whatever becomes of the course."""

import uuid

import pytest
from django.urls import reverse

from elearning.models import CoursePage, ItemText, LessonPage
from elearning.own_answers import SaidPart, said
from tests.elearning import content
from tests.elearning.kinds import gaps, incident, matching, number, ordering

WROTE = "It was hard on Monday."


def page_of(course):
    return reverse("elearning:own_answers", args=[course.translation_key])


def send(browser, course, lesson, block_id, **fields):
    text = ItemText.objects.filter(version__item__block_id=block_id).latest("pk")
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, block_id])
    return browser.post(address, fields | {"text": text.pk, "key": str(uuid.uuid4())})


@pytest.fixture
def answered(browser, course, quiz, reading):
    """One question answered twice, and a reflection written."""
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    browser.get(quiz.url)
    send(browser, course, quiz, "single", choice=content.WRONG)
    send(browser, course, quiz, "single", choice=content.RIGHT)
    send(browser, course, quiz, "reflection", reflection=WROTE)
    return course


def lessons(browser, course):
    return browser.get(page_of(course)).context["lessons"]


def test_it_has_questions_and_answers_in_the_words_that_were_read(browser, answered, quiz):
    [lesson] = lessons(browser, answered)
    single, reflection = lesson.questions
    assert (lesson.title, single.question, single.last.said) == (
        quiz.title,
        "Who helps?",
        (SaidPart("Option a-right"),),
    )
    assert (single.last.outcome, [each.outcome for each in single.earlier]) == ("right", ["wrong"])
    assert (reflection.question, reflection.written) == ("When was it hard?", WROTE)


def test_new_words_do_not_reach_what_was_answered(browser, answered, quiz):
    content.edited(quiz, body=[content.single_choice(question="Who else?"), content.reflection()])
    assert "Who helps?" in browser.get(page_of(answered)).content.decode()


@pytest.mark.parametrize("act", ["unpublish", "delete"])
@pytest.mark.parametrize("what", [CoursePage, LessonPage])
def test_it_stays_when_the_pages_do_not(browser, answered, quiz, what, act, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        getattr(what.objects.get(pk=(answered if what is CoursePage else quiz).pk), act)()
    page = browser.get(page_of(answered)).content.decode()
    assert "Option a-right" in page
    assert WROTE in page
    assert quiz.title in page


def test_it_is_for_whoever_answered(answered, stranger, guest):
    assert stranger.get(page_of(answered)).status_code == 404
    assert guest.get(page_of(answered)).status_code == 302


def test_who_has_answered_nothing_reads_so(browser, course, quiz):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    assert lessons(browser, course) == []


@pytest.mark.parametrize(
    ("kind", "response"),
    [
        (ordering, ["z", "m"]),
        (matching, None),
        (gaps, {"g1": "listen", "g2": "right"}),
        (number, "83.10"),
        (incident, ["asking"]),
    ],
)
def test_no_answer_of_any_kind_shows_an_id(kind, response):
    definition_content, words = kind.KIND.split(kind.VALUE)
    response = response or kind.KIND.everything(definition_content)
    shown = [each.words for each in said(words, response)]
    assert shown
    assert not set(shown) & _ids(words)


def _ids(words):
    found = {words["id"]} if isinstance(words, dict) and "id" in words else set()
    parts = words.values() if isinstance(words, dict) else words if isinstance(words, list) else ()
    return found.union(*(_ids(part) for part in parts))


# --- where else a learner meets a course that is gone -----------------------------------------------------------------


def test_my_page_promises_no_lesson_of_a_course_that_was_deleted(browser, answered, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        CoursePage.objects.get(pk=answered.pk).delete()
    page = browser.get("/me/").content.decode()
    assert "Diesen Kurs gibt es nicht mehr." in page
    assert "Ihre Lektionen bleiben offen" not in page
    assert "von 2 Lektionen" not in page
    assert page_of(answered) in page


def test_my_page_says_so_while_only_the_course_is_offline(browser, answered):
    answered.unpublish()
    page = browser.get("/me/").content.decode()
    assert "Ihre Lektionen bleiben offen" in page


def test_the_address_of_an_unpublished_course_explains_itself_to_its_learners(browser, answered, stranger, guest):
    address = answered.url
    answered.unpublish()
    assert "Ihre Lektionen bleiben offen" in browser.get(address).content.decode()
    assert stranger.get(address).status_code == 404
    assert guest.get(address).status_code == 404


def test_the_steady_address_of_a_deleted_lesson_leads_on(browser, answered, quiz, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        LessonPage.objects.get(pk=quiz.pk).delete()
    page = browser.get(reverse("elearning:lesson", args=[answered.translation_key, quiz.translation_key]))
    assert "Diese Lektion gibt es nicht mehr" in page.content.decode()


def test_nobody_completes_a_course_by_its_being_taken_away(browser, answered, reading, learner):
    browser.get(reading.url)
    browser.post(reverse("elearning:finish", args=[answered.translation_key, reading.translation_key]))
    for page in (answered, *LessonPage.objects.all()):
        page.unpublish()
    browser.get(answered.url)
    assert not learner.enrolments.filter(completion__isnull=False).exists()
