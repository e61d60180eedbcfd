import pytest

from deliberation.core import agreement
from deliberation.core.agenda import MovePhase, PhaseMoved, Setting
from deliberation.core.agreement import (
    LONGEST,
    LONGEST_OBJECTION,
    MOST,
    AddRule,
    AdoptRule,
    AgreementMine,
    ConfirmRules,
    ConsentToRule,
    DropProposal,
    GoOnWithout,
    GroundRule,
    Objection,
    ObjectToRule,
    Proposal,
    ProposalDropped,
    ProposeRule,
    RemoveRule,
    RewordRule,
    RuleAdded,
    RuleAdopted,
    RuleConsented,
    RuleObjected,
    RuleProposed,
    RuleRemoved,
    RuleReworded,
    RulesConfirmed,
    WentOnWithout,
)
from deliberation.core.exchange import Contribute
from tests.deliberation.core.scenario import (
    ANNA,
    BEN,
    CEM,
    MODERATOR,
    OBSERVER,
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
PROPOSED = (*LISTENING, RuleProposed(ANNA, "We ask"))
PROPOSAL = seq_after(PROPOSED)


def seen(scenario):
    return agreement.view(scenario.room.agreement, setting(scenario))


def setting(scenario):
    return Setting(scenario.room.people, scenario.room.agenda)


def asked_for(scenario, person):
    return agreement.mine(scenario.room.agreement, person, setting(scenario))


# --- the rules --------------------------------------------------------------------------------------------------------


def test_the_moderator_writes_rules_before_the_room_opens():
    room = given(*PLANNED).when(MODERATOR, AddRule(" We listen ")).then(RuleAdded("We listen")).room
    assert room.agreement.rules == (GroundRule(room.seq, "We listen", room.seq),)
    assert room.agreement.version == room.seq


def test_the_same_rule_is_not_written_twice():
    given(*PLANNED, RuleAdded("We listen")).when(MODERATOR, AddRule("We listen ")).then()


def test_there_are_not_more_rules_than_people_remember():
    rules = [RuleAdded(f"Rule {n}") for n in range(MOST)]
    given(*PLANNED, *rules[1:]).when(MODERATOR, AddRule("Rule 0")).then(RuleAdded("Rule 0"))
    given(*PLANNED, *rules).when(MODERATOR, AddRule("One more")).refused("agreement.too_many")
    given(*PLANNED, *rules).when(MODERATOR, AddRule("Rule 0")).then()


def test_rules_are_short():
    given(*PLANNED).when(MODERATOR, AddRule("x" * LONGEST)).then(RuleAdded("x" * LONGEST))
    given(*PLANNED).when(MODERATOR, AddRule("x" * (LONGEST + 1))).refused("agreement.too_long")


def test_the_recorder_rewords_a_rule():
    scenario = given(*LISTENING, RuleAdded("We ask"))
    room = scenario.when(RECORDER, RewordRule(RULE, "We hear")).then(RuleReworded(RULE, "We hear")).room
    assert room.agreement.rules == (GroundRule(RULE, "We hear", room.seq), GroundRule(RULE + 1, "We ask", RULE + 1))
    assert room.agreement.version == room.seq


def test_rewording_to_the_same_words_changes_nothing():
    given(*LISTENING).when(MODERATOR, RewordRule(RULE, "We listen")).then()


def test_a_rule_that_is_not_there_cannot_be_reworded():
    given(*LISTENING).when(MODERATOR, RewordRule(RULE + 1, "We hear")).refused("agreement.no_such_rule")


def test_a_rule_is_removed_once():
    scenario = given(*LISTENING).when(MODERATOR, RemoveRule(RULE)).then(RuleRemoved(RULE))
    assert scenario.room.agreement.rules == ()
    scenario.when(MODERATOR, RemoveRule(RULE)).then()


@pytest.mark.parametrize(
    "command",
    [
        ProposeRule("We ask"),
        ConsentToRule(1),
        ObjectToRule(1, "Why?"),
        AdoptRule(1),
        DropProposal(1),
        GoOnWithout((ANNA,)),
        RewordRule(RULE, "We hear"),
        RemoveRule(RULE),
    ],
)
def test_rules_change_in_the_opening_only(command):
    given(*in_phase(STAKE)).when(MODERATOR, command).refused("agreement.only_in_opening")


def test_a_rule_whose_words_were_erased_is_not_shown():
    scenario = given(*OPENED, RuleAdded(""), RuleAdded("We listen"), RuleReworded(seq_after(OPENED) + 2, "We ask"))
    assert [rule.text for rule in seen(scenario).rules] == ["We ask"]


# --- confirming -------------------------------------------------------------------------------------------------------


def test_who_read_the_rules_confirms_them_once():
    scenario = given(*LISTENING).when(ANNA, ConfirmRules(RULE)).then(RulesConfirmed(ANNA))
    assert asked_for(scenario, ANNA) == AgreementMine(confirmed=True, unread=())
    assert seen(scenario).missing == (BEN, CEM)
    scenario.when(ANNA, ConfirmRules(RULE)).then()


def test_nobody_confirms_rules_that_they_have_not_read():
    given(*LISTENING).when(ANNA, ConfirmRules(RULE - 1)).refused("agreement.stale")


@pytest.mark.parametrize(
    ("change", "changed"), [(RuleAdded("We ask"), RULE + 3), (RuleReworded(RULE, "We hear"), RULE)]
)
def test_only_what_changed_is_confirmed_anew(change, changed):
    scenario = given(*LISTENING, RulesConfirmed(ANNA), RulesConfirmed(BEN), change)
    assert asked_for(scenario, ANNA) == AgreementMine(confirmed=False, unread=(changed,))
    scenario = scenario.when(ANNA, ConfirmRules(scenario.room.seq)).then(RulesConfirmed(ANNA))
    assert asked_for(scenario, ANNA) == AgreementMine(confirmed=True, unread=())


def test_a_rule_that_is_gone_asks_nobody_for_anything():
    scenario = given(*LISTENING, RuleAdded("We ask"), RulesConfirmed(ANNA), RuleRemoved(RULE))
    assert asked_for(scenario, ANNA) == AgreementMine(confirmed=True, unread=())


def test_who_never_confirmed_anything_is_asked_for_everything():
    scenario = given(*LISTENING, RuleAdded("We ask"))
    assert asked_for(scenario, ANNA) == AgreementMine(confirmed=False, unread=())


def test_two_new_rules_to_which_all_consent_are_no_further_confirmation():
    """Seven people: it was 42 confirmations, each of two rules asking all for all rules anew."""
    scenario = given(*LISTENING, *(RulesConfirmed(person) for person in (ANNA, BEN, CEM)))
    for text in ("We ask", "We explain"):
        scenario = scenario.when(ANNA, ProposeRule(text))
        proposal = scenario.room.seq
        for person in (BEN, CEM):
            scenario = scenario.when(person, ConsentToRule(proposal))
        scenario = scenario.when(MODERATOR, AdoptRule(proposal)).then(RuleAdopted(proposal))
    assert seen(scenario).missing == ()
    assert [rule.text for rule in seen(scenario).rules] == ["We listen", "We ask", "We explain"]


# --- proposing --------------------------------------------------------------------------------------------------------


def test_what_somebody_proposes_is_a_proposal_to_which_they_consent():
    scenario = (
        given(*LISTENING, RulesConfirmed(BEN)).when(ANNA, ProposeRule(" We ask ")).then(RuleProposed(ANNA, "We ask"))
    )
    assert seen(scenario).proposals == (Proposal(scenario.room.seq, ANNA, "We ask", (ANNA,)),)
    assert [rule.text for rule in seen(scenario).rules] == ["We listen"]
    assert asked_for(scenario, BEN).confirmed


def test_it_can_be_talked_about_before_anybody_has_confirmed_anything():
    assert (
        given(*PROPOSED).when(BEN, Contribute("What do you mean by that?")).outcome[0].text
        == "What do you mean by that?"
    )


@pytest.mark.parametrize("text", ["We listen", "We ask"])
def test_what_is_a_rule_or_proposed_already_is_not_proposed_again(text):
    given(*PROPOSED).when(BEN, ProposeRule(text)).then()


def test_there_are_not_more_proposals_than_people_read():
    proposals = [RuleProposed(ANNA, f"Rule {n}") for n in range(MOST)]
    given(*OPENED, *proposals).when(ANNA, ProposeRule("One more")).refused("agreement.too_many")


def test_somebody_consents_once():
    scenario = given(*PROPOSED).when(BEN, ConsentToRule(PROPOSAL)).then(RuleConsented(BEN, PROPOSAL))
    assert seen(scenario).proposals[0].consents == (ANNA, BEN)
    scenario.when(BEN, ConsentToRule(PROPOSAL)).then()


def test_somebody_objects_with_a_sentence():
    scenario = given(*PROPOSED).when(BEN, ObjectToRule(PROPOSAL, " Too strict. "))
    scenario.then(RuleObjected(BEN, PROPOSAL, "Too strict."))
    assert seen(scenario).proposals[0].objections == (Objection(BEN, "Too strict."),)
    scenario.when(BEN, ObjectToRule(PROPOSAL, "Too strict.")).then()


@pytest.mark.parametrize(("text", "code"), [(" ", "empty"), ("x" * (LONGEST_OBJECTION + 1), "too_long")])
def test_an_objection_is_one_sentence(text, code):
    given(*PROPOSED).when(BEN, ObjectToRule(PROPOSAL, text)).refused(f"agreement.objection.{code}")


def test_whoever_changes_their_mind_has_one_word_all_the_same():
    scenario = given(*PROPOSED, RuleObjected(BEN, PROPOSAL, "No"), RuleObjected(BEN, PROPOSAL, "Not like this"))
    assert seen(scenario).proposals[0].objections == (Objection(BEN, "Not like this"),)
    scenario = scenario.having(RuleConsented(BEN, PROPOSAL))
    assert (seen(scenario).proposals[0].consents, seen(scenario).proposals[0].objections) == ((ANNA, BEN), ())
    scenario = scenario.having(RuleObjected(BEN, PROPOSAL, "After all"))
    assert seen(scenario).proposals[0].consents == (ANNA,)


def test_a_moderator_takes_it_in_and_asks_only_those_who_did_not_consent_for_it_alone():
    confirmed = (RulesConfirmed(person) for person in (ANNA, BEN, CEM))
    said = (RuleConsented(BEN, PROPOSAL), RuleObjected(CEM, PROPOSAL, "Too strict"))
    scenario = given(*PROPOSED, *confirmed, *said).when(MODERATOR, AdoptRule(PROPOSAL)).then(RuleAdopted(PROPOSAL))
    assert seen(scenario).proposals == ()
    assert seen(scenario).rules[1] == GroundRule(PROPOSAL, "We ask", scenario.room.seq)
    assert seen(scenario).missing == (CEM,)
    assert asked_for(scenario, CEM) == AgreementMine(confirmed=False, unread=(PROPOSAL,))
    scenario.when(MODERATOR, AdoptRule(PROPOSAL)).then()


def test_who_consented_to_a_rule_has_not_confirmed_the_others():
    scenario = given(*PROPOSED, RuleAdopted(PROPOSAL))
    assert asked_for(scenario, ANNA) == AgreementMine(confirmed=False, unread=(RULE,))


def test_a_moderator_takes_in_no_more_rules_than_people_remember():
    rules = [RuleAdded(f"Rule {n}") for n in range(MOST - 1)]
    given(*PROPOSED, *rules).when(MODERATOR, AdoptRule(PROPOSAL)).refused("agreement.too_many")


@pytest.mark.parametrize("by", [ANNA, MODERATOR])
def test_a_moderator_or_who_proposed_it_drops_a_proposal_once(by):
    scenario = given(*PROPOSED).when(by, DropProposal(PROPOSAL)).then(ProposalDropped(PROPOSAL))
    assert seen(scenario).proposals == ()
    scenario.when(by, DropProposal(PROPOSAL)).then()


def test_nobody_else_drops_it():
    given(*PROPOSED).when(BEN, DropProposal(PROPOSAL)).refused("agreement.not_yours")


@pytest.mark.parametrize("command", [ConsentToRule(PROPOSAL), ObjectToRule(PROPOSAL, "No"), AdoptRule(PROPOSAL)])
@pytest.mark.parametrize("happened", [(*PROPOSED, ProposalDropped(PROPOSAL)), (*LISTENING, RuleProposed(ANNA, ""))])
def test_there_is_nothing_to_say_to_a_proposal_that_is_gone_or_erased(happened, command):
    scenario = given(*happened)
    assert seen(scenario).proposals == ()
    scenario.when(MODERATOR, command).refused("agreement.no_such_proposal")


# --- going on without somebody ----------------------------------------------------------------------------------------


def move(scenario):
    return MovePhase(scenario.room.agenda.moved, STAKE)


def test_one_idle_person_does_not_keep_the_others_in_the_opening():
    scenario = given(*LISTENING, RulesConfirmed(ANNA), RulesConfirmed(BEN))
    scenario.when(MODERATOR, move(scenario)).refused("agenda.not_agreed")
    scenario = scenario.when(MODERATOR, GoOnWithout((CEM,))).then(WentOnWithout((CEM,)))
    assert (seen(scenario).missing, seen(scenario).without) == ((CEM,), (CEM,))
    scenario = scenario.when(MODERATOR, move(scenario)).then(PhaseMoved(STAKE))
    scenario.when(CEM, Contribute("Here I am")).refused("agreement.confirm_first")
    scenario = scenario.when(CEM, ConfirmRules(RULE)).then(RulesConfirmed(CEM))
    assert (seen(scenario).missing, seen(scenario).without) == ((), ())
    assert scenario.room.agreement.without == (CEM,)


def test_even_a_group_in_which_nobody_confirms_can_be_led_on_by_name():
    scenario = given(*LISTENING).when(MODERATOR, GoOnWithout((ANNA, BEN, CEM))).then(WentOnWithout((ANNA, BEN, CEM)))
    scenario.when(MODERATOR, move(scenario)).then(PhaseMoved(STAKE))


def test_only_those_who_are_waited_for_are_named_and_each_once():
    scenario = given(*LISTENING, RulesConfirmed(ANNA), WentOnWithout((BEN,)))
    scenario.when(MODERATOR, GoOnWithout((ANNA, BEN))).then()
    scenario.when(MODERATOR, GoOnWithout((CEM, BEN, CEM))).then(WentOnWithout((CEM,)))


@pytest.mark.parametrize("person", [OBSERVER, MODERATOR, 99])
def test_who_is_never_waited_for_is_not_named(person):
    given(*LISTENING).when(MODERATOR, GoOnWithout((ANNA, person))).refused("agreement.no_such_person")
