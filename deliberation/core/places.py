"""Where people are: the plenary's log says which room of the session each person is in, at each of its seqs."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deliberation.core.acting import Ask, Audience, Refused, Stamp
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import RoomClosed, Setting
from deliberation.core.items import differing
from deliberation.core.people import PersonRemoved, is_gone


@dataclass(frozen=True, slots=True)
class Places:
    """Of a breakout room it stays empty: the plenary alone decides who is where."""

    rooms: tuple[int, ...] = ()  # the breakout rooms
    at: Mapping[int, int] = field(default_factory=dict)  # person -> breakout room; all others are in the plenary


@dataclass(frozen=True, slots=True)
class PlacesView:
    rooms: tuple[int, ...]
    at: Mapping[int, int]


def view(places: Places, setting: Setting) -> PlacesView:
    return PlacesView(places.rooms, places.at)


@dataclass(frozen=True, slots=True)
class PlacesMine:
    room: int | None  # None: the plenary


def mine(places: Places, person: int, setting: Setting) -> PlacesMine:
    return PlacesMine(places.at.get(person))


def concerned(before: Places, after: Places) -> frozenset[int]:
    return differing(before.at, after.at)


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenBreakouts:
    """More rooms for small groups. The shell asks this after it made them."""

    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MovePeople:
    people: tuple[int, ...]
    room: int | None  # None: back to the plenary


@dataclass(frozen=True, slots=True)
class BringBack:
    """Everybody into the plenary."""


@dataclass(frozen=True, slots=True)
class BreakoutsOpened:
    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeopleMoved:
    people: tuple[int, ...]
    room: int | None


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_open(places: Places, command: OpenBreakouts, ask: Ask, setting: Setting) -> tuple[BreakoutsOpened, ...]:
    new = tuple(room for room in command.rooms if room not in places.rooms)
    return (BreakoutsOpened(new),) if new else ()


def decide_move(places: Places, command: MovePeople, ask: Ask, setting: Setting) -> tuple[PeopleMoved, ...]:
    if command.room is not None and command.room not in places.rooms:
        raise Refused("places.no_such_room")
    if any(is_gone(setting.people, person) for person in command.people):
        raise Refused("places.no_such_person")
    return moved(places, command.people, command.room)


def decide_bring_back(places: Places, command: BringBack, ask: Ask, setting: Setting) -> tuple[PeopleMoved, ...]:
    return moved(places, tuple(places.at), None)


def moved(places: Places, people: tuple[int, ...], room: int | None) -> tuple[PeopleMoved, ...]:
    elsewhere = tuple(person for person in dict.fromkeys(people) if places.at.get(person) != room)
    return (PeopleMoved(elsewhere, room),) if elsewhere else ()


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_opened(places: Places, event: BreakoutsOpened, stamp: Stamp) -> Places:
    return replace(places, rooms=(*places.rooms, *event.rooms))


def evolve_moved(places: Places, event: PeopleMoved, stamp: Stamp) -> Places:
    others = {person: room for person, room in places.at.items() if person not in event.people}
    return replace(places, at=others if event.room is None else others | dict.fromkeys(event.people, event.room))


def evolve_removed(places: Places, event: PersonRemoved, stamp: Stamp) -> Places:
    if event.person not in places.at:
        return places
    return replace(places, at={person: room for person, room in places.at.items() if person != event.person})


def evolve_closed(places: Places, event: RoomClosed, stamp: Stamp) -> Places:
    """At the end everybody is together."""
    return replace(places, at={})


ACTIVITY = Activity(
    "places",
    Places,
    decide={OpenBreakouts: decide_open, MovePeople: decide_move, BringBack: decide_bring_back},
    evolve={
        BreakoutsOpened: evolve_opened,
        PeopleMoved: evolve_moved,
        RoomClosed: evolve_closed,
        PersonRemoved: evolve_removed,
    },
    part=Part(PlacesView, view, to=frozenset({Audience.MODERATION})),
    mine=Own(PlacesMine, mine, concerned),
    by_shell=frozenset({OpenBreakouts}),
)
