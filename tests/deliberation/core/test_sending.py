"""Small groups that a moderator sends, recalls, merges and closes: what happens in all rooms of the session."""

from dataclasses import replace

import pytest

from deliberation.core import exchange, groups, seeing
from deliberation.core.acting import Role
from deliberation.core.agenda import MINUTE, ExtendPhase, PauseRoom, Stage
from deliberation.core.exchange import Contribute, Type
from deliberation.core.grouping.explained import Because
from deliberation.core.grouping.wishes import Acquaintance
from deliberation.core.people import GiveRole, Join, Removal, RemovePerson
from deliberation.core.places import (
    BringBack,
    CallOffReturn,
    CloseGroup,
    ComeBack,
    EnterGroup,
    ExtendGroup,
    MergeGroups,
    MovePeople,
    Recall,
    TellGroups,
)
from deliberation.core.results import WriteResult
from deliberation.core.whereabouts import PlannedGroup
from tests.deliberation.core.building import (
    CAFE,
    FOURS,
    NEXT_TABLE,
    PAIRS,
    PLENARY,
    TALK,
    TWELVE,
    Building,
    plenary_of,
)
from tests.deliberation.core.scenario import CO_MODERATOR, MODERATOR

ONE, TWO, THREE = TWELVE[:4], TWELVE[4:8], TWELVE[8:]
FIRST, SECOND, THIRD = PLENARY + 1, PLENARY + 2, PLENARY + 3


def building():
    return Building.of(plenary_of())


def apart():
    return building().send(ONE, TWO, THREE)


# --- sent at any time -------------------------------------------------------------------------------------------------


def test_groups_are_sent_in_any_phase_and_do_what_the_plenary_does():
    sent = building().move(TALK).send(ONE, TWO)
    assert sent.groups == [ONE, TWO]
    assert sent.running == (FIRST, SECOND)
    for room in sent.running:
        there = sent.rooms[room].agenda
        assert (there.stage, there.current, there.phase.title) == (Stage.OPEN, TALK, "Arriving")
    sent.ask(ONE[0], Contribute("Hello"), FIRST)
    assert sent.plenary.groups.proposal is None


def test_groups_that_are_sent_in_a_pause_pause_too():
    paused = building()
    paused.ask(MODERATOR, PauseRoom("Air")).send(ONE, TWO)
    assert {paused.rooms[room].agenda.stage for room in paused.running} == {Stage.PAUSED}


def test_who_is_sent_while_they_are_in_groups_goes_on_into_the_new_ones():
    again = apart().send(TWO + ONE[:2], THREE + ONE[2:])
    assert again.groups == [TWO + ONE[:2], THREE + ONE[2:]]
    assert set(again.running).isdisjoint({FIRST, SECOND, THIRD})
    assert [again.rooms[room].places.group.people for room in (FIRST, SECOND, THIRD)] == [()] * 3


def test_whoever_is_in_no_group_stays_in_the_plenary_and_may_go_into_one():
    sent = building().send(ONE, TWO)
    assert set(THREE).isdisjoint(sent.plenary.places.at)
    sent.ask(THREE[0], EnterGroup())
    assert THREE[0] in sent.groups[0]


def test_the_place_of_whoever_is_away_is_kept():
    away = building()
    away.present -= {ONE[0]}
    away.send(ONE, TWO)
    assert away.groups == [ONE[1:], TWO]
    assert ONE[1] in away.plenary.places.met[ONE[2]]
    assert ONE[0] not in away.plenary.places.met
    away.present |= {ONE[0]}
    away.ask(MODERATOR, MovePeople(TWO[:2], FIRST))
    away.ask(ONE[0], EnterGroup())
    assert away.plenary.places.at[ONE[0]] == FIRST


def test_a_moderator_of_a_group_goes_along_with_it_and_leaves_as_they_like():
    led = building().send(ONE, TWO, led={1: CO_MODERATOR})
    assert led.plenary.places.at[CO_MODERATOR] == SECOND
    assert led.groups == [ONE, TWO]
    assert led.rooms[SECOND].places.group.moderator == CO_MODERATOR
    assert CO_MODERATOR not in led.plenary.places.met[TWO[0]]
    led.ask(CO_MODERATOR, WriteResult("We agree", 0), SECOND)
    led.ask(CO_MODERATOR, MovePeople((CO_MODERATOR,), None), SECOND)
    assert CO_MODERATOR not in led.plenary.places.at
    assert led.rooms[SECOND].places.group.moderator == CO_MODERATOR
    back = led.ask(MODERATOR, BringBack())
    assert back.send(TWO, ONE).plenary.places.moderated == {}


def test_for_a_moderator_who_is_away_the_place_is_kept():
    away = building()
    away.present -= {CO_MODERATOR}
    away.send(ONE, TWO, led={1: CO_MODERATOR})
    assert CO_MODERATOR not in away.plenary.places.at
    assert away.plenary.places.awaited == {CO_MODERATOR: SECOND}
    away.present |= {CO_MODERATOR}
    away.walk(SECOND, CO_MODERATOR)
    assert away.plenary.places.awaited == {}


def test_whoever_was_removed_meanwhile_is_in_no_group():
    here = building().propose(ONE, TWO)
    here.ask(MODERATOR, RemovePerson(ONE[0], Removal.ABSENT))
    here.ask(MODERATOR, groups.SendGroups(here.plenary.groups.proposal.seq))
    assert here.groups == [ONE[1:], TWO]


def test_rooms_are_needed_for_it():
    few = replace(Building.of(plenary_of(), breakouts=1), makes_rooms=False).propose(ONE, TWO)
    assert few.refused(MODERATOR, groups.SendGroups(few.plenary.groups.proposal.seq)) == "places.no_such_room"


def test_everybody_can_ask_why_they_are_in_a_group():
    met = Acquaintance(met={TWO[0]: frozenset(TWO[1:])})
    sent = replace(building(), known=met).send(ONE, TWO, hosts=(ONE[0],))
    asked = ((FIRST, ONE[0]), (FIRST, ONE[1]), (SECOND, TWO[0]))
    whys = [seeing.mine(sent.rooms[room], person, frozenset())["places"].why for room, person in asked]
    assert [why.because for why in whys] == [Because.STAYS, Because.NEW, Because.MIXED]
    assert [(why.others, why.new, why.kinds) for why in whys] == [(3, 3, 2), (3, 3, 2), (3, 0, 2)]


# --- back -------------------------------------------------------------------------------------------------------------


def test_a_recall_is_counted_down_in_every_room_and_the_first_page_that_asks_brings_all_back():
    recalled = apart().ask(MODERATOR, Recall(30))
    until = recalled.at + 30_000
    assert {recalled.rooms[room].places.recalled_until for room in (PLENARY, *recalled.running)} == {until}
    assert recalled.later(29).refused(ONE[0], ComeBack(), FIRST) == "places.not_yet"
    back = recalled.later(30).ask(ONE[0], ComeBack(), FIRST)
    assert (back.plenary.places.at, back.running) == ({}, ())
    assert {back.rooms[room].places.recalled_until for room in back.rooms} == {0}
    assert {back.rooms[room].places.group.people for room in (FIRST, SECOND, THIRD)} == {()}
    again = back.ask(TWO[0], ComeBack(), SECOND).ask(MODERATOR, ComeBack())
    assert again.happened == []


def test_a_recall_is_called_off():
    stays = apart().ask(MODERATOR, Recall(30)).ask(MODERATOR, CallOffReturn())
    assert {room.places.recalled_until for room in stays.rooms.values()} == {0}
    assert stays.later(60).ask(ONE[0], ComeBack(), FIRST).groups == [ONE, TWO, THREE]


def test_without_a_countdown_all_are_back_at_once():
    assert apart().ask(MODERATOR, Recall(0)).plenary.places.at == {}
    assert apart().ask(MODERATOR, BringBack()).running == ()


def test_a_recall_needs_somebody_to_recall_and_some_patience():
    assert building().refused(MODERATOR, Recall(30)) == "places.nobody_apart"
    assert apart().refused(MODERATOR, Recall(-1)) == "places.seconds"
    assert apart().refused(MODERATOR, Recall(601)) == "places.seconds"


def test_a_moderator_recalls_from_within_a_group():
    inside = apart().walk(FIRST)
    recalled = inside.ask(MODERATOR, Recall(10), FIRST)
    assert recalled.plenary.places.recalled_until == recalled.at + 10_000
    assert recalled.ask(MODERATOR, CallOffReturn(), FIRST).plenary.places.recalled_until == 0


def test_once_recalled_nobody_goes_into_a_group_by_themselves():
    recalled = building().send(ONE, TWO).ask(MODERATOR, Recall(30))
    assert recalled.refused(THREE[0], EnterGroup()) == "places.not_awaited"


def test_after_the_return_nobody_is_sent_into_the_groups_that_were():
    back = building().send(ONE, TWO).ask(MODERATOR, BringBack())
    assert back.refused(THREE[0], EnterGroup()) == "places.not_awaited"
    assert back.refused(ONE[0], EnterGroup()) == "places.not_awaited"


def test_a_new_phase_ends_a_recall():
    moved = apart().ask(MODERATOR, Recall(30)).move(PAIRS)
    assert {room.places.recalled_until for room in moved.rooms.values()} == {0}
    assert len(moved.groups) == 6


def test_everybody_hears_of_a_recall_since_any_page_may_ask_for_the_return():
    before = building().send(ONE, TWO)
    after = replace(before).ask(MODERATOR, Recall(30))
    for room in (PLENARY, FIRST):
        people = frozenset(after.rooms[room].people)
        assert seeing.concerned(before.rooms[room], after.rooms[room], frozenset()) == people
    here = seeing.mine(after.plenary, THREE[0], frozenset())["places"]
    assert here.recalled_until == after.plenary.places.recalled_until


# --- merged, closed, extended -----------------------------------------------------------------------------------------


def test_two_groups_become_one_with_a_word_in_both():
    merged = apart().ask(MODERATOR, MergeGroups(FIRST, SECOND, "You are few"))
    assert [set(group) for group in merged.groups] == [{*ONE, *TWO}, {*THREE}]
    assert merged.running == (SECOND, THIRD)
    assert merged.rooms[FIRST].places.group.people == ()
    assert merged.said(FIRST) == merged.said(SECOND) == [(MODERATOR, "You are few")]
    assert merged.said() == merged.said(THIRD) == []
    assert TWO[0] in merged.plenary.places.met[ONE[0]]
    assert merged.ask(MODERATOR, MergeGroups(FIRST, SECOND)).happened == []


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (MergeGroups(FIRST, FIRST), "places.same_group"),
        (MergeGroups(FIRST, 999), "places.no_such_group"),
        (MergeGroups(999, FIRST), "places.no_such_group"),
        (CloseGroup(999), "places.no_such_group"),
        (ExtendGroup(999, 5), "places.no_such_group"),
        (ExtendGroup(FIRST, 0), "agenda.minutes"),
        (TellGroups("Hello", (999,)), "places.no_such_group"),
        (TellGroups("  "), "exchange.empty"),
        (MovePeople((11,), 999), "places.no_such_room"),
    ],
)
def test_what_is_no_group_cannot_be_led(command, code):
    assert apart().refused(MODERATOR, command) == code


def test_nobody_is_in_a_group_that_was_closed_and_nobody_goes_there():
    closed = apart().ask(MODERATOR, CloseGroup(FIRST, "Come to the plenary"))
    assert closed.running == (SECOND, THIRD)
    assert set(ONE).isdisjoint(closed.plenary.places.at)
    assert closed.said(FIRST) == closed.said() == [(MODERATOR, "Come to the plenary")]
    assert closed.refused(MODERATOR, MovePeople((ONE[0],), FIRST)) == "places.group_closed"
    assert closed.refused(ONE[0], EnterGroup()) == "places.not_awaited"
    assert closed.ask(MODERATOR, MovePeople((ONE[0],), SECOND)).groups == [(*TWO, ONE[0]), THREE]
    assert closed.ask(MODERATOR, CloseGroup(FIRST)).happened == []


def test_with_the_last_group_all_are_together():
    here = apart()
    for room in (FIRST, SECOND, THIRD):
        here.ask(MODERATOR, CloseGroup(room))
    assert (here.running, here.plenary.places.at) == ((), {})
    assert here.refused(MODERATOR, MovePeople((ONE[0],), FIRST)) == "places.group_closed"
    assert here.send(ONE, TWO).groups == [ONE, TWO]


def test_a_moderator_goes_along_when_their_group_is_merged_and_comes_back_when_it_is_closed():
    merged = apart().walk(FIRST).ask(MODERATOR, MergeGroups(FIRST, SECOND), FIRST)
    assert merged.plenary.places.at[MODERATOR] == SECOND
    assert MODERATOR not in merged.ask(MODERATOR, CloseGroup(SECOND)).plenary.places.at


def test_one_group_gets_more_time():
    more = apart().ask(MODERATOR, ExtendGroup(FIRST, 5))
    one, other = more.rooms[FIRST].agenda, more.rooms[SECOND].agenda
    assert one.until == other.until + 5 * MINUTE
    assert more.plenary.agenda.until == other.until
    again = more.walk(SECOND).ask(MODERATOR, ExtendGroup(SECOND, 5), SECOND)
    assert again.rooms[SECOND].agenda.until == one.until
    assert again.refused(MODERATOR, ExtendPhase(0, 5), SECOND) == "places.in_the_plenary"


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_moderator_tells_all_groups_or_some_of_them():
    told = apart().ask(MODERATOR, TellGroups("Five minutes")).ask(CO_MODERATOR, TellGroups("Louder", (SECOND,)))
    assert told.said(FIRST) == told.said(THIRD) == [(MODERATOR, "Five minutes")]
    assert told.said(SECOND) == [(MODERATOR, "Five minutes"), (CO_MODERATOR, "Louder")]
    assert told.said() == []
    [first] = told.rooms[FIRST].exchange.contributions
    assert (first.type, first.phase) == (Type.PROCESS, told.plenary.agenda.current)
    assert told.rooms[FIRST].people[MODERATOR].name == "M"
    told.walk(FIRST).ask(MODERATOR, TellGroups("Now"), FIRST)
    assert told.said(THIRD)[-1] == (MODERATOR, "Now")
    assert building().refused(MODERATOR, TellGroups("Hello")) == "places.nobody_apart"


def test_whoever_is_moved_hears_why_and_so_does_everybody_in_both_rooms():
    moved = apart().ask(MODERATOR, MovePeople((ONE[0],), SECOND, "They need you"))
    assert moved.said(FIRST) == moved.said(SECOND) == [(MODERATOR, "They need you")]
    back = moved.ask(MODERATOR, MovePeople((ONE[0],), None, "Rest"))
    assert back.said() == [(MODERATOR, "Rest")]
    assert back.said(SECOND)[-1] == (MODERATOR, "Rest")
    assert back.ask(MODERATOR, MovePeople((ONE[0],), None, "Rest")).happened == []


def test_a_word_that_is_too_long_keeps_people_where_they_are():
    here = apart()
    assert here.refused(MODERATOR, MovePeople((ONE[0],), SECOND, "x" * 2001)) == "exchange.too_long"
    assert here.groups == [ONE, TWO, THREE]


# --- who comes late ---------------------------------------------------------------------------------------------------


def test_who_comes_late_goes_where_fewest_are_then_where_their_kind_is_missing():
    here = building().send((11, 13), (15, 16), (18, 20))  # clubs have odd numbers
    here.ask(17, EnterGroup())
    assert here.plenary.places.at[17] == THIRD
    here.ask(22, EnterGroup())
    assert here.plenary.places.at[22] == FIRST


def test_who_comes_back_after_they_lost_their_place_goes_to_their_group():
    here = apart()
    here.ask(MODERATOR, RemovePerson(THREE[0], Removal.ABSENT))
    here.ask(MODERATOR, MovePeople(TWO[:3], THIRD))
    here.ask(THREE[0], Join("P", Role.PARTICIPANT, "club")).ask(THREE[0], EnterGroup())
    assert here.plenary.places.at[THREE[0]] == THIRD


@pytest.mark.parametrize(("command", "to"), [(MergeGroups(FIRST, SECOND), SECOND), (CloseGroup(FIRST), THIRD)])
def test_or_to_the_one_into_which_it_went_or_where_they_are_missed(command, to):
    here = apart()
    here.ask(MODERATOR, RemovePerson(ONE[0], Removal.ABSENT)).ask(MODERATOR, MovePeople((THREE[0],), None))
    here.ask(MODERATOR, command)
    here.ask(ONE[0], Join("P", Role.PARTICIPANT, "club")).ask(ONE[0], EnterGroup())
    assert here.plenary.places.at[ONE[0]] == to


# --- moderators -------------------------------------------------------------------------------------------------------


def test_whoever_stops_moderating_in_a_group_belongs_to_it_and_the_other_way_round():
    here = apart()
    here.ask(MODERATOR, MovePeople((CO_MODERATOR,), FIRST))
    assert CO_MODERATOR not in here.groups[0]
    here.ask(MODERATOR, GiveRole(CO_MODERATOR, Role.PARTICIPANT))
    assert here.groups[0] == (*ONE, CO_MODERATOR)
    here.ask(MODERATOR, GiveRole(ONE[0], Role.CO_MODERATOR))
    assert here.groups[0] == (*ONE[1:], CO_MODERATOR)
    assert here.plenary.places.at[ONE[0]] == FIRST


# --- what the next groups are made of ---------------------------------------------------------------------------------


def test_tables_are_left_and_hosts_stay_also_after_everybody_was_back_in_between():
    here = building().move(CAFE)
    tables, hosts = here.groups, here.plenary.places.hosts
    here.ask(MODERATOR, BringBack()).move(TALK).move(NEXT_TABLE)
    assert here.plenary.places.hosts == hosts
    for room, before, after in zip(here.running, tables, here.groups, strict=True):
        assert set(before) & set(after) == {hosts[room]}


def test_pairs_that_came_back_for_a_moment_are_joined_all_the_same():
    here = building().move(PAIRS)
    pairs = here.groups
    here.ask(MODERATOR, BringBack()).move(FOURS)
    assert all(any(set(pair) <= set(group) for group in here.groups) for pair in pairs)


def test_the_last_groups_are_remembered_as_they_were_in_the_end():
    here = apart().ask(MODERATOR, MovePeople((ONE[0],), SECOND)).ask(MODERATOR, BringBack())
    assert here.plenary.places.last == (
        PlannedGroup(FIRST, ONE[1:]),
        PlannedGroup(SECOND, (*TWO, ONE[0])),
        PlannedGroup(THIRD, THREE),
    )


def test_a_moderator_says_it_as_everybody_else_does():
    [said] = apart().ask(MODERATOR, TellGroups("Hello")).events(FIRST)
    assert isinstance(said, exchange.Contributed)
