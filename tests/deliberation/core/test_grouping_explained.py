from deliberation.core.grouping.explained import Because, Why, why
from deliberation.core.grouping.rules import Apart, FixedPlace, LanguageSeat, Together
from deliberation.core.grouping.tasks import Task
from deliberation.core.grouping.wishes import Acquaintance, Trait

KNOWN = Acquaintance(
    {person: {Trait.KIND: "club" if person < 3 else "school"} for person in range(1, 6)}, {1: frozenset({2})}
)
ROUNDS = (((1, 3, 5), (2, 4, 6)), ((1, 4, 3), (2, 5, 6)))


def asked(person, number=0, *rules):
    return why(Task(tuple(range(1, 7)), 2, 2, KNOWN, rules), ROUNDS, number, person)


def test_in_the_first_round_all_are_new():
    assert asked(1) == Why(Because.NEW, others=2, new=2, kinds=2)


def test_later_it_says_how_many_are_new():
    assert asked(1, 1) == Why(Because.MIXED, others=2, new=1, kinds=2)


def test_rules_are_the_reason_where_they_mean_somebody():
    assert asked(1, 0, Together((1, 3)), FixedPlace(1, 0)).because is Because.STAYS
    assert asked(1, 0, Apart((1, 2)), FixedPlace(2, 1), Together((1, 3))) == Why(Because.TOGETHER, 2, 2, 2, (3,))
    assert asked(1, 0, LanguageSeat((1,), (5, 6))) == Why(Because.LANGUAGE, 2, 2, 2, (5,))
    assert asked(1, 0, LanguageSeat((2,), (6,)), Together((2, 4))).because is Because.NEW
