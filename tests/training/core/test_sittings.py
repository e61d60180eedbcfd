"""Sittings where clocks change, over midnight, and what people hear when a plan changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core.sittings import (
    Alteration,
    NoSuchTime,
    PlannedSitting,
    SittingMedium,
    changes,
    days,
    ends,
    is_shown_twice,
    minutes,
    moment,
    next_sitting,
    taking_place,
    times,
    total_minutes,
)

BERLIN = "Europe/Berlin"
SPRING = date(2027, 3, 28)  # clocks go from 2:00 to 3:00
AUTUMN = date(2026, 10, 25)  # clocks go from 3:00 to 2:00


def utc(month, day, hour, minute=0, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def sitting(uid="a", begins=None, lasts=120, **fields):
    begins = begins or utc(6, 1, 16)
    return PlannedSitting(uid, begins, begins + timedelta(minutes=lasts), BERLIN, **fields)


FIRST = sitting("a", place="Bürgerhaus")
SECOND = sitting("b", utc(6, 8, 16), place="Bürgerhaus")


# --- times ------------------------------------------------------------------------------------------------------------


def test_clocks_of_the_place_say_when_it_begins():
    assert moment(date(2026, 6, 1), time(18), BERLIN) == utc(6, 1, 16)
    assert moment(date(2026, 12, 1), time(18), BERLIN) == utc(12, 1, 17)


def test_a_time_that_clocks_leave_out_in_march_is_none():
    with pytest.raises(NoSuchTime):
        moment(SPRING, time(2, 30), BERLIN)
    assert moment(SPRING, time(3), BERLIN) == utc(3, 28, 1, year=2027)


def test_a_time_that_clocks_show_twice_in_october_is_the_first_one():
    assert moment(AUTUMN, time(2, 30), BERLIN) == moment(AUTUMN, time(2, 30, fold=1), BERLIN) == utc(10, 25, 0, 30)
    assert is_shown_twice(utc(10, 25, 0, 30), BERLIN)
    assert is_shown_twice(utc(10, 25, 1, 30), BERLIN)
    assert not is_shown_twice(utc(10, 25, 2, 30), BERLIN)


@pytest.mark.parametrize(
    ("day", "begins", "until", "lasts"),
    [
        (date(2026, 6, 1), time(18), time(20, 30), 150),
        (date(2026, 6, 1), time(22), time(1), 180),  # over midnight
        (SPRING - timedelta(days=1), time(22), time(4), 300),  # an hour less
        (AUTUMN - timedelta(days=1), time(22), time(4), 420),  # an hour more
        (date(2026, 6, 1), time(9), time(9), 24 * 60),
    ],
)
def test_minutes_are_those_that_pass(day, begins, until, lasts):
    assert minutes(PlannedSitting("a", *times(day, begins, until, BERLIN), BERLIN)) == lasts


def test_a_sitting_over_midnight_is_on_two_days_of_its_place():
    late = PlannedSitting("a", *times(date(2026, 6, 1), time(22), time(1), BERLIN), BERLIN)
    assert days(late) == (date(2026, 6, 1), date(2026, 6, 2))


def test_one_that_ends_at_midnight_is_on_one_day():
    late = PlannedSitting("a", *times(date(2026, 6, 1), time(22), time(0), BERLIN), BERLIN)
    assert days(late) == (date(2026, 6, 1), date(2026, 6, 1))


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.times(), st.sampled_from([BERLIN, "UTC", "America/New_York"]))
def test_clocks_show_the_time_that_was_written_down(day, clock, zone):
    clock = clock.replace(second=0, microsecond=0)
    try:
        begins, until = times(day, clock, clock, zone)
    except NoSuchTime:
        return
    planned = PlannedSitting("a", begins, until, zone)
    assert days(planned)[0] == day
    assert 23 * 60 <= minutes(planned) <= 25 * 60


# --- how long, and which is next --------------------------------------------------------------------------------------


def test_a_training_lasts_as_long_as_what_takes_place():
    assert total_minutes([FIRST, SECOND, replace(sitting("c"), cancelled=True)]) == 240
    assert total_minutes([]) == 0


def test_what_takes_place_is_in_order():
    assert taking_place([SECOND, replace(sitting("c"), cancelled=True), FIRST]) == (FIRST, SECOND)


def test_the_next_one_may_be_going_on():
    plan = [SECOND, FIRST]
    assert next_sitting(plan, utc(5, 1, 0)) == FIRST
    assert next_sitting(plan, utc(6, 1, 17)) == FIRST
    assert next_sitting(plan, FIRST.ends_at) == SECOND
    assert next_sitting(plan, SECOND.ends_at) is None


def test_it_is_over_with_its_last_sitting():
    assert ends([SECOND, FIRST]) == SECOND.ends_at
    assert ends([replace(FIRST, cancelled=True)]) is None


# --- changes ----------------------------------------------------------------------------------------------------------


def altered(before, after):
    return {change.after.uid: set(change.alterations) for change in changes(before, after)}


def test_who_has_it_in_the_calendar_hears_what_changed():
    moved = replace(FIRST, starts_at=utc(6, 2, 16), ends_at=utc(6, 2, 18))
    assert altered([FIRST, SECOND], [moved, SECOND]) == {"a": {Alteration.MOVED}}
    elsewhere = replace(FIRST, place="Bücherei")
    assert altered([FIRST], [elsewhere]) == {"a": {Alteration.RELOCATED}}
    assert altered([FIRST], [replace(FIRST, medium=SittingMedium.LIVE)]) == {"a": {Alteration.RELOCATED}}
    assert altered([FIRST], [replace(moved, place="Bücherei")]) == {"a": {Alteration.MOVED, Alteration.RELOCATED}}


def test_one_that_is_gone_was_cancelled():
    gone = {"a": {Alteration.CANCELLED}}
    assert altered([FIRST, SECOND], [SECOND]) == altered([FIRST], [replace(FIRST, cancelled=True)]) == gone
    (change,) = changes([FIRST], [])
    assert (change.before, change.after) == (FIRST, replace(FIRST, cancelled=True))


def test_one_that_takes_place_after_all_was_added():
    assert altered([], [FIRST]) == altered([replace(FIRST, cancelled=True)], [FIRST]) == {"a": {Alteration.ADDED}}


def test_nobody_hears_of_one_that_never_took_place():
    never = replace(FIRST, cancelled=True)
    assert changes([], [never]) == changes([never], []) == changes([never], [replace(never, place="Bücherei")]) == ()


def test_changes_are_told_in_the_order_of_time():
    assert [change.after.uid for change in changes([], [SECOND, FIRST])] == ["a", "b"]


plans = st.lists(
    st.builds(
        sitting,
        st.sampled_from("abcd"),
        st.integers(0, 500_000).map(lambda minutes: utc(1, 1, 0) + timedelta(minutes=minutes)),
        st.integers(1, 1440),
        place=st.sampled_from(["", "Bürgerhaus"]),
        cancelled=st.booleans(),
    ),
    unique_by=lambda each: each.uid,
    max_size=4,
)


@given(plans, plans)
def test_whoever_hears_of_all_changes_knows_the_plan(before, after):
    known = {each.uid: each for each in taking_place(before)}
    for change in changes(before, after):
        known[change.after.uid] = change.after
    assert taking_place(list(known.values())) == taking_place(after)


@given(plans)
def test_nobody_hears_of_a_plan_that_stayed_as_it_was(plan):
    assert changes(plan, plan) == ()
