"""What was chosen last before the scale was rated at the end is the beginning; neither direction is better."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from elearning.core.items import Form, GivenBefore, Judgement, Outcome
from elearning.core.kinds.scale import AFTER, BEFORE, KIND, by_scale, compared
from tests.elearning.kinds.scale import AT_THE_END, SCALE, STATEMENTS, VALUE
from tests.hypotheses import at_most

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
STEPS = st.fixed_dictionaries({"s1": st.integers(1, 5), "s2": st.integers(1, 5)})


def rated(moment, s1, s2=3, *, value=VALUE, minute=0, locale="de"):
    content, words = KIND.split({**value, "moment": moment})
    return GivenBefore(content, words, locale, {"s1": s1, "s2": s2}, BEGAN + timedelta(minutes=minute))


def steps(comparison):
    return [(line.before, line.now, line.moved) for line in comparison.lines]


def after(value, response, *given):
    content, words = KIND.split(value)
    shown = KIND.after(content, words, Judgement(response, Outcome.KEPT))
    return KIND.beside(content, shown, given)


def test_a_form_is_read_as_statement_and_step():
    content, _ = KIND.split(VALUE)
    assert KIND.read(content, Form({"step-s1": ("2",), "step-s2": ("5",)})) == {"s1": 2, "s2": 5}


def test_the_definition_says_which_scale_it_is_in_every_language():
    translated = {**VALUE, "question": "Wie leicht?", "scale": {**SCALE, "low": "schwer", "high": "leicht"}}
    assert (
        KIND.split(translated)[0]
        == KIND.split(VALUE)[0]
        == {
            "scale": "the-scale",
            "moment": "before",
            "options": ["s1", "s2"],
        }
    )


def test_a_refused_form_is_shown_as_it_was_and_compares_nothing():
    shown = KIND.refused(KIND.split(AT_THE_END)[1], Form({"step-s1": ("2",), "step-s2": ("9",)}))
    assert [(each.id, each.step) for each in shown.statements] == [("s1", 2), ("s2", 0)]
    assert (shown.low, shown.high, shown.moment, shown.comparison) == ("hard", "easy", AFTER, None)


def test_a_block_without_a_scale_asks_nothing_and_can_be_shown():
    content, words = KIND.split({**VALUE, "scale": None})
    assert (content["options"], KIND.before(words).statements) == ([], ())


def test_both_values_stand_beside_each_other_with_how_far_they_moved():
    assert steps(compared([rated(BEFORE, 2, 4), rated(AFTER, 4, 4)])) == [(2, 4, 2), (4, 4, 0)]
    assert steps(compared([rated(BEFORE, 5), rated(AFTER, 1)])) == [(5, 1, -4), (3, 3, 0)]


def test_what_was_changed_before_the_end_counts_and_what_is_changed_later_does_not():
    corrected = [rated(BEFORE, 1), rated(BEFORE, 2), rated(AFTER, 4), rated(BEFORE, 5), rated(AFTER, 3)]
    assert steps(compared(corrected))[0] == (2, 3, 1)


def test_without_a_beginning_or_an_end_nothing_moved():
    assert steps(compared([rated(BEFORE, 2)]))[0] == (2, 0, 0)
    assert steps(compared([rated(AFTER, 2), rated(BEFORE, 5)]))[0] == (0, 2, 0)
    assert compared([]).lines == ()


def test_other_words_from_the_beginning_are_told_in_the_same_language_only():
    reworded = {
        **SCALE,
        "statements": [{"id": "s1", "text": "I speak up."}, STATEMENTS[1], {"id": "s3", "text": "New."}],
    }
    now = rated(AFTER, 4, value={**VALUE, "scale": reworded})
    lines = compared([rated(BEFORE, 2), now]).lines
    assert [line.earlier_text for line in lines] == ["I say something.", "", ""]
    assert (lines[2].before, lines[2].now) == (0, 0)
    other = compared([rated(BEFORE, 2, locale="en"), now])
    assert [line.earlier_text for line in other.lines] == ["", "", ""]


def test_both_ends_are_called_as_they_were_when_the_scale_was_rated_last():
    renamed = rated(AFTER, 4, value={**VALUE, "scale": {**SCALE, "low": "never", "high": "always"}})
    found = [compared([rated(BEFORE, 2)]), compared([rated(BEFORE, 2), renamed]), compared([])]
    assert [(each.low, each.high) for each in found] == [("hard", "easy"), ("never", "always"), ("", "")]


def test_the_comparison_is_shown_at_the_end_and_of_this_scale_alone():
    foreign = rated(BEFORE, 5, value={**VALUE, "scale": {**SCALE, "key": "another"}})
    given = [rated(BEFORE, 2), foreign, rated(AFTER, 4)]
    assert after(VALUE, {"s1": 2, "s2": 3}, *given).comparison is None
    assert steps(after(AT_THE_END, {"s1": 4, "s2": 3}, *given).comparison)[0] == (2, 4, 2)


def test_scales_are_kept_apart():
    foreign = rated(BEFORE, 5, value={**VALUE, "scale": {**SCALE, "key": "another"}})
    assert {key: len(found) for key, found in by_scale([rated(BEFORE, 1), foreign, rated(AFTER, 2)]).items()} == {
        "the-scale": 2,
        "another": 1,
    }


@at_most(60)
@given(moments=st.lists(st.sampled_from([BEFORE, AFTER]), max_size=8), chosen=st.lists(STEPS, min_size=8, max_size=8))
def test_rating_at_the_beginning_again_changes_no_comparison_that_is_there(moments, chosen):
    given = [replace(rated(moment, 1), response=steps) for moment, steps in zip(moments, chosen, strict=False)]
    comparison = compared([*given, rated(AFTER, 3)])
    assert compared([*given, rated(AFTER, 3), rated(BEFORE, 5)]) == comparison
