from importlib import import_module

import pytest

from deliberation.blocks import PHASES, PURPOSES, QuestionBlocks, QuestionGroup, questions_for

MIGRATION = import_module("deliberation.migrations.0014_questions_have_a_purpose")


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
