"""What a phase may say by its mode and its formation, and that the first agendas say nothing else."""

from dataclasses import fields, replace

import pytest

from deliberation.core.agenda import Formation, Mode, Phase, Seat
from deliberation.core.method import FITTING, NO_STATEMENTS, faults

PLAIN = Phase("exchange", "Exchange", 10, Mode.FREE)
ONE_SEAT = (Seat("Observer"),)
FITS = [
    {"mode": Mode.VOTE, "asked": ("Yes.",)},
    {"mode": Mode.VOTE, "asked": ("Yes.",), "consent": True},
    {"mode": Mode.FOCUS, "asked": ("Why?",)},
    {"mode": Mode.SILENT_ROUND, "anonymous": True, "premoderated": True},
    {"slow": 30},
    {"formation": Formation.TRIADS, "seats": ONE_SEAT},
    {"formation": Formation.GROUPS, "size": 4, "host": True, "rotates": True, "seats": ONE_SEAT},
    {"formation": Formation.FISHBOWL, "size": 5},
]
BESIDE = [
    ("anonymous", {"anonymous": True}),
    ("anonymous", {"mode": Mode.SILENT_ROUND, "formation": Formation.ALONE, "anonymous": True}),
    ("premoderated", {"mode": Mode.VOTE, "asked": ("Yes.",), "premoderated": True}),
    ("consent", {"mode": Mode.FOCUS, "consent": True}),
    ("slow", {"mode": Mode.ROUND, "slow": 30}),
    ("seats", {"seats": ONE_SEAT}),
    ("seats", {"formation": Formation.FISHBOWL, "seats": ONE_SEAT}),
    ("size", {"formation": Formation.PAIRS, "size": 4}),
    ("host", {"formation": Formation.TRIADS, "host": True}),
    ("rotates", {"rotates": True}),
]


@pytest.mark.parametrize("said", FITS)
def test_a_phase_says_what_its_mode_and_formation_need(said):
    assert faults(replace(PLAIN, **said)) == {}


def test_a_vote_needs_statements():
    assert faults(replace(PLAIN, mode=Mode.VOTE)) == {"asked": NO_STATEMENTS}


@pytest.mark.parametrize(("field", "said"), BESIDE)
def test_what_has_no_meaning_in_a_phase_is_named(field, said):
    assert faults(replace(PLAIN, **said)) == {field: f"method.{field}"}


def test_every_fault_is_tried():
    assert {field for field, _said in BESIDE} == FITTING.keys()
    assert FITTING.keys() <= {field.name for field in fields(Phase)}
