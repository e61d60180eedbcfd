"""The fishbowl: who sits in the inner circle talks, all others read, and one chair is free for who wants to talk, too.

The last free chair is for somebody who takes it themselves: a moderator who asks people in leaves it.
"""

from dataclasses import dataclass, replace

from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.activity import Activity, Part
from deliberation.core.agenda import Formation, PhaseMoved, Setting
from deliberation.core.people import PersonRemoved, is_moderating
from deliberation.core.whereabouts import is_placed

USUAL_CHAIRS = 5


@dataclass(frozen=True, slots=True)
class Fishbowl:
    inside: tuple[int, ...] = ()  # in the order in which they sat down
    asked: tuple[int, ...] = ()  # who was asked to make room


@dataclass(frozen=True, slots=True)
class FishbowlView:
    """Without chairs where the phase is none."""

    chairs: int = 0
    inside: tuple[int, ...] = ()
    asked: tuple[int, ...] = ()


def view(fishbowl: Fishbowl, setting: Setting) -> FishbowlView:
    chairs = chairs_of(setting)
    return FishbowlView(chairs, sitting(fishbowl, setting), fishbowl.asked) if chairs else FishbowlView()


def chairs_of(setting: Setting) -> int:
    """0 where the phase is no fishbowl."""
    if not setting.agenda.phases or setting.agenda.phase.formation is not Formation.FISHBOWL:
        return 0
    return setting.agenda.phase.size or USUAL_CHAIRS


def sitting(fishbowl: Fishbowl, setting: Setting) -> tuple[int, ...]:
    """Whoever moderates by now sits on no chair."""
    return tuple(person for person in fishbowl.inside if is_placed(setting.people, person))


def is_outside(fishbowl: Fishbowl, person: int, setting: Setting) -> bool:
    """Whether somebody only reads for now."""
    is_reading = person not in fishbowl.inside and not is_moderating(setting.people, person)
    return chairs_of(setting) > 0 and is_reading


# --- commands and events ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakeChair:
    """For oneself; or a moderator for somebody whom they ask in."""

    person: int


@dataclass(frozen=True, slots=True)
class LeaveChair:
    person: int


@dataclass(frozen=True, slots=True)
class AskForRoom:
    """Ask somebody in the inner circle to leave their chair to another."""

    person: int


@dataclass(frozen=True, slots=True)
class ChairTaken:
    person: int


@dataclass(frozen=True, slots=True)
class ChairLeft:
    person: int


@dataclass(frozen=True, slots=True)
class RoomAsked:
    person: int


# --- decisions --------------------------------------------------------------------------------------------------------


def decide_take(
    fishbowl: Fishbowl, command: TakeChair, ask: Ask, setting: Setting
) -> tuple[ChairLeft | ChairTaken, ...]:
    require_fishbowl(setting)
    require_own(command.person, ask, setting)
    inside = sitting(fishbowl, setting)
    if not is_placed(setting.people, command.person):
        raise Refused("fishbowl.no_such_person")
    if command.person in inside:
        return ()
    free = chairs_of(setting) - len(inside)
    if free > (command.person != ask.by):
        return (ChairTaken(command.person),)
    return in_place_of_absent(inside, command.person, ask)


def in_place_of_absent(inside: tuple[int, ...], person: int, ask: Ask) -> tuple[ChairLeft | ChairTaken, ...]:
    """A chair whose person has gone is free as soon as it is wanted."""
    absent = next((each for each in inside if each not in ask.present), None)
    if absent is None:
        raise Refused("fishbowl.no_free_chair" if person == ask.by else "fishbowl.one_stays_free")
    return (ChairLeft(absent), ChairTaken(person))


def decide_leave(fishbowl: Fishbowl, command: LeaveChair, ask: Ask, setting: Setting) -> tuple[ChairLeft, ...]:
    require_own(command.person, ask, setting)
    return (ChairLeft(command.person),) if command.person in fishbowl.inside else ()


def decide_ask(fishbowl: Fishbowl, command: AskForRoom, ask: Ask, setting: Setting) -> tuple[RoomAsked, ...]:
    if command.person not in fishbowl.inside:
        raise Refused("fishbowl.no_such_person")
    return () if command.person in fishbowl.asked else (RoomAsked(command.person),)


def require_fishbowl(setting: Setting) -> None:
    if not chairs_of(setting):
        raise Refused("room.not_in_this_phase")


def require_own(person: int, ask: Ask, setting: Setting) -> None:
    if ask.by != person and not is_moderating(setting.people, ask.by):
        raise Refused("fishbowl.not_yours")


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve_taken(fishbowl: Fishbowl, event: ChairTaken, stamp: Stamp) -> Fishbowl:
    return replace(fishbowl, inside=(*without(fishbowl.inside, event.person), event.person))


def evolve_left(fishbowl: Fishbowl, event: ChairLeft | PersonRemoved, stamp: Stamp) -> Fishbowl:
    if event.person not in fishbowl.inside:
        return fishbowl
    return Fishbowl(without(fishbowl.inside, event.person), without(fishbowl.asked, event.person))


def without(people: tuple[int, ...], person: int) -> tuple[int, ...]:
    return tuple(each for each in people if each != person)


def evolve_asked(fishbowl: Fishbowl, event: RoomAsked, stamp: Stamp) -> Fishbowl:
    return replace(fishbowl, asked=(*fishbowl.asked, event.person))


def evolve_moved(fishbowl: Fishbowl, event: PhaseMoved, stamp: Stamp) -> Fishbowl:
    return Fishbowl()


ACTIVITY = Activity(
    "fishbowl",
    Fishbowl,
    decide={TakeChair: decide_take, LeaveChair: decide_leave, AskForRoom: decide_ask},
    evolve={
        ChairTaken: evolve_taken,
        ChairLeft: evolve_left,
        RoomAsked: evolve_asked,
        PhaseMoved: evolve_moved,
        PersonRemoved: evolve_left,
    },
    part=Part(FishbowlView, view, reads=("people", "agenda")),
)
