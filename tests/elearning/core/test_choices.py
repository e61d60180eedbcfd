"""What editors may choose, what is chosen for them, and for which later versions an answer counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.choices import (
    ALLOWED,
    Choice,
    Succession,
    allowed,
    allowed_together,
    chosen,
    concerning,
    counting_for,
    is_another_question,
)
from elearning.core.consequences import Edit, EditConsequence

REWORDING, MISTAKE, NEW_QUESTION = Choice


def test_each_kind_of_change_has_its_choices():
    assert ALLOWED.keys() == set(Edit)
    assert allowed(EditConsequence("q", Edit.SCORING)) == (MISTAKE, NEW_QUESTION)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([Edit.ORDER, Edit.FEEDBACK], ()),
        ([Edit.WORDING], (REWORDING, MISTAKE, NEW_QUESTION)),
        ([Edit.WORDING, Edit.SCORING], (MISTAKE, NEW_QUESTION)),
        ([Edit.ANEW], (NEW_QUESTION, REWORDING, MISTAKE)),
        ([Edit.ANEW, Edit.SCORING], (NEW_QUESTION, MISTAKE)),
        ([Edit.OPTIONS_EXCHANGED, Edit.FEEDBACK], (MISTAKE, NEW_QUESTION)),
        ([Edit.ITEM_ADDED], ()),
    ],
)
def test_of_several_changes_the_most_serious_decides(changes, expected):
    assert allowed_together(changes) == expected


@given(st.lists(st.sampled_from(Edit), max_size=4))
def test_what_is_chosen_for_editors_is_allowed_for_each_change(changes):
    choice = chosen(changes, None)
    assert all(choice in ALLOWED[change] for change in changes if ALLOWED[change])


@given(st.lists(st.sampled_from(Edit), max_size=4), st.sampled_from(Choice))
def test_what_an_editor_chose_holds_where_it_is_allowed(changes, noted):
    choices = allowed_together(changes)
    assert chosen(changes, noted) == (noted if noted in choices else next(iter(choices), None))


def test_exchanged_options_are_another_question_whatever_was_chosen():
    assert is_another_question([Edit.OPTIONS_EXCHANGED], MISTAKE)
    assert is_another_question([Edit.WORDING], NEW_QUESTION)
    assert not is_another_question([Edit.WORDING], REWORDING)


def test_answers_count_through_several_versions_until_a_question_is_new():
    steps = [
        Succession(1, 2, REWORDING),
        Succession(2, 3, MISTAKE),
        Succession(3, 4, NEW_QUESTION),
        Succession(4, 5, REWORDING),
    ]
    assert [counting_for(version, steps) for version in range(1, 6)] == [set(), {1}, {1, 2}, set(), {4}]


def test_what_was_said_last_holds():
    there_and_back = [Succession(1, 2, REWORDING), Succession(2, 1, REWORDING), Succession(1, 2, NEW_QUESTION)]
    assert counting_for(2, there_and_back) == set()
    assert counting_for(1, there_and_back) == {2}


def test_an_answer_goes_along_until_a_question_is_new():
    steps = [
        Succession(1, 2, MISTAKE),
        Succession(8, 9, MISTAKE),
        Succession(2, 3, NEW_QUESTION),
        Succession(3, 4, MISTAKE),
    ]
    assert list(concerning(1, steps, lambda step: step)) == [steps[0], steps[2]]
    assert list(concerning(3, steps, lambda step: step)) == [steps[3]]


versions = st.integers(1, 5)
histories = st.lists(st.builds(Succession, versions, versions, st.sampled_from(Choice)), max_size=8)


@given(histories, versions)
def test_counting_is_transitive_and_comes_to_an_end(steps, version):
    counted = counting_for(version, steps)
    assert version not in counted
    for between in counted:
        assert counting_for(between, steps) <= counted | {version}


@given(histories, versions, versions)
def test_one_more_rewording_takes_nothing_away(steps, old, new):
    """Completion is monotone: what counted before counts afterwards."""
    more = [*steps, Succession(old, new, REWORDING)]
    for version in range(1, 6):
        assert counting_for(version, steps) <= counting_for(version, more)
