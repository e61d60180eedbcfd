"""Courses cite ballots of sessions, and the demo links the bridge of its course with its example."""

import pytest
from wagtail.blocks import StreamBlock
from wagtail.models import Locale

from community.groups import Group
from config.bootstrap import home_page
from config.bridges import cited_ballots
from config.demo import bridges
from deliberation import public_ballots
from deliberation.public_ballots import CitedBallot
from elearning import ballots
from elearning.exercises.bridge import EXERCISE, BridgeBlock
from elearning.models import LessonPage
from tests.community.conftest import bootstrapped, make_person
from tests.elearning import content
from tests.elearning.kinds.bridge import VALUE

__all__ = ["bootstrapped", "make_person"]


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


@pytest.fixture
def in_two_languages(bootstrapped):
    """The lesson of the demo with a bridge, in German and, as the demo translates it, in English."""
    module = content.a_module(content.a_course(home_page()))
    german = content.a_lesson(module, "Ihre Live-Sitzung", {"type": "bridge", "value": VALUE})
    english = german.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)
    english.save_revision().publish()
    return german, english


def linked(lesson):
    return LessonPage.objects.get(pk=lesson.pk).body[0].value["ballot"]


@pytest.mark.django_db
def test_the_bridge_is_linked_in_every_language(cited, in_two_languages):
    bridges.link()
    assert [linked(lesson) for lesson in in_two_languages] == ["1-7", "1-7"]


@pytest.mark.django_db
def test_a_lesson_that_an_editor_has_saved_stays_as_it_is(cited, in_two_languages, make_person):
    german, english = in_two_languages
    german.save_revision(user=make_person("Edith", Group.EDITORS)).publish()
    bridges.link()
    assert [linked(german), linked(english)] == ["", "1-7"]
