"""The door, as a table written by hand: a change of who may do what, when, has to be made here too."""

from dataclasses import fields
from itertools import product

import pytest

from deliberation.core import agenda, agreement, exchange, floor, people, room, turns
from deliberation.core.acting import Ask, Refused, Role, Stamp
from deliberation.core.agenda import Mode, Phase, Stage
from deliberation.core.room import COMMANDS, DOORS, EVENTS, PARTS, Mine, Room, changed_parts, concerned, people_since
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    JOINED,
    MODERATOR,
    OBSERVER,
    OPENED,
    PLANNED,
    RECORDER,
    STRANGER,
    given,
)

MODERATION = {"moderator", "co_moderator"}
SPEAKERS = MODERATION | {"participant", "recorder"}
RULE_KEEPERS = MODERATION | {"recorder"}
EVERYWHERE = {"free", "round", "questions_only", "speaking_list"}

# (command, who, in which stage, in which mode)
TABLE = [
    (agenda.SetAgenda("", ()), MODERATION, {"planned"}, EVERYWHERE),
    (agenda.OpenRoom(), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (agenda.MovePhase(0, 0), MODERATION, {"open"}, EVERYWHERE),
    (agenda.ExtendPhase(0, 5), MODERATION, {"open"}, EVERYWHERE),
    (agenda.PauseRoom("Air"), MODERATION, {"open", "paused"}, EVERYWHERE),
    (agenda.ResumeRoom(), MODERATION, {"open", "paused"}, EVERYWHERE),
    (agenda.CloseRoom(0), MODERATION, {"open", "paused", "closed"}, EVERYWHERE),
    (agenda.GiveSignal(None), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (agreement.AddRule("We listen"), SPEAKERS, {"planned", "open"}, EVERYWHERE),
    (agreement.RewordRule(1, "We listen"), RULE_KEEPERS, {"planned", "open"}, EVERYWHERE),
    (agreement.RemoveRule(1), RULE_KEEPERS, {"planned", "open"}, EVERYWHERE),
    (agreement.ConfirmRules(0), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (floor.RequestFloor(), SPEAKERS, {"open"}, {"speaking_list"}),
    (floor.WithdrawRequest(), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (floor.GiveFloor(1), MODERATION, {"open"}, {"speaking_list"}),
    (floor.ExtendFloor(1, 60), MODERATION, {"open"}, {"speaking_list"}),
    (floor.EndFloor(1), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (floor.SetOrder(floor.Order.BALANCED), MODERATION, {"planned", "open", "paused"}, EVERYWHERE),
    (turns.PassTurn(1), SPEAKERS, {"open"}, {"round"}),
    (exchange.Contribute("Hello", exchange.Type.QUESTION), SPEAKERS, {"open"}, EVERYWHERE),
    (exchange.SetType(1, exchange.Type.NONE), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (exchange.Withdraw(1), SPEAKERS, {"open", "paused"}, EVERYWHERE),
    (exchange.Hold(1, exchange.Reason.INSULT), MODERATION, {"open", "paused"}, EVERYWHERE),
    (exchange.Release(1), MODERATION, {"open", "paused"}, EVERYWHERE),
    (exchange.Return(1, exchange.Reason.INSULT, "Why?"), MODERATION, {"open", "paused"}, EVERYWHERE),
    (exchange.Rewrite(1, "Better"), SPEAKERS, {"open"}, EVERYWHERE),
]
ME = 7


def room_with(role, stage, mode):
    """Somebody with this role, who has confirmed the rules and has the floor, in a room of this stage and mode."""
    phases = (Phase("opening", "", 10, mode),)
    return Room(
        seq=1,
        people={ME: people.Person(ME, "Me", role, "", 1)},
        agenda=agenda.Agenda("", phases, stage),
        agreement=agreement.Agreement((), 0, frozenset({ME})),
        floor=floor.Floor(holder=floor.Holder(ME, 0, 0)),
    )


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
            expected = ""
        assert (role, stage, mode, answer_at_the_door(role, stage, mode, command)) == (role, stage, mode, expected)


def answer_at_the_door(role, stage, mode, command):
    try:
        room.require(room_with(role, stage, mode), command, Ask(ME, 0))
    except Refused as refused:
        return refused.code
    return ""


def test_every_command_has_a_door_and_stands_in_the_table():
    assert set(DOORS) == set(COMMANDS.values()) == {type(command) for command, *_ in TABLE} | {people.Join}


def test_everybody_may_enter_always():
    for role, stage, mode in product(Role, Stage, Mode):
        assert answer_at_the_door(role, stage, mode, people.Join("", role, "")) == ""
    assert DOORS[people.Join] == room.Door(frozenset(Role), frozenset(Stage), frozenset(Mode))


@pytest.mark.parametrize("command", [command for command, *_ in TABLE], ids=lambda value: type(value).__name__)
def test_who_is_not_in_the_room_may_nothing(command):
    given(*AGREED).when(STRANGER, command).refused("room.not_your_role")


def test_without_an_agenda_no_mode_forbids_anything():
    given(*JOINED).when(MODERATOR, floor.SetOrder(floor.Order.FIRST_COME)).then(floor.OrderSet(floor.Order.FIRST_COME))


def test_commands_and_events_are_spelled_as_in_python():
    for spelled, kind in {**COMMANDS, **EVENTS}.items():
        assert spelled == f"{kind.__module__.rsplit('.', 1)[1]}.{kind.__name__}"


def test_every_activity_stands_in_a_field_of_the_room_in_its_order():
    assert [field.name for field in fields(Room)] == ["seq", "at", *room.ACTIVITIES]


def test_an_event_of_one_activity_is_heard_by_others():
    moved = room.evolve(given(*AGREED).room, agenda.PhaseMoved(1), Stamp(100, MODERATOR, 5))
    assert (moved.seq, moved.at, moved.agenda.current, moved.turns, moved.floor.at) == (100, 5, 1, turns.Turns(), 5)


# --- views ------------------------------------------------------------------------------------------------------------


def test_only_the_parts_that_changed_travel():
    before = given(*OPENED)
    after = before.having(agreement.RuleAdded("We listen")).room
    assert changed_parts(before.room, after) == {"agreement": after.agreement}
    assert changed_parts(after, after) == {}


def test_the_parts_of_a_room():
    now = given(*PLANNED).room
    assert {name: part.view(now) for name, part in PARTS.items()} == {
        "agenda": agenda.view(now.agenda),
        "agreement": agreement.Agreement(),
        "floor": floor.FloorView(floor.Order.BALANCED, (), None),
        "turns": turns.TurnsView(()),
    }


def test_people_who_came_since():
    before = given(*JOINED).room
    after = given(*JOINED, people.PersonJoined(ANNA, Role.PARTICIPANT, "", "Anna")).room
    assert people_since(before, 0) == list(before.people.values())
    assert people_since(after, before.seq) == [after.people[ANNA]]


def test_each_is_told_who_they_are():
    assert room.mine(given(*JOINED).room, OBSERVER) == Mine(OBSERVER, Role.OBSERVER, (), None, False, False)


def test_those_are_concerned_who_see_something_of_their_own_change():
    start = given(*OPENED)
    renamed = start.having(people.PersonJoined(ANNA, Role.PARTICIPANT, "", "Anna"))
    said = start.when(MODERATOR, exchange.Contribute("Welcome"))
    held = said.when(MODERATOR, exchange.Hold(said.room.seq, exchange.Reason.UNCLEAR))
    released = held.when(MODERATOR, exchange.Release(said.room.seq))
    assert concerned(start.room, start.room) == frozenset()
    assert concerned(start.room, renamed.room) == {ANNA}
    assert concerned(start.room, said.room) == {MODERATOR}  # who now has had their turn
    assert concerned(said.room, said.when(MODERATOR, exchange.Contribute("Again")).room) == frozenset()
    assert concerned(said.room, held.room) == {MODERATOR}
    assert concerned(held.room, released.room) == {MODERATOR}
    assert concerned(held.room, held.having(agreement.RulesConfirmed(BEN)).room) == frozenset()


def test_the_recorder_writes_down_under_the_rules_too():
    given(*OPENED).when(RECORDER, exchange.Contribute("Noted")).refused("agreement.confirm_first")


@pytest.mark.parametrize("command", [command for command, *_ in TABLE], ids=lambda value: type(value).__name__)
def test_a_role_that_nobody_knows_may_nothing(command):
    given(*AGREED, people.PersonJoined(STRANGER, "owner", "", "")).when(STRANGER, command).refused("room.not_your_role")
