"""The speaking list: who asked for the floor, in which order they get it, and who has it until when."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from deliberation.core.acting import SPEAKERS, Ask, Refused, Stamp
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import PhaseMoved, RoomClosed, RoomPaused, RoomResumed, Setting
from deliberation.core.people import PersonRemoved, is_moderating

TURN = 120_000  # ms
DIRECT_TURN = 45_000
PATIENCE = 300_000  # nobody waits longer while others who came later speak
LONGEST_EXTENSION = 180  # seconds


class Order(StrEnum):
    FIRST_COME = "first_come"
    BALANCED = "balanced"


@dataclass(frozen=True, slots=True)
class Request:
    person: int
    since: int
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    person: int
    since: int
    until: int


@dataclass(frozen=True, slots=True)
class Floor:
    order: Order = Order.BALANCED
    requests: tuple[Request, ...] = ()
    holder: Holder | None = None
    spoken: Mapping[int, int] = field(default_factory=dict)  # person -> ms with the floor
    replied: frozenset[int] = frozenset()  # who used their direct reply in this phase
    paused_at: int = 0
    at: int = 0  # when it last changed: the list is in the order of that moment


@dataclass(frozen=True, slots=True)
class FloorView:
    """The list in the order in which the floor will be given. How long somebody spoke is nobody else's business."""

    order: Order
    requests: tuple[Request, ...]
    holder: Holder | None


def view(floor: Floor, setting: Setting) -> FloorView:
    return FloorView(floor.order, in_order(floor), floor.holder)


@dataclass(frozen=True, slots=True)
class FloorMine:
    replied: bool  # used the direct reply of this phase


def mine(floor: Floor, person: int, setting: Setting) -> FloorMine:
    return FloorMine(person in floor.replied)


def concerned(before: Floor, after: Floor) -> frozenset[int]:
    return before.replied ^ after.replied


def in_order(floor: Floor) -> tuple[Request, ...]:
    """Direct replies, then who waited too long, then by the rule: who spoke least, or who came first."""

    def rank(request: Request) -> tuple[int, int, int]:
        if request.direct:
            return (0, 0, request.since)
        if floor.at - request.since >= PATIENCE:
            return (1, 0, request.since)
        share = floor.spoken.get(request.person, 0) if floor.order is Order.BALANCED else 0
        return (2, share, request.since)

    return tuple(sorted(floor.requests, key=rank))


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequestFloor:
    direct: bool = False  # a short reply at once; each person has one in a phase


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    pass


@dataclass(frozen=True, slots=True)
class GiveFloor:
    person: int  # named, so that two moderators who press at once give it once


@dataclass(frozen=True, slots=True)
class ExtendFloor:
    person: int
    seconds: int


@dataclass(frozen=True, slots=True)
class EndFloor:
    person: int


@dataclass(frozen=True, slots=True)
class SetOrder:
    order: Order


# --- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FloorRequested:
    person: int
    direct: bool


@dataclass(frozen=True, slots=True)
class RequestWithdrawn:
    person: int


@dataclass(frozen=True, slots=True)
class FloorGiven:
    person: int
    direct: bool


@dataclass(frozen=True, slots=True)
class FloorExtended:
    person: int
    seconds: int


@dataclass(frozen=True, slots=True)
class FloorEnded:
    person: int


@dataclass(frozen=True, slots=True)
class OrderSet:
    order: Order


# --- decisions --------------------------------------------------------------------------------------------------------


def request_of(floor: Floor, person: int) -> Request | None:
    return next((request for request in floor.requests if request.person == person), None)


def holds(floor: Floor, person: int) -> bool:
    return floor.holder is not None and floor.holder.person == person


def decide_request(floor: Floor, command: RequestFloor, ask: Ask, setting: Setting) -> tuple[FloorRequested, ...]:
    if holds(floor, ask.by):
        return ()
    known = request_of(floor, ask.by)
    if known and known.direct >= command.direct:
        return ()
    if command.direct and ask.by in floor.replied:
        raise Refused("floor.one_direct_reply")
    return (FloorRequested(ask.by, command.direct),)


def decide_withdraw(floor: Floor, command: WithdrawRequest, ask: Ask, setting: Setting) -> tuple[RequestWithdrawn, ...]:
    return (RequestWithdrawn(ask.by),) if request_of(floor, ask.by) else ()


def decide_give(floor: Floor, command: GiveFloor, ask: Ask, setting: Setting) -> tuple[FloorEnded | FloorGiven, ...]:
    person = setting.people.get(command.person)
    if person is None or person.removed or person.role not in SPEAKERS:
        raise Refused("floor.no_such_person")
    if holds(floor, command.person):
        return ()
    request = request_of(floor, command.person)
    given = FloorGiven(command.person, bool(request and request.direct))
    return (FloorEnded(floor.holder.person), given) if floor.holder else (given,)


def decide_extend(floor: Floor, command: ExtendFloor, ask: Ask, setting: Setting) -> tuple[FloorExtended, ...]:
    if not holds(floor, command.person):
        raise Refused("floor.not_theirs")
    if not 1 <= command.seconds <= LONGEST_EXTENSION:
        raise Refused("floor.seconds")
    return (FloorExtended(command.person, command.seconds),)


def decide_end(floor: Floor, command: EndFloor, ask: Ask, setting: Setting) -> tuple[FloorEnded, ...]:
    if ask.by != command.person and not is_moderating(setting.people, ask.by):
        raise Refused("floor.not_yours")
    return (FloorEnded(command.person),) if holds(floor, command.person) else ()


def decide_order(floor: Floor, command: SetOrder, ask: Ask, setting: Setting) -> tuple[OrderSet, ...]:
    return () if floor.order is command.order else (OrderSet(command.order),)


# --- what follows -----------------------------------------------------------------------------------------------------


def without(floor: Floor, person: int) -> tuple[Request, ...]:
    return tuple(request for request in floor.requests if request.person != person)


def clock(floor: Floor, stamp: Stamp) -> int:
    """A pause takes no time from the one who speaks, nor from those who wait."""
    return floor.paused_at or stamp.at


def evolve_requested(floor: Floor, event: FloorRequested, stamp: Stamp) -> Floor:
    request = Request(event.person, stamp.at, event.direct)
    return replace(floor, requests=(*without(floor, event.person), request), at=stamp.at)


def evolve_withdrawn(floor: Floor, event: RequestWithdrawn | PersonRemoved, stamp: Stamp) -> Floor:
    return replace(floor, requests=without(floor, event.person), at=clock(floor, stamp))


def evolve_given(floor: Floor, event: FloorGiven, stamp: Stamp) -> Floor:
    until = stamp.at + (DIRECT_TURN if event.direct else TURN)
    return replace(
        floor,
        requests=without(floor, event.person),
        holder=Holder(event.person, stamp.at, until),
        replied=floor.replied | {event.person} if event.direct else floor.replied,
        at=stamp.at,
    )


def evolve_extended(floor: Floor, event: FloorExtended, stamp: Stamp) -> Floor:
    if floor.holder is None:
        return floor
    until = max(floor.holder.until, stamp.at) + event.seconds * 1000
    return replace(floor, holder=replace(floor.holder, until=until), at=stamp.at)


def evolve_ended(floor: Floor, event: Any, stamp: Stamp) -> Floor:
    if floor.holder is None:
        return floor
    person, at = floor.holder.person, clock(floor, stamp)
    spoken = floor.spoken.get(person, 0) + at - floor.holder.since
    return replace(floor, holder=None, spoken={**floor.spoken, person: spoken}, at=at)


def evolve_removed(floor: Floor, event: PersonRemoved, stamp: Stamp) -> Floor:
    """Nobody waits for somebody who was removed."""
    if holds(floor, event.person):
        return evolve_ended(floor, event, stamp)
    return evolve_withdrawn(floor, event, stamp) if request_of(floor, event.person) else floor


def evolve_order(floor: Floor, event: OrderSet, stamp: Stamp) -> Floor:
    return replace(floor, order=event.order, at=clock(floor, stamp))


def evolve_moved(floor: Floor, event: Any, stamp: Stamp) -> Floor:
    return replace(evolve_ended(floor, event, stamp), requests=(), replied=frozenset(), paused_at=0, at=stamp.at)


def evolve_paused(floor: Floor, event: RoomPaused, stamp: Stamp) -> Floor:
    return replace(floor, paused_at=stamp.at, at=stamp.at)


def evolve_resumed(floor: Floor, event: RoomResumed, stamp: Stamp) -> Floor:
    rest = stamp.at - floor.paused_at
    holder = floor.holder and replace(floor.holder, since=floor.holder.since + rest, until=floor.holder.until + rest)
    requests = tuple(replace(request, since=request.since + rest) for request in floor.requests)
    return replace(floor, holder=holder, requests=requests, paused_at=0, at=stamp.at)


ACTIVITY = Activity(
    "floor",
    Floor,
    decide={
        RequestFloor: decide_request,
        WithdrawRequest: decide_withdraw,
        GiveFloor: decide_give,
        ExtendFloor: decide_extend,
        EndFloor: decide_end,
        SetOrder: decide_order,
    },
    evolve={
        FloorRequested: evolve_requested,
        RequestWithdrawn: evolve_withdrawn,
        FloorGiven: evolve_given,
        FloorExtended: evolve_extended,
        FloorEnded: evolve_ended,
        OrderSet: evolve_order,
        PhaseMoved: evolve_moved,
        RoomClosed: evolve_moved,
        RoomPaused: evolve_paused,
        RoomResumed: evolve_resumed,
        PersonRemoved: evolve_removed,
    },
    part=Part(FloorView, view),
    mine=Own(FloorMine, mine, concerned),
)
