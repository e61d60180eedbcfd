"""Places in any order of commands, beside a second, simple account of who has one and who waits."""

from dataclasses import asdict
from itertools import takewhile
from json import dumps, loads

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from training.core.acting import Ask, Refused, Who, Window
from training.core.places import (
    EVENTS,
    KINDS,
    TAKING,
    Accept,
    Admit,
    Announce,
    Cancel,
    Close,
    Confirm,
    Decline,
    Lapse,
    Move,
    Offer,
    OfferDeclined,
    OfferLapsed,
    PlaceCancelled,
    PlaceOffered,
    Places,
    Reopen,
    Request,
    SetCapacity,
    SetQuotas,
    SetWaiting,
    State,
    Waiting,
    decide,
    evolve,
    fits,
    taken,
)

HOUR = 60 * 60 * 1000
KINDS_OF_ORGANISATION = ("authority", "culture_club", "volunteer_initiative")
BEGINS, CLOSES = 100 * HOUR, 150 * HOUR  # late registration is open for a while
FREEING = (PlaceCancelled, OfferDeclined, OfferLapsed)

people = st.integers(1, 14)
kinds = st.sampled_from(KINDS_OF_ORGANISATION)
quotas = st.dictionaries(kinds, st.integers(0, 4), max_size=3)


class AnyOrder(RuleBasedStateMachine):
    """People, employers, trainers and the clock ask for anything; after each step every law holds."""

    operations = 0  # of all runs
    log: list[tuple[str, str]]  # kind and data of each event, as JSON

    def __init__(self) -> None:
        super().__init__()
        self.places, self.log, self.now = Places(), [], 0
        self.most, self.most_of = 0, dict.fromkeys(KINDS_OF_ORGANISATION, 0)

    def ask(self, who, command):
        AnyOrder.operations += 1
        try:
            events = decide(self.places, command, self.asking(who))
        except Refused:
            return
        before = self.places
        self.check_promotions(command, events)
        self.check_that_nobody_is_thrown_out(before, events)

    def asking(self, who):
        return Ask(who, self.now, Window(begins=BEGINS, closes=CLOSES))

    def check_promotions(self, command, events):
        """Each place that becomes free leads to exactly one promotion, of the first who fits, or to none if nobody
        fits."""
        for number, event in enumerate(events):
            if is_promotion(event) and not isinstance(command, Admit | Offer):
                assert event.registration == self.fitting()[0]
            self.places = evolve(self.places, event)
            self.log.append((KINDS[type(event)], dumps(asdict(event))))
            if isinstance(event, FREEING):
                following = list(takewhile(is_promotion, events[number + 1 :]))
                assert len(following) == (1 if self.moves_up() and self.fitting() else 0)

    def fitting(self):
        return [each for each in self.places.queue if fits(self.places, self.places.seats[each].kind)]

    def moves_up(self):
        return self.places.waiting is not Waiting.BY_HAND and self.now < CLOSES

    def check_that_nobody_is_thrown_out(self, before, events):
        left = {event.registration for event in events if isinstance(event, FREEING)}
        for registration, seat in before.seats.items():
            if seat.state in TAKING and registration not in left:
                assert self.places.seats[registration].state in TAKING

    @initialize(capacity=st.integers(1, 6), quotas=quotas, waiting=st.sampled_from(Waiting))
    def announce(self, capacity, quotas, waiting):
        for command in (SetCapacity(capacity), SetQuotas(quotas), SetWaiting(waiting, 24), Announce()):
            self.ask(Who.TRAINER, command)

    @rule(person=people, kind=kinds, who=st.sampled_from([Who.REGISTERED, Who.REGISTERED, Who.EMPLOYER, Who.TRAINER]))
    def request(self, person, kind, who):
        self.ask(who, Request(person, kind))

    @rule(person=people, command=st.sampled_from([Confirm, Accept, Decline]))
    def answer(self, person, command):
        self.ask(Who.REGISTERED, command(person))

    @rule(person=people, who=st.sampled_from([Who.REGISTERED, Who.TRAINER, Who.EMPLOYER]))
    def cancel(self, person, who):
        self.ask(who, Cancel(person))
        seat = self.places.seats.get(person)
        assert who is Who.EMPLOYER or seat is None or seat.state not in TAKING

    @rule(person=people, command=st.sampled_from([Admit, Offer]))
    def decide_by_hand(self, person, command):
        self.ask(Who.TRAINER, command(person))

    @rule(person=people, place=st.integers(0, 6))
    def move(self, person, place):
        before = set(self.places.queue)
        self.ask(Who.TRAINER, Move(person, place))
        assert set(self.places.queue) == before

    @rule(hours=st.integers(1, 30))
    def wait(self, hours):
        self.now += hours * HOUR
        self.ask(Who.CLOCK, Lapse())
        assert all(seat.until > self.now for seat in self.places.seats.values() if seat.state is State.OFFERED)

    @rule(capacity=st.integers(0, 8))
    def set_capacity(self, capacity):
        self.ask(Who.COORDINATOR, SetCapacity(capacity))

    @rule(quotas=quotas)
    def set_quotas(self, quotas):
        self.ask(Who.TRAINER, SetQuotas(quotas))

    @rule(waiting=st.sampled_from(Waiting), hours=st.integers(1, 72))
    def set_waiting(self, waiting, hours):
        self.ask(Who.TRAINER, SetWaiting(waiting, hours))

    @rule(command=st.sampled_from([Close(), Reopen()]))
    def close(self, command):
        self.ask(Who.TRAINER, command)

    @invariant()
    def nobody_has_more_than_there_is(self):
        """Unless the trainers made it less, and then no more than were there."""
        now = taken(self.places)
        assert now <= max(self.places.capacity, self.most)
        self.most = now
        for kind in KINDS_OF_ORGANISATION:
            of_kind = taken(self.places, kind)
            if kind in self.places.quotas:
                assert of_kind <= max(self.places.quotas[kind], self.most_of[kind])
            self.most_of[kind] = of_kind

    @invariant()
    def no_place_is_free_while_somebody_waits_who_could_have_it(self):
        assert not (self.moves_up() and self.fitting())

    @invariant()
    def nobody_waits_twice_or_waits_and_has_a_place(self):
        waiting = {each for each, seat in self.places.seats.items() if seat.state is State.WAITING}
        assert len(self.places.queue) == len(waiting)
        assert set(self.places.queue) == waiting

    @invariant()
    def replay_gives_what_is_there(self):
        replayed = Places()
        for kind, data in self.log:
            replayed = evolve(replayed, read(kind, data))
        assert replayed == self.places


def is_promotion(event):
    return isinstance(event, PlaceOffered) or getattr(event, "moved_up", False)


def read(kind, data):
    fields = loads(data)
    if "waiting" in fields:
        fields["waiting"] = Waiting(fields["waiting"])
    return EVENTS[kind](**fields)
