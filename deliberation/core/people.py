"""Who takes part: everybody who ever entered, under the name they chose and the kind of organisation they come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from deliberation.core.acting import MODERATION, Ask, Audience, Role, Stamp
from deliberation.core.activity import Activity, Collection


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    name: str
    role: Role
    kind: str  # of their organisation; empty when they named none
    seq: int


People = Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class Join:
    """Enter the room. The shell asks this, never the browser: name, role and kind stand on the participation."""

    name: str
    role: Role
    kind: str


@dataclass(frozen=True, slots=True)
class PersonJoined:
    person: int
    role: Role
    kind: str
    text: str  # the name


def decide_join(people: People, command: Join, ask: Ask, setting: Any) -> tuple[PersonJoined, ...]:
    known = people.get(ask.by)
    if known and (known.name, known.role, known.kind) == (command.name, command.role, command.kind):
        return ()
    return (PersonJoined(ask.by, command.role, command.kind, command.name),)


def evolve_joined(people: People, event: PersonJoined, stamp: Stamp) -> People:
    return {**people, event.person: Person(event.person, event.text, event.role, event.kind, stamp.seq)}


def is_moderating(people: People, person: int) -> bool:
    return person in people and people[person].role in MODERATION


def since(people: People, seq: int) -> Iterator[Person]:
    return (person for person in people.values() if person.seq > seq)


def seen(person: Person, audience: Audience) -> Person:
    return person


ACTIVITY = Activity(
    "people",
    dict,
    decide={Join: decide_join},
    evolve={PersonJoined: evolve_joined},
    items=Collection("people", Person, since, seen),
    by_shell=frozenset({Join}),
)
