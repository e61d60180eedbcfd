"""The places of one training: who asks for one, who waits, who has one, and who gets the one that becomes free.

People are the ids of their registrations. Whatever makes a place free has the promotion that follows among its own
events, so that no place is ever free while somebody waits who could have it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from training.core.acting import PLANNERS, Ask, Refused, Who

MS_AN_HOUR = 60 * 60 * 1000


class Stage(StrEnum):
    DRAFT = "draft"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class Waiting(StrEnum):
    """What happens to a place that becomes free while people wait."""

    AUTOMATIC = "automatic"  # the first one has it
    OFFER = "offer"  # the first one is asked, and has to answer in time
    BY_HAND = "by_hand"  # the trainers decide


class State(StrEnum):
    """Of one registration. Only who is confirmed or was made an offer takes a place."""

    NAMED = "named"  # by an employer, and has not confirmed it
    WAITING = "waiting"
    OFFERED = "offered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


TAKING = frozenset({State.OFFERED, State.CONFIRMED})
ACTIVE = TAKING | {State.NAMED, State.WAITING}


@dataclass(frozen=True, slots=True)
class Seat:
    """One registration: how it stands, from which kind of organisation, and until when an offer holds (ms)."""

    state: State
    kind: str
    until: int = 0


@dataclass(frozen=True, slots=True)
class Places:
    capacity: int = 0
    minimum: int = 0
    quotas: Mapping[str, int] = field(default_factory=dict)  # places at the most, by kind of organisation
    waiting: Waiting = Waiting.AUTOMATIC
    hours: int = 48  # in which an offer is to be answered
    stage: Stage = Stage.DRAFT
    closed: bool = False
    seats: Mapping[int, Seat] = field(default_factory=dict)
    queue: tuple[int, ...] = ()  # the waiting list, the first one first


# --- what others ask --------------------------------------------------------------------------------------------------


def taken(places: Places, kind: str | None = None) -> int:
    """Places that somebody has or was offered; of one kind of organisation, if it is named."""
    return sum(seat.state in TAKING and kind in (None, seat.kind) for seat in places.seats.values())


def free(places: Places) -> int:
    """Never less than none, also after the capacity was lowered."""
    return max(0, places.capacity - taken(places))


def fits(places: Places, kind: str) -> bool:
    """Whether there is a place for somebody from this kind of organisation."""
    return free(places) > 0 and (kind not in places.quotas or taken(places, kind) < places.quotas[kind])


def place_of(places: Places, registration: int) -> int:
    """On the waiting list, from 1 on; 0 for whoever is not there."""
    return places.queue.index(registration) + 1 if registration in places.queue else 0


def missing(places: Places) -> int:
    """How many more have to be confirmed for the training to take place."""
    confirmed = sum(seat.state is State.CONFIRMED for seat in places.seats.values())
    return max(0, places.minimum - confirmed)


def state_of(places: Places, registration: int) -> State | None:
    seat = places.seats.get(registration)
    return seat.state if seat else None


# --- commands ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """A place for somebody. Whom an employer names has none before they confirm it themselves."""

    registration: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Confirm:
    """Of whoever was named by an employer: it counts from now on."""

    registration: int


@dataclass(frozen=True, slots=True)
class Accept:
    registration: int


@dataclass(frozen=True, slots=True)
class Decline:
    registration: int


@dataclass(frozen=True, slots=True)
class Cancel:
    registration: int


@dataclass(frozen=True, slots=True)
class Admit:
    """By hand, whatever the place on the waiting list."""

    registration: int


@dataclass(frozen=True, slots=True)
class Move:
    """To another place on the waiting list, from 1 on; beyond its end is its end."""

    registration: int
    place: int


@dataclass(frozen=True, slots=True)
class Offer:
    """By hand, whatever the place on the waiting list."""

    registration: int


@dataclass(frozen=True, slots=True)
class Lapse:
    """Offers that were not answered in time go on to the next."""


@dataclass(frozen=True, slots=True)
class SetCapacity:
    capacity: int
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class SetQuotas:
    """All at once: a kind that is not named has none."""

    quotas: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SetWaiting:
    waiting: Waiting
    hours: int


@dataclass(frozen=True, slots=True)
class Announce:
    pass


@dataclass(frozen=True, slots=True)
class Close:
    """Nobody registers any more; the waiting list still moves up."""


@dataclass(frozen=True, slots=True)
class Reopen:
    pass


@dataclass(frozen=True, slots=True)
class CancelTraining:
    pass


# --- events -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlaceRequested:
    registration: int
    kind: str = ""
    named: bool = False  # by an employer


@dataclass(frozen=True, slots=True)
class PlaceConfirmed:
    registration: int
    moved_up: bool = False  # from the waiting list


@dataclass(frozen=True, slots=True)
class PutOnWaitingList:
    registration: int


@dataclass(frozen=True, slots=True)
class PlaceMoved:
    registration: int
    place: int


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    registration: int
    until: int


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    registration: int


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    registration: int


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    registration: int


@dataclass(frozen=True, slots=True)
class PlaceCancelled:
    registration: int
    late: bool = False  # after the time until which one was asked to cancel


@dataclass(frozen=True, slots=True)
class CapacitySet:
    capacity: int
    minimum: int


@dataclass(frozen=True, slots=True)
class QuotasSet:
    quotas: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WaitingSet:
    waiting: Waiting
    hours: int


@dataclass(frozen=True, slots=True)
class TrainingAnnounced:
    pass


@dataclass(frozen=True, slots=True)
class RegistrationClosed:
    pass


@dataclass(frozen=True, slots=True)
class RegistrationReopened:
    pass


@dataclass(frozen=True, slots=True)
class TrainingCancelled:
    pass


Events = tuple[Any, ...]


# --- the door ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Door:
    """Who may ask for it, and in which stage of the training."""

    who: frozenset[Who]
    stages: frozenset[Stage]


ANNOUNCED, PLANNED = frozenset({Stage.ANNOUNCED}), frozenset({Stage.DRAFT, Stage.ANNOUNCED})
ONESELF = frozenset({Who.REGISTERED})

DOORS: Mapping[type, Door] = {
    Request: Door(ONESELF | PLANNERS | {Who.EMPLOYER}, ANNOUNCED),
    Confirm: Door(ONESELF, ANNOUNCED),
    Accept: Door(ONESELF, ANNOUNCED),
    Decline: Door(ONESELF, ANNOUNCED),
    Cancel: Door(ONESELF | PLANNERS | {Who.EMPLOYER}, ANNOUNCED),
    Admit: Door(PLANNERS, ANNOUNCED),
    Move: Door(PLANNERS, ANNOUNCED),
    Offer: Door(PLANNERS, ANNOUNCED),
    Lapse: Door(frozenset({Who.CLOCK}), ANNOUNCED),
    SetCapacity: Door(PLANNERS, PLANNED),
    SetQuotas: Door(PLANNERS, PLANNED),
    SetWaiting: Door(PLANNERS, PLANNED),
    Announce: Door(PLANNERS, frozenset({Stage.DRAFT})),
    Close: Door(PLANNERS, ANNOUNCED),
    Reopen: Door(PLANNERS, ANNOUNCED),
    CancelTraining: Door(PLANNERS, ANNOUNCED),
}


def why_not(places: Places, command: type, ask: Ask) -> str:
    """The code of why this may not be asked for; empty if it may."""
    door = DOORS[command]
    if ask.who not in door.who:
        return "places.not_yours"
    if places.stage not in door.stages:
        return f"places.{places.stage}"
    return why_no_request(places, ask) if command is Request else ""


def why_no_request(places: Places, ask: Ask) -> str:
    """Trainers may put somebody down at any time; others only while registration is open."""
    if ask.who in PLANNERS:
        return ""
    if ask.at < ask.window.opens:
        return "places.not_open_yet"
    if ask.is_over:
        return "places.begun"
    return "places.closed" if places.closed or 0 < ask.window.closes <= ask.at else ""


# --- decisions --------------------------------------------------------------------------------------------------------


def decide(places: Places, command: Any, ask: Ask) -> Events:
    """What follows; nothing for what is so already. Raises `Refused`."""
    if code := why_not(places, type(command), ask):
        raise Refused(code)
    events: Events = DECIDE[type(command)](places, command, ask)
    return events


def then(places: Places, ask: Ask, *events: Any) -> Events:
    """These events, and the promotions that follow from them."""
    return (*events, *promotions(after(places, *events), ask))


def after(places: Places, *events: Any) -> Places:
    for event in events:
        places = evolve(places, event)
    return places


def promotions(places: Places, ask: Ask) -> Iterator[PlaceConfirmed | PlaceOffered]:
    """As long as there is a place for somebody who waits, the first of them gets it. When the time for coming in is
    over, only the trainers let somebody in."""
    if places.waiting is Waiting.BY_HAND or ask.is_over:
        return
    while (first := first_who_fits(places)) is not None:
        event = offered(places, first, ask) if places.waiting is Waiting.OFFER else PlaceConfirmed(first, moved_up=True)
        yield event
        places = evolve(places, event)


def first_who_fits(places: Places) -> int | None:
    if not free(places):
        return None
    return next((each for each in places.queue if fits(places, places.seats[each].kind)), None)


def offered(places: Places, registration: int, ask: Ask) -> PlaceOffered:
    """No offer holds longer than people come in."""
    until = ask.at + places.hours * MS_AN_HOUR
    return PlaceOffered(registration, min(until, ask.end) if ask.end > ask.at else until)


def decide_request(places: Places, command: Request, ask: Ask) -> Events:
    state = state_of(places, command.registration)
    if state is State.NAMED and ask.who is Who.REGISTERED:
        return taking(places, command.registration)
    if state in ACTIVE:
        raise Refused("places.already")
    requested = PlaceRequested(command.registration, command.kind, named=ask.who is Who.EMPLOYER)
    if requested.named:
        return (requested,)
    return (requested, *taking(after(places, requested), command.registration))


def taking(places: Places, registration: int) -> Events:
    """A place at once, if there is one and nobody waits who could have it."""
    at_once = fits(places, places.seats[registration].kind) and first_who_fits(places) is None
    return (PlaceConfirmed(registration) if at_once else PutOnWaitingList(registration),)


def decide_confirm(places: Places, command: Confirm, ask: Ask) -> Events:
    if ask.is_over:
        raise Refused("places.begun")
    state = known(places, command.registration).state
    if state is State.NAMED:
        return taking(places, command.registration)
    if state in ACTIVE:
        return ()
    raise Refused("places.over")


def decide_accept(places: Places, command: Accept, ask: Ask) -> Events:
    """As long as the place has not gone on to the next, it is not too late."""
    state = known(places, command.registration).state
    if state is State.CONFIRMED:
        return ()
    if state is State.LAPSED:
        raise Refused("places.too_late")
    require(state is State.OFFERED, "places.no_offer")
    return (OfferAccepted(command.registration),)


def decide_decline(places: Places, command: Decline, ask: Ask) -> Events:
    state = known(places, command.registration).state
    if state is State.NAMED:
        return (PlaceCancelled(command.registration),)
    if state is State.OFFERED:
        return then(places, ask, OfferDeclined(command.registration))
    require(state not in ACTIVE, "places.no_offer")
    return ()


def decide_cancel(places: Places, command: Cancel, ask: Ask) -> Events:
    state = known(places, command.registration).state
    require(ask.who is not Who.EMPLOYER or state is State.NAMED, "places.not_yours")
    if state not in ACTIVE:
        return ()
    late = 0 < ask.window.cancel_until <= ask.at and state is State.CONFIRMED
    return then(places, ask, PlaceCancelled(command.registration, late))


def decide_admit(places: Places, command: Admit, ask: Ask) -> Events:
    state = known(places, command.registration).state
    if state is State.CONFIRMED:
        return ()
    if state is State.OFFERED:
        return (OfferAccepted(command.registration),)
    require_waiting_and_free(places, command.registration)
    return (PlaceConfirmed(command.registration, moved_up=True),)


def decide_move(places: Places, command: Move, ask: Ask) -> Events:
    require(command.registration in places.queue, "places.not_waiting")
    place = max(1, min(command.place, len(places.queue)))
    if place == place_of(places, command.registration):
        return ()
    return (PlaceMoved(command.registration, place),)


def decide_offer(places: Places, command: Offer, ask: Ask) -> Events:
    if known(places, command.registration).state is State.OFFERED:
        return ()
    require_waiting_and_free(places, command.registration)
    return (offered(places, command.registration, ask),)


def decide_lapse(places: Places, command: Lapse, ask: Ask) -> Events:
    """One after another, so that each place goes on to the next."""
    seats = places.seats.items()
    past = sorted((seat.until, each) for each, seat in seats if seat.state is State.OFFERED and seat.until <= ask.at)
    events: Events = ()
    for _until, registration in past:
        events += then(after(places, *events), ask, OfferLapsed(registration))
    return events + tuple(promotions(after(places, *events), ask))


def decide_capacity(places: Places, command: SetCapacity, ask: Ask) -> Events:
    require(command.capacity > 0, "places.capacity")
    if (command.capacity, command.minimum) == (places.capacity, places.minimum):
        return ()
    return then(places, ask, CapacitySet(command.capacity, command.minimum))


def decide_quotas(places: Places, command: SetQuotas, ask: Ask) -> Events:
    if command.quotas == places.quotas:
        return ()
    return then(places, ask, QuotasSet(dict(command.quotas)))


def decide_waiting(places: Places, command: SetWaiting, ask: Ask) -> Events:
    require(command.hours > 0, "places.hours")
    if (command.waiting, command.hours) == (places.waiting, places.hours):
        return ()
    return then(places, ask, WaitingSet(command.waiting, command.hours))


def decide_announce(places: Places, command: Announce, ask: Ask) -> Events:
    require(ask.window.begins > 0, "places.no_sitting")
    return (TrainingAnnounced(),)


def decide_close(places: Places, command: Close, ask: Ask) -> Events:
    return () if places.closed else (RegistrationClosed(),)


def decide_reopen(places: Places, command: Reopen, ask: Ask) -> Events:
    return (RegistrationReopened(),) if places.closed else ()


def decide_cancel_training(places: Places, command: CancelTraining, ask: Ask) -> Events:
    return (TrainingCancelled(),)


def known(places: Places, registration: int) -> Seat:
    if registration not in places.seats:
        raise Refused("places.unknown")
    return places.seats[registration]


def require(is_so: bool, code: str) -> None:
    if not is_so:
        raise Refused(code)


def require_waiting_and_free(places: Places, registration: int) -> None:
    seat = known(places, registration)
    require(seat.state is State.WAITING, "places.not_waiting")
    require(free(places) > 0, "places.full")
    require(fits(places, seat.kind), "places.quota")


DECIDE: Mapping[type, Callable[..., Events]] = {
    Request: decide_request,
    Confirm: decide_confirm,
    Accept: decide_accept,
    Decline: decide_decline,
    Cancel: decide_cancel,
    Admit: decide_admit,
    Move: decide_move,
    Offer: decide_offer,
    Lapse: decide_lapse,
    SetCapacity: decide_capacity,
    SetQuotas: decide_quotas,
    SetWaiting: decide_waiting,
    Announce: decide_announce,
    Close: decide_close,
    Reopen: decide_reopen,
    CancelTraining: decide_cancel_training,
}


# --- what follows -----------------------------------------------------------------------------------------------------


def evolve(places: Places, event: Any) -> Places:
    next_places: Places = EVOLVE[type(event)](places, event)
    return next_places


def seated(places: Places, registration: int, state: State, **fields: Any) -> Places:
    """In another state, and on the waiting list only if it is the state of those who wait."""
    seat = replace(places.seats[registration], state=state, **{"until": 0} | fields)
    queue = places.queue
    if registration in queue:
        queue = tuple(each for each in queue if each != registration)
    if state is State.WAITING:
        queue = (*queue, registration)
    return replace(places, seats={**places.seats, registration: seat}, queue=queue)


def evolve_requested(places: Places, event: PlaceRequested) -> Places:
    """Named until the next event says more."""
    return replace(places, seats={**places.seats, event.registration: Seat(State.NAMED, event.kind)})


def evolve_moved(places: Places, event: PlaceMoved) -> Places:
    others = [each for each in places.queue if each != event.registration]
    others.insert(event.place - 1, event.registration)
    return replace(places, queue=tuple(others))


def becomes(state: State) -> Callable[[Places, Any], Places]:
    return lambda places, event: seated(places, event.registration, state)


EVOLVE: Mapping[type, Callable[..., Places]] = {
    PlaceRequested: evolve_requested,
    PlaceConfirmed: becomes(State.CONFIRMED),
    PutOnWaitingList: becomes(State.WAITING),
    PlaceMoved: evolve_moved,
    PlaceOffered: lambda places, event: seated(places, event.registration, State.OFFERED, until=event.until),
    OfferAccepted: becomes(State.CONFIRMED),
    OfferDeclined: becomes(State.DECLINED),
    OfferLapsed: becomes(State.LAPSED),
    PlaceCancelled: becomes(State.CANCELLED),
    CapacitySet: lambda places, event: replace(places, capacity=event.capacity, minimum=event.minimum),
    QuotasSet: lambda places, event: replace(places, quotas=event.quotas),
    WaitingSet: lambda places, event: replace(places, waiting=event.waiting, hours=event.hours),
    TrainingAnnounced: lambda places, event: replace(places, stage=Stage.ANNOUNCED),
    RegistrationClosed: lambda places, event: replace(places, closed=True),
    RegistrationReopened: lambda places, event: replace(places, closed=False),
    TrainingCancelled: lambda places, event: replace(places, stage=Stage.CANCELLED),
}

KINDS: Mapping[type, str] = {event: event.__name__ for event in EVOLVE}
EVENTS: Mapping[str, type] = {kind: event for event, kind in KINDS.items()}
