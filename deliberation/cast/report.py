"""What a rehearsal has shown, by the logs of its rooms."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from deliberation.core.mirror import MOST_REFUSALS

Event = tuple[str, Mapping[str, Any]]
Rooms = Sequence[Sequence[Event]]  # the plenary first
SAID = frozenset(
    {"exchange.Contributed", "exchange.Revealed", "focus.QuestionAsked", "places.Reported", "exchange.ResultBrought"}
)


@dataclass(frozen=True, slots=True)
class RehearsalReport:
    """`hard_mirrors` were refused twice and solved; `calls` of groups were answered; `lost` is what was
    acknowledged and is in no log and no urn."""

    phases: str
    hard_mirrors: int
    holds: int
    returns: int
    rewrites: int
    silent_rounds: int
    ballots: int
    small_groups: int
    calls: int
    results: int
    contributions: int
    restarts: int
    lost: int
    seconds: float


def report(phases: int, rooms: Rooms, restarts: int, lost: int, seconds: float) -> RehearsalReport:
    plenary = rooms[0]
    kinds = Counter(kind for room in rooms for kind, _ in room)
    return RehearsalReport(
        f"{done(plenary)} of {phases}",
        sum(map(hard_mirrors, rooms)),
        kinds["exchange.Held"],
        kinds["exchange.Returned"],
        kinds["exchange.Rewritten"],
        len({data["phase"] for room in rooms for kind, data in room if kind == "exchange.Revealed"}),
        kinds["vote.BallotClosed"],
        sum(len(data["groups"]) for kind, data in plenary if kind == "places.GroupsFormed"),
        kinds["calls.CallAnswered"],
        kinds["exchange.ResultBrought"],
        sum(kinds[kind] for kind in SAID),
        restarts,
        lost,
        round(seconds, 1),
    )


def done(plenary: Sequence[Event]) -> int:
    """Phases that began and ended: all that were left, and the last one where the session was closed."""
    return sum(kind in ("agenda.PhaseMoved", "agenda.RoomClosed") for kind, _ in plenary)


def hard_mirrors(room: Sequence[Event]) -> int:
    refused = Counter(pair(data) for kind, data in room if kind == "mirror.MirrorRefused")
    solved = {pair(data) for kind, data in room if kind in ("mirror.MirrorConfirmed", "mirror.SaidAnew")}
    return sum(count >= MOST_REFUSALS and each in solved for each, count in refused.items())


def pair(data: Mapping[str, Any]) -> tuple[int, int]:
    return data["person"], data["contribution"]


def counted(rooms: Rooms) -> int:
    """The sheets of all ballots."""
    return sum(data["sheets"] for room in rooms for kind, data in room if kind == "vote.BallotClosed")
