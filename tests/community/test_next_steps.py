"""Which step comes first: a rule without apps, clock or database."""

from datetime import UTC, datetime, timedelta

import pytest

from community.next_steps import NextStep, Urgency, in_order, leaving_out

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def step(name: str, urgency: Urgency, hours: int | None = None) -> NextStep:
    at = None if hours is None else NOON + timedelta(hours=hours)
    return NextStep(urgency=urgency, part_of=name, title=name, action="Go", url=f"/{name}/", at=at)


def names(steps: list[NextStep]) -> list[str]:
    return [each.part_of for each in steps]


def test_a_session_that_is_going_on_comes_before_everything():
    every = [step(urgency.name, urgency) for urgency in reversed(Urgency)]
    assert names(in_order(every)) == ["NOW", "SOON", "DUE", "STARTED", "AHEAD", "OVER", "OFFERED"]


@pytest.mark.parametrize("urgency", [Urgency.NOW, Urgency.SOON, Urgency.DUE, Urgency.AHEAD])
def test_of_two_sessions_the_earlier_one_comes_first(urgency):
    assert names(in_order([step("later", urgency, 2), step("earlier", urgency, 1)])) == ["earlier", "later"]


@pytest.mark.parametrize("urgency", [Urgency.STARTED, Urgency.OVER])
def test_of_what_was_begun_or_is_over_the_newest_comes_first(urgency):
    assert names(in_order([step("old", urgency, -9), step("new", urgency, -1)])) == ["new", "old"]


def test_what_could_be_begun_stays_in_the_order_of_whoever_named_it():
    offered = [step("talk", Urgency.OFFERED, 48), step("learn", Urgency.OFFERED)]
    assert names(in_order(offered)) == ["talk", "learn"]


def test_only_what_nobody_has_begun_is_an_offer():
    assert [urgency for urgency in Urgency if step("any", urgency).is_offered] == [Urgency.OFFERED]


def test_what_one_just_had_is_left_out():
    assert names(leaving_out([step("course", Urgency.STARTED), step("other", Urgency.STARTED)], "course")) == ["other"]


def test_without_steps_there_is_nothing_to_order():
    assert in_order([]) == []
