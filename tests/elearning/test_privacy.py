"""Whoever downloads their data reads what they answered in words, whatever shape the answer is stored in."""

import pytest

from elearning import privacy
from elearning.exercises import by_kind
from elearning.models import Answer, ItemText
from tests.elearning import content
from tests.elearning.kinds import gaps, matching, number, ordering


def answer(kind, value, response):
    return Answer(text=ItemText(content=kind.split(value)[1]), response=response)


@pytest.mark.parametrize(
    ("sample", "said"),
    [
        (ordering, ["Greet", "Ask", "Thank"]),
        (matching, {"Ada": "Hello", "Ben": "Goodbye"}),
        (gaps, {"I": "Listen", "to": "you"}),
        (number, "83.10"),
    ],
)
def test_ids_are_said_in_words(sample, said):
    assert privacy.response(answer(sample.KIND, sample.VALUE, sample.RIGHT[1])) == said


def test_choices_are_said_in_words_as_well():
    block = content.multiple_choice()
    stored = answer(by_kind()["multiple_choice"].kind, block["value"], [content.RIGHT, content.ALSO_RIGHT])
    assert privacy.response(stored) == ["Option a-right", "Option c-also-right"]
