import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import (
    LONGEST_REFLECTION,
    Definition,
    Kind,
    Outcome,
    Unusable,
    chosen,
    fingerprint,
    is_activity,
    outcome,
    rated,
    split,
    written,
)


def option(id, correct=False, text="words", feedback="why"):
    return {"type": "item", "id": id, "value": {"text": text, "correct": correct, "feedback": feedback}}


def choice(*options, kind="single_choice"):
    value = {"question": "Who?", "hint": "Think.", "options": list(options), "explanation": "<p>So.</p>"}
    return {"type": kind, "id": "block", "value": value}


options = st.lists(
    st.builds(option, id=st.uuids().map(str), correct=st.booleans(), text=st.text()),
    min_size=2,
    max_size=6,
    unique_by=lambda each: each["id"],
)
SINGLE = Definition(Kind.SINGLE_CHOICE, frozenset("abc"), frozenset("a"))
MULTIPLE = Definition(Kind.MULTIPLE_CHOICE, frozenset("abc"), frozenset("ab"))
LIKERT = Definition(Kind.LIKERT, frozenset("ab"))


def test_only_the_four_kinds_are_activities():
    assert [is_activity({"type": kind}) for kind in (*Kind, "text")] == [True, True, True, True, False]


def test_a_choice_is_split_into_what_counts_and_what_is_read():
    definition, text = split(choice(option("a", correct=True), option("b")))
    assert definition == Definition(Kind.SINGLE_CHOICE, frozenset("ab"), frozenset("a"))
    assert text == {
        "question": "Who?",
        "hint": "Think.",
        "afterwards": "<p>So.</p>",
        "options": [
            {"id": "a", "text": "words", "feedback": "why"},
            {"id": "b", "text": "words", "feedback": "why"},
        ],
    }


def test_a_self_assessment_is_split_into_statements_and_their_words():
    value = {"question": "How?", "low": "no", "high": "yes", "statements": [{"id": "a", "value": "I ask."}]}
    assert split({"type": "likert", "id": "block", "value": value}) == (
        Definition(Kind.LIKERT, frozenset("a")),
        {"question": "How?", "low": "no", "high": "yes", "options": [{"id": "a", "text": "I ask."}]},
    )


def test_a_reflection_has_only_words():
    value = {"question": "When?", "hint": "", "thoughts": "<p>We think.</p>"}
    assert split({"type": "reflection", "id": "block", "value": value}) == (
        Definition(Kind.REFLECTION),
        {"question": "When?", "hint": "", "afterwards": "<p>We think.</p>", "options": []},
    )


@given(options, st.randoms(), st.text())
def test_neither_rewording_nor_reordering_changes_what_counts(given_options, random, words):
    shuffled = [{**each, "value": {**each["value"], "text": words}} for each in given_options]
    random.shuffle(shuffled)
    assert split(choice(*shuffled))[0] == split(choice(*given_options))[0]


@given(options, options)
def test_the_text_never_tells_which_option_is_right(some, others):
    def text(right):
        return split(choice(*[{**each, "value": {**each["value"], "correct": right}} for each in some]))[1]

    assert text(True) == text(False)


@given(options)
def test_a_definition_survives_being_stored(given_options):
    definition = split(choice(*given_options))[0]
    assert Definition.from_json(definition.as_json()) == definition


def test_the_same_content_has_the_same_fingerprint_in_any_order():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


@pytest.mark.parametrize(
    ("definition", "posted", "kept"),
    [(SINGLE, ["b"], ["b"]), (MULTIPLE, ["c", "a"], ["a", "c"]), (MULTIPLE, ["a", "a"], ["a"])],
)
def test_options_are_kept_in_an_order_of_their_own(definition, posted, kept):
    assert chosen(definition, posted) == kept


@pytest.mark.parametrize(
    ("definition", "posted", "code"),
    [
        (SINGLE, [], "choice.empty"),
        (SINGLE, ["z"], "choice.foreign"),
        (MULTIPLE, ["a", "z"], "choice.foreign"),
        (SINGLE, ["a", "b"], "choice.several"),
    ],
)
def test_options_that_make_no_answer_are_refused(definition, posted, code):
    with pytest.raises(Unusable) as refusal:
        chosen(definition, posted)
    assert refusal.value.code == code


def test_every_statement_gets_its_step():
    assert rated(LIKERT, {"b": "5", "a": "1"}) == {"a": 1, "b": 5}


@pytest.mark.parametrize(
    ("posted", "code"),
    [
        ({}, "likert.incomplete"),
        ({"a": "3"}, "likert.incomplete"),
        ({"a": "3", "b": "6"}, "choice.foreign"),
        ({"a": "3", "b": "x"}, "choice.foreign"),
        ({"a": "3", "b": "3", "z": "3"}, "choice.foreign"),
    ],
)
def test_ratings_that_make_no_answer_are_refused(posted, code):
    with pytest.raises(Unusable) as refusal:
        rated(LIKERT, posted)
    assert refusal.value.code == code


def test_a_reflection_is_kept_without_the_space_around_it():
    assert written("  one\r\ntwo\0 ") == "one\ntwo"


@pytest.mark.parametrize(("text", "code"), [(" \r\n ", "reflection.empty"), ("x" * 5001, "reflection.too_long")])
def test_a_reflection_is_refused_empty_or_over_the_limit(text, code):
    with pytest.raises(Unusable) as refusal:
        written(text)
    assert refusal.value.code == code


def test_a_reflection_at_the_limit_is_kept():
    assert len(written("x" * LONGEST_REFLECTION)) == LONGEST_REFLECTION


@pytest.mark.parametrize(
    ("definition", "response", "expected"),
    [
        (SINGLE, ["a"], Outcome.RIGHT),
        (SINGLE, ["b"], Outcome.WRONG),
        (MULTIPLE, ["a", "b"], Outcome.RIGHT),
        (MULTIPLE, ["a"], Outcome.PARTLY),
        (MULTIPLE, ["a", "b", "c"], Outcome.PARTLY),
        (MULTIPLE, ["c"], Outcome.WRONG),
        (LIKERT, {"a": 1, "b": 5}, Outcome.KEPT),
    ],
)
def test_what_can_be_said_of_an_answer(definition, response, expected):
    assert outcome(definition, response) == expected
