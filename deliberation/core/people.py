"""Who takes part: everybody who ever entered, under the name they chose and the kind of organisation they come from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliberation.core.acting import MODERATION, Ask, Role, Stamp

if TYPE_CHECKING:
    from deliberation.core.room import Room


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


def decide_join(room: "Room", command: Join, ask: Ask) -> tuple[PersonJoined, ...]:
    known = room.people.get(ask.by)
    if known and (known.name, known.role, known.kind) == (command.name, command.role, command.kind):
        return ()
    return (PersonJoined(ask.by, command.role, command.kind, command.name),)


def evolve_joined(people: People, event: PersonJoined, stamp: Stamp) -> People:
    return {**people, event.person: Person(event.person, event.text, event.role, event.kind, stamp.seq)}


def is_moderating(people: People, person: int) -> bool:
    return person in people and people[person].role in MODERATION


DECIDE: dict[type, Callable[..., tuple[Any, ...]]] = {Join: decide_join}
EVOLVE: dict[type, Callable[..., People]] = {PersonJoined: evolve_joined}
