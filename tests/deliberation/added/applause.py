"""An activity as somebody might add it. It names everything as the floor does: two activities may share names."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from deliberation.core.acting import Ask, Audience, Refused, Stamp
from deliberation.core.activity import Activity, Collection, Own, Part
from deliberation.core.agenda import Setting


class Order(StrEnum):
    QUIET = "quiet"
    LOUD = "loud"


@dataclass(frozen=True, slots=True)
class Request:
    """One applause; who gave it only the moderation may know."""

    id: int
    seq: int
    by: int | None


@dataclass(frozen=True, slots=True)
class Floor:
    given: tuple[tuple[int, Order], ...] = ()
    requests: tuple[Request, ...] = ()


@dataclass(frozen=True, slots=True)
class RequestFloor:
    order: Order


@dataclass(frozen=True, slots=True)
class EndFloor:
    person: int


@dataclass(frozen=True, slots=True)
class FloorGiven:
    person: int
    order: Order | None


@dataclass(frozen=True, slots=True)
class FloorView:
    given: tuple[int, ...]
    order: Order | None


@dataclass(frozen=True, slots=True)
class FloorMine:
    order: Order | None


def decide_request(floor: Floor, command: RequestFloor, ask: Ask, setting: Setting) -> tuple[FloorGiven, ...]:
    return () if dict(floor.given).get(ask.by) is command.order else (FloorGiven(ask.by, command.order),)


def decide_end(floor: Floor, command: EndFloor, ask: Ask, setting: Setting) -> tuple[FloorGiven, ...]:
    if command.person not in setting.people:
        raise Refused("applause.no_such_person")
    return (FloorGiven(command.person, None),) if command.person in dict(floor.given) else ()


def evolve_given(floor: Floor, event: FloorGiven, stamp: Stamp) -> Floor:
    others = tuple(each for each in floor.given if each[0] != event.person)
    if event.order is None:
        return replace(floor, given=others)
    request = Request(stamp.seq, stamp.seq, event.person)
    return Floor((*others, (event.person, event.order)), (*floor.requests, request))


def view(floor: Floor, setting: Setting) -> FloorView:
    return FloorView(tuple(person for person, _ in floor.given), floor.given[-1][1] if floor.given else None)


def mine(floor: Floor, person: int, setting: Setting) -> FloorMine:
    return FloorMine(dict(floor.given).get(person))


def concerned(before: Floor, after: Floor) -> frozenset[int]:
    return frozenset(person for person, _ in {*before.given} ^ {*after.given})


def since(floor: Floor, seq: int) -> Iterator[Request]:
    return (request for request in floor.requests if request.seq > seq)


def seen(request: Request, audience: Audience) -> Request | None:
    """Observers do not even learn that there was one."""
    if audience is Audience.OBSERVATION:
        return None
    return request if audience is Audience.MODERATION else replace(request, by=None)


ACTIVITY = Activity(
    "applause",
    Floor,
    decide={RequestFloor: decide_request, EndFloor: decide_end},
    evolve={FloorGiven: evolve_given},
    part=Part(FloorView, view, to=frozenset({Audience.MODERATION})),
    items=Collection("applauses", Request, since, seen),
    mine=Own(FloorMine, mine, concerned),
    limits={"MOST": 3},
)
