from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.grouping.by_hand import exchanged, put, unplaced, without

GROUPS = ((1, 2), (3, 4), ())


def test_somebody_goes_to_the_end_of_another_group():
    assert put(GROUPS, 1, 1) == ((2,), (3, 4, 1), ())
    assert put(GROUPS, 1, 2) == ((2,), (3, 4), (1,))
    assert put(GROUPS, 9, 0) == ((1, 2, 9), (3, 4), ())
    assert put(GROUPS, 1, None) == ((2,), (3, 4), ())


def test_whoever_is_there_already_keeps_their_place():
    assert put(GROUPS, 1, 0) == GROUPS


def test_two_change_places():
    assert exchanged(GROUPS, 1, 4) == ((4, 2), (3, 1), ())
    assert exchanged(GROUPS, 9, 4) == ((1, 2), (3, 9), ())


def test_who_left_leaves_a_gap_and_who_is_in_no_group_is_named():
    assert without(GROUPS, {2, 3, 8}) == ((1,), (4,), ())
    assert unplaced(GROUPS, (4, 5, 1, 6)) == (5, 6)


@given(st.data())
def test_by_hand_everybody_is_in_one_group_at_the_most(data):
    groups = GROUPS
    for _ in range(data.draw(st.integers(1, 8))):
        person = data.draw(st.integers(1, 6))
        to = data.draw(st.one_of(st.none(), st.integers(0, 2)))
        groups = put(groups, person, to) if data.draw(st.booleans()) else exchanged(groups, person, person % 6 + 1)
        placed = [each for group in groups for each in group]
        assert len(placed) == len(set(placed))
        assert len(groups) == len(GROUPS)
