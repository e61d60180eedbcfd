from dataclasses import replace

import pytest

from deliberation.core.acting import Ask, Refused, Role
from deliberation.core.agenda import (
    CloseRoom,
    ExtendPhase,
    Formation,
    MovePhase,
    PauseRoom,
    PhaseMoved,
    ReopenRoom,
    ResumeRoom,
    Stage,
)
from deliberation.core.exchange import Contribute
from deliberation.core.forming import rooms_needed
from deliberation.core.people import (
    GiveRole,
    HandOver,
    Join,
    PersonJoined,
    Removal,
    RemovePerson,
    SetRoles,
    TakeOver,
)
from deliberation.core.places import BreakoutsOpened, BringBack, EnterGroup, MovePeople
from deliberation.core.room import decide_following
from deliberation.core.session import FOLLOWING, stays_here
from deliberation.core.vote import BallotForm, BallotOpened
from tests.deliberation.core.building import CAFE, FOURS, NEXT_TABLE, PAIRS, PLENARY, TALK, TWELVE, Building, plenary_of
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    CLOSED,
    CLOSING,
    CO_MODERATOR,
    MODERATOR,
    OUTCOME,
    PAUSED,
    PLANNED,
    STRANGER,
    given,
)

ASK = Ask(STRANGER, 0)


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


def test_nobody_takes_over_in_a_group_that_has_not_heard_of_whoever_leads_the_session():
    known = rooms() | {1: given(PersonJoined(CO_MODERATOR, Role.CO_MODERATOR, "", "C")).room}
    asking = Ask(CO_MODERATOR, 0, around=frozenset({MODERATOR, CO_MODERATOR}))
    with pytest.raises(Refused, match=r"people\.moderated"):
        FOLLOWING[TakeOver](known, 1, TakeOver(), asking)
    assert FOLLOWING[TakeOver](known, 1, TakeOver(), Ask(CO_MODERATOR, 0))[PLENARY]


# --- small groups -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("to", "stays"), [(TALK, True), (PAIRS, False), (CAFE, False), (9, False), (-1, False)])
def test_a_move_stays_in_its_room_unless_people_go_apart(to, stays):
    plenary = plenary_of().room
    assert stays_here(plenary, MovePhase(0, to)) is stays
    if stays:
        assert FOLLOWING[MovePhase]({PLENARY: plenary}, PLENARY, MovePhase(0, to), ASK) == {}


def test_where_people_were_apart_a_move_may_lead_to_where_they_were():
    building = Building.of(plenary_of()).move(PAIRS)
    assert not stays_here(building.plenary, MovePhase(0, TALK))
    assert not any(stays_here(building.rooms[room], MovePhase(0, TALK)) for room in building.plenary.places.groups)


def test_a_ballot_that_is_open_has_to_be_counted_first():
    voting = given(*AGREED, PhaseMoved(OUTCOME), BallotOpened(BallotForm.OPINION, 1, "We meet again")).room
    assert not stays_here(voting, MovePhase(0, CLOSING))


def test_no_other_command_is_taken_for_one_that_stays():
    assert not stays_here(plenary_of().room, PauseRoom("Coffee"))


def test_a_phase_in_pairs_begins_with_everybody_who_is_here_in_a_pair_and_nobody_who_moderates():
    building = Building.of(plenary_of()).move(PAIRS)
    assert sorted(person for group in building.groups for person in group) == list(TWELVE)
    assert [len(group) for group in building.groups] == [2] * 6
    assert MODERATOR not in building.plenary.places.at


def test_in_each_group_the_phase_begins_with_its_time_under_the_rules_that_people_confirmed():
    building = Building.of(plenary_of()).move(PAIRS)
    for room in building.plenary.places.groups:
        there = building.rooms[room].agenda
        assert (there.stage, there.current, there.phase.formation) == (Stage.OPEN, PAIRS, Formation.PLENARY)
        assert (there.since, there.until) == (building.plenary.agenda.since, building.plenary.agenda.until)
    first, room = building.groups[0], building.plenary.places.groups[0]
    building.ask(first[0], Contribute("I remember"), room)
    assert [each.text for each in building.rooms[room].exchange.contributions] == ["I remember"]


def test_who_is_away_is_in_no_group_and_comes_into_the_smallest_when_they_are_back():
    building = Building.of(plenary_of())
    building.present -= {11}
    building.move(PAIRS)
    assert sorted(map(len, building.groups)) == [2, 2, 2, 2, 3]
    building.present |= {11}
    building.ask(11, EnterGroup())
    assert sorted(map(len, building.groups)) == [2, 2, 2, 3, 3]
    room = building.plenary.places.at[11]
    building.ask(11, Contribute("Here I am"), room)


def test_pairs_are_merged_into_fours_that_keep_them_together():
    building = Building.of(plenary_of()).move(PAIRS)
    pairs = building.groups
    building.move(FOURS)
    assert [len(group) for group in building.groups] == [4] * 3
    assert all(any(set(pair) <= set(group) for group in building.groups) for pair in pairs)


def test_at_a_world_cafe_hosts_stay_and_all_others_go_to_another_table():
    building = Building.of(plenary_of()).move(CAFE)
    tables, hosts = building.groups, building.plenary.places.hosts
    building.move(NEXT_TABLE)
    assert building.plenary.places.hosts == hosts
    for room, before, after in zip(building.plenary.places.groups, tables, building.groups, strict=True):
        assert set(before) & set(after) == {hosts[room]}
        assert building.rooms[room].places.group.host == hosts[room]


def test_the_next_phase_brings_everybody_back_and_the_groups_follow_it():
    building = Building.of(plenary_of()).move(PAIRS).move(TALK)
    assert building.plenary.places.at == {}
    assert {building.rooms[room].agenda.current for room in range(PLENARY + 1, PLENARY + 7)} == {TALK}


def test_where_rooms_are_missing_the_groups_are_larger():
    few = replace(Building.of(plenary_of(), breakouts=3), makes_rooms=False)
    assert [len(group) for group in few.move(PAIRS).groups] == [4, 4, 4]
    none = replace(Building.of(plenary_of(), breakouts=0), makes_rooms=False)
    assert none.move(PAIRS).plenary.places.at == {}


def test_so_many_rooms_are_needed_for_a_phase():
    plenary = plenary_of().room
    assert [rooms_needed(plenary, MovePhase(0, to)) for to in range(5)] == [0, 6, 3, 4, 4]
    assert rooms_needed(plenary, MovePhase(0, 9)) == 0
    assert rooms_needed(plenary, PauseRoom("Air")) == 0


def test_a_pause_more_time_the_end_and_going_on_reach_the_groups():
    building = Building.of(plenary_of()).move(PAIRS)
    rooms = building.plenary.places.groups
    building.ask(MODERATOR, ExtendPhase(building.plenary.agenda.moved, 5))
    assert {building.rooms[room].agenda.until for room in rooms} == {building.plenary.agenda.until}
    for command, stage in ((PauseRoom("Air"), Stage.PAUSED), (ResumeRoom(), Stage.OPEN)):
        building.ask(MODERATOR, command)
        assert {building.rooms[room].agenda.stage for room in rooms} == {stage}
    building.ask(MODERATOR, CloseRoom(building.plenary.agenda.moved))
    assert {building.rooms[room].agenda.stage for room in rooms} == {Stage.CLOSED}
    building.ask(MODERATOR, ReopenRoom("By mistake"))
    assert {building.rooms[room].agenda.stage for room in rooms} == {Stage.OPEN}
    assert len(building.plenary.places.at) == 12


def test_a_moderator_goes_into_a_group_on_to_the_next_and_back_and_belongs_to_none():
    building = Building.of(plenary_of()).move(PAIRS)
    groups, (first, second, *_) = building.groups, building.plenary.places.groups
    building.ask(MODERATOR, MovePeople((MODERATOR,), first))
    building.ask(MODERATOR, Join("M", Role.MODERATOR, ""), first)
    building.ask(MODERATOR, MovePeople((MODERATOR,), second), first)
    assert building.plenary.places.at[MODERATOR] == second
    building.ask(MODERATOR, Join("M", Role.MODERATOR, ""), second)
    building.ask(MODERATOR, MovePeople((MODERATOR,), None), second)
    assert MODERATOR not in building.plenary.places.at
    assert building.groups == groups


def test_from_a_group_everybody_can_be_called_back():
    building = Building.of(plenary_of()).move(PAIRS)
    first = building.plenary.places.groups[0]
    building.ask(MODERATOR, MovePeople((MODERATOR,), first))
    building.ask(MODERATOR, Join("M", Role.MODERATOR, ""), first)
    building.ask(MODERATOR, BringBack(), first)
    assert building.plenary.places.at == {}


def test_who_is_moved_by_hand_belongs_to_the_other_group():
    building = Building.of(plenary_of()).move(PAIRS)
    second = building.plenary.places.groups[1]
    moved = building.groups[0][0]
    building.ask(MODERATOR, MovePeople((moved,), second))
    assert moved in building.groups[1]
    assert moved not in building.groups[0]
    building.ask(moved, Contribute("Hello"), second)


def test_once_groups_are_over_nobody_is_moved_into_one_of_them():
    building = Building.of(plenary_of()).move(PAIRS)
    first = building.plenary.places.groups[0]
    building.ask(MODERATOR, BringBack())
    assert building.refused(MODERATOR, MovePeople((TWELVE[0],), first)) == "places.no_such_room"


def test_in_a_group_the_co_moderation_takes_over_while_the_moderation_is_in_no_room():
    building = Building.of(plenary_of()).move(PAIRS)
    first, second, *_ = building.plenary.places.groups
    building.walk(second).walk(first, CO_MODERATOR)
    assert building.refused(CO_MODERATOR, TakeOver(), first) == "people.moderated"
    alone = replace(building, present=building.present - {MODERATOR})
    alone.ask(CO_MODERATOR, TakeOver(), first)
    for room in (PLENARY, first, second):
        roles = {id: alone.rooms[room].people[id].role for id in (MODERATOR, CO_MODERATOR)}
        assert roles == {MODERATOR: Role.CO_MODERATOR, CO_MODERATOR: Role.MODERATOR}
