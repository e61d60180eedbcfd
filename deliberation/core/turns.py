"""The turns of a round: one after another, each once, in the order in which people came; the absent are passed over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deliberation.core.acting import Ask, Refused, Role, Stamp
from deliberation.core.agenda import Mode, PhaseMoved
from deliberation.core.exchange import Contributed
from deliberation.core.people import People, is_moderating

if TYPE_CHECKING:
    from deliberation.core.room import Room


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
    return tuple(id for id, person in people.items() if person.role is Role.PARTICIPANT and id not in turns.taken)


def view(room: "Room") -> TurnsView:
    in_round = bool(room.agenda.phases) and room.agenda.phase.mode is Mode.ROUND
    return TurnsView(waiting(room.turns, room.people) if in_round else ())


def require_turn(room: "Room", ask: Ask) -> None:
    if ask.by in room.turns.taken:
        raise Refused("turns.taken")
    before = waiting(room.turns, room.people)
    if ask.by in before and ask.present.intersection(before[: before.index(ask.by)]):
        raise Refused("turns.not_yet")


def decide_pass(room: "Room", command: PassTurn, ask: Ask) -> tuple[TurnPassed, ...]:
    if ask.by != command.person and not is_moderating(room.people, ask.by):
        raise Refused("turns.not_yours")
    return (TurnPassed(command.person),) if command.person in waiting(room.turns, room.people) else ()


def evolve_taken(turns: Turns, event: Contributed | TurnPassed, stamp: Stamp) -> Turns:
    return turns if event.person in turns.taken else Turns(turns.taken | {event.person})


def evolve_moved(turns: Turns, event: PhaseMoved, stamp: Stamp) -> Turns:
    return Turns()


DECIDE: dict[type, Callable[..., tuple[Any, ...]]] = {PassTurn: decide_pass}
EVOLVE: dict[type, Callable[..., Turns]] = {
    Contributed: evolve_taken,
    TurnPassed: evolve_taken,
    PhaseMoved: evolve_moved,
}
