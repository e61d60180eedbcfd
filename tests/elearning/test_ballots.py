"""Which ballots lessons may compare with, and what a release keeps of one."""

from html import unescape

import pytest
from django.urls import reverse

from elearning import ballots
from elearning.ballots import PublicBallot
from elearning.exercises.bridge import EXERCISE
from elearning.models import ItemText
from tests.elearning import content
from tests.elearning.kinds.bridge import CHOSEN, VALUE, VOTES


@pytest.fixture
def source():
    found = [PublicBallot("1-7", "In the open", 14, VOTES), PublicBallot("2-7", "Among few", 11, VOTES)]
    ballots.SOURCES.append(lambda: list(found))
    yield found
    ballots.SOURCES.pop()


def options(ballot):
    return EXERCISE.split({**VALUE, "ballot": ballot})[1]["options"]


def test_of_fewer_than_twelve_sheets_no_ballot_is_offered_and_none_is_compared_with(source):
    assert "1-7" in [each.key for each in ballots.public_ballots()]
    assert "2-7" not in [each.key for each in ballots.public_ballots()]
    assert not [each for each in options("2-7") if "votes" in each]


def test_the_words_of_a_release_have_the_totals_of_what_was_voted_on(source):
    assert [each.get("votes") for each in options("1-7")] == [[11, 1, 2], [4, 9, 1], None]


def test_a_ballot_that_is_not_public_any_longer_lends_nothing(source):
    source.clear()
    assert not [each for each in options("1-7") if "votes" in each]


def test_a_release_keeps_what_it_had(source, browser, course, module):
    block = {"type": "bridge", "id": "bridge", "value": {**VALUE, "ballot": "1-7"}}
    lesson = content.a_lesson(module, "Bridges", content.text(), block)
    source.clear()
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, "bridge"])
    browser.post(address, {"text": ItemText.objects.get().pk, "key": "0b2ee3d2-8f3c-4a51-8d53-9e3b5f1d9a11", **CHOSEN})
    page = unescape(browser.get(lesson.url).content.decode())
    assert "11 von 14" in page or "11 of 14" in page
    assert "In the open" not in page
