"""What trainers read of people: who has stopped, where, since when; nothing of what anybody said."""

import datetime as dt

from elearning.core.accompanying import STUCK_AFTER, Member, Where, place, places
from elearning.core.completion import Facts, Rule
from elearning.core.manifest import Lesson, Manifest, Module

NOW = dt.datetime(2026, 11, 29, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
MANIFEST = Manifest("Course", (Module("m", "Module", "", (Lesson("a", "A", 5, 1), Lesson("b", "B", 5, 2))),))
HALF = Facts(opened=frozenset("ab"), finished=frozenset("a"), last="b")


def member(id=1, name="Amal", joined=NOW - 30 * DAY, facts=None, active=None, completed=None):
    return Member(id, name, joined, Rule(), MANIFEST, facts or Facts(), active, completed)


def test_somebody_who_joined_and_did_nothing_has_not_begun():
    found = place(member(), NOW)
    assert (found.where, found.since, found.step.lesson.key) == (Where.NOT_BEGUN, NOW - 30 * DAY, "a")


def test_somebody_who_learned_yesterday_is_under_way():
    found = place(member(facts=HALF, active=NOW - DAY), NOW)
    assert (found.where, found.step.lesson.key, found.done, found.total) == (Where.UNDER_WAY, "b", 1, 2)


def test_somebody_without_a_sign_of_life_has_stopped_in_their_lesson():
    assert place(member(facts=HALF, active=NOW - STUCK_AFTER + DAY), NOW).where is Where.UNDER_WAY
    found = place(member(facts=HALF, active=NOW - STUCK_AFTER), NOW)
    assert (found.where, found.since, found.step.lesson.key) == (Where.STUCK, NOW - STUCK_AFTER, "b")


def test_somebody_who_completed_it_stays_so_whatever_they_do():
    found = place(member(facts=HALF, active=NOW - 99 * DAY, completed=NOW - DAY), NOW)
    assert (found.where, found.since, found.step) == (Where.COMPLETED, NOW - DAY, None)


def test_who_may_need_somebody_comes_first_and_waited_longest():
    people = [
        member(1, "Ada", completed=NOW),
        member(2, "Ben", facts=HALF, active=NOW),
        member(3, "Cem"),
        member(4, "Dora", facts=HALF, active=NOW - 20 * DAY),
        member(5, "Elif", facts=HALF, active=NOW - 40 * DAY),
    ]
    assert [each.member.name for each in places(people, NOW)] == ["Elif", "Dora", "Cem", "Ben", "Ada"]
