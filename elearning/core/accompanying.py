"""How far somebody in a cohort is, as their trainers see it: which lesson, since which day, and nothing else.

No answer comes in here, so none can be told.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from elearning.core.completion import Facts, Rule
from elearning.core.manifest import Manifest
from elearning.core.progress import LessonStep, progress

STUCK_AFTER = dt.timedelta(days=14)  # without a sign of life; many learn once a week


class Where(StrEnum):
    """In the order in which trainers read it: who may need them comes first."""

    STUCK = "stuck"
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a cohort. `active` is when they opened or answered something last; nothing if they never did."""

    id: int
    name: str
    joined: dt.datetime
    rule: Rule = field(default_factory=Rule)
    manifest: Manifest = field(default_factory=lambda: Manifest(""))
    facts: Facts = field(default_factory=Facts)
    active: dt.datetime | None = None
    completed: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class MemberPlace:
    """Where somebody is. `step` is the lesson that comes next, `since` a moment of which only the day is told."""

    member: Member
    where: Where
    since: dt.datetime
    step: LessonStep | None = None
    done: int = 0
    total: int = 0


def places(members: Iterable[Member], now: dt.datetime) -> tuple[MemberPlace, ...]:
    """Who may need somebody comes first, and of those who has waited longest."""
    order = list(Where)
    return tuple(
        sorted(
            (place(member, now) for member in members),
            key=lambda each: (order.index(each.where), each.since, each.member.name.lower(), each.member.id),
        )
    )


def place(member: Member, now: dt.datetime) -> MemberPlace:
    way = progress(member.manifest, member.facts, member.rule)
    if member.completed:
        return MemberPlace(member, Where.COMPLETED, member.completed, None, way.done, way.total)
    if member.active is None:
        return MemberPlace(member, Where.NOT_BEGUN, member.joined, way.next, way.done, way.total)
    where = Where.STUCK if now - member.active >= STUCK_AFTER else Where.UNDER_WAY
    return MemberPlace(member, where, member.active, way.next, way.done, way.total)
