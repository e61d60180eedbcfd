"""Whether rules can hold at all: groups that heed them, or the proof that there are none.

Only those are tried, group by group, whom rules mean or who stay together; all others take what is left.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from deliberation.core.grouping.boards import HARD, ON_ONE_S_OWN, Board, board, urgency, with_empty_seats
from deliberation.core.grouping.designs import Numbers
from deliberation.core.grouping.tasks import Impossible, Task

PATIENCE = 20_000  # places that are tried

Chosen = NDArray[np.bool_]


def heeding(task: Task) -> Numbers | Impossible:
    """The group of each unit so that all rules hold, or the rules that cannot."""
    found = Attempt(board(task)).seats()
    return conflict(task) if isinstance(found, Impossible) and found.proved else found


def conflict(task: Task) -> Impossible:
    """As few rules as possible that cannot hold at once."""
    rules = list(task.rules)
    for rule in task.rules:
        others = [other for other in rules if other is not rule]
        found = Attempt(board(replace(task, rules=tuple(others)))).seats()
        if isinstance(found, Impossible) and found.proved:
            rules = others
    return Impossible(tuple(rules))


class Attempt:
    """Seats one unit after the other, and goes back where none of the groups fits."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._patience = PATIENCE
        found = urgency(board)
        self._order = [int(unit) for unit in np.argsort(-found, kind="stable") if found[unit] > ON_ONE_S_OWN]
        self._groups: list[list[int]] = [[] for _ in range(board.groups)]
        self._at: dict[int, int] = {}
        self._totals = [np.zeros((len(each.amounts), board.groups), np.int64) for each in board.demands]
        self._left = [each.amounts.sum(axis=1) for each in board.demands]
        self._closed = board.places >= HARD  # by group and unit
        self._alike = np.unique(self._closed, axis=0, return_inverse=True)[1].reshape(-1)  # by group

    def seats(self) -> Numbers | Impossible:
        if self._board.torn or not self._can_be_filled() or not self._can_go_on():
            return Impossible()
        choices: list[Iterator[int]] = []
        while len(choices) < len(self._order):
            choices.append(self._choices(self._order[len(choices)]))
            while choices and not self._seat_next(self._order[len(choices) - 1], choices[-1]):
                choices.pop()
                if choices:
                    self._take_back(self._order[len(choices) - 1])
            if not choices:
                return Impossible(proved=self._patience > 0)
        return self._filled()

    def _can_be_filled(self) -> bool:
        """Whether enough may sit in each group at all."""
        limits = self._board.limits
        return bool((~self._closed @ limits.amounts[0] >= limits.least[0]).all())

    def _seat_next(self, unit: int, groups: Iterator[int]) -> bool:
        for group in groups:
            self._patience -= 1
            if self._patience <= 0:
                return False
            self._put(unit, group, 1)
            if self._can_go_on():
                return True
            self._put(unit, group, -1)
        return False

    def _take_back(self, unit: int) -> None:
        self._put(unit, self._at[unit], -1)

    def _put(self, unit: int, group: int, sign: int) -> None:
        self._at[unit] = group
        (self._groups[group].append if sign > 0 else self._groups[group].remove)(unit)
        for number, demand in enumerate(self._board.demands):
            self._totals[number][:, group] += sign * demand.amounts[:, unit]
            self._left[number] -= sign * demand.amounts[:, unit]

    def _choices(self, unit: int) -> Iterator[int]:
        """Groups where it may sit: first where it is missed, then small ones. Of empty ones in which the same people
        may sit, one is like the other."""
        gains = np.zeros(self._board.groups, np.int64)
        fits = ~self._closed[:, unit]
        for demand, totals in zip(self._board.demands, self._totals, strict=True):
            gains += demand.excess(totals) - demand.excess(totals + demand.amounts[:, unit, None])
        limits = self._board.limits
        fits &= (self._totals[0] + limits.amounts[:, unit, None] <= limits.most[:, None]).all(axis=0)
        fits &= [not self._is_apart(unit, group) for group in range(self._board.groups)]
        empty = np.array([not members for members in self._groups])
        fits &= ~empty | self._is_first_alike(empty & fits)
        order = np.lexsort((self._totals[0][0], -gains))
        return iter([int(group) for group in order if fits[group]])

    def _is_first_alike(self, groups: Chosen) -> Chosen:
        """Of these groups, the first of each kind."""
        found = np.zeros(self._board.groups, bool)
        here = np.flatnonzero(groups)
        found[here[np.unique(self._alike[here], return_index=True)[1]]] = True
        return found

    def _is_apart(self, unit: int, group: int) -> bool:
        return bool((self._board.pairs[unit, self._groups[group]] >= HARD).any())

    def _can_go_on(self) -> bool:
        """Whether those who are left are enough for what is missing."""
        missing = np.maximum(self._board.limits.least[:, None] - self._totals[0], 0).sum(axis=1)
        companions = zip(self._board.companions, self._totals[1:], self._left[1:], strict=True)
        lonely = (int((each.excess(totals) > 0).sum()) <= left[1] for each, totals, left in companions)
        return bool((missing <= self._left[0]).all()) and all(lonely)

    def _filled(self) -> Numbers:
        """With all others, where fewest are."""
        seats = np.zeros(len(self._board.units), np.int64)
        seats[list(self._at)] = list(self._at.values())
        taken = self._totals[0][0].copy()
        for unit, members in enumerate(self._board.units):
            if members and unit not in self._at:
                seats[unit] = taken.argmin()
                taken[seats[unit]] += 1
        return with_empty_seats(self._board, seats)
