"""What somebody takes along of a course: theirs alone, in their language, and there when the course is gone."""

import datetime as dt
import uuid
from html import unescape
from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from elearning.models import Completion, CourseRelease, Enrolment, ItemText, LessonPage, Reflection, Resolution
from tests.elearning import content

pytestmark = pytest.mark.django_db

WORDS = "I was afraid to ask."


@pytest.fixture
def enrolled(browser, course, quiz):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    return browser


def address(course, name="take_away"):
    return reverse(f"elearning:{name}", args=[course.translation_key])


def reflect(browser, course, lesson, words=WORDS):
    text = ItemText.objects.get(version__item__kind="reflection")
    where = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, "reflection"])
    return browser.post(where, {"text": text.pk, "key": str(uuid.uuid4()), "reflection": words})


def complete():
    enrolment = Enrolment.objects.get()
    return Completion.objects.create(enrolment=enrolment, release=enrolment.release)


def html(response):
    assert response.status_code == 200
    return unescape(response.content.decode())


def read(response):
    """A PDF of ours is tagged; what it says is found in the tree by whoever listens, here only that it is whole."""
    assert response["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(response.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        return str(pdf.Root.Lang), len(pdf.pages)


def test_own_words_stand_with_their_question_and_lesson(enrolled, course, quiz):
    reflect(enrolled, course, quiz)
    page = html(enrolled.get(address(course)))
    assert all(words in page for words in (WORDS, "When was it hard?", "The quiz", "A course"))


def test_nobody_else_finds_it(enrolled, course, quiz, stranger, guest):
    reflect(enrolled, course, quiz)
    assert stranger.get(address(course)).status_code == 404
    assert guest.get(address(course)).url.startswith("/accounts/login/")
    stranger.post(reverse("elearning:enrol", args=[course.translation_key]))
    assert WORDS not in html(stranger.get(address(course)))


@pytest.mark.parametrize("gone", ["withdrawn", "deleted", "restricted"])
def test_it_is_there_when_the_course_is_gone(enrolled, course, quiz, gone):
    reflect(enrolled, course, quiz)
    complete()
    if gone == "withdrawn":
        course.unpublish()
    elif gone == "deleted":
        course.delete()
    else:
        PageViewRestriction.objects.create(page=course, restriction_type=PageViewRestriction.GROUPS)
    page = html(enrolled.get(address(course)))
    assert WORDS in page
    assert f'href="{course.url}"' not in page
    assert read(enrolled.get(address(course, "take_away_file"))) == ("de", 1)
    assert html(enrolled.get(address(course, "confirmation")))
    assert address(course) in html(enrolled.get("/me/"))
    assert address(course, "confirmation") in html(enrolled.get("/me/"))


def test_a_lesson_that_has_left_the_course_keeps_its_title(enrolled, course, quiz, reading):
    reflect(enrolled, course, quiz)
    LessonPage.objects.get(pk=quiz.pk).unpublish()
    enrolment = Enrolment.objects.get()
    enrolment.release = type(enrolment.release).objects.order_by("-number").first()
    enrolment.save()
    assert "The quiz" in html(enrolled.get(address(course)))


def test_questions_are_read_in_the_language_that_one_reads_in(enrolled, course, quiz, translated, learner):
    value = content.reflection()["value"] | {"question": "Put into English?"}
    content.edited(translated, body=[content.reflection() | {"value": value}])
    text = ItemText.objects.get(version__item__kind="reflection", locale="de")
    enrolment = Enrolment.objects.get()
    Reflection.objects.create(enrolment=enrolment, item=text.version.item, text=text, body=WORDS)
    english = Client(headers={"accept-language": "en"})
    english.force_login(learner)
    assert "Put into English?" in html(english.get(address(course)))
    german = Client(headers={"accept-language": "de"})
    german.force_login(learner)
    assert "When was it hard?" in html(german.get(address(course)))


def test_however_much_it_is_it_takes_the_same_number_of_queries(enrolled, course, quiz, module, connection):
    def count():
        with CaptureQueriesContext(connection) as queries:
            html(enrolled.get(address(course)))
        return len(queries)

    def written(text):
        Reflection.objects.create(enrolment=Enrolment.objects.get(), item=text.version.item, text=text, body="More")

    lesson = content.a_lesson(module, "More", *(content.reflection(f"r{number}") for number in range(5)))
    first, *others = ItemText.objects.filter(version__item__lesson_key=lesson.translation_key)
    written(first)
    count()
    before = count()
    for text in others:
        written(text)
    assert count() == before <= 14


def test_a_file_is_made_whatever_alphabets_somebody_wrote_in(enrolled, course, quiz):
    reflect(enrolled, course, quiz, "كنت أخاف أن أسأل.\n\nUnd dann: Ελληνικά, русский #set page(fill: red) ☃")
    Resolution.objects.create(
        enrolment=Enrolment.objects.get(), course_key=course.translation_key, situation="إذا", deed="#panic()"
    )
    assert read(enrolled.get(address(course, "take_away_file")))[1] == 1


def test_the_end_of_a_course_leads_there(enrolled, course, quiz):
    complete()
    for page in (html(enrolled.get(course.url)), html(enrolled.get(quiz.url))):
        assert address(course) in page
        assert address(course, "confirmation") in page


# --- the confirmation -------------------------------------------------------------------------------------------------


def test_whoever_has_not_completed_the_course_gets_no_confirmation(enrolled, course):
    assert enrolled.get(address(course, "confirmation")).status_code == 404
    assert address(course, "confirmation") not in html(enrolled.get("/me/"))


def test_it_offers_the_name_as_it_is_now_and_takes_another(enrolled, course, learner):
    complete()
    assert 'value="Lea"' in html(enrolled.get(address(course, "confirmation")))
    response = enrolled.post(address(course, "confirmation"), {"name": "Dr. Lea Schäfer"})
    assert read(response) == ("de", 1)
    assert response["Content-Disposition"] == 'attachment; filename="teilnahmebestatigung-a-course.pdf"'
    learner.refresh_from_db()
    assert str(learner) == "Lea"


def test_without_a_name_it_asks_for_one(enrolled, course):
    complete()
    assert enrolled.post(address(course, "confirmation"), {"name": " "}).status_code == 422


def test_its_facts_are_those_of_the_release_that_was_completed(enrolled, course, module):
    completed = complete()
    first = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
    CourseRelease.objects.filter(pk=completed.release_id).update(created_at=first)
    content.a_lesson(module, "Later", content.text())
    page = html(enrolled.get(address(course, "confirmation")))
    assert "<dd>veröffentlicht am 5. März 2026</dd>" in page
    assert "<dd>1</dd>" in page  # lesson
