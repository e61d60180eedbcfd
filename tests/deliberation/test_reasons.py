"""Small groups in words."""

import pytest
from django.utils.translation import override

from deliberation import reasons
from deliberation.core.grouping.bounds import Assessment, Measure
from deliberation.core.grouping.explained import Because, Why
from deliberation.core.grouping.rules import Apart, FixedPlace, LanguageSeat, NotWithOwnStaff, Together
from deliberation.core.grouping.tasks import Impossible


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


NAMES = {1: "Anna", 2: "Ben", 3: "Çağla"}


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (Together((1, 2, 3)), "Anna, Ben and Çağla stay together"),
        (Apart((1, 2)), "Anna and Ben are in different groups"),
        (FixedPlace(1, 0), "Anna stays in group 1"),
        (NotWithOwnStaff(2), "nobody of the organisation of Ben is in their group"),
        (NotWithOwnStaff(9), "nobody of the organisation of somebody who has left is in their group"),
        (LanguageSeat((1,), (3,)), "Anna sits beside somebody who speaks their language: Çağla"),
        (LanguageSeat((1,), ()), "Anna sits beside somebody who speaks their language: nobody"),
    ],
)
def test_a_rule_is_one_sentence(rule, sentence):
    assert reasons.told(rule, NAMES) == sentence


def test_what_cannot_be_met_is_named_with_what_to_do():
    both = Impossible((Together((1, 2)), Apart((1, 2))))
    assert reasons.unmet(both, NAMES) == (
        "These rules cannot all be met in groups of this size: Anna and Ben stay together; Anna and Ben are in "
        "different groups. Without one of them it works."
    )
    one = reasons.unmet(Impossible((LanguageSeat((1,), ()),)), NAMES)
    assert one.startswith("This cannot be met in groups of this size: Anna")
    assert "more groups than people" in reasons.unmet(Impossible(), NAMES)
    assert "Take one of them out" in reasons.unmet(Impossible(proved=False), NAMES)


def test_what_a_plan_leads_to_stands_beside_what_can_be_had():
    found = Assessment(Measure(30, 66), Measure(4, 2), Measure(0, 0), {}, Measure(100, 97))
    assert [how for _what, how in reasons.effects(found)] == ["30 of at most 66", "4, at least 2", "none", "nearly"]
    best = Assessment(Measure(66, 66), Measure(2, 2), Measure(1, 1), {}, Measure(97, 97))
    said = [how for _what, how in reasons.effects(best)]
    assert said == [
        "66: more is not possible",
        "2: less is not possible",
        "1: less is not possible",
        "as far as it goes",
    ]
    assert reasons.likeness(Measure(100, 50)) == "less"


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Why(Because.STAYS, 3, 3, 1), "Stays in this group in each round."),
        (Why(Because.TOGETHER, 3, 3, 1, (2,)), "Stays together with Ben, as agreed."),
        (Why(Because.LANGUAGE, 3, 3, 1, (3,)), "Sits beside Çağla: they speak one language."),
        (Why(Because.NEW, 3, 3, 0), "All others are met for the first time."),
        (Why(Because.NEW, 3, 3, 3), "All others are met for the first time. 3 kinds of organisations sit there."),
        (Why(Because.NEW, 0, 0, 1), "Nobody else is in this group."),
        (Why(Because.MIXED, 3, 1, 1), "1 of 3 others is met for the first time."),
        (Why(Because.MIXED, 3, 2, 1), "2 of 3 others are met for the first time."),
        (Why(Because.MIXED, 3, 0, 1), "All others are known from breakout rooms before."),
    ],
)
def test_why_somebody_is_in_a_group_is_one_sentence(found, sentence):
    assert reasons.why(found, NAMES) == sentence
