import pytest

from deliberation.core.acting import Ask, Refused, Role
from deliberation.core.agenda import CloseRoom, PauseRoom, Stage
from deliberation.core.people import GiveRole, HandOver, Removal, RemovePerson, SetRoles, TakeOver
from deliberation.core.places import BreakoutsOpened
from deliberation.core.room import decide_following
from deliberation.core.session import FOLLOWING
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    CLOSED,
    CO_MODERATOR,
    MODERATOR,
    PAUSED,
    PLANNED,
    STRANGER,
    given,
)

PLENARY, ASK = 100, Ask(STRANGER, 0)


def rooms():
    plenary = given(*AGREED, BreakoutsOpened((1, 2, 3, 4))).room
    return {PLENARY: plenary, **{n: given(*each).room for n, each in enumerate((AGREED, PAUSED, PLANNED, CLOSED), 1)}}


def test_with_the_plenary_its_running_breakout_rooms_end():
    known = rooms()
    following = FOLLOWING[CloseRoom](known, PLENARY, CloseRoom(0), ASK)
    assert set(following) == {1, 2}
    for room, (command,) in following.items():
        [closed] = decide_following(known[room], command, ASK)
        assert given(*AGREED).having(closed).room.agenda.stage is Stage.CLOSED


def test_a_breakout_room_that_ends_ends_no_other():
    assert FOLLOWING[CloseRoom](rooms(), 1, CloseRoom(0), ASK) == {}


def test_what_follows_needs_no_role_in_the_room():
    [paused] = decide_following(given(*AGREED).room, PauseRoom("Coffee"), ASK)
    assert paused.text == "Coffee"


def test_what_follows_has_to_be_possible_there():
    with pytest.raises(Refused, match=r"room\.closed"):
        decide_following(given(*CLOSED).room, PauseRoom("Coffee"), ASK)


def test_somebody_is_removed_from_all_rooms_in_which_they_were_and_that_go_on():
    known = {**rooms(), 5: given().room}
    command = RemovePerson(ANNA, Removal.INSULTS)
    assert FOLLOWING[RemovePerson](known, 1, command, ASK) == dict.fromkeys((PLENARY, 2, 3), (command,))
    nobody = RemovePerson(STRANGER, Removal.INSULTS)
    assert FOLLOWING[RemovePerson](known, PLENARY, nobody, ASK) == {}


def test_a_role_is_given_in_all_rooms_in_which_somebody_was_and_that_go_on():
    known = {**rooms(), 5: given().room}
    expected = dict.fromkeys((PLENARY, 2, 3), (SetRoles({ANNA: Role.RECORDER}),))
    assert FOLLOWING[GiveRole](known, 1, GiveRole(ANNA, Role.RECORDER), ASK) == expected
    assert FOLLOWING[GiveRole](known, PLENARY, GiveRole(STRANGER, Role.RECORDER), ASK) == {}


@pytest.mark.parametrize(("by", "command"), [(MODERATOR, HandOver(CO_MODERATOR)), (CO_MODERATOR, TakeOver())])
def test_one_person_moderates_all_rooms_also_those_in_which_the_other_never_was(by, command):
    known = {PLENARY: given(*AGREED).room, 1: given(*AGREED[:MODERATOR]).room}
    following = FOLLOWING[type(command)](known, PLENARY, command, Ask(by, 0))
    [follows] = following[1]
    assert follows.roles == {MODERATOR: Role.CO_MODERATOR}
    changed = given(*AGREED).having(*decide_following(known[PLENARY], command, Ask(by, 0))).room.people
    assert (changed[MODERATOR].role, changed[CO_MODERATOR].role) == (Role.CO_MODERATOR, Role.MODERATOR)
