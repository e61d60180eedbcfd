import pytest

from deliberation.core import mirror, seeing
from deliberation.core.agenda import AgendaSet, Medium, PhaseMoved
from deliberation.core.exchange import Attack, Claim, Contribute, Contributed, Type, Withdraw, Withdrawn
from deliberation.core.mirror import (
    ConfirmMirror,
    MirrorConfirmed,
    MirrorRefused,
    MirrorTakenBack,
    MirrorView,
    OpenReply,
    RefuseMirror,
    ReplyOpened,
    Restate,
    Restated,
    SaidAnew,
    SayAnew,
    TakeBackMirror,
    Understanding,
)
from deliberation.core.people import PersonRemoved, Removal
from tests.deliberation.core.scenario import (
    ANNA,
    BEN,
    CEM,
    CLOSING,
    MINUTE,
    MODERATOR,
    PERSPECTIVE,
    PHASES,
    RECORDER,
    ROLES,
    SECOND,
    Wait,
    given,
    in_phase,
)


def said(person, text="It concerns me", type=Type.NONE, refers_to=None):
    return Contributed(person, type, refers_to, Claim.NONE, Attack.NONE, PERSPECTIVE, text)


MIRRORING = (*in_phase(PERSPECTIVE), said(ANNA))
SAID = given(*MIRRORING).room.seq  # by Anna
FIRST, SECOND_TRY = "You mean that it concerns you", "You mean that it concerns you most"
UNDERSTOOD = Restate(SAID, FIRST)
REPLY = Contribute("I see it differently", Type.OBJECTION, SAID)


def restated():
    return given(*MIRRORING).when(BEN, UNDERSTOOD)


def latest(scenario):
    (known,) = scenario.room.mirror.mirrorings
    return known.restatement


def confirmed(scenario):
    return scenario.when(ANNA, ConfirmMirror(SAID, BEN, latest(scenario)))


def refused(scenario, missing="Most of all"):
    return scenario.when(ANNA, RefuseMirror(SAID, BEN, latest(scenario), missing))


def twice_refused():
    return refused(refused(restated()).when(BEN, Restate(SAID, SECOND_TRY)))


def understanding(scenario):
    return [each.understanding for each in scenario.room.mirror.mirrorings]


def counted(scenario):
    known = scenario.room.mirror
    return (known.first, known.second, known.later)


# --- the way ----------------------------------------------------------------------------------------------------------


def test_a_restatement_is_a_contribution_that_refers_to_what_it_restates():
    restated().then(said(BEN, FIRST, Type.MIRROR, SAID), Restated(BEN, SAID))


def test_a_reply_opens_once_the_author_has_confirmed_the_restatement():
    scenario = restated().when(BEN, REPLY).refused("mirror.first")
    scenario = confirmed(scenario).then(MirrorConfirmed(BEN, SAID))
    assert counted(scenario) == (1, 0, 0)
    scenario.when(BEN, REPLY).then(said(BEN, REPLY.text, Type.OBJECTION, SAID))
    scenario.when(CEM, REPLY).refused("mirror.first")


def test_a_refusal_says_what_is_missing_and_asks_for_another_attempt():
    scenario = refused(restated()).then(MirrorRefused(BEN, SAID, "Most of all"))
    (known,) = scenario.room.mirror.mirrorings
    assert (known.understanding, known.missing) == (Understanding.REFUSED, "Most of all")
    scenario = confirmed(scenario.when(BEN, Restate(SAID, SECOND_TRY)))
    assert counted(scenario) == (0, 1, 0)


def test_after_two_refusals_the_author_says_it_anew_and_the_reply_is_open():
    scenario = twice_refused()
    assert understanding(scenario) == [Understanding.AUTHORS_TURN]
    scenario.when(BEN, Restate(SAID, "Once more")).refused("mirror.authors_turn")
    scenario = scenario.when(ANNA, SayAnew(SAID, BEN, "I cannot sleep"))
    scenario.then(said(ANNA, "I cannot sleep", Type.NONE, SAID), SaidAnew(BEN, SAID))
    assert counted(scenario) == (0, 0, 1)
    scenario.when(BEN, REPLY).then(said(BEN, REPLY.text, Type.OBJECTION, SAID))


def test_after_two_refusals_the_author_may_still_say_that_it_was_right():
    assert understanding(confirmed(twice_refused())) == [Understanding.CONFIRMED]


def test_before_that_the_author_says_nothing_anew():
    restated().when(ANNA, SayAnew(SAID, BEN, "I cannot sleep")).refused("mirror.not_yet")


def test_as_long_as_nobody_has_answered_a_better_restatement_takes_the_place_of_the_first():
    scenario = restated()
    first = latest(scenario)
    scenario = scenario.when(BEN, Restate(SAID, SECOND_TRY))
    scenario.then(Withdrawn(first), said(BEN, SECOND_TRY, Type.MIRROR, SAID), Restated(BEN, SAID))
    scenario.when(ANNA, ConfirmMirror(SAID, BEN, first)).refused("mirror.stale")
    scenario.when(ANNA, RefuseMirror(SAID, BEN, first, "More")).refused("mirror.stale")
    assert understanding(confirmed(scenario)) == [Understanding.CONFIRMED]


def test_each_has_their_own_way_to_the_same_contribution():
    scenario = restated().when(CEM, Restate(SAID, "Something else"))
    scenario = scenario.when(ANNA, ConfirmMirror(SAID, CEM, scenario.room.seq - 1))
    assert understanding(scenario) == [Understanding.WAITING, Understanding.CONFIRMED]


def test_everybody_sees_how_well_the_room_listens_and_each_what_they_may_reply_to():
    scenario = confirmed(restated())
    room = scenario.room
    assert seeing.parts(room, seeing.audience(room, CEM))["mirror"] == MirrorView(1, 0, 0)
    assert seeing.mine(room, BEN, frozenset(ROLES))["mirror"] == mirror.MirrorMine((SAID,), False)
    assert seeing.mine(room, ANNA, frozenset(ROLES))["mirror"] == mirror.MirrorMine((), True)


def test_how_far_a_restatement_is_everybody_sees():
    room = restated().room
    for person in ROLES:
        shown = seeing.items_since(room, 0, seeing.audience(room, person))["mirrorings"]
        assert shown == list(room.mirror.mirrorings)


# --- what needs none --------------------------------------------------------------------------------------------------


def test_a_question_for_understanding_needs_no_restatement():
    question = Contribute("Since when?", Type.QUESTION, SAID)
    given(*MIRRORING).when(BEN, question).then(said(BEN, question.text, Type.QUESTION, SAID))


def test_each_may_begin_with_one_statement():
    begun = Contribute("It concerns me, too")
    scenario = given(*MIRRORING).when(BEN, begun).then(said(BEN, begun.text))
    scenario.when(BEN, begun).refused("mirror.stated")
    scenario.having(PhaseMoved(CLOSING), PhaseMoved(PERSPECTIVE)).when(BEN, begun).then(said(BEN, begun.text))


def test_moderators_may_always_speak():
    given(*MIRRORING).when(MODERATOR, REPLY).then(said(MODERATOR, REPLY.text, Type.OBJECTION, SAID))


def test_aloud_people_see_to_it_by_themselves():
    scenario = given(*MIRRORING, AgendaSet("Who?", PHASES, Medium.SPOKEN))
    scenario.when(RECORDER, REPLY).then(said(RECORDER, REPLY.text, Type.OBJECTION, SAID))


# --- who may not ------------------------------------------------------------------------------------------------------


def test_nobody_restates_themselves_or_nothing_or_a_restatement():
    scenario = restated()
    scenario.when(ANNA, UNDERSTOOD).refused("mirror.own")
    scenario.when(BEN, Restate(1, FIRST)).refused("exchange.no_such_contribution")
    scenario.when(CEM, Restate(latest(scenario), FIRST)).refused("exchange.no_such_contribution")
    scenario.having(Withdrawn(SAID)).when(BEN, UNDERSTOOD).refused("exchange.no_such_contribution")


@pytest.mark.parametrize("by", [BEN, CEM, MODERATOR])
def test_only_the_author_answers_a_restatement(by):
    scenario = restated()
    for answer in (
        ConfirmMirror(SAID, BEN, latest(scenario)),
        RefuseMirror(SAID, BEN, latest(scenario), "More"),
        SayAnew(SAID, BEN, "I mean"),
    ):
        scenario.when(by, answer).refused("exchange.not_yours")


def test_what_was_confirmed_stays_so():
    scenario = confirmed(restated())
    confirmed(scenario).then()
    refused(scenario).refused("mirror.confirmed")
    scenario.when(BEN, Restate(SAID, FIRST)).refused("mirror.confirmed")
    scenario.when(ANNA, SayAnew(SAID, BEN, "I mean")).then()
    scenario.when(MODERATOR, OpenReply(SAID, BEN)).then()
    scenario.when(BEN, TakeBackMirror(SAID)).then()


def test_a_refusal_is_given_once_and_says_something():
    scenario = restated()
    refused(scenario, " ").refused("mirror.empty")
    refused(scenario, "x" * 301).refused("mirror.too_long")
    refused(refused(scenario)).then()


def test_there_is_nothing_to_answer_where_nobody_restated_anything():
    scenario = given(*MIRRORING)
    scenario.when(ANNA, ConfirmMirror(SAID, BEN, 3)).refused("mirror.no_such_mirror")
    scenario.when(BEN, TakeBackMirror(SAID)).then()
    scenario.when(MODERATOR, OpenReply(SAID, BEN)).refused("mirror.no_such_mirror")


# --- nobody is stuck --------------------------------------------------------------------------------------------------


def test_a_restatement_can_be_taken_back():
    scenario = restated()
    text = latest(scenario)
    scenario = scenario.when(BEN, TakeBackMirror(SAID)).then(Withdrawn(text), MirrorTakenBack(BEN, SAID))
    assert understanding(scenario) == [Understanding.DROPPED]
    scenario.when(ANNA, ConfirmMirror(SAID, BEN, text)).refused("mirror.no_such_mirror")


def test_after_a_refusal_what_was_said_stays_and_the_attempt_can_be_given_up():
    refused(restated()).when(BEN, TakeBackMirror(SAID)).then(MirrorTakenBack(BEN, SAID))


def test_whoever_takes_one_back_and_tries_again_has_had_the_refusals_that_there_were():
    scenario = refused(restated()).when(BEN, TakeBackMirror(SAID)).when(BEN, Restate(SAID, SECOND_TRY))
    assert understanding(refused(scenario)) == [Understanding.AUTHORS_TURN]


@pytest.mark.parametrize(
    ("here", "waited", "outcome"),
    [
        (set(), MINUTE - SECOND, "mirror.wait"),
        (set(), MINUTE, (ReplyOpened(BEN, SAID),)),
        ({ANNA}, 3 * MINUTE - SECOND, "mirror.wait"),
        ({ANNA}, 3 * MINUTE, (ReplyOpened(BEN, SAID),)),
    ],
)
def test_a_moderator_opens_the_reply_for_an_author_who_does_not_answer(here, waited, outcome):
    scenario = restated().having(Wait(waited)).with_present(BEN, MODERATOR, *here)
    scenario = scenario.when(MODERATOR, OpenReply(SAID, BEN))
    assert scenario.outcome == outcome
    assert counted(scenario) == (0, 0, 0)


def test_where_a_moderator_opened_the_reply_it_can_be_made():
    scenario = restated().having(Wait(MINUTE)).with_present(BEN, MODERATOR).when(MODERATOR, OpenReply(SAID, BEN))
    assert understanding(scenario) == [Understanding.OPENED]
    scenario.when(BEN, REPLY).then(said(BEN, REPLY.text, Type.OBJECTION, SAID))


def test_nobody_waits_for_an_author_who_was_removed():
    scenario = restated().having(PersonRemoved(ANNA, Removal.INSULTS))
    scenario.when(MODERATOR, OpenReply(SAID, BEN)).then(ReplyOpened(BEN, SAID))


def test_a_moderator_opens_no_reply_while_it_is_the_repliers_turn():
    scenario = refused(restated()).having(Wait(3 * MINUTE))
    scenario.when(MODERATOR, OpenReply(SAID, BEN)).refused("mirror.not_yet")
    scenario = twice_refused().having(Wait(3 * MINUTE))
    scenario.when(MODERATOR, OpenReply(SAID, BEN)).then(ReplyOpened(BEN, SAID))


@pytest.mark.parametrize("gone", ["what was said", "restatement", "person"])
def test_what_was_withdrawn_and_who_was_removed_needs_no_answer(gone):
    scenario = restated()
    if gone == "person":
        scenario = scenario.having(PersonRemoved(BEN, Removal.INSULTS))
    elif gone == "restatement":
        scenario = scenario.when(BEN, Withdraw(latest(scenario)))
    else:
        scenario = scenario.when(ANNA, Withdraw(SAID))
    assert understanding(scenario) == [Understanding.DROPPED]


def test_what_has_nothing_to_do_with_it_changes_nothing():
    scenario = restated().having(said(CEM, "And I"), Withdrawn(1), PersonRemoved(CEM, Removal.INSULTS))
    assert understanding(scenario) == [Understanding.WAITING]


def test_the_next_phase_begins_whatever_is_open():
    scenario = restated().having(PhaseMoved(CLOSING))
    assert understanding(scenario) == [Understanding.DROPPED]
    assert understanding(confirmed(restated()).having(PhaseMoved(CLOSING))) == [Understanding.CONFIRMED]
    assert seeing.mine(scenario.room, BEN, frozenset())["mirror"] == mirror.MirrorMine((), False)


@pytest.mark.parametrize(
    "event",
    [
        MirrorConfirmed(BEN, 1),
        MirrorRefused(BEN, 1, "x"),
        SaidAnew(BEN, 1),
        ReplyOpened(BEN, 1),
        MirrorTakenBack(BEN, 1),
    ],
)
def test_an_answer_to_nothing_changes_nothing(event):
    before = given(*MIRRORING)
    assert before.having(event).room.mirror == before.room.mirror
