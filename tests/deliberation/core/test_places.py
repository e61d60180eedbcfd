import pytest

from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.agenda import (
    CloseRoom,
    ExtendPhase,
    MovePhase,
    PauseRoom,
    PhaseMoved,
    RoomClosed,
    RoomReopened,
)
from deliberation.core.people import PersonRemoved, Removal
from deliberation.core.places import (
    BreakoutsOpened,
    BringBack,
    EnterGroup,
    FormGroups,
    Gather,
    GroupGathered,
    GroupsFormed,
    MovePeople,
    OpenBreakouts,
    PeopleMoved,
    PlacesMine,
    PlacesView,
    Report,
    Reported,
)
from deliberation.core.whereabouts import PlannedGroup
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CLARIFY,
    CLOSING,
    EXCHANGE,
    MODERATOR,
    RECORDER,
    STAKE,
    STRANGER,
    given,
)

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
    assert seeing.parts(room, Audience.MODERATION)["places"] == PlacesView(
        (FIRST, SECOND), at, numbers={FIRST: 1, SECOND: 2}
    )
    assert "places" not in seeing.parts(room, Audience.EVERYBODY)
    assert seeing.mine(room, CEM, frozenset())["places"] == PlacesMine(SECOND)
    assert seeing.mine(room, MODERATOR, frozenset())["places"] == PlacesMine(None)
    assert seeing.concerned(given(*OPENED).room, room, frozenset()) == {ANNA, BEN, CEM}


# --- small groups -----------------------------------------------------------------------------------------------------

GROUPS = (PlannedGroup(FIRST, (ANNA, BEN)), PlannedGroup(SECOND, (CEM,), host=CEM))
IN_GROUPS = (*OPENED, PhaseMoved(STAKE), GroupsFormed(GROUPS))


def test_people_are_put_into_small_groups_and_the_next_phase_brings_them_back():
    formed = given(*OPENED, PhaseMoved(STAKE)).when(MODERATOR, FormGroups(GROUPS)).then(GroupsFormed(GROUPS))
    assert formed.room.places.at == {ANNA: FIRST, BEN: FIRST, CEM: SECOND}
    assert formed.room.places.groups == (FIRST, SECOND)
    back = formed.having(PhaseMoved(CLARIFY)).room.places
    assert (back.at, back.groups) == ({}, ())


def test_whoever_is_in_a_group_goes_into_the_next_one():
    others = (PlannedGroup(FIRST, (CEM,)), PlannedGroup(SECOND, (ANNA,)))
    formed = given(*IN_GROUPS).when(MODERATOR, FormGroups(others, each_reports=False))
    assert formed.then(GroupsFormed(others, False)).room.places.at == {CEM: FIRST, ANNA: SECOND}


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ((PlannedGroup(103, (ANNA,)),), "places.no_such_room"),
        ((PlannedGroup(FIRST, (ANNA,)), PlannedGroup(FIRST, (BEN,))), "places.no_such_room"),
        ((PlannedGroup(FIRST, (ANNA,)), PlannedGroup(SECOND, (ANNA,))), "places.no_such_person"),
        ((PlannedGroup(FIRST, (ANNA, MODERATOR)),), "places.no_such_person"),
        ((PlannedGroup(FIRST, (ANNA,), moderator=BEN),), "places.no_such_person"),
        (
            (PlannedGroup(FIRST, (ANNA,), moderator=MODERATOR), PlannedGroup(SECOND, (BEN,), moderator=MODERATOR)),
            "places.no_such_person",
        ),
    ],
)
def test_everybody_who_talks_and_does_not_moderate_is_in_one_small_group_at_the_most(groups, code):
    given(*OPENED).when(MODERATOR, FormGroups(groups)).refused(code)


def test_who_comes_late_goes_into_the_group_that_has_the_fewest_here():
    late = given(*IN_GROUPS).when(RECORDER, EnterGroup())
    late.then(PeopleMoved((RECORDER,), SECOND)).when(RECORDER, EnterGroup()).refused("places.not_awaited")
    alone = given(*IN_GROUPS).with_present(CEM, RECORDER).when(RECORDER, EnterGroup())
    alone.then(PeopleMoved((RECORDER,), FIRST))


def test_into_a_group_goes_by_itself_only_who_is_in_none():
    given(*IN_GROUPS).when(ANNA, EnterGroup()).refused("places.not_awaited")
    given(*IN_GROUPS).when(MODERATOR, EnterGroup()).refused("room.not_your_role")
    given(*OPENED).when(ANNA, EnterGroup()).refused("places.not_awaited")


def test_whom_a_moderator_took_out_of_their_group_is_left_in_the_plenary_until_the_next_phase():
    out = given(*IN_GROUPS).when(MODERATOR, MovePeople((ANNA,), None))
    out.when(ANNA, EnterGroup()).refused("places.not_awaited")
    again = out.having(PhaseMoved(CLARIFY), PhaseMoved(STAKE), GroupsFormed((PlannedGroup(FIRST, (BEN,)),)))
    again.when(ANNA, EnterGroup()).then(PeopleMoved((ANNA,), FIRST))


def test_who_met_whom_and_at_which_table_is_remembered():
    room = given(*IN_GROUPS, PeopleMoved((RECORDER,), SECOND)).room.places
    assert room.met == {ANNA: {BEN}, BEN: {ANNA}, CEM: {RECORDER}, RECORDER: {CEM}}
    assert room.tables == {ANNA: {FIRST}, BEN: {FIRST}, CEM: {SECOND}, RECORDER: {SECOND}}


def test_a_session_that_was_ended_by_mistake_goes_on_in_its_groups():
    places = given(*IN_GROUPS, RoomClosed(), RoomReopened("By mistake")).room.places
    assert (places.at, places.groups) == ({ANNA: FIRST, BEN: FIRST, CEM: SECOND}, (FIRST, SECOND))


def test_in_a_breakout_room_everybody_is_told_which_group_it_is_and_with_whom():
    there = given(*AGREED).when(MODERATOR, Gather(3, (ANNA, BEN), ANNA)).then(GroupGathered(3, (ANNA, BEN), ANNA))
    there.when(MODERATOR, Gather(3, (ANNA, BEN), ANNA)).then()
    assert seeing.mine(there.room, ANNA, frozenset())["places"] == PlacesMine(None, 3, (ANNA, BEN), ANNA, card=True)
    assert seeing.concerned(given(*AGREED).room, there.room, frozenset()) >= {ANNA, BEN}
    gone = there.having(PersonRemoved(BEN, Removal.OWN_WISH)).room
    assert seeing.mine(gone, ANNA, frozenset())["places"].people == (ANNA,)


@pytest.mark.parametrize("command", [MovePhase(0, 2), ExtendPhase(0, 5), PauseRoom("Air"), CloseRoom(0)])
def test_a_small_group_is_led_through_its_phases_by_the_plenary_alone(command):
    given(*AGREED, GroupGathered(3, (ANNA, BEN))).when(MODERATOR, command).refused("places.in_the_plenary")


# --- a sentence for all -----------------------------------------------------------------------------------------------

BACK = (*IN_GROUPS, PhaseMoved(EXCHANGE))


def test_back_in_the_plenary_each_may_say_one_sentence_whatever_its_mode():
    said = (
        given(*BACK).when(BEN, Report("We found two reasons")).then(Reported(BEN, 1, EXCHANGE, "We found two reasons"))
    )
    [contribution] = said.room.exchange.contributions
    assert (contribution.by, contribution.text, contribution.group) == (BEN, "We found two reasons", 1)
    said.when(BEN, Report("And a third")).refused("places.nothing_to_report")
    said.when(CEM, Report("We found none")).then(Reported(CEM, 2, EXCHANGE, "We found none"))


def test_until_the_next_phase():
    given(*BACK, PhaseMoved(CLOSING)).when(BEN, Report("Late")).refused("places.nothing_to_report")


def test_who_was_in_no_group_brings_no_sentence_along():
    given(*BACK).when(RECORDER, Report("I heard")).refused("places.nothing_to_report")


def test_people_see_from_which_group_they_may_bring_a_sentence():
    before, after = given(*IN_GROUPS).room, given(*BACK).room
    assert seeing.mine(after, CEM, frozenset())["places"] == PlacesMine(None, reports_from=2)
    assert seeing.concerned(before, after, frozenset()) >= {ANNA, BEN, CEM}
    said = given(*BACK, Reported(CEM, 2, EXCHANGE, "Yes")).room
    assert seeing.mine(said, CEM, frozenset())["places"] == PlacesMine(None)
