"""The table of who may do what, in which stage and mode of the room, written by hand: whatever changes at the door has
to be changed here, too, and a command without a row fails.

First come the rows: `(command, who, in which stage, in which mode)`, in a room in which nothing else stands in the way.
Then comes what can stand in the way. `test_door.py` asks for every command as every role in every stage and mode.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deliberation.core import (
    agenda,
    agreement,
    calls,
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
    silent,
    turns,
    vote,
    whereabouts,
)
from deliberation.core.acting import Role
from deliberation.core.agenda import Formation, Medium, Mode, Seat, Stage, Voice

MODERATION = {"moderator", "co_moderator"}
SPEAKERS = MODERATION | {"participant", "recorder"}
WRITERS = {"participant", "recorder"}
RULE_KEEPERS = MODERATION | {"recorder"}
EVERYWHERE = set(Mode)

ROWS: list[tuple[Any, set[str], set[Any], set[Any]]] = [
    (people.BringIn(()), MODERATION, set(Stage), EVERYWHERE),
    (people.RemovePerson(9, people.Removal.INSULTS), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (people.GiveRole(9, Role.RECORDER), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (people.HandOver(9), {"moderator"}, {"planned", "open", "paused"}, EVERYWHERE),
    (people.TakeOver(), {"co_moderator"}, {"planned", "open", "paused"}, EVERYWHERE),
    (people.SetRoles({}), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (agenda.SetAgenda("", ()), MODERATION, {"planned"}, EVERYWHERE),
    (agenda.OpenRoom(), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (agenda.MovePhase(0, 0), MODERATION, {"open"}, EVERYWHERE),
    (agenda.FollowPlenary("", (), agenda.Medium.WRITTEN, 0), MODERATION, set(Stage), EVERYWHERE),
    (agenda.ExtendPhase(0, 5), MODERATION, {"open"}, EVERYWHERE),
    (agenda.PauseRoom("Air"), MODERATION, {"open", "paused"}, EVERYWHERE),
    (agenda.ResumeRoom(), MODERATION, {"open", "paused"}, EVERYWHERE),
    (agenda.CloseRoom(0), MODERATION, {"open", "paused", "closed"}, EVERYWHERE),
    (agenda.ReopenRoom("By mistake"), MODERATION, {"closed"}, EVERYWHERE),
    (agenda.GiveSignal(None), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (agreement.AddRule("We listen"), RULE_KEEPERS, {"planned"}, EVERYWHERE),
    (agreement.ProposeRule("We listen"), SPEAKERS, {"planned", "open"}, EVERYWHERE),
    (agreement.ConsentToRule(1), SPEAKERS, {"planned", "open"}, EVERYWHERE),
    (agreement.ObjectToRule(1, "Why?"), SPEAKERS, {"planned", "open"}, EVERYWHERE),
    (agreement.AdoptRule(1), MODERATION, {"planned", "open"}, EVERYWHERE),
    (agreement.DropProposal(1), SPEAKERS, {"planned", "open"}, EVERYWHERE),
    (agreement.GoOnWithout((1,)), MODERATION, {"open"}, EVERYWHERE),
    (agreement.RewordRule(1, "We listen"), RULE_KEEPERS, {"planned", "open"}, EVERYWHERE),
    (agreement.RemoveRule(1), RULE_KEEPERS, {"planned", "open"}, EVERYWHERE),
    (agreement.ConfirmRules(0), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (agreement.TakeAsConfirmed(()), MODERATION, set(Stage), EVERYWHERE),
    (floor.RequestFloor(), SPEAKERS, {"open"}, {"speaking_list"}),
    (floor.WithdrawRequest(), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (floor.PutOnList(1), MODERATION, {"open"}, {"speaking_list"}),
    (floor.StrikeRequest(1), MODERATION, {"open", "paused"}, EVERYWHERE),
    (floor.MoveRequest(1, 0), MODERATION, {"open"}, {"speaking_list"}),
    (floor.GiveFloor(1), MODERATION, {"open"}, {"speaking_list"}),
    (floor.ExtendFloor(1, 60), MODERATION, {"open"}, {"speaking_list"}),
    (floor.EndFloor(1), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (floor.SetOrder(floor.Order.BALANCED), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (floor.AgeRequests(), MODERATION, {"open"}, {"speaking_list"}),
    (places.OpenBreakouts((7,)), MODERATION, {"open", "paused"}, EVERYWHERE),
    (places.MovePeople((1,), None), MODERATION, {"open", "paused"}, EVERYWHERE),
    (places.BringBack(), MODERATION, {"open", "paused"}, EVERYWHERE),
    (places.Recall(30), MODERATION, {"open", "paused"}, EVERYWHERE),
    (places.CallOffReturn(), MODERATION, {"open", "paused"}, EVERYWHERE),
    (places.AnnounceReturn(1), MODERATION, set(Stage), EVERYWHERE),
    (places.ComeBack(), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (places.MergeGroups(70, 71), MODERATION, {"open", "paused"}, EVERYWHERE),
    (places.CloseGroup(70), MODERATION, {"open", "paused"}, EVERYWHERE),
    (places.ExtendGroup(70, 5), MODERATION, {"open"}, EVERYWHERE),
    (places.TellGroups("Hello"), MODERATION, {"open", "paused"}, EVERYWHERE),
    (groups.PrepareGroups(()), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (groups.ProposeGroups(groups.How.RANDOM, ()), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (groups.PutPerson(1, 0), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (groups.SetHost(0, 1), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (groups.SetModerator(0, 1), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (groups.DropGroups(), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (groups.SendGroups(1), MODERATION, {"open", "paused"}, EVERYWHERE),
    (groups.UseRound(0), MODERATION, {"open", "paused"}, EVERYWHERE),
    (calls.Call("Help"), WRITERS, {"open", "paused"}, EVERYWHERE),
    (calls.TakeBackCall(), WRITERS, {"open", "paused"}, EVERYWHERE),
    (calls.AnswerCall(70, calls.Promise.COMING), MODERATION, {"open", "paused"}, EVERYWHERE),
    (calls.TakeAnswer(calls.Promise.COMING), MODERATION, {"open", "paused"}, EVERYWHERE),
    (calls.NoteModerators(()), MODERATION, set(Stage), EVERYWHERE),
    (calls.PassOnCall(1, 1, None, ""), MODERATION, set(Stage), EVERYWHERE),
    (calls.SayDone(), WRITERS, {"open", "paused"}, EVERYWHERE),
    (calls.SayNotDone(), WRITERS, {"open", "paused"}, EVERYWHERE),
    (results.NameReporter(1), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (results.WriteResult("We agree", 0), SPEAKERS, {"open"}, EVERYWHERE),
    (results.BringResult(1, 1, 1, "We agree"), MODERATION, set(Stage), EVERYWHERE),
    (mirror.Restate(1, "You mean"), SPEAKERS, {"open"}, {"mirror"}),
    (mirror.ConfirmMirror(1, 8, 2), SPEAKERS, {"open"}, {"mirror"}),
    (mirror.RefuseMirror(1, 8, 2, "More"), SPEAKERS, {"open"}, {"mirror"}),
    (mirror.SayAnew(1, 8, "I mean"), SPEAKERS, {"open"}, {"mirror"}),
    (mirror.OpenReply(1, 8), MODERATION, {"open"}, {"mirror"}),
    (mirror.TakeBackMirror(1), SPEAKERS, {"open"}, {"mirror"}),
    (places.FormGroups(()), MODERATION, {"open", "paused"}, EVERYWHERE),
    (places.EnterGroup(), {"participant", "recorder"}, {"open", "paused"}, EVERYWHERE),
    (places.Gather(1, ()), MODERATION, set(Stage), EVERYWHERE),
    (places.Report("We agree"), SPEAKERS, {"open"}, EVERYWHERE),
    (seats.ChangeSeats(0), SPEAKERS, {"open"}, EVERYWHERE),
    (fishbowl.TakeChair(1), SPEAKERS, {"open"}, EVERYWHERE),
    (fishbowl.LeaveChair(1), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (fishbowl.AskForRoom(1), MODERATION, {"open"}, EVERYWHERE),
    (turns.BeginTurn(), SPEAKERS, {"open"}, {"round"}),
    (turns.EndTurn(1), SPEAKERS, {"open"}, {"round"}),
    (turns.PassTurn(1), SPEAKERS, {"open"}, {"round"}),
    (turns.TakeBackPass(1), SPEAKERS, {"open"}, {"round"}),
    (exchange.Contribute("Hello", exchange.Type.QUESTION), SPEAKERS, {"open"}, EVERYWHERE),
    (exchange.Record(1, "They said"), RULE_KEEPERS, {"open"}, EVERYWHERE),
    (exchange.SetType(1, exchange.Type.NONE), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (exchange.Withdraw(1), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (exchange.Hold(1, exchange.Reason.INSULT), MODERATION, {"open", "paused"}, EVERYWHERE),
    (exchange.Release(1), MODERATION, {"open", "paused"}, EVERYWHERE),
    (exchange.Return(1, exchange.Reason.INSULT, "Why?"), MODERATION, {"open", "paused"}, EVERYWHERE),
    (exchange.Rewrite(1, "Better"), SPEAKERS, {"open"}, EVERYWHERE),
    (exchange.Announce("Hello"), MODERATION, {"open", "paused"}, EVERYWHERE),
    (agenda.SetSlow(60, "Air"), MODERATION, {"open"}, {"free"}),
    (focus.AskFocus("Why?"), MODERATION, {"open"}, {"focus"}),
    (silent.HandIn("Mine"), WRITERS, {"open"}, {"silent_round"}),
    (silent.TakeBack(), SPEAKERS, {"open", "paused"}, {"silent_round"}),
    (silent.DropNote(1), SPEAKERS, set(Stage), EVERYWHERE),
    (silent.Reveal(), MODERATION, {"open"}, {"silent_round"}),
    (silent.HoldSheet(1, exchange.Reason.INSULT), MODERATION, {"open", "paused"}, {"silent_round"}),
    (silent.ReturnSheet(1, exchange.Reason.INSULT, "Why?"), MODERATION, {"open", "paused"}, {"silent_round"}),
    (silent.ReleaseSheet(1), MODERATION, {"open", "paused"}, {"silent_round"}),
    (vote.OpenBallot(vote.BallotForm.OPINION, ("Why?",)), MODERATION, {"open"}, {"vote"}),
    (vote.Mark(1), WRITERS, {"open", "paused"}, EVERYWHERE),
    (vote.CloseBallot(1), MODERATION, {"open", "paused", "closed"}, EVERYWHERE),
]
ME, OTHER, GUARDIAN = 7, 8, 9  # who asks; a participant; whoever moderates beside them

# --- what stands in the way -------------------------------------------------------------------------------------------

TALKING = {"participant", "recorder"}
ALL_OTHERS = {role for role in Role if role not in MODERATION}


@dataclass(frozen=True)
class Hindrance:
    """What is different in the room, and which commands that keeps back from whom, with which code. `beside`: what
    stands in the way in such a room as well."""

    codes: Mapping[type, str]
    roles: set[Any]
    modes: set[Any] = field(default_factory=lambda: EVERYWHERE)
    stages: set[Any] = field(default_factory=lambda: set(Stage))
    beside: tuple[str, ...] = ()
    states: Mapping[str, Any] = field(default_factory=dict)  # of activities
    phase: Mapping[str, Any] = field(default_factory=dict)  # of the phase
    agenda: Mapping[str, Any] = field(default_factory=dict)  # of the agenda
    present: frozenset[int] = frozenset()


def keeps(code: str, *commands: type) -> dict[type, str]:
    return dict.fromkeys(commands, code)


OF_A_GROUP = keeps(
    "places.only_in_group",
    *(calls.Call, calls.TakeBackCall, calls.SayDone, calls.SayNotDone, results.NameReporter, results.WriteResult),
)

HINDRANCES = {
    "in a silent round people hand in": Hindrance(
        keeps("silent.hand_in", exchange.Contribute), ALL_OTHERS, {"silent_round"}
    ),
    "the ground rules are not confirmed": Hindrance(
        keeps(
            "agreement.confirm_first",
            *(exchange.Contribute, silent.HandIn, turns.BeginTurn, mirror.Restate, fishbowl.TakeChair),
            *(places.EnterGroup, places.Report, vote.Mark, results.WriteResult),
        ),
        ALL_OTHERS,
        beside=("the opening is over",),
        states={"agreement": agreement.Agreement()},
        agenda={"current": 1},
    ),
    "the opening is over": Hindrance(
        keeps(
            "agreement.only_in_opening",
            *(agreement.RewordRule, agreement.RemoveRule, agreement.ProposeRule, agreement.ConsentToRule),
            *(agreement.ObjectToRule, agreement.AdoptRule, agreement.DropProposal, agreement.GoOnWithout),
        ),
        set(Role),
        stages={"open", "paused"},
        agenda={"current": 1},
    ),
    "nobody has confirmed the rules": Hindrance(
        keeps("agenda.not_agreed", agenda.MovePhase), MODERATION, states={"agreement": agreement.Agreement()}
    ),
    "somebody who is here has not confirmed the rules": Hindrance(
        keeps("agenda.not_agreed", agenda.MovePhase),
        MODERATION,
        states={"agreement": agreement.Agreement(confirmed={ME: frozenset()})},
        present=frozenset({OTHER}),
    ),
    "somebody else has the floor": Hindrance(
        keeps("floor.not_yours", exchange.Contribute),
        ALL_OTHERS,
        {"speaking_list"},
        states={"floor": floor.Floor(holder=floor.Holder(OTHER, 0, 0))},
    ),
    "the turn is over": Hindrance(
        keeps("turns.taken", exchange.Contribute, turns.BeginTurn),
        ALL_OTHERS,
        {"round"},
        states={"turns": turns.Turns(taken=frozenset({ME}))},
    ),
    "it is somebody else's turn": Hindrance(
        keeps("turns.not_yet", exchange.Contribute, turns.BeginTurn),
        {"participant"},
        {"round"},
        states={"turns": turns.Turns(begun=OTHER)},
    ),
    "people talk aloud": Hindrance(
        keeps("exchange.aloud", exchange.Contribute),
        {"participant"},
        EVERYWHERE - {"silent_round"},
        agenda={"medium": Medium.SPOKEN},
    ),
    "a ballot is open": Hindrance(
        keeps("vote.hand_in", exchange.Contribute),
        TALKING,
        {"vote"},
        states={"vote": vote.Voting(vote.Ballot(1, vote.BallotForm.OPINION, ("Why?",)))},
    ),
    "there is no question to answer": Hindrance(
        keeps("focus.no_question", exchange.Contribute), ALL_OTHERS, {"focus"}, states={"focus": focus.Focus()}
    ),
    "one observes": Hindrance(
        keeps("seats.observes", exchange.Contribute, mirror.Restate, turns.BeginTurn, silent.HandIn),
        TALKING,
        states={"seats": seats.Seats(line=(ME,))},
        phase={"seats": (Seat("Observes", Voice.NOTHING),)},
    ),
    "one sits outside": Hindrance(
        keeps("fishbowl.outside", exchange.Contribute, floor.RequestFloor, mirror.Restate),
        ALL_OTHERS,
        phase={"formation": Formation.FISHBOWL},
    ),
    "this is a small group": Hindrance(
        keeps(
            "places.in_the_plenary",
            *(agenda.MovePhase, agenda.ExtendPhase, agenda.PauseRoom, agenda.ResumeRoom),
            *(agenda.CloseRoom, agenda.ReopenRoom),
            *(groups.PrepareGroups, groups.ProposeGroups, groups.PutPerson, groups.SetHost),
            *(groups.SetModerator, groups.DropGroups, groups.SendGroups),
        )
        | keeps("places.not_awaited", places.EnterGroup),
        set(Role),
        states={"places": whereabouts.Places(group=whereabouts.Gathered(1, (ME,), None))},
    ),
    "this is the plenary": Hindrance(OF_A_GROUP, set(Role)),
    "this is another group": Hindrance(
        OF_A_GROUP,
        ALL_OTHERS,
        beside=("this is a small group", "a group writes its card"),
        states={"places": whereabouts.Places(group=whereabouts.Gathered(1, (OTHER,), None))},
    ),
    "a group writes its card": Hindrance(
        keeps("results.group_writes", results.NameReporter, results.WriteResult),
        set(MODERATION),
        beside=("this is a small group", "this is another group"),
        states={"places": whereabouts.Places(group=whereabouts.Gathered(1, (OTHER,), OTHER))},
    ),
    "these are pairs": Hindrance(
        keeps("results.no_card", results.NameReporter, results.WriteResult),
        set(Role),
        beside=("this is a small group",),
        states={"places": whereabouts.Places(group=whereabouts.Gathered(1, (ME,), card=False))},
    ),
    "there are no small groups": Hindrance(
        keeps("places.not_awaited", places.EnterGroup), TALKING, states={"places": whereabouts.Places()}
    ),
    "the moderation is here": Hindrance(
        keeps("people.moderated", people.TakeOver), {"co_moderator"}, present=frozenset({GUARDIAN})
    ),
}

# What people do elsewhere meanwhile leaves the plenary free, and who works alone writes in silence.
STANDS_FOR = {
    Formation.PAIRS: Mode.FREE,
    Formation.TRIADS: Mode.FREE,
    Formation.GROUPS: Mode.FREE,
    Formation.ALONE: Mode.SILENT_ROUND,
}
