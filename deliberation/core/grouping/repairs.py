"""A plan is kept when people come or leave minutes before it begins: as few as possible change their group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import default_rng

from deliberation.core.grouping.boards import HARD, Board
from deliberation.core.grouping.bounds import assessed
from deliberation.core.grouping.designs import Numbers
from deliberation.core.grouping.plans import Mixing, Plan, groups_of
from deliberation.core.grouping.proof import heeding
from deliberation.core.grouping.search import improve
from deliberation.core.grouping.seating import Seating
from deliberation.core.grouping.start import one_by_one
from deliberation.core.grouping.tasks import Groups, Impossible, Task

MOVED = 1_000_000  # somebody who stays changes their group: only rules weigh more
CALM = (0.5, 0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Repair:
    """The plan as it is now; and by round, who of those who stay goes into another group than they would have."""

    plan: Plan
    moved: tuple[frozenset[int], ...]


def repaired(task: Task, rounds: Sequence[Groups], chance: int) -> Repair | Impossible:
    """For the people of the task, from rounds that were planned for others. Whoever leaves leaves a gap, which those
    who come fill. Before anybody has to move, groups may differ by one more than in a new plan."""
    task = for_repair(task, rounds)
    heeded = heeding(task)
    return heeded if isinstance(heeded, Impossible) else repair(task, rounds, chance, heeded)


def repaired_at_once(task: Task, rounds: Sequence[Groups], chance: int) -> Repair:
    """Likewise, while a room waits: nothing is proved, which can take seconds. Where rules cannot all hold, or no way
    is found at once, some do not."""
    return repair(for_repair(task, rounds), rounds, chance, None)


def for_repair(task: Task, rounds: Sequence[Groups]) -> Task:
    return replace(task, leeway=max(1, task.leeway), rounds=len(rounds))


def repair(task: Task, rounds: Sequence[Groups], chance: int, heeded: Numbers | None) -> Repair:
    """`heeded` are seats with which all rules hold, if they are known."""
    mixing = Mixing(task, default_rng(chance % 2**64))
    before = [people_at(mixing.board, groups) for groups in rounds]
    for at in before:
        kept = {int(unit): int(at[:, unit].argmax()) for unit in np.flatnonzero(at.sum(axis=0))}
        mixing.rounds.append(one_by_one(mixing.beside(mixing.rounds), mixing.rng, kept))
    for number, at in enumerate(before):
        keep(mixing, number, MOVED * (at.sum(axis=0) - at), heeded)
    now = tuple(groups_of(mixing.board, seats) for seats in mixing.rounds)
    moved = tuple(changed(*each) for each in zip(rounds, now, strict=True))
    return Repair(Plan(now, assessed(task, now)), moved)


def people_at(board: Board, groups: Groups) -> Numbers:
    """By group and unit: how many of it were there."""
    return np.array([[len(set(unit) & set(group)) for unit in board.units] for group in groups], np.int64)


def keep(mixing: Mixing, number: int, moved: Numbers, heeded: Numbers | None) -> None:
    """Changes a round no more than it has to."""
    beside = mixing.beside([seats for n, seats in enumerate(mixing.rounds) if n != number])
    seating = Seating(replace(beside, places=beside.places + moved), mixing.rounds[number])
    improve([seating], CALM, mixing.rng, 0)
    if heeded is not None and seating.cost >= HARD:
        seating.sit(heeded)
        improve([seating], CALM, mixing.rng, 0)
    mixing.rounds[number] = seating.seats


def changed(before: Groups, now: Groups) -> frozenset[int]:
    were, are = ({person: n for n, group in enumerate(groups) for person in group} for groups in (before, now))
    return frozenset(person for person in were.keys() & are.keys() if were[person] != are[person])
