"""The speaking list: who asked for the floor, in which order they get it, and who has it until when."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.activity import Activity, Own, Part
from deliberation.core.agenda import AgendaSet, Medium, PhaseMoved, RoomClosed, RoomPaused, RoomResumed, Setting
from deliberation.core.exchange import Contributed, QuestionAsked, Revealed
from deliberation.core.people import People, PersonRemoved, is_moderating, is_speaking
from deliberation.core.speech import Spoken, added, seconds, share, words
from deliberation.core.turns import TurnEnded

TURN = 120_000  # ms
DIRECT_TURN = 45_000
PATIENCE = 300_000  # nobody waits longer while others who came later speak
LONGEST_EXTENSION = 180  # seconds


class Order(StrEnum):
    FIRST_COME = "first_come"
    FIRST_SPEAKERS_FIRST = "first_speakers_first"  # whoever has not had the floor in this phase
    BALANCED = "balanced"  # whoever has said least so far
    ALTERNATE_ORGANISATIONS = "alternate_organisations"  # whose kind of organisation was heard longest ago
    MANUAL = "manual"  # as a moderator puts it


@dataclass(frozen=True, slots=True)
class Request:
    person: int
    since: int
    direct: bool = False
    answers: int | None = None  # the contribution that a direct reply answers


@dataclass(frozen=True, slots=True)
class Holder:
    person: int
    since: int
    until: int
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class Floor:
    order: Order = Order.BALANCED
    requests: tuple[Request, ...] = ()
    holder: Holder | None = None
    spoken: Spoken = field(default_factory=dict)  # over all phases
    heard: tuple[int, ...] = ()  # who had the floor in this phase, the latest last
    replied: frozenset[int] = frozenset()  # who used their direct reply in this phase
    struck: frozenset[int] = frozenset()  # whom a moderator took off the list, until they ask again
    paused_at: int = 0
    at: int = 0  # when it last changed: the list is in the order of that moment
    medium: Medium = Medium.WRITTEN


@dataclass(frozen=True, slots=True)
class FloorView:
    """The list in the order in which the floor will be given; `ages_at` is when somebody has waited so long that it
    becomes another one. How much somebody said is nobody else's business."""

    order: Order
    requests: tuple[Request, ...]
    holder: Holder | None
    ages_at: int | None = None


def view(floor: Floor, setting: Setting) -> FloorView:
    return FloorView(floor.order, in_order(floor, setting.people), floor.holder, ages_at(floor, setting.people))


@dataclass(frozen=True, slots=True)
class FloorMine:
    replied: bool  # used the direct reply of this phase
    struck: bool  # a moderator took them off the list


def mine(floor: Floor, person: int, setting: Setting) -> FloorMine:
    return FloorMine(person in floor.replied, person in floor.struck)


def concerned(before: Floor, after: Floor) -> frozenset[int]:
    return (before.replied ^ after.replied) | (before.struck ^ after.struck)


def in_order(floor: Floor, people: People, at: int | None = None) -> tuple[Request, ...]:
    """Direct replies, then who has waited so long that nobody who came later goes before, then by the rule. By hand the
    list is as it stands. `at` is the moment, if not that of the last change."""
    if floor.order is Order.MANUAL:
        return floor.requests
    now = floor.at if at is None else at
    came = sorted(floor.requests, key=lambda request: request.since)
    direct = [request for request in came if request.direct]
    aged = [request for request in came if not request.direct and now - request.since >= PATIENCE]
    others = [request for request in came if not request.direct and now - request.since < PATIENCE]
    return (*direct, *aged, *by_rule(floor, others, people))


def by_rule(floor: Floor, requests: list[Request], people: People) -> list[Request]:
    """Those who came first are first among those whom the rule holds to be alike."""
    match floor.order:
        case Order.BALANCED:
            return sorted(requests, key=lambda request: share(floor.spoken, request.person))
        case Order.FIRST_SPEAKERS_FIRST:
            return sorted(requests, key=lambda request: request.person in floor.heard)
        case Order.ALTERNATE_ORGANISATIONS:
            return alternating(floor, requests, people)
    return requests


def alternating(floor: Floor, requests: list[Request], people: People) -> list[Request]:
    """One after another whoever's kind of organisation was heard longest ago, or not at all."""
    last = {kind_of(people, person): place for place, person in enumerate(floor.heard)}
    ordered: list[Request] = []
    while len(ordered) < len(requests):
        waiting = (request for request in requests if request not in ordered)
        following = min(waiting, key=lambda request: last.get(kind_of(people, request.person), -1))
        last[kind_of(people, following.person)] = len(floor.heard) + len(ordered)
        ordered.append(following)
    return ordered


def kind_of(people: People, person: int) -> str:
    return people[person].kind if person in people else ""


def ages_at(floor: Floor, people: People) -> int | None:
    now = in_order(floor, people)
    moments = sorted(request.since + PATIENCE for request in floor.requests if not request.direct)
    return next((at for at in moments if at > floor.at and in_order(floor, people, at) != now), None)


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequestFloor:
    answers: int | None = None  # with a contribution: a short reply to it at once; each person has one in a phase


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    pass


@dataclass(frozen=True, slots=True)
class PutOnList:
    """For somebody who would not ask, or asked in another way."""

    person: int


@dataclass(frozen=True, slots=True)
class StrikeRequest:
    """Take somebody off the list who is away; they may ask again."""

    person: int


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """To this place of a list that is ordered by hand, the first being 0."""

    person: int
    to: int


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


@dataclass(frozen=True, slots=True)
class AgeRequests:
    """Somebody has waited so long that nobody who came later goes before. A moderator's page asks it when it is time:
    what the list shows is what holds."""


# --- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FloorRequested:
    person: int
    direct: bool
    answers: int | None = None


@dataclass(frozen=True, slots=True)
class RequestWithdrawn:
    person: int


@dataclass(frozen=True, slots=True)
class RequestStruck:
    person: int


@dataclass(frozen=True, slots=True)
class RequestMoved:
    person: int
    to: int


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
    people: tuple[int, ...] = ()  # in the order in which everybody saw them: by hand it begins with that


@dataclass(frozen=True, slots=True)
class RequestsAged:
    pass


# --- decisions --------------------------------------------------------------------------------------------------------


def request_of(floor: Floor, person: int) -> Request | None:
    return next((request for request in floor.requests if request.person == person), None)


def holds(floor: Floor, person: int) -> bool:
    return floor.holder is not None and floor.holder.person == person


def decide_request(floor: Floor, command: RequestFloor, ask: Ask, setting: Setting) -> tuple[FloorRequested, ...]:
    if holds(floor, ask.by):
        return ()
    known, direct = request_of(floor, ask.by), command.answers is not None
    if known and (not direct or known.answers == command.answers):
        return ()
    if direct and ask.by in floor.replied:
        raise Refused("floor.one_direct_reply")
    return (FloorRequested(ask.by, direct, command.answers),)


def decide_withdraw(floor: Floor, command: WithdrawRequest, ask: Ask, setting: Setting) -> tuple[RequestWithdrawn, ...]:
    return (RequestWithdrawn(ask.by),) if request_of(floor, ask.by) else ()


def require_speaker(people: People, id: int) -> None:
    if not is_speaking(people, id):
        raise Refused("floor.no_such_person")


def decide_put(floor: Floor, command: PutOnList, ask: Ask, setting: Setting) -> tuple[FloorRequested, ...]:
    require_speaker(setting.people, command.person)
    waits = holds(floor, command.person) or request_of(floor, command.person)
    return () if waits else (FloorRequested(command.person, False),)


def decide_strike(floor: Floor, command: StrikeRequest, ask: Ask, setting: Setting) -> tuple[RequestStruck, ...]:
    return (RequestStruck(command.person),) if request_of(floor, command.person) else ()


def decide_place(floor: Floor, command: MoveRequest, ask: Ask, setting: Setting) -> tuple[RequestMoved, ...]:
    if floor.order is not Order.MANUAL:
        raise Refused("floor.not_by_hand")
    request = request_of(floor, command.person)
    if request is None:
        raise Refused("floor.not_waiting")
    to = max(0, min(command.to, len(floor.requests) - 1))
    return () if floor.requests.index(request) == to else (RequestMoved(command.person, to),)


def decide_give(floor: Floor, command: GiveFloor, ask: Ask, setting: Setting) -> tuple[FloorEnded | FloorGiven, ...]:
    require_speaker(setting.people, command.person)
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
    if floor.order is command.order:
        return ()
    return (OrderSet(command.order, tuple(request.person for request in in_order(floor, setting.people))),)


def decide_age(floor: Floor, command: AgeRequests, ask: Ask, setting: Setting) -> tuple[RequestsAged, ...]:
    people = setting.people
    return () if in_order(floor, people, ask.at) == in_order(floor, people) else (RequestsAged(),)


# --- what follows -----------------------------------------------------------------------------------------------------


def without(floor: Floor, person: int) -> tuple[Request, ...]:
    return tuple(request for request in floor.requests if request.person != person)


def clock(floor: Floor, stamp: Stamp) -> int:
    """A pause takes no time from the one who speaks, nor from those who wait."""
    return floor.paused_at or stamp.at


def evolve_requested(floor: Floor, event: FloorRequested, stamp: Stamp) -> Floor:
    """By hand, too, a direct reply comes before all that are none; from there on it is moved as any other."""
    request, others = Request(event.person, stamp.at, event.direct, event.answers), without(floor, event.person)
    place = sum(each.direct for each in others) if event.direct else len(others)
    requests = (*others[:place], request, *others[place:])
    return replace(floor, requests=requests, struck=floor.struck - {event.person}, at=stamp.at)


def evolve_withdrawn(floor: Floor, event: RequestWithdrawn | PersonRemoved, stamp: Stamp) -> Floor:
    return replace(floor, requests=without(floor, event.person), at=clock(floor, stamp))


def evolve_struck(floor: Floor, event: RequestStruck, stamp: Stamp) -> Floor:
    struck = floor.struck | {event.person}
    return replace(floor, requests=without(floor, event.person), struck=struck, at=clock(floor, stamp))


def evolve_placed(floor: Floor, event: RequestMoved, stamp: Stamp) -> Floor:
    others, request = without(floor, event.person), request_of(floor, event.person)
    requests = (*others[: event.to], *((request,) if request else ()), *others[event.to :])
    return replace(floor, requests=requests, at=clock(floor, stamp))


def evolve_given(floor: Floor, event: FloorGiven, stamp: Stamp) -> Floor:
    until = stamp.at + (DIRECT_TURN if event.direct else TURN)
    request = request_of(floor, event.person)
    return replace(
        floor,
        requests=without(floor, event.person),
        holder=Holder(event.person, stamp.at, until, request.answers if request else None),
        struck=floor.struck - {event.person},
        replied=floor.replied | {event.person} if event.direct else floor.replied,
        heard=(*(person for person in floor.heard if person != event.person), event.person),
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
    at = clock(floor, stamp)
    took = seconds(at - floor.holder.since) if floor.medium is Medium.SPOKEN else 0
    return replace(floor, holder=None, spoken=added(floor.spoken, floor.holder.person, took), at=at)


def evolve_contributed(floor: Floor, event: Contributed | QuestionAsked | Revealed, stamp: Stamp) -> Floor:
    """Whatever somebody writes, in whichever phase, is counted; aloud it is only written down."""
    if floor.medium is Medium.SPOKEN:
        return floor
    return replace(floor, spoken=added(floor.spoken, event.person, words(event.text)))


def evolve_turn(floor: Floor, event: TurnEnded, stamp: Stamp) -> Floor:
    """Aloud, turns of a round count as those of the list do."""
    return replace(floor, spoken=added(floor.spoken, event.person, event.seconds))


def evolve_set(floor: Floor, event: AgendaSet, stamp: Stamp) -> Floor:
    return replace(floor, medium=event.medium)


def evolve_removed(floor: Floor, event: PersonRemoved, stamp: Stamp) -> Floor:
    """Nobody waits for somebody who was removed."""
    if holds(floor, event.person):
        return evolve_ended(floor, event, stamp)
    return evolve_withdrawn(floor, event, stamp) if request_of(floor, event.person) else floor


def evolve_order(floor: Floor, event: OrderSet, stamp: Stamp) -> Floor:
    """By hand begins with the order in which everybody saw the list."""
    place = {person: place for place, person in enumerate(event.people)}
    requests = tuple(sorted(floor.requests, key=lambda request: place.get(request.person, len(place))))
    return replace(floor, order=event.order, requests=requests, at=clock(floor, stamp))


def evolve_aged(floor: Floor, event: RequestsAged, stamp: Stamp) -> Floor:
    return replace(floor, at=stamp.at)


def evolve_moved(floor: Floor, event: Any, stamp: Stamp) -> Floor:
    return replace(
        evolve_ended(floor, event, stamp),
        requests=(),
        heard=(),
        replied=frozenset(),
        struck=frozenset(),
        paused_at=0,
        at=stamp.at,
    )


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
        PutOnList: decide_put,
        StrikeRequest: decide_strike,
        MoveRequest: decide_place,
        GiveFloor: decide_give,
        ExtendFloor: decide_extend,
        EndFloor: decide_end,
        SetOrder: decide_order,
        AgeRequests: decide_age,
    },
    evolve={
        FloorRequested: evolve_requested,
        RequestWithdrawn: evolve_withdrawn,
        RequestStruck: evolve_struck,
        RequestMoved: evolve_placed,
        FloorGiven: evolve_given,
        FloorExtended: evolve_extended,
        FloorEnded: evolve_ended,
        OrderSet: evolve_order,
        RequestsAged: evolve_aged,
        Contributed: evolve_contributed,
        Revealed: evolve_contributed,
        QuestionAsked: evolve_contributed,
        AgendaSet: evolve_set,
        TurnEnded: evolve_turn,
        PhaseMoved: evolve_moved,
        RoomClosed: evolve_moved,
        RoomPaused: evolve_paused,
        RoomResumed: evolve_resumed,
        PersonRemoved: evolve_removed,
    },
    part=Part(FloorView, view, reads=("people",)),
    mine=Own(FloorMine, mine, concerned),
)
