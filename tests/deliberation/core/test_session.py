import pytest

from deliberation.core.acting import Ask, Refused
from deliberation.core.agenda import CloseRoom, PauseRoom, Stage
from deliberation.core.people import Removal, RemovePerson
from deliberation.core.places import BreakoutsOpened
from deliberation.core.room import decide_following
from deliberation.core.session import FOLLOWING
from tests.deliberation.core.scenario import AGREED, ANNA, CLOSED, PAUSED, PLANNED, STRANGER, given

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
