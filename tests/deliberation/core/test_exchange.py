import pytest

from deliberation.core.acting import Audience
from deliberation.core.agenda import AgendaSet, Medium, PhaseMoved, SlowSet
from deliberation.core.exchange import (
    LONGEST,
    LONGEST_NOTE,
    Attack,
    Claim,
    Contribute,
    Contributed,
    Contribution,
    Held,
    Hold,
    Reason,
    Record,
    Release,
    Released,
    Return,
    Returned,
    Rewrite,
    Rewritten,
    SetType,
    State,
    Type,
    TypeSet,
    Withdraw,
    Withdrawn,
    WrittenDown,
    seen,
)
from deliberation.core.floor import FloorGiven
from deliberation.core.seeing import items_since, mine
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CLARIFY,
    CLOSING,
    EXCHANGE,
    MODERATOR,
    OBSERVER,
    OPENED,
    PHASES,
    RECORDER,
    SECOND,
    START,
    STRANGER,
    Wait,
    given,
    in_phase,
    seq_after,
)

FREE = in_phase(CLOSING)


def contributed(person, text, type=Type.NONE, refers_to=None, claim=Claim.NONE, attack=Attack.NONE, phase=CLOSING):
    return Contributed(person, type, refers_to, claim, attack, phase, text)


SAID = (*FREE, contributed(ANNA, "It is about trust", Type.OBJECTION, attack=Attack.REBUT))
ID = seq_after(SAID)
HELD = (*SAID, Held(ID, Reason.INSULT))
RETURNED = (*SAID, Returned(ID, Reason.UNCLEAR, "Whom do you mean?"))
WITHDRAWN = (*SAID, Withdrawn(ID))


def the(scenario):
    return scenario.room.exchange.contributions.at(ID)


def hidden(scenario, person):
    return [each.id for each in mine(scenario.room, person, frozenset())["exchange"].contributions]


# --- contributing -----------------------------------------------------------------------------------------------------


def test_somebody_says_something():
    scenario = given(*FREE).when(ANNA, Contribute(" It is about trust ")).then(contributed(ANNA, "It is about trust"))
    assert the(scenario) == Contribution(ID, ID, ANNA, START, CLOSING, "It is about trust")


def test_a_contribution_may_refer_to_an_earlier_one():
    objection = Contribute("No", Type.OBJECTION, ID, attack=Attack.UNDERCUT)
    given(*SAID).when(BEN, objection).then(contributed(BEN, "No", Type.OBJECTION, refers_to=ID, attack=Attack.UNDERCUT))


@pytest.mark.parametrize("happened", [FREE, HELD, RETURNED, WITHDRAWN])
def test_it_refers_to_nothing_that_the_room_does_not_see(happened):
    given(*happened).when(BEN, Contribute("No", refers_to=ID)).refused("exchange.no_such_contribution")


def test_contributions_have_a_length():
    given(*FREE).when(ANNA, Contribute("x" * LONGEST)).then(contributed(ANNA, "x" * LONGEST))
    given(*FREE).when(ANNA, Contribute("x" * (LONGEST + 1))).refused("exchange.too_long")
    given(*FREE).when(ANNA, Contribute("")).refused("exchange.empty")


@pytest.mark.parametrize(
    ("type", "claim", "attack", "code"),
    [
        (Type.VALIDITY_QUESTION, Claim.NONE, Attack.NONE, "exchange.claim"),
        (Type.QUESTION, Claim.TRUTH, Attack.NONE, "exchange.claim"),
        (Type.THESIS, Claim.NONE, Attack.REBUT, "exchange.attack"),
    ],
)
def test_claims_belong_to_validity_questions_and_attacks_to_objections(type, claim, attack, code):
    given(*FREE).when(ANNA, Contribute("Is it so?", type, claim=claim, attack=attack)).refused(code)
    given(*SAID).when(ANNA, SetType(ID, type, claim, attack)).refused(code)


def test_who_has_not_confirmed_the_rules_does_not_contribute_after_the_opening():
    given(*OPENED).when(ANNA, Contribute("Hello")).then(contributed(ANNA, "Hello", phase=0))
    given(*OPENED, PhaseMoved(CLARIFY)).when(ANNA, Contribute("Hello")).refused("agreement.confirm_first")


def test_a_moderator_needs_no_confirmation():
    given(*OPENED).when(MODERATOR, Contribute("Welcome")).then(contributed(MODERATOR, "Welcome", phase=0))


@pytest.mark.parametrize("type", [Type.NONE, Type.THESIS, Type.OBJECTION])
def test_where_only_questions_are_asked_nothing_else_is(type):
    given(*in_phase(CLARIFY)).when(ANNA, Contribute("Really?", type)).refused("exchange.only_questions")


def test_where_only_questions_are_asked_questions_are():
    asked = Contribute("Is it true?", Type.VALIDITY_QUESTION, claim=Claim.TRUTH)
    given(*in_phase(CLARIFY)).when(ANNA, asked).then(
        contributed(ANNA, "Is it true?", Type.VALIDITY_QUESTION, claim=Claim.TRUTH, phase=CLARIFY)
    )
    given(*in_phase(CLARIFY)).when(ANNA, Contribute("Why?", Type.QUESTION)).then(
        contributed(ANNA, "Why?", Type.QUESTION, phase=CLARIFY)
    )


def test_on_a_speaking_list_whoever_has_the_floor_contributes():
    listed = given(*in_phase(EXCHANGE), FloorGiven(ANNA, False))
    listed.when(BEN, Contribute("Me too")).refused("floor.not_yours")
    listed.when(ANNA, Contribute("I think")).then(contributed(ANNA, "I think", phase=EXCHANGE))


# --- types ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", [ANNA, MODERATOR, RECORDER])
def test_author_moderator_and_recorder_set_the_type(by):
    scenario = given(*SAID).when(by, SetType(ID, Type.REASON)).then(TypeSet(ID, Type.REASON, Claim.NONE, Attack.NONE))
    assert (the(scenario).type, the(scenario).attack) == (Type.REASON, Attack.NONE)
    scenario.when(by, SetType(ID, Type.REASON)).then()


def test_nobody_else_sets_the_type():
    given(*SAID).when(BEN, SetType(ID, Type.REASON)).refused("exchange.not_yours")


@pytest.mark.parametrize("happened", [FREE, HELD, RETURNED, WITHDRAWN])
def test_what_the_room_does_not_see_gets_no_type(happened):
    given(*happened).when(MODERATOR, SetType(ID, Type.REASON)).refused("exchange.no_such_contribution")


# --- withdrawing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("happened", [SAID, HELD, RETURNED])
def test_an_author_withdraws_what_they_said(happened):
    scenario = given(*happened).when(ANNA, Withdraw(ID)).then(Withdrawn(ID))
    assert (the(scenario).state, the(scenario).reason, the(scenario).note) == (State.WITHDRAWN, None, "")
    scenario.when(ANNA, Withdraw(ID)).then()


@pytest.mark.parametrize("by", [BEN, MODERATOR])
def test_nobody_else_withdraws_it(by):
    given(*SAID).when(by, Withdraw(ID)).refused("exchange.not_yours")


# --- holding, returning, releasing ------------------------------------------------------------------------------------


def test_a_moderator_holds_a_contribution_once():
    scenario = given(*SAID).when(MODERATOR, Hold(ID, Reason.INSULT)).then(Held(ID, Reason.INSULT))
    assert (the(scenario).state, the(scenario).reason) == (State.HELD, Reason.INSULT)
    scenario.when(MODERATOR, Hold(ID, Reason.INSULT)).then()


@pytest.mark.parametrize("happened", [RETURNED, WITHDRAWN])
def test_only_what_is_published_is_held(happened):
    given(*happened).when(MODERATOR, Hold(ID, Reason.INSULT)).refused("exchange.not_published")


@pytest.mark.parametrize("happened", [SAID, HELD])
def test_a_moderator_returns_a_contribution_once_with_a_note(happened):
    asked = Return(ID, Reason.UNCLEAR, " Whom do you mean? ")
    scenario = given(*happened).when(MODERATOR, asked)
    scenario.then(Returned(ID, Reason.UNCLEAR, "Whom do you mean?"))
    assert (the(scenario).state, the(scenario).note) == (State.RETURNED, "Whom do you mean?")
    scenario.when(MODERATOR, asked).then()


def test_a_note_has_a_length():
    longest = "x" * LONGEST_NOTE
    given(*SAID).when(MODERATOR, Return(ID, Reason.UNCLEAR, longest)).then(Returned(ID, Reason.UNCLEAR, longest))
    given(*SAID).when(MODERATOR, Return(ID, Reason.UNCLEAR, longest + "x")).refused("exchange.note.too_long")
    given(*SAID).when(MODERATOR, Return(ID, Reason.UNCLEAR, "")).refused("exchange.note.empty")


@pytest.mark.parametrize("happened", [HELD, RETURNED])
def test_a_moderator_releases_it_again(happened):
    scenario = given(*happened).when(MODERATOR, Release(ID)).then(Released(ID))
    assert the(scenario) == Contribution(
        ID, ID + 2, ANNA, START, CLOSING, "It is about trust", Type.OBJECTION, attack=Attack.REBUT
    )
    scenario.when(MODERATOR, Release(ID)).then()


@pytest.mark.parametrize("command", [Release(ID), Return(ID, Reason.UNCLEAR, "Why?")])
def test_what_its_author_withdrew_stays_withdrawn(command):
    given(*WITHDRAWN).when(MODERATOR, command).refused("exchange.not_published")


@pytest.mark.parametrize("command", [Hold(1, Reason.INSULT), Release(1), Return(1, Reason.UNCLEAR, "Why?")])
def test_what_was_never_said_is_not_moderated(command):
    given(*SAID).when(MODERATOR, command).refused("exchange.no_such_contribution")


# --- rewriting --------------------------------------------------------------------------------------------------------


def test_an_author_rewrites_what_was_returned():
    scenario = given(*RETURNED).when(ANNA, Rewrite(ID, "I mean the form")).then(Rewritten(ID, "I mean the form"))
    assert the(scenario) == Contribution(
        ID,
        ID + 2,
        ANNA,
        START,
        CLOSING,
        "I mean the form",
        Type.OBJECTION,
        attack=Attack.REBUT,
        rewritten=True,
    )
    scenario.when(ANNA, Rewrite(ID, "I mean the form")).then()


@pytest.mark.parametrize("happened", [SAID, HELD, WITHDRAWN])
def test_only_what_was_returned_is_rewritten(happened):
    given(*happened).when(ANNA, Rewrite(ID, "Something else")).refused("exchange.not_returned")


def test_nobody_else_rewrites_it():
    given(*RETURNED).when(BEN, Rewrite(ID, "Something else")).refused("exchange.not_yours")


# --- who sees what ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("happened", "room_reads", "moderator_reads"),
    [(SAID, True, True), (HELD, False, True), (RETURNED, False, True), (WITHDRAWN, False, False)],
)
def test_the_room_reads_what_is_published_and_moderators_what_they_hid(happened, room_reads, moderator_reads):
    room = given(*happened).room
    whole, state = the(given(*happened)), the(given(*happened)).state
    hollow = Contribution(ID, whole.seq, ANNA, START, CLOSING, "", state=state, reason=whole.reason)
    for audience in (Audience.EVERYBODY, Audience.OBSERVATION):
        assert items_since(room, 0, audience)["contributions"] == [whole if room_reads else hollow]
        assert seen(whole, audience) == (whole if room_reads else hollow)
    assert items_since(room, 0, Audience.MODERATION)["contributions"] == [whole if moderator_reads else hollow]


@pytest.mark.parametrize("happened", [HELD, RETURNED, WITHDRAWN])
def test_authors_read_what_the_room_does_not(happened):
    scenario = given(*happened)
    assert mine(scenario.room, ANNA, frozenset())["exchange"].contributions == (the(scenario),)
    assert mine(scenario.room, BEN, frozenset())["exchange"].contributions == ()


def test_what_comes_back_to_the_room_leaves_the_authors_own_list():
    second = seq_after(HELD) + 1
    scenario = given(*HELD, contributed(ANNA, "And this"), Held(second, Reason.INSULT))
    assert hidden(scenario, ANNA) == [ID, second]
    assert hidden(scenario.having(Released(ID)), ANNA) == [second]
    assert hidden(scenario.having(Released(ID), Released(second)), ANNA) == []


def test_an_event_about_a_contribution_that_was_erased_changes_nothing():
    before = given(*AGREED)
    assert before.having(Held(ID, Reason.INSULT)).room.exchange is before.room.exchange


# --- erased: the log has the entry, but no text any more


def erased(*later):
    """What Anna said has gone from the log, and this came after it."""
    return given(*in_phase(CLOSING), Contributed(ANNA, Type.THESIS, None, Claim.NONE, Attack.NONE, CLOSING, ""), *later)


ID = seq_after(in_phase(CLOSING)) + 1


@pytest.mark.parametrize(
    "later",
    [
        (),
        (Held(ID, Reason.INSULT), Released(ID)),
        (Returned(ID, Reason.UNCLEAR, "Please say what you mean."), Rewritten(ID, "")),
        (TypeSet(ID, Type.QUESTION, Claim.NONE, Attack.NONE), Withdrawn(ID)),
    ],
)
def test_what_was_erased_is_as_good_as_withdrawn_whatever_happened_to_it(later):
    room = erased(*later).room
    contribution = room.exchange.contributions.at(ID)
    assert (contribution.state, contribution.text, contribution.note, contribution.reason) == (
        State.WITHDRAWN,
        "",
        "",
        None,
    )
    assert seen(contribution, Audience.MODERATION).type is Type.NONE
    assert room.exchange.hidden == {ANNA: (ID,)}


def test_nobody_can_take_up_what_was_erased():
    erased().when(BEN, Contribute("Yes, but", refers_to=ID)).refused("exchange.no_such_contribution")
    erased().when(MODERATOR, Release(ID)).refused("exchange.not_published")


# --- what was said aloud ----------------------------------------------------------------------------------------------

ALOUD = (*FREE, AgendaSet("Who?", PHASES, Medium.SPOKEN))
GIST = (*ALOUD, WrittenDown(ANNA, Type.NONE, None, CLOSING, "It is about trust"))
GIST_ID = seq_after(GIST)


def test_aloud_the_recorder_writes_down_what_somebody_says_under_their_name():
    scenario = given(*ALOUD).when(RECORDER, Record(ANNA, " It is about trust ", Type.THESIS))
    scenario.then(WrittenDown(ANNA, Type.THESIS, None, CLOSING, "It is about trust"))
    recorded = given(*GIST).room.exchange.contributions.at(GIST_ID)
    assert (recorded.by, recorded.recorded_by) == (ANNA, MODERATOR)  # by whom the scenario lets things happen


def test_whoever_said_it_corrects_what_was_written_down():
    scenario = (
        given(*GIST).when(ANNA, Rewrite(GIST_ID, "It is about time")).then(Rewritten(GIST_ID, "It is about time"))
    )
    corrected = scenario.room.exchange.contributions.at(GIST_ID)
    assert (corrected.text, corrected.rewritten, corrected.recorded_by) == ("It is about time", True, MODERATOR)
    given(*GIST).when(BEN, Rewrite(GIST_ID, "It is about time")).refused("exchange.not_yours")


def test_aloud_nobody_types_but_whoever_keeps_the_record():
    given(*ALOUD).when(ANNA, Contribute("It is about trust")).refused("exchange.aloud")
    given(*ALOUD).when(RECORDER, Contribute("Recorded")).then(contributed(RECORDER, "Recorded"))


@pytest.mark.parametrize(
    ("happened", "command", "code"),
    [
        (FREE, Record(ANNA, "x"), "exchange.they_write"),
        (ALOUD, Record(OBSERVER, "x"), "people.no_such_person"),
        (ALOUD, Record(STRANGER, "x"), "people.no_such_person"),
        (ALOUD, Record(ANNA, " "), "exchange.empty"),
        (ALOUD, Record(ANNA, "x", Type.VALIDITY_QUESTION), "exchange.claim"),
        (ALOUD, Record(ANNA, "x", Type.NONE, 1), "exchange.no_such_contribution"),
        ((*GIST, Withdrawn(GIST_ID)), Record(BEN, "x", Type.NONE, GIST_ID), "exchange.no_such_contribution"),
    ],
)
def test_what_is_not_written_down(happened, command, code):
    given(*happened).when(RECORDER, command).refused(code)


def test_what_was_erased_of_it_is_gone():
    erased = given(*ALOUD, WrittenDown(ANNA, Type.NONE, None, CLOSING, "")).room.exchange.contributions.at(GIST_ID)
    assert (erased.text, erased.state) == ("", State.WITHDRAWN)


# --- slowly -----------------------------------------------------------------------------------------------------------

SLOWLY = (*SAID, SlowSet(60, "It gets heated"))


def test_slowly_one_waits_between_two_contributions():
    scenario = given(*SLOWLY, Wait(59 * SECOND)).when(ANNA, Contribute("And besides")).refused("exchange.too_soon")
    assert scenario.having(Wait(SECOND)).when(ANNA, Contribute("And besides")).outcome


def test_others_and_the_moderation_do_not_wait_for_that():
    assert given(*SLOWLY).when(BEN, Contribute("Why?")).outcome
    scenario = given(*SLOWLY).when(MODERATOR, Contribute("Slowly")).when(MODERATOR, Contribute("Please"))
    assert scenario.outcome


def test_the_last_of_several_counts_however_many_others_spoke_since():
    others = tuple(contributed(BEN, f"{n}") for n in range(200))
    given(*SLOWLY, *others, Wait(SECOND)).when(ANNA, Contribute("And besides")).refused("exchange.too_soon")


def test_it_goes_slowly_in_free_talk_only():
    scenario = given(*SLOWLY, PhaseMoved(CLARIFY), SlowSet(60, "It gets heated"), contributed(ANNA, "Why?"))
    assert scenario.when(ANNA, Contribute("And why?", Type.QUESTION)).outcome
