"""A course closed to new people, withdrawn and restored: what learners and others meet then."""

import uuid

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from community.models import User
from elearning import availability, courses, enrolments
from elearning.models import CourseListPage, CoursePage, CourseRelease, Enrolment, ItemText, LessonPage
from tests.elearning import content

SENTENCE = "We revise this course until March."


@pytest.fixture
def enrolled(browser, course, quiz, reading):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    browser.get(quiz.url)
    return browser


@pytest.fixture
def editor(stranger) -> User:
    return User.objects.get(email="stranger@example.org")


def lesson_now(lesson):
    return LessonPage.objects.get(pk=lesson.pk)


# --- closed to new people ---------------------------------------------------------------------------------------------


@pytest.fixture
def closed(course, quiz, reading, editor):
    availability.close(course, editor)
    return course


def test_nobody_begins_a_closed_course(closed, stranger):
    stranger.post(reverse("elearning:enrol", args=[closed.translation_key]))
    assert not Enrolment.objects.exists()
    page = stranger.get(closed.url).content.decode()
    assert "nimmt zurzeit niemand Neues auf" in page
    assert "Diesen Kurs beginnen" not in page


def test_it_is_offered_to_nobody_and_has_no_sample(closed, guest, quiz, rf):
    asks = rf.get("/")
    assert courses.others([], "de", asks, 6) == []
    assert guest.get(quiz.url).status_code == 302
    assert "erste Lektion" not in guest.get(closed.url).content.decode()


def test_the_list_of_courses_says_so(home, editor, guest):
    listing = content.live(home, CourseListPage(title="Courses"))
    availability.close(content.a_course(listing), editor)
    assert "nimmt zurzeit niemand Neues auf" in guest.get(listing.url).content.decode()


def test_whoever_is_in_it_goes_on(enrolled, course, quiz, editor):
    availability.close(course, editor)
    assert enrolled.get(quiz.url).status_code == 200
    again = enrolled.post(reverse("elearning:enrol", args=[course.translation_key]))
    assert again.url.startswith(quiz.url)


def test_it_opens_again(closed, stranger, editor):
    availability.reopen(closed, editor)
    stranger.post(reverse("elearning:enrol", args=[closed.translation_key]))
    assert Enrolment.objects.count() == 1


# --- withdrawn --------------------------------------------------------------------------------------------------------


@pytest.fixture
def withdrawn(enrolled, course, editor):
    availability.withdraw(course, editor, {"de": SENTENCE})
    return course


def test_all_pages_go_offline(withdrawn, guest, stranger, quiz):
    assert not Page.objects.live().descendant_of(withdrawn, inclusive=True).exists()
    assert guest.get(withdrawn.url).status_code == 404
    assert stranger.get(quiz.url).status_code == 404


def test_learners_read_the_sentence_wherever_they_come(withdrawn, enrolled, quiz):
    steady = reverse("elearning:lesson", args=[withdrawn.translation_key, quiz.translation_key])
    for address in (withdrawn.url, quiz.url, steady, "/me/"):
        assert SENTENCE in enrolled.get(address).content.decode(), address


def test_what_was_being_written_is_kept_and_readable(withdrawn, enrolled, quiz):
    text = ItemText.objects.get(version__item__block_id="single")
    address = reverse("elearning:answer", args=[withdrawn.translation_key, quiz.translation_key, "single"])
    enrolled.post(address, {"choice": content.RIGHT, "text": text.pk, "key": str(uuid.uuid4())})
    page = enrolled.get(reverse("elearning:own_answers", args=[withdrawn.translation_key])).content.decode()
    assert "Option a-right" in page


def test_a_lesson_that_goes_live_meanwhile_opens_nothing(withdrawn, enrolled, quiz):
    lesson_now(quiz).save_revision().publish()
    assert SENTENCE in enrolled.get(quiz.url).content.decode()
    assert enrolled.get("/me/").context["standings"][0]["next_url"] == ""


def test_restored_it_is_as_it_was_without_a_new_release(withdrawn, enrolled, quiz, reading, editor):
    before = CourseRelease.objects.count()
    lesson_now(reading).save_revision()
    draft = lesson_now(quiz)
    draft.title = "A draft from meanwhile"
    draft.save_revision()
    availability.restore(withdrawn, editor)
    assert enrolled.get(quiz.url).status_code == 200
    assert lesson_now(quiz).title == "The quiz"
    assert lesson_now(quiz).has_unpublished_changes
    assert CourseRelease.objects.count() == before
    assert enrolled.get(withdrawn.url).status_code == 200


def test_what_was_a_draft_before_stays_one(course, module, quiz, editor):
    draft = module.add_child(instance=LessonPage(title="Draft", live=False))
    draft.save_revision()
    availability.withdraw(course, editor, {"de": SENTENCE})
    availability.restore(course, editor)
    assert not lesson_now(draft).live


def test_it_holds_in_every_language(course, quiz, translated, editor):
    availability.withdraw(course, editor, {"de": SENTENCE})
    assert not CoursePage.objects.live().exists()
    availability.restore(course, editor)
    assert CoursePage.objects.live().count() == 2
    assert LessonPage.objects.live().count() == 4


def test_pressing_twice_changes_nothing_more(withdrawn, editor):
    pages = availability.of(withdrawn.translation_key).pages
    availability.withdraw(withdrawn, editor, {"de": "Another"})
    found = availability.of(withdrawn.translation_key)
    assert (found.pages, found.sentences) == (pages, {"de": SENTENCE})


def test_the_history_says_who_did_it(withdrawn, editor):
    availability.restore(withdrawn, editor)
    acts = PageLogEntry.objects.filter(action__startswith="elearning.", page=withdrawn.pk).order_by("timestamp")
    assert [(each.action, each.user_id) for each in acts] == [
        (availability.WITHDRAW, editor.pk),
        (availability.RESTORE, editor.pk),
    ]


@pytest.mark.parametrize(
    ("reading", "expected"), [("en", ("Why", "en")), ("ar", ("Warum", "de")), ("de-simple", ("Warum", "de"))]
)
def test_a_sentence_is_read_in_the_nearest_language(reading, expected):
    assert availability.sentence({"de": "Warum", "en": "Why"}, reading) == expected


def test_a_headcount_counts_people(enrolled, course):
    assert enrolments.headcount(course.translation_key) == enrolments.Headcount(begun=1, completed=0)
