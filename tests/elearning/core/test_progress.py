from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.completion import Facts, lesson_done
from elearning.core.manifest import Lesson, Manifest, Module, in_words_of
from elearning.core.progress import Change, LessonState, change, progress
from tests.elearning.core.completing import course_completed

READ = Lesson("read", "To read", 5, snapshot=1)
ASKED = Lesson("asked", "With questions", 10, snapshot=2, questions=(1, 2))
LAST = Lesson("last", "The last", 10, snapshot=3, questions=(3,))
COURSE = Manifest("Course", (Module("m1", "First", "", (READ, ASKED)), Module("m2", "Second", "", (LAST,))))
EVERYTHING = Facts(
    opened=frozenset({"read", "asked", "last"}), finished=frozenset({"read"}), answered=frozenset({1, 2, 3})
)

keys = st.frozensets(st.sampled_from(["read", "asked", "last"]))
facts = st.builds(
    Facts,
    opened=keys,
    finished=keys,
    answered=st.frozensets(st.integers(1, 8)),
    closed=keys,
    last=st.sampled_from(["", "read", "asked", "last", "elsewhere"]),
)
lessons = st.builds(
    Lesson,
    key=st.sampled_from("abcdef"),
    title=st.just("Lesson"),
    minutes=st.just(5),
    snapshot=st.integers(1, 9),
    questions=st.lists(st.integers(1, 4), max_size=2, unique=True).map(tuple),
    counting=st.lists(st.tuples(st.integers(5, 8), st.integers(1, 4)), max_size=2).map(tuple),
)
manifests = st.lists(lessons, max_size=6, unique_by=lambda lesson: lesson.key).map(
    lambda found: Manifest("Course", (Module("m", "Module", "", tuple(found)),))
)


def test_a_lesson_to_read_is_done_when_the_learner_says_so():
    assert [lesson_done(READ, Facts()), lesson_done(READ, Facts(finished=frozenset({"read"})))] == [False, True]


def test_a_lesson_with_questions_is_done_when_all_are_answered():
    answered = [frozenset({1}), frozenset({1, 2})]
    assert [lesson_done(ASKED, Facts(answered=each)) for each in answered] == [False, True]


def test_saying_so_does_not_stand_for_an_answer():
    assert not lesson_done(ASKED, Facts(finished=frozenset({"asked"})))


def test_a_course_is_completed_when_every_lesson_is_done():
    assert course_completed(COURSE, EVERYTHING)
    assert not course_completed(COURSE, Facts(finished=frozenset({"read"})))


def test_a_closed_lesson_stands_in_nobodys_way():
    facts = Facts(finished=frozenset({"read"}), answered=frozenset({1, 2}), closed=frozenset({"last"}))
    assert course_completed(COURSE, facts)


def test_a_course_of_closed_lessons_is_not_completed():
    assert not course_completed(COURSE, Facts(closed=frozenset({"read", "asked", "last"})))


def test_an_empty_course_is_not_completed():
    assert not course_completed(Manifest("Empty"), Facts())


def test_the_path_tells_what_is_done_begun_open_and_closed():
    facts = Facts(opened=frozenset({"asked"}), finished=frozenset({"read"}), closed=frozenset({"last"}), last="asked")
    standing = progress(COURSE, facts)
    assert [(step.number, step.state) for step in standing.steps] == [
        (1, LessonState.DONE),
        (2, LessonState.STARTED),
        (3, LessonState.CLOSED),
    ]
    assert [stage.state for stage in standing.stages] == [LessonState.STARTED, LessonState.CLOSED]
    assert (standing.done, standing.total) == (1, 2)


@pytest.mark.parametrize(
    ("facts", "states"),
    [
        (Facts(), [LessonState.OPEN, LessonState.OPEN]),
        (Facts(opened=frozenset({"read"})), [LessonState.STARTED, LessonState.OPEN]),
        (EVERYTHING, [LessonState.DONE, LessonState.DONE]),
    ],
)
def test_a_module_is_as_far_as_its_lessons(facts, states):
    assert [stage.state for stage in progress(COURSE, facts).stages] == states


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(), "read"),
        (Facts(last="asked"), "asked"),
        (Facts(last="asked", answered=frozenset({1, 2})), "last"),
        (Facts(last="last", answered=frozenset({3})), "read"),
        (Facts(last="gone"), "read"),
    ],
)
def test_next_is_the_lesson_one_was_in_then_what_follows_then_what_was_left_out(facts, expected):
    following = progress(COURSE, facts).next
    assert following is not None
    assert following.lesson.key == expected


def test_after_everything_nothing_is_next():
    assert progress(COURSE, EVERYTHING).next is None
    assert progress(COURSE, EVERYTHING).completed


@given(manifests, facts)
def test_a_completed_course_leaves_nothing_to_do(manifest, known):
    standing = progress(manifest, known)
    assert not (standing.completed and standing.next)
    assert 0 <= standing.done <= standing.total <= len(manifest.lessons)


@given(manifests, facts, st.integers(1, 4), st.sampled_from("abcdef"))
def test_doing_more_never_undoes_anything(manifest, known, question, key):
    more = Facts(known.opened, known.finished | {key}, known.answered | {question}, known.closed, known.last)
    assert progress(manifest, more).done >= progress(manifest, known).done


@given(manifests, manifests, facts)
def test_a_harmless_release_never_takes_progress_back(old, new, known):
    difference = change(old, new, known)
    before, after = progress(old, known), progress(new, known)
    if difference.harmless:
        assert after.done >= before.done
        assert len(new.lessons) <= len(old.lessons)


@given(manifests, facts)
def test_the_same_release_changes_nothing(manifest, known):
    assert change(manifest, manifest, known) == Change((), (), ())


def corrected(manifest):
    """Each question in another version, for which the answers to the one before count."""

    def lesson(each):
        pairs = tuple((question, question + 10) for question in each.questions)
        return replace(each, questions=tuple(new for _, new in pairs), counting=(*pairs, *_carried_on(each)))

    def _carried_on(each):
        return tuple((earlier, question + 10) for earlier, question in each.counting)

    modules = tuple(replace(each, lessons=tuple(map(lesson, each.lessons))) for each in manifest.modules)
    return Manifest("Corrected", modules)


@given(manifests, facts)
def test_a_correction_takes_nothing_back_and_moves_nobody_against_their_will(manifest, known):
    """Completion is monotone: whoever had completed a course has completed the corrected one."""
    new = corrected(manifest)
    assert progress(new, known).done == progress(manifest, known).done
    assert course_completed(new, known) == course_completed(manifest, known)
    assert change(manifest, new, known).harmless


@given(manifests)
def test_a_correction_reaches_whoever_stays_with_an_earlier_release(manifest):
    new = corrected(manifest)
    assert in_words_of(manifest, new).lessons == new.lessons


def test_a_question_asked_anew_in_a_lesson_that_was_begun_takes_no_answer_away_silently():
    anew = Manifest("Course", (Module("m1", "First", "", (READ, replace(ASKED, questions=(1, 9)), LAST)),))
    assert change(COURSE, anew, Facts(answered=frozenset({2}))).asked_anew == ("asked",)
    assert change(COURSE, anew, Facts(answered=frozenset({1}))).harmless


def test_a_release_that_asks_anew_says_which_lessons_open_again():
    rescored = Manifest("Course", (Module("m1", "First", "", (READ, Lesson("asked", "", 1, 1, (1, 9)))),))
    longer = Manifest("Course", (*COURSE.modules, Module("m3", "Third", "", (Lesson("new", "", 1, 1),))))
    assert change(COURSE, rescored, EVERYTHING) == Change(added=(), removed=("last",), reopened=("asked",))
    assert change(COURSE, longer, Facts()) == Change(added=("new",), removed=(), reopened=())


@given(manifests)
def test_a_manifest_survives_being_stored(manifest):
    assert Manifest.from_json(manifest.as_json()) == manifest
