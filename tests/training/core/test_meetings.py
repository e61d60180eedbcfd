"""Who has met whom in groups of sittings."""

from hypothesis import given
from hypothesis import strategies as st

from training.core.meetings import met_in, together


def test_who_was_in_one_group_has_met():
    assert met_in([(1, 2, 3), (4,)], ()) == {
        1: frozenset({2, 3}),
        2: frozenset({1, 3}),
        3: frozenset({1, 2}),
    }


def test_who_was_not_there_has_met_nobody():
    assert met_in([(1, 2, 3), (4, 5)], {3, 5}) == {1: frozenset({2}), 2: frozenset({1})}


def test_several_sittings_add_up():
    found = together([met_in([(1, 2)], ()), met_in([(1, 3)], ()), {}])
    assert found == {1: frozenset({2, 3}), 2: frozenset({1}), 3: frozenset({1})}


# Of each sitting, in which group somebody is.
grouped = st.dictionaries(st.integers(1, 9), st.integers(0, 2)).map(
    lambda at: [[person for person, group in at.items() if group == number] for number in range(3)]
)


@given(st.lists(grouped, max_size=4), st.frozensets(st.integers(1, 9)))
def test_nobody_meets_themselves_and_meeting_is_mutual(sittings, away):
    found = together(met_in(groups, away) for groups in sittings)
    for person, others in found.items():
        assert person not in others
        assert person not in away
        assert all(person in found[other] for other in others)
