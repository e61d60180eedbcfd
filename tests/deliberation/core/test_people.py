import pytest

from deliberation.core.acting import Role
from deliberation.core.agenda import Signal, SignalGiven
from deliberation.core.agreement import missing
from deliberation.core.exchange import Contribute, Type
from deliberation.core.floor import FloorGiven, FloorRequested, GiveFloor
from deliberation.core.people import (
    GiveRole,
    HandOver,
    Join,
    Person,
    PersonJoined,
    PersonRemoved,
    Removal,
    RemovePerson,
    RoleGiven,
    TakeOver,
    called,
    is_moderating,
    participants,
)
from deliberation.core.places import BreakoutsOpened, MovePeople, PeopleMoved
from deliberation.core.turns import waiting
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CLOSED,
    CO_MODERATOR,
    EXCHANGE,
    FRIEND,
    JOINED,
    MODERATOR,
    OBSERVER,
    OPENED,
    RECORDER,
    STRANGER,
    given,
    in_phase,
)

ANNA_JOINS = Join("Anna", Role.PARTICIPANT, "authority")
ANNA_JOINED = PersonJoined(ANNA, Role.PARTICIPANT, "authority", "Anna")
REMOVE_ANNA = RemovePerson(ANNA, Removal.INSULTS)
ANNA_REMOVED = PersonRemoved(ANNA, Removal.INSULTS)


def test_whoever_comes_is_in_the_room():
    room = given().when(ANNA, ANNA_JOINS).then(ANNA_JOINED).room
    assert room.people == {ANNA: Person(ANNA, "Anna", Role.PARTICIPANT, "authority", 1)}


def test_who_comes_back_changes_nothing():
    given(ANNA_JOINED).when(ANNA, ANNA_JOINS).then()


def test_a_guest_carries_a_mark_until_they_have_an_account():
    guest = PersonJoined(ANNA, Role.PARTICIPANT, "authority", "Anna", guest=True)
    scenario = given().when(ANNA, Join("Anna", Role.PARTICIPANT, "authority", guest=True)).then(guest)
    assert scenario.room.people[ANNA].guest
    assert not scenario.when(ANNA, ANNA_JOINS).then(ANNA_JOINED).room.people[ANNA].guest


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


# --- removing ---------------------------------------------------------------------------------------------------------


def test_a_moderator_removes_somebody_and_the_room_is_told_why():
    scenario = given(*AGREED).when(MODERATOR, REMOVE_ANNA).then(ANNA_REMOVED)
    person = scenario.room.people[ANNA]
    assert (person.removed, person.name, person.seq) == (Removal.INSULTS, "participant", scenario.room.seq)


def test_who_was_removed_can_do_nothing_more_and_what_they_wrote_stays():
    said = given(*AGREED).when(ANNA, Contribute("Mine", Type.THESIS)).having(ANNA_REMOVED)
    assert [each.text for each in said.room.exchange.contributions] == ["Mine"]
    said.when(ANNA, Contribute("More", Type.THESIS)).refused("room.not_your_role")


def test_who_was_removed_does_not_come_in_again():
    given(*AGREED, ANNA_REMOVED).when(ANNA, ANNA_JOINS).refused("people.removed")


def test_who_was_absent_comes_in_again_and_takes_part():
    away = given(*AGREED, ANNA_JOINED, PersonRemoved(ANNA, Removal.ABSENT))
    back = away.when(ANNA, ANNA_JOINS).then(ANNA_JOINED)
    assert back.room.people[ANNA].removed is None
    assert ANNA in participants(back.room.people)


def test_removing_twice_changes_nothing_but_an_absence_becomes_a_removal():
    given(*AGREED, ANNA_REMOVED).when(CO_MODERATOR, REMOVE_ANNA).then()
    given(*AGREED, ANNA_REMOVED).when(CO_MODERATOR, RemovePerson(ANNA, Removal.ABSENT)).then()
    absent = given(*AGREED, PersonRemoved(ANNA, Removal.ABSENT))
    absent.when(MODERATOR, RemovePerson(ANNA, Removal.ABSENT)).then()
    absent.when(MODERATOR, REMOVE_ANNA).then(ANNA_REMOVED)


@pytest.mark.parametrize("person", [MODERATOR, CO_MODERATOR])
def test_whoever_moderates_is_not_removed(person):
    given(*AGREED).when(CO_MODERATOR, RemovePerson(person, Removal.DISRUPTS)).refused("people.moderates")


def test_only_somebody_who_came_is_removed():
    given(*AGREED).when(MODERATOR, RemovePerson(STRANGER, Removal.DISRUPTS)).refused("people.no_such_person")


def test_nobody_else_removes_anybody():
    given(*AGREED).when(BEN, REMOVE_ANNA).refused("room.not_your_role")


def test_nobody_waits_for_who_was_removed():
    room = given(*OPENED, ANNA_REMOVED).room
    assert missing(room.agreement, room.people) == (BEN, CEM)
    assert waiting(room.turns, room.people) == (BEN, CEM)
    assert participants(room.people) == (BEN, CEM)


def test_the_floor_of_who_was_removed_is_free():
    speaking = given(*in_phase(EXCHANGE), FloorRequested(BEN, False), FloorGiven(ANNA, False))
    assert speaking.having(ANNA_REMOVED).room.floor.holder is None
    rid_of_ben = speaking.having(PersonRemoved(BEN, Removal.DISRUPTS)).room.floor
    assert (rid_of_ben.holder.person, rid_of_ben.requests) == (ANNA, ())
    assert speaking.having(PersonRemoved(CEM, Removal.DISRUPTS)).room.floor is speaking.room.floor
    speaking.having(ANNA_REMOVED).when(MODERATOR, GiveFloor(ANNA)).refused("floor.no_such_person")


def test_the_signal_of_who_was_removed_counts_no_more():
    given_signal = given(*AGREED, SignalGiven(ANNA, Signal.READY), SignalGiven(BEN, Signal.READY))
    assert given_signal.having(ANNA_REMOVED).room.agenda.signals == {BEN: Signal.READY}


def test_who_was_removed_is_in_no_room_and_is_moved_nowhere():
    grouped = given(*AGREED, BreakoutsOpened((7,)), PeopleMoved((ANNA, BEN), 7), ANNA_REMOVED)
    assert grouped.room.places.at == {BEN: 7}
    grouped.when(MODERATOR, MovePeople((ANNA,), 7)).refused("places.no_such_person")


# --- roles ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.CO_MODERATOR, Role.RECORDER])
def test_those_who_moderate_give_a_role_and_take_it_back(role):
    named = given(*AGREED).when(CO_MODERATOR, GiveRole(ANNA, role)).then(RoleGiven(ANNA, role))
    assert (named.room.people[ANNA].role, named.room.people[ANNA].seq) == (role, named.room.seq)
    named.when(MODERATOR, GiveRole(ANNA, role)).then()
    back = named.when(MODERATOR, GiveRole(ANNA, Role.PARTICIPANT)).then(RoleGiven(ANNA, Role.PARTICIPANT))
    assert ANNA in participants(back.room.people)


def test_somebody_who_observes_can_be_given_a_role():
    given(*AGREED).when(MODERATOR, GiveRole(OBSERVER, Role.CO_MODERATOR)).then(RoleGiven(OBSERVER, Role.CO_MODERATOR))


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER, Role.SUPPORT_PERSON])
def test_other_roles_are_not_given(role):
    given(*AGREED).when(MODERATOR, GiveRole(ANNA, role)).refused("people.not_given")


def test_nobody_takes_the_moderation_from_somebody_nor_a_person_of_trust_from_all():
    given(*AGREED).when(CO_MODERATOR, GiveRole(MODERATOR, Role.PARTICIPANT)).refused("people.not_given")
    given(*AGREED).when(MODERATOR, GiveRole(FRIEND, Role.RECORDER)).refused("people.not_given")


def test_only_somebody_who_is_in_the_session_is_given_a_role():
    given(*AGREED).when(MODERATOR, GiveRole(STRANGER, Role.RECORDER)).refused("people.no_such_person")
    given(*AGREED, ANNA_REMOVED).when(MODERATOR, GiveRole(ANNA, Role.RECORDER)).refused("people.no_such_person")


def test_who_moderates_hands_over_and_stays_as_co_moderation():
    handed = given(*AGREED).when(MODERATOR, HandOver(RECORDER))
    handed.then(RoleGiven(RECORDER, Role.MODERATOR), RoleGiven(MODERATOR, Role.CO_MODERATOR))
    handed.when(MODERATOR, HandOver(ANNA)).refused("room.not_your_role")
    handed.when(RECORDER, HandOver(MODERATOR)).then(
        RoleGiven(MODERATOR, Role.MODERATOR), RoleGiven(RECORDER, Role.CO_MODERATOR)
    )


def test_nobody_hands_over_to_themselves():
    given(*AGREED).when(MODERATOR, HandOver(MODERATOR)).refused("people.not_given")


def test_while_the_moderation_is_away_the_co_moderation_takes_over():
    alone = given(*AGREED).with_present(CO_MODERATOR, ANNA)
    alone.when(CO_MODERATOR, TakeOver()).then(
        RoleGiven(MODERATOR, Role.CO_MODERATOR), RoleGiven(CO_MODERATOR, Role.MODERATOR)
    )
    alone.when(ANNA, TakeOver()).refused("room.not_your_role")


def test_while_the_moderation_is_here_nobody_takes_over():
    given(*AGREED).with_present(CO_MODERATOR, MODERATOR).when(CO_MODERATOR, TakeOver()).refused("people.moderated")


def test_whoever_comes_in_again_has_the_role_that_they_were_given():
    named = given(*AGREED, ANNA_JOINED, RoleGiven(ANNA, Role.RECORDER))
    named.when(ANNA, ANNA_JOINS).then()
    renamed = named.when(ANNA, Join("Anna B.", Role.PARTICIPANT, "authority"))
    renamed.then(PersonJoined(ANNA, Role.RECORDER, "authority", "Anna B."))


# --- the same name ----------------------------------------------------------------------------------------------------


def names_in(*happened):
    return [called(person, "Somebody who has left") for person in given(*happened).room.people.values()]


def joined_as(person, name):
    return PersonJoined(person, Role.PARTICIPANT, "", name)


def test_people_of_one_name_are_told_apart_wherever_they_are_named():
    assert names_in(joined_as(ANNA, "Anna"), joined_as(BEN, "Anna"), joined_as(CEM, "Cem")) == [
        "Anna",
        "Anna (2)",
        "Cem",
    ]


def test_those_whose_names_were_erased_are_told_apart_too():
    left = "Somebody who has left"
    assert names_in(joined_as(ANNA, ""), joined_as(BEN, "Ben"), joined_as(CEM, "")) == [left, "Ben", f"{left} (2)"]


def test_who_comes_in_again_is_called_as_before():
    assert names_in(joined_as(ANNA, "Anna"), joined_as(BEN, "Anna"), joined_as(ANNA, "Anna")) == ["Anna", "Anna (2)"]
    assert names_in(joined_as(ANNA, "Anna"), joined_as(BEN, "Anna"), joined_as(ANNA, "Anne")) == ["Anne", "Anna (2)"]
