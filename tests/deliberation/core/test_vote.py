import pytest

from deliberation.core import seeing, vote
from deliberation.core.acting import Audience, Refused, Role, Stamp
from deliberation.core.agenda import CloseRoom, PhaseMoved, RoomClosed, RoomPaused
from deliberation.core.exchange import Contribute
from deliberation.core.people import PersonJoined, PersonRemoved, Removal
from deliberation.core.room import evolve
from deliberation.core.session import FOLLOWING
from deliberation.core.vote import (
    BallotClosed,
    BallotForm,
    BallotOpened,
    BallotSheet,
    BallotView,
    CloseBallot,
    GivenReason,
    KindCounts,
    Mark,
    Marked,
    OpenBallot,
    StatementOfKind,
    Vote,
    VoteChoice,
    VoteMine,
    VoteView,
    WhyNot,
)
from tests.deliberation.core.scenario import (
    AGREED,
    ANNA,
    BEN,
    CEM,
    MODERATOR,
    OBSERVER,
    OUTCOME,
    RECORDER,
    given,
    in_phase,
    seq_after,
)

MEETING, FUND = "We meet again in May", "The town pays for the interpreters"
OUTCOME_PHASE = in_phase(OUTCOME)
OPEN = (*OUTCOME_PHASE, BallotOpened(BallotForm.OPINION, 2, f"{MEETING}\n{FUND}"))
BALLOT = seq_after(OPEN)
CONSENT = (*OUTCOME_PHASE, BallotOpened(BallotForm.CONSENT, 1, MEETING))
YES, NO, PASS = Vote(VoteChoice.AGREE), Vote(VoteChoice.DISAGREE), Vote(VoteChoice.PASS)


def counts(agree=0, disagree=0, passed=0):
    return {VoteChoice.AGREE: agree, VoteChoice.DISAGREE: disagree, VoteChoice.PASS: passed}


def consents(consent=0, concerns=0, objections=0):
    return {VoteChoice.CONSENT: consent, VoteChoice.CONCERNS: concerns, VoteChoice.OBJECT: objections}


def sheets(kind, *votes):
    return tuple(BallotSheet(kind, (each,)) for each in votes)


def shown(scenario):
    return vote.view(scenario.room.vote, seeing.Setting(scenario.room.people, scenario.room.agenda))


# --- opening ----------------------------------------------------------------------------------------------------------


def test_a_moderator_opens_a_ballot_on_statements():
    opened = given(*OUTCOME_PHASE).when(MODERATOR, OpenBallot(BallotForm.OPINION, (MEETING, f" {FUND}\n")))
    opened.then(BallotOpened(BallotForm.OPINION, 2, f"{MEETING}\n{FUND}"))
    ballot = BallotView(BALLOT, BallotForm.OPINION, (MEETING, FUND), first=True)
    assert shown(opened) == VoteView(ballot, 0, 3)


def test_the_second_ballot_of_a_group_is_not_its_first():
    again = given(*OPEN).when(MODERATOR, CloseBallot(BALLOT)).when(MODERATOR, OpenBallot(BallotForm.CONSENT, (FUND,)))
    assert shown(again).ballot.first is False


def test_opening_it_twice_opens_it_once():
    given(*OPEN).when(MODERATOR, OpenBallot(BallotForm.OPINION, (MEETING, FUND))).then()


@pytest.mark.parametrize(
    "other", [OpenBallot(BallotForm.CONSENT, (MEETING, FUND)), OpenBallot(BallotForm.OPINION, (MEETING,))]
)
def test_one_ballot_is_open_at_a_time(other):
    given(*OPEN).when(MODERATOR, other).refused("vote.open_already")


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        ((), "vote.statements"),
        (("Why?",) * 21, "vote.statements"),
        ((" ",), "vote.empty"),
        (("x" * 301,), "vote.too_long"),
    ],
)
def test_a_ballot_has_some_short_statements(statements, code):
    given(*OUTCOME_PHASE).when(MODERATOR, OpenBallot(BallotForm.OPINION, statements)).refused(code)


# --- voting -----------------------------------------------------------------------------------------------------------


def test_the_log_learns_who_voted_and_nothing_else():
    voted = given(*OPEN).when(ANNA, Mark(BALLOT)).then(Marked(ANNA))
    assert (shown(voted).voted, shown(voted).expected) == (1, 3)
    assert vote.mine(voted.room.vote, ANNA, seeing.Setting(voted.room.people, voted.room.agenda)) == VoteMine(
        True, True
    )
    assert vote.concerned(given(*OPEN).room.vote, voted.room.vote) == {ANNA}


def test_whoever_votes_twice_is_marked_once():
    given(*OPEN, Marked(ANNA)).when(ANNA, Mark(BALLOT)).then()


def test_whoever_keeps_the_record_votes_too_and_is_counted_among_all():
    voted = given(*OPEN).when(RECORDER, Mark(BALLOT)).then(Marked(RECORDER))
    assert (shown(voted).voted, shown(voted).expected) == (1, 4)


def test_of_somebody_who_is_removed_the_sheet_stays():
    removed = given(*OPEN, Marked(ANNA), PersonRemoved(ANNA, Removal.ABSENT))
    assert (shown(removed).voted, shown(removed).expected) == (1, 3)


def test_people_vote_while_there_is_a_break_and_after_the_phase_was_left():
    given(*OPEN, RoomPaused("Air")).when(ANNA, Mark(BALLOT)).then(Marked(ANNA))
    given(*OPEN, PhaseMoved(1)).when(ANNA, Mark(BALLOT)).then(Marked(ANNA))


def test_nobody_votes_where_no_such_ballot_is_open():
    given(*OPEN).when(ANNA, Mark(BALLOT + 1)).refused("vote.closed")
    given(*OUTCOME_PHASE).when(ANNA, Mark(BALLOT)).refused("vote.closed")


def test_whoever_observes_or_moderates_has_no_vote():
    room = given(*OPEN).room
    setting = seeing.Setting(room.people, room.agenda)
    assert [vote.mine(room.vote, person, setting).may for person in (ANNA, RECORDER, OBSERVER, MODERATOR)] == [
        True,
        True,
        False,
        False,
    ]


def test_nobody_writes_while_a_ballot_is_open_but_the_moderation():
    given(*OPEN).when(ANNA, Contribute("Say no!")).refused("vote.hand_in")
    assert given(*OPEN).when(MODERATOR, Contribute("It is about May.")).outcome
    assert given(*OUTCOME_PHASE).when(ANNA, Contribute("What will it be about?")).outcome


# --- sheets -----------------------------------------------------------------------------------------------------------


def sheet(happened, *votes, person=ANNA, ballot=BALLOT):
    room = given(*happened).room
    return vote.sheet(room.vote, ballot, votes, person, room.people)


def test_a_sheet_has_a_vote_for_each_statement():
    assert sheet(OPEN, YES, PASS) == BallotSheet("", (YES, PASS))


@pytest.mark.parametrize("votes", [(YES,), (YES, YES, YES), (YES, Vote(VoteChoice.OBJECT))])
def test_a_sheet_fits_its_ballot(votes):
    with pytest.raises(Refused, match=r"vote\.incomplete"):
        sheet(OPEN, *votes)


def test_a_sheet_of_a_ballot_that_was_closed_comes_too_late():
    with pytest.raises(Refused, match=r"vote\.closed"):
        sheet(OPEN, YES, YES, ballot=BALLOT - 1)


def test_a_reason_stands_in_one_line_where_somebody_has_concerns():
    assert sheet(CONSENT, Vote(VoteChoice.CONCERNS, " In May\nwe fast ")).votes == (
        Vote(VoteChoice.CONCERNS, "In May we fast"),
    )
    assert sheet(CONSENT, Vote(VoteChoice.OBJECT, "  ")).votes == (Vote(VoteChoice.OBJECT),)
    assert sheet(CONSENT, Vote(VoteChoice.CONSENT, "I like it")).votes == (Vote(VoteChoice.CONSENT),)
    with pytest.raises(Refused, match=r"vote\.reason\.too_long"):
        sheet(CONSENT, Vote(VoteChoice.OBJECT, "x" * 301))


def test_the_kind_of_organisation_is_on_a_sheet_only_from_three_people_of_it_on():
    clubs = [PersonJoined(person, Role.PARTICIPANT, "culture_club", str(person)) for person in (ANNA, BEN)]
    assert sheet((*OPEN, *clubs), YES, YES).kind == ""
    third = PersonJoined(CEM, Role.PARTICIPANT, "culture_club", "Cem")
    assert sheet((*OPEN, *clubs, third), YES, YES).kind == "culture_club"
    gone = PersonRemoved(CEM, Removal.ABSENT)
    assert sheet((*OPEN, *clubs, third, gone), YES, YES).kind == ""
    assert vote.kind_on_sheet({}, ANNA) == ""


# --- counting ---------------------------------------------------------------------------------------------------------


def test_closing_tells_the_totals_and_nothing_of_anybody():
    closed = given(*OPEN, Marked(ANNA), Marked(BEN)).with_sheets(
        BallotSheet("", (YES, NO)), BallotSheet("", (YES, PASS))
    )
    closed = closed.when(MODERATOR, CloseBallot(BALLOT))
    closed.then(BallotClosed(2, (counts(agree=2), counts(disagree=1, passed=1)), (), True, (), ""))
    assert shown(closed) == VoteView(None, 0, 0)
    (result,) = closed.room.vote.results
    assert (result.id, result.seq, result.at, result.sheets) == (BALLOT, closed.room.seq, closed.at, 2)
    assert [(each.number, each.text, each.counts[VoteChoice.AGREE]) for each in result.statements] == [
        (1, MEETING, 2),
        (2, FUND, 0),
    ]
    assert list(vote.since(closed.room.vote, 0)) == [vote.seen(result, Audience.EVERYBODY)]
    assert list(vote.since(closed.room.vote, result.seq)) == []


def test_closing_twice_closes_once():
    given(*OPEN).when(MODERATOR, CloseBallot(BALLOT)).when(MODERATOR, CloseBallot(BALLOT)).then()
    given(*OPEN).when(MODERATOR, CloseBallot(BALLOT + 1)).then()


def test_the_end_of_the_session_closes_the_ballot():
    room = given(*OPEN).room
    assert FOLLOWING[CloseRoom]({1: room}, 1, CloseRoom(0), None) == {1: (CloseBallot(BALLOT),)}
    assert FOLLOWING[CloseRoom]({1: given(*AGREED).room}, 1, CloseRoom(0), None) == {}
    given(*OPEN, RoomClosed()).when(MODERATOR, CloseBallot(BALLOT)).then(
        BallotClosed(0, (counts(), counts()), (), False, (), "")
    )


def closing(*given_sheets):
    return vote.counted(vote.Ballot(BALLOT, BallotForm.OPINION, (MEETING,)), given_sheets, 1)


def test_kinds_are_shown_from_three_sheets_each():
    closed = closing(*sheets("authority", YES, YES, NO), *sheets("culture_club", NO, NO, NO, PASS))
    assert closed.kinds == (
        KindCounts("authority", 3, (counts(agree=2, disagree=1),)),
        KindCounts("culture_club", 4, (counts(disagree=3, passed=1),)),
    )
    assert not closed.masked


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"a": 3, "b": 3}, ("a", "b")),
        ({"a": 5, "b": 4, "c": 2}, ("a",)),  # c alone would be the difference to the whole
        ({"a": 5, "b": 4, "c": 2, "": 2}, ("a", "b")),
        ({"a": 5, "b": 4, "c": 1, "": 1}, ("a",)),  # of two sheets each of the two knows the other
        ({"a": 3, "b": 2}, ()),
        ({"a": 2, "b": 2}, ()),
        ({"": 3, "a": 3}, ("", "a")),
        ({}, ()),
    ],
)
def test_no_small_kind_is_the_difference_to_the_whole(sizes, expected):
    found = [each for kind, size in sizes.items() for each in sheets(kind, *[YES] * size)]
    assert vote.shown_kinds(found) == expected


def test_reasons_are_drawn_by_lot_each_for_itself():
    ballot = vote.Ballot(BALLOT, BallotForm.CONSENT, (MEETING, FUND))
    given_sheets = [
        BallotSheet("", (Vote(VoteChoice.OBJECT, f"May {n}"), Vote(VoteChoice.CONCERNS, f"Money {n}")))
        for n in range(3)
    ]
    orders = {vote.counted(ballot, given_sheets, chance).text for chance in range(5)}
    assert len(orders) == 5
    closed = vote.counted(ballot, given_sheets, 1)
    assert sorted(closed.text.split("\n")) == ["May 0", "May 1", "May 2", "Money 0", "Money 1", "Money 2"]
    assert closed.reasons.count(GivenReason(0, VoteChoice.OBJECT)) == 3
    assert closed.reasons.count(GivenReason(1, VoteChoice.CONCERNS)) == 3


def test_reasons_stand_beside_their_statement_until_they_are_erased():
    closed = BallotClosed(
        1, (consents(concerns=1),), (), False, (GivenReason(0, VoteChoice.CONCERNS),), "In May we fast"
    )
    (result,) = given(*CONSENT, closed).room.vote.results
    assert result.statements[0].reasons == (WhyNot(VoteChoice.CONCERNS, "In May we fast"),)
    erased = BallotClosed(1, (consents(concerns=1),), (), False, (GivenReason(0, VoteChoice.CONCERNS),), "")
    (result,) = given(*CONSENT, erased).room.vote.results
    assert result.statements[0].reasons == ()


def test_statements_that_were_erased_leave_their_numbers():
    erased = (*OUTCOME_PHASE, BallotOpened(BallotForm.OPINION, 2, ""))
    assert given(*erased).room.vote.ballot.statements == ("", "")
    (result,) = given(*erased).when(MODERATOR, CloseBallot(BALLOT)).room.vote.results
    assert [each.text for each in result.statements] == ["", ""]


def test_a_result_without_its_ballot_changes_nothing():
    room = given(*AGREED).room
    closed = BallotClosed(0, (), (), False, (), "")
    assert evolve(room, closed, Stamp(room.seq + 1, MODERATOR, 0)).vote == room.vote


# --- what holds across kinds ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "expected"),
    [(counts(), 1 / 2), (counts(agree=3), 4 / 5), (counts(2, 1, 1), 3 / 6), (consents(2, 1, 1), 4 / 6)],
)
def test_favour_is_reckoned_with_passes_among_the_votes(said, expected):
    assert vote.favour(said) == pytest.approx(expected)


def test_consensus_is_the_product_over_groups():
    assert vote.consensus([counts(agree=3), counts(2, 1, 0)]) == pytest.approx(4 / 5 * 3 / 5)
    assert vote.consensus([counts(agree=30), counts(disagree=3)]) == pytest.approx(31 / 32 * 1 / 5)


def test_what_holds_in_each_kind_comes_first():
    """The first has more votes, the second bridges."""
    votes = {"a": [(YES, YES)] * 6, "b": [(NO, YES), (NO, YES), (NO, NO)]}
    found = [BallotSheet(kind, each) for kind, of_kind in votes.items() for each in of_kind]
    (result,) = given(*OPEN).with_sheets(*found).when(MODERATOR, CloseBallot(BALLOT)).room.vote.results
    assert [(each.number, each.bridging) for each in result.statements] == [(2, True), (1, False)]
    bridging = result.statements[0]
    assert bridging.kinds == (
        StatementOfKind("a", counts(agree=6)),
        StatementOfKind("b", counts(agree=2, disagree=1)),
    )
    assert bridging.consensus == pytest.approx(7 / 8 * 3 / 5)


def test_within_one_group_nothing_bridges():
    (result,) = (
        given(*OPEN)
        .with_sheets(*[BallotSheet("", (YES, YES))] * 4)
        .when(MODERATOR, CloseBallot(BALLOT))
        .room.vote.results
    )
    assert [each.bridging for each in result.statements] == [False, False]
    assert result.statements[0].consensus == pytest.approx(5 / 6)


def test_choices_are_counted_in_the_order_of_the_form_however_a_database_gives_them_back():
    kept = {VoteChoice.PASS: 1, VoteChoice.AGREE: 4, VoteChoice.DISAGREE: 0}
    closed = BallotClosed(5, (kept,) * 2, (KindCounts("authority", 5, (kept,) * 2),), False, (), "")
    found = given(*OPEN, closed).room.vote.results[-1].statements[0]
    in_order = list(counts())
    assert list(found.counts) == list(found.kinds[0].counts) == in_order
