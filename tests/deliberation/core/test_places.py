from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.agenda import CloseRoom
from deliberation.core.places import (
    BreakoutsOpened,
    BringBack,
    MovePeople,
    OpenBreakouts,
    PeopleMoved,
    PlacesMine,
    PlacesView,
)
from tests.deliberation.core.scenario import AGREED, ANNA, BEN, CEM, MODERATOR, STRANGER, given

FIRST, SECOND = 101, 102
OPENED = (*AGREED, BreakoutsOpened((FIRST, SECOND)))
APART = (*OPENED, PeopleMoved((ANNA, BEN), FIRST), PeopleMoved((CEM,), SECOND))


def test_rooms_are_opened_once():
    opened = given(*AGREED).when(MODERATOR, OpenBreakouts((FIRST, SECOND))).then(BreakoutsOpened((FIRST, SECOND)))
    opened.when(MODERATOR, OpenBreakouts((SECOND, FIRST))).then()
    opened.when(MODERATOR, OpenBreakouts((SECOND, 103))).then(BreakoutsOpened((103,)))


def test_people_are_moved_and_each_is_in_one_room():
    sent = given(*OPENED).when(MODERATOR, MovePeople((ANNA, BEN), FIRST)).then(PeopleMoved((ANNA, BEN), FIRST))
    assert sent.room.places.at == {ANNA: FIRST, BEN: FIRST}
    over = sent.when(MODERATOR, MovePeople((BEN, CEM, BEN), SECOND)).then(PeopleMoved((BEN, CEM), SECOND))
    assert over.room.places.at == {ANNA: FIRST, BEN: SECOND, CEM: SECOND}
    back = over.when(MODERATOR, MovePeople((ANNA,), None)).then(PeopleMoved((ANNA,), None))
    assert back.room.places.at == {BEN: SECOND, CEM: SECOND}


def test_whoever_is_there_already_is_not_moved():
    given(*APART).when(MODERATOR, MovePeople((ANNA, BEN), FIRST)).then()
    given(*APART).when(MODERATOR, MovePeople((MODERATOR,), None)).then()


def test_everybody_is_brought_back_once():
    back = given(*APART).when(MODERATOR, BringBack()).then(PeopleMoved((ANNA, BEN, CEM), None))
    assert back.room.places.at == {}
    back.when(MODERATOR, BringBack()).then()


def test_at_the_end_everybody_is_together():
    scenario = given(*APART)
    ended = scenario.when(MODERATOR, CloseRoom(scenario.room.agenda.moved))
    assert (ended.room.places.rooms, ended.room.places.at) == ((FIRST, SECOND), {})


def test_there_has_to_be_such_a_room_and_such_a_person():
    given(*OPENED).when(MODERATOR, MovePeople((ANNA,), 103)).refused("places.no_such_room")
    given(*OPENED).when(MODERATOR, MovePeople((ANNA, STRANGER), FIRST)).refused("places.no_such_person")


def test_moderators_see_who_is_where_and_everybody_where_they_are_themselves():
    room = given(*APART).room
    at = {ANNA: FIRST, BEN: FIRST, CEM: SECOND}
    assert seeing.parts(room, Audience.MODERATION)["places"] == PlacesView((FIRST, SECOND), at)
    assert "places" not in seeing.parts(room, Audience.EVERYBODY)
    assert seeing.mine(room, CEM, frozenset())["places"] == PlacesMine(SECOND)
    assert seeing.mine(room, MODERATOR, frozenset())["places"] == PlacesMine(None)
    assert seeing.concerned(given(*OPENED).room, room, frozenset()) == {ANNA, BEN, CEM}
