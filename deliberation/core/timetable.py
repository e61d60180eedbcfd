"""When each phase of an agenda begins and ends, and what does not fit: in minutes from the beginning."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise

from deliberation.core.agenda import Phase

OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Slot:
    """Of one phase, in minutes after the session has begun."""

    begins: int
    ends: int


class Misfit(StrEnum):
    """What somebody who plans should look at."""

    NO_OPENING = "no_opening"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"


def slots(minutes: Sequence[int]) -> tuple[Slot, ...]:
    """One phase after the other, without a gap."""
    return tuple(Slot(begins, ends) for begins, ends in pairwise(accumulate(minutes, initial=0)))


def total(phases: Sequence[Phase]) -> int:
    return sum(phase.minutes for phase in phases)


def misfits(first: str, minutes: int, planned: int | None) -> tuple[Misfit, ...]:
    """By the kind of the first phase and the minutes of all. `planned`: those between the beginning and the end of the
    session, if somebody set an end."""
    rest = 0 if planned is None else planned - minutes
    found = {Misfit.NO_OPENING: first != OPENING, Misfit.TOO_LONG: rest < 0, Misfit.TOO_SHORT: rest > 0}
    return tuple(misfit for misfit, applies in found.items() if applies)
