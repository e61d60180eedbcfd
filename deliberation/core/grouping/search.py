"""Exchanges of two, drawn by what they would change: at first also some for the worse, later only for the better.

Each unit in turn changes places with one that is drawn from all others, the likelier the better that would be (heat
bath). All costs are whole numbers: their sums are alike in whatever order a processor adds them.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.random import Generator

from deliberation.core.grouping.designs import Numbers
from deliberation.core.grouping.seating import Seating

FINE = 1 << 12  # steps in which chance is drawn


def improve(rounds: Sequence[Seating], warmths: Iterable[float], rng: Generator, enough: int) -> None:
    """Exchanges people in all of these rounds at once, and leaves them as they were at their best."""
    best = cost = sum(each.cost for each in rounds)
    kept = [each.seats.copy() for each in rounds]
    for warmth in (*warmths, 0):
        if best <= enough:
            break
        cost += sweep(rounds, luck(warmth, len(kept[0]), rng), rng)
        if cost < best:
            best, kept = cost, [each.seats.copy() for each in rounds]
    for each, seats in zip(rounds, kept, strict=True):
        each.sit(seats)


def luck(warmth: float, units: int, rng: Generator) -> Numbers:
    """What chance takes off from the change: the least of all is then drawn as a heat bath draws."""
    steps = (np.arange(FINE) + 0.5) / FINE
    drawn = np.rint(-warmth * np.log(-np.log(steps))).astype(np.int64)
    return drawn[rng.integers(0, FINE, 2 * units + FINE)]


def sweep(rounds: Sequence[Seating], luck: Numbers, rng: Generator) -> int:
    """Every unit once; how much the cost has changed."""
    changed = 0
    units = len(rounds[0].seats)
    for unit, start in zip(rng.permutation(units), rng.integers(0, len(luck) - units, units), strict=True):
        changes = rounds[0].changes(unit)
        for each in rounds[1:]:
            changes += each.changes(unit)
        other = int((changes - luck[start : start + units]).argmin())
        if other != unit and any(each.seats[unit] != each.seats[other] for each in rounds):
            changed += int(changes[other])
            for each in rounds:
                each.exchange(unit, other)
    return changed
