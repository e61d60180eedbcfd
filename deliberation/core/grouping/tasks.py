"""Whom to put into how many groups, how often, and what is to be heeded."""

from dataclasses import dataclass, field

from deliberation.core.grouping.rules import Rule, Unit
from deliberation.core.grouping.wishes import Acquaintance, Preset

Groups = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Task:
    people: tuple[int, ...]
    groups: int
    rounds: int = 1
    known: Acquaintance = field(default_factory=Acquaintance)
    rules: tuple[Rule, ...] = ()
    preset: Preset = Preset.BALANCED
    by_unit: bool = False  # groups are equally large if they have as many units, such as pairs, not as many people
    leeway: int = 0  # by so many, groups may be smaller or larger than those that differ by one at the most


@dataclass(frozen=True, slots=True)
class Impossible:
    """Rules that cannot all hold for groups of this size; without any one of them, the others could. None: there are
    more groups than people."""

    rules: tuple[Rule, ...] = ()
    proved: bool = True  # False: no way was found, and the search was given up
