"""What editors write for sessions becomes what the core understands, and back."""

from dataclasses import fields
from importlib import import_module

import pytest
from django.utils import translation
from django.utils.text import capfirst
from wagtail.blocks import StructBlockValidationError

from deliberation.blocks import (
    PHASES,
    PURPOSES,
    ApproachBlock,
    PhaseBlock,
    QuestionBlock,
    QuestionBlocks,
    QuestionGroup,
    SeatBlock,
    questions_for,
)
from deliberation.core.agenda import Formation, Mode, Phase, Seat, Voice
from tests.deliberation.agendas import phase_value

MIGRATION = import_module("deliberation.migrations.0014_questions_have_a_purpose")
SEATS = (Seat("Tells"), Seat("Observes", Voice.NOTHING, "Write down what you notice."))
FULL = Phase(
    *("exchange", "At tables", 20, Mode.SILENT_ROUND, "Talk.", Formation.GROUPS, ("Why?", "How?")),
    anonymous=True,
    premoderated=True,
    slow=0,
    seats=SEATS,
    size=4,
    host=True,
    rotates=True,
)
CONSENT = Phase("outcome", "Outcome", 5, Mode.VOTE, asked=("We meet again.",), consent=True)
PLAIN = Phase("opening", "Arriving", 10, Mode.FREE)


@pytest.mark.parametrize("phase", [FULL, PLAIN, CONSENT, Phase("exchange", "Slow", 5, Mode.FREE, slow=30)])
def test_a_phase_goes_through_the_cms_and_back(phase):
    block = PhaseBlock()
    stored = block.get_prep_value(block.clean(block.normalize(phase_value(phase))))
    assert block.to_python(stored).as_phase() == phase


def test_phases_written_before_there_was_more_to_say_are_as_they_were():
    old = {"code": "opening", "title": "Arriving", "minutes": 10, "mode": "free", "instruction": ""}
    assert PhaseBlock().to_python(old).as_phase() == PLAIN


def test_a_phase_is_stored_in_the_order_of_its_fields_however_it_was_written():
    block = PhaseBlock()
    written = {"title": "Arriving", "mode": "free", "code": "opening", "minutes": 10}
    assert list(block.get_prep_value(block.normalize(written))) == list(block.child_blocks)


def test_the_block_has_all_that_a_phase_can_say():
    assert set(PhaseBlock().child_blocks) == {field.name for field in fields(Phase)}


def test_what_does_not_fit_is_said_beside_its_field():
    block = PhaseBlock()
    wrong = phase_value(PLAIN) | {"mode": "vote", "host": True}
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.normalize(wrong))
    assert refused.value.block_errors.keys() == {"asked", "host"}


def asked(phase, purpose, question):
    return ("question", {"phase": phase, "purpose": purpose, "question": question})


def test_questions_of_a_phase_are_grouped_by_what_they_are_for():
    rows = [
        asked("stake", "own_experience", "When?"),
        asked("stake", "clarify", "What?"),
        asked("clarify", "ground", "Why?"),
        asked("stake", "own_experience", "Where?"),
    ]
    block = QuestionBlocks()
    found = questions_for(block.normalize(rows), "stake")
    called = {code: str(label) for code, label in PURPOSES}
    experience = QuestionGroup(called["own_experience"], ["When?", "Where?"])
    assert found == [QuestionGroup(called["clarify"], ["What?"]), experience]
    assert questions_for(block.normalize(rows), "closing") == []


@pytest.mark.parametrize("phase", [code for code, _label in PHASES])
def test_questions_that_were_there_are_given_a_purpose(phase):
    known = {"phase": phase, "question": "Why?"}
    named = MIGRATION.NamePurpose().apply(known)
    assert named["purpose"] in dict(PURPOSES)
    assert MIGRATION.NamePurpose().apply(named | {"purpose": "exception"})["purpose"] == "exception"


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(
    "block", [SeatBlock(), PhaseBlock(), QuestionBlock(), ApproachBlock()], ids=lambda block: type(block).__name__
)
def test_labels_in_the_cms_begin_with_a_capital_letter(block, language):
    with translation.override(language):
        labels = [str(field.label) for field in block.child_blocks.values()]
    assert labels == [label[0].upper() + label[1:] for label in labels]


def test_a_label_is_the_same_in_each_block_of_a_class():
    shared = SeatBlock.base_blocks["title"].label
    labels = {SeatBlock().child_blocks["title"].label for _ in range(2)}
    assert labels == {capfirst(shared)}
    assert SeatBlock.base_blocks["title"].label is shared
