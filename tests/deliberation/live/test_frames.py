"""Frames of a room that folds from its log, as each audience gets them."""

import json
import uuid

import pytest

from deliberation.core.acting import Audience
from deliberation.core.exchange import Hold, Reason, Withdraw
from deliberation.live import frames
from deliberation.log import deciding, drafts
from deliberation.log.entries import Known
from tests.deliberation.screens import EVERYBODYS_PARTS

pytestmark = pytest.mark.django_db
EVERYBODY, MODERATORS = Audience.EVERYBODY, Audience.MODERATION


def told(text):
    return json.loads(text)


@pytest.fixture
def before(anna_inside, rehearsal):
    return rehearsal.state


def test_a_change_tells_what_is_new_and_nothing_else(rehearsal, anna_inside, before):
    seq = rehearsal.say(anna_inside, "Hallo")
    frame = told(frames.delta(before, rehearsal.state, EVERYBODY))
    assert set(frame) == {"seq", "contributions"}
    assert frame["seq"] == seq
    assert [each["text"] for each in frame["contributions"]] == ["Hallo"]


def test_a_part_that_changed_is_told_whole(rehearsal, before):
    rehearsal.move(1)
    frame = told(frames.delta(before, rehearsal.state, EVERYBODY))
    assert frame["parts"]["agenda"]["current"] == 1
    assert "contributions" not in frame


def test_somebody_new_is_told_alone(rehearsal, before):
    carla = rehearsal.enter("Carla", kind="authority")
    frame = told(frames.delta(before, rehearsal.state, EVERYBODY))
    who = {"id": carla.pk, "name": "Carla", "role": "participant", "kind": "authority", "seq": frame["seq"]}
    assert frame["people"] == [who | {"guest": True, "removed": None, "number": 1, "shares_device": False}]


def test_what_changed_of_an_old_contribution_is_told_again(rehearsal, anna_inside):
    said = rehearsal.say(anna_inside, "Das ist geheim")
    rehearsal.say(anna_inside, "Das nicht")
    before = rehearsal.state
    rehearsal.take(rehearsal.moderator, Hold(said, Reason.INSULT))
    everybody, moderators = (told(frames.delta(before, rehearsal.state, each)) for each in (EVERYBODY, MODERATORS))
    assert [(each["id"], each["text"]) for each in everybody["contributions"]] == [(said, "")]
    assert [(each["id"], each["text"]) for each in moderators["contributions"]] == [(said, "Das ist geheim")]


def test_the_whole_room_tells_epoch_time_and_everything(rehearsal, anna_inside):
    rehearsal.say(anna_inside, "Hallo")
    known = deciding.load(rehearsal.room)
    frame = told(frames.whole(known, 0, EVERYBODY))
    assert (frame["seq"], frame["epoch"], frame["since"]) == (known.room.seq, str(known.epoch), 0)
    assert abs(frame["now"] - drafts.now()) < 60_000
    assert set(frame["parts"]) == EVERYBODYS_PARTS
    assert [each["name"] for each in frame["people"]] == ["Tina", "Anna"]
    assert [each["text"] for each in frame["contributions"]] == ["Hallo"]


def test_who_comes_back_is_told_only_of_people_and_contributions_since(rehearsal, anna_inside):
    rehearsal.say(anna_inside, "Davor")
    since = rehearsal.state.seq
    rehearsal.say(anna_inside, "Danach")
    frame = told(frames.whole(deciding.load(rehearsal.room), since, EVERYBODY))
    assert (frame["since"], frame["people"]) == (since, [])
    assert [each["text"] for each in frame["contributions"]] == ["Danach"]


def test_lists_that_are_empty_stand_in_the_whole_room(rehearsal, before):
    """Who starts anew forgets what it had; a list that is left out has not changed."""
    frame = told(frames.whole(Known(uuid.uuid4(), before), before.seq, EVERYBODY))
    assert (frame["people"], frame["contributions"]) == ([], [])


def test_to_each_what_is_theirs(rehearsal, anna_inside):
    withdrawn = rehearsal.say(anna_inside, "Doch nicht")
    rehearsal.take(anna_inside, Withdraw(withdrawn))
    mine = told(frames.mine(rehearsal.state, anna_inside.pk, frozenset()))["mine"]
    others = told(frames.mine(rehearsal.state, rehearsal.moderator.pk, frozenset()))["mine"]
    assert (mine["person"], [each["text"] for each in mine["exchange"]["contributions"]]) == (
        anna_inside.pk,
        ["Doch nicht"],
    )
    assert (others["person"], others["exchange"]["contributions"]) == (rehearsal.moderator.pk, [])


def test_those_who_are_present_are_told_in_one_order():
    assert frames.present(frozenset({9, 3, 7}), {}) == '{"present":[3,7,9]}'
    elsewhere = {12: frozenset({5}), 11: frozenset({4, 2})}
    assert frames.present((), elsewhere) == '{"present":[],"elsewhere":{"11":[2,4],"12":[5]}}'
    assert frames.present((3,), {}, {9: 2, 4: 0}) == '{"present":[3],"moderators":{"4":0,"9":2}}'
