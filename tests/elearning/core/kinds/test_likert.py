import pytest

from elearning.core.items import Form, Outcome, Unusable
from elearning.core.kinds.likert import KIND, Rated, Statement

VALUE = {
    "question": "How?",
    "statements": [{"type": "item", "id": "b", "value": "I ask."}, {"type": "item", "id": "a", "value": "I wait."}],
    "low": "no",
    "high": "yes",
}
CONTENT, WORDS = KIND.split(VALUE)


def form(**steps):
    return Form({f"step-{statement}": (step,) for statement, step in steps.items()})


def shown(b=0, a=0):
    return Rated("no", "yes", (Statement("b", "I ask.", b), Statement("a", "I wait.", a)))


def test_a_self_assessment_is_split_into_statements_and_their_words():
    assert CONTENT == {"options": ["a", "b"], "right": []}
    assert WORDS == {
        "question": "How?",
        "low": "no",
        "high": "yes",
        "options": [{"id": "b", "text": "I ask."}, {"id": "a", "text": "I wait."}],
    }


def test_every_statement_gets_its_step():
    assert KIND.read(CONTENT, form(b="5", a="1")) == {"a": 1, "b": 5}


@pytest.mark.parametrize(
    ("posted", "code"),
    [
        ({}, "likert.incomplete"),
        ({"a": "3"}, "likert.incomplete"),
        ({"a": "3", "b": "6"}, "choice.foreign"),
        ({"a": "3", "b": "0"}, "choice.foreign"),
        ({"a": "3", "b": "x"}, "choice.foreign"),
        ({"a": "3", "b": "3", "z": "3"}, "choice.foreign"),
    ],
)
def test_ratings_that_make_no_answer_are_refused(posted, code):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, form(**posted))
    assert refusal.value.code == code


def test_there_is_no_right_or_wrong():
    assert KIND.judge(CONTENT, WORDS, {"a": 1, "b": 5}).outcome == Outcome.KEPT


def test_the_scale_is_shown_empty_then_as_it_was_handed_in_then_as_it_was_kept():
    assert KIND.before(WORDS) == shown()
    assert KIND.refused(WORDS, form(b="2", a="9")) == shown(b=2)
    assert KIND.after(CONTENT, WORDS, KIND.judge(CONTENT, WORDS, {"a": 1, "b": 5})) == shown(b=5, a=1)


def test_the_preview_rates_nothing():
    judgement = KIND.judge(CONTENT, WORDS, KIND.everything(CONTENT))
    assert KIND.after(CONTENT, WORDS, judgement) == shown()
