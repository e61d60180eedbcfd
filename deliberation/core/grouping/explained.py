"""Why somebody is in a group, for the one sentence that they read when they ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from deliberation.core.grouping.rules import FixedPlace, LanguageSeat, Rule, Together, Unit
from deliberation.core.grouping.tasks import Groups, Task
from deliberation.core.grouping.wishes import Trait


class Because(StrEnum):
    """What decided; of several, the first."""

    STAYS = "stays"  # a trainer or host
    TOGETHER = "together"  # with whom they are to be
    LANGUAGE = "language"  # somebody there speaks it
    NEW = "new"  # all others are new to them
    MIXED = "mixed"  # as far as it goes


@dataclass(frozen=True, slots=True)
class Why:
    because: Because
    others: int  # in the group
    new: int  # of these, whom they have not met before
    kinds: int  # of organisations in the group
    people: tuple[int, ...] = ()  # with whom they stay, or who speaks their language


def why(task: Task, rounds: Sequence[Groups], number: int, person: int) -> Why:
    """In this round of the plan, counted from 0."""
    group = group_of(rounds[number], person)
    others = [other for other in group if other != person]
    met = have_met(task, rounds[:number], person)
    new = sum(other not in met for other in others)
    kinds = {kind for each in group if (kind := task.known.value(each, Trait.KIND))}
    because, people = decided(task.rules, group, person)
    if because is None:
        because = Because.NEW if new == len(others) else Because.MIXED
    return Why(because, len(others), new, len(kinds), people)


def group_of(groups: Groups, person: int) -> Unit:
    """Nobody's, for whoever is in none: groups that are made by hand may leave somebody out."""
    return next((group for group in groups if person in group), ())


def have_met(task: Task, rounds: Sequence[Groups], person: int) -> frozenset[int]:
    before = task.known.met.get(person, frozenset())
    return before.union(*(group_of(groups, person) for groups in rounds))


def decided(rules: Sequence[Rule], group: Unit, person: int) -> tuple[Because | None, tuple[int, ...]]:
    """By a rule, if one means this person."""
    found = (by_rule(rule, group, person) for rule in rules)
    meant = sorted((each for each in found if each), key=lambda each: list(Because).index(each[0]))
    return meant[0] if meant else (None, ())


def by_rule(rule: Rule, group: Unit, person: int) -> tuple[Because, tuple[int, ...]] | None:
    match rule:
        case FixedPlace(fixed) if fixed == person:
            return Because.STAYS, ()
        case Together(people) if person in people:
            return Because.TOGETHER, tuple(other for other in group if other in people and other != person)
        case LanguageSeat(needing, speaking) if person in needing:
            return Because.LANGUAGE, tuple(other for other in group if other in speaking)
    return None
