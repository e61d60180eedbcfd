"""Single and multiple choice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import Form, Outcome, Unusable
from elearning.core.kinds import choice, multiple_choice, single_choice
from elearning.core.kinds.choice import Choices, Option

SINGLE, MULTIPLE = single_choice.KIND, multiple_choice.KIND


def option(id, correct=False, text="words", feedback="why"):
    return {"type": "item", "id": id, "value": {"text": text, "correct": correct, "feedback": feedback}}


def value(*options):
    return {"question": "Who?", "hint": "Think.", "options": list(options), "explanation": "<p>So.</p>"}


options = st.lists(
    st.builds(option, id=st.uuids().map(str), correct=st.booleans(), text=st.text()),
    min_size=2,
    max_size=6,
    unique_by=lambda each: each["id"],
)
ONE_RIGHT = {"options": ["a", "b", "c"], "right": ["a"]}
TWO_RIGHT = {"options": ["a", "b", "c"], "right": ["a", "b"]}
WORDS = choice.split(value(option("a", correct=True), option("b")))[1]


def form(*chosen):
    return Form({"choice": chosen})


def test_a_choice_is_split_into_what_counts_and_what_is_read():
    content, words = choice.split(value(option("b", correct=True), option("a")))
    assert content == {"options": ["a", "b"], "right": ["b"]}
    assert words == {
        "question": "Who?",
        "hint": "Think.",
        "afterwards": "<p>So.</p>",
        "options": [
            {"id": "b", "text": "words", "feedback": "why"},
            {"id": "a", "text": "words", "feedback": "why"},
        ],
    }


@given(options, st.randoms(), st.text())
def test_neither_rewording_nor_reordering_changes_what_counts(given_options, random, words):
    shuffled = [{**each, "value": {**each["value"], "text": words}} for each in given_options]
    random.shuffle(shuffled)
    assert choice.split(value(*shuffled))[0] == choice.split(value(*given_options))[0]


@given(options)
def test_the_words_never_tell_which_option_is_right(given_options):
    def words(right):
        return choice.split(value(*[{**each, "value": {**each["value"], "correct": right}} for each in given_options]))

    assert words(True)[1] == words(False)[1]


@pytest.mark.parametrize(
    ("kind", "posted", "kept"),
    [(SINGLE, ["b"], ["b"]), (MULTIPLE, ["c", "a"], ["a", "c"]), (MULTIPLE, ["a", "a"], ["a"])],
)
def test_options_are_kept_in_an_order_of_their_own(kind, posted, kept):
    assert kind.read(ONE_RIGHT, form(*posted)) == kept


@pytest.mark.parametrize(
    ("kind", "posted", "code"),
    [
        (SINGLE, [], "choice.empty"),
        (SINGLE, ["z"], "choice.foreign"),
        (MULTIPLE, ["a", "z"], "choice.foreign"),
        (SINGLE, ["a", "b"], "choice.several"),
    ],
)
def test_options_that_make_no_answer_are_refused(kind, posted, code):
    with pytest.raises(Unusable) as refusal:
        kind.read(ONE_RIGHT, form(*posted))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("content", "response", "expected"),
    [
        (ONE_RIGHT, ["a"], Outcome.RIGHT),
        (ONE_RIGHT, ["b"], Outcome.WRONG),
        (TWO_RIGHT, ["a", "b"], Outcome.RIGHT),
        (TWO_RIGHT, ["a"], Outcome.PARTLY),
        (TWO_RIGHT, ["a", "b", "c"], Outcome.PARTLY),
        (TWO_RIGHT, ["c"], Outcome.WRONG),
    ],
)
def test_what_can_be_said_of_an_answer(content, response, expected):
    assert choice.judge(content, {}, response).outcome == expected


def test_before_the_answer_there_are_only_the_options():
    assert choice.before(WORDS) == Choices("Think.", (Option("a", "words"), Option("b", "words")))


def test_a_refused_form_keeps_what_was_chosen_and_tells_nothing():
    assert choice.refused(WORDS, form("b", "z")).options == (Option("a", "words"), Option("b", "words", chosen=True))


@pytest.mark.parametrize("response", ["a", "b"])
def test_afterwards_every_option_is_judged_and_has_its_feedback(response):
    content = {"options": ["a", "b"], "right": ["a"]}
    shown = choice.after(content, WORDS, choice.judge(content, WORDS, [response]))
    assert [(each.id, each.verdict, each.feedback) for each in shown.options] == [
        ("a", "right", "why"),
        ("b", "wrong", "why"),
    ]
    assert [each.id for each in shown.options if each.chosen] == [response]
    assert shown.afterwards == "<p>So.</p>"


def test_the_preview_judges_every_option():
    judgement = choice.judge(ONE_RIGHT, WORDS, choice.everything(ONE_RIGHT))
    assert judgement.parts == {"a": Outcome.RIGHT, "b": Outcome.WRONG, "c": Outcome.WRONG}
