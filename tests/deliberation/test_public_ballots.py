"""Which ballots others may cite: those of examples, as totals of all sheets."""

import pytest

from deliberation import public_ballots, sessions
from deliberation.core.agenda import CloseRoom
from tests.deliberation.ballots import Polling

pytestmark = pytest.mark.django_db


@pytest.fixture
def polling(session):
    return Polling(session)


def voted(polling, *choices):
    people = polling.prepare(*(f"Person {number}" for number in range(len(choices))), kind="club")
    polling.open_ballot("We meet again.", "We write it down.")
    for person, pair in zip(people, choices, strict=True):
        polling.vote(person, *pair)
    polling.close_ballot()
    polling.take(polling.moderator, CloseRoom(polling.state.agenda.moved))
    sessions.set_example(polling.session, True)


def test_totals_are_told_and_nothing_of_kinds(polling):
    voted(polling, ("agree", "disagree"), ("agree", "pass"), ("disagree", "agree"))
    (found,) = public_ballots.all_of_them()
    assert (found.sheets, found.totals) == (3, {"1": (2, 1, 0), "2": (1, 1, 1)})
    assert found.title == polling.session.title


def test_a_session_that_is_no_example_is_not_cited(polling):
    voted(polling, ("agree", "agree"))
    sessions.set_example(polling.session, False)
    assert not list(public_ballots.all_of_them())
