from deliberation.core.acting import Role
from deliberation.core.people import Join, Person, PersonJoined, is_moderating
from tests.deliberation.core.scenario import ANNA, CLOSED, CO_MODERATOR, JOINED, MODERATOR, STRANGER, given

ANNA_JOINS = Join("Anna", Role.PARTICIPANT, "authority")
ANNA_JOINED = PersonJoined(ANNA, Role.PARTICIPANT, "authority", "Anna")


def test_whoever_comes_is_in_the_room():
    room = given().when(ANNA, ANNA_JOINS).then(ANNA_JOINED).room
    assert room.people == {ANNA: Person(ANNA, "Anna", Role.PARTICIPANT, "authority", 1)}


def test_who_comes_back_changes_nothing():
    given(ANNA_JOINED).when(ANNA, ANNA_JOINS).then()


def test_who_comes_back_under_another_name_keeps_their_place_in_the_order():
    before = given(*JOINED).room
    renamed = Join("Anna B.", Role.PARTICIPANT, "")
    room = given(*JOINED).when(ANNA, renamed).then(PersonJoined(ANNA, Role.PARTICIPANT, "", "Anna B.")).room
    assert list(room.people) == list(before.people)
    assert room.people[ANNA] == Person(ANNA, "Anna B.", Role.PARTICIPANT, "", len(JOINED) + 1)


def test_one_can_still_enter_a_closed_room_to_read():
    given(*CLOSED).when(STRANGER, ANNA_JOINS).then(PersonJoined(STRANGER, Role.PARTICIPANT, "authority", "Anna"))


def test_moderators_and_co_moderators_moderate():
    people = given(*JOINED).room.people
    assert [is_moderating(people, person) for person in (MODERATOR, CO_MODERATOR, ANNA, STRANGER)] == [
        True,
        True,
        False,
        False,
    ]
