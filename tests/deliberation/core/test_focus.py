from deliberation.core import exchange, focus
from deliberation.core.agenda import PhaseMoved, RoomClosed, Setting
from deliberation.core.exchange import Contribute, Contributed, QuestionAsked, Reason
from deliberation.core.focus import AskFocus, FocusView
from tests.deliberation.core.scenario import ANNA, CLOSING, CO_MODERATOR, FOCUS, MODERATOR, RECORDER, given, in_phase

IN_FOCUS = in_phase(FOCUS)
ASKED = (*IN_FOCUS, QuestionAsked(MODERATOR, FOCUS, "Who pays?"))
QUESTION = len(ASKED)


def seen(scenario):
    return focus.view(scenario.room.focus, Setting(scenario.room.people, scenario.room.agenda))


def test_the_moderation_asks_one_question_which_is_a_contribution():
    scenario = given(*IN_FOCUS).when(MODERATOR, AskFocus(" Who pays? "))
    scenario.then(QuestionAsked(MODERATOR, FOCUS, "Who pays?"))
    assert seen(scenario) == FocusView(QUESTION, "Who pays?")
    asked = scenario.room.exchange.contributions.at(QUESTION)
    assert (asked.by, asked.text, asked.asks_all, asked.phase) == (MODERATOR, "Who pays?", True, FOCUS)
    scenario.when(MODERATOR, AskFocus("Who pays?")).then()


def test_people_answer_it():
    scenario = given(*ASKED).when(ANNA, Contribute("The county", refers_to=QUESTION))
    assert isinstance(scenario.outcome[0], Contributed)


def test_people_may_do_nothing_but_answer_it():
    scenario = given(*ASKED).when(ANNA, Contribute("By the way")).refused("focus.answer_only")
    earlier = scenario.when(MODERATOR, Contribute("Please be brief"))
    earlier.when(RECORDER, Contribute("Why?", refers_to=earlier.room.seq)).refused("focus.answer_only")


def test_a_new_question_takes_its_place():
    scenario = given(*ASKED).when(CO_MODERATOR, AskFocus("And who decides?"))
    assert seen(scenario) == FocusView(QUESTION + 1, "And who decides?")
    scenario.when(ANNA, Contribute("The county", refers_to=QUESTION)).refused("focus.answer_only")
    assert scenario.when(ANNA, Contribute("The council", refers_to=QUESTION + 1)).outcome


def test_without_a_question_nobody_but_the_moderation_contributes():
    scenario = given(*IN_FOCUS).when(ANNA, Contribute("By the way")).refused("focus.no_question")
    assert scenario.when(MODERATOR, Contribute("A question comes at once")).outcome


def test_nobody_answers_what_they_cannot_read():
    for hidden in (exchange.Withdrawn(QUESTION), exchange.Held(QUESTION, Reason.UNCLEAR)):
        scenario = given(*ASKED, hidden)
        assert seen(scenario) == FocusView(None, "")
        scenario.when(ANNA, Contribute("The county", refers_to=QUESTION)).refused("focus.no_question")
    answered = given(*ASKED).when(ANNA, Contribute("The county", refers_to=QUESTION))
    assert seen(answered.having(exchange.Withdrawn(QUESTION + 1))) == FocusView(QUESTION, "Who pays?")


def test_a_question_whose_words_were_erased_asks_nothing():
    scenario = given(*IN_FOCUS, QuestionAsked(MODERATOR, FOCUS, ""))
    assert seen(scenario) == FocusView(None, "")
    assert scenario.room.exchange.contributions.at(QUESTION).state is exchange.State.WITHDRAWN


def test_it_ends_with_its_phase():
    assert seen(given(*ASKED, PhaseMoved(CLOSING))) == FocusView(None, "")
    assert seen(given(*ASKED, RoomClosed())) == FocusView(None, "")
    assert given(*ASKED, PhaseMoved(CLOSING)).when(ANNA, Contribute("By the way")).outcome


def test_nobody_else_asks_and_nothing_is_no_question():
    given(*IN_FOCUS).when(ANNA, AskFocus("Who pays?")).refused("room.not_your_role")
    given(*IN_FOCUS).when(MODERATOR, AskFocus(" ")).refused("focus.empty")
    given(*IN_FOCUS).when(MODERATOR, AskFocus("?" * 301)).refused("focus.too_long")
