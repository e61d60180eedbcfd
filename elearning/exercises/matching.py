from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from elearning.activities import Exercise
from elearning.core.kinds.matching import KIND
from elearning.exercises import choice
from elearning.exercises.block import ActivityBlock, explanation_block, hint_block, is_twice, question_block

FEWEST_PAIRS, MOST_PAIRS, MOST_OTHERS = 2, 8, 4


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(label=_("this"), max_length=300)
    right = blocks.CharBlock(
        label=_("belongs to this"), max_length=120, help_text=_("A few words: learners choose it from a list.")
    )
    feedback = blocks.TextBlock(
        label=_("feedback"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_("What everybody reads beside this pair, afterwards. Say why the two belong together."),
    )

    class Meta:
        icon = "link"
        label = _("Pair")


class MatchingBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    pairs = blocks.ListBlock(PairBlock(), label=_("pairs"), min_num=FEWEST_PAIRS, max_num=MOST_PAIRS)
    others = blocks.ListBlock(
        blocks.CharBlock(label=_("belongs to nothing"), max_length=120),
        label=_("further choices that belong to nothing"),
        default=[],
        max_num=MOST_OTHERS,
        help_text=_("With one or two of them, the last pair cannot be found by what is left over."),
    )
    explanation = explanation_block()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (mistakes := self.mistakes(cleaned)):
            raise StructBlockValidationError(mistakes)
        return cleaned

    def mistakes(self, value: Any) -> Mapping[str, ValidationError]:
        """By the field where it has to be put right."""
        if is_twice(pair["left"] for pair in value["pairs"]):
            return {"pairs": ValidationError(_("The left side of two pairs says the same. Please make them differ."))}
        if is_twice([*(pair["right"] for pair in value["pairs"]), *value["others"]]):
            return {"pairs": ValidationError(_("Two choices say the same. Please make them differ."))}
        return {}

    class Meta:
        icon = "link"
        label = _("Matching")
        description = _(
            "Pairs that belong together, to be chosen from lists. Feedback on each pair appears afterwards."
        )
        preview_value = {
            "question": "Was ist was?",
            "hint": "",
            "pairs": [
                {"left": "„Er hat keine Nummer gezogen.“", "right": "gesehen", "feedback": ""},
                {"left": "„Er will sich vordrängeln.“", "right": "gedeutet", "feedback": ""},
            ],
            "others": ["bewertet"],
            "explanation": "",
        }


EXERCISE = Exercise(
    kind=KIND,
    block=MatchingBlock,
    call=_("Find what belongs together"),
    sentences={
        "choice.foreign": choice.SENTENCES["choice.foreign"],
        "matching.incomplete": _("Please choose something for each."),
    },
)
