"""The turns of a round: one after another, each once, in the order in which people came; the absent are passed over."""

from dataclasses import dataclass

from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import Mode, PhaseMoved, Setting
from deliberation.core.exchange import Contributed
from deliberation.core.people import People, is_moderating, participants


@dataclass(frozen=True, slots=True)
class Turns:
    taken: frozenset[int] = frozenset()  # who contributed or passed in this phase


@dataclass(frozen=True, slots=True)
class TurnsView:
    """Who is still to come, in order; empty where the phase is no round. The first of them who is present is next."""

    waiting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PassTurn:
    person: int


@dataclass(frozen=True, slots=True)
class TurnPassed:
    person: int


def waiting(turns: Turns, people: People) -> tuple[int, ...]:
    return tuple(id for id in participants(people) if id not in turns.taken)


def view(turns: Turns, setting: Setting) -> TurnsView:
    return TurnsView(waiting(turns, setting.people) if setting.mode is Mode.ROUND else ())


@dataclass(frozen=True, slots=True)
class TurnsMine:
    taken: bool  # had their turn in this round


def mine(turns: Turns, person: int, setting: Setting) -> TurnsMine:
    return TurnsMine(person in turns.taken)


def concerned(before: Turns, after: Turns) -> frozenset[int]:
    return before.taken ^ after.taken


def decide_pass(turns: Turns, command: PassTurn, ask: Ask, setting: Setting) -> tuple[TurnPassed, ...]:
    if ask.by != command.person and not is_moderating(setting.people, ask.by):
        raise Refused("turns.not_yours")
    return (TurnPassed(command.person),) if command.person in waiting(turns, setting.people) else ()


def evolve_taken(turns: Turns, event: Contributed | TurnPassed, stamp: Stamp) -> Turns:
    return turns if event.person in turns.taken else Turns(turns.taken | {event.person})


def evolve_moved(turns: Turns, event: PhaseMoved, stamp: Stamp) -> Turns:
    return Turns()


ACTIVITY = Activity(
    "turns",
    Turns,
    decide={PassTurn: decide_pass},
    evolve={Contributed: evolve_taken, TurnPassed: evolve_taken, PhaseMoved: evolve_moved},
    part=Part(TurnsView, view, reads=("people", "agenda")),
    mine=Own(TurnsMine, mine, concerned),
)
