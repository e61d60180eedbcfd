"""Ordering: what stays where it is when as few steps as possible are moved, is right."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import Form, Outcome, Unusable
from elearning.core.kinds.ordering import KIND, PlacedStep, Steps, seconds
from tests.elearning.kinds.ordering import VALUE

CONTENT, WORDS = KIND.split(VALUE)
orders = st.permutations(["a", "b", "c", "d", "e"])


def form(**places):
    return Form({f"place-{step}": (place,) for step, place in places.items()})


def judged(response, right="abcde"):
    return KIND.judge({"right": list(right)}, {}, list(response))


def test_the_definition_has_the_order_and_the_words_have_another():
    assert CONTENT == {"right": ["z", "m", "a"]}
    assert [step["id"] for step in WORDS["options"]] == ["a", "m", "z"]


@given(orders)
def test_the_words_never_tell_the_order(order):
    steps = {step["id"]: step for step in VALUE["steps"]}
    written = [{**steps["z"], "id": id} for id in order]
    assert KIND.split({**VALUE, "steps": written})[1] == KIND.split({**VALUE, "steps": sorted(written, key=str)})[1]


def test_the_order_that_was_given_is_kept():
    assert KIND.read(CONTENT, form(z="2", m="1", a="3")) == ["m", "z", "a"]


@pytest.mark.parametrize(
    "places",
    [{}, {"z": "1", "m": "2"}, {"z": "1", "m": "1", "a": "2"}, {"z": "1", "m": "2", "a": "4"}, {"z": "1", "m": "²"}],
)
def test_places_that_make_no_order_are_refused(places):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, form(**places))
    assert refusal.value.code == "ordering.incomplete"


def test_a_step_of_another_question_is_refused():
    with pytest.raises(Unusable):
        KIND.read(CONTENT, form(z="1", m="2", other="3"))


@pytest.mark.parametrize(
    ("response", "outcome", "staying"),
    [
        ("abcde", Outcome.RIGHT, "abcde"),
        ("bcdea", Outcome.PARTLY, "bcde"),  # one step moved, though none stands at its number
        ("bacde", Outcome.PARTLY, "acde"),
        ("cabed", Outcome.PARTLY, "abe"),
        ("edcba", Outcome.WRONG, "e"),
        ("dceab", Outcome.WRONG, "ab"),
    ],
)
def test_right_are_the_steps_that_can_stay(response, outcome, staying):
    judgement = judged(response)
    assert judgement.outcome == outcome
    right = [step for step, part in judgement.parts.items() if part == Outcome.RIGHT]
    assert len(right) == len(staying)


@given(orders)
def test_the_steps_that_can_stay_stand_in_their_order_and_no_more_could(order):
    right = {step for step, part in judged(order).parts.items() if part == Outcome.RIGHT}
    staying = [step for step in order if step in right]
    assert staying == sorted(staying)
    longer = itertools.combinations(order, len(staying) + 1)
    assert not any(list(steps) == sorted(steps) for steps in longer)


@given(orders)
def test_only_the_right_order_is_right(order):
    assert (judged(order).outcome == Outcome.RIGHT) == (order == sorted(order))


def test_before_the_answer_the_steps_are_numbered_as_they_stand():
    shown = KIND.before(WORDS)
    assert shown == Steps("", (PlacedStep("a", "Thank", 1), PlacedStep("m", "Ask", 2), PlacedStep("z", "Greet", 3)))
    assert (list(shown.places), shown.right) == ([1, 2, 3], 0)


def test_a_refused_form_keeps_its_places():
    assert [step.place for step in KIND.refused(WORDS, form(z="1", m="1", a="nine")).steps] == [0, 1, 1]


def test_afterwards_the_steps_stand_in_their_order_with_the_place_that_they_were_given():
    shown = KIND.after(CONTENT, WORDS, KIND.judge(CONTENT, WORDS, ["m", "z", "a"]))
    assert [(step.text, step.place, step.feedback) for step in shown.steps] == [
        ("Greet", 2, "Because of Greet."),
        ("Ask", 1, "Because of Ask."),
        ("Thank", 3, "Because of Thank."),
    ]
    assert shown.right == 2
    assert shown.afterwards == "<p>People first.</p>"


def test_a_draft_without_steps_can_be_looked_at():
    content, words = KIND.split({**VALUE, "steps": []})
    assert KIND.after(content, words, KIND.judge(content, words, KIND.everything(content))).steps == ()


def test_each_step_takes_its_time():
    assert seconds(WORDS) == 45
