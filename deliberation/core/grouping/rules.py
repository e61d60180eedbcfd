"""What has to hold in every group, whatever else is wished, and what of it does not hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from deliberation.core.grouping.wishes import Acquaintance, Trait

Unit = tuple[int, ...]  # people who stay together


@dataclass(frozen=True, slots=True)
class Together:
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """No two of these people share a group."""

    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FixedPlace:
    """A trainer or host who stays with one group, counted from 0, in all rounds."""

    person: int
    group: int


@dataclass(frozen=True, slots=True)
class NotWithOwnStaff:
    """Nobody of a trainer's own organisation sits in the trainer's group."""

    trainer: int


@dataclass(frozen=True, slots=True)
class ModeratedBy:
    """A trainer moderates this group, counted from 0, without a seat in it: nobody of their own organisation sits
    there."""

    trainer: int
    group: int


@dataclass(frozen=True, slots=True)
class SeatRange:
    """In each group sit at least and at most so many people with this trait."""

    trait: Trait
    value: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class LanguageSeat:
    """Whoever needs one of their languages sits with somebody who speaks it and the language of the group."""

    needing: tuple[int, ...]
    speaking: tuple[int, ...]


Rule = Together | Apart | FixedPlace | NotWithOwnStaff | ModeratedBy | SeatRange | LanguageSeat


def apart(rule: Rule, people: Sequence[int], known: Acquaintance) -> tuple[tuple[int, int], ...]:
    """Pairs of these people whom a rule keeps apart."""
    if isinstance(rule, Apart):
        return tuple(combinations(sorted(set(rule.people) & set(people)), 2))
    if isinstance(rule, NotWithOwnStaff) and rule.trainer in people:
        return tuple((rule.trainer, person) for person in own_staff(rule.trainer, people, known))
    return ()


def own_staff(trainer: int, people: Sequence[int], known: Acquaintance) -> list[int]:
    own = known.value(trainer, Trait.ORGANISATION)
    others = set(people) - {trainer} if own else set()
    return sorted(person for person in others if known.value(person, Trait.ORGANISATION) == own)


def units(people: Sequence[int], rules: Iterable[Rule]) -> list[Unit]:
    """People who stay together, each of them in one unit only; most are on their own."""
    unit: dict[int, Unit] = {person: (person,) for person in people}
    for rule in rules:
        if isinstance(rule, Together):
            joined = {each for person in rule.people if person in unit for each in unit[person]}
            unit |= dict.fromkeys(joined, tuple(person for person in people if person in joined))
    return list(dict.fromkeys(unit.values()))


def broken(rules: Iterable[Rule], groups: Sequence[Unit], known: Acquaintance) -> tuple[Rule, ...]:
    """The rules that do not hold in these groups. Whoever is not here is not missed."""
    return tuple(rule for rule in rules if not holds(rule, groups, known))


def holds(rule: Rule, groups: Sequence[Unit], known: Acquaintance) -> bool:
    match rule:
        case Together(people):
            return sum(bool(set(people) & set(group)) for group in groups) <= 1
        case Apart() | NotWithOwnStaff():
            return not any(apart(rule, group, known) for group in groups)
        case FixedPlace(person, number):
            return all(person not in group or n == number for n, group in enumerate(groups))
        case ModeratedBy(trainer, number):
            return not own_staff(trainer, groups[number] if number < len(groups) else (), known)
        case SeatRange(trait, value, least, most):
            counts = (sum(known.value(person, trait) == value for person in group) for group in groups)
            return all(least <= count <= most for count in counts)
    needing, speaking = set(rule.needing), set(rule.speaking)
    return all(speaking & set(group) for group in groups if needing & set(group))
