"""What holds for whatever people do, in whatever order: Hypothesis plays the people."""

from dataclasses import dataclass, field, fields, replace
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from deliberation.core import (
    agenda,
    agreement,
    calls,
    door,
    exchange,
    fishbowl,
    floor,
    focus,
    groups,
    mirror,
    people,
    places,
    results,
    seats,
    seeing,
    silent,
    turns,
    vote,
    whereabouts,
)
from deliberation.core.acting import MODERATION, Ask, Audience, Refused, Role, Stamp, audience_of
from deliberation.core.activity import Room
from deliberation.core.door import DOORS
from deliberation.core.exchange import Attack, Claim, Reason, State, Type
from deliberation.core.room import COMMANDS, EMPTY, decide, evolve
from tests.deliberation.core import scenario
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    MODERATOR,
    OBSERVER,
    OPENED,
    ROLES,
    START,
    STRANGER,
)
from tests.hypotheses import at_most


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
# A room that has become a small group is led by its plenary, and the play has none: `test_session.py` plays with all.
ASKS = sorted({*COMMANDS} - {"agenda.CloseRoom", "places.Gather"})
OFTEN = ["exchange.Contribute", "exchange.Withdraw", "exchange.Hold", "exchange.Return", "floor.RequestFloor"]
OFTEN += ["mirror.Restate", "mirror.ConfirmMirror", "mirror.RefuseMirror"]
OFTEN += ["vote.OpenBallot", "vote.Mark"]
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
IN_EARNEST = exchange.Contribute | exchange.Record | mirror.Restate | floor.ExtendFloor | agenda.FollowPlenary
IN_EARNEST |= exchange.Announce | places.FormGroups
BY_AUTHOR = exchange.Withdraw | exchange.Rewrite | mirror.ConfirmMirror | mirror.RefuseMirror | mirror.SayAnew
TYPES = [Type.QUESTION, Type.NONE, Type.VALIDITY_QUESTION, Type.OBJECTION, Type.THESIS]


def who_asks(room: Room, step: Step, asked: Any) -> int:
    if step.right and DOORS[type(asked)].roles == MODERATION:
        return MODERATOR
    if step.right and isinstance(asked, BY_AUTHOR):
        contribution = room.exchange.contributions.at(asked.contribution)
        return contribution.by if contribution else step.by
    return step.by


def command(room: Room, step: Step, n: int) -> Any:
    """The command of this step, about things that are mostly there."""
    said = [each.id for each in room.exchange.contributions]
    contribution = said[step.which % len(said)] if said and step.right else step.which
    rules = [rule.id for rule in room.agreement.rules]
    rule = rules[step.which % len(rules)] if rules and step.right else step.which
    proposals = [each.id for each in room.agreement.proposals]
    proposal = proposals[step.which % len(proposals)] if proposals and step.right else step.which
    person = PEOPLE[step.which]
    mirrorings = [each for each in room.mirror.mirrorings if each.understanding in mirror.OPEN]
    mirroring = mirrorings[step.which % len(mirrorings)] if mirrorings and step.right else None
    pair = (mirroring.contribution, mirroring.person) if mirroring else (contribution, person)
    restated = mirroring.restatement if mirroring else step.which
    seen = room.agenda.moved if step.right else step.which
    type = TYPES[step.which % len(TYPES)]
    claim = Claim.TRUTH if type is Type.VALIDITY_QUESTION else Claim.NONE
    attack = Attack.REBUT if type is Type.OBJECTION else Attack.NONE
    text = f"canary-{n}-"
    sheets = [each.number for each in room.silent.sheets.values()]
    sheet = sheets[step.which % len(sheets)] if sheets and step.right else step.which
    ballot = room.vote.ballot.id if room.vote.ballot and step.right else step.which
    known = {
        "people.Join": lambda: people.Join(f"name {step.which % 2}", ROLES.get(step.by, Role.OBSERVER), ""),
        "people.SetRoles": lambda: people.SetRoles({person: ROLES.get(person, Role.OBSERVER)}),
        "agenda.SetAgenda": lambda: agenda.SetAgenda("Why?", scenario.PHASES[: step.which]),
        "agenda.OpenRoom": agenda.OpenRoom,
        "agenda.MovePhase": lambda: agenda.MovePhase(seen, step.which % 9),
        "agenda.ExtendPhase": lambda: agenda.ExtendPhase(seen, step.which),
        "agenda.PauseRoom": lambda: agenda.PauseRoom(text),
        "agenda.ResumeRoom": agenda.ResumeRoom,
        "agenda.GiveSignal": lambda: agenda.GiveSignal([None, *agenda.Signal][step.which % 4]),
        "agreement.AddRule": lambda: agreement.AddRule(f"rule {step.which}"),
        "agreement.RewordRule": lambda: agreement.RewordRule(rule, f"reworded {step.which}"),
        "agreement.RemoveRule": lambda: agreement.RemoveRule(rule),
        "agreement.ConfirmRules": lambda: agreement.ConfirmRules(room.agreement.version if step.right else step.which),
        "agreement.GoOnWithout": lambda: agreement.GoOnWithout((person, ANNA) if step.right else (person,)),
        "agreement.ProposeRule": lambda: agreement.ProposeRule(f"proposed {step.which}"),
        "agreement.ConsentToRule": lambda: agreement.ConsentToRule(proposal),
        "agreement.ObjectToRule": lambda: agreement.ObjectToRule(proposal, f"too strict {step.which}"),
        "agreement.AdoptRule": lambda: agreement.AdoptRule(proposal),
        "agreement.DropProposal": lambda: agreement.DropProposal(proposal),
        "floor.RequestFloor": lambda: floor.RequestFloor(contribution if said and step.which < 2 else None),
        "floor.WithdrawRequest": floor.WithdrawRequest,
        "floor.GiveFloor": lambda: floor.GiveFloor(person),
        "floor.ExtendFloor": lambda: floor.ExtendFloor(person, step.which),
        "floor.EndFloor": lambda: floor.EndFloor(person),
        "floor.SetOrder": lambda: floor.SetOrder(list(floor.Order)[step.which % len(floor.Order)]),
        "places.OpenBreakouts": lambda: places.OpenBreakouts((101, 102)),
        "places.MovePeople": lambda: places.MovePeople((person, step.by), [None, 101, 102, 103][step.which % 4]),
        "places.BringBack": places.BringBack,
        "fishbowl.TakeChair": lambda: fishbowl.TakeChair(person),
        "fishbowl.LeaveChair": lambda: fishbowl.LeaveChair(person),
        "fishbowl.AskForRoom": lambda: fishbowl.AskForRoom(person),
        "seats.ChangeSeats": lambda: seats.ChangeSeats(room.seats.changes),
        "places.FormGroups": lambda: places.FormGroups(
            (whereabouts.PlannedGroup(101, (ANNA,)), whereabouts.PlannedGroup(102, (person,)))
        ),
        "places.EnterGroup": places.EnterGroup,
        "places.Recall": lambda: places.Recall([0, 30][step.which % 2]),
        "places.MergeGroups": lambda: places.MergeGroups(101, [102, 103][step.which % 2]),
        "places.CloseGroup": lambda: places.CloseGroup([101, 102][step.which % 2]),
        "places.ExtendGroup": lambda: places.ExtendGroup(101, step.which),
        "places.TellGroups": lambda: places.TellGroups(text),
        "groups.PrepareGroups": lambda: groups.PrepareGroups((groups.PreparedRound(proposed(person)),)),
        "groups.ProposeGroups": lambda: groups.ProposeGroups(groups.How.MIXED, proposed(person)),
        "groups.PutPerson": lambda: groups.PutPerson(person, [None, 0, 1, 2][step.which % 4]),
        "groups.SetHost": lambda: groups.SetHost(step.which % 3, person),
        "groups.SetModerator": lambda: groups.SetModerator(step.which % 3, [None, MODERATOR, person][step.which % 3]),
        "groups.SendGroups": lambda: groups.SendGroups(
            room.groups.proposal.seq if room.groups.proposal and step.right else step.which
        ),
        "calls.NoteModerators": lambda: calls.NoteModerators([(), (MODERATOR,)][step.which % 2]),
        "results.WriteResult": lambda: results.WriteResult(text, room.results.seq if step.right else step.which),
        "results.BringResult": lambda: results.BringResult(step.which, person, step.by, text),
        "places.Report": lambda: places.Report(text),
        "people.BringIn": lambda: people.BringIn(tuple(room.people[id] for id in (ANNA, person) if id in room.people)),
        "agreement.TakeAsConfirmed": lambda: agreement.TakeAsConfirmed((person,)),
        "agenda.FollowPlenary": lambda: agenda.FollowPlenary(
            "Why?", scenario.PHASES, agenda.Medium.WRITTEN, step.which % 5
        ),
        "floor.PutOnList": lambda: floor.PutOnList(person),
        "floor.StrikeRequest": lambda: floor.StrikeRequest(person),
        "floor.MoveRequest": lambda: floor.MoveRequest(person, step.which),
        "mirror.Restate": lambda: mirror.Restate(contribution, text),
        "mirror.ConfirmMirror": lambda: mirror.ConfirmMirror(pair[0], pair[1], restated),
        "mirror.RefuseMirror": lambda: mirror.RefuseMirror(pair[0], pair[1], restated, text),
        "mirror.SayAnew": lambda: mirror.SayAnew(pair[0], pair[1], text),
        "mirror.OpenReply": lambda: mirror.OpenReply(*pair),
        "mirror.TakeBackMirror": lambda: mirror.TakeBackMirror(pair[0]),
        "agenda.SetSlow": lambda: agenda.SetSlow([0, 60, 601][step.which % 3], text),
        "focus.AskFocus": lambda: focus.AskFocus(text),
        "silent.HandIn": lambda: silent.HandIn(text),
        "silent.TakeBack": silent.TakeBack,
        "silent.DropNote": lambda: silent.DropNote(step.which),
        "silent.Reveal": silent.Reveal,
        "silent.HoldSheet": lambda: silent.HoldSheet(sheet, Reason.INSULT),
        "silent.ReturnSheet": lambda: silent.ReturnSheet(sheet, Reason.UNCLEAR, text),
        "silent.ReleaseSheet": lambda: silent.ReleaseSheet(sheet),
        "vote.OpenBallot": lambda: vote.OpenBallot(
            list(vote.BallotForm)[step.which % 2], (f"statement {n}", "another")
        ),
        "vote.Mark": lambda: vote.Mark(ballot),
        "vote.CloseBallot": lambda: vote.CloseBallot(ballot),
        "turns.BeginTurn": lambda: turns.BeginTurn(person if step.which % 3 == 0 else None),
        "exchange.Record": lambda: exchange.Record(person, text, Type.NONE, contribution if said else None),
        "turns.TakeBackPass": lambda: turns.TakeBackPass(person),
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
    }
    return known[step.ask]() if step.ask in known else any_command(COMMANDS[step.ask], step, text)


def proposed(person: int) -> tuple[groups.ProposedGroup, ...]:
    return (groups.ProposedGroup((ANNA,), ANNA), groups.ProposedGroup((person,) if person != ANNA else ()))


def any_command(kind: type, step: Step, text: str) -> Any:
    """For what was added later: whatever its fields take, and a text that no other step has, as it is looked for."""
    return kind(**{field.name: some(get_type_hints(kind)[field.name], step, text) for field in fields(kind)})


def some(hint: Any, step: Step, text: str) -> Any:
    if get_origin(hint) is UnionType:
        hint = get_args(hint)[0]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)[step.which % len(hint)]
    return {int: PEOPLE[step.which], str: text, bool: step.which % 2 == 0}[hint]


@dataclass
class Play:
    """A room in which one step happens after the other, with its log."""

    beginning: tuple[Any, ...] = AGREED
    room: Room = EMPTY
    at: int = START
    log: list[tuple[Any, Stamp]] = field(default_factory=list)
    urn: tuple[vote.BallotSheet, ...] = ()

    def __post_init__(self) -> None:
        for event in self.beginning:
            self.happen(event, MODERATOR)

    def happen(self, event: Any, by: int) -> None:
        stamp = Stamp(self.room.seq + 1, by, self.at)
        self.log.append((event, stamp))
        self.room = evolve(self.room, event, stamp)
        self.urn = self.urn_after(event, stamp)

    def urn_after(self, event: Any, stamp: Stamp) -> tuple[vote.BallotSheet, ...]:
        """As the shell does it: whoever is marked has put a sheet in, and a ballot that is counted leaves none."""
        if isinstance(event, vote.Marked):
            votes = [vote.Vote(vote.VoteChoice.OBJECT, f"why-{stamp.seq}-")] * len(self.room.vote.ballot.statements)
            return (*self.urn, vote.BallotSheet("", tuple(votes)))
        return () if isinstance(event, vote.BallotClosed) else self.urn

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
            return decide(self.room, asked, Ask(by, self.at, step.present, step.which, sheets=self.urn))
        except Refused:
            return ()


def everything(room: Room) -> list[Any]:
    """With collections as lists, which can be compared."""
    known, mirror = room.exchange, room.mirror
    states = {**room.states} | {
        "exchange": [list(known.contributions), known.hidden, known.unnamed],
        "mirror": replace(mirror, mirrorings=list(mirror.mirrorings)),
    }
    return [room.seq, room.at, states]


@dataclass
class Browser:
    """Merges what it is sent as `frontend/src/room/state.ts` does: replace a part, put an item under its id."""

    person: int
    audience: Audience
    seq: int = 0
    parts: dict[str, Any] = field(default_factory=dict)
    items: dict[str, dict[int, Any]] = field(default_factory=dict)
    mine: Any = None

    def enter(self, room: Room, present: frozenset[int] = frozenset()) -> "Browser":
        """Everything since the seq that it has; the parts are always whole."""
        self.merge(seeing.parts(room, self.audience), seeing.items_since(room, self.seq, self.audience), room)
        self.mine = seeing.mine(room, self.person, present)
        return self

    def hear(self, before: Room, after: Room, present: frozenset[int]) -> None:
        parts = seeing.changed_parts(before, after, self.audience)
        self.merge(parts, seeing.changed_items(before, after, self.audience), after)
        if self.person in seeing.concerned(before, after, present):
            self.mine = seeing.mine(after, self.person, present)

    def merge(self, parts: dict[str, Any], items: dict[str, list[Any]], room: Room) -> None:
        self.parts |= parts
        for name, changed in items.items():
            self.items.setdefault(name, {}).update({item.id: item for item in changed})
        self.seq = room.seq


def audience() -> list[Browser]:
    return [Browser(person, audience_of(ROLES[person])) for person in (MODERATOR, ANNA, BEN, OBSERVER)]


@given(STEPS)
def test_replaying_the_log_rebuilds_the_room(steps):
    play = Play()
    for step in steps:
        play.take(step)
    replayed = EMPTY
    for event, stamp in play.log:
        replayed = evolve(replayed, event, stamp)
    assert everything(replayed) == everything(play.room)
    assert [stamp.seq for _, stamp in play.log] == list(range(1, play.room.seq + 1))


@given(STEPS)
def test_asking_twice_changes_nothing_more(steps):
    """Some things may be asked twice in earnest; that a retry does them once is what the keys in the log are for."""
    play = Play()
    for step in steps:
        by, asked = play.take(step)
        if not isinstance(asked, IN_EARNEST):
            assert play.answer(asked, by, step) == ()


@given(STEPS, st.integers(0, 40))
def test_what_changed_merged_into_the_old_view_is_the_new_view(steps, offline_at):
    """For each audience, at every step; and for somebody who was offline from one step on until the end."""
    play = Play()
    present = frozenset({ANNA, BEN, MODERATOR})
    browsers = [browser.enter(play.room, present) for browser in audience()]
    offline = audience()
    for n, step in enumerate(steps):
        if n == offline_at:
            offline = [browser.enter(play.room) for browser in offline]
        before = play.room
        play.take(step)
        for browser in browsers:
            browser.hear(before, play.room, present)
            assert browser == Browser(browser.person, browser.audience).enter(play.room, present)
    assert [browser.enter(play.room) for browser in offline] == [browser.enter(play.room) for browser in audience()]


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
            for author, sheet in play.room.silent.sheets.items():
                if author != browser.person and not may_read_before(browser, play.room):
                    assert sheet.text not in shown
                    assert not sheet.note or sheet.note not in shown
            assert not any(reason in shown for reason in reasons(play.urn))
            if browser.mine["person"] == MODERATOR:
                assert all(each.by is None for each in browser.items["contributions"].values() if each.anonymous)


def reasons(urn: tuple[vote.BallotSheet, ...]) -> set[str]:
    return {each.reason for sheet in urn for each in sheet.votes}


def may_read_before(browser: Browser, room: Room) -> bool:
    return browser.audience is Audience.MODERATION and silent.is_premoderated(agenda.Setting(room.people, room.agenda))


def may_see(browser: Browser, contribution: exchange.Contribution) -> bool:
    if contribution.state is State.PUBLISHED or contribution.by == browser.person:
        return True
    return browser.audience is Audience.MODERATION and contribution.state in {State.HELD, State.RETURNED}


@given(STEPS)
def test_what_one_is_told_that_one_may_do_is_what_the_door_says(steps):
    """For each role, at every step: what `mine.may` allows is not refused at the door, and what it refuses, is."""
    play = Play()
    for step in steps:
        play.take(step)
        for browser in audience():
            may = seeing.mine(play.room, browser.person, step.present)["may"]
            for do, kind in seeing.ASKED.items():
                why = door.why_not(play.room, kind, Ask(browser.person, play.at, step.present))
                assert may.get(do, "room.not_your_role") == why


@given(STEPS)
def test_whoever_has_waited_five_minutes_is_overtaken_by_nobody_who_came_later(steps):
    """In every order but the one by hand, at every moment; direct replies excepted."""
    play = Play((*AGREED, agenda.PhaseMoved(scenario.EXCHANGE)))
    for step in steps:
        play.take(step)
        listed = [each for each in floor.in_order(play.room.floor, play.room.people, play.at) if not each.direct]
        if play.room.floor.order is not floor.Order.MANUAL:
            for place, request in enumerate(listed):
                waited = [each for each in listed[place + 1 :] if play.at - each.since >= floor.PATIENCE]
                assert all(each.since >= request.since for each in waited)


def lead_on(room: Room, present: frozenset[int]) -> Room:
    """One act of a moderator that goes on, whatever people did: to the next phase, or to the end."""
    now = room.agenda
    if now.stage is agenda.Stage.PAUSED:
        return led(room, agenda.ResumeRoom(), present)
    if now.current == 0 and (waited_for := agreement.missing(room.agreement, room.people)):
        room = led(room, agreement.GoOnWithout(waited_for), present)
    is_last = now.current + 1 == len(now.phases)
    return led(room, agenda.CloseRoom(now.moved) if is_last else agenda.MovePhase(now.moved, now.current + 1), present)


def led(room: Room, command: Any, present: frozenset[int]) -> Room:
    for event in decide(room, command, Ask(MODERATOR, room.at, present)):
        room = evolve(room, event, Stamp(room.seq + 1, MODERATOR, room.at))
    return room


@at_most(100)
@given(STEPS, st.booleans())
def test_nobody_can_keep_a_moderator_from_going_on_to_the_end(steps, agreed):
    """Whoever is here, idle, away or was removed; from the opening as from any other phase."""
    play = Play(AGREED if agreed else (*OPENED, agreement.RuleAdded("We listen")))
    for step in steps:
        play.take(step)
    room, present = play.room, steps[-1].present | {ANNA, BEN}
    for _ in range(2 * len(scenario.PHASES)):
        if room.agenda.stage is not agenda.Stage.CLOSED and people.participants(room.people):
            room = lead_on(room, present)
    assert room.agenda.stage is agenda.Stage.CLOSED or not people.participants(room.people)


@at_most(100)
@given(STEPS)
def test_in_a_round_everybody_has_a_turn_however_people_come_and_go(steps):
    """Whoever is still to come is next as soon as the moderator passed over those before them; passing is undone."""
    play = Play()
    play.happen(agenda.PhaseMoved(scenario.STAKE), MODERATOR)
    for step in steps:
        moves = step.ask in {"agenda.MovePhase", "agenda.FollowPlenary"}
        if not moves and not step.ask.startswith("people."):  # another role is another place
            play.take(step)
    room = led(play.room, agenda.ResumeRoom(), frozenset())
    order = turns.waiting(room.turns, room.people)
    assert len(set(order)) == len(order)
    assert {*order, *room.turns.taken} >= {*people.participants(room.people)}
    for person in order:
        assert door.why_not(room, exchange.Contribute, Ask(person, room.at, frozenset(ROLES))) == ""
        room = led(room, turns.PassTurn(person), frozenset())
    for person in order:
        room = led(room, turns.TakeBackPass(person), frozenset())
    assert turns.waiting(room.turns, room.people) == order


def test_the_steps_know_every_command():
    room = Play().room
    for name in ASKS:
        assert type(command(room, Step(MODERATOR, name, 1, True, 0, frozenset()), 1)) is COMMANDS[name]
