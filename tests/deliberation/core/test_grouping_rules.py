import pytest

from deliberation.core.grouping.rules import (
    Apart,
    FixedPlace,
    LanguageSeat,
    ModeratedBy,
    NotWithOwnStaff,
    SeatRange,
    Together,
    broken,
    units,
)
from deliberation.core.grouping.wishes import Acquaintance, Trait

KNOWN = Acquaintance({1: {Trait.ORGANISATION: "club"}, 2: {Trait.ORGANISATION: "club"}, 3: {Trait.LANGUAGE: "tr"}})


@pytest.mark.parametrize(
    ("rule", "held", "not_held"),
    [
        (Together((1, 2)), [(1, 2), (3, 4)], [(1, 3), (2, 4)]),
        (Apart((1, 2, 3)), [(1, 4), (2, 5), (3, 6)], [(1, 4), (2, 3), (5, 6)]),
        (FixedPlace(1, 0), [(1, 2), (3, 4)], [(3, 4), (1, 2)]),
        (NotWithOwnStaff(1), [(1, 3), (2, 4)], [(1, 2), (3, 4)]),
        (ModeratedBy(1, 0), [(3, 4), (2, 5)], [(2, 4), (3, 5)]),
        (SeatRange(Trait.LANGUAGE, "tr", 0, 1), [(1, 3), (2, 4)], None),
        (SeatRange(Trait.LANGUAGE, "tr", 1, 1), None, [(1, 3), (2, 4)]),
        (LanguageSeat((1,), (3, 4)), [(1, 3), (2, 4)], [(1, 2), (3, 4)]),
    ],
)
def test_a_rule_holds_or_is_named(rule, held, not_held):
    assert held is None or broken([rule], held, KNOWN) == ()
    assert not_held is None or broken([rule], not_held, KNOWN) == (rule,)


def test_two_of_one_staff_may_meet_where_their_trainer_is_not():
    assert broken([NotWithOwnStaff(3), NotWithOwnStaff(4)], [(1, 2), (3, 4)], KNOWN) == ()


@pytest.mark.parametrize(
    "rule", [Together((7, 8)), Apart((7, 8)), FixedPlace(7, 1), NotWithOwnStaff(7), ModeratedBy(7, 0)]
)
def test_whoever_is_not_here_is_not_missed(rule):
    assert broken([rule], [(1, 2), (3, 4)], KNOWN) == ()


def test_whoever_stays_with_one_stays_with_all_of_theirs():
    assert units((5, 1, 2, 3, 4), [Together((1, 2)), Together((2, 3)), Together((4, 9))]) == [(5,), (1, 2, 3), (4,)]
