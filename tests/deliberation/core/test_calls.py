import pytest

from deliberation.core import seeing
from deliberation.core.acting import Audience
from deliberation.core.agenda import PhaseMoved
from deliberation.core.calls import (
    AnswerCall,
    Call,
    CallAnswer,
    CallAnswered,
    Called,
    CallEnded,
    Calls,
    CallTakenBack,
    CallWorded,
    Done,
    DoneSaid,
    GroupCall,
    NotDoneSaid,
    Promise,
    SayDone,
    SayNotDone,
    TakeBackCall,
)
from deliberation.core.places import BringBack, CloseGroup, GroupGathered, MergeGroups, MovePeople, Recall
from tests.deliberation.core.building import FOURS, PLENARY, TWELVE, Building, plenary_of
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CO_MODERATOR,
    MINUTE,
    MODERATOR,
    START,
    Wait,
    given,
)

GROUP = (*AGREED, GroupGathered(1, (ANNA, BEN)))
ONE, TWO, THREE = TWELVE[:4], TWELVE[4:8], TWELVE[8:]
FIRST, SECOND = PLENARY + 1, PLENARY + 2


def apart():
    return Building.of(plenary_of()).send(ONE, TWO, THREE)


def called(*texts):
    """The first group has called, in these words one after the other."""
    here = apart()
    for text in texts or ("",):
        here.ask(ONE[0], Call(text), FIRST)
    return here


def call_of(here, room=FIRST):
    return here.rooms[room].calls.call


# --- in the group -----------------------------------------------------------------------------------------------------


def test_one_call_stands_for_the_group_and_another_sentence_rewords_it():
    once = given(*GROUP).when(ANNA, Call()).then(Called(ANNA, 0, ""))
    once.when(BEN, Call()).then()
    worded = once.when(BEN, Call(" We are\r\nstuck ")).then(CallWorded(BEN, "We are\nstuck"))
    assert worded.room.calls.call == GroupCall(ANNA, START, "We are\nstuck", BEN)
    worded.when(ANNA, Call("We are\nstuck")).then()


def test_a_call_is_taken_back_by_anybody_in_the_group():
    given(*GROUP, Called(ANNA, 0, "")).when(BEN, TakeBackCall()).then(CallTakenBack(BEN)).when(
        BEN, TakeBackCall()
    ).then()


def test_a_call_is_short():
    given(*GROUP).when(ANNA, Call("x" * 201)).refused("calls.too_long")


@pytest.mark.parametrize("command", [Call(), TakeBackCall(), SayDone(), SayNotDone()])
def test_only_the_group_itself_calls_and_is_finished(command):
    given(*GROUP).when(CEM, command).refused("places.only_in_group")
    given(*GROUP).when(MODERATOR, command).refused("room.not_your_role")
    given(*AGREED).when(ANNA, command).refused("places.only_in_group")


def test_everybody_sees_who_called_and_who_comes():
    room = given(*GROUP, Called(ANNA, 0, "Help"), CallAnswered(MODERATOR, CallAnswer.SOON), DoneSaid(BEN)).room
    for audience in Audience:
        part = seeing.parts(room, audience)["calls"]
        assert part.call == GroupCall(ANNA, START, "Help", ANNA, CallAnswer.SOON, MODERATOR)
        assert part.done == Done(BEN, START)


def test_a_group_says_that_it_is_finished_or_not_yet():
    done = given(*GROUP).when(ANNA, SayDone()).then(DoneSaid(ANNA))
    done.when(BEN, SayDone()).then()
    done.when(BEN, SayNotDone()).then(NotDoneSaid(BEN)).when(ANNA, SayNotDone()).then()
    assert done.having(Wait(MINUTE), PhaseMoved(0)).room.calls == Calls()


def test_whose_words_were_erased_has_called_all_the_same():
    assert given(*GROUP, Called(ANNA, 0, "Help"), CallWorded(ANNA, "")).room.calls.call == GroupCall(
        ANNA, START, "", ANNA
    )


# --- answered ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", Promise)
def test_a_moderator_answers_from_anywhere_and_the_first_one_wins(answer):
    here = called("Help").ask(MODERATOR, AnswerCall(FIRST, answer))
    assert (call_of(here).answer, call_of(here).by) == (CallAnswer(answer), MODERATOR)
    assert here.refused(CO_MODERATOR, AnswerCall(FIRST, answer)) == "calls.answered"
    assert here.ask(MODERATOR, AnswerCall(FIRST, answer)).happened == []
    assert here.rooms[FIRST].people[MODERATOR].name == "M"


def test_or_from_another_group_or_from_within():
    from_another = called().walk(SECOND).ask(MODERATOR, AnswerCall(FIRST, Promise.COMING), SECOND)
    assert call_of(from_another).by == MODERATOR
    here = apart().walk(FIRST).ask(ONE[0], Call(), FIRST).ask(MODERATOR, AnswerCall(FIRST, Promise.SOON), FIRST)
    assert call_of(here).answer is CallAnswer.SOON


def test_there_has_to_be_a_call_of_a_group():
    assert apart().refused(MODERATOR, AnswerCall(FIRST, Promise.COMING)) == "calls.none"
    assert called().refused(MODERATOR, AnswerCall(PLENARY, Promise.COMING)) == "calls.none"
    assert called().refused(MODERATOR, AnswerCall(999, Promise.COMING)) == "calls.none"


def test_whoever_comes_in_answers_and_it_is_over_when_they_leave():
    here = called().walk(FIRST)
    assert (call_of(here).answer, call_of(here).by) == (CallAnswer.HERE, MODERATOR)
    assert here.refused(CO_MODERATOR, AnswerCall(FIRST, Promise.COMING)) == "calls.answered"
    here.walk(SECOND)
    assert call_of(here) is None


def test_what_was_promised_is_kept_by_coming_in():
    here = called().ask(MODERATOR, AnswerCall(FIRST, Promise.SOON)).walk(FIRST)
    assert call_of(here) is None
    assert CallEnded() in [event for event, _stamp in here.logs[FIRST]]


def test_after_an_answer_a_group_may_call_again():
    here = called("Help").ask(MODERATOR, AnswerCall(FIRST, Promise.SOON)).later(60).ask(ONE[1], Call("Still"), FIRST)
    assert call_of(here) == GroupCall(ONE[1], here.at, "Still", ONE[1])


# --- never lost -------------------------------------------------------------------------------------------------------


def test_when_groups_are_merged_the_open_call_goes_along_with_its_words():
    here = called("", "Help").later(5).ask(MODERATOR, MergeGroups(FIRST, SECOND))
    assert call_of(here, SECOND) == GroupCall(ONE[0], START, "Help", ONE[0])
    assert call_of(here) is None


def test_so_does_one_to_which_somebody_was_to_come():
    here = called().ask(MODERATOR, AnswerCall(FIRST, Promise.COMING)).ask(MODERATOR, MergeGroups(FIRST, SECOND))
    assert call_of(here, SECOND).is_open


def test_two_calls_become_one():
    here = called("Help").ask(TWO[0], Call("Us, too"), SECOND).ask(MODERATOR, MergeGroups(FIRST, SECOND))
    assert call_of(here, SECOND) == GroupCall(TWO[0], START, "Us, too", TWO[0])


def test_a_moderator_who_goes_along_answers_it():
    here = called().walk(FIRST).ask(ONE[0], Call("Stay"), FIRST)
    here.ask(MODERATOR, MergeGroups(FIRST, SECOND), FIRST)
    assert call_of(here, SECOND) is None or call_of(here, SECOND).answer is CallAnswer.HERE


@pytest.mark.parametrize("command", [BringBack(), Recall(0), CloseGroup(FIRST), MovePeople(ONE, SECOND)])
def test_where_nobody_is_left_nobody_calls(command):
    here = called().ask(ONE[0], SayDone(), FIRST).ask(MODERATOR, command)
    assert here.rooms[FIRST].calls == Calls()


def test_a_countdown_leaves_a_call_open():
    assert call_of(called().ask(MODERATOR, Recall(30))).is_open


def test_the_next_groups_in_this_room_have_not_called():
    assert {room.calls for room in called().ask(ONE[0], SayDone(), FIRST).move(FOURS).rooms.values()} == {Calls()}
