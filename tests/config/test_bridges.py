"""Courses cite ballots of sessions, and the demo links the bridge of its course with its example."""

import pytest
from wagtail.blocks import StreamBlock

from config.bridges import cited_ballots
from config.demo import bridges
from deliberation import public_ballots
from deliberation.public_ballots import CitedBallot
from elearning import ballots
from elearning.exercises.bridge import EXERCISE, BridgeBlock
from tests.elearning.kinds.bridge import VALUE


@pytest.fixture
def cited(monkeypatch):
    found = CitedBallot("1-7", "Termine", 12, {"1": (10, 2, 0)})
    monkeypatch.setattr(public_ballots, "all_of_them", lambda: iter([found]))


def test_lessons_are_told_what_sessions_may_be_cited_for(cited):
    assert cited_ballots in ballots.SOURCES
    (found,) = ballots.public_ballots()
    assert (found.key, found.title, found.sheets, found.totals) == ("1-7", "Termine", 12, {"1": [10, 2, 0]})


def test_a_bridge_without_a_ballot_is_linked_and_one_that_has_one_stays(cited):
    body = StreamBlock([("bridge", BridgeBlock(exercise=EXERCISE))]).to_python([{"type": "bridge", "value": VALUE}])
    assert bridges.fill(body, "1-7")
    assert body[0].value["ballot"] == "1-7"
    assert not bridges.fill(body, "2-7")
