"""The door answers as the table says, to every role, in every stage and mode, whatever stands in the way."""

from dataclasses import replace
from itertools import product

import pytest

from deliberation.core import agenda, agreement, door, exchange, floor, focus, people, whereabouts
from deliberation.core.acting import Ask, Role
from deliberation.core.activity import Room
from deliberation.core.agenda import Formation, Mode, Phase, Stage
from deliberation.core.door import DOORS
from deliberation.core.room import COMMANDS, EMPTY
from tests.deliberation.core.scenario import AGREED, JOINED, MODERATOR, OPENED, RECORDER, STAKE, STRANGER, given
from tests.deliberation.core.table import GUARDIAN, HINDRANCES, ME, OTHER, ROWS, STANDS_FOR, Hindrance

NOTHING = Hindrance({}, set())
SILENCE = HINDRANCES["in a silent round people hand in"]  # it is the mode itself
PLENARY = HINDRANCES["this is the plenary"]
EXAMPLES = [command for command, *_ in ROWS]
KINDS = [type(command) for command in EXAMPLES]


def room_with(role, stage, mode, hindrance=NOTHING):
    """Somebody with this role, who has the floor and is in no small group, in a room of this stage and mode in which
    all confirmed the rules; but for what stands in the way."""
    phase = replace(Phase("opening", "", 10, mode), **hindrance.phase)
    known = {
        "people": {
            ME: people.Person(ME, "Me", role, "", 1),
            OTHER: people.Person(OTHER, "", Role.PARTICIPANT, "", 1),
            GUARDIAN: people.Person(GUARDIAN, "", Role.MODERATOR, "", 1),
        },
        "agenda": replace(agenda.Agenda("", (phase, phase), stage), **hindrance.agenda),
        "agreement": agreement.Agreement(confirmed={ME: frozenset(), OTHER: frozenset()}),
        "floor": floor.Floor(holder=floor.Holder(ME, 0, 0)),
        "focus": focus.Focus(question=1),
        "places": whereabouts.Places(rooms=(70,), groups=(70,)),
    }
    return Room(1, 0, EMPTY.states | known | hindrance.states)


def told(command, role, stage, mode, hindrance=NOTHING):
    """What the table says: where several things stand in the way, each of their codes is right."""
    _command, roles, stages, modes = next(row for row in ROWS if type(row[0]) is command)
    if role not in roles:
        return {"room.not_your_role"}
    if stage not in stages:
        return {f"room.{stage}"}
    if mode not in modes:
        return {"room.not_in_this_phase"}
    here = () if is_group(hindrance) else (PLENARY,)
    there = (hindrance, SILENCE, *here, *(HINDRANCES[named] for named in hindrance.beside))
    return {each.codes[command] for each in there if keeps_back(each, command, role, stage, mode)} or {""}


def is_group(hindrance):
    return "places" in hindrance.states and hindrance.states["places"].group is not None


def keeps_back(hindrance, command, role, stage, mode):
    is_here = stage in hindrance.stages and mode in hindrance.modes
    return is_here and role in hindrance.roles and command in hindrance.codes


def answered(role, stage, mode, command, hindrance=NOTHING):
    return door.why_not(room_with(role, stage, mode, hindrance), command, Ask(ME, 0, hindrance.present))


@pytest.mark.parametrize("command", KINDS, ids=lambda command: command.__name__)
def test_the_door_lets_in_exactly_these(command):
    for place in product(Role, Stage, Mode):
        assert answered(*place, command) in told(command, *place), place


@pytest.mark.parametrize("named", HINDRANCES)
def test_what_stands_in_the_way_keeps_back_exactly_these(named):
    hindrance = HINDRANCES[named]
    for role, stage, mode in product(Role, Stage, Mode):
        ask = Ask(ME, 0, hindrance.present)
        for command, code in door.may(door.standing(room_with(role, stage, mode, hindrance), ask)).items():
            if command is not people.Join:
                assert code in told(command, role, stage, mode, hindrance), (command, role, stage, mode)


def test_every_condition_stands_in_the_way_of_something():
    """A condition that is added to a door has a row among the hindrances."""
    missing = {(command, guard) for command, each in DOORS.items() for guard in each.guards}
    for hindrance, role, mode in product(HINDRANCES.values(), Role, Mode):
        room = room_with(role, Stage.OPEN, mode, hindrance)
        setting = agenda.Setting(room.people, room.agenda)
        for command in hindrance.codes:
            for guard in DOORS[command].guards:
                if guard.refusal(room.states[guard.reads], Ask(ME, 0, hindrance.present), setting):
                    missing.discard((command, guard))
    assert missing == set()


@pytest.mark.parametrize(("formation", "mode"), STANDS_FOR.items())
def test_the_plenary_of_small_groups_is_free_and_who_is_alone_writes_in_silence(formation, mode):
    elsewhere = Hindrance({}, set(), phase={"formation": formation})
    for role, stage, written in product(Role, Stage, Mode):
        room, alike = room_with(role, stage, written, elsewhere), room_with(role, stage, mode)
        assert door.may(door.standing(room, Ask(ME, 0))) == door.may(door.standing(alike, Ask(ME, 0)))


def test_every_formation_has_its_place():
    assert {*STANDS_FOR, Formation.PLENARY, Formation.FISHBOWL} == set(Formation)


def test_every_command_has_a_door_and_stands_in_the_table():
    assert set(DOORS) == set(COMMANDS.values()) == {*KINDS, people.Join}


def test_everybody_may_enter_always():
    for role, stage, mode in product(Role, Stage, Mode):
        assert answered(role, stage, mode, people.Join) == ""
    assert DOORS[people.Join] == door.Door(frozenset(Role), frozenset(Stage), frozenset(Mode))


@pytest.mark.parametrize("command", EXAMPLES, ids=lambda value: type(value).__name__)
def test_who_is_not_in_the_room_may_nothing(command):
    given(*AGREED).when(STRANGER, command).refused("room.not_your_role")


def test_without_an_agenda_no_mode_forbids_anything():
    given(*JOINED).when(MODERATOR, floor.SetOrder(floor.Order.FIRST_COME)).then(floor.OrderSet(floor.Order.FIRST_COME))


def test_the_recorder_writes_down_under_the_rules_too():
    given(*OPENED, agenda.PhaseMoved(STAKE)).when(RECORDER, exchange.Contribute("Noted")).refused(
        "agreement.confirm_first"
    )


@pytest.mark.parametrize("command", EXAMPLES, ids=lambda value: type(value).__name__)
def test_a_role_that_nobody_knows_may_nothing(command):
    given(*AGREED, people.PersonJoined(STRANGER, "owner", "", "")).when(STRANGER, command).refused("room.not_your_role")
