from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberation.core.grouping.plans import planned
from deliberation.core.grouping.repairs import Repair, repaired, repaired_at_once
from deliberation.core.grouping.rules import Apart, FixedPlace, LanguageSeat, SeatRange, Together, broken
from deliberation.core.grouping.tasks import Impossible, Task
from deliberation.core.grouping.wishes import STRANGERS, Preset, Trait
from tests.grouping.crowds import heeded, task

WHOLE = task(53, 8, 4, Preset.BALANCED, 1)
BEFORE = replace(WHOLE, people=WHOLE.people[:48])
PLAN = planned(BEFORE, 1)


@settings(max_examples=8)
@given(st.sets(st.integers(0, 47), max_size=5), st.integers(0, 99))
def test_of_those_who_stay_hardly_anybody_moves(leave, chance):
    people = tuple(person for person in range(53 - len(leave)) if person not in leave)
    found = repaired(replace(WHOLE, people=people), PLAN.rounds, chance)
    assert sum(map(len, found.moved)) <= 3
    for groups in found.plan.rounds:
        assert sorted(person for group in groups for person in group) == list(people)
        assert min(map(len, groups)) >= 4
        assert max(map(len, groups)) <= 7


def test_nobody_moves_if_nothing_has_changed():
    found = repaired(BEFORE, PLAN.rounds, 1)
    assert found.moved == (frozenset(),) * 4
    assert [set(map(frozenset, groups)) for groups in found.plan.rounds] == [
        set(map(frozenset, groups)) for groups in PLAN.rounds
    ]


def test_those_who_come_fill_the_gaps():
    gone = PLAN.rounds[0][0][:2]
    people = tuple(person for person in range(50) if person not in gone)
    found = repaired(replace(WHOLE, people=people), PLAN.rounds, 1)
    assert {48, 49} <= set(found.plan.rounds[0][0])
    assert not any(found.moved)


def test_where_a_whole_group_leaves_others_move_as_few_as_need_be():
    people = tuple(person for person in range(48) if person not in PLAN.rounds[0][0][:5])
    found = repaired(replace(WHOLE, people=people), PLAN.rounds, 1)
    assert len(found.moved[0]) == 3
    assert not any(found.moved[1:])


def test_rules_hold_after_a_change_too():
    rules = (
        *(Together((0, 1)), Apart((2, 3, 4)), FixedPlace(5, 0), SeatRange(Trait.ROLE, "nobody's", 0, 0)),
        LanguageSeat((6,), (7, 8)),
    )
    whole = task(21, 4, 2, Preset.BALANCED, 1)
    for before in (whole, replace(whole, rules=rules)):
        rounds = planned(replace(before, people=whole.people[:20]), 1).rounds
        found = repaired(replace(whole, people=whole.people[3:], rules=rules), rounds, 1)
        assert isinstance(found, Repair)
        assert [broken(rules, groups, whole.known) for groups in found.plan.rounds] == [()] * 2


@pytest.mark.parametrize("seed", [18, 43, 70])
def test_where_exchanges_do_not_lead_to_what_rules_ask_for_it_is_reached_anew(seed):
    asked = heeded(seed, most=24)
    found = repaired(asked, planned(replace(asked, rules=()), seed).rounds, seed)
    assert [broken(asked.rules, groups, asked.known) for groups in found.plan.rounds] == [()] * asked.rounds


def test_rules_that_cannot_hold_any_more_are_named():
    rule = LanguageSeat((6,), (52,))
    assert repaired(replace(BEFORE, rules=(rule,)), PLAN.rounds, 1) == Impossible((rule,))


def test_at_once_nothing_is_proved_and_as_much_as_possible_holds():
    """To prove that these rules cannot hold takes longer than a room waits."""
    people = tuple(range(60))
    groups = tuple(people[n : n + 6] for n in range(0, 60, 6))
    rules = (Apart(people[:11]), *(Together((n, n + 20)) for n in range(20)))
    found = repaired_at_once(Task(people, 10, rules=rules), [groups], 5)
    [now] = found.plan.rounds
    assert sorted(person for group in now for person in group) == [*people]
    assert len(broken(rules, now, STRANGERS)) == 1
