from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from deliberation.core.grouping import proof
from deliberation.core.grouping.bounds import Measure, assessed
from deliberation.core.grouping.plans import Plan, choices, planned, planned_at_once
from deliberation.core.grouping.rules import (
    Apart,
    FixedPlace,
    LanguageSeat,
    ModeratedBy,
    NotWithOwnStaff,
    SeatRange,
    Together,
    broken,
)
from deliberation.core.grouping.tasks import Impossible, Task
from deliberation.core.grouping.wishes import Acquaintance, Preset, Trait
from tests.grouping.crowds import heeded, repeats, task

TWELVE = Task(tuple(range(12)), 3, 2)
NONE = Impossible((Together((1, 2)), Apart((1, 2))))


@settings(max_examples=4)
@given(st.integers(0, 10**6))
@example(86)  # exchanges alone do not find it
@example(224)
@example(52)
def test_rules_that_can_be_heeded_always_are(seed):
    asked = heeded(seed, most=24)
    plan = planned(asked, seed)
    assert isinstance(plan, Plan)
    for groups in plan.rounds:
        assert broken(asked.rules, groups, asked.known) == ()
        assert sorted(person for group in groups for person in group) == list(asked.people)
        assert max(map(len, groups)) - min(map(len, groups)) <= 1


@settings(max_examples=5)
@given(st.integers(2, 20), st.integers(1, 6), st.integers(1, 3), st.integers(0, 2**64 - 1))
def test_the_same_lot_gives_the_same_plan_and_nothing_surpasses_its_bounds(people, groups, rounds, chance):
    asked = task(people, min(groups, people), rounds, Preset.BALANCED, chance)
    plan = planned(asked, chance)
    assert planned(asked, chance) == plan
    found = plan.assessment
    assert found.repeats.value == repeats(asked, plan.rounds)
    assert found.met.value <= found.met.bound
    for measure in (found.repeats, found.colleagues, found.mirror, *found.alike.values()):
        assert 0 <= measure.bound <= measure.value
        assert 0 <= measure.likeness <= 1


def test_people_meet_others_from_other_organisations_and_nobody_again():
    found = planned(task(40, 10, 3, Preset.BALANCED, 3), 1).assessment
    assert (found.repeats.value, found.colleagues.value) == (0, found.colleagues.bound)
    assert found.met.value == found.met.bound == 3 * 10 * 6


def test_groups_are_like_the_whole_and_that_is_proved():
    mirror = planned(task(48, 8, 1, Preset.MIRROR, 1), 1).assessment.mirror
    assert mirror.value == mirror.bound


def test_what_matters_most_shows_in_the_effect():
    """Four of each kind meet all four of the other kind in four rounds. In the fifth, one has to choose."""
    kinds = {person: {Trait.KIND: "club" if person < 4 else "school"} for person in range(8)}
    plan = choices(Task(tuple(range(8)), 4, 5, Acquaintance(kinds)), 1)
    assert [*plan] == [*Preset]
    meet, mirror = plan[Preset.MEET].assessment, plan[Preset.MIRROR].assessment
    assert (meet.repeats, meet.mirror.likeness) == (Measure(0, 0), 0)
    assert (mirror.repeats.value, mirror.mirror.likeness) == (4, 1)


def test_rules_that_cannot_hold_are_proved_once_for_all_presets(monkeypatch):
    asked = replace(TWELVE, rules=(Together((1, 2)), Apart((1, 2))))
    proved = []
    monkeypatch.setattr("deliberation.core.grouping.plans.heeding", lambda task: proved.append(task) or NONE)
    assert choices(asked, 1) == dict.fromkeys(Preset, NONE)
    assert len(proved) == 1
    assert choices(replace(TWELVE, groups=13), 1) == dict.fromkeys(Preset, Impossible())


def test_while_somebody_waits_nothing_is_proved_and_as_few_rules_as_possible_do_not_hold():
    """With rules that can hold, they do; with two that cannot, one is left out."""
    possible = replace(TWELVE, rules=(Together((1, 2)), Apart((1, 3))))
    assert all(not broken(possible.rules, groups, possible.known) for groups in planned_at_once(possible, 1).rounds)
    torn = replace(TWELVE, rules=(Together((1, 2)), Apart((1, 2)), Apart((1, 3))))
    for groups in planned_at_once(torn, 1).rounds:
        assert broken(torn.rules, groups, torn.known) == (Apart((1, 2)),)


def test_whoever_met_before_the_first_round_does_not_meet_again():
    first = planned(replace(TWELVE, groups=6, rounds=1), 1).rounds[0]
    met = {person: frozenset(group) - {person} for group in first for person in group}
    asked = replace(TWELVE, groups=6, rounds=3, known=Acquaintance(met=met | {99: frozenset({0}), 0: met[0] | {98}}))
    plan = planned(asked, 2)
    assert repeats(asked, plan.rounds) == plan.assessment.repeats.value == 0


def test_where_everybody_has_met_the_bound_says_so():
    everybody = {person: frozenset(range(4)) - {person} for person in range(4)}
    plan = planned(Task((0, 1, 2, 3), 2, known=Acquaintance(met=everybody)), 1)
    assert plan.assessment.repeats == Measure(2, 2)


def test_whoever_stays_together_meets_again_and_the_bound_says_so():
    plan = planned(Task(tuple(range(9)), 3, 3, rules=(Together((0, 1, 2)),)), 1)
    assert plan.assessment.repeats.bound == 6 <= plan.assessment.repeats.value


def test_groups_changed_by_hand_are_assessed_like_planned_ones():
    known = Acquaintance({person: {Trait.ORGANISATION: str(person % 2)} for person in range(4)})
    found = assessed(Task((0, 1, 2, 3), 2, 2, known), [((0, 2), (1, 3)), ((0, 2), (3, 1))])
    assert (found.met, found.repeats, found.colleagues) == (Measure(2, 4), Measure(2, 0), Measure(4, 0))
    assert found.alike[Trait.KIND].likeness == 1


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        ((Together((0, 1, 2, 3, 4)),), 1),
        ((Together((0, 1)), Apart((0, 1))), 2),
        ((Apart((0, 1, 2, 3)),), 1),
        ((FixedPlace(0, 0), FixedPlace(0, 1)), 2),
        ((FixedPlace(0, 9),), 1),
        ((FixedPlace(0, 0), FixedPlace(1, 0), Apart((0, 1))), 3),
        ((SeatRange(Trait.LANGUAGE, "tr", 1, 4),), 1),
        ((LanguageSeat((0, 1), ()),), 1),
        ((Together((0, 1, 2)), Together((3, 4, 5)), Together((6, 7, 8)), Together((9, 10, 11))), 4),
    ],
)
def test_rules_that_cannot_hold_are_named_and_no_others(rules, named):
    found = planned(replace(TWELVE, rules=(Apart((6, 9)), *rules)), 1)
    assert isinstance(found, Impossible)
    assert found.proved
    assert len(found.rules) == named
    assert set(found.rules) <= set(rules)


@pytest.mark.parametrize("groups", [0, 13])
def test_there_are_no_groups_without_people(groups):
    assert planned(replace(TWELVE, groups=groups), 1) == Impossible()


def test_groups_may_differ_more_where_that_is_allowed():
    pairs = tuple(Together((2 * n, 2 * n + 1)) for n in range(5))
    assert planned(Task(tuple(range(10)), 2, rules=pairs), 1) == Impossible(pairs)
    plan = planned(Task(tuple(range(10)), 2, rules=pairs, leeway=1), 1)
    assert sorted(map(len, plan.rounds[0])) == [4, 6]


def test_whoever_gives_up_the_search_says_that_nothing_is_proved(monkeypatch):
    monkeypatch.setattr(proof, "PATIENCE", 2)
    found = planned(replace(TWELVE, rules=(Apart((0, 1, 2)),)), 1)
    assert found == Impossible(proved=False)


def test_a_search_goes_back_where_a_group_has_no_seat_left():
    """The two trios take a group each only if the couples share the third."""
    rules = (Together((0, 1, 2)), Together((3, 4, 5)), Together((6, 7)), Together((8, 9)), Apart((0, 3)))
    plan = planned(replace(TWELVE, rules=(*rules, Apart((0, 6)), Apart((3, 8)), NotWithOwnStaff(3))), 1)
    assert isinstance(plan, Plan)


# --- moderated groups -------------------------------------------------------------------------------------------------


def staff(**organisations):
    """Who is of which organisation."""
    named = ((person, name) for name, people in organisations.items() for person in people)
    return Acquaintance({person: {Trait.ORGANISATION: name} for person, name in named})


def test_nobody_sits_in_the_group_of_a_trainer_of_their_own_organisation():
    known = staff(club=(0, 1, 2, 90), school=(3, 4, 91))
    rules = (ModeratedBy(90, 0), ModeratedBy(91, 2))
    for groups in planned(replace(TWELVE, rules=rules, known=known), 1).rounds:
        assert not {0, 1, 2} & set(groups[0])
        assert not {3, 4} & set(groups[2])


def test_groups_in_which_different_people_may_sit_are_not_alike():
    """Whoever is tried first must leave the only group that the others may take."""
    known = staff(club=(3, 4, 90, 92), school=(1, 91))
    rules = (ModeratedBy(90, 0), ModeratedBy(92, 2), ModeratedBy(91, 0))
    found = planned(Task((1, 2, 3, 4, 5, 6), 3, known=known, rules=rules), 1)
    assert isinstance(found, Plan)
    assert (set(found.rounds[0][1]), 1 in found.rounds[0][2]) == ({3, 4}, True)


def test_a_group_that_only_its_trainer_s_own_people_could_fill_is_named():
    known = staff(club=(*range(12), 90))
    rule = ModeratedBy(90, 1)
    assert planned(replace(TWELVE, rules=(rule,), known=known), 1) == Impossible((rule,))
