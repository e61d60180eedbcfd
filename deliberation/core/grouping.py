"""Who forms a small group with whom: by lot, with people from other kinds of organisations whom they have not met here.

Everybody is put, in an order that is drawn, into the group that still has a place and where least speaks against it:
they were at this table before, they have met somebody there, somebody there comes from the same kind of organisation.
Then a few exchanges of two people follow, wherever they leave less of that. It need not be the best plan, only a good
one that anybody can explain. Groups differ by one person at the most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from deliberation.core.lots import in_drawn_order

T = TypeVar("T")
Unit = tuple[int, ...]  # people who stay together

# What speaks against a place, as weights: a table where one was before is the worst.
TABLE_AGAIN = 100
MET_BEFORE = 3
SAME_KIND = 2
EXCHANGES = 8  # with how many others each unit is tried


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """What is known of people before they are grouped: the kind of their organisation, whom they met in small groups of
    this session, and at which tables they were."""

    kinds: Mapping[int, str] = field(default_factory=dict)
    met: Mapping[int, frozenset[int]] = field(default_factory=dict)
    tables: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def against(self, one: int, other: int) -> int:
        """What speaks against two people in one group."""
        kind = self.kinds.get(one, "")
        same = bool(kind) and kind == self.kinds.get(other, "")
        return MET_BEFORE * (other in self.met.get(one, ())) + SAME_KIND * same


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
    one. A host counts as a unit."""
    seating = Seating(hosts, known)
    seating.seat_all(drawn(units, chance), drawn(range(len(hosts)), chance))
    seating.exchange(chance)
    return seating.groups


def drawn(things: Sequence[T], chance: int) -> list[T]:
    return [things[n] for n in in_drawn_order(range(len(things)), chance)]


class Seating:
    """Tables that fill. Of each it is known who stays there and which units sit there beside them."""

    def __init__(self, hosts: Sequence[Unit], known: Acquaintance) -> None:
        self._hosts = hosts
        self._known = known
        self._tables: list[list[Unit]] = [[] for _ in hosts]

    @property
    def groups(self) -> tuple[Unit, ...]:
        tables = zip(self._hosts, self._tables, strict=True)
        return tuple((*host, *(person for unit in units for person in unit)) for host, units in tables)

    def seat_all(self, units: Sequence[Unit], tables: Sequence[int]) -> None:
        """In this order; of the tables, the first ones are larger by one where that has to be."""
        taken = [bool(host) for host in self._hosts]
        least, larger = divmod(len(units) + sum(taken), len(taken))
        free = {table: least + (n < larger) - taken[table] for n, table in enumerate(tables)}
        for unit in units:
            table = min((table for table in tables if free[table] > 0), key=lambda table: self._against(unit, table))
            free[table] -= 1
            self._tables[table].append(unit)

    def exchange(self, chance: int) -> None:
        """Two units change places wherever that leaves less against it."""
        places = drawn([(table, n) for table, units in enumerate(self._tables) for n in range(len(units))], chance)
        for place, (one, n) in enumerate(places):
            for other, m in places[place + 1 : place + 1 + EXCHANGES]:
                if one != other:
                    self._exchange_if_better(one, n, other, m)

    def _exchange_if_better(self, one: int, n: int, other: int, m: int) -> None:
        here, there = self._tables[one][n], self._tables[other][m]
        now = self._against(here, one) + self._against(there, other)
        self._tables[one][n], self._tables[other][m] = there, here
        if self._against(there, one) + self._against(here, other) >= now:
            self._tables[one][n], self._tables[other][m] = here, there

    def _against(self, unit: Unit, table: int) -> int:
        others = [*self._hosts[table], *(person for other in self._tables[table] if other != unit for person in other)]
        again = sum(table in self._known.tables.get(person, ()) for person in unit)
        return TABLE_AGAIN * again + sum(self._known.against(one, other) for one in unit for other in others)
