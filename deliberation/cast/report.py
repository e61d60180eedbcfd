"""What a rehearsal has shown, by the log of its room."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from deliberation.core.mirror import MOST_REFUSALS

Event = tuple[str, Mapping[str, Any]]
SAID = frozenset({"exchange.Contributed", "exchange.Revealed"})


@dataclass(frozen=True, slots=True)
class RehearsalReport:
    """`hard_mirrors` were refused twice and solved; `lost` is what was acknowledged and is not in the log."""

    phases: str
    hard_mirrors: int
    holds: int
    returns: int
    rewrites: int
    silent_rounds: int
    contributions: int
    restarts: int
    lost: int
    seconds: float


def report(phases: int, happened: Iterable[Event], restarts: int, lost: int, seconds: float) -> RehearsalReport:
    events = list(happened)
    kinds = Counter(kind for kind, _ in events)
    return RehearsalReport(
        f"{done(events)} of {phases}",
        hard_mirrors(events),
        kinds["exchange.Held"],
        kinds["exchange.Returned"],
        kinds["exchange.Rewritten"],
        len({data["phase"] for kind, data in events if kind == "exchange.Revealed"}),
        sum(kinds[kind] for kind in SAID),
        restarts,
        lost,
        round(seconds, 1),
    )


def done(events: list[Event]) -> int:
    """Phases that began and ended: all that were left, and the last one where the room was closed."""
    return sum(kind in ("agenda.PhaseMoved", "agenda.RoomClosed") for kind, _ in events)


def hard_mirrors(events: list[Event]) -> int:
    refused = Counter(pair(data) for kind, data in events if kind == "mirror.MirrorRefused")
    solved = {pair(data) for kind, data in events if kind in ("mirror.MirrorConfirmed", "mirror.SaidAnew")}
    return sum(count >= MOST_REFUSALS and each in solved for each, count in refused.items())


def pair(data: Mapping[str, Any]) -> tuple[int, int]:
    return data["person"], data["contribution"]
