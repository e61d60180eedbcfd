from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from elearning.activities import Exercise
from elearning.core.kinds.number import KIND
from elearning.exercises.block import ActivityBlock, explanation_block, hint_block, question_block


class ExactNumberBlock(blocks.DecimalBlock):
    """Stored as text, which JSON keeps as it is. Being no text for Wagtail, it is not offered to translators."""

    def get_prep_value(self, value: Any) -> str:
        return "" if value in (None, "") else format(Decimal(value), "f")

    def to_python(self, value: Any) -> Decimal | None:
        return None if value in (None, "") else Decimal(value)


class NumberBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    right = ExactNumberBlock(label=_("right number"), max_digits=12, decimal_places=4)
    tolerance = ExactNumberBlock(
        label=_("tolerance"),
        max_digits=12,
        decimal_places=4,
        min_value=0,
        default=Decimal(0),
        help_text=_("How far from it still counts as right. Up to twice as far counts as partly right."),
    )
    unit = blocks.CharBlock(label=_("unit"), required=False, max_length=30, help_text=_("For example: minutes"))
    too_low = blocks.TextBlock(label=_("feedback if it is too low"), required=False, rows=2, max_length=600)
    too_high = blocks.TextBlock(label=_("feedback if it is too high"), required=False, rows=2, max_length=600)
    explanation = explanation_block()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and 0 < abs(cleaned["right"]) < cleaned["tolerance"]:
            mistake = ValidationError(
                _("The tolerance is larger than the number itself. Then almost anything is right.")
            )
            raise StructBlockValidationError({"tolerance": mistake})
        return cleaned

    class Meta:
        icon = "decimal"
        label = _("Number")
        description = _("A number to be estimated or worked out, right within a tolerance.")
        preview_value = {
            "question": "Wie viele Sekunden warten Sie nach einer Frage?",
            "hint": "",
            "right": "5",
            "tolerance": "2",
            "unit": "Sekunden",
            "too_low": "",
            "too_high": "",
            "explanation": "",
        }


EXERCISE = Exercise(
    kind=KIND,
    block=NumberBlock,
    call=_("Give a number"),
    sentences={
        "number.none": _("Please write one number in digits, for example 12 or 12.5."),
        "number.thousands": _("Please write the number without a point or comma for thousands, for example 1000."),
    },
)
