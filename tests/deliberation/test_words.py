"""What the codes of the core are called."""

import re

import pytest

from deliberation.core import acting, agenda, exchange, floor
from deliberation.core.method import FITTING, NO_STATEMENTS
from deliberation.protocol import spelled, typescript
from deliberation.words import FAULTS, LABELS

SHOWN = [
    acting.Role,
    agenda.Signal,
    exchange.Type,
    exchange.Claim,
    exchange.Attack,
    exchange.Reason,
    floor.Order,
]


@pytest.mark.parametrize("kind", SHOWN, ids=spelled)
def test_each_code_that_the_live_room_shows_has_a_name(kind):
    assert LABELS[spelled(kind)].keys() == set(kind)


def test_what_is_named_are_codes_of_the_protocol_and_the_kinds_of_organisations():
    values = set(re.findall(r'^  "([a-z]+\.[A-Z]\w+)": \[', typescript(), re.MULTILINE))
    assert LABELS.keys() - values == {"people.Kind"}


def test_every_fault_of_a_phase_has_a_sentence():
    assert FAULTS.keys() == {f"method.{field}" for field in FITTING} | {NO_STATEMENTS}
