from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.core.grouping.tables import around, grouped, joined, number_of_groups
from deliberation.core.grouping.wishes import Acquaintance, Trait
from tests.hypotheses import at_most

NOTHING = Acquaintance()
PEOPLE = st.integers(1, 60).map(lambda count: tuple(range(1, count + 1)))
CHANCE = st.integers(0, 2**64 - 1)


def pairs_in(groups):
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


@pytest.mark.parametrize(
    ("people", "size", "sizes"),
    [
        (12, 2, [2] * 6),
        (7, 2, [2, 2, 3]),
        (3, 2, [3]),
        (1, 2, [1]),
        (9, 3, [3, 3, 3]),
        (8, 3, [2, 3, 3]),
        (7, 3, [3, 4]),
        (5, 3, [2, 3]),
        (4, 3, [4]),
        (10, 4, [5, 5]),
        (11, 4, [3, 4, 4]),
    ],
)
def test_groups_come_as_near_to_their_size_as_they_can(people, size, sizes):
    groups = grouped(range(people), number_of_groups(people, size), NOTHING, 7)
    assert sorted(map(len, groups)) == sizes


@at_most(60)
@given(PEOPLE, st.integers(2, 9), CHANCE)
def test_everybody_is_in_one_group_and_groups_differ_by_one_at_the_most(people, size, chance):
    groups = grouped(people, number_of_groups(len(people), size), NOTHING, chance)
    assert sorted(person for group in groups for person in group) == list(people)
    assert max(map(len, groups)) - min(map(len, groups)) <= 1


@at_most(30)
@given(PEOPLE, CHANCE)
def test_the_same_lot_gives_the_same_groups(people, chance):
    count = number_of_groups(len(people), 3)
    assert grouped(people, count, NOTHING, chance) == grouped(people, count, NOTHING, chance)


def test_another_lot_gives_other_groups():
    assert len({grouped(range(12), 4, NOTHING, chance) for chance in range(5)}) == 5


def test_people_meet_others_from_other_kinds_of_organisations():
    known = Acquaintance({n: {Trait.KIND: "migrant" if n < 6 else "club"} for n in range(12)})
    for group in grouped(range(12), 6, known, 3):
        assert {known.value(person, Trait.KIND) for person in group} == {"migrant", "club"}


def test_nobody_meets_the_same_person_again_as_long_as_there_are_others():
    met, seen = {n: frozenset() for n in range(12)}, set()
    for phase in range(4):
        groups = grouped(range(12), 6, Acquaintance({}, met), phase)
        assert not pairs_in(groups) & seen
        seen |= pairs_in(groups)
        met = {n: known | {other for group in groups if n in group for other in group} for n, known in met.items()}


def test_pairs_stay_together_in_fours():
    pairs = ((1, 2), (3, 4), (5, 6), (7, 8))
    groups = joined(pairs, 2, NOTHING, 5)
    assert sorted(map(len, groups)) == [4, 4]
    assert pairs_in([*pairs]) <= pairs_in(groups)


@at_most(40)
@given(st.integers(2, 8), st.integers(2, 6), CHANCE)
def test_hosts_stay_and_all_others_sit_at_tables_where_they_were_not(tables, size, chance):
    """As long as there are more tables than rounds."""
    hosts = tuple((table,) for table in range(tables))
    others = tuple((person,) for person in range(100, 100 + tables * (size - 1)))
    before = around(hosts, others, NOTHING, chance)
    were = {person: frozenset({n}) for n, group in enumerate(before) for person in group}
    after = around(hosts, others, Acquaintance(tables=were), chance + 1)
    for n, group in enumerate(after):
        assert hosts[n][0] in group
        assert not {person for person in group if person >= 100} & set(before[n])
        assert len(group) == size


def test_where_nobody_is_groups_are_empty():
    assert grouped([], 2, NOTHING, 1) == ((), ())


def test_hosts_come_first_in_their_group_and_of_all_others_the_first_is_drawn():
    groups = [around([(1,), ()], [(n,) for n in range(2, 10)], NOTHING, chance) for chance in range(6)]
    assert {at_first[0] for at_first, _ in groups} == {1}
    assert len({at_second[0] for _, at_second in groups}) > 2


def test_five_hundred_people_are_grouped_while_they_wait():
    known = Acquaintance({n: {Trait.KIND: str(n % 5)} for n in range(500)})
    assert len(grouped(range(500), 250, known, 1)) == 250
