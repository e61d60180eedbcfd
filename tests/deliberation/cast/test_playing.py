"""The standard 90 minutes, played by the cast in memory: everything that the script has happens, in all phases."""

from collections import Counter

import pytest

from deliberation.cast import script
from deliberation.core.agenda import MINUTE, Medium, Stage
from deliberation.core.exchange import Contributed, Type
from deliberation.core.method import LONGEST_ASKED, LONGEST_INSTRUCTION
from deliberation.core.places import LONGEST_REPORT
from deliberation.core.results import LONGEST_RESULT
from deliberation.core.vote import VoteChoice
from tests.deliberation.cast.stage import START, played

STAKE, WEIGHING, MODERATION = 1, 5, 1


@pytest.fixture(scope="module")
def standard():
    return script.read(script.known()["standard-90"].read_text())


@pytest.fixture(scope="module")
def session(standard):
    return played(standard)


@pytest.fixture(scope="module")
def kinds(session):
    return Counter(type(event).__name__ for event in session.events)


def said_in(session, room, phase):
    return [line for line in session.rooms[room].room.exchange.contributions if line.phase == phase]


def test_all_phases_are_held_in_about_their_time(standard, session):
    agenda = session.room.agenda
    assert agenda.stage is Stage.CLOSED
    assert agenda.held == frozenset(range(8))
    planned = sum(phase.minutes for phase in standard.phases)
    assert planned <= (session.room.at - START) / MINUTE <= planned * 1.2


@pytest.mark.parametrize("people", [1, 3])
def test_with_fewer_people_it_goes_as_well(standard, people):
    session = played(standard, people=people)
    assert session.room.agenda.held == frozenset(range(8))
    assert session.refused == []
    assert [each.sheets for each in session.room.vote.results] == [people]


def test_everything_in_the_script_is_said(standard, session):
    said = {getattr(event, "text", "") for event in session.events}
    lines = [line for line in standard.lines if not line.result]  # one of them for each group
    assert [line.text for line in lines if not said.issuperset(line.texts)] == []


def test_nobody_asks_for_what_they_may_not_do(session):
    assert session.refused == []


def test_nobody_writes_a_text_that_is_longer_than_a_page_takes(standard):
    reports = [line.text for line in standard.lines if line.report]
    assert max(map(len, reports)) <= LONGEST_REPORT
    assert max(len(line.text) for line in standard.lines if line.result) <= LONGEST_RESULT
    statements = [text for phase in standard.phases for text in phase.asked]
    assert max(map(len, statements)) <= LONGEST_ASKED
    assert max(len(phase.instruction) for phase in standard.phases) <= LONGEST_INSTRUCTION


def test_the_remark_below_the_belt_is_held_returned_and_rewritten(kinds):
    assert (kinds["Held"], kinds["Returned"], kinds["Rewritten"]) == (1, 1, 1)


def test_one_restatement_is_refused_twice_and_said_anew_and_the_others_are_right_at_once(session):
    mirror = session.room.mirror
    assert (mirror.first, mirror.second, mirror.later) == (7, 0, 1)


def test_in_the_silent_round_one_takes_back_what_they_handed_in_and_all_is_revealed_at_once(kinds):
    assert (kinds["TakenBack"], kinds["Revealed"]) == (1, 12)


def test_rules_are_proposed_and_taken_in_and_confirmed_by_everybody(session):
    assert len(session.room.agreement.rules) == 8
    assert session.room.agreement.proposals == ()


def test_pairs_are_formed_by_lot_and_each_of_them_tells_and_asks(standard, session):
    talks = [said_in(session, room, STAKE) for room in session.groups[STAKE]]
    assert len(talks) == 6
    for talk in talks:
        assert len({line.by for line in talk}) == 2
        questions = [line for line in talk if line.type is Type.QUESTION]
        assert len(questions) >= 2
        answered = {line.refers_to for line in talk}
        assert answered.issuperset(line.id for line in questions)


def test_some_bring_a_sentence_along_from_their_pair(session):
    brought = [line for line in session.room.exchange.contributions if line.group]
    assert len([line for line in brought if line.phase == STAKE + 1]) == 7


def test_groups_are_told_what_to_do_call_the_moderation_and_bring_back_their_results(session, standard, kinds):
    assert len(session.groups[WEIGHING]) == 3
    told = [line.text for line in standard.lines if line.tell]
    for room in session.groups[WEIGHING]:
        talk = said_in(session, room, WEIGHING)
        assert [line.text for line in talk if line.by == MODERATION][: len(told)] == told
        assert len({line.by for line in talk} - {MODERATION}) == 4
    assert (kinds["Called"], kinds["CallAnswered"], kinds["CallEnded"], kinds["DoneSaid"]) == (1, 1, 1, 3)
    (line,) = (line for line in standard.lines if line.call)
    assert len([event for event in session.happened(Contributed) if event.text == line.answer]) == 1
    assert (kinds["Recalled"], kinds["GroupsReturned"], kinds["ReporterNamed"]) == (1, 1, 3)
    assert [card.group for card in session.room.results.cards] == [1, 2, 3]
    written = {line.text for line in standard.lines if line.result}
    assert all(card.text in written and card.reporter == card.by for card in session.room.results.cards)


def test_all_vote_and_two_are_against_the_proposal_as_the_script_says(session):
    (result,) = session.room.vote.results
    assert result.sheets == 12
    proposal = next(each for each in result.statements if each.number == 1)
    assert proposal.counts == {VoteChoice.CONSENT: 7, VoteChoice.CONCERNS: 3, VoteChoice.OBJECT: 2}
    assert len(proposal.reasons) == 5
    unanimous = next(each for each in result.statements if each.number == 3)
    assert unanimous.counts[VoteChoice.CONSENT] == 12


def test_who_has_no_line_in_a_round_passes(kinds):
    assert kinds["TurnPassed"] == 2


def test_everybody_gets_the_floor_that_they_asked_for(kinds):
    assert kinds["FloorRequested"] == kinds["FloorGiven"] > 12


def test_where_people_talk_aloud_the_cast_hands_in_and_says_nothing(standard):
    session = played(standard, people=7, medium=Medium.SPOKEN)
    assert session.refused == []
    assert len(session.room.agenda.held) == len(standard.phases)
    happened = Counter(type(event).__name__ for event in session.events)
    assert happened["SheetHandedIn"] > happened["Revealed"] == happened["Marked"] == 7
    assert happened["FloorRequested"] == 0
