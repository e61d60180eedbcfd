"""Who sits where in one round, and what every exchange of two would change, kept up to date."""

import numpy as np

from deliberation.core.grouping.boards import HARD, Board, Companion, Limits
from deliberation.core.grouping.designs import Numbers


class Seating:
    def __init__(self, board: Board, seats: Numbers) -> None:
        self.board = board
        self._everybody = np.arange(len(board.units))
        self._demands = [each for each in board.demands if matters(each.amounts)]
        self.sit(seats)

    def sit(self, seats: Numbers) -> None:
        """Everybody anew: by unit, the group."""
        board = self.board
        self.seats = seats.copy()
        self._against = board.places.copy()  # by group and unit: what speaks against the unit in that group
        for group in range(board.groups):
            self._against[group] += board.pairs[seats == group].sum(axis=0)
        self._own = self._against[seats, self._everybody]
        self._totals = [totals(each.amounts, seats, board.groups) for each in self._demands]

    @property
    def cost(self) -> int:
        """Each pair counts once, each place, and each rule that is broken."""
        places = self.board.places[self.seats, self._everybody].sum()
        return int(self._own.sum() + places) // 2 + HARD * self.broken

    @property
    def broken(self) -> int:
        demands = zip(self._demands, self._totals, strict=True)
        return sum(int(demand.excess(found).sum()) for demand, found in demands)

    def changes(self, unit: int) -> Numbers:
        """How much more would speak against all if this unit changed places with each other one."""
        seats, here = self.seats, self.seats[unit]
        found: Numbers = self._against[here] + self._against[:, unit][seats]
        found -= self._own
        found -= self._own[unit]
        found -= 2 * self.board.pairs[unit]
        for demand, now in zip(self._demands, self._totals, strict=True):
            found += HARD * self._more_excess(demand, now, unit)
        found[seats == here] = 0
        return found

    def _more_excess(self, demand: Limits | Companion, now: Numbers, unit: int) -> Numbers:
        here, excess = self.seats[unit], demand.excess(now)
        more = demand.amounts - demand.amounts[:, unit, None]
        after = demand.excess(now[:, here, None] + more) + demand.excess(now[:, self.seats] - more)
        after -= excess[here] + excess[self.seats]
        return after

    def exchange(self, unit: int, other: int) -> None:
        here, there = self.seats[unit], self.seats[other]
        change = self.board.pairs[other] - self.board.pairs[unit]
        self._against[here] += change
        self._against[there] -= change
        self.seats[unit], self.seats[other] = there, here
        self._own = self._against[self.seats, self._everybody]
        for demand, found in zip(self._demands, self._totals, strict=True):
            more = demand.amounts[:, other] - demand.amounts[:, unit]
            found[:, here] += more
            found[:, there] -= more


def matters(amounts: Numbers) -> bool:
    """Whether an exchange can change the sums: if all are alike, it cannot."""
    return bool((amounts != amounts[:, :1]).any())


def totals(amounts: Numbers, seats: Numbers, groups: int) -> Numbers:
    return np.array([np.bincount(seats, row, groups) for row in amounts]).astype(np.int64)
