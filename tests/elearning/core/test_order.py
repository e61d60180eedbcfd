"""Each person finds the answers in an order of their own, and finds it again."""

from hypothesis import given
from hypothesis import strategies as st

from elearning.core.order import shuffled

ids = st.lists(st.text(min_size=1), unique=True, max_size=12)
seeds = st.text()


def words(ids):
    return {"question": "Who?", "options": [{"id": id, "text": f"Option {id}"} for id in ids]}


def order(given_ids, seed):
    return [option["id"] for option in shuffled(words(given_ids), seed)["options"]]


@given(ids, seeds)
def test_nothing_is_lost_and_nothing_else_is_changed(given_ids, seed):
    shown = shuffled(words(given_ids), seed)
    assert sorted(shown["options"], key=str) == sorted(words(given_ids)["options"], key=str)
    assert shown["question"] == "Who?"


@given(ids, seeds)
def test_it_does_not_depend_on_the_order_in_which_editors_wrote_them(given_ids, seed):
    assert order(given_ids, seed) == order(list(reversed(given_ids)), seed)


@given(ids, seeds, st.data())
def test_an_answer_that_is_taken_out_moves_none_of_the_others(given_ids, seed, data):
    out = data.draw(st.sampled_from(given_ids)) if given_ids else None
    kept = [id for id in given_ids if id != out]
    assert order(kept, seed) == [id for id in order(given_ids, seed) if id != out]


def test_the_right_answer_stands_everywhere_equally_often():
    places = [order(["right", "b", "c", "d"], str(person)).index("right") for person in range(2000)]
    assert all(400 < places.count(place) < 600 for place in range(4))


@given(ids, seeds)
def test_options_inside_of_parts_have_an_order_of_their_own_as_well(given_ids, seed):
    inside = {"gaps": [words(given_ids), "text"], "options": []}
    shown = shuffled(inside, seed)
    assert shown["gaps"] == [shuffled(words(given_ids), seed), "text"]
