from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import Form, Outcome, Unusable
from elearning.core.kinds.number import KIND
from tests.elearning.kinds.number import VALUE

CONTENT, WORDS = KIND.split(VALUE)
numbers = st.decimals(min_value=-1000, max_value=1000, places=2)


def form(typed):
    return Form({"number": (typed,)})


def judged(response, right="10", tolerance="2"):
    return KIND.judge({"right": right, "tolerance": tolerance}, {}, response).outcome


def test_the_definition_has_the_number_and_its_tolerance_as_text():
    assert CONTENT == {"right": "83.25", "tolerance": "0.5"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("83.10", "83.10"),
        ("83,1", "83.1"),
        (" 12 Minuten ", "12"),
        ("1 200", "1200"),
        ("1\u202f200 €", "1200"),
        ("1'200,5", "1200.5"),
        ("−3", "-3"),
        ("+4", "4"),
        (",5", "0.5"),
        ("7.", "7"),
        ("0,125", "0.125"),
        ("٨٣٫٥", "83.5"),
    ],
)
def test_a_number_is_read_however_it_is_written(typed, kept):
    assert KIND.read(CONTENT, form(typed)) == kept


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "number.none"),
        ("many", "number.none"),
        ("1e3", "number.none"),
        ("1.200,5", "number.none"),
        ("3-4", "number.none"),
        ("9" * 21, "number.none"),
        ("1.200", "number.thousands"),
        ("12,000", "number.thousands"),
    ],
)
def test_what_is_no_number_or_might_be_two_is_asked_for_once_more(typed, code):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, form(typed))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("response", "outcome"),
    [
        ("10", Outcome.RIGHT),
        ("12", Outcome.RIGHT),
        ("8.0", Outcome.RIGHT),
        ("12.01", Outcome.PARTLY),
        ("6", Outcome.PARTLY),
        ("14.01", Outcome.WRONG),
    ],
)
def test_right_within_the_tolerance_and_partly_within_twice_of_it(response, outcome):
    assert judged(response) == outcome


def test_without_a_tolerance_only_the_number_itself_is_right():
    assert (judged("10.0", tolerance="0"), judged("10.1", tolerance="0")) == (Outcome.RIGHT, Outcome.WRONG)


@given(numbers, numbers)
def test_above_and_below_are_judged_alike(right, distance):
    outcomes = {judged(str(right + side * distance), right=str(right)) for side in (1, -1)}
    assert len(outcomes) == 1


def test_before_the_answer_there_is_only_the_unit():
    shown = KIND.before(WORDS)
    assert (shown.unit, shown.typed, shown.right, shown.afterwards) == ("people", "", None, "")


def test_a_refused_form_keeps_what_was_typed():
    assert KIND.refused(WORDS, form("many")).typed == "many"


@pytest.mark.parametrize(("response", "feedback"), [("83", ""), ("80", "There are more."), ("90", "There are fewer.")])
def test_afterwards_it_is_said_on_which_side_of_it_one_was(response, feedback):
    shown = KIND.after(CONTENT, WORDS, KIND.judge(CONTENT, WORDS, response))
    assert shown.feedback == feedback
    assert (shown.right, shown.lowest, shown.highest) == (Decimal("83.25"), Decimal("82.75"), Decimal("83.75"))


def test_a_draft_without_a_number_can_be_looked_at():
    content, words = KIND.split({**VALUE, "right": "", "tolerance": ""})
    assert KIND.after(content, words, KIND.judge(content, words, KIND.everything(content))).right == 0


def test_what_somebody_typed_is_theirs():
    assert KIND.own_words(form("many")) == "many"
