"""The door, as a table written by hand: a change of who may do what, when, has to be made here too."""

from itertools import product

import pytest

from deliberation.core import (
    agenda,
    agreement,
    door,
    exchange,
    fishbowl,
    floor,
    focus,
    mirror,
    people,
    places,
    seats,
    silent,
    turns,
    vote,
)
from deliberation.core.acting import Ask, Role
from deliberation.core.activity import Room
from deliberation.core.agenda import Mode, Phase, Stage
from deliberation.core.door import DOORS
from deliberation.core.room import COMMANDS, EMPTY
from tests.deliberation.core.scenario import AGREED, JOINED, MODERATOR, OPENED, RECORDER, STAKE, STRANGER, given

MODERATION = {"moderator", "co_moderator"}
SPEAKERS = MODERATION | {"participant", "recorder"}
WRITERS = {"participant", "recorder"}
RULE_KEEPERS = MODERATION | {"recorder"}
EVERYWHERE = set(Mode)

# (command, who, in which stage, in which mode)
TABLE = [
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
# What is open to the moderation alone, and what others are told there.
MODERATORS_ONLY = {
    (exchange.Contribute, Mode.SILENT_ROUND): "silent.hand_in",
    (exchange.Contribute, Mode.FOCUS): "focus.no_question",
}
ME = 7


def room_with(role, stage, mode):
    """Somebody with this role, who has the floor and is in no small group, in a room of this stage and mode in which
    all confirmed the rules."""
    phases = (Phase("opening", "", 10, mode),)
    known = {
        "people": {ME: people.Person(ME, "Me", role, "", 1), 8: people.Person(8, "", Role.PARTICIPANT, "", 1)},
        "agenda": agenda.Agenda("", phases, stage),
        "agreement": agreement.Agreement(confirmed={ME: frozenset(), 8: frozenset()}),
        "floor": floor.Floor(holder=floor.Holder(ME, 0, 0)),
        "places": places.Places(rooms=(70,), groups=(70,)),
    }
    return Room(1, 0, EMPTY.states | known)


@pytest.mark.parametrize(("command", "roles", "stages", "modes"), TABLE, ids=lambda value: type(value).__name__)
def test_the_door_lets_in_exactly_these(command, roles, stages, modes):
    for role, stage, mode in product(Role, Stage, Mode):
        if role not in roles:
            expected = "room.not_your_role"
        elif stage not in stages:
            expected = f"room.{stage}"
        elif mode not in modes:
            expected = "room.not_in_this_phase"
        else:
            expected = "" if role in MODERATION else MODERATORS_ONLY.get((type(command), mode), "")
        assert (role, stage, mode, answer_at_the_door(role, stage, mode, command)) == (role, stage, mode, expected)


def answer_at_the_door(role, stage, mode, command):
    return door.why_not(room_with(role, stage, mode), type(command), Ask(ME, 0))


def test_every_command_has_a_door_and_stands_in_the_table():
    assert set(DOORS) == set(COMMANDS.values()) == {type(command) for command, *_ in TABLE} | {people.Join}


def test_everybody_may_enter_always():
    for role, stage, mode in product(Role, Stage, Mode):
        assert answer_at_the_door(role, stage, mode, people.Join("", role, "")) == ""
    assert DOORS[people.Join] == door.Door(frozenset(Role), frozenset(Stage), frozenset(Mode))


@pytest.mark.parametrize("command", [command for command, *_ in TABLE], ids=lambda value: type(value).__name__)
def test_who_is_not_in_the_room_may_nothing(command):
    given(*AGREED).when(STRANGER, command).refused("room.not_your_role")


def test_without_an_agenda_no_mode_forbids_anything():
    given(*JOINED).when(MODERATOR, floor.SetOrder(floor.Order.FIRST_COME)).then(floor.OrderSet(floor.Order.FIRST_COME))


def test_the_recorder_writes_down_under_the_rules_too():
    given(*OPENED, agenda.PhaseMoved(STAKE)).when(RECORDER, exchange.Contribute("Noted")).refused(
        "agreement.confirm_first"
    )


@pytest.mark.parametrize("command", [command for command, *_ in TABLE], ids=lambda value: type(value).__name__)
def test_a_role_that_nobody_knows_may_nothing(command):
    given(*AGREED, people.PersonJoined(STRANGER, "owner", "", "")).when(STRANGER, command).refused("room.not_your_role")
