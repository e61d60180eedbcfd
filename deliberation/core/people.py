"""Who takes part: everybody who ever entered, under the name they chose and the kind of organisation they come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from deliberation.core.acting import MODERATION, Ask, Audience, Refused, Role, Stamp
from deliberation.core.activity import Activity, Collection


class Removal(StrEnum):
    """Why a moderator removed somebody. Only whoever was absent may come back, if there is a place."""

    DISRUPTS = "disrupts"
    INSULTS = "insults"
    FALSE_NAME = "false_name"
    NOT_INVITED = "not_invited"
    OWN_WISH = "own_wish"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    role: Role
    kind: str  # of their organisation; empty when they named none
    seq: int
    guest: bool = False  # came without an account
    removed: Removal | None = None


People = Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class Join:
    """Enter the room. The shell asks this, never the browser: name, role and kind stand on the participation."""

    name: str
    role: Role
    kind: str
    guest: bool = False


@dataclass(frozen=True, slots=True)
class PersonJoined:
    person: int
    role: Role
    kind: str
    text: str  # the name
    guest: bool = False


@dataclass(frozen=True, slots=True)
class RemovePerson:
    person: int
    reason: Removal


@dataclass(frozen=True, slots=True)
class PersonRemoved:
    person: int
    reason: Removal


def decide_join(people: People, command: Join, ask: Ask, setting: Any) -> tuple[PersonJoined, ...]:
    known = people.get(ask.by)
    if known and stays_out(known.removed):
        raise Refused("people.removed")
    joined = PersonJoined(ask.by, command.role, command.kind, command.name, command.guest)
    return () if known and not known.removed and joined == as_joined(known) else (joined,)


def as_joined(person: Person) -> PersonJoined:
    """How somebody came who is here as they are."""
    return PersonJoined(person.id, person.role, person.kind, person.name, person.guest)


def decide_remove(people: People, command: RemovePerson, ask: Ask, setting: Any) -> tuple[PersonRemoved, ...]:
    known = people.get(command.person)
    if known is None:
        raise Refused("people.no_such_person")
    if known.role in MODERATION:
        raise Refused("people.moderates")
    if stays_out(known.removed) or known.removed is command.reason:
        return ()
    return (PersonRemoved(command.person, command.reason),)


def stays_out(removed: str | None) -> bool:
    """Whether somebody who was removed for this reason, or was not, is not let in again."""
    return bool(removed) and removed != Removal.ABSENT


def evolve_joined(people: People, event: PersonJoined, stamp: Stamp) -> People:
    person = Person(event.person, event.text, event.role, event.kind, stamp.seq, event.guest)
    return {**people, event.person: person}


def evolve_removed(people: People, event: PersonRemoved, stamp: Stamp) -> People:
    return {**people, event.person: replace(people[event.person], removed=event.reason, seq=stamp.seq)}


def participants(people: People) -> tuple[int, ...]:
    """In the order in which they came, without those who were removed."""
    return tuple(id for id, each in people.items() if each.role is Role.PARTICIPANT and not each.removed)


def is_moderating(people: People, person: int) -> bool:
    return person in people and people[person].role in MODERATION


def is_gone(people: People, person: int) -> bool:
    """Whether somebody never came, or was removed."""
    return person not in people or people[person].removed is not None


def since(people: People, seq: int) -> Iterator[Person]:
    return (person for person in people.values() if person.seq > seq)


def seen(person: Person, audience: Audience) -> Person:
    return person


ACTIVITY = Activity(
    "people",
    dict,
    decide={Join: decide_join, RemovePerson: decide_remove},
    evolve={PersonJoined: evolve_joined, PersonRemoved: evolve_removed},
    items=Collection("people", Person, since, seen),
    by_shell=frozenset({Join}),
)
