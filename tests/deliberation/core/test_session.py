from deliberation.core.acting import Ask
from deliberation.core.agenda import CloseRoom, Stage
from deliberation.core.places import BreakoutsOpened
from deliberation.core.room import decide_inside
from deliberation.core.session import FOLLOWING
from tests.deliberation.core.scenario import AGREED, CLOSED, PAUSED, PLANNED, STRANGER, given

PLENARY = 100


def rooms():
    plenary = given(*AGREED, BreakoutsOpened((1, 2, 3, 4))).room
    return {PLENARY: plenary, **{n: given(*each).room for n, each in enumerate((AGREED, PAUSED, PLANNED, CLOSED), 1)}}


def test_with_the_plenary_its_running_breakout_rooms_end():
    known = rooms()
    following = FOLLOWING[CloseRoom](known, PLENARY, CloseRoom(0))
    assert set(following) == {1, 2}
    for room, (command,) in following.items():
        [closed] = decide_inside(known[room], command, Ask(STRANGER, 0))
        assert given(*AGREED).having(closed).room.agenda.stage is Stage.CLOSED


def test_a_breakout_room_that_ends_ends_no_other():
    assert FOLLOWING[CloseRoom](rooms(), 1, CloseRoom(0)) == {}
