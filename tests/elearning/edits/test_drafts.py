"""Before a draft is published, editors read what it would do; however many people are in the course."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.test.utils import CaptureQueriesContext

from community.models import User
from elearning import edits, enrolments
from elearning.core.choices import Choice
from elearning.core.consequences import Edit
from elearning.models import Answer, LessonPage
from tests.elearning import content
from tests.elearning.content import RIGHT, WRONG
from tests.elearning.edits.conftest import drafted, published, send, swapped, words

QUERIES = 16


@pytest.fixture
def people(request, course, lesson, onward):
    """Half of them chose the wrong one."""
    text = words("single")
    for index in range(request.param):
        user = User.objects.create_user(f"person{index}@example.org", display_name=f"Person {index}")
        fields = {"response": [WRONG if index % 2 else RIGHT], "attempt": 1, "key": uuid.uuid4()}
        Answer.objects.create(enrolment=enrolments.enrol(user, course), version=text.version, text=text, **fields)
    return request.param


@pytest.mark.parametrize("people", [2, 12], indirect=True)
def test_it_says_who_would_pass_and_fail_in_a_number_of_queries_that_does_not_grow(people, lesson, editor, connection):
    page = drafted(lesson, swapped())
    with CaptureQueriesContext(connection) as captured:
        found = edits.of_draft(page, editor)
    [told] = found.consequences
    assert (told.change, told.answered, told.passing, told.failing) == (Edit.SCORING, people, people // 2, people // 2)
    assert (found.under_way, found.completed, found.concerns_answers) == (people, 0, True)
    assert len(captured) <= QUERIES, "\n".join(query["sql"][:150] for query in captured)


def test_a_draft_that_changes_nothing_has_no_consequences(lesson, editor):
    found = edits.of_draft(drafted(lesson), editor)
    assert (found.questions, found.concerns_answers) == ((), False)


def test_each_question_has_its_words_before_and_then_and_what_may_be_chosen(lesson, editor):
    another = content.single_choice(question="Who helps first?")
    [asked] = edits.of_draft(drafted(lesson, another), editor).questions
    assert (asked.block_id, asked.old.words["question"], asked.new.words["question"]) == (
        "single",
        "Who helps?",
        "Who helps first?",
    )
    assert (asked.choices[0], asked.choice, asked.noted) == (Choice.REWORDING, Choice.REWORDING, None)


def test_what_was_noted_is_shown_and_what_was_noted_for_another_draft_is_not(lesson, editor):
    page = drafted(lesson, content.single_choice(question="Who helps first?"))
    edits.note_choices(page, editor, {"single": Choice.MISTAKE, "gone": Choice.MISTAKE}, "A word was wrong")
    [asked] = edits.of_draft(page, editor).questions
    assert (asked.choice, asked.reason) == (Choice.MISTAKE, "A word was wrong")
    [asked] = edits.of_draft(drafted(lesson, content.single_choice(question="Who?")), editor).questions
    assert (asked.choice, asked.reason) == (Choice.REWORDING, "")


def test_whoever_wrote_for_themselves_is_counted_and_nothing_is_chosen_about_it(enrolled, course, lesson, editor):
    send(enrolled, course, lesson, words("reflection"), {"reflection": "Mine"})
    changed = content.reflection()
    changed["value"]["question"] = "When was it easy?"
    [asked] = edits.of_draft(drafted(lesson, changed), editor).questions
    assert ([each.answered for each in asked.consequences], asked.choices) == ([1], ())
    assert "Mine" not in str(asked)


def test_questions_that_come_and_go_are_there(lesson, editor):
    draft = lesson.get_latest_revision_as_object()
    draft.body = [content.single_choice("another")]
    draft.save_revision()
    found = edits.of_draft(LessonPage.objects.get(pk=lesson.pk), editor)
    assert [(each.block_id, each.consequences[0].change) for each in found.questions] == [
        ("another", Edit.ITEM_ADDED),
        ("single", Edit.ITEM_REMOVED),
        ("gaps", Edit.ITEM_REMOVED),
        ("reflection", Edit.ITEM_REMOVED),
    ]


def test_answers_to_an_earlier_version_are_judged_as_they_stand_now(enrolled, course, lesson, onward, editor):
    send(enrolled, course, lesson, words("single"), {"choice": WRONG})
    published(lesson, swapped())
    [told] = edits.of_draft(drafted(lesson, content.single_choice()), editor).consequences
    assert (told.answered, told.failing) == (1, 1)


def test_a_lesson_that_was_never_published_asks_nobody_yet(module, editor):
    draft = LessonPage(title="Draft", body=[content.single_choice()], live=False)
    module.add_child(instance=draft)
    draft.save_revision()
    [told] = edits.of_draft(draft, editor).consequences
    assert (told.change, told.answered) == (Edit.ITEM_ADDED, 0)


def test_a_course_itself_asks_nothing(course, editor):
    assert edits.of_draft(course, editor) == edits.DraftEdit()


def test_whoever_may_not_edit_it_learns_nothing(lesson, learner):
    with pytest.raises(PermissionDenied):
        edits.of_draft(lesson, learner)
