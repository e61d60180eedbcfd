"""Handing in: all or nothing, changed by the same device alone, and nowhere to be found."""

import logging

import pytest
from django.test import Client

from deliberation import ballots, erasures, sessions, urns
from deliberation.core.acting import Refused, Role
from deliberation.core.agenda import CloseRoom, MovePhase
from deliberation.core.people import Removal, RemovePerson
from deliberation.core.room import KINDS
from deliberation.core.vote import BallotForm, Marked, VoteChoice, WhyNot
from deliberation.models import Entry, Urn
from tests.deliberation.ballots import Polling, as_votes, post, token_of
from tests.deliberation.rehearsal import joining

pytestmark = pytest.mark.django_db

YES, NO, PASS = VoteChoice.AGREE, VoteChoice.DISAGREE, VoteChoice.PASS


@pytest.fixture
def polling(session):
    return Polling(session)


def totals(result):
    return [tuple(each.counts.values()) for each in sorted(result.statements, key=lambda each: each.number)]


def logged():
    return [str(row) for row in Entry.objects.values_list("kind", "data", "text", "digest")]


def test_people_vote_and_the_totals_are_counted(polling):
    anna, ben, cem = polling.prepare("Anna", "Ben", "Cem")
    polling.open_ballot("Wir treffen uns wieder", "Die Stadt bezahlt")
    polling.vote(anna, YES, NO)
    polling.vote(ben, YES, PASS)
    assert polling.state.vote.marked == {anna.pk, ben.pk}
    assert totals(polling.close_ballot()) == [(2, 0, 0), (0, 1, 1)]
    assert not Urn.objects.exists()
    assert cem.pk not in polling.state.vote.marked


def test_what_is_written_down_afterwards_is_marked_at_its_own_time(polling):
    (anna,) = polling.prepare("Anna")
    ballot = polling.open_ballot()
    later = polling.state.at + 90_000
    ballots.hand_in(anna, ballots.HandedBallot(ballot, token_of(anna), as_votes([YES])), later)
    assert Entry.objects.get(kind=KINDS[Marked]).at == later


def test_until_the_ballot_is_closed_only_the_urn_has_a_choice(polling):
    (anna,) = polling.prepare("Anna")
    polling.open_ballot(form=BallotForm.CONSENT)
    before = len(logged())
    polling.vote(anna, (VoteChoice.OBJECT, "Im Mai fasten wir"))
    assert logged()[before:] == [str((KINDS[Marked], {"person": anna.pk}, "", ""))]
    assert "Im Mai fasten wir" in str(Urn.objects.get().sheets)
    assert polling.close_ballot().statements[0].reasons == (WhyNot(VoteChoice.OBJECT, "Im Mai fasten wir"),)


def test_one_row_has_all_sheets_in_another_order_each_time(polling):
    people = polling.prepare(*(f"Person {n}" for n in range(12)))
    polling.open_ballot(*(f"Aussage {n}" for n in range(4)))
    for n, person in enumerate(people):
        polling.vote(person, *(list(VoteChoice)[n // 3**place % 3] for place in range(4)))
    found = [each["content"] for each in Urn.objects.get().sheets]
    in_order = [[list(VoteChoice)[n // 3**place % 3] for place in range(4)] for n in range(12)]
    assert [[vote["choice"] for vote in each["votes"]] for each in found] != in_order
    assert not any(token_of(person) in str(Urn.objects.get().sheets) for person in people)


def test_the_same_device_changes_its_sheet(polling):
    anna, ben = polling.prepare("Anna", "Ben")
    polling.open_ballot()
    polling.vote(anna, YES)
    polling.vote(ben, YES)
    polling.vote(anna, NO)
    assert polling.state.vote.marked == {anna.pk, ben.pk}
    assert totals(polling.close_ballot()) == [(1, 1, 0)]


def test_what_is_sent_twice_is_there_once(polling):
    (anna,) = polling.prepare("Anna")
    polling.open_ballot()
    for _ in range(2):
        polling.vote(anna, YES)
    assert totals(polling.close_ballot()) == [(1, 0, 0)]


def test_another_device_cannot_change_it(polling):
    anna, ben = polling.prepare("Anna", "Ben")
    polling.open_ballot()
    polling.vote(anna, YES)
    with pytest.raises(Refused, match=r"vote\.other_device"):
        polling.vote(anna, NO, token="another" * 4)
    with pytest.raises(Refused, match=r"vote\.other_device"):
        polling.vote(ben, NO, token=token_of(anna))  # nor does somebody else take its place
    assert polling.state.vote.marked == {anna.pk}
    assert totals(polling.close_ballot()) == [(1, 0, 0)]


def test_what_cannot_go_into_the_urn_is_not_marked_either(polling, monkeypatch):
    (anna,) = polling.prepare("Anna")
    polling.open_ballot()

    def full(*arguments, **fields):
        raise OSError("the disk is full")

    monkeypatch.setattr(urns, "put", full)
    with pytest.raises(OSError, match="full"):
        polling.vote(anna, YES)
    assert polling.state.vote.marked == frozenset()


def test_whoever_may_not_vote_leaves_no_sheet(polling):
    polling.prepare("Anna")
    observer = polling.enter("Bea", Role.OBSERVER)
    removed = polling.enter("Enno")
    late = polling.enter("Lea")
    ballot = polling.open_ballot()
    polling.take(polling.moderator, RemovePerson(removed.pk, Removal.DISRUPTS))
    codes = {observer: "room.not_your_role", removed: "room.not_your_role", late: "agreement.confirm_first"}
    for person, code in codes.items():
        with pytest.raises(Refused, match=code):
            polling.vote(person, YES)
    stranger = polling.register("Sam")
    with pytest.raises(Refused, match=r"vote\.closed"):
        ballots.hand_in(stranger, ballots.HandedBallot(ballot, "0" * 32, ()))
    assert not Urn.objects.exists()


def test_the_ballot_stays_open_when_the_phase_is_left(polling):
    (anna,) = polling.prepare("Anna")
    polling.open_ballot()
    polling.take(polling.moderator, MovePhase(polling.state.agenda.moved, 0))
    polling.vote(anna, YES)
    assert totals(polling.close_ballot()) == [(1, 0, 0)]


def test_the_end_of_the_session_counts_the_ballot(polling):
    (anna,) = polling.prepare("Anna")
    polling.open_ballot()
    polling.vote(anna, YES)
    polling.take(polling.moderator, CloseRoom(polling.state.agenda.moved))
    assert totals(polling.state.vote.results[0]) == [(1, 0, 0)]
    assert polling.state.vote.ballot is None
    assert not Urn.objects.exists()


def test_in_a_breakout_room_people_vote_in_its_own_urn(polling):
    anna, ben = polling.prepare("Anna", "Ben")
    (group,) = polling.open_breakouts(1)
    polling.agree_in(group, anna)
    inside = Polling(polling.session)
    inside.room = group
    inside.move(1)
    inside.open_ballot()
    inside.vote(anna, NO)
    with pytest.raises(Refused, match=r"vote\.closed"):
        inside.vote(ben, NO)
    assert totals(inside.close_ballot()) == [(0, 1, 0)]


def test_results_by_kind_need_three_sheets(polling):
    polling.prepare("Anna")
    kinds = {"authority": 3, "culture_club": 3, "education_provider": 2}
    people = [polling.enter(f"{kind} {n}", kind=kind) for kind, size in kinds.items() for n in range(size)]
    polling.agree(*people)
    polling.open_ballot()
    for person in people:
        polling.vote(person, YES)
    assert "education_provider" not in str(Urn.objects.get().sheets)
    (statement,) = polling.close_ballot().statements
    assert [each.kind for each in statement.kinds] == ["culture_club"]


# --- erasing ----------------------------------------------------------------------------------------------------------


def test_of_somebody_who_is_erased_the_sheet_stays_without_anybody(polling):
    anna, ben = polling.prepare("Anna", "Ben")
    polling.open_ballot()
    polling.vote(anna, YES)
    polling.vote(ben, NO)
    erasures.erase([anna])
    assert totals(polling.close_ballot()) == [(1, 1, 0)]
    with pytest.raises(Refused, match=r"vote\.closed"):
        ballots.hand_in(anna, ballots.HandedBallot(1, token_of(anna), ()))


def test_reasons_go_with_the_last_person_of_the_session(polling):
    anna, ben = polling.prepare("Anna", "Ben")
    polling.open_ballot(form=BallotForm.CONSENT)
    polling.vote(anna, (VoteChoice.OBJECT, "Im Mai fasten wir"))
    polling.close_ballot()
    erasures.erase([anna, polling.moderator])
    assert "Im Mai fasten wir" in str(logged())
    erasures.erase([ben])
    assert "Im Mai fasten wir" not in str(logged())
    assert polling.state.vote.results[0].statements[0].reasons == ()


def test_sheets_go_with_the_last_person_of_the_session(polling):
    (anna,) = polling.prepare("Anna")
    polling.open_ballot()
    polling.vote(anna, YES)
    erasures.erase([anna, polling.moderator])
    assert not Urn.objects.exists()


# --- the request ------------------------------------------------------------------------------------------------------


@pytest.fixture
def guest(polling, browser):
    """A browser that came by the link, and their place."""
    guest = browser()
    address = f"/sessions/join/{sessions.invitation_for(polling.session, Role.PARTICIPANT).token}/"
    guest.get(address)
    guest.post(address, {"name": "Gerda", "kind": ""})
    return guest, polling.session.participations.get(name="Gerda")


def test_a_guest_hands_in_by_their_browser(polling, guest, caplog):
    browser, gerda = guest
    polling.prepare("Anna")
    polling.take(gerda, joining(gerda))
    polling.agree(gerda)
    ballot = polling.open_ballot(form=BallotForm.CONSENT)
    with caplog.at_level(logging.DEBUG):
        answer = post(browser, polling.session, ballot, "object", reason="Im Mai fasten wir")
    assert (answer.status_code, answer.json()) == (200, {"refused": ""})
    assert "fasten" not in caplog.text
    assert totals(polling.close_ballot()) == [(0, 0, 1)]


def test_the_page_is_told_why_not(polling, guest):
    browser, _gerda = guest
    answer = post(browser, polling.session, 99, "agree")
    assert (answer.status_code, answer.json()) == (409, {"refused": "vote.closed"})


@pytest.mark.parametrize("token", ["short", "x" * 65])
def test_a_token_is_long_enough_to_be_nobody_elses(polling, guest, token):
    assert post(guest[0], polling.session, 99, "agree", token=token).json() == {"refused": "vote.incomplete"}


def test_what_cannot_be_read_is_refused_without_being_quoted(polling, guest, caplog):
    browser, _gerda = guest
    with caplog.at_level(logging.DEBUG):
        answer = post(browser, polling.session, 99, "a-secret-choice")
    assert (answer.status_code, answer.json()) == (409, {"refused": "vote.incomplete"})
    assert "a-secret-choice" not in caplog.text


def test_nobody_hands_in_from_another_site(polling, anna):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna)
    polling.register("Anna", user=anna)
    assert post(browser, polling.session, 1, "agree").status_code == 403


def test_whoever_is_not_in_the_session_finds_nothing(polling, browser, stranger):
    assert post(browser(stranger), polling.session, 1, "agree").status_code == 404
    assert browser(stranger).get(f"/sessions/{polling.session.key}/ballot/").status_code == 405


# --- afterwards -------------------------------------------------------------------------------------------------------


def test_the_result_stands_on_the_transcript_and_in_its_files(polling, browser, trainer):
    (anna,) = polling.prepare("Anna")
    polling.open_ballot("Wir treffen uns wieder", form=BallotForm.CONSENT)
    polling.vote(anna, (VoteChoice.OBJECT, "Im Mai fasten wir"))
    polling.close_ballot()
    address = f"/sessions/{polling.session.key}/transcript/"
    page = browser(trainer).get(address).content.decode()
    told = "“Wir treffen uns wieder” Support it 0, With concerns 0, Do not support it 1"
    assert told in page
    assert "Do not support it: “Im Mai fasten wir”" in page
    entries = browser(trainer).get(f"{address}json/").json()["rooms"][0]["phases"][1]["entries"]
    (voted,) = entries
    assert (voted["is"], voted["form"], voted["ballots"]) == ("vote", "consent", 1)
    assert voted["statements"][0]["reasons"] == [{"choice": "object", "text": "Im Mai fasten wir"}]
    assert browser(trainer).get(f"{address}pdf/").content.startswith(b"%PDF")


def test_the_transcript_shows_kinds_only_where_nobody_is_pointed_at(polling, browser, trainer):
    polling.prepare("Anna")
    kinds = {"authority": 4, "culture_club": 3, "education_provider": 2}
    people = [polling.enter(f"{kind} {n}", kind=kind) for kind, size in kinds.items() for n in range(size)]
    polling.agree(*people)
    polling.open_ballot()
    for person in people:
        polling.vote(person, YES)
    polling.close_ballot()
    page = browser(trainer).get(f"/sessions/{polling.session.key}/transcript/").content.decode()
    assert "Authority: Agree 4" in page
    assert "Culture club: Agree" not in page
    assert "Kinds of organisations with fewer than three ballots are not shown." in page
