"""Where the search begins: everybody sits where least speaks against it, one after the other."""

from collections.abc import Mapping

import numpy as np
from numpy.random import Generator

from deliberation.core.grouping.boards import HARD, Board, urgency, with_empty_seats
from deliberation.core.grouping.designs import Numbers


def one_by_one(board: Board, rng: Generator, kept: Mapping[int, int]) -> Numbers:
    """First those who keep their group, by unit, then those for whom the fewest places are left."""
    filling = Filling(board)
    for unit, group in kept.items():
        filling.seat(unit, np.array([group]))
    chance, groups = rng.permutation(len(board.units)), rng.permutation(board.groups)
    for unit in np.lexsort((chance, -urgency(board))):
        if board.units[unit] and unit not in kept:
            filling.seat(int(unit), groups)
    return with_empty_seats(board, filling.seats)


class Filling:
    """Groups that fill."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._against = board.places.copy()
        self._totals = [np.zeros((len(each.amounts), board.groups), np.int64) for each in board.demands]
        self.seats = np.zeros(len(board.units), np.int64)

    def seat(self, unit: int, groups: Numbers) -> None:
        """In the group where least speaks against it; of two alike, the one that comes first in this order."""
        against = self._against[:, unit] + HARD * self._excess(unit)
        group = groups[against[groups].argmin()]
        self.seats[unit] = group
        self._against[group] += self._board.pairs[unit]
        for demand, totals in zip(self._board.demands, self._totals, strict=True):
            totals[:, group] += demand.amounts[:, unit]

    def _excess(self, unit: int) -> Numbers:
        """How much more rules are broken with this unit, by group."""
        demands = zip(self._board.demands, self._totals, strict=True)
        found = (each.excess(at + each.amounts[:, unit, None]) - each.excess(at) for each, at in demands)
        return np.asarray(sum(found), np.int64)
