"""The short version of `make chaos`: some seconds in which everything breaks at the same time."""

import pytest

from tests.faults.chaos import Chaos
from tests.faults.groups import GroupChaos

pytestmark = pytest.mark.faults


async def test_whatever_breaks_nothing_is_lost_repeated_reordered_or_told_to_the_wrong_people(grown_up):
    rooms = [grown_up.take_room(), grown_up.take_room()]
    chaos = Chaos(grown_up, rooms, duration=12.0, seed=1, shows=Chaos.activities)
    wrong = await chaos.run()
    assert not wrong, "\n".join([*wrong, chaos.table()])
    assert not chaos.unshown, chaos.table()  # each activity had something that could have gone wrong


async def test_in_small_groups_everybody_is_in_one_room_and_each_call_is_answered_once(grown_up):
    chaos = GroupChaos(grown_up, [grown_up.take_room()], duration=10.0, seed=3, shows=("places", "calls"))
    wrong = await chaos.run()
    assert not wrong, "\n".join([*wrong, chaos.table()])
    assert not chaos.unshown, chaos.table()
