"""The standard 90 minutes, played by the cast in memory: everything that the script has happens, in all phases."""

from collections import Counter

import pytest

from deliberation.cast import script
from deliberation.core.agenda import MINUTE, Stage
from tests.deliberation.cast.stage import START, played


@pytest.fixture(scope="module")
def standard():
    return script.read(script.known()["standard-90"].read_text())


@pytest.fixture(scope="module")
def room(standard):
    return played(standard)


@pytest.fixture(scope="module")
def kinds(room):
    return Counter(type(event).__name__ for event in room.events)


def test_all_phases_are_held_in_about_their_time(standard, room):
    agenda = room.room.agenda
    assert agenda.stage is Stage.CLOSED
    assert agenda.held == frozenset(range(8))
    planned = sum(phase.minutes for phase in standard.phases)
    assert planned <= (room.room.at - START) / MINUTE <= planned * 1.2


def test_everything_in_the_script_is_said(standard, room):
    said = {getattr(event, "text", "") for event in room.events}
    assert [line.text for line in standard.lines if not said.issuperset(line.texts)] == []


def test_nobody_asks_for_what_they_may_not_do(room):
    assert room.refused == []


def test_the_remark_below_the_belt_is_held_returned_and_rewritten(kinds):
    assert (kinds["Held"], kinds["Returned"], kinds["Rewritten"]) == (1, 1, 1)


def test_one_restatement_is_refused_twice_and_said_anew_and_the_others_are_right_at_once(room):
    mirror = room.room.mirror
    assert (mirror.first, mirror.second, mirror.later) == (7, 0, 1)


def test_in_the_silent_round_one_takes_back_what_they_handed_in_and_all_is_revealed_at_once(kinds):
    assert (kinds["TakenBack"], kinds["Revealed"]) == (1, 12)


def test_rules_are_proposed_and_taken_in_and_confirmed_by_everybody(room):
    assert len(room.room.agreement.rules) == 8
    assert room.room.agreement.proposals == ()


def test_who_has_no_line_in_a_round_passes(kinds):
    assert kinds["TurnPassed"] == 2


def test_everybody_gets_the_floor_that_they_asked_for(kinds):
    assert kinds["FloorRequested"] == kinds["FloorGiven"] > 12
