"""What an edit does to people: each kind of change is told apart from the others, and who passes or fails then."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.consequences import (
    Edit,
    Given,
    People,
    Question,
    carrying,
    changes,
    consequences,
    exchanges,
    judging,
)
from elearning.core.kinds import likert, multiple_choice, single_choice
from tests.elearning.kinds import gaps, matching, number, ordering

CHOICE = {
    "question": "Who helps?",
    "hint": "",
    "options": [
        {"type": "item", "id": "a", "value": {"text": "Ada", "correct": True, "feedback": "Yes."}},
        {"type": "item", "id": "b", "value": {"text": "Ben", "correct": False, "feedback": "No."}},
        {"type": "item", "id": "c", "value": {"text": "Cem", "correct": False, "feedback": "No."}},
    ],
    "explanation": "<p>So.</p>",
}
PEOPLE = People(
    under_way=frozenset({1, 2}),
    completed=frozenset({3}),
    answers={"q": [Given(1, ["a"]), Given(2, ["b"]), Given(3, ["a"])]},
)


def question(value, kind=single_choice.KIND):
    return Question(kind, *kind.split(value))


def edited(change, value=CHOICE):
    """A copy of the value in which something was changed."""
    found = copy.deepcopy(value)
    change(found)
    return found


def told(new, old=CHOICE, people=PEOPLE, kind=single_choice.KIND):
    return consequences({"q": question(old, kind)}, {"q": question(new, kind)}, people)


def option(value, index):
    return value["options"][index]["value"]


def reword(value):
    option(value, 1)["text"] = "Benjamin"


def ask_otherwise(value):
    value["question"] = "Who is of help?"


def reorder(value):
    value["options"].reverse()


def explain(value):
    value["explanation"] = "<p>Otherwise.</p>"


def comment(value):
    option(value, 1)["feedback"] = "Not here."


def rescore(value):
    option(value, 0)["correct"], option(value, 1)["correct"] = False, True


def add(value):
    value["options"].append({"type": "item", "id": "d", "value": {"text": "Dilek", "correct": False, "feedback": ""}})


def remove(value):
    del value["options"][1]


def exchange(value):
    option(value, 0)["text"], option(value, 1)["text"] = "Ben", "Ada"


def replace(value):
    value["question"] = "When?"
    for index in range(3):
        option(value, index)["text"] = f"At {index}"


@pytest.mark.parametrize(
    ("change", "expected", "options"),
    [
        (reword, Edit.WORDING, ("b",)),
        (ask_otherwise, Edit.WORDING, ()),
        (reorder, Edit.ORDER, ()),
        (explain, Edit.FEEDBACK, ()),
        (comment, Edit.FEEDBACK, ()),
        (rescore, Edit.SCORING, ()),
        (add, Edit.OPTION_ADDED, ("d",)),
        (remove, Edit.OPTION_REMOVED, ("b",)),
        (exchange, Edit.OPTIONS_EXCHANGED, ("a", "b")),
        (replace, Edit.ANEW, ()),
    ],
)
def test_each_change_is_told_by_its_name(change, expected, options):
    [found] = told(edited(change))
    assert (found.question, found.change, found.options) == ("q", expected, options)
    assert (found.answered, found.under_way, found.completed) == (3, 2, 1)


def test_where_nothing_was_changed_there_is_nothing_to_tell():
    assert told(CHOICE) == ()


def test_questions_come_and_go():
    asked = {"q": question(CHOICE)}
    [added] = consequences({}, asked, PEOPLE)
    [removed] = consequences(asked, {}, PEOPLE)
    assert [added.change, removed.change] == [Edit.ITEM_ADDED, Edit.ITEM_REMOVED]
    assert removed.answered == 3


def test_another_kind_of_exercise_is_another_question():
    [found] = consequences({"q": question(CHOICE)}, {"q": question(CHOICE, multiple_choice.KIND)}, PEOPLE)
    assert found.change == Edit.ANEW


def test_two_changes_at_once_are_told_one_by_one():
    both = edited(rescore, edited(explain))
    assert [found.change for found in told(both)] == [Edit.SCORING, Edit.FEEDBACK]


def test_with_another_key_some_pass_and_some_fail():
    [found] = told(edited(rescore))
    assert (found.passing, found.failing, found.unjudged) == (1, 2, 0)


def test_an_answer_with_an_option_that_is_gone_stays_as_it_was_answered():
    [found] = told(edited(remove))
    assert (found.passing, found.failing, found.unjudged) == (0, 0, 1)


def test_rewording_makes_nobody_pass_or_fail():
    [found] = told(edited(reword))
    assert (found.passing, found.failing, found.unjudged) == (0, 0, 0)


def test_a_step_of_an_ordering_that_is_moved_changes_the_key():
    moved = {**ordering.VALUE, "steps": ordering.VALUE["steps"][::-1]}
    people = People(answers={"q": [Given(1, ["z", "m", "a"]), Given(2, ["a", "m", "z"])]})
    [found] = told(moved, ordering.VALUE, people, ordering.KIND)
    assert (found.change, found.passing, found.failing) == (Edit.SCORING, 1, 1)


def test_a_pair_that_was_added_leaves_old_answers_as_they_were():
    more = {**matching.VALUE, "pairs": [*matching.VALUE["pairs"], matching.pair("p3", "Cem", "Thanks")]}
    people = People(answers={"q": [Given(1, matching.RIGHT[1])]})
    [found] = told(more, matching.VALUE, people, matching.KIND)
    assert (found.change, found.unjudged, found.failing) == (Edit.OPTION_ADDED, 1, 0)


def test_another_word_that_is_accepted_is_scoring_though_it_stands_in_the_words():
    accepting = copy.deepcopy(gaps.VALUE)
    accepting["gaps"][0]["value"]["accepted"] += "\ntalk"
    people = People(answers={"q": [Given(1, {"g1": "talk", "g2": "right"})]})
    [found] = told(accepting, gaps.VALUE, people, gaps.KIND)
    assert (found.change, found.passing) == (Edit.SCORING, 1)


def test_a_wider_tolerance_is_scoring():
    people = People(answers={"q": [Given(1, "84.25")]})
    [found] = told({**number.VALUE, "tolerance": "1"}, number.VALUE, people, number.KIND)
    assert (found.change, found.passing) == (Edit.SCORING, 1)


def test_a_self_assessment_is_judged_neither_before_nor_afterwards():
    statements = [{"type": "item", "id": id, "value": f"I {id}."} for id in ("ask", "wait")]
    rated = {"question": "How?", "statements": statements, "low": "no", "high": "yes"}
    people = People(answers={"q": [Given(1, {"ask": 3, "wait": 4})]})
    [found] = told({**rated, "statements": statements[:1]}, rated, people, likert.KIND)
    assert (found.change, found.passing, found.failing, found.unjudged) == (Edit.OPTION_REMOVED, 0, 0, 0)


def test_whoever_chose_words_that_were_exchanged_still_chose_them():
    old, new = question(CHOICE), question(edited(exchange))
    assert [carrying(old, new)([id]) for id in "abc"] == [["b"], ["a"], ["c"]]
    assert judging(old, new)(["b"]).outcome == "right"
    [found] = told(edited(exchange))
    assert (found.passing, found.failing, found.unjudged) == (1, 2, 0)


def test_words_that_another_option_took_while_its_own_are_gone_are_carried_along():
    def move(value):
        option(value, 0)["text"], option(value, 1)["text"] = "Ben", "Dilek"

    old, new = question(CHOICE), question(edited(move))
    assert exchanges(old, new)
    assert [carrying(old, new)([id]) for id in "abc"] == [None, ["a"], ["c"]]


def test_rewording_reordering_and_rescoring_exchange_nothing():
    old = question(CHOICE)
    for change in (reword, ask_otherwise, reorder, explain, rescore, add, remove):
        assert not exchanges(old, question(edited(change)))


def test_answers_of_several_parts_are_carried_part_by_part():
    swapped = copy.deepcopy(matching.VALUE)
    first, second = (pair["value"] for pair in swapped["pairs"][:2])
    first["right"], second["right"] = second["right"], first["right"]
    old, new = question(matching.VALUE, matching.KIND), question(swapped, matching.KIND)
    assert judging(old, new)(matching.RIGHT[1]).outcome == "wrong"


def test_if_no_part_of_it_is_left_it_is_asked_anew():
    def renew(value):
        value["options"] = [{**each, "id": f"new-{each['id']}"} for each in value["options"]]

    assert Edit.ANEW in changes(question(CHOICE), question(edited(renew)))


def test_an_answer_of_another_kind_is_judged_by_nobody():
    assert judging(question(CHOICE), question(CHOICE, multiple_choice.KIND))(["a"]) is None


def test_an_answer_that_did_not_fit_its_question_before_is_counted_as_answered_only():
    more = {**matching.VALUE, "pairs": [*matching.VALUE["pairs"], matching.pair("p3", "Cem", "Thanks")]}
    [found] = told(matching.VALUE, more, People(answers={"q": [Given(1, matching.RIGHT[1])]}), matching.KIND)
    assert (found.answered, found.passing, found.failing, found.unjudged) == (1, 0, 0, 0)


responses = st.lists(st.sampled_from([["a"], ["b"], ["c"]]), max_size=6)
edits = st.lists(st.sampled_from([reword, ask_otherwise, reorder, explain, comment, rescore]), max_size=4)


@given(responses, edits)
def test_taking_an_edit_back_makes_those_fail_who_passed(given_responses, done):
    people = People(answers={"q": [Given(person, each) for person, each in enumerate(given_responses)]})
    new = CHOICE
    for change in done:
        new = edited(change, new)
    there, back = told(new, people=people), told(CHOICE, new, people)
    assert [found.change for found in there] == [found.change for found in back]
    assert sum(found.passing for found in there) == sum(found.failing for found in back)
    assert all(found.passing + found.failing + found.unjudged <= found.answered for found in there)
