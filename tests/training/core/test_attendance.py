"""What is noted of somebody at a sitting, what counts of it, and what a live session says."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.core import attendance
from training.core.attendance import MarkSource, Noted, Span, Status

BEGINS = datetime(2026, 6, 1, 16, tzinfo=UTC)
SITTING = Span(BEGINS, BEGINS + timedelta(hours=2))


def at(minutes):
    return BEGINS + timedelta(minutes=minutes)


def span(begins, ends):
    return Span(at(begins), at(ends))


def mark(status=Status.PRESENT, source=MarkSource.TRAINER, minutes=None, reason=""):
    return Noted(status, source, at(0), minutes, reason)


# --- what counts ------------------------------------------------------------------------------------------------------


def test_the_newest_mark_counts_and_the_first_one_stays():
    marks = [mark(Status.ABSENT), mark(Status.PRESENT, reason="came after all")]
    assert attendance.current(marks) == marks[1]
    assert attendance.first(marks) == marks[0]


LATER = SITTING.ends + timedelta(days=1)


def test_it_was_corrected_if_something_else_was_noted_after_the_day_whatever_reason_was_given():
    first, other = mark(Status.ABSENT), Noted(Status.PRESENT, MarkSource.TRAINER, LATER)
    assert attendance.was_corrected([first, other], SITTING)
    assert attendance.was_corrected([first, other, Noted(Status.PRESENT, MarkSource.LIST, LATER)], SITTING)
    minutes = Noted(Status.ABSENT, MarkSource.TRAINER, LATER, 30)
    assert attendance.was_corrected([first, minutes], SITTING)


@pytest.mark.parametrize(
    "marks",
    [
        [],
        [mark(reason="I asked her")],
        [Noted(Status.PRESENT, MarkSource.LIST, LATER, reason="The list came by post")],  # noted late, not otherwise
        [mark(Status.ABSENT), mark(Status.PRESENT, reason="came after all")],  # on the day
        [mark(), Noted(Status.PRESENT, MarkSource.LIST, LATER, reason="The list says so as well")],
    ],
)
def test_a_reason_alone_corrects_nothing(marks):
    assert not attendance.was_corrected(marks, SITTING)


def test_what_was_taken_back_does_not_count():
    marks = [mark(Status.PRESENT), mark(Status.OPEN)]
    assert attendance.current(marks) is attendance.current([]) is attendance.first([]) is None
    assert attendance.first(marks) == marks[0]


def test_tapping_once_more_takes_it_back():
    assert attendance.tapped([], Status.PRESENT) is Status.PRESENT
    assert attendance.tapped([mark(Status.PRESENT)], Status.PRESENT) is Status.OPEN
    assert attendance.tapped([mark(Status.PRESENT)], Status.LATE) is Status.LATE
    assert attendance.tapped([mark(Status.PRESENT), mark(Status.OPEN)], Status.PRESENT) is Status.PRESENT


def test_who_changes_it_on_another_day_says_why():
    during, later = at(60), SITTING.ends + timedelta(days=1)
    assert not attendance.needs_reason([mark()], SITTING, during)
    assert not attendance.needs_reason([mark()], SITTING, SITTING.ends + attendance.NOTING)
    assert attendance.needs_reason([mark()], SITTING, later)
    assert not attendance.needs_reason([], SITTING, later)


@pytest.mark.parametrize(
    ("marks", "source", "gives_way"),
    [
        ([], MarkSource.LIVE, True),
        ([mark(source=MarkSource.LIVE)], MarkSource.LIVE, False),
        ([mark(source=MarkSource.CODE)], MarkSource.LIVE, False),
        ([mark(source=MarkSource.TRAINER), mark(Status.OPEN)], MarkSource.LIVE, False),
        ([], MarkSource.CODE, True),
        ([mark(source=MarkSource.LIVE)], MarkSource.CODE, False),
        ([mark(Status.ABSENT)], MarkSource.CODE, False),
        ([mark(source=MarkSource.CODE)], MarkSource.CODE, False),
        ([mark(), mark(Status.OPEN)], MarkSource.CODE, True),
        ([mark()], MarkSource.TRAINER, True),
        ([mark()], MarkSource.LIST, True),
    ],
)
def test_who_noted_something_is_not_overruled_by_a_machine(marks, source, gives_way):
    assert attendance.gives_way(marks, source) is gives_way


def test_minutes_are_those_of_the_sitting_unless_somebody_knows_better():
    assert attendance.minutes_there(mark(Status.PRESENT), SITTING) == 120
    assert attendance.minutes_there(mark(Status.LATE, minutes=90), SITTING) == 90
    assert attendance.minutes_there(mark(Status.PRESENT, minutes=500), SITTING) == 120
    for nothing in (None, mark(Status.ABSENT), mark(Status.EXCUSED, minutes=30)):
        assert attendance.minutes_there(nothing, SITTING) == 0


# --- coming -----------------------------------------------------------------------------------------------------------


def test_the_code_is_open_from_an_hour_before_until_the_end():
    open_at = [minutes for minutes in (-61, -60, 0, 119, 120) if attendance.is_code_open(SITTING, at(minutes))]
    assert open_at == [-60, 0, 119]


def test_who_comes_within_ten_minutes_is_in_time():
    assert attendance.arriving(SITTING, at(-5)) == attendance.arriving(SITTING, at(10)) == (Status.PRESENT, None)
    assert attendance.arriving(SITTING, at(30)) == (Status.LATE, 90)


def test_a_tap_on_late_says_how_long_somebody_was_there_only_while_it_goes_on():
    assert attendance.noted_late(SITTING, at(30)) == 90
    assert attendance.noted_late(SITTING, at(-5)) is attendance.noted_late(SITTING, at(121)) is None


# --- live sessions ----------------------------------------------------------------------------------------------------


def test_two_devices_at_once_are_one_person():
    assert attendance.union([span(30, 60), span(0, 40), span(90, 95), span(60, 61), span(97, 97)]) == (
        span(0, 61),
        span(90, 95),
    )


def test_a_live_session_knows_status_and_minutes():
    assert attendance.connected([span(-10, 50), span(60, 200)], SITTING) == (Status.PRESENT, 110)
    assert attendance.connected([span(11, 50)], SITTING) == (Status.LATE, 39)


def test_of_who_was_not_connected_it_knows_nothing():
    assert attendance.connected([], SITTING) is attendance.connected([span(-30, 0), span(120, 130)], SITTING) is None


spans = st.lists(st.tuples(st.integers(-60, 200), st.integers(0, 100)).map(lambda each: span(each[0], sum(each))))


@given(spans)
def test_the_union_has_no_overlaps_and_is_the_same_in_any_order(found):
    united = attendance.union(found)
    assert all(one.ends < other.begins for one, other in pairwise(united))
    assert united == attendance.union(reversed(found)) == attendance.union(united)
    assert all(
        any(one.begins <= each.begins and each.ends <= one.ends for one in united)
        for each in found
        if each.begins < each.ends
    )


@given(spans)
def test_nobody_is_there_for_longer_than_the_sitting_or_than_they_were_connected(found):
    known = attendance.connected(found, SITTING)
    minutes = known[1] if known else 0
    each_minute = {m for each in found for m in range(120) if each.begins <= at(m) < each.ends}
    assert minutes == len(each_minute)


# --- a sitting as a whole ---------------------------------------------------------------------------------------------


def test_a_tally_says_how_many_are_open():
    found = attendance.tally([mark(), mark(Status.LATE), None, mark(), None])
    assert found == {Status.PRESENT: 2, Status.LATE: 1, Status.EXCUSED: 0, Status.ABSENT: 0, Status.OPEN: 2}
