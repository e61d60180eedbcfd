"""What editors write for live sessions: phases, ground rules, questions, approaches."""

from copy import copy
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from deliberation import words
from deliberation.core import method
from deliberation.core.agenda import SLOWEST, Formation, Mode, Phase, Seat, Voice
from deliberation.words import PHASE_HELP as HELP

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


class SeatValue(blocks.StructValue):
    def as_seat(self) -> Seat:
        return Seat(self["title"], Voice(self["voice"]), self["instruction"])


class LabelledBlock(blocks.StructBlock):
    """Its labels are those of the trainers' forms, which begin them with a capital letter by themselves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # All blocks of a class share their fields: a label that was changed there would be changed again and again.
        for name, field in list(self.child_blocks.items()):
            self.child_blocks[name] = labelled(field)


def labelled(field: blocks.Block) -> blocks.Block:
    own = copy(field)
    own.label = capfirst(own.label)
    return own


class SeatBlock(LabelledBlock):
    title = blocks.CharBlock(max_length=method.LONGEST_TITLE, label=_("what it is called"))
    voice = blocks.ChoiceBlock(
        choices=list(words.VOICES.items()), default=Voice.EVERYTHING, label=_("what one may say")
    )
    instruction = blocks.CharBlock(
        max_length=method.LONGEST_INSTRUCTION, required=False, default="", label=_("what to do in this seat")
    )

    class Meta:
        label = _("Seat")
        icon = "user"
        value_class = SeatValue


class PhaseValue(blocks.StructValue):
    def as_phase(self) -> Phase:
        """Of a draft, too, in which something may be missing still."""
        plain = {name: self[name] for name in PLAIN} | {"minutes": self["minutes"] or 0}
        return Phase(
            **plain,
            mode=Mode(self["mode"]),
            formation=Formation(self["formation"]),
            asked=tuple(self["asked"]),
            seats=tuple(seat.as_seat() for seat in self["seats"]),
            slow=self["slow"] or 0,
            size=self["size"] or 0,
        )


PLAIN = ("code", "title", "minutes", "instruction", "anonymous", "premoderated", "consent", "host", "rotates")


class PhaseBlock(LabelledBlock):
    """Its fields have the names of those of a phase. A script hides what the chosen mode and formation do not need."""

    code = blocks.ChoiceBlock(choices=PHASES, label=_("kind of phase"))
    title = blocks.CharBlock(max_length=method.LONGEST_TITLE, label=_("title"))
    minutes = blocks.IntegerBlock(min_value=1, max_value=120, label=_("minutes"))
    mode = blocks.ChoiceBlock(choices=list(words.MODES.items()), default=Mode.FREE, label=_("who may write"))
    formation = blocks.ChoiceBlock(
        choices=list(words.FORMATIONS.items()), default=Formation.PLENARY, label=_("who with whom")
    )
    instruction = blocks.CharBlock(
        max_length=method.LONGEST_INSTRUCTION,
        required=False,
        default="",
        label=_("what to do now"),
        help_text=_("One sentence that everybody sees."),
    )
    asked = blocks.ListBlock(
        blocks.CharBlock(max_length=method.LONGEST_ASKED, label=_("statement or question")),
        default=[],
        max_num=method.MOST_ASKED,
        label=_("what is asked"),
        help_text=HELP["asked"],
    )
    anonymous = blocks.BooleanBlock(
        required=False, default=False, label=_("without names"), help_text=HELP["anonymous"]
    )
    premoderated = blocks.BooleanBlock(
        required=False, default=False, label=_("read before"), help_text=HELP["premoderated"]
    )
    consent = blocks.BooleanBlock(required=False, default=False, label=_("by consent"), help_text=HELP["consent"])
    slow = blocks.IntegerBlock(
        required=False, default=0, min_value=0, max_value=SLOWEST, label=_("slow"), help_text=HELP["slow"]
    )
    size = blocks.IntegerBlock(
        required=False, default=0, min_value=0, max_value=method.LARGEST, label=_("size"), help_text=HELP["size"]
    )
    seats = blocks.ListBlock(
        SeatBlock(), default=[], max_num=method.MOST_SEATS, label=_("seats"), help_text=HELP["seats"]
    )
    host = blocks.BooleanBlock(required=False, default=False, label=_("with a host"), help_text=HELP["host"])
    rotates = blocks.BooleanBlock(
        required=False, default=False, label=_("others than before"), help_text=HELP["rotates"]
    )

    class Meta:
        label = _("Phase")
        icon = "time"
        label_format = "{title}, {minutes} min"
        value_class = PhaseValue
        form_layout = blocks.BlockGroup(
            [
                *("code", "title", "minutes", "mode", "formation", "instruction", "asked", "consent"),
                blocks.BlockGroup(["anonymous", "premoderated", "slow"], heading=_("Writing")),
                blocks.BlockGroup(["size", "seats", "host", "rotates"], heading=_("Small groups")),
            ]
        )
        form_attrs: ClassVar = {"data-phase": ""}

    def normalize(self, value: Any) -> Any:
        """Whatever a phase does not say is as usual. The order is always that of the fields: texts are compared as they
        are stored."""
        if isinstance(value, PhaseValue):
            return value
        said = {name: value[name] if name in value else self.usual(name) for name in self.child_blocks}
        return super().normalize(said)

    def usual(self, name: str) -> Any:
        return self.child_blocks[name].get_default()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        found = method.faults(cleaned.as_phase())
        if found:
            errors = {name: ValidationError(words.FAULTS[code]) for name, code in found.items()}
            raise blocks.StructBlockValidationError(errors)
        return cleaned


def fitting() -> dict[str, dict[str, list[str]]]:
    """For the pages on which phases are written: by field, in which modes and formations it means something."""
    return {
        name: {"modes": sorted(where.modes), "formations": sorted(where.formations)}
        for name, where in method.FITTING.items()
    }


class PhaseBlocks(blocks.StreamBlock):
    phase = PhaseBlock()

    class Meta:
        min_num = 1
        max_num = method.MOST_PHASES


class AgendaBlocks(PhaseBlocks):
    method = SnippetChooserBlock("deliberation.Method", label=_("Method"), icon="repeat")


def phases_of(block: Any) -> tuple[Phase, ...]:
    """Of a block of an agenda: one phase, or all of a method as long as it is published."""
    if block.block_type == "phase":
        return (block.value.as_phase(),)
    return tuple(block.value.as_phases()) if block.value and block.value.live else ()


class RuleBlocks(blocks.StreamBlock):
    rule = blocks.CharBlock(max_length=200, label=_("Ground rule"), icon="check")

    class Meta:
        max_num = 12


class QuestionBlock(LabelledBlock):
    phase = blocks.ChoiceBlock(choices=PHASES, label=_("phase"))
    purpose = blocks.ChoiceBlock(choices=PURPOSES, label=_("what it is for"))
    question = blocks.CharBlock(max_length=300, label=_("question"))

    class Meta:
        label = _("Question")
        icon = "help"


class QuestionBlocks(blocks.StreamBlock):
    question = QuestionBlock()


class ApproachBlock(LabelledBlock):
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
