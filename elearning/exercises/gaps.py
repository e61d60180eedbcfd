from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from elearning.activities import Exercise
from elearning.core.kinds.gaps import KIND, variants
from elearning.exercises import choice
from elearning.exercises.block import ActivityBlock, explanation_block, hint_block, is_twice, question_block

FEWEST_OPTIONS, MOST_OPTIONS, MOST_GAPS = 2, 6, 8


class GapOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("answer"), max_length=80)
    correct = blocks.BooleanBlock(label=_("this answer is right"), required=False)

    class Meta:
        icon = "tick-inverse"
        label = _("Answer to choose")


class GapBlock(blocks.StructBlock):
    before = blocks.TextBlock(label=_("text before the gap"), required=False, rows=2, max_length=400)
    accepted = blocks.TextBlock(
        label=_("words that are accepted"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_("To be typed: one answer a line, the best first. Capitals and full stops make no difference."),
    )
    exact = blocks.BooleanBlock(
        label=_("every letter counts"),
        required=False,
        help_text=_("Otherwise one slip is forgiven in words of five letters or more."),
    )
    options = blocks.ListBlock(
        GapOptionBlock(),
        label=_("or answers to choose from"),
        default=[],
        max_num=MOST_OPTIONS,
        help_text=_("With them, the gap is a list to choose from, and nothing is typed."),
    )
    feedback = blocks.TextBlock(
        label=_("feedback"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_("What everybody reads about this gap, afterwards."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (mistake := self.mistake(cleaned)):
            field = "options" if len(cleaned["options"]) else "accepted"
            raise StructBlockValidationError({field: ValidationError(mistake)})
        return cleaned

    def mistake(self, value: Any) -> Any:
        """A sentence if this is no gap that can be filled, else nothing."""
        options = value["options"]
        if not options:
            return None if variants(value["accepted"]) else _("Please write which words are accepted.")
        if value["accepted"].strip():
            return _("A gap is typed or chosen. Please keep the words that are accepted, or the answers.")
        if len(options) < FEWEST_OPTIONS or sum(bool(option["correct"]) for option in options) != 1:
            return _("Please give two answers or more, and mark exactly one as right.")
        if is_twice(option["text"] for option in options):
            return _("Two answers say the same. Please make them differ.")
        return None

    class Meta:
        icon = "minus"
        label = _("Gap")


class GapsBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    gaps = blocks.ListBlock(
        GapBlock(),
        label=_("text with gaps"),
        min_num=1,
        max_num=MOST_GAPS,
        help_text=_("Each part is some text and the gap behind it."),
    )
    ending = blocks.TextBlock(label=_("text after the last gap"), required=False, rows=2, max_length=400)
    explanation = explanation_block()

    class Meta:
        icon = "minus"
        label = _("Gaps")
        description = _(
            "A text with gaps, to be typed or to be chosen from lists. Feedback on each gap appears afterwards."
        )
        preview_value = {
            "question": "Was fehlt hier?",
            "hint": "",
            "gaps": [
                {"before": "Ich sage, was ich", "accepted": "sehe", "exact": False, "options": [], "feedback": ""},
                {
                    "before": ", und frage, ob es",
                    "accepted": "",
                    "exact": False,
                    "options": [{"text": "stimmt", "correct": True}, {"text": "reicht", "correct": False}],
                    "feedback": "",
                },
            ],
            "ending": ".",
            "explanation": "",
        }


EXERCISE = Exercise(
    kind=KIND,
    block=GapsBlock,
    call=_("Fill the gaps"),
    sentences={
        "choice.foreign": choice.SENTENCES["choice.foreign"],
        "gaps.empty": _("Please fill every gap."),
        "gaps.too_long": _("One gap has too many words. A few are enough."),
    },
)
