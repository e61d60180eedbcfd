from dataclasses import replace

import pytest

from deliberation.core.acting import Audience, Role
from deliberation.core.agenda import PhaseMoved, RoomClosed, RoomPaused, RoomReopened, RoomResumed, Stage
from deliberation.core.agreement import RuleAdded, RulesConfirmed, WentOnWithout
from deliberation.core.exchange import Held, QuestionAsked, Reason, ResultBrought, Revealed, Withdrawn
from deliberation.core.people import PersonJoined, PersonRemoved, Removal
from deliberation.core.places import BreakoutsOpened, GroupGathered, GroupsFormed, GroupsReturned, Reported
from deliberation.core.proceedings import Pause, Proceedings, TimeApart
from deliberation.core.transcript import (
    ANONYMOUS,
    CountedStatement,
    Counting,
    Moving,
    Recorded,
    TranscriptLine,
    TranscriptReader,
    Unveiling,
    transcript,
)
from deliberation.core.vote import BallotClosed, BallotForm, BallotOpened, Marked, VoteChoice
from deliberation.core.whereabouts import PlannedGroup
from tests.deliberation.core.scenario import (
    ANNA,
    BEN,
    CEM,
    CLARIFY,
    CO_MODERATOR,
    EXCHANGE,
    MINUTE,
    MODERATOR,
    OBSERVER,
    OPENED,
    OPENING,
    PLANNED,
    STAKE,
    START,
    Wait,
)
from tests.deliberation.core.test_proceedings import recorded, said

ALL = TranscriptReader()
NAMELESS = TranscriptReader(names=False)
MODERATION = TranscriptReader(Audience.MODERATION)


def told(*happened, reader=ALL):
    return transcript([Recorded(0, *recorded(*happened))], reader)


def lines(found):
    return [line for band in found.rooms[0].bands for line in band.lines]


def texts(band):
    return [entry.text if isinstance(entry, TranscriptLine) else entry for entry in band.entries]


def test_it_keeps_the_order_in_which_things_were_said_when_a_phase_was_visited_twice():
    found = told(
        *OPENED,
        said(ANNA, "first"),
        PhaseMoved(EXCHANGE),
        said(BEN, "second"),
        PhaseMoved(OPENING),
        said(ANNA, "third"),
    )
    bands = found.rooms[0].bands
    assert [(band.phase.code, band.again, texts(band)) for band in bands] == [
        ("opening", False, ["first"]),
        ("exchange", False, ["second"]),
        ("opening", True, ["third"]),
    ]
    assert [band.anchor for band in bands] == ["phase-1", "phase-2", "phase-3"]


def test_a_phase_in_which_nothing_was_said_was_visited_all_the_same():
    found = told(*OPENED, PhaseMoved(EXCHANGE), said(ANNA, "now"))
    assert [texts(band) for band in found.rooms[0].bands] == [[], ["now"]]


def test_a_pause_stands_between_what_was_said_before_and_after():
    wait = Wait(MINUTE)
    found = told(
        *OPENED, said(ANNA, "before"), wait, RoomPaused("Coffee"), wait, RoomResumed(), wait, said(BEN, "after")
    )
    pause = Pause(START + MINUTE, START + 2 * MINUTE, "Coffee")
    assert texts(found.rooms[0].bands[0]) == ["before", pause, "after"]


def test_what_was_said_before_the_room_opened_is_not_lost():
    found = told(*PLANNED, said(MODERATOR, "early"), *OPENED[len(PLANNED) :], said(ANNA, "on time"))
    assert [texts(band) for band in found.rooms[0].bands] == [["early", "on time"]]


def test_it_says_when_it_was_who_was_there_and_who_moderated():
    amt = PersonJoined(20, Role.PARTICIPANT, "authority", "Jutta")
    found = told(*OPENED, amt, Wait(MINUTE), RuleAdded("We listen"), RoomClosed())
    assert (found.began, found.ended, found.stage) == (START, START + MINUTE, Stage.CLOSED)
    assert (dict(found.kinds), found.participants, found.observers) == ({"authority": 1, "": 5}, 6, 1)
    assert [each.name for each in found.moderators] == ["moderator", "co_moderator"]
    assert (found.question, found.rules) == ("Who accompanies?", ("We listen",))


def test_it_says_without_whose_confirmation_the_opening_ended_and_who_confirmed_later():
    found = told(*OPENED, RuleAdded("We listen"), WentOnWithout((ANNA, BEN)), PhaseMoved(EXCHANGE), RulesConfirmed(BEN))
    assert [(each.person.id, each.has_confirmed) for each in found.rooms[0].without] == [(ANNA, False), (BEN, True)]


def test_a_session_that_goes_on_after_its_end_says_so_and_takes_up_its_phase_again():
    found = told(*OPENED, RoomClosed(), Wait(MINUTE), RoomReopened("Too early"), said(ANNA, "one more"))
    (reopened,) = found.reopened
    assert (reopened.at, reopened.by, reopened.reason) == (START + MINUTE, found.moderators[0], "Too early")
    assert [(band.again, texts(band)) for band in found.rooms[0].bands] == [(False, []), (True, ["one more"])]
    assert (found.stage, found.ended) == (Stage.OPEN, 0)


def test_of_a_room_that_never_opened_there_is_nothing_to_tell():
    found = told(*PLANNED)
    assert (found.began, found.ended, found.rooms[0].bands) == (0, 0, ())


def test_a_contribution_knows_to_what_it_refers_and_what_answers_it():
    seq = len(OPENED) + 1
    first, second = lines(told(*OPENED, said(ANNA, "yes"), said(BEN, "no", refers_to=seq)))
    assert second.refers_to is first
    assert (first.answers, second.answers) == ((second.id,), ())


@pytest.mark.parametrize(
    ("reader", "text"),
    [
        (ALL, ""),
        (NAMELESS, ""),
        (MODERATION, "rude"),
        (replace(ALL, person=ANNA), "rude"),
        (replace(ALL, person=BEN), ""),
    ],
)
def test_what_is_held_is_read_by_the_moderation_and_by_whoever_wrote_it(reader, text):
    seq = len(OPENED) + 1
    (line,) = lines(told(*OPENED, said(ANNA, "rude"), Held(seq, Reason.INSULT), reader=reader))
    assert (line.text, line.reason) == (text, Reason.INSULT)


def test_an_answer_that_was_withdrawn_answers_nothing_any_more():
    seq = len(OPENED) + 1
    found = told(*OPENED, said(ANNA, "yes"), said(BEN, "no", refers_to=seq), Withdrawn(seq + 1))
    assert [(line.answers, line.refers_to) for line in lines(found)] == [((), None), ((), None)]


@pytest.mark.parametrize("reader", [ALL, NAMELESS])
@pytest.mark.parametrize(("words", "counted"), [([], -1), ([said(BEN, "yes")], 0)])
def test_whoever_was_removed_is_counted_if_they_had_said_something(reader, words, counted):
    found = told(*OPENED, *words, PersonRemoved(BEN, Removal.ABSENT), reader=reader)
    assert found.participants - told(*OPENED).participants == counted


def test_an_observer_who_was_removed_is_not_counted():
    assert (told(*OPENED).observers, told(*OPENED, PersonRemoved(OBSERVER, Removal.OWN_WISH)).observers) == (1, 0)


def test_without_names_people_are_numbered_in_the_order_in_which_they_came():
    found = told(*OPENED, PersonRemoved(BEN, Removal.INSULTS), said(ANNA, "yes"), reader=NAMELESS)
    (line,) = lines(found)
    assert (line.speaker.name, line.speaker.id, line.speaker.erased) == ("", ANNA, False)
    assert {each.name for room in found.rooms for each in room.people} == {""}
    assert all(each.removed is None and not each.guest for each in found.rooms[0].people)


@pytest.mark.parametrize("reader", [ALL, NAMELESS])
def test_whoever_was_erased_is_told_from_those_whose_name_is_left_out(reader):
    found = told(*PLANNED, PersonJoined(20, Role.PARTICIPANT, "authority", ""), reader=reader)
    assert [each.erased for each in found.rooms[0].people][-2:] == [False, True]


def test_those_who_are_called_alike_are_told_apart_also_once_their_names_are_erased():
    alike = [
        PersonJoined(id, Role.PARTICIPANT, "", name) for id, name in ((20, "Kim"), (21, "Kim"), (22, ""), (23, ""))
    ]
    found = told(*PLANNED, *alike).rooms[0].people[-4:]
    assert [each.name for each in found] == ["Kim", "Kim (2)", "", ""]
    assert [each.number for each in found if each.erased] == [1, 2]


def test_people_have_one_number_in_all_rooms():
    plenary = Recorded(0, *recorded(*OPENED))
    group = Recorded(2, *recorded(*OPENED[4:], said(BEN, "here")))
    found = transcript([plenary, group], NAMELESS)
    (line,) = found.rooms[1].bands[0].lines
    assert (line.speaker.id, line.anchor) == (BEN, f"group-2-contribution-{line.id}")
    assert found.rooms[1].bands[0].anchor == "group-2-phase-1"


def test_a_group_says_so_of_its_own_opening():
    group = Recorded(2, *recorded(*OPENED, RuleAdded("We listen"), WentOnWithout((ANNA,)), PhaseMoved(EXCHANGE)))
    found = transcript([Recorded(0, *recorded(*OPENED)), group], ALL)
    assert [[each.person.id for each in room.without] for room in found.rooms] == [[], [ANNA]]


def test_who_only_was_in_a_group_is_known_there():
    group = Recorded(1, *recorded(*OPENED, PersonJoined(20, Role.PARTICIPANT, "", "Gast", guest=True)))
    found = transcript([Recorded(0, *recorded(*OPENED)), group], ALL)
    assert (found.rooms[1].people[-1].name, found.rooms[1].people[-1].guest) == ("Gast", True)


def test_without_proceedings_there_are_no_bands():
    room, _ = recorded(*OPENED)
    assert transcript([Recorded(0, room, Proceedings())], ALL).rooms[0].bands == ()


# --- silent rounds ----------------------------------------------------------------------------------------------------


def test_before_the_texts_of_a_silent_round_stands_that_they_came_at_once():
    revealed = (Revealed(BEN, False, OPENING, "mine"), Revealed(ANNA, False, OPENING, "hers"))
    found = told(*OPENED, said(ANNA, "before"), *revealed, said(BEN, "after"))
    assert texts(found.rooms[0].bands[0]) == ["before", Unveiling(START, 2), "mine", "hers", "after"]


@pytest.mark.parametrize("reader", [ALL, NAMELESS, MODERATION, TranscriptReader(person=ANNA)])
def test_whoever_wrote_without_a_name_has_none_for_any_reader(reader):
    [line] = lines(told(*OPENED, Revealed(ANNA, True, OPENING, "hers"), reader=reader))
    assert (line.speaker, line.text) == (ANONYMOUS, "hers")
    answered = lines(told(*OPENED, Revealed(ANNA, True, OPENING, "hers"), said(BEN, "why?"), reader=reader))
    assert [each.speaker is ANONYMOUS for each in answered] == [True, False]


def test_an_author_reads_their_own_that_is_held_and_stays_without_a_name():
    revealed = (*OPENED, Revealed(ANNA, True, OPENING, "hers"))
    happened = (*revealed, Held(len(revealed), Reason.INSULT))
    [own] = lines(told(*happened, reader=TranscriptReader(person=ANNA)))
    [others] = lines(told(*happened, reader=TranscriptReader(person=BEN)))
    assert (own.speaker, own.text, others.text) == (ANONYMOUS, "hers", "")


def test_a_question_to_everybody_stands_with_its_answers():
    asked = (*OPENED, QuestionAsked(MODERATOR, OPENING, "Who pays?"))
    answer = replace(said(ANNA, "The county"), refers_to=len(asked))
    [question, answered] = lines(told(*asked, answer))
    assert (question.asks_all, question.answers) == (True, (answered.id,))
    assert (answered.asks_all, answered.refers_to) == (False, question)


# --- breakout rooms ---------------------------------------------------------------------------------------------------


def test_of_a_breakout_room_it_says_who_was_in_it_when():
    """And nothing of phases in which nobody belonged to it."""
    stake = (PhaseMoved(STAKE), GroupGathered(1, (ANNA, BEN)), GroupGathered(1, (ANNA, CEM)))
    there = recorded(*OPENED, *stake, PhaseMoved(CLARIFY), PhaseMoved(EXCHANGE), GroupGathered(1, (CEM,)))
    _, group = transcript([Recorded(0, *recorded(*OPENED)), Recorded(1, *there)], ALL).rooms
    talking = (id for id in there[0].people if id not in (MODERATOR, CO_MODERATOR))
    speakers = dict(zip(talking, group.people, strict=True))
    assert [(band.phase.code, band.people) for band in group.bands] == [
        ("stake", (speakers[ANNA], speakers[BEN], speakers[CEM])),
        ("exchange", (speakers[CEM],)),
    ]


def test_of_moderators_only_those_were_in_a_group_who_said_something_there():
    there = recorded(*OPENED, PhaseMoved(STAKE), GroupGathered(1, (ANNA,)), said(CO_MODERATOR, "I am here"))
    _, group = transcript([Recorded(0, *recorded(*OPENED)), Recorded(1, *there)], ALL).rooms
    moderating = [each.name for each in group.people if each.role in (Role.MODERATOR, Role.CO_MODERATOR)]
    assert moderating == ["co_moderator"]


def test_of_a_breakout_room_it_says_who_joined_and_who_left_between_what_was_said():
    sent, joined = GroupGathered(1, (ANNA, BEN)), GroupGathered(1, (ANNA, BEN, CEM))
    talk = (said(ANNA, "first"), Wait(MINUTE), joined, said(CEM, "second"), Wait(MINUTE), GroupGathered(1, ()))
    there = recorded(*OPENED, PhaseMoved(STAKE), sent, *talk)
    _, group = transcript([Recorded(0, *recorded(*OPENED)), Recorded(1, *there)], ALL).rooms
    anna, ben, cem = group.bands[0].people
    assert texts(group.bands[0]) == [
        "first",
        Moving(START + MINUTE, (cem,), (), False),
        "second",
        Moving(START + 2 * MINUTE, (), (anna, ben, cem), True),
    ]


def test_the_plenary_says_in_how_many_breakout_rooms_people_were_and_not_who_in_which():
    out = GroupsFormed((PlannedGroup(7, (ANNA, BEN)), PlannedGroup(8, (CEM,))))
    found = told(*OPENED, BreakoutsOpened((7, 8)), said(MODERATOR, "before"), out, Wait(MINUTE), GroupsReturned())
    assert texts(found.rooms[0].bands[0]) == ["before", TimeApart(2, START, START + MINUTE)]


@pytest.mark.parametrize(("reporter", "name"), [(BEN, "participant (2)"), (None, None)])
def test_the_result_of_a_group_says_from_which_and_who_reports_it_also_after_people_went_apart_again(reporter, name):
    brought = ResultBrought(3, reporter, ANNA, STAKE, "We agree")
    again = (BreakoutsOpened((7,)), GroupsFormed((PlannedGroup(7, (ANNA,)),)))
    for after in ((), again):
        [line] = lines(told(*OPENED, PhaseMoved(STAKE), brought, *after))
        assert (line.text, line.group, line.is_result) == ("We agree", 3, True)
        assert (line.speaker.name, line.reporter and line.reporter.name) == ("participant", name)


def test_what_somebody_says_of_their_group_is_no_result():
    [line] = lines(told(*OPENED, PhaseMoved(STAKE), Reported(ANNA, 3, STAKE, "I agree")))
    assert (line.group, line.is_result, line.reporter) == (3, False, None)


def test_a_result_that_was_withdrawn_is_hidden_as_any_contribution():
    brought = ResultBrought(3, BEN, ANNA, OPENING, "We agree")
    [line] = lines(told(*OPENED, brought, Withdrawn(len(OPENED) + 1)))
    assert (line.text, line.state.value, line.is_result) == ("", "withdrawn", True)


def test_what_somebody_brought_along_says_from_where():
    [line] = lines(told(*OPENED, PhaseMoved(STAKE), Reported(ANNA, 3, STAKE, "We agree")))
    assert (line.text, line.group) == ("We agree", 3)


# --- votes ------------------------------------------------------------------------------------------------------------

VOTED = (BallotOpened(BallotForm.OPINION, 1, "We meet again"), Marked(ANNA))
COUNTED = BallotClosed(1, ({VoteChoice.AGREE: 1, VoteChoice.DISAGREE: 0, VoteChoice.PASS: 0},), (), True, (), "")


def test_a_ballot_stands_where_it_was_counted_with_what_came_out_of_each_statement():
    band = told(*OPENED, said(ANNA, "before"), *VOTED, COUNTED, said(BEN, "after")).rooms[0].bands[0]
    before, counting, counted, after = band.entries
    assert (before.text, after.text) == ("before", "after")
    assert counting == Counting(counting.result)
    assert counted == CountedStatement(counting.result.statements[0])
    assert (counting.result.sheets, counted.statement.text) == (1, "We meet again")


def test_a_ballot_that_is_counted_after_its_phase_was_left_stands_in_the_next_one():
    bands = told(*OPENED, *VOTED, PhaseMoved(1), COUNTED).rooms[0].bands
    assert [len(each.entries) for each in bands] == [0, 2]


def test_a_room_is_told_apart_by_its_phases_each_once():
    visits = (PhaseMoved(STAKE), said(MODERATOR, "there"), PhaseMoved(OPENING), said(MODERATOR, "back"))
    [room] = told(*OPENED, said(MODERATOR, "here"), *visits).rooms
    titles = [band.phase.title for band in room.bands]
    assert len(titles) == 3
    assert room.phases == (titles[0], titles[1])
