"""The plan for all rounds: a start without repeats where one can be built, then exchanges, round by round."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.random import Generator, default_rng

from deliberation.core.grouping.boards import HARD, Board, board, by_unit, earlier
from deliberation.core.grouping.bounds import Assessment, assessed
from deliberation.core.grouping.designs import Numbers, without_repeats
from deliberation.core.grouping.proof import heeding
from deliberation.core.grouping.search import improve
from deliberation.core.grouping.seating import Seating
from deliberation.core.grouping.start import one_by_one
from deliberation.core.grouping.tasks import Groups, Impossible, Task
from deliberation.core.grouping.wishes import WEIGHTS, Preset

PASSES = 2  # of all rounds, each beside what the others are now


@dataclass(frozen=True, slots=True)
class Plan:
    """By round, the people of each group; and what that achieves, beside what can be achieved at all."""

    rounds: tuple[Groups, ...]
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class Pace:
    """How long is searched: so many exchanges are looked for, but each unit is taken up at least and at the most so
    often. At first, and in the end, differences of about so much are left to chance. Before that, nothing is, so many
    times: among hundreds of people two sweeps for the better mostly reach the bound, and with chance it takes eight."""

    exchanges: int
    least: int
    most: int
    warm: float
    cold: float
    straight: int = 0

    def warmths(self, units: int) -> list[float]:
        sweeps = min(self.most, max(self.least, self.exchanges // units))
        return [*[0.0] * self.straight, *map(float, np.geomspace(self.warm, self.cold, sweeps))]


ALL_AT_ONCE = Pace(5_000, 1, 100, 15, 0.3, straight=2)  # for each round: there, a difference counts in all of them
ONE_ROUND = Pace(3_500, 6, 60, 10, 0.5, straight=2)


def planned(task: Task, chance: int) -> Plan | Impossible:
    """The same lot gives the same plan."""
    heeded = proved(task)
    return heeded if isinstance(heeded, Impossible) else plan(task, chance, heeded)


def proved(task: Task) -> Numbers | Impossible | None:
    """Seats with which all rules hold, if there are rules."""
    if not 1 <= task.groups <= len(task.people):
        return Impossible()
    return heeding(task) if task.rules else None


def planned_at_once(task: Task, chance: int) -> Plan:
    """Likewise, while somebody waits, for no more groups than people: nothing is proved, which can take seconds. Where
    rules cannot all hold, or no way is found at once, some do not."""
    return plan(task, chance, None)


def plan(task: Task, chance: int, heeded: Numbers | None) -> Plan:
    """`heeded` are seats with which all rules hold, if they are known."""
    mixing = Mixing(task, default_rng(chance % 2**64))
    mixing.begin()
    return polished(mixing, heeded)


def polished(mixing: "Mixing", heeded: Numbers | None) -> Plan:
    mixing.polish()
    if heeded is not None and mixing.begin_again(heeded):
        mixing.polish()
    rounds = tuple(groups_of(mixing.board, seats) for seats in mixing.rounds)
    return Plan(rounds, assessed(mixing.task, rounds))


def choices(task: Task, chance: int) -> dict[Preset, Plan | Impossible]:
    """What each preset leads to. Rules that cannot hold cannot with any of them, which is proved once. Each begins with
    the plan in which as many as possible meet: where nothing at all speaks against that one, it is the best of each."""
    heeded = proved(task)
    if isinstance(heeded, Impossible):
        return dict.fromkeys(Preset, heeded)
    begun = Mixing(replace(task, preset=Preset.MEET), default_rng(chance % 2**64))
    begun.begin()
    found: dict[Preset, Plan | Impossible] = {Preset.MEET: polished(begun, heeded)}
    others = (preset for preset in Preset if preset is not Preset.MEET)
    return found | {preset: polished(begun.wishing(preset), heeded) for preset in others}


class Mixing:
    """A task, and its rounds as they are so far: of each, the group by unit."""

    def __init__(self, task: Task, rng: Generator) -> None:
        self.task = task
        self.rng = rng
        self.board = board(task)
        self.rounds: list[Numbers] = []
        self._people = np.array([len(unit) for unit in self.board.units], np.int64)
        self._before = by_unit(earlier(task), self.board.units, task.people)
        np.fill_diagonal(self._before, 0)

    def begin(self) -> None:
        """With a design if there is one for these sizes and everybody is on their own."""
        task, seats = self.task, len(self.board.units)
        is_possible = task.rounds > 1 and self._people.max() == 1
        design = without_repeats(task.groups, seats // task.groups, task.rounds, self.rng) if is_possible else None
        if design is None:
            self._begin_one_by_one()
        else:
            self._begin_with(design)

    def _begin_with(self, design: Numbers) -> None:
        """Whoever takes which seat, no two meet twice: people change seats in all rounds at once."""
        beside = self.beside([])
        rounds = [Seating(beside, seats) for seats in design]
        warmths = [len(rounds) * warmth for warmth in ALL_AT_ONCE.warmths(len(self.board.units))]
        improve(rounds, warmths, self.rng, len(rounds) * beside.enough)
        self.rounds = [each.seats for each in rounds]

    def _begin_one_by_one(self) -> None:
        for _ in range(self.task.rounds):
            self.rounds.append(one_by_one(self.beside(self.rounds), self.rng, {}))

    def wishing(self, preset: Preset) -> "Mixing":
        """From the rounds as they are so far, with other wishes."""
        other = Mixing(replace(self.task, preset=preset), self.rng)
        other.rounds = list(self.rounds)
        return other

    def begin_again(self, heeded: Numbers) -> bool:
        """Rounds in which rules are broken begin with these seats instead; whether there were any."""
        broken = [n for n, seats in enumerate(self.rounds) if Seating(self.board, seats).cost >= HARD]
        for number in broken:
            self.rounds[number] = heeded
        return bool(broken)

    def polish(self) -> None:
        """Each round for itself, until none becomes better."""
        for _ in range(PASSES):
            before = list(self.rounds)
            for number in range(self.task.rounds):
                self.polish_round(number, ONE_ROUND)
            if all((one == other).all() for one, other in zip(before, self.rounds, strict=True)):
                break

    def polish_round(self, number: int, pace: Pace) -> None:
        others = [seats for n, seats in enumerate(self.rounds) if n != number]
        seating = Seating(self.beside(others), self.rounds[number])
        improve([seating], pace.warmths(len(self.board.units)), self.rng, seating.board.enough)
        self.rounds[number] = seating.seats

    def beside(self, others: Sequence[Numbers]) -> Board:
        """What speaks against a round if the others are these."""
        pairs = np.zeros_like(self._before)
        for seats in others:
            pairs += seats[:, None] == seats
        pairs *= self._people
        pairs *= self._people[:, None]
        np.fill_diagonal(pairs, 0)
        pairs += self._before
        pairs *= WEIGHTS[self.task.preset].again
        pairs += self.board.pairs
        return replace(self.board, pairs=pairs)


def groups_of(board: Board, seats: Numbers) -> Groups:
    members: list[list[int]] = [[] for _ in range(board.groups)]
    for unit, group in zip(board.units, seats, strict=True):
        members[group].extend(unit)
    return tuple(tuple(group) for group in members)
