"""What holds for whatever people do, in whatever order: Hypothesis plays the people."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.core import agenda, agreement, exchange, floor, people, turns
from deliberation.core.acting import MODERATION, Ask, Refused, Role, Stamp
from deliberation.core.exchange import Attack, Claim, Reason, State, Type
from deliberation.core.room import (
    COMMANDS,
    DOORS,
    PARTS,
    Room,
    changed_parts,
    concerned,
    contributions_since,
    decide,
    evolve,
    mine,
    people_since,
)
from tests.deliberation.core import scenario
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    MODERATOR,
    OBSERVER,
    ROLES,
    START,
    STRANGER,
)


@dataclass(frozen=True)
class Step:
    """Who asks for what; `which` chooses what it is about, and `right` that the right person asks for what is there."""

    by: int
    ask: str
    which: int
    right: bool
    wait: int
    present: frozenset[int]


PEOPLE = [MODERATOR, ANNA, BEN, *ROLES, STRANGER]
# Closing would end the play too early. What people do most in a session, they do most here.
ASKS = sorted({*COMMANDS} - {"agenda.CloseRoom"})
OFTEN = ["exchange.Contribute", "exchange.Withdraw", "exchange.Hold", "exchange.Return", "floor.RequestFloor"]
STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(PEOPLE),
        st.sampled_from(ASKS) | st.sampled_from(OFTEN),
        st.integers(0, 9),
        st.sampled_from([True, True, True, False]),
        st.sampled_from([0, 1, 60_000, 300_000]),
        st.frozensets(st.sampled_from([ANNA, BEN, MODERATOR])),
    ),
    min_size=10,
    max_size=50,
)
TYPES = [Type.QUESTION, Type.NONE, Type.VALIDITY_QUESTION, Type.OBJECTION, Type.THESIS]


def who_asks(room: Room, step: Step, asked: Any) -> int:
    if step.right and DOORS[type(asked)].roles == MODERATION:
        return MODERATOR
    if step.right and isinstance(asked, exchange.Withdraw | exchange.Rewrite):
        contribution = room.exchange.contributions.at(asked.contribution)
        return contribution.by if contribution else step.by
    return step.by


def command(room: Room, step: Step, n: int) -> Any:
    """The command of this step, about things that are mostly there."""
    said = [each.id for each in room.exchange.contributions]
    contribution = said[step.which % len(said)] if said and step.right else step.which
    rules = [rule.id for rule in room.agreement.rules]
    rule = rules[step.which % len(rules)] if rules and step.right else step.which
    person = PEOPLE[step.which]
    seen = room.agenda.moved if step.right else step.which
    type = TYPES[step.which % len(TYPES)]
    claim = Claim.TRUTH if type is Type.VALIDITY_QUESTION else Claim.NONE
    attack = Attack.REBUT if type is Type.OBJECTION else Attack.NONE
    text = f"canary-{n}-"
    return {
        "people.Join": lambda: people.Join(f"name {step.which % 2}", ROLES.get(step.by, Role.OBSERVER), ""),
        "agenda.SetAgenda": lambda: agenda.SetAgenda("Why?", scenario.PHASES[: step.which]),
        "agenda.OpenRoom": agenda.OpenRoom,
        "agenda.MovePhase": lambda: agenda.MovePhase(seen, step.which % 6),
        "agenda.ExtendPhase": lambda: agenda.ExtendPhase(seen, step.which),
        "agenda.PauseRoom": lambda: agenda.PauseRoom(text),
        "agenda.ResumeRoom": agenda.ResumeRoom,
        "agenda.GiveSignal": lambda: agenda.GiveSignal([None, *agenda.Signal][step.which % 4]),
        "agreement.AddRule": lambda: agreement.AddRule(f"rule {step.which}"),
        "agreement.RewordRule": lambda: agreement.RewordRule(rule, f"reworded {step.which}"),
        "agreement.RemoveRule": lambda: agreement.RemoveRule(rule),
        "agreement.ConfirmRules": lambda: agreement.ConfirmRules(room.agreement.version if step.right else step.which),
        "floor.RequestFloor": lambda: floor.RequestFloor(step.which == 0),
        "floor.WithdrawRequest": floor.WithdrawRequest,
        "floor.GiveFloor": lambda: floor.GiveFloor(person),
        "floor.ExtendFloor": lambda: floor.ExtendFloor(person, step.which),
        "floor.EndFloor": lambda: floor.EndFloor(person),
        "floor.SetOrder": lambda: floor.SetOrder(list(floor.Order)[step.which % 2]),
        "turns.PassTurn": lambda: turns.PassTurn(person),
        "exchange.Contribute": lambda: exchange.Contribute(
            text, type, contribution if step.right and said else None, claim, attack
        ),
        "exchange.SetType": lambda: exchange.SetType(contribution, type, claim, attack),
        "exchange.Withdraw": lambda: exchange.Withdraw(contribution),
        "exchange.Hold": lambda: exchange.Hold(contribution, Reason.INSULT),
        "exchange.Release": lambda: exchange.Release(contribution),
        "exchange.Return": lambda: exchange.Return(contribution, Reason.UNCLEAR, text),
        "exchange.Rewrite": lambda: exchange.Rewrite(contribution, text),
    }[step.ask]()


@dataclass
class Play:
    """A room in which one step happens after the other, with its log."""

    room: Room = field(default_factory=Room)
    at: int = START
    log: list[tuple[Any, Stamp]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for event in AGREED:
            self.happen(event, MODERATOR)

    def happen(self, event: Any, by: int) -> None:
        stamp = Stamp(self.room.seq + 1, by, self.at)
        self.log.append((event, stamp))
        self.room = evolve(self.room, event, stamp)

    def take(self, step: Step) -> tuple[int, Any]:
        """Ask the command of this step, and let happen what it leads to."""
        self.at += step.wait
        asked = command(self.room, step, self.room.seq)
        by = who_asks(self.room, step, asked)
        for event in self.answer(asked, by, step):
            self.happen(event, by)
        return by, asked

    def answer(self, asked: Any, by: int, step: Step) -> tuple[Any, ...]:
        try:
            return decide(self.room, asked, Ask(by, self.at, step.present))
        except Refused:
            return ()


def everything(room: Room) -> list[Any]:
    contributions, hidden = list(room.exchange.contributions), room.exchange.hidden
    return [room.seq, room.at, room.people, room.agenda, room.agreement, room.floor, room.turns, contributions, hidden]


@dataclass
class Browser:
    """Merges what it is sent as `frontend/src/room/state.ts` does: replace a part, put an item under its id."""

    person: int
    moderating: bool
    seq: int = 0
    parts: dict[str, Any] = field(default_factory=dict)
    people: dict[int, Any] = field(default_factory=dict)
    contributions: dict[int, Any] = field(default_factory=dict)
    mine: Any = None

    def enter(self, room: Room) -> "Browser":
        """Everything since the seq that it has; the parts are always whole."""
        self.merge({name: part.view(room) for name, part in PARTS.items()}, room)
        self.mine = mine(room, self.person)
        return self

    def hear(self, before: Room, after: Room) -> None:
        self.merge(changed_parts(before, after), after)
        if self.person in concerned(before, after):
            self.mine = mine(after, self.person)

    def merge(self, parts: dict[str, Any], room: Room) -> None:
        self.parts |= parts
        self.people |= {person.id: person for person in people_since(room, self.seq)}
        self.contributions |= {each.id: each for each in contributions_since(room, self.seq, self.moderating)}
        self.seq = room.seq


def audience() -> list[Browser]:
    return [Browser(person, ROLES[person] in MODERATION) for person in (MODERATOR, ANNA, BEN, OBSERVER)]


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_replaying_the_log_rebuilds_the_room(steps):
    play = Play()
    for step in steps:
        play.take(step)
    replayed = Room()
    for event, stamp in play.log:
        replayed = evolve(replayed, event, stamp)
    assert everything(replayed) == everything(play.room)
    assert [stamp.seq for _, stamp in play.log] == list(range(1, play.room.seq + 1))


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_asking_twice_changes_nothing_more(steps):
    """Two things may be asked twice in earnest; that a retry does them once is what the keys in the log are for."""
    play = Play()
    for step in steps:
        by, asked = play.take(step)
        if not isinstance(asked, exchange.Contribute | floor.ExtendFloor):
            assert play.answer(asked, by, step) == ()


@settings(max_examples=150, deadline=None)
@given(STEPS, st.integers(0, 40))
def test_what_changed_merged_into_the_old_view_is_the_new_view(steps, offline_at):
    """For each audience, at every step; and for somebody who was offline from one step on until the end."""
    play = Play()
    browsers = [browser.enter(play.room) for browser in audience()]
    offline = audience()
    for n, step in enumerate(steps):
        if n == offline_at:
            offline = [browser.enter(play.room) for browser in offline]
        before = play.room
        play.take(step)
        for browser in browsers:
            browser.hear(before, play.room)
            assert browser == Browser(browser.person, browser.moderating).enter(play.room)
    assert [browser.enter(play.room) for browser in offline] == [browser.enter(play.room) for browser in audience()]


@settings(max_examples=150, deadline=None)
@given(STEPS)
def test_nobody_is_sent_what_they_may_not_see(steps):
    play = Play()
    for step in steps:
        play.take(step)
        for browser in audience():
            shown = repr(browser.enter(play.room))
            for each in play.room.exchange.contributions:
                if not may_see(browser, each):
                    assert each.text not in shown
                    assert not each.note or each.note not in shown


def may_see(browser: Browser, contribution: exchange.Contribution) -> bool:
    if contribution.state is State.PUBLISHED or contribution.by == browser.person:
        return True
    return browser.moderating and contribution.state in {State.HELD, State.RETURNED}


def test_the_steps_know_every_command():
    room = Play().room
    for name in ASKS:
        assert type(command(room, Step(MODERATOR, name, 1, True, 0, frozenset()), 1)) is COMMANDS[name]
