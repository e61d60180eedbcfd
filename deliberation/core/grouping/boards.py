"""A round as numbers: what speaks against two in one group, against somebody at a place, and what has to hold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deliberation.core.grouping.bounds import least_in_common
from deliberation.core.grouping.designs import Numbers
from deliberation.core.grouping.rules import (
    FixedPlace,
    LanguageSeat,
    ModeratedBy,
    SeatRange,
    Unit,
    apart,
    own_staff,
    units,
)
from deliberation.core.grouping.tasks import Task
from deliberation.core.grouping.wishes import TABLE_AGAIN, WEIGHTS, Trait

ON_ONE_S_OWN = 100_000
HARD = 1_000_000_000  # a rule that is broken once; all wishes together weigh less
UNEVEN = 300_000  # two seats in one group that stay empty, where groups need not be equally large


@dataclass(frozen=True, slots=True)
class Limits:
    """In each group, the sums of each row of these amounts stay between two numbers."""

    amounts: Numbers  # by unit
    least: Numbers  # by row
    most: Numbers

    def excess(self, totals: Numbers) -> Numbers:
        over = np.maximum((self.least - totals.T).T, (totals.T - self.most).T)
        return np.asarray(np.maximum(over, 0).sum(axis=0), np.int64)


@dataclass(frozen=True, slots=True)
class Companion:
    """Whoever is counted in the first row needs somebody of the second in the same group."""

    amounts: Numbers

    def excess(self, totals: Numbers) -> Numbers:
        return np.where(totals[1] == 0, totals[0], 0)


@dataclass(frozen=True, slots=True)
class Board:
    """Units and groups. A unit without people is an empty seat."""

    units: tuple[Unit, ...]
    groups: int
    pairs: Numbers  # by unit and unit: what speaks against them in one group
    places: Numbers  # by group and unit: what speaks against it there
    limits: Limits  # the first row: how large groups may be
    companions: tuple[Companion, ...] = ()
    enough: int = 0  # less than that cannot speak against a round
    torn: bool = False  # some who stay together have to stay apart

    @property
    def demands(self) -> tuple[Limits | Companion, ...]:
        return (self.limits, *self.companions)


def board(task: Task) -> Board:
    together = units(task.people, task.rules)
    taken = len(together) if task.by_unit else len(task.people)
    seats = (*together, *[()] * (-taken % task.groups + task.leeway * task.groups))
    alike, apart = (by_unit(found, seats, task.people) for found in (likeness(task), apart_by_rules(task)))
    enough = least(task) - int(np.trace(alike)) // 2  # what is within a unit cannot be changed
    pairs = alike + apart + (unevenness(seats) if task.leeway else 0)
    np.fill_diagonal(pairs, 0)
    there, demands = places(task, seats), (limits(task, seats), companions(task, seats))
    return Board(seats, task.groups, pairs, there, *demands, enough, bool(apart.trace() > 0))


def least(task: Task) -> int:
    """What speaks against every plan of a round, as groups are never quite like the whole."""
    return sum(weight * least_in_common(task, trait) for trait, weight in WEIGHTS[task.preset].same.items())


def urgency(board: Board) -> Numbers:
    """For whom the fewest places are left: first those with a fixed place, then units of several, then who is meant by
    rules. Above `ON_ONE_S_OWN`, a unit is one of these."""
    fixed = (board.places >= HARD).any(axis=0)
    people = np.array([len(unit) for unit in board.units], np.int64)
    by_rules = (board.pairs >= HARD).sum(axis=0) + (board.limits.amounts[1:] > 0).sum(axis=0)
    for each in board.companions:
        by_rules = by_rules + (each.amounts > 0).sum(axis=0)
    found: Numbers = 1_000_000_000 * fixed + ON_ONE_S_OWN * people + by_rules
    return found


def with_empty_seats(board: Board, seats: Numbers) -> Numbers:
    """Empty seats stand where fewest are taken."""
    taken = np.bincount(seats, board.limits.amounts[0], board.groups)
    for number, unit in enumerate(board.units):
        if not unit:
            seats[number] = taken.argmin()
            taken[seats[number]] += 1
    return seats


# --- against two ------------------------------------------------------------------------------------------------------


def likeness(task: Task) -> Numbers:
    """What two people have in common, weighted: groups are like the whole where the sum over all groups is least."""
    found = np.zeros((len(task.people), len(task.people)), np.int64)
    for trait, weight in WEIGHTS[task.preset].same.items():
        values = codes(task, trait)
        found += weight * ((values[:, None] == values) & (values > 0))
    np.fill_diagonal(found, 0)
    return found


def codes(task: Task, trait: Trait) -> Numbers:
    """Values as numbers; 0 where it is unknown."""
    numbers = {"": 0}
    values = (task.known.value(person, trait) for person in task.people)
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], np.int64)


def apart_by_rules(task: Task) -> Numbers:
    pairs = [pair for rule in task.rules for pair in apart(rule, task.people, task.known)]
    return marked(task.people, pairs, HARD)


def earlier(task: Task) -> Numbers:
    """1 for two who have met before the first round."""
    here = set(task.people)
    met = task.known.met
    return marked(task.people, [(one, other) for one in task.people for other in met.get(one, ()) if other in here], 1)


def marked(people: Sequence[int], pairs: Sequence[tuple[int, int]], weight: int) -> Numbers:
    number = {person: n for n, person in enumerate(people)}
    found = np.zeros((len(people), len(people)), np.int64)
    for one, other in pairs:
        found[number[one], number[other]] = found[number[other], number[one]] = weight
    return found


def by_unit(matrix: Numbers, seats: Sequence[Unit], people: Sequence[int]) -> Numbers:
    """Of a matrix by person, the one by unit."""
    number = {person: n for n, person in enumerate(people)}
    order = [number[person] for unit in seats for person in unit]
    found = np.zeros((len(seats), len(seats)), np.int64)
    starts = np.cumsum([0, *(len(unit) for unit in seats if unit)])[:-1]
    rows = np.add.reduceat(matrix[np.ix_(order, order)], starts, axis=0)
    found[: starts.size, : starts.size] = np.add.reduceat(rows, starts, axis=1)
    return found


def unevenness(seats: Sequence[Unit]) -> Numbers:
    empty = np.array([not unit for unit in seats])
    found: Numbers = UNEVEN * (empty[:, None] & empty)
    return found


# --- against one at a place, and what has to hold ---------------------------------------------------------------------


def places(task: Task, seats: Sequence[Unit]) -> Numbers:
    """By group and unit. A table where somebody was is wished less; a fixed place leaves no other, and a trainer's own
    people sit in any other group than the trainer's."""
    found = np.zeros((task.groups, len(seats)), np.int64)
    unit_of = {person: n for n, unit in enumerate(seats) for person in unit}
    for person in unit_of.keys() & task.known.tables.keys():
        tables = [table for table in task.known.tables[person] if table < task.groups]
        found[tables, unit_of[person]] += TABLE_AGAIN
    for rule in task.rules:
        if isinstance(rule, FixedPlace) and rule.person in unit_of:
            found[np.arange(task.groups) != rule.group, unit_of[rule.person]] += HARD
        if isinstance(rule, ModeratedBy) and rule.group < task.groups:
            for person in own_staff(rule.trainer, task.people, task.known):
                found[rule.group, unit_of[person]] += HARD
    return found


def limits(task: Task, seats: Sequence[Unit]) -> Limits:
    """Of people or units in each group, and of those of each kind that a rule counts."""
    ranges = [rule for rule in task.rules if isinstance(rule, SeatRange)]
    counted = [[unit[0] for unit in seats if unit] if task.by_unit else task.people]
    smallest, largest = len(counted[0]) // task.groups, -(-len(counted[0]) // task.groups)
    return Limits(
        counts(seats, *counted, *(with_trait(task, rule) for rule in ranges)),
        np.array([max(0, smallest - task.leeway), *(rule.least for rule in ranges)]),
        np.array([largest + task.leeway, *(rule.most for rule in ranges)]),
    )


def with_trait(task: Task, rule: SeatRange) -> list[int]:
    return [person for person in task.people if task.known.value(person, rule.trait) == rule.value]


def companions(task: Task, seats: Sequence[Unit]) -> tuple[Companion, ...]:
    rules = (rule for rule in task.rules if isinstance(rule, LanguageSeat))
    return tuple(Companion(counts(seats, rule.needing, rule.speaking)) for rule in rules)


def counts(seats: Sequence[Unit], *people: Sequence[int]) -> Numbers:
    """How many of these are in each unit."""
    return np.array([[len(each.intersection(unit)) for unit in seats] for each in map(set, people)], np.int64)
