"""Plans in which no two people meet twice, where the number of groups, their size and the rounds allow one to be built.

A *table of seats* has a row for each round: the group of each seat. Seat `row * groups + column` belongs to a row of as
many seats as there are groups; most constructions put one of each row into every group, so that the last row may have
empty seats and groups still differ by one at the most.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

# x^k = ..., by the digits of the right side from the lowest on: the fields whose number of elements is no prime.
FIELDS = {4: (2, (1, 1)), 8: (2, (1, 1, 0)), 9: (3, (2, 0)), 16: (2, (1, 1, 0, 0)), 25: (5, (3, 0)), 27: (3, (2, 1, 0))}
DRAWN = 1500  # rows that are drawn to choose from
ATTEMPTS = 20
PATIENCE = 30_000  # seats that are tried in search of a first round that can be turned
MOST_TURNED = 64  # people; the search goes one call deeper for each, and with more people rows are found


def without_repeats(groups: int, size: int, rounds: int, rng: Generator) -> Numbers | None:
    """A table of seats in which no two people meet twice, if one of the constructions gives it."""
    if size < 1 or (size - 1) * rounds > groups * size - 1 or (size > groups and rounds > 1):
        return None
    for construction in (by_rows, by_rows_and_columns, by_turning):
        found = construction(groups, size, rounds, rng)
        if found is not None:
            return found
    return None


# --- one of each row in every group -----------------------------------------------------------------------------------


def by_rows(groups: int, size: int, rounds: int, rng: Generator) -> Numbers | None:
    """Row i is shifted by so many columns in each round that any two rows never come to lie alike twice."""
    shifts = shifts_of_a_field(groups, size, rounds)
    if shifts is not None:
        return shifts
    drawn = shifts_drawn(groups, size, rounds, rng)
    if drawn is None:
        return None
    columns = np.arange(groups)
    return ((drawn[:, :, None] + columns) % groups).transpose(1, 0, 2).reshape(rounds, -1)


def shifts_of_a_field(order: int, size: int, rounds: int) -> Numbers | None:
    """Row i is shifted by i times the round: an affine plane, of which as many rows are taken as are needed."""
    if max(size, rounds) > order or not is_field(order):
        return None
    added, multiplied = tables_of(order)
    elements = np.arange(order)
    return np.array([added[multiplied[:size, turn]][:, elements].reshape(-1) for turn in range(rounds)])


def is_field(order: int) -> bool:
    return order in FIELDS or (order > 1 and all(order % n for n in range(2, int(order**0.5) + 1)))


def tables_of(order: int) -> tuple[Numbers, Numbers]:
    """How the elements of a field, written as the numbers from 0 on, are added and multiplied."""
    prime, highest = FIELDS.get(order, (order, (0,)))
    digits = (np.arange(order)[:, None] // prime ** np.arange(len(highest))) % prime
    places = prime ** np.arange(len(highest))
    added = ((digits[:, None] + digits) % prime) @ places
    products, turned = np.zeros((order, order, len(highest)), np.int64), digits
    for n in range(len(highest)):
        products += digits[:, n, None, None] * turned
        turned = np.roll(turned, 1, axis=1)
        turned = (turned + turned[:, :1] * (np.array(highest) - (np.arange(len(highest)) == 0))) % prime
    return added, (products % prime) @ places


def shifts_drawn(groups: int, size: int, rounds: int, rng: Generator) -> Numbers | None:
    """Shifts of each row in each round, drawn until their differences are all different, two rows at a time."""
    for _ in range(ATTEMPTS if rounds <= groups else 0):
        left = np.argsort(rng.random((DRAWN, groups - 1)), axis=1)[:, : rounds - 1] + 1
        left = np.hstack([np.zeros((DRAWN, 1), np.int64), left])
        rows = [np.zeros(rounds, np.int64)]
        while len(rows) < size and len(left):
            rows.append(left[0])
            left = left[are_different((left - left[0]) % groups)]
        if len(rows) == size:
            return np.array(rows)
    return None


def are_different(rows: Numbers) -> NDArray[np.bool_]:
    ordered = np.sort(rows, axis=1)
    found: NDArray[np.bool_] = (ordered[:, 1:] != ordered[:, :-1]).all(axis=1)
    return found


# --- and rows on their own --------------------------------------------------------------------------------------------


def by_rows_and_columns(groups: int, size: int, rounds: int, rng: Generator) -> Numbers | None:
    """Whoever is in one row never meets that way: where rows can be divided into groups, they give further rounds."""
    if groups % size:
        return None
    for within in range(1, rounds):
        inner = without_repeats(groups // size, size, within, rng)
        outer = by_rows(groups, size, rounds - within, rng) if inner is not None else None
        if inner is not None and outer is not None:
            rows = np.arange(size)[:, None] * (groups // size)
            return np.vstack([outer, (inner[:, None, :] + rows).reshape(within, -1)])
    return None


# --- turned from round to round ---------------------------------------------------------------------------------------


def by_turning(groups: int, size: int, rounds: int, rng: Generator) -> Numbers | None:
    """One round, from which the others follow: people sit on circles that all turn by one place, but for a few who stay
    where they are. No two meet twice if all distances within groups are different."""
    seats = groups * size
    for turn in range(rounds, min(rounds + 3, seats + 1) if seats <= MOST_TURNED else rounds):
        circles, staying = divmod(seats, turn)
        if staying <= groups and (not staying or size <= circles + 1):
            first = FirstRound(groups, size, turn, rng).found()
            if first is not None:
                return turned(first, turn, circles, rounds)
    return None


def turned(first: Numbers, turn: int, circles: int, rounds: int) -> Numbers:
    """Who stays has the last seats."""
    on_circles = first[: circles * turn].reshape(circles, turn)
    moved = [np.roll(on_circles, shift, axis=1).reshape(-1) for shift in range(rounds)]
    return np.array([np.concatenate([each, first[circles * turn :]]) for each in moved])


class FirstRound:
    """Looks for a round with different distances: seat by seat, and back where none fits. The groups of those who stay
    come first."""

    def __init__(self, groups: int, size: int, turn: int, rng: Generator) -> None:
        self._groups, self._size, self._turn = groups, size, turn
        self._circles, self._staying = divmod(groups * size, turn)
        self._order = [int(seat) for seat in rng.permutation(self._circles * turn)]
        self._taken: dict[int, int] = {}
        self._used: set[tuple[int, int, int]] = set()
        self._patience = PATIENCE

    def found(self) -> Numbers | None:
        if not self._fill(0, []):
            return None
        staying = list(range(self._staying))
        return np.array([self._taken[seat] for seat in range(len(self._order))] + staying)

    def _fill(self, group: int, members: list[int]) -> bool:
        stays = group < self._staying
        if len(members) + stays == self._size:
            return self._fill(group + 1, [])
        if group == self._groups:
            return True
        return any(self._seat(seat, group, members, stays) for seat in self._candidates(members, stays))

    def _candidates(self, members: list[int], stays: bool) -> list[int]:
        free = [seat for seat in self._order if seat not in self._taken]
        return free if members or stays else free[:1]

    def _seat(self, seat: int, group: int, members: list[int], stays: bool) -> bool:
        self._patience -= 1
        distances = {self._distance(seat, member) for member in members}
        if (
            self._patience < 0
            or len(distances) < len(members)
            or distances & self._used
            or not self._fits(distances, stays)
        ):
            return False
        self._used |= distances
        self._taken[seat] = group
        if self._fill(group, [*members, seat]):
            return True
        self._used -= distances
        del self._taken[seat]
        return False

    def _fits(self, distances: set[tuple[int, int, int]], stays: bool) -> bool:
        """Whoever stays meets each circle once; half a turn would bring the same two together twice."""
        within = (distance for one, other, distance in distances if one == other)
        return not any(stays or 2 * distance == self._turn for distance in within)

    def _distance(self, seat: int, other: int) -> tuple[int, int, int]:
        (one, at), (two, there) = sorted((divmod(seat, self._turn), divmod(other, self._turn)))
        apart = (there - at) % self._turn
        return one, two, min(apart, self._turn - apart) if one == two else apart
