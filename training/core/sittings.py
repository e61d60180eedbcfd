"""The sittings of a training as a plan: when each is in its place's time, how long all last, and what a change of the
plan means to people who have it in their calendars."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class SittingMedium(StrEnum):
    """Where people meet."""

    ROOM = "room"
    LIVE = "live"  # in the live room of this site
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class PlannedSitting:
    """The times are in UTC; `time_zone` is the one in which people of the place read their clocks."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    place: str = ""
    medium: SittingMedium = SittingMedium.ROOM
    cancelled: bool = False
    sequence: int = 0  # how often calendars had to be told of a change


Plan = Sequence[PlannedSitting]


class NoSuchTime(ValueError):
    """Clocks are put forward over it."""


# --- times ------------------------------------------------------------------------------------------------------------


def moment(day: date, clock: time, time_zone: str) -> datetime:
    """When clocks there show this, in UTC; where they show it twice, the first time.

    Raises NoSuchTime in the hour that is left out in spring.
    """
    shown = datetime.combine(day, clock.replace(fold=0), ZoneInfo(time_zone))
    found = shown.astimezone(UTC)
    if found.astimezone(shown.tzinfo).replace(tzinfo=None) != shown.replace(tzinfo=None):
        raise NoSuchTime(f"{day} {clock}")
    return found


def times(day: date, begins: time, ends: time, time_zone: str) -> tuple[datetime, datetime]:
    """Beginning and end in UTC. A sitting that ends at an earlier time of day than it begins ends on the next day."""
    last = day if ends > begins else day + timedelta(days=1)
    return moment(day, begins, time_zone), moment(last, ends, time_zone)


def is_shown_twice(moment: datetime, time_zone: str) -> bool:
    """Whether clocks there show this time twice, as they are put back."""
    shown = moment.astimezone(ZoneInfo(time_zone))
    return shown.utcoffset() != shown.replace(fold=1 - shown.fold).utcoffset()


def days(sitting: PlannedSitting) -> tuple[date, date]:
    """On which it begins and ends in its place. One that ends at midnight ends on the day before."""
    zone = ZoneInfo(sitting.time_zone)
    last = (sitting.ends_at - timedelta(microseconds=1)).astimezone(zone)
    return sitting.starts_at.astimezone(zone).date(), last.date()


# --- how long, and which is next --------------------------------------------------------------------------------------


def minutes(sitting: PlannedSitting) -> int:
    """As they pass, whatever the clocks show meanwhile."""
    return whole_minutes(sitting.ends_at - sitting.starts_at)


def whole_minutes(duration: timedelta) -> int:
    return max(duration, timedelta(0)) // timedelta(minutes=1)


def total_minutes(plan: Plan) -> int:
    return sum(minutes(sitting) for sitting in taking_place(plan))


def taking_place(plan: Plan) -> tuple[PlannedSitting, ...]:
    """In the order in which they are."""
    return tuple(sorted((each for each in plan if not each.cancelled), key=lambda each: (each.starts_at, each.uid)))


def next_sitting(plan: Plan, now: datetime) -> PlannedSitting | None:
    """The one that goes on now, or else begins next."""
    return next((each for each in taking_place(plan) if each.ends_at > now), None)


def ends(plan: Plan) -> datetime | None:
    """When the last sitting is over."""
    return max((each.ends_at for each in taking_place(plan)), default=None)


# --- changes ----------------------------------------------------------------------------------------------------------


class Alteration(StrEnum):
    """What became of a sitting. People's calendars hear of each."""

    ADDED = "added"
    MOVED = "moved"
    RELOCATED = "relocated"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PlanChange:
    """Of one sitting, as it was (None: there was none) and as it is now."""

    before: PlannedSitting | None
    after: PlannedSitting
    alterations: tuple[Alteration, ...]


def changes(before: Plan, after: Plan) -> tuple[PlanChange, ...]:
    """What people have to hear, in the order of time. A sitting that is gone from the plan was cancelled; one that
    takes place after all was added."""
    known = {each.uid: each for each in before}
    still = {each.uid for each in after}
    gone = [replace(each, cancelled=True) for each in before if each.uid not in still]
    found = (PlanChange(known.get(each.uid), each, _alterations(known.get(each.uid), each)) for each in (*after, *gone))
    told = (change for change in found if change.alterations)
    return tuple(sorted(told, key=lambda change: (change.after.starts_at, change.after.uid)))


def _alterations(before: PlannedSitting | None, after: PlannedSitting) -> tuple[Alteration, ...]:
    if before is None or before.cancelled:
        return () if after.cancelled else (Alteration.ADDED,)
    if after.cancelled:
        return (Alteration.CANCELLED,)
    found = {
        Alteration.MOVED: (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at),
        Alteration.RELOCATED: (before.place, before.medium) != (after.place, after.medium),
    }
    return tuple(alteration for alteration, applies in found.items() if applies)
