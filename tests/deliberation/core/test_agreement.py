import pytest

from deliberation.core.agenda import Setting
from deliberation.core.agreement import (
    LONGEST,
    MOST,
    AddRule,
    Agreement,
    ConfirmRules,
    GroundRule,
    RemoveRule,
    RewordRule,
    RuleAdded,
    RuleRemoved,
    RuleReworded,
    RulesConfirmed,
    view,
)
from tests.deliberation.core.scenario import (
    ANNA,
    BEN,
    MODERATOR,
    OPENED,
    PLANNED,
    RECORDER,
    STAKE,
    given,
    in_phase,
    seq_after,
)

LISTENING = (*OPENED, RuleAdded("We listen"))
RULE = seq_after(LISTENING)


def test_the_group_writes_its_rules():
    room = given(*OPENED).when(ANNA, AddRule(" We listen ")).then(RuleAdded("We listen")).room
    assert room.agreement == Agreement((GroundRule(RULE, "We listen"),), RULE, frozenset())


def test_the_moderator_writes_rules_before_the_room_opens():
    given(*PLANNED).when(MODERATOR, AddRule("We listen")).then(RuleAdded("We listen"))


def test_the_same_rule_is_not_written_twice():
    given(*LISTENING).when(ANNA, AddRule("We listen ")).then()


def test_there_are_not_more_rules_than_people_remember():
    rules = [RuleAdded(f"Rule {n}") for n in range(MOST)]
    given(*OPENED, *rules[1:]).when(ANNA, AddRule("Rule 0")).then(RuleAdded("Rule 0"))
    given(*OPENED, *rules).when(ANNA, AddRule("One more")).refused("agreement.too_many")
    given(*OPENED, *rules).when(ANNA, AddRule("Rule 0")).then()


def test_rules_are_short():
    given(*OPENED).when(ANNA, AddRule("x" * LONGEST)).then(RuleAdded("x" * LONGEST))
    given(*OPENED).when(ANNA, AddRule("x" * (LONGEST + 1))).refused("agreement.too_long")


def test_the_recorder_rewords_a_rule():
    scenario = given(*LISTENING, RuleAdded("We ask"))
    room = scenario.when(RECORDER, RewordRule(RULE, "We hear")).then(RuleReworded(RULE, "We hear")).room
    assert room.agreement.rules == (GroundRule(RULE, "We hear"), GroundRule(RULE + 1, "We ask"))
    assert room.agreement.version == room.seq


def test_rewording_to_the_same_words_changes_nothing():
    given(*LISTENING).when(MODERATOR, RewordRule(RULE, "We listen")).then()


def test_a_rule_that_is_not_there_cannot_be_reworded():
    given(*LISTENING).when(MODERATOR, RewordRule(RULE + 1, "We hear")).refused("agreement.no_such_rule")


def test_a_rule_is_removed_once():
    scenario = given(*LISTENING).when(MODERATOR, RemoveRule(RULE)).then(RuleRemoved(RULE))
    assert scenario.room.agreement.rules == ()
    scenario.when(MODERATOR, RemoveRule(RULE)).then()


@pytest.mark.parametrize("command", [AddRule("We ask"), RewordRule(RULE, "We hear"), RemoveRule(RULE)])
def test_rules_change_in_the_opening_only(command):
    given(*in_phase(STAKE)).when(MODERATOR, command).refused("agreement.only_in_opening")


def test_who_read_the_rules_confirms_them_once():
    scenario = given(*LISTENING).when(ANNA, ConfirmRules(RULE)).then(RulesConfirmed(ANNA))
    assert scenario.room.agreement.confirmed == {ANNA}
    scenario.when(ANNA, ConfirmRules(RULE)).then()


def test_nobody_confirms_rules_that_they_have_not_read():
    given(*LISTENING).when(ANNA, ConfirmRules(RULE - 1)).refused("agreement.stale")


@pytest.mark.parametrize("change", [RuleAdded("We ask"), RuleReworded(RULE, "We hear"), RuleRemoved(RULE)])
def test_a_change_of_the_rules_asks_everybody_anew(change):
    room = given(*LISTENING, RulesConfirmed(ANNA), RulesConfirmed(BEN), change).room
    assert room.agreement.confirmed == frozenset()


def test_a_rule_whose_words_were_erased_is_not_shown():
    room = given(*OPENED, RuleAdded(""), RuleAdded("We listen"), RuleReworded(seq_after(OPENED) + 2, "We ask")).room
    assert [rule.text for rule in view(room.agreement, Setting(room.people, room.agenda)).rules] == ["We ask"]
