"""Each time people go apart, they do in rooms in which nobody was: what is said in a small group stays there."""

from dataclasses import replace

import pytest

from deliberation.core.acting import Role
from deliberation.core.agenda import MovePhase
from deliberation.core.exchange import Contribute
from deliberation.core.forming import rooms_needed
from deliberation.core.groups import PreparedRound, PrepareGroups, ProposedGroup, SendGroups
from deliberation.core.overview import overview
from deliberation.core.people import GiveRole, Removal, RemovePerson
from deliberation.core.places import BringBack, CloseGroup, EnterGroup, MergeGroups, MovePeople, view
from tests.deliberation.core.building import CAFE, FOURS, NEXT_TABLE, PAIRS, PLENARY, TALK, TWELVE, Building, plenary_of
from tests.deliberation.core.scenario import MODERATOR

ANNA, BEN, CEM, DOV, *_ = TWELVE
ONE, TWO, THREE = TWELVE[:4], TWELVE[4:8], TWELVE[8:]


def building():
    return Building.of(plenary_of())


def back(here):
    return here.ask(MODERATOR, BringBack())


def numbers(here):
    return {room: here.rooms[room].places.group.number for room in here.running}


@pytest.mark.parametrize("between", [(), (TALK,)])
def test_whoever_goes_apart_later_gets_rooms_in_which_nobody_was(between):
    here = building().move(PAIRS)
    before = here.running
    here.ask(here.groups[0][0], Contribute("Only for you"), before[0])
    for phase in (*between, FOURS):
        here.move(phase)
    assert len(here.running) == 3
    assert set(here.running).isdisjoint(before)
    assert not any(here.said(room) for room in here.running)


def test_people_call_their_groups_by_numbers_from_one_each_time():
    here = building().move(PAIRS).move(FOURS)
    assert list(numbers(here).values()) == [1, 2, 3]
    assert view(here.plenary.places, None).numbers == numbers(here)


def test_numbers_stay_when_others_are_merged_or_closed():
    here = building().move(PAIRS).move(FOURS)
    first, second, third = here.running
    here.ask(MODERATOR, MergeGroups(first, second))
    assert numbers(here) == {second: 2, third: 3}
    here.ask(MODERATOR, CloseGroup(second))
    assert numbers(here) == {third: 3}
    assert [row.number for row in overview(here.plenary, here.rooms, here.present).groups] == [3]


def test_pairs_come_back_from_the_group_that_they_know():
    here = building().move(FOURS).move(PAIRS)
    known = {person: number for number, pair in enumerate(here.groups, 1) for person in pair}
    assert here.move(TALK).plenary.places.came_from == known


def test_where_people_rotate_the_tables_stay_with_what_was_said_there():
    here = building().move(PAIRS).move(CAFE)
    tables = here.running
    here.ask(here.groups[0][1], Contribute("For whoever comes next"), tables[0])
    here.move(TALK).move(NEXT_TABLE)
    assert here.running == tables
    assert [text for _, text in here.said(tables[0])] == ["For whoever comes next"]
    assert list(numbers(here).values()) == [1, 2, 3, 4]


def test_where_people_rotate_the_rooms_of_pairs_are_no_tables():
    here = building().move(PAIRS)
    before = here.running
    assert set(here.move(NEXT_TABLE).running).isdisjoint(before)


def test_where_more_tables_are_needed_the_others_are_new():
    here = building()
    here.present -= {*THREE}
    tables = here.move(CAFE).running
    here.present |= {*THREE}
    here.move(NEXT_TABLE)
    assert here.running[: len(tables)] == tables
    assert len(here.running) == 4


def test_prepared_rounds_rotate_in_their_order():
    one = PreparedRound(tuple(ProposedGroup(TWELVE[n::4], TWELVE[n]) for n in range(4)))
    turned = [(TWELVE[n], *TWELVE[(n + 1) % 4 + 4 :: 4]) for n in range(4)]
    two = PreparedRound(tuple(ProposedGroup(group, group[0]) for group in turned))
    here = building().ask(MODERATOR, PrepareGroups((one, two), ())).move(CAFE)
    tables = here.running
    assert here.move(NEXT_TABLE).running == tables
    assert list(map(set, here.groups)) == list(map(set, turned))


def test_the_same_people_have_their_room_again_and_others_have_not():
    here = building().send(ONE, TWO, THREE)
    first, second, third = here.running
    back(here).send(THREE, ONE[:3], (*TWO, ONE[3]))
    assert here.running[0] == third
    assert set(here.running[1:]).isdisjoint({first, second, third})
    assert list(numbers(here).values()) == [1, 2, 3]


def test_the_same_people_have_their_room_again_although_a_moderator_was_there():
    here = building().send(ONE, TWO)
    rooms = here.running
    here.walk(rooms[0]).walk(None)
    assert back(here).send(ONE, TWO).running == rooms


def test_it_is_no_longer_theirs_alone_when_somebody_else_was_there():
    here = building().send(ONE, TWO)
    first, second = here.running
    here.ask(MODERATOR, MovePeople(TWO[:1], first))
    assert set(back(here).send(ONE, TWO).running).isdisjoint({first})
    assert here.running[1] == second


@pytest.mark.parametrize("command", [RemovePerson(BEN, Removal.ABSENT), GiveRole(BEN, Role.CO_MODERATOR)])
def test_whoever_was_there_and_takes_part_no_more_keeps_it_from_others(command):
    here = building().send((ANNA, BEN), (CEM, DOV))
    first, second = here.running
    back(here).ask(MODERATOR, command)
    assert set(here.send((ANNA, CEM), (DOV,)).running).isdisjoint({first, second})


def test_whoever_is_awaited_comes_into_the_room_of_their_group():
    here = building()
    here.present -= {ANNA}
    here.send((ANNA, BEN), (CEM, DOV))
    here.present |= {ANNA}
    room = here.ask(ANNA, EnterGroup()).plenary.places.at[ANNA]
    assert room == here.running[0]
    assert back(here).send((ANNA, BEN)).running == (room,)


def test_rooms_that_nobody_entered_are_used():
    here = building().send(ONE, TWO)
    assert here.plenary.places.rooms == tuple(range(101, 107))
    assert back(here).send(TWO + ONE[:1], ONE[1:]).running == (103, 104)


def test_a_room_into_which_somebody_was_moved_before_there_were_groups_is_not():
    opened = with_rooms(plenary_of().room, (101, 102))
    here = replace(building(), rooms={**building().rooms, PLENARY: opened})
    here.ask(MODERATOR, MovePeople((ANNA,), 101))
    assert view(here.plenary.places, None).numbers == {101: 1}
    assert back(here).send((BEN, CEM)).running == (102,)


def with_rooms(plenary, rooms):
    return replace(plenary, states={**plenary.states, "places": replace(plenary.places, rooms=rooms)})


def test_so_many_rooms_are_needed_beside_the_tables_that_stay():
    here = building().move(CAFE)
    assert rooms_needed(here.plenary, MovePhase(0, NEXT_TABLE)) == 0
    assert rooms_needed(here.plenary, MovePhase(0, FOURS)) == 3
    assert rooms_needed(here.propose(ONE, TWO).plenary, SendGroups(0)) == 2
