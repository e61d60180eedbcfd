import pytest

from deliberation.core import turns
from deliberation.core.agenda import PhaseMoved, Setting
from deliberation.core.exchange import Attack, Claim, Contribute, Contributed, Type
from deliberation.core.turns import PassTurn, TurnPassed, TurnsView
from tests.deliberation.core.scenario import (
    ANNA,
    BEN,
    CEM,
    CLOSING,
    JOINED,
    MODERATOR,
    OBSERVER,
    RECORDER,
    STAKE,
    STRANGER,
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
    assert seen(scenario) == TurnsView((BEN, CEM))
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
