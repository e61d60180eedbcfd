from dataclasses import replace

import pytest

from deliberation.core import seeing, turns
from deliberation.core.agenda import AgendaSet, Medium, PhaseMoved, RoomOpened, RoomPaused, RoomResumed, Setting
from deliberation.core.agreement import ConfirmRules, RuleAdded, RulesConfirmed, WentOnWithout
from deliberation.core.exchange import Attack, Claim, Contribute, Contributed, Type
from deliberation.core.people import PersonRemoved, Removal
from deliberation.core.turns import (
    BeginTurn,
    EndTurn,
    PassTakenBack,
    PassTurn,
    TakeBackPass,
    TurnBegun,
    TurnEnded,
    TurnPassed,
    TurnsView,
)
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    CLOSING,
    JOINED,
    MINUTE,
    MODERATOR,
    OBSERVER,
    OPENED,
    PHASES,
    RECORDER,
    SECOND,
    STAKE,
    START,
    STRANGER,
    Wait,
    given,
    in_phase,
)

ROUND = in_phase(STAKE)


def seen(scenario):
    return turns.view(scenario.room.turns, Setting(scenario.room.people, scenario.room.agenda))


def contributed(person):
    return Contributed(person, Type.NONE, None, Claim.NONE, Attack.NONE, STAKE, "It concerns me")


SAYING = Contribute("It concerns me")


def test_one_speaks_after_another_in_the_order_in_which_they_came():
    scenario = given(*ROUND)
    assert seen(scenario) == TurnsView((ANNA, BEN, CEM))
    scenario.when(BEN, SAYING).refused("turns.not_yet")
    scenario = scenario.when(ANNA, SAYING).then(contributed(ANNA))
    scenario = scenario.when(BEN, SAYING).then(contributed(BEN))
    assert seen(scenario) == TurnsView((CEM,))


def test_what_one_contributes_concerns_them_and_whoever_comes_next():
    scenario = given(*ROUND)
    before, after = scenario.room, scenario.when(ANNA, SAYING).then(contributed(ANNA)).room
    assert seeing.concerned(before, after, frozenset({ANNA, BEN, CEM})) == {ANNA, BEN}
    assert seeing.concerned(before, after, frozenset({ANNA, CEM})) == {ANNA, BEN, CEM}  # who is absent is passed over
    assert seeing.concerned(before, after, frozenset({BEN, CEM})) == {ANNA}


def test_each_speaks_once():
    given(*ROUND, contributed(ANNA)).when(ANNA, SAYING).refused("turns.taken")


def test_the_absent_are_passed_over():
    given(*ROUND).with_present(BEN, CEM).when(BEN, SAYING).then(contributed(BEN))


def test_who_was_passed_over_and_comes_back_still_has_a_turn():
    given(*ROUND, contributed(BEN)).when(ANNA, SAYING).then(contributed(ANNA))


def test_the_recorder_has_no_place_in_the_round_and_may_write_once():
    scenario = given(*ROUND).when(RECORDER, SAYING).then(contributed(RECORDER))
    scenario.when(RECORDER, SAYING).refused("turns.taken")


def test_moderators_speak_out_of_turn():
    scenario = given(*ROUND).when(MODERATOR, SAYING).then(contributed(MODERATOR))
    scenario.when(MODERATOR, SAYING).then(contributed(MODERATOR))


def test_passing_takes_the_turn():
    scenario = given(*ROUND).when(ANNA, PassTurn(ANNA)).then(TurnPassed(ANNA))
    assert seen(scenario) == TurnsView((BEN, CEM), passed=(ANNA,))
    scenario.when(ANNA, SAYING).refused("turns.taken")
    scenario.when(ANNA, PassTurn(ANNA)).then()


def test_a_moderator_passes_the_turn_of_somebody():
    given(*ROUND).when(MODERATOR, PassTurn(BEN)).then(TurnPassed(BEN))


def test_nobody_else_does():
    given(*ROUND).when(ANNA, PassTurn(BEN)).refused("turns.not_yours")


@pytest.mark.parametrize("person", [MODERATOR, OBSERVER, STRANGER])
def test_who_has_no_turn_cannot_be_passed(person):
    given(*ROUND).when(MODERATOR, PassTurn(person)).then()


def test_a_new_phase_begins_a_new_round():
    scenario = given(*ROUND, contributed(ANNA), PhaseMoved(CLOSING), PhaseMoved(STAKE))
    assert seen(scenario) == TurnsView((ANNA, BEN, CEM))


@pytest.mark.parametrize("happened", [JOINED, in_phase(CLOSING)])
def test_where_there_is_no_round_nobody_waits_for_a_turn(happened):
    assert seen(given(*happened)) == TurnsView(())


# --- a turn that has begun --------------------------------------------------------------------------------------------


def test_a_turn_begins_once():
    scenario = given(*ROUND).when(ANNA, BeginTurn()).then(TurnBegun(ANNA, ()))
    assert seen(scenario) == TurnsView((ANNA, BEN, CEM), begun=ANNA)
    scenario.when(ANNA, BeginTurn()).then()
    assert seen(scenario.when(ANNA, SAYING)) == TurnsView((BEN, CEM))


def test_nobody_begins_before_it_is_their_turn():
    given(*ROUND).when(BEN, BeginTurn()).refused("turns.not_yet")


@pytest.mark.parametrize("person", [MODERATOR, RECORDER])
def test_who_has_no_place_in_the_round_begins_no_turn(person):
    given(*ROUND).when(person, BeginTurn()).then()


def test_who_comes_back_does_not_take_the_turn_from_the_person_who_is_writing_and_comes_at_the_end():
    scenario = given(*ROUND).with_present(MODERATOR, BEN, CEM).when(BEN, BeginTurn()).then(TurnBegun(BEN, (ANNA,)))
    scenario = scenario.with_present(MODERATOR, ANNA, BEN, CEM)
    scenario.when(ANNA, SAYING).refused("turns.not_yet")
    scenario = scenario.when(BEN, SAYING).then(contributed(BEN))
    assert seen(scenario) == TurnsView((CEM, ANNA))
    scenario.when(ANNA, SAYING).refused("turns.not_yet")
    scenario.when(CEM, SAYING).when(ANNA, SAYING).then(contributed(ANNA))


def test_who_loses_the_connection_keeps_the_turn_that_they_began():
    scenario = given(*ROUND, TurnBegun(ANNA, ())).with_present(MODERATOR, BEN, CEM)
    scenario.when(BEN, SAYING).refused("turns.not_yet")
    scenario.with_present(MODERATOR, ANNA, BEN, CEM).when(ANNA, SAYING).then(contributed(ANNA))


def test_whoever_was_passed_over_takes_that_back_and_comes_at_the_end():
    scenario = given(*ROUND, TurnBegun(ANNA, ()), TurnPassed(ANNA), TurnBegun(BEN, ()))
    scenario = scenario.when(ANNA, TakeBackPass(ANNA)).then(PassTakenBack(ANNA))
    assert seen(scenario) == TurnsView((BEN, CEM, ANNA), begun=BEN)
    scenario.when(ANNA, TakeBackPass(ANNA)).then()


def test_who_takes_it_back_before_another_turn_began_has_their_place_again():
    scenario = given(*ROUND, TurnPassed(ANNA)).when(MODERATOR, TakeBackPass(ANNA)).then(PassTakenBack(ANNA))
    assert seen(scenario) == TurnsView((ANNA, BEN, CEM))


def test_nobody_takes_back_the_passing_of_another():
    given(*ROUND, TurnPassed(ANNA)).when(BEN, TakeBackPass(ANNA)).refused("turns.not_yours")


def test_who_contributed_has_nothing_to_take_back():
    given(*ROUND, contributed(ANNA)).when(ANNA, TakeBackPass(ANNA)).then()


def test_who_missed_two_turns_waits_once():
    scenario = given(*ROUND, TurnBegun(BEN, (ANNA,)), TurnPassed(BEN), TurnBegun(CEM, ()), PassTakenBack(BEN))
    scenario = scenario.having(contributed(CEM), TurnBegun(BEN, (ANNA,)))
    assert seen(scenario) == TurnsView((BEN, ANNA), begun=BEN)


def test_nobody_waits_for_somebody_whose_turn_had_begun_and_who_was_removed():
    scenario = given(*ROUND, TurnBegun(ANNA, ()), PersonRemoved(ANNA, Removal.OWN_WISH))
    assert seen(scenario) == TurnsView((BEN, CEM))
    scenario.when(BEN, SAYING).then(contributed(BEN))


def test_the_opening_of_a_round_begins_without_the_turns_of_the_one_before():
    scenario = given(*ROUND, TurnBegun(BEN, (ANNA,)), TurnPassed(CEM), PhaseMoved(CLOSING), PhaseMoved(STAKE))
    assert seen(scenario) == TurnsView((ANNA, BEN, CEM))


# --- aloud ------------------------------------------------------------------------------------------------------------

ALOUD = (*ROUND, AgendaSet("Who?", PHASES, Medium.SPOKEN))


def test_aloud_a_turn_ends_by_a_tap_and_its_time_counts():
    scenario = given(*ALOUD).when(ANNA, BeginTurn()).then(TurnBegun(ANNA, ()))
    assert seen(scenario).began_at == START
    scenario = scenario.having(Wait(20 * SECOND)).when(ANNA, EndTurn(ANNA)).then(TurnEnded(ANNA, 20))
    assert (seen(scenario).waiting, scenario.room.floor.spoken) == ((BEN, CEM), {ANNA: 20})
    scenario.when(ANNA, EndTurn(ANNA)).then()


def test_a_moderator_starts_a_turn_and_ends_the_one_before_by_one_tap():
    scenario = given(*ALOUD).when(MODERATOR, BeginTurn(BEN)).then(TurnBegun(BEN, (ANNA,)))
    scenario = scenario.having(Wait(30 * SECOND)).when(MODERATOR, BeginTurn(CEM))
    scenario.then(TurnEnded(BEN, 30), TurnBegun(CEM, ()))
    assert seen(scenario).waiting == (CEM, ANNA)
    scenario.when(MODERATOR, BeginTurn(CEM)).then()


def test_a_pause_takes_no_time_from_whoever_speaks():
    scenario = given(*ALOUD, TurnBegun(ANNA, ()), Wait(10 * SECOND), RoomPaused("Air"), Wait(MINUTE), RoomResumed())
    scenario.having(Wait(5 * SECOND)).when(ANNA, EndTurn(ANNA)).then(TurnEnded(ANNA, 15))


def test_nobody_starts_or_ends_the_turn_of_somebody_else():
    given(*ALOUD).when(ANNA, BeginTurn(BEN)).refused("turns.not_yours")
    given(*ALOUD, TurnBegun(BEN, ())).when(ANNA, EndTurn(BEN)).refused("turns.not_yours")


def test_in_writing_a_turn_ends_with_what_is_written():
    given(*ROUND, TurnBegun(ANNA, ())).when(ANNA, EndTurn(ANNA)).refused("turns.by_writing")


# --- without who has not confirmed the rules --------------------------------------------------------------------------

UNCONFIRMED = (*OPENED, RuleAdded("We listen"), RulesConfirmed(BEN), RulesConfirmed(CEM), WentOnWithout((ANNA,)))
WITHOUT_ANNA = (*UNCONFIRMED, PhaseMoved(STAKE))


def test_whoever_has_not_confirmed_the_rules_is_passed_over_and_that_is_recorded():
    scenario = given(*WITHOUT_ANNA)
    assert seen(scenario).waiting == (BEN, CEM)
    scenario.when(ANNA, SAYING).refused("agreement.confirm_first")
    scenario = scenario.when(BEN, BeginTurn()).then(TurnBegun(BEN, (ANNA,)))
    assert seen(scenario.when(BEN, SAYING).then(contributed(BEN))).waiting == (CEM,)


def test_their_page_begins_no_turn_that_they_could_not_take():
    given(*WITHOUT_ANNA).when(ANNA, BeginTurn()).refused("agreement.confirm_first")


def test_once_they_have_confirmed_they_come_at_the_end():
    scenario = given(*WITHOUT_ANNA).when(BEN, BeginTurn()).then(TurnBegun(BEN, (ANNA,)))
    scenario = scenario.when(ANNA, ConfirmRules(scenario.room.agreement.version)).then(RulesConfirmed(ANNA))
    assert seen(scenario).waiting == (BEN, CEM, ANNA)


def test_who_has_confirmed_other_rules_than_there_are_now_is_passed_over_too():
    scenario = given(*AGREED, RuleAdded("One at a time"), WentOnWithout((ANNA,)), PhaseMoved(STAKE))
    assert seen(scenario).waiting == (BEN, CEM)


def test_in_the_opening_all_have_a_turn():
    opening = AgendaSet("Who accompanies?", (replace(PHASES[STAKE], code="opening"),))
    scenario = given(*JOINED, opening, RoomOpened())
    assert seen(scenario).waiting == (ANNA, BEN, CEM)
    scenario.when(ANNA, SAYING).then(replace(contributed(ANNA), phase=0))
