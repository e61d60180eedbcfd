"""What holds for the scoring of all kinds: it goes by ids, whatever the words say and in whichever order they stand."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning import exercises
from elearning.core.items import Form
from elearning.core.order import shuffled
from tests.elearning import content
from tests.elearning.kinds import gaps, matching, number, ordering

# Which words are accepted in a gap is a matter of the language; a number and its tolerance are no words.
NO_WORDS = {"id", "type", "accepted", "tolerance"}
# Editors write the right order down: of these, the order is the answer.
ORDERED = {"steps"}

KINDS = [
    (exercises.by_kind()[each["type"]].kind, each["value"], fields)
    for each, fields in (
        (content.single_choice(), [{"choice": "a-right"}, {"choice": "b-wrong"}]),
        (content.multiple_choice(), [{"choice": ["a-right", "c-also-right"]}, {"choice": "b-wrong"}]),
    )
] + [
    (each.KIND, each.VALUE, [each.RIGHT[0], each.PARTLY[0], each.WRONG[0]])
    for each in (ordering, matching, gaps, number)
]
every_kind = pytest.mark.parametrize(("kind", "value", "answers"), KINDS, ids=[kind.name for kind, *_ in KINDS])


def form(fields):
    return Form({name: tuple(value if isinstance(value, list) else [value]) for name, value in fields.items()})


def translated(part, kept):
    """Other words, in which everything that has an id keeps it."""
    if isinstance(part, dict):
        return {name: value if name in kept else translated(value, kept) for name, value in part.items()}
    if isinstance(part, list):
        return [translated(each, kept) for each in part]
    return f"Wort {part}" if isinstance(part, str) and part else part


def reordered(part, chance, name=""):
    if isinstance(part, dict):
        return {name: reordered(value, chance, name) for name, value in part.items()}
    if isinstance(part, list):
        moved = [reordered(each, chance) for each in part]
        return moved if name in ORDERED else chance.sample(moved, len(moved))
    return part


def outcomes(kind, value, answers):
    definition, words = kind.split(value)
    judged = (kind.judge(definition, words, kind.read(definition, form(fields))) for fields in answers)
    return [(each.outcome, dict(each.parts)) for each in judged]


@every_kind
def test_an_answer_is_judged_alike_in_every_language(kind, value, answers):
    kept = NO_WORDS | ({"right"} if kind.name == "number" else set())
    assert outcomes(kind, translated(value, kept), answers) == outcomes(kind, value, answers)


@every_kind
@given(seed=st.integers())
def test_an_answer_is_judged_alike_in_whichever_order_editors_wrote_it_down(kind, value, answers, seed):
    assert outcomes(kind, reordered(value, random.Random(seed)), answers) == outcomes(kind, value, answers)


@every_kind
@given(seed=st.text())
def test_an_answer_is_judged_alike_in_whichever_order_somebody_read_it(kind, value, answers, seed):
    definition, words = kind.split(value)
    for fields in answers:
        response = kind.read(definition, form(fields))
        assert kind.judge(definition, shuffled(words, seed), response) == kind.judge(definition, words, response)
