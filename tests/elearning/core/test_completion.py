"""What completes a course, and what opens it: more facts never make more missing, a stricter rule reaches nobody."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.completion import Facts, Rule, WhatIsMissing, asks_more, locked, missing
from elearning.core.manifest import Lesson, Manifest, Module
from elearning.core.progress import LessonState, change, progress
from tests.elearning.core.completing import course_completed
from tests.hypotheses import at_most

A, B = Lesson("a", "A", 10, 1, (1, 2)), Lesson("b", "B", 20, 2, (3,))
C, D = Lesson("c", "C", 30, 3), Lesson("d", "D", 40, 4, (4,))
COURSE = Manifest("Course", (Module("m", "M", "", (A, B)), Module("n", "N", "", (C, D))))
DEFAULT = {"requires": "every_lesson"}

keys, items = st.frozensets(st.sampled_from("abcd")), st.frozensets(st.integers(1, 4))
facts = st.builds(
    Facts,
    opened=keys,
    finished=keys,
    answered=items,
    closed=keys,
    right=items,
    courses=st.frozensets(st.sampled_from(["other"])),
)
shares = st.sampled_from([(0, 1), (1, 2), (2, 3), (3, 4), (1, 1)])
rules = st.builds(
    Rule,
    lessons=st.none() | keys,
    minutes=st.sampled_from([0, 10, 50, 1000]),
    share=shares,
    judged=items,
    first=st.sampled_from([{}, {"n": "m"}, {"n": "other"}, {"m": "other", "n": "gone"}]),
)


def answered(*items, finished=""):
    return Facts(answered=frozenset(items), finished=frozenset(finished))


def test_without_anything_special_it_is_stored_as_it_always_was():
    assert Rule().as_json() == DEFAULT
    assert Rule.from_json(DEFAULT) == Rule()


@at_most(200)
@given(rules)
def test_what_is_stored_means_the_same_when_it_is_read(rule):
    read = Rule.from_json(json.loads(json.dumps(rule.as_json())))
    for known in (Facts(), answered(1, 2, 3), answered(1, 2, 3, 4, finished="c")):
        assert missing(COURSE, read, known) == missing(COURSE, rule, known)
        assert locked(COURSE, read, known) == locked(COURSE, rule, known)


def test_what_is_missing_is_named():
    assert missing(COURSE, Rule(), answered(1, 2)) == WhatIsMissing(lessons=("b", "c", "d"))
    assert missing(COURSE, Rule(lessons=frozenset("ab")), answered(1, 2)) == WhatIsMissing(lessons=("b",))
    assert missing(COURSE, Rule(minutes=35), answered(1, 2)) == WhatIsMissing(minutes=25)
    rule = Rule(lessons=frozenset("a"), share=(2, 3), judged=frozenset({1, 2, 3, 4}))
    assert missing(COURSE, rule, answered(1, 2)) == WhatIsMissing(right=3)


def test_a_voluntary_lesson_is_not_missed():
    assert course_completed(COURSE, answered(1, 2, 3), Rule(lessons=frozenset("ab")))


def test_an_answer_that_was_right_once_counts():
    rule = Rule(lessons=frozenset("a"), share=(1, 2), judged=frozenset({1, 2}))
    known = answered(1, 2)
    assert not course_completed(COURSE, known, rule)
    assert course_completed(COURSE, Facts(answered=known.answered, right=frozenset({2})), rule)


def test_what_was_right_before_a_question_was_corrected_is_right_still():
    """Version 9 was asked as version 1 before."""
    corrected = Manifest("Course", (Module("m", "M", "", (replace(A, questions=(9, 2), counting=((1, 9),)),)),))
    before, now = (Rule(share=(1, 2), judged=frozenset({first, 2})) for first in (1, 9))
    known = replace(answered(1, 2), right=frozenset({1}))
    assert course_completed(corrected, known, now)
    assert not asks_more(corrected, before, now)
    assert asks_more(COURSE, before, now)


def test_minutes_that_nobody_can_take_any_more_are_not_asked_for():
    known = Facts(answered=frozenset({1, 2}), closed=frozenset("bcd"))
    assert course_completed(COURSE, known, Rule(minutes=35))


def more(one, other):
    """What both have done; what is closed, editors decide."""
    done = {
        name: getattr(one, name) | getattr(other, name)
        for name in ("opened", "finished", "answered", "right", "courses")
    }
    return Facts(**done, closed=one.closed)


@at_most(500)
@given(rules, facts, facts)
def test_completion_is_monotone_in_facts(rule, one, other):
    before, after = missing(COURSE, rule, one), missing(COURSE, rule, more(one, other))
    assert set(after.lessons) <= set(before.lessons)
    assert after.minutes <= before.minutes
    assert after.right <= before.right
    assert after.nothing or not before.nothing


@at_most(500)
@given(rules, facts, st.frozensets(st.sampled_from("abcd"), max_size=3))
def test_closing_some_lessons_makes_the_way_no_longer(rule, known, closed):
    before, after = missing(COURSE, rule, known), missing(COURSE, rule, replace(known, closed=known.closed | closed))
    assert set(after.lessons) <= set(before.lessons)
    assert after.minutes <= before.minutes
    assert after.right <= before.right


def test_whoever_was_on_the_way_has_not_completed_what_was_taken_away():
    assert not course_completed(COURSE, replace(answered(1, 2), closed=frozenset("abcd")))
    everything = replace(answered(1, 2, 3, 4, 5), finished=frozenset("abcd"), closed=frozenset("abcd"))
    assert course_completed(COURSE, everything)


@at_most(300)
@given(rules, facts, facts)
def test_what_is_open_never_locks_again(rule, one, other):
    assert set(locked(COURSE, rule, more(one, other))) <= set(locked(COURSE, rule, one))


@at_most(500)
@given(rules, rules, facts)
def test_nobody_is_moved_to_a_rule_by_which_they_would_be_less_far(old, new, known):
    """A stricter rule never reaches back: who is moved without being asked is at least as far as before."""
    if change(COURSE, COURSE, known, old, new).harmless:
        assert course_completed(COURSE, known, new) or not course_completed(COURSE, known, old)
        assert locked(COURSE, new, known) == locked(COURSE, old, known)


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [
        (Rule(), Rule(), False),
        (Rule(), Rule(lessons=frozenset("a")), False),
        (Rule(lessons=frozenset("a")), Rule(), True),
        (Rule(), Rule(minutes=30), False),
        (Rule(minutes=30), Rule(minutes=40), True),
        (Rule(), Rule(share=(1, 2), judged=frozenset({1})), True),
        (Rule(share=(1, 2), judged=frozenset({1})), Rule(), False),
        (Rule(), Rule(first={"n": "m"}), True),
    ],
)
def test_what_asks_more(old, new, more):
    assert asks_more(COURSE, old, new) is more


# --- what has to come first -------------------------------------------------------------------------------------------


def test_a_module_is_locked_until_the_one_before_it_is_done():
    rule = Rule(first={"n": "m"})
    assert locked(COURSE, rule, answered(1, 2)) == {"n": "m"}
    assert locked(COURSE, rule, answered(1, 2, 3)) == {}


def test_a_module_can_wait_for_another_course():
    rule = Rule(first={"n": "other"})
    assert locked(COURSE, rule, Facts()) == {"n": "other"}
    assert locked(COURSE, rule, Facts(courses=frozenset({"other"}))) == {}


def test_whoever_has_begun_a_module_goes_on_in_it():
    assert locked(COURSE, Rule(first={"n": "m"}), Facts(opened=frozenset("c"))) == {}


def test_a_module_of_closed_lessons_stands_in_nobodys_way():
    assert locked(COURSE, Rule(first={"n": "m"}), Facts(closed=frozenset("ab"))) == {}


def test_the_path_says_what_is_locked_and_the_next_lesson_is_an_open_one():
    where = progress(COURSE, Facts(), Rule(first={"n": "m"}))
    assert [(stage.state, stage.after) for stage in where.stages] == [
        (LessonState.OPEN, ""),
        (LessonState.LOCKED, "m"),
    ]
    assert where.next.lesson is A
    assert where.total == 4
