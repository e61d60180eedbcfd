"""What editors write for live sessions: phases, ground rules, questions, approaches."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from deliberation.core.agenda import Mode, Phase
from deliberation.words import MODES

PHASES = [
    ("opening", _("Arriving and agreeing")),
    ("stake", _("What it has to do with me")),
    ("clarify", _("Clarifying")),
    ("exchange", _("Exchange of arguments")),
    ("perspective", _("Change of perspective")),
    ("weighing", _("Weighing up")),
    ("outcome", _("Outcome")),
    ("closing", _("Closing round")),
]


PURPOSES = [
    ("clarify", _("Clarify")),
    ("ground", _("Ask for reasons")),
    ("consequence", _("Ask for consequences")),
    ("consistency", _("Compare with what was said")),
    ("perspective", _("Change the perspective")),
    ("exception", _("Ask for exceptions")),
    ("own_experience", _("Ask for own experience")),
]


class PhaseValue(blocks.StructValue):
    def as_phase(self) -> Phase:
        return Phase(self["code"], self["title"], self["minutes"], Mode(self["mode"]), self["instruction"])


class PhaseBlock(blocks.StructBlock):
    code = blocks.ChoiceBlock(choices=PHASES, label=_("kind of phase"))
    title = blocks.CharBlock(max_length=60, label=_("title"))
    minutes = blocks.IntegerBlock(min_value=1, max_value=120, label=_("minutes"))
    mode = blocks.ChoiceBlock(choices=list(MODES.items()), default=Mode.FREE, label=_("who may write"))
    instruction = blocks.CharBlock(
        max_length=200, required=False, label=_("what to do now"), help_text=_("One sentence that everybody sees.")
    )

    class Meta:
        label = _("Phase")
        icon = "time"
        value_class = PhaseValue


class AgendaBlocks(blocks.StreamBlock):
    phase = PhaseBlock()

    class Meta:
        min_num = 1
        max_num = 20


class RuleBlocks(blocks.StreamBlock):
    rule = blocks.CharBlock(max_length=200, label=_("Ground rule"), icon="check")

    class Meta:
        max_num = 12


class QuestionBlock(blocks.StructBlock):
    phase = blocks.ChoiceBlock(choices=PHASES, label=_("phase"))
    purpose = blocks.ChoiceBlock(choices=PURPOSES, label=_("what it is for"))
    question = blocks.CharBlock(max_length=300, label=_("question"))

    class Meta:
        label = _("Question")
        icon = "help"


class QuestionBlocks(blocks.StreamBlock):
    question = QuestionBlock()


class ApproachBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120, label=_("approach"))
    description = blocks.TextBlock(label=_("what it means"))
    pros = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("what speaks for it"))
    cons = blocks.ListBlock(blocks.CharBlock(max_length=300), label=_("what speaks against it"))

    class Meta:
        label = _("Approach")
        icon = "list-ul"


class ApproachBlocks(blocks.StreamBlock):
    approach = ApproachBlock()


@dataclass(frozen=True)
class QuestionGroup:
    """Questions of one phase that are for the same."""

    purpose: str
    questions: list[str]


def questions_for(questions: Any, phase: str) -> list[QuestionGroup]:
    """By what they are for, in the order of the purposes."""
    asked = [block.value for block in questions if block.value["phase"] == phase]
    groups = ((label, [each["question"] for each in asked if each["purpose"] == code]) for code, label in PURPOSES)
    return [QuestionGroup(str(label), found) for label, found in groups if found]
