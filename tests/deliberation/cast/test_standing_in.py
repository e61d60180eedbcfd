"""Where a person moderates, the moderation of the cast does nothing; where nobody does, it leads, and is seen to."""

import pytest

from deliberation.cast import playing, standing_in
from deliberation.cast.moment import Clock, Moment
from deliberation.cast.script import read
from deliberation.cast.seen import Seen
from deliberation.core.acting import Role
from deliberation.core.people import GiveRole, HandOver
from tests.deliberation.cast.stage import START, SessionInMemory
from tests.deliberation.cast.test_script import WRITTEN

MO, ANNA = 1, 2


@pytest.fixture
def room():
    script = read(WRITTEN)
    return SessionInMemory(script, dict(enumerate(script.performers, start=1)), script.phases)


def next_act(room, present):
    page = Seen()
    playing.look(page, room.known(MO), MO, frozenset(present))
    script = read(WRITTEN)
    return standing_in.next_act(Moment(script, script.performer("mo"), page, Clock(START)))


def test_it_moderates_among_participants(room):
    assert next_act(room, {MO, ANNA}).do == "agenda.OpenRoom"


def test_it_does_nothing_while_somebody_else_moderates_and_goes_on_when_they_have_gone(room):
    room.take(MO, GiveRole(ANNA, Role.CO_MODERATOR), START)
    room.take(MO, HandOver(ANNA), START)
    assert room.refused == []
    assert next_act(room, {MO, ANNA}) is None
    page = Seen()
    assert standing_in.next_act(Moment(read(WRITTEN), read(WRITTEN).performer("mo"), page, Clock(START))) is None


def test_it_takes_over_from_a_moderation_that_is_away_and_gives_it_back(room):
    """Or everybody would read that the moderation is not in the room."""
    room.take(MO, GiveRole(ANNA, Role.CO_MODERATOR), START)
    room.take(MO, HandOver(ANNA), START)
    assert room.refused == []
    assert next_act(room, {MO, ANNA}) is None
    act = next_act(room, {MO})
    assert act.do == "people.TakeOver"
    room.take(ANNA, HandOver(MO), START)
    assert (next_act(room, {MO, ANNA}).do, next_act(room, {MO, ANNA}).fields) == ("people.HandOver", {"person": ANNA})


def test_before_it_was_told_anything_it_waits():
    script = read(WRITTEN)
    assert standing_in.next_act(Moment(script, script.performer("mo"), Seen(), Clock(START))) is None
