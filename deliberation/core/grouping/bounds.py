"""What a plan achieves, and what no plan at all can surpass."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from deliberation.core.grouping.rules import units
from deliberation.core.grouping.tasks import Groups, Task
from deliberation.core.grouping.wishes import WEIGHTS, Trait


@dataclass(frozen=True, slots=True)
class Measure:
    """What was counted, and a bound: the best that can be at all, whether or not a plan reaches it."""

    value: int
    bound: int

    @property
    def likeness(self) -> float:
        """1 where the bound is reached."""
        return 1.0 if self.value <= self.bound else self.bound / self.value


@dataclass(frozen=True, slots=True)
class Assessment:
    """What trainers choose by: pairs that meet, and meet again, colleagues together, how like the whole groups are."""

    met: Measure  # different pairs; the bound is the most that can meet
    repeats: Measure  # meetings of two who have met before
    colleagues: Measure
    alike: Mapping[Trait, Measure]  # pairs who have something in common in one group: groups mirror the whole if few
    mirror: Measure  # of all these, by their weights


def assessed(task: Task, rounds: Sequence[Groups]) -> Assessment:
    """Of any plan, also one that was changed by hand."""
    least = {trait: len(rounds) * least_in_common(task, trait) for trait in Trait}
    alike = {trait: Measure(in_common(task, rounds, trait), least[trait]) for trait in Trait}
    weights = WEIGHTS[task.preset].same
    value, bound = (
        sum(weights[trait] * getattr(each, of) for trait, each in alike.items()) for of in ("value", "bound")
    )
    together = Counter(pairs(rounds))
    earlier = {pair for pair in together if have_met(task, pair)}
    meetings = together.total()
    repeats = sum(together.values()) - len(together) + len(earlier)
    return Assessment(
        Measure(len(together), min(meetings, comb(len(task.people), 2))),
        Measure(repeats, least_repeats(task, rounds)),
        alike[Trait.ORGANISATION],
        alike,
        Measure(value, bound),
    )


def pairs(rounds: Iterable[Groups]) -> Iterable[tuple[int, int]]:
    return (pair for groups in rounds for group in groups for pair in combinations(sorted(group), 2))


def have_met(task: Task, pair: tuple[int, int]) -> bool:
    one, other = pair
    return other in task.known.met.get(one, ()) or one in task.known.met.get(other, ())


def in_common(task: Task, rounds: Iterable[Groups], trait: Trait) -> int:
    values = {person: task.known.value(person, trait) for person in task.people}
    counts = (Counter(values[person] for person in group if values[person]) for groups in rounds for group in groups)
    return sum(comb(count, 2) for each in counts for count in each.values())


def least_in_common(task: Task, trait: Trait) -> int:
    """In one round, if those with each value were spread evenly over the groups."""
    counts = Counter(value for person in task.people if (value := task.known.value(person, trait)))
    return sum(spread(count, task.groups) for count in counts.values())


def spread(people: int, groups: int) -> int:
    """Pairs in one group, if so many people are spread evenly."""
    each, larger = divmod(people, groups)
    return larger * comb(each + 1, 2) + (groups - larger) * comb(each, 2)


def least_repeats(task: Task, rounds: Sequence[Groups]) -> int:
    """The greatest of three bounds. There are only so many pairs. Where a group has more people than there are groups,
    some of them were in one group in the first round. And whoever stays together meets in each round."""
    sizes = [[len(group) for group in groups] for groups in rounds]
    meetings = sum(comb(size, 2) for each in sizes for size in each)
    earlier = sum(have_met(task, pair) for pair in combinations(task.people, 2)) if task.known.met else 0
    by_groups = sum(spread(size, task.groups) for each in sizes[1:] for size in each)
    together = sum(comb(len(unit), 2) for unit in units(task.people, task.rules))
    return max(meetings + earlier - comb(len(task.people), 2), by_groups, together * (len(rounds) - 1))
