import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import Form, Outcome, Unusable
from elearning.core.kinds.matching import KIND, Row, seconds, target
from tests.elearning.kinds.matching import VALUE, pair

CONTENT, WORDS = KIND.split(VALUE)
ADA, BEN, NOBODY = target("p1"), target("p2"), target("o1")


def form(**given):
    return Form({f"match-{row}": (to,) for row, to in given.items()})


def test_the_definition_says_what_belongs_together():
    assert CONTENT == {"right": {"p1": ADA, "p2": BEN}, "others": {"o1": NOBODY}}


@given(st.permutations(["p1", "p2", "p3", "p4"]))
def test_the_words_never_tell_what_belongs_together(order):
    """In the order of ids that are drawn from the pairs', and in the same whichever belongs to which."""
    pairs = [pair(id, "same", "same") for id in order]
    words = KIND.split({**VALUE, "pairs": pairs})[1]
    assert words["options"] == sorted(words["options"], key=lambda each: each["id"])
    assert not {row["id"] for row in words["rows"]} & {each["id"] for each in words["options"]}


def test_every_row_gets_a_target_and_one_may_be_given_twice():
    assert KIND.read(CONTENT, form(p2=ADA, p1=ADA)) == {"p1": ADA, "p2": ADA}


@pytest.mark.parametrize(
    ("given_targets", "code"),
    [
        ({}, "matching.incomplete"),
        ({"p1": ADA}, "matching.incomplete"),
        ({"p1": ADA, "p2": ""}, "matching.incomplete"),
        ({"p1": ADA, "p2": "p2"}, "choice.foreign"),
        ({"p1": ADA, "p2": BEN, "p9": BEN}, "choice.foreign"),
    ],
)
def test_pairs_that_make_no_answer_are_refused(given_targets, code):
    with pytest.raises(Unusable) as refusal:
        KIND.read(CONTENT, form(**given_targets))
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("p1", "p2", "outcome"),
    [
        (ADA, BEN, Outcome.RIGHT),
        (ADA, ADA, Outcome.PARTLY),
        (NOBODY, BEN, Outcome.PARTLY),
        (BEN, ADA, Outcome.WRONG),
        (NOBODY, NOBODY, Outcome.WRONG),
    ],
)
def test_each_pair_is_judged_by_itself(p1, p2, outcome):
    assert KIND.judge(CONTENT, {}, {"p1": p1, "p2": p2}).outcome == outcome


def test_before_the_answer_there_are_rows_and_targets():
    shown = KIND.before(WORDS)
    assert shown.rows == (Row("p1", "Ada"), Row("p2", "Ben"))
    assert {each.text for each in shown.targets} == {"Hello", "Goodbye", "Welcome"}
    assert (shown.right, shown.afterwards) == (0, "")


def test_a_refused_form_keeps_what_was_chosen_and_nothing_foreign():
    assert [row.given for row in KIND.refused(WORDS, form(p1=BEN, p2="foreign")).rows] == [BEN, ""]


def test_afterwards_each_row_has_what_was_given_and_what_belongs_there():
    shown = KIND.after(CONTENT, WORDS, KIND.judge(CONTENT, WORDS, {"p1": ADA, "p2": NOBODY}))
    assert shown.rows == (
        Row("p1", "Ada", ADA, "Hello", "Hello", "right", "Because of Ada."),
        Row("p2", "Ben", NOBODY, "Welcome", "Goodbye", "wrong", "Because of Ben."),
    )
    assert shown.right == 1


def test_each_pair_takes_its_time():
    assert seconds(WORDS) == 30
