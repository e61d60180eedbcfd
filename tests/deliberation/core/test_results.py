import pytest

from deliberation.core import seeing
from deliberation.core.acting import Ask, Audience
from deliberation.core.agenda import CloseRoom, PhaseMoved, ReopenRoom
from deliberation.core.exchange import Hold, Reason, Release, ResultBrought, Rewritten, Withdraw
from deliberation.core.people import PersonRemoved, Removal
from deliberation.core.places import BringBack, CloseGroup, GroupGathered, MergeGroups, MovePeople, Recall
from deliberation.core.results import (
    NameReporter,
    ReporterNamed,
    ResultCard,
    ResultsView,
    ResultWritten,
    WriteResult,
)
from deliberation.core.room import decide
from tests.deliberation.core.building import FOURS, PAIRS, PLENARY, TALK, TWELVE, Building, plenary_of
from tests.deliberation.core.scenario import AGREED, ANNA, BEN, CEM, CO_MODERATOR, MODERATOR, PAUSED, START, given

GROUP = (*AGREED, GroupGathered(1, (ANNA, BEN)))
ONE, TWO, THREE = TWELVE[:4], TWELVE[4:8], TWELVE[8:]
FIRST, SECOND = PLENARY + 1, PLENARY + 2


def written():
    """The first group has a result and somebody who reports, the second only the latter."""
    here = Building.of(plenary_of()).send(ONE, TWO, THREE)
    here.ask(ONE[0], WriteResult("We agree", 0), FIRST).ask(ONE[0], NameReporter(ONE[1]), FIRST)
    return here.ask(TWO[0], NameReporter(TWO[0]), SECOND)


def cards(here):
    return [(card.group, card.reporter, card.by, card.text) for card in here.plenary.results.cards]


BOTH = [(1, ONE[1], ONE[0], "We agree"), (2, TWO[0], None, "")]


# --- in the group -----------------------------------------------------------------------------------------------------


def test_anybody_in_the_group_says_who_reports():
    named = given(*GROUP).when(ANNA, NameReporter(BEN)).then(ReporterNamed(BEN))
    named.when(BEN, NameReporter(BEN)).then()
    named.when(ANNA, NameReporter(None)).then(ReporterNamed(None))
    given(*GROUP).when(ANNA, NameReporter(CEM)).refused("results.no_such_person")
    given(*GROUP).when(ANNA, NameReporter(MODERATOR)).refused("results.no_such_person")


def test_of_two_who_write_at_once_the_second_is_told():
    first = given(*GROUP).when(ANNA, WriteResult(" We agree ", 0)).then(ResultWritten(ANNA, "We agree"))
    first.when(BEN, WriteResult("We do not", 0)).refused("results.stale")
    first.when(BEN, WriteResult("We agree", 0)).then()
    seen = first.room.results.seq
    first.when(BEN, WriteResult("We agree on two", seen)).then(ResultWritten(BEN, "We agree on two"))


def test_a_result_has_some_words_and_not_too_many():
    given(*GROUP).when(ANNA, WriteResult("  ", 0)).refused("results.empty")
    given(*GROUP).when(ANNA, WriteResult("x" * 601, 0)).refused("results.too_long")
    given(*PAUSED, GroupGathered(1, (ANNA,))).when(ANNA, WriteResult("x", 0)).refused("room.paused")


@pytest.mark.parametrize("command", [NameReporter(ANNA), WriteResult("We agree", 0)])
def test_others_do_not_write_it(command):
    given(*GROUP).when(CEM, command).refused("places.only_in_group")
    given(*AGREED).when(ANNA, command).refused("places.only_in_group")


@pytest.mark.parametrize("command", [NameReporter(ANNA), WriteResult("We agree", 0)])
def test_whoever_moderates_reads_it_and_writes_it_only_in_the_group_that_they_were_given(command):
    given(*GROUP).when(MODERATOR, command).refused("results.group_writes")
    given(*AGREED).when(MODERATOR, command).refused("places.only_in_group")
    led = given(*AGREED, GroupGathered(1, (ANNA, BEN), moderator=CO_MODERATOR))
    led.when(MODERATOR, command).refused("results.group_writes")
    assert decide(led.room, command, Ask(CO_MODERATOR, START))


def test_everybody_there_sees_it():
    room = given(*GROUP, ResultWritten(ANNA, "We agree"), ReporterNamed(BEN)).room
    for audience in Audience:
        assert seeing.parts(room, audience)["results"] == ResultsView(BEN, "We agree", ANNA, START, room.seq - 1)


@pytest.mark.parametrize("event", [PersonRemoved(BEN, Removal.ABSENT), GroupGathered(1, (ANNA,))])
def test_whoever_has_left_does_not_report(event):
    assert given(*GROUP, ReporterNamed(BEN), event).room.results.reporter is None
    assert given(*GROUP, ReporterNamed(ANNA), event).room.results.reporter == ANNA


def test_the_next_group_begins_anew():
    room = given(*GROUP, ResultWritten(ANNA, "We agree"), ReporterNamed(BEN), PhaseMoved(0)).room
    assert (room.results.text, room.results.reporter, room.results.seq) == ("", None, 0)


# --- in the plenary ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [BringBack(), Recall(0)])
def test_when_groups_come_back_their_cards_are_there_for_all(command):
    back = written().ask(MODERATOR, command)
    assert cards(back) == BOTH
    for audience in Audience:
        assert [card.text for card in seeing.parts(back.plenary, audience)["results"].cards] == ["We agree", ""]
    [said] = back.plenary.exchange.contributions
    assert (said.by, said.text, said.group, said.id) == (
        ONE[0],
        "We agree",
        1,
        back.plenary.results.cards[0].contribution,
    )


def test_likewise_with_the_next_phase_which_may_send_people_apart_again():
    here = Building.of(plenary_of()).move(FOURS)
    here.ask(here.groups[0][0], WriteResult("We agree", 0), FIRST).move(TALK)
    assert [(card.group, card.text) for card in here.plenary.results.cards] == [(1, "We agree")]
    onward = written().move(FOURS)
    assert cards(onward) == []
    assert onward.said() == [(ONE[0], "We agree")]


def test_cards_stay_until_people_go_apart_again():
    back = written().ask(MODERATOR, BringBack())
    assert cards(back) == BOTH
    assert cards(back.send(ONE, TWO)) == []
    assert back.said() == [(ONE[0], "We agree")]


def test_a_group_that_is_merged_or_closed_brings_its_card_alone():
    merged = written().ask(MODERATOR, MergeGroups(FIRST, SECOND))
    assert cards(merged) == BOTH[:1]
    assert cards(merged.ask(MODERATOR, CloseGroup(SECOND))) == BOTH


def test_what_was_written_is_not_lost_at_the_end_nor_brought_twice():
    ended = written()
    ended.ask(MODERATOR, CloseRoom(ended.plenary.agenda.moved))
    assert cards(ended) == BOTH
    ended.ask(MODERATOR, ReopenRoom("By mistake")).ask(MODERATOR, BringBack())
    assert cards(ended) == BOTH
    assert ended.said() == [(ONE[0], "We agree")]


def test_a_text_that_is_hidden_is_hidden_on_the_card():
    back = written().ask(MODERATOR, BringBack())
    id = back.plenary.results.cards[0].contribution
    back.ask(MODERATOR, Hold(id, Reason.INSULT))
    for audience in Audience:
        [first, _] = seeing.parts(back.plenary, audience)["results"].cards
        assert (first.text, first.hidden) == ("", True)
    assert seeing.parts(back.ask(MODERATOR, Release(id)).plenary, Audience.EVERYBODY)["results"].cards[0].text
    back.ask(ONE[0], Withdraw(id))
    assert seeing.parts(back.plenary, Audience.MODERATION)["results"].cards[0].text == ""


def test_a_text_that_was_rewritten_is_new_on_the_card_and_one_that_was_erased_is_gone():
    brought = given(*AGREED, ResultBrought(1, BEN, ANNA, 0, "We agree"))
    id = brought.room.seq
    again = brought.having(Rewritten(id, "We agree on two")).room
    assert again.results.cards == (ResultCard(1, id, START, BEN, ANNA, "We agree on two"),)
    erased = given(*AGREED, ResultBrought(1, BEN, ANNA, 0, "")).room
    assert erased.results.cards == (ResultCard(1, id, START, BEN, ANNA, ""),)
    assert [each.text for each in erased.exchange.contributions] == [""]


def test_pairs_say_a_sentence_each_and_write_no_card():
    here = Building.of(plenary_of()).move(PAIRS)
    person = here.groups[0][0]
    assert here.refused(person, WriteResult("We agree", 0), FIRST) == "results.no_card"
    assert here.refused(person, NameReporter(person), FIRST) == "results.no_card"
    assert not seeing.mine(here.rooms[FIRST], person, frozenset())["places"].card
    here.ask(MODERATOR, MovePeople((person,), SECOND))
    assert here.refused(person, WriteResult("We agree", 0), SECOND) == "results.no_card"
    assert seeing.mine(written().rooms[FIRST], ONE[0], frozenset())["places"].card


def test_a_group_that_wrote_nothing_brings_nothing():
    here = Building.of(plenary_of()).send(ONE, TWO).ask(MODERATOR, BringBack())
    assert (cards(here), here.said()) == ([], [])
