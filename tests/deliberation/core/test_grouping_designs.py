from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from deliberation.core.grouping.designs import FIELDS, by_turning, is_field, tables_of, without_repeats


def repeats(table):
    times = sum((seats[:, None] == seats).astype(int) for seats in table)
    np.fill_diagonal(times, 0)
    return int(np.maximum(times - 1, 0).sum()) // 2


@pytest.mark.parametrize(
    ("groups", "size", "rounds"),
    [
        *((5, 3, 7), (6, 6, 3), (6, 5, 4), (8, 6, 4), (4, 4, 5), (5, 5, 4), (12, 5, 4), (10, 6, 5), (20, 6, 6)),
        *((8, 4, 9), (9, 9, 10), (9, 3, 13), (6, 2, 11), (7, 3, 9), (1, 4, 1), (50, 10, 4)),
    ],
)
def test_nobody_meets_anybody_twice(groups, size, rounds):
    table = without_repeats(groups, size, rounds, default_rng(1))
    assert table.shape == (rounds, groups * size)
    assert repeats(table) == 0
    assert all((np.bincount(seats) == size).all() for seats in table)


@pytest.mark.parametrize(
    ("groups", "size", "rounds"),
    [
        (5, 3, 8),  # whoever is one of 15 has met all after seven rounds
        (2, 3, 2),  # two of each three were in one group before
        (6, 3, 8),  # there is one, but none that these constructions find
        (3, 0, 2),
        (14, 13, 5),  # nobody knows one for this many
    ],
)
def test_where_there_is_no_such_table_none_is_given(groups, size, rounds):
    assert without_repeats(groups, size, rounds, default_rng(1)) is None


@settings(max_examples=12)
@given(st.integers(2, 9), st.integers(2, 5), st.integers(2, 5), st.integers(0, 99))
def test_whatever_is_built_holds(groups, size, rounds, seed):
    table = without_repeats(groups, size, rounds, default_rng(seed))
    assert table is None or repeats(table) == 0


def test_one_round_turned_gives_all_others():
    table = by_turning(5, 3, 7, default_rng(2))
    assert repeats(table) == 0
    assert (table[0][:14].reshape(2, 7)[:, 0] == table[1][:14].reshape(2, 7)[:, 1]).all()


@pytest.mark.parametrize("order", [2, 3, 4, 5, 8, 9, 16, 25, 27])
def test_fields_are_fields(order):
    added, multiplied = tables_of(order)
    numbers = list(range(order))
    assert is_field(order)
    assert all(sorted(added[x]) == numbers for x in numbers)
    assert all(sorted(multiplied[x]) == numbers for x in numbers[1:])
    for x, y, z in product(numbers[:: max(1, order // 5)], repeat=3):
        assert multiplied[x, added[y, z]] == added[multiplied[x, y], multiplied[x, z]]


def test_other_orders_are_none():
    assert not any(is_field(order) for order in (1, 6, 10, 12, 14, 15, 18, 20))
    assert all(is_field(order) for order in FIELDS)
