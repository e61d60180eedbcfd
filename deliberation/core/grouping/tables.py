"""The groups of one phase, formed while it begins, within the commit: quickly, and with the lot of the command."""

from collections.abc import Sequence
from typing import TypeVar

from numpy.random import default_rng

from deliberation.core.grouping.plans import Mixing, Pace, groups_of
from deliberation.core.grouping.rules import FixedPlace, Rule, Together, Unit
from deliberation.core.grouping.tasks import Task
from deliberation.core.grouping.wishes import Acquaintance
from deliberation.core.lots import in_drawn_order

T = TypeVar("T")

QUICK = Pace(800, 1, 20, 10, 0.5)  # a room waits: some hundredths of a second, also for hundreds of people


def number_of_groups(people: int, size: int) -> int:
    """As many as come nearest to this size; of two that are equally near, the fewer: an odd one out makes three."""
    return max(1, (2 * people + size - 1) // (2 * size))


def grouped(people: Sequence[int], count: int, known: Acquaintance, chance: int) -> tuple[Unit, ...]:
    """Everybody in exactly one of so many groups."""
    return joined([(person,) for person in people], count, known, chance)


def joined(units: Sequence[Unit], count: int, known: Acquaintance, chance: int) -> tuple[Unit, ...]:
    """Likewise, of people who stay together, such as pairs: groups differ by one unit at the most."""
    return around([()] * count, units, known, chance)


def around(hosts: Sequence[Unit], units: Sequence[Unit], known: Acquaintance, chance: int) -> tuple[Unit, ...]:
    """Likewise, at tables where somebody stays; all others sit at one where they were not yet, as far as there is
    one. A host counts as a unit, and comes first in the group; of all others, the order is drawn."""
    order = [*hosts, *drawn(units, chance)]
    people = tuple(person for unit in order for person in unit)
    if not people:
        return ((),) * len(hosts)
    rules: list[Rule] = [FixedPlace(person, table) for table, host in enumerate(hosts) for person in host]
    rules += [Together(unit) for unit in order if len(unit) > 1]
    mixing = Mixing(
        Task(people, len(hosts), known=known, rules=tuple(rules), by_unit=True), default_rng(chance % 2**64)
    )
    mixing.begin()
    mixing.polish_round(0, QUICK)
    return groups_of(mixing.board, mixing.rounds[0])


def drawn(things: Sequence[T], chance: int) -> list[T]:
    return [things[n] for n in in_drawn_order(range(len(things)), chance)]
