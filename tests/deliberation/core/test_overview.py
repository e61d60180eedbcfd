from deliberation.core.acting import Ask, Role
from deliberation.core.agenda import PauseRoom
from deliberation.core.calls import Call, CallAnswer, Done, GroupCall, SayDone
from deliberation.core.exchange import Contribute, Revealed
from deliberation.core.overview import GroupRow, overview, talk_in
from deliberation.core.people import GiveRole, Removal, RemovePerson
from deliberation.core.places import BringBack, MovePeople, Recall, TellGroups
from deliberation.core.results import NameReporter, WriteResult
from tests.deliberation.core.building import PLENARY, TWELVE, Building, plenary_of
from tests.deliberation.core.scenario import CO_MODERATOR, MODERATOR, START

ONE, TWO, THREE = TWELVE[:4], TWELVE[4:8], TWELVE[8:]
FIRST, SECOND, THIRD = PLENARY + 1, PLENARY + 2, PLENARY + 3


def apart():
    return Building.of(plenary_of()).send(ONE, TWO, THREE, hosts=(ONE[0],))


def rows(here):
    return {row.number: row for row in overview(here.plenary, here.rooms, here.present).groups}


def test_one_row_a_group_says_who_is_there_and_what_they_do():
    here = apart()
    until = here.rooms[FIRST].agenda.until
    assert rows(here)[1] == GroupRow(FIRST, 1, ONE, ONE, (), (), host=ONE[0], phase="Arriving", until=until, silent=ONE)
    assert [row.number for row in overview(here.plenary, here.rooms, here.present).groups] == [1, 2, 3]


def test_who_is_away_is_not_here_and_whose_place_is_kept_leaves_a_gap():
    here = apart()
    here.present -= {ONE[0]}
    here.ask(MODERATOR, RemovePerson(ONE[1], Removal.ABSENT))
    first = rows(here)[1]
    assert (first.people, first.here, first.gaps) == ((ONE[0], *ONE[2:]), ONE[2:], (ONE[1],))


def test_a_moderator_who_is_in_a_group_belongs_to_none():
    first = rows(apart().walk(FIRST))[1]
    assert (first.people, first.moderators) == (ONE, (MODERATOR,))


def test_who_was_to_moderate_a_group_is_named_also_while_they_are_elsewhere():
    here = Building.of(plenary_of()).send(ONE, TWO, led={0: CO_MODERATOR})
    assert (rows(here)[1].moderator, rows(here)[1].moderators) == (CO_MODERATOR, (CO_MODERATOR,))
    here.ask(CO_MODERATOR, MovePeople((CO_MODERATOR,), SECOND), FIRST)
    assert (rows(here)[1].moderator, rows(here)[1].moderators) == (CO_MODERATOR, ())
    assert CO_MODERATOR in overview(here.plenary, here.rooms, here.present).names
    here.ask(MODERATOR, GiveRole(CO_MODERATOR, Role.PARTICIPANT))
    assert rows(here)[1].moderator is None


def test_silent_is_who_has_said_nothing_in_this_phase():
    here = apart().later(30)
    here.ask(ONE[0], Contribute("Hello"), FIRST).ask(MODERATOR, TellGroups("Five minutes"))
    first, second = rows(here)[1], rows(here)[2]
    assert (first.silent, first.last_at) == (ONE[1:], START + 30_000)
    assert (second.silent, second.last_at) == (TWO, 0)
    again = here.later(60).ask(MODERATOR, BringBack()).send(ONE, TWO)
    assert (rows(again)[1].silent, rows(again)[1].last_at) == (ONE, 0)


def test_whoever_wrote_without_a_name_is_not_told_by_the_silence_of_the_others():
    here = apart()
    here.happen(here.rooms, FIRST, [Revealed(ONE[0], True, 0, "Mine")], Ask(MODERATOR, START))
    assert rows(here)[1].silent == ONE


def test_whoever_has_called_for_longest_comes_first():
    here = apart().later(10).ask(THREE[0], Call(), THIRD).later(10).ask(TWO[0], Call("Help"), SECOND)
    found = overview(here.plenary, here.rooms, here.present).groups
    assert [row.number for row in found] == [3, 2, 1]
    assert found[1].call == GroupCall(TWO[0], START + 20_000, "Help", TWO[0])
    here.walk(THIRD)
    assert [row.number for row in overview(here.plenary, here.rooms, here.present).groups] == [2, 1, 3]
    assert rows(here)[3].call.answer is CallAnswer.HERE


def test_who_is_finished_who_reports_and_whether_there_is_a_result():
    here = apart().ask(ONE[0], SayDone(), FIRST).ask(ONE[0], NameReporter(ONE[1]), FIRST)
    first = rows(here.ask(ONE[0], WriteResult("We agree", 0), FIRST))[1]
    assert (first.done, first.reporter, first.written) == (Done(ONE[0], START), ONE[1], True)


def test_a_pause_and_a_recall_are_seen():
    here = apart().ask(MODERATOR, PauseRoom("Air"))
    assert rows(here)[1].paused
    here.ask(MODERATOR, Recall(30))
    assert overview(here.plenary, here.rooms, here.present).recalled_until == START + 30_000


def test_everybody_in_a_row_has_a_name():
    here = apart().walk(FIRST)
    names = overview(here.plenary, here.rooms, here.present).names
    assert names == {MODERATOR: "M"} | {person: f"P{person}" for person in TWELVE}


def test_a_group_of_which_the_log_was_not_read_yet_has_its_people():
    here = apart()
    [first, *_] = overview(here.plenary, {}, here.present).groups
    assert first == GroupRow(FIRST, 1, ONE, ONE, (), (), host=ONE[0])


def test_without_groups_there_is_nothing_to_see():
    back = apart().ask(MODERATOR, MovePeople(ONE, SECOND)).ask(MODERATOR, BringBack())
    assert overview(back.plenary, back.rooms, back.present).groups == ()


def test_who_spoke_is_looked_up_anew_only_where_something_was_said():
    here = apart().ask(ONE[0], Contribute("Hello"), FIRST)
    known = talk_in(here.rooms[FIRST])
    assert known.by == {ONE[0]}
    assert talk_in(here.rooms[FIRST], known) is known
    assert talk_in(here.ask(ONE[1], Contribute("Hello"), FIRST).rooms[FIRST], known).by == {*ONE[:2]}
