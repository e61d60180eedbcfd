"""The room: all activities behind one door. `decide` says what a command leads to, `evolve` what an event changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from deliberation.core import agenda, agreement, exchange, floor, people, turns
from deliberation.core.acting import EVERYONE, MODERATION, SPEAKERS, Ask, Refused, Role, Stamp
from deliberation.core.agenda import Agenda, Mode, Signal, Stage
from deliberation.core.agreement import Agreement
from deliberation.core.exchange import QUESTIONS, Contribution, Exchange
from deliberation.core.floor import Floor
from deliberation.core.people import People, Person
from deliberation.core.turns import Turns


@dataclass(frozen=True, slots=True)
class Room:
    """When it last changed, and what it knows of each of its `ACTIVITIES`, in their order."""

    seq: int = 0
    at: int = 0
    people: People = field(default_factory=dict)
    agenda: Agenda = field(default_factory=Agenda)
    agreement: Agreement = field(default_factory=Agreement)
    floor: Floor = field(default_factory=Floor)
    turns: Turns = field(default_factory=Turns)
    exchange: Exchange = field(default_factory=Exchange)


@dataclass(frozen=True, slots=True)
class Answered:
    """A command led to nothing: why not, or empty where there was nothing to do.

    It changes nothing. In the log it keeps the command's key, so that a copy gets the same answer even if it comes when
    it could lead to something.
    """

    refused: str = ""


ACTIVITIES = {
    "people": people,
    "agenda": agenda,
    "agreement": agreement,
    "floor": floor,
    "turns": turns,
    "exchange": exchange,
}
DECIDE: dict[type, Callable[..., tuple[Any, ...]]] = {
    command: decide for module in ACTIVITIES.values() for command, decide in module.DECIDE.items()
}
# One spelling everywhere: `floor.RequestFloor` is the class, the log's kind, the wire's `do` and the TypeScript key.
COMMANDS = {f"{name}.{command.__name__}": command for name, module in ACTIVITIES.items() for command in module.DECIDE}
EVENTS = {
    f"{name}.{event.__name__}": event
    for name, module in ACTIVITIES.items()
    for event in module.EVOLVE
    if event.__module__ == module.__name__
} | {"room.Answered": Answered}
KINDS = {event: kind for kind, event in EVENTS.items()}
# An event may concern several activities: a new phase also ends the floor.
HEARING: dict[type, tuple[tuple[int, Callable[..., Any]], ...]] = {
    event: tuple((n, module.EVOLVE[event]) for n, module in enumerate(ACTIVITIES.values()) if event in module.EVOLVE)
    for event in KINDS
}
all_activities = attrgetter(*ACTIVITIES)


# --- the door ---------------------------------------------------------------------------------------------------------

BEFORE = frozenset({Stage.PLANNED})
OPEN = frozenset({Stage.OPEN})
RUNNING = frozenset({Stage.OPEN, Stage.PAUSED})
UNTIL_CLOSED = frozenset({Stage.PLANNED, Stage.OPEN, Stage.PAUSED})
ALWAYS = frozenset(Stage)
ANY_MODE = frozenset(Mode)
AUTHORS = SPEAKERS
RULE_KEEPERS = MODERATION | {Role.RECORDER}


@dataclass(frozen=True, slots=True)
class Door:
    """Who may ask for it, in which stage of the room, in which modes."""

    roles: frozenset[Role]
    stages: frozenset[Stage]
    modes: frozenset[Mode] = ANY_MODE


LIST = frozenset({Mode.SPEAKING_LIST})
DOORS: dict[type, Door] = {
    people.Join: Door(EVERYONE, ALWAYS),
    agenda.SetAgenda: Door(MODERATION, BEFORE),
    agenda.OpenRoom: Door(MODERATION, UNTIL_CLOSED),
    agenda.MovePhase: Door(MODERATION, OPEN),
    agenda.ExtendPhase: Door(MODERATION, OPEN),
    agenda.PauseRoom: Door(MODERATION, RUNNING),
    agenda.ResumeRoom: Door(MODERATION, RUNNING),
    agenda.CloseRoom: Door(MODERATION, frozenset({Stage.OPEN, Stage.PAUSED, Stage.CLOSED})),
    agenda.GiveSignal: Door(SPEAKERS, RUNNING),
    agreement.AddRule: Door(SPEAKERS, OPEN | BEFORE),
    agreement.RewordRule: Door(RULE_KEEPERS, OPEN | BEFORE),
    agreement.RemoveRule: Door(RULE_KEEPERS, OPEN | BEFORE),
    agreement.ConfirmRules: Door(SPEAKERS, RUNNING),
    floor.RequestFloor: Door(SPEAKERS, OPEN, LIST),
    floor.WithdrawRequest: Door(SPEAKERS, RUNNING),
    floor.GiveFloor: Door(MODERATION, OPEN, LIST),
    floor.ExtendFloor: Door(MODERATION, OPEN, LIST),
    floor.EndFloor: Door(SPEAKERS, RUNNING),
    floor.SetOrder: Door(MODERATION, UNTIL_CLOSED),
    turns.PassTurn: Door(SPEAKERS, OPEN, frozenset({Mode.ROUND})),
    exchange.Contribute: Door(AUTHORS, OPEN),
    exchange.SetType: Door(AUTHORS, RUNNING),
    exchange.Withdraw: Door(AUTHORS, RUNNING),
    exchange.Hold: Door(MODERATION, RUNNING),
    exchange.Release: Door(MODERATION, RUNNING),
    exchange.Return: Door(MODERATION, RUNNING),
    exchange.Rewrite: Door(AUTHORS, OPEN),
}


def require(room: Room, command: Any, ask: Ask) -> None:
    """Refuse what this role may not do, or not now. Entering is the one thing for which nobody has to be inside.

    Whoever has no name was erased: until their socket is closed, they can add nothing that would have to go, too.
    """
    door = DOORS[type(command)]
    if isinstance(command, people.Join):
        return
    person = room.people.get(ask.by)
    if person is None or not person.name or person.role not in door.roles:
        raise Refused("room.not_your_role")
    if room.agenda.stage not in door.stages:
        raise Refused(f"room.{room.agenda.stage}")
    if room.agenda.phases and room.agenda.phase.mode not in door.modes:
        raise Refused("room.not_in_this_phase")
    if isinstance(command, exchange.Contribute) and person.role not in MODERATION:
        require_speech(room, command, ask)


def require_speech(room: Room, command: exchange.Contribute, ask: Ask) -> None:
    """Whoever is no moderator contributes under the ground rules, and as the mode of the phase says."""
    if ask.by not in room.agreement.confirmed:
        raise Refused("agreement.confirm_first")
    mode = room.agenda.phase.mode
    if mode is Mode.QUESTIONS_ONLY and command.type not in QUESTIONS:
        raise Refused("exchange.only_questions")
    if mode is Mode.SPEAKING_LIST and not floor.holds(room.floor, ask.by):
        raise Refused("floor.not_yours")
    if mode is Mode.ROUND:
        turns.require_turn(room, ask)


def decide(room: Room, command: Any, ask: Ask) -> tuple[Any, ...]:
    """What the command leads to: events, none when it changes nothing. Raises `Refused`."""
    require(room, command, ask)
    return DECIDE[type(command)](room, command, ask)


def evolve(room: Room, event: Any, stamp: Stamp) -> Room:
    activities = list(all_activities(room))
    for n, apply in HEARING[type(event)]:
        activities[n] = apply(activities[n], event, stamp)
    return Room(stamp.seq, stamp.at, *activities)


# --- views ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mine:
    """What only one person may see: who they are here, what they did of which the room sees no name or no text."""

    person: int
    role: Role
    contributions: tuple[Contribution, ...]  # those that the room does not see
    signal: Signal | None
    replied: bool  # used the direct reply of this phase
    taken: bool  # had their turn in this round


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the view. It can only look different when one of the fields that it is made of is another object."""

    made_of: tuple[str, ...]
    view: Callable[[Room], Any]


PARTS = {
    "agenda": Part(("agenda",), lambda room: agenda.view(room.agenda)),
    "agreement": Part(("agreement",), lambda room: agreement.view(room.agreement)),
    "floor": Part(("floor",), lambda room: floor.view(room.floor)),
    "turns": Part(("turns", "people", "agenda"), turns.view),
}


def changed_parts(before: Room, after: Room) -> dict[str, Any]:
    """The parts that look different in the later of two states of one room."""
    made_of_others = (
        (name, part.view)
        for name, part in PARTS.items()
        if any(getattr(before, field) is not getattr(after, field) for field in part.made_of)
    )
    views = ((name, view(before), view(after)) for name, view in made_of_others)
    return {name: now for name, then, now in views if now != then}


def people_since(room: Room, seq: int) -> list[Person]:
    return [person for person in room.people.values() if person.seq > seq]


def contributions_since(room: Room, seq: int, moderating: bool) -> list[Contribution]:
    return [exchange.seen(contribution, moderating) for contribution in room.exchange.contributions.since(seq)]


def mine(room: Room, person: int) -> Mine:
    hidden = (room.exchange.contributions.at(id) for id in room.exchange.hidden.get(person, ()))
    return Mine(
        person,
        room.people[person].role,
        tuple(each for each in hidden if each is not None),
        room.agenda.signals.get(person),
        person in room.floor.replied,
        person in room.turns.taken,
    )


def concerned(before: Room, after: Room) -> frozenset[int]:
    """Those whose `mine` looks different."""
    return (
        differing(before.people, after.people)
        | differing(before.exchange.hidden, after.exchange.hidden)
        | differing(before.agenda.signals, after.agenda.signals)
        | (before.floor.replied ^ after.floor.replied)
        | (before.turns.taken ^ after.turns.taken)
    )


def differing(before: Mapping[int, Any], after: Mapping[int, Any]) -> frozenset[int]:
    """The keys under which another object stands than before."""
    if before is after:
        return frozenset()
    return frozenset(key for key in {*before, *after} if before.get(key) is not after.get(key))
