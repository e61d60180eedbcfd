from dataclasses import replace

from elearning.core.items import Definition, Form, Judgement, Outcome, by_parts, fingerprint, kept, nothing
from tests.elearning.kinds import bridge, ordering


def test_a_definition_survives_being_stored():
    definition = Definition("ordering", {"right": ["b", "a"]})
    assert definition.as_json() == {"kind": "ordering", "right": ["b", "a"]}
    assert Definition.from_json(definition.as_json()) == definition


def test_a_form_gives_all_values_of_a_field_or_the_last_or_those_of_a_family():
    form = Form({"choice": ("a", "b"), "step-s1": ("3", "4"), "step-s2": ("5",)})
    assert form.all("choice") == ("a", "b")
    assert form.last("choice") == "b"
    assert form.below("step-") == {"s1": "4", "s2": "5"}


def test_an_empty_form_has_nothing():
    assert (Form().all("choice"), Form().last("choice"), Form().below("step-")) == ((), "", {})


def test_a_kind_that_says_nothing_else_keeps_responses_and_has_no_words_of_ones_own():
    assert kept({}, {}, "response") == Judgement("response", Outcome.KEPT)
    assert nothing(Form({"choice": ("a",)})) == ""


def test_a_kind_is_judged_once_it_says_what_is_right():
    assert ordering.KIND.is_judged
    assert not bridge.KIND.is_judged
    assert not replace(ordering.KIND, judge=kept).is_judged


def test_the_same_content_has_the_same_fingerprint_in_any_order():
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_a_judgement_by_parts_is_right_if_all_are_wrong_if_none_is_and_else_partly():
    right, wrong = {"a": Outcome.RIGHT}, {"b": Outcome.WRONG}
    judged = [by_parts("response", parts) for parts in (right, wrong, right | wrong)]
    assert [each.outcome for each in judged] == [Outcome.RIGHT, Outcome.WRONG, Outcome.PARTLY]
    assert judged[-1] == Judgement("response", Outcome.PARTLY, right | wrong)
