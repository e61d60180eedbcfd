"""What was handed in is stored once, however often and in whichever order it arrives again."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearning.core.handing_in import KeyedAnswer, taken
from elearning.core.items import Unusable

Form = tuple[KeyedAnswer, str | None]  # an answer, and what its form may replace

keys = st.sampled_from("pqrs")
answers = st.builds(
    KeyedAnswer, key=keys, version=st.sampled_from([1, 2]), response=st.sampled_from(["a", "b", ["a", "b"]])
)
bases = st.none() | st.lists(keys).map(",".join)
forms = st.tuples(answers, bases)


def sent(stored: Sequence[KeyedAnswer], queue: Iterable[Form]) -> tuple[list[KeyedAnswer], list[Form]]:
    """What is stored then, and the forms that were not refused."""
    there, arrived = list(stored), []
    for answer, base in queue:
        try:
            new = taken(there, answer, changed=f"{answer.key} {answer.response}", base=base)
        except Unusable:
            continue
        there += [new] if new else []
        arrived.append((answer, base))
    return there, arrived


@given(st.lists(forms, min_size=1, max_size=12), st.data())
def test_a_queue_that_is_sent_again_changes_nothing(queue, data):
    stored, arrived = sent([], queue)
    again = data.draw(st.lists(st.sampled_from(arrived), max_size=12))
    assert sent(stored, [*again, *arrived]) == (stored, [*again, *arrived])


@given(st.lists(forms, max_size=12))
def test_attempts_are_counted_and_no_key_is_there_twice(queue):
    stored, _ = sent([], queue)
    assert len({each.key for each in stored}) == len(stored)
    for version in (1, 2):
        attempts = [each.attempt for each in stored if each.version == version]
        assert attempts == list(range(1, len(attempts) + 1))


FIRST, OTHER = KeyedAnswer("p", 1, "a"), KeyedAnswer("q", 1, "b")


def test_the_same_form_with_another_answer_is_a_second_attempt():
    assert taken([FIRST], KeyedAnswer("p", 1, "b"), "p changed", base="") == KeyedAnswer("p changed", 1, "b", attempt=2)


@pytest.mark.parametrize("base", [None, "p", "r,p"])
def test_what_a_form_has_seen_it_may_replace(base):
    assert taken([FIRST], OTHER, "q changed", base) == KeyedAnswer("q", 1, "b", attempt=2)


@pytest.mark.parametrize("base", ["", "r"])
def test_what_another_window_has_stored_meanwhile_is_not_written_over(base):
    with pytest.raises(Unusable, match=r"answer\.elsewhere"):
        taken([FIRST], OTHER, "q changed", base)


def test_another_question_is_nothing_to_replace():
    assert taken([FIRST], KeyedAnswer("q", 2, "b"), "q changed", base="") == KeyedAnswer("q", 2, "b")
