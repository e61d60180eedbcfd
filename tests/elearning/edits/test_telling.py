"""Learners are told once what has become of their answers, and of nothing else."""

import pytest
from django.test.utils import CaptureQueriesContext

from elearning import edits
from elearning.core.choices import Choice
from elearning.core.items import Outcome
from elearning.models import Completion
from tests.elearning import content
from tests.elearning.content import RIGHT, WRONG
from tests.elearning.edits.conftest import drafted, published, send, swapped, words
from tests.elearning.kinds import gaps

ANOTHER = content.single_choice(question="Who helps first?")


@pytest.fixture
def wrong(enrolled, course, lesson, onward):
    send(enrolled, course, lesson, words("single"), {"choice": WRONG})


def test_a_mistake_is_told_with_its_reason_and_what_it_changes(wrong, enrolment, lesson, editor):
    page = drafted(lesson, swapped())
    edits.note_choices(page, editor, {"single": Choice.MISTAKE}, "The key was wrong.")
    page.latest_revision.publish()
    [told] = edits.told_to(enrolment)
    assert (told.choice, told.reason, told.before, told.after, told.judges_otherwise, told.is_gone) == (
        Choice.MISTAKE,
        "The key was wrong.",
        Outcome.WRONG,
        Outcome.RIGHT,
        True,
        False,
    )
    assert (told.lesson_key, told.block_id, told.asked) == (lesson.translation_key, "single", "Who helps?")


def test_it_is_told_once_and_what_comes_then_is_told_again(wrong, enrolment, lesson):
    published(lesson, swapped())
    edits.seen(enrolment)
    assert edits.told_to(enrolment) == ()
    published(lesson, content.single_choice())
    [told] = edits.told_to(enrolment)
    assert (told.before, told.after) == (Outcome.RIGHT, Outcome.WRONG)


def test_what_was_not_shown_yet_is_not_taken_for_seen(wrong, enrolment, lesson):
    published(lesson, swapped())
    [first] = edits.told_to(enrolment)
    published(lesson, content.single_choice())
    edits.seen(enrolment, first.correction)
    assert len(edits.told_to(enrolment)) == 1


def test_a_rewording_is_no_news(wrong, enrolment, lesson):
    published(lesson, ANOTHER)
    assert edits.told_to(enrolment) == ()


def test_an_option_that_is_gone_is_told_to_whoever_chose_it(wrong, enrolment, lesson):
    published(lesson, content.single_choice(options=[content.option(RIGHT, True), content.option("new", False)]))
    [told] = edits.told_to(enrolment)
    assert (told.choice, told.is_gone, told.judges_otherwise) == (Choice.REWORDING, True, False)


def test_an_option_that_is_gone_is_no_news_to_others(enrolled, course, enrolment, lesson, onward):
    send(enrolled, course, lesson, words("single"), {"choice": RIGHT})
    published(lesson, content.single_choice(options=[content.option(RIGHT, True), content.option("new", False)]))
    assert edits.told_to(enrolment) == ()


def test_what_is_asked_anew_is_told_to_who_is_under_way_and_not_to_who_has_completed(wrong, enrolment, lesson, editor):
    page = drafted(lesson, ANOTHER)
    edits.note_choices(page, editor, {"single": Choice.NEW_QUESTION}, "")
    page.latest_revision.publish()
    [told] = edits.told_to(enrolment)
    assert (told.choice, told.was_asked, told.asked) == (Choice.NEW_QUESTION, "Who helps?", "Who helps first?")
    Completion.objects.create(enrolment=enrolment, release=enrolment.release)
    assert edits.told_to(enrolment) == ()


def test_whoever_did_not_answer_is_told_nothing(enrolled, course, enrolment, lesson, onward):
    send(enrolled, course, lesson, words("gaps"), gaps.RIGHT[0])
    published(lesson, swapped())
    assert edits.told_to(enrolment) == ()


def test_whoever_answered_the_corrected_question_is_told_nothing(enrolled, course, enrolment, lesson, onward):
    published(lesson, swapped())
    send(enrolled, course, lesson, words("single"), {"choice": WRONG})
    assert edits.told_to(enrolment) == ()
    edits.seen(enrolment)


def test_asking_takes_one_query_where_there_is_nothing(wrong, enrolment, connection):
    with CaptureQueriesContext(connection) as captured:
        assert edits.told_to(enrolment) == ()
    assert len(captured) == 1


def test_asking_takes_few_queries_where_there_is_something(wrong, enrolment, lesson, connection):
    published(lesson, swapped())
    with CaptureQueriesContext(connection) as captured:
        assert edits.told_to(enrolment)
    assert len(captured) == 4
