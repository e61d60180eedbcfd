"""Who takes part: everybody who ever entered, under the name they chose and the kind of organisation they come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import count
from typing import Any

from deliberation.core.acting import MODERATION, SPEAKERS, Ask, Audience, Refused, Role, Stamp
from deliberation.core.activity import Activity, Collection
from deliberation.core.memo import memoized


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
    number: int = 1  # of those who are called alike here, somebody without a name included
    shares_device: bool = False  # has none of their own, and hands in at one that goes round


People = Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class Join:
    """Enter the room. The shell asks this, never the browser: name, role and kind stand on the participation."""

    name: str
    role: Role
    kind: str
    guest: bool = False
    shares_device: bool = False


@dataclass(frozen=True, slots=True)
class BringIn:
    """People who are known in another room of the session. The shell asks this."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class PersonJoined:
    person: int
    role: Role
    kind: str
    text: str  # the name
    guest: bool = False
    shares_device: bool = False


@dataclass(frozen=True, slots=True)
class RemovePerson:
    person: int
    reason: Removal


@dataclass(frozen=True, slots=True)
class PersonRemoved:
    person: int
    reason: Removal


# The roles that those who moderate give and take back, and who can be given one.
GIVEN = frozenset({Role.PARTICIPANT, Role.CO_MODERATOR, Role.RECORDER})
CAN_BE_GIVEN = GIVEN | {Role.OBSERVER}


@dataclass(frozen=True, slots=True)
class GiveRole:
    person: int
    role: Role


@dataclass(frozen=True, slots=True)
class HandOver:
    """Somebody else moderates from now on, and whoever did stays as co-moderation."""

    person: int


@dataclass(frozen=True, slots=True)
class TakeOver:
    """The co-moderation moderates from now on, because the moderation is away."""


@dataclass(frozen=True, slots=True)
class SetRoles:
    """As they were given in another room of the session. The shell asks this."""

    roles: Mapping[int, Role]


@dataclass(frozen=True, slots=True)
class RoleGiven:
    person: int
    role: Role


RoleCommand = GiveRole | HandOver | TakeOver | SetRoles


def decide_join(people: People, command: Join, ask: Ask, setting: Any) -> tuple[PersonJoined, ...]:
    known = people.get(ask.by)
    if known and stays_out(known.removed):
        raise Refused("people.removed")
    role = known.role if known else command.role  # once somebody is here, the log says who they are
    joined = PersonJoined(ask.by, role, command.kind, command.name, command.guest, command.shares_device)
    return () if known and not known.removed and joined == as_joined(known) else (joined,)


def decide_bring_in(people: People, command: BringIn, ask: Ask, setting: Any) -> tuple[PersonJoined, ...]:
    return tuple(as_joined(each) for each in command.people if not is_here_so(people, each))


def is_here_so(people: People, person: Person) -> bool:
    return not is_gone(people, person.id) and as_joined(people[person.id]) == as_joined(person)


def as_joined(person: Person) -> PersonJoined:
    """How somebody came who is here as they are."""
    return PersonJoined(person.id, person.role, person.kind, person.name, person.guest, person.shares_device)


def decide_remove(people: People, command: RemovePerson, ask: Ask, setting: Any) -> tuple[PersonRemoved, ...]:
    known = people.get(command.person)
    if known is None:
        raise Refused("people.no_such_person")
    if known.role in MODERATION:
        raise Refused("people.moderates")
    if stays_out(known.removed) or known.removed is command.reason:
        return ()
    return (PersonRemoved(command.person, command.reason),)


def decide_give(people: People, command: GiveRole, ask: Ask, setting: Any) -> tuple[RoleGiven, ...]:
    require_free(people, command.person)
    if command.role not in GIVEN:
        raise Refused("people.not_given")
    return given(people, command, ask.by)


def decide_hand_over(people: People, command: HandOver, ask: Ask, setting: Any) -> tuple[RoleGiven, ...]:
    require_free(people, command.person)
    return given(people, command, ask.by)


def decide_take_over(people: People, command: TakeOver, ask: Ask, setting: Any) -> tuple[RoleGiven, ...]:
    return given(people, command, ask.by)


def decide_set_roles(people: People, command: SetRoles, ask: Ask, setting: Any) -> tuple[RoleGiven, ...]:
    return given(people, command, ask.by)


def require_free(people: People, person: int) -> None:
    """Whoever moderates keeps that until they hand it over, and a support person stays one."""
    if is_gone(people, person):
        raise Refused("people.no_such_person")
    if people[person].role not in CAN_BE_GIVEN:
        raise Refused("people.not_given")


def given(people: People, command: RoleCommand, by: int) -> tuple[RoleGiven, ...]:
    roles = roles_after(people, command, by)
    return tuple(RoleGiven(id, role) for id, role in roles.items() if people[id].role is not role)


def roles_after(people: People, command: RoleCommand, by: int) -> Mapping[int, Role]:
    """The roles that the command gives to people who are known here."""
    match command:
        case GiveRole(person, role):
            roles = {person: role}
        case HandOver(person):
            roles = {person: Role.MODERATOR, by: Role.CO_MODERATOR}
        case TakeOver():
            roles = {id: Role.CO_MODERATOR for id, each in people.items() if each.role is Role.MODERATOR}
            roles |= {by: Role.MODERATOR}
        case _:
            roles = dict(command.roles)
    return {id: role for id, role in roles.items() if id in people}


def stays_out(removed: str | None) -> bool:
    """Whether somebody who was removed for this reason, or was not, is not let in again."""
    return bool(removed) and removed != Removal.ABSENT


def evolve_joined(people: People, event: PersonJoined, stamp: Stamp) -> People:
    number = number_among(people, event)
    person = Person(
        event.person,
        event.text,
        event.role,
        event.kind,
        stamp.seq,
        event.guest,
        number=number,
        shares_device=event.shares_device,
    )
    return {**people, event.person: person}


def number_among(people: People, event: PersonJoined) -> int:
    """Nobody comes in under a name that is taken; of people without a name, and in older logs, there may be several."""
    known = people.get(event.person)
    if known and known.name == event.text:
        return known.number
    taken = {each.number for each in people.values() if each.name == event.text and each.id != event.person}
    return next(number for number in count(1) if number not in taken)


def called(person: Person, nobody: str) -> str:
    """How a sentence calls somebody, so that they are told apart; `nobody` stands for a name that was erased."""
    return numbered(person.name or nobody, person.number)


def numbered(name: str, number: int) -> str:
    """The first of those who are called alike keeps the name as it is."""
    return f"{name} ({number})" if number > 1 else name


def evolve_removed(people: People, event: PersonRemoved, stamp: Stamp) -> People:
    return {**people, event.person: replace(people[event.person], removed=event.reason, seq=stamp.seq)}


def evolve_role(people: People, event: RoleGiven, stamp: Stamp) -> People:
    return {**people, event.person: replace(people[event.person], role=event.role, seq=stamp.seq)}


@memoized(2)
def participants(people: People) -> tuple[int, ...]:
    """In the order in which they came, without those who were removed."""
    return tuple(id for id, each in people.items() if each.role is Role.PARTICIPANT and not each.removed)


def at_shared_device(people: People) -> frozenset[int]:
    """Those who hand in at a device that goes round. They are in the hall without being connected: as long as nobody
    frees their place, they are here."""
    return frozenset(id for id, each in people.items() if each.shares_device and each.name and not each.removed)


def is_moderating(people: People, person: int) -> bool:
    return person in people and people[person].role in MODERATION


def is_led(people: People, ask: Ask) -> bool:
    """Whether whoever leads the session is connected, in whichever of its rooms."""
    here = ask.present | ask.around
    return any(people[person].role is Role.MODERATOR for person in here if person in people)


def is_speaking(people: People, person: int) -> bool:
    """Whether they are here as somebody who may say something."""
    return not is_gone(people, person) and people[person].role in SPEAKERS


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
    decide={
        Join: decide_join,
        BringIn: decide_bring_in,
        RemovePerson: decide_remove,
        GiveRole: decide_give,
        HandOver: decide_hand_over,
        TakeOver: decide_take_over,
        SetRoles: decide_set_roles,
    },
    evolve={PersonJoined: evolve_joined, PersonRemoved: evolve_removed, RoleGiven: evolve_role},
    items=Collection("people", Person, since, seen),
    by_shell=frozenset({Join, BringIn, SetRoles}),
)
