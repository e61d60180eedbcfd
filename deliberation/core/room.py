"""The room: its activities behind one door. `decide` says what a command leads to, `evolve` what an event changes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deliberation.core import door
from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.activities import ACTIVITIES
from deliberation.core.activity import Activity, Room
from deliberation.core.agenda import Setting


@dataclass(frozen=True, slots=True)
class Answered:
    """A command led to nothing: why not, or empty where there was nothing to do.

    It changes nothing. In the log it keeps the command's key, so that a copy gets the same answer even if it comes when
    it could lead to something.
    """

    refused: str = ""


EMPTY = Room(0, 0, {activity.name: activity.state() for activity in ACTIVITIES})


def spelled(activity: Activity, kind: type) -> str:
    """One spelling everywhere: `floor.RequestFloor` is the class, the log's kind, the wire's `do`, TypeScript's key."""
    return f"{activity.name}.{kind.__name__}"


DECIDING: dict[type, Activity] = {command: activity for activity in ACTIVITIES for command in activity.decide}
COMMANDS = {spelled(activity, command): command for command, activity in DECIDING.items()}
BY_SHELL = frozenset(command for activity in ACTIVITIES for command in activity.by_shell)
WITH_SHEETS = frozenset(command for activity in ACTIVITIES for command in activity.with_sheets)
WITH_KNOWN = frozenset(command for activity in ACTIVITIES for command in activity.with_known)
SPEECH = frozenset(command for activity in ACTIVITIES for command in activity.speech)
EVENTS = {
    spelled(activity, event): event
    for activity in ACTIVITIES
    for event in activity.evolve
    if event.__module__ == next(iter(activity.decide)).__module__
} | {"room.Answered": Answered}
KINDS = {event: kind for kind, event in EVENTS.items()}
# An event may concern several activities: a new phase also ends the floor.
HEARING: dict[type, tuple[tuple[str, Callable[..., Any]], ...]] = {
    event: tuple((activity.name, activity.evolve[event]) for activity in ACTIVITIES if event in activity.evolve)
    for event in KINDS
}


def decide(room: Room, command: Any, ask: Ask) -> tuple[Any, ...]:
    """What the command leads to: events, none when it changes nothing. Raises `Refused`."""
    return decide_unless(door.why_not(room, type(command), ask), room, command, ask)


def decide_following(room: Room, command: Any, ask: Ask) -> tuple[Any, ...]:
    """Likewise, for what follows from a command in another room, which the asker need not even have entered."""
    return decide_unless(door.why_not_following(room, type(command)), room, command, ask)


def decide_unless(code: str, room: Room, command: Any, ask: Ask) -> tuple[Any, ...]:
    if code := code or door.why_not_so(room, command, ask):
        raise Refused(code)
    kind = type(command)
    activity = DECIDING[kind]
    return activity.decide[kind](
        room.states[activity.name], command, ask, Setting(room.states["people"], room.states["agenda"])
    )


def evolve(room: Room, event: Any, stamp: Stamp) -> Room:
    states = dict(room.states)
    for name, apply in HEARING[type(event)]:
        states[name] = apply(states[name], event, stamp)
    return Room(stamp.seq, stamp.at, states)
