"""Who was there, and how long: what is noted of one person at one sitting, and what counts of it.

Nothing that was noted is changed: whoever corrects adds a mark, and the first one stays.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from training.core.sittings import whole_minutes

LATE_AFTER = timedelta(minutes=10)  # who comes within them came in time
CODE_BEFORE = timedelta(hours=1)  # so long before the beginning people can be noted
NOTING = timedelta(hours=12)  # after the end: whoever changes a mark later corrects it and says why


class Status(StrEnum):
    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"
    OPEN = "open"  # what was noted was taken back


WAS_THERE = frozenset({Status.PRESENT, Status.LATE})


class MarkSource(StrEnum):
    """Who says so."""

    TRAINER = "trainer"
    CODE = "code"  # the person, with the code that was shown on site
    LIVE = "live"  # the live session, by when they were connected
    LIST = "list"  # the list that people signed


@dataclass(frozen=True, slots=True)
class Noted:
    """One mark. `minutes`: how long they were there, None where nobody knows better than the sitting's length."""

    status: Status
    source: MarkSource
    at: datetime
    minutes: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """When a sitting was, or somebody was connected to it, in UTC."""

    begins: datetime
    ends: datetime


# --- what counts ------------------------------------------------------------------------------------------------------


def current(marks: Sequence[Noted]) -> Noted | None:
    """The newest one; None where nothing is noted, or it was taken back."""
    newest = marks[-1] if marks else None
    return None if newest is None or newest.status is Status.OPEN else newest


def first(marks: Sequence[Noted]) -> Noted | None:
    """What was noted first, whatever became of it."""
    return marks[0] if marks else None


def was_corrected(marks: Sequence[Noted], sitting: Span) -> bool:
    """Whether something else was noted once the day was over, whatever reason was given; before, a tap went wrong."""
    return any(
        needs_reason(marks[:number], sitting, mark.at) and differs(mark, marks[number - 1])
        for number, mark in enumerate(marks)
    )


def differs(mark: Noted, before: Noted) -> bool:
    return (mark.status, mark.minutes) != (before.status, before.minutes)


def tapped(marks: Sequence[Noted], status: Status) -> Status:
    """What a tap on this status notes: the same one again takes it back."""
    counts = current(marks)
    return Status.OPEN if counts and counts.status is status else status


def needs_reason(marks: Sequence[Noted], sitting: Span, now: datetime) -> bool:
    """Once the day is over, changing what was noted is a correction. What is noted for the first time is none."""
    return bool(marks) and now > sitting.ends + NOTING


def gives_way(marks: Sequence[Noted], source: MarkSource) -> bool:
    """Whether what is noted gives way to a mark of this source. A live session leaves alone what is noted, or was taken
    back; whoever is noted already needs not scan the code."""
    if source is MarkSource.LIVE:
        return not marks
    return source is not MarkSource.CODE or current(marks) is None


def minutes_there(mark: Noted | None, sitting: Span) -> int:
    if mark is None or mark.status not in WAS_THERE:
        return 0
    return length(sitting) if mark.minutes is None else min(mark.minutes, length(sitting))


def length(span: Span) -> int:
    """In whole minutes."""
    return whole_minutes(span.ends - span.begins)


# --- coming -----------------------------------------------------------------------------------------------------------


def is_code_open(sitting: Span, now: datetime) -> bool:
    """Whether people can note themselves."""
    return sitting.begins - CODE_BEFORE <= now < sitting.ends


def arriving(sitting: Span, now: datetime) -> tuple[Status, int | None]:
    """What is noted of somebody who comes now, and of how many minutes they are there for."""
    if now <= sitting.begins + LATE_AFTER:
        return Status.PRESENT, None
    return Status.LATE, length(Span(now, sitting.ends))


def noted_late(sitting: Span, now: datetime) -> int | None:
    """For how long somebody is there who is noted as late at this moment; None where the moment says nothing of it."""
    return length(Span(now, sitting.ends)) if sitting.begins < now < sitting.ends else None


# --- live sessions ----------------------------------------------------------------------------------------------------


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Without overlaps and in order: somebody may be connected from two devices, or through two processes."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.begins, span.ends)):
        if found and span.begins <= found[-1].ends:
            found[-1] = Span(found[-1].begins, max(found[-1].ends, span.ends))
        elif span.ends > span.begins:
            found.append(span)
    return tuple(found)


def within(spans: Iterable[Span], sitting: Span) -> tuple[Span, ...]:
    """The parts of them that lie in the time of the sitting."""
    cut = (Span(max(each.begins, sitting.begins), min(each.ends, sitting.ends)) for each in spans)
    return union(each for each in cut if each.begins < each.ends)


def connected(spans: Iterable[Span], sitting: Span) -> tuple[Status, int] | None:
    """What a live session says of somebody: status and minutes. None where they were not connected: whether they were
    absent, or sat in the room with the others, it does not know."""
    there = within(spans, sitting)
    if not there:
        return None
    came_late = there[0].begins > sitting.begins + LATE_AFTER
    total = sum((each.ends - each.begins for each in there), timedelta(0))
    return (Status.LATE if came_late else Status.PRESENT), whole_minutes(total)


# --- a sitting as a whole ---------------------------------------------------------------------------------------------


def tally(marks: Collection[Noted | None]) -> dict[Status, int]:
    """How many people are noted as what; open: of whom nothing is noted."""
    found = dict.fromkeys(Status, 0)
    for mark in marks:
        found[mark.status if mark else Status.OPEN] += 1
    return found
