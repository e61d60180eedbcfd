from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from elearning.activities import Exercise
from elearning.core.kinds.ordering import KIND
from elearning.exercises.block import ActivityBlock, explanation_block, hint_block, is_twice, question_block

FEWEST_STEPS, MOST_STEPS = 3, 8


class OrderedStepBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("step"), max_length=300)
    feedback = blocks.TextBlock(
        label=_("feedback"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_("What everybody reads beside this step, afterwards. Say why it stands here."),
    )

    class Meta:
        icon = "list-ol"
        label = _("Step")


class OrderingBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    steps = blocks.ListBlock(
        OrderedStepBlock(),
        label=_("steps in their right order"),
        min_num=FEWEST_STEPS,
        max_num=MOST_STEPS,
        help_text=_(
            "Write them in the right order; each learner finds them in another one. Only what can be told from the "
            "steps or from the lesson should decide it."
        ),
    )
    explanation = explanation_block()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and is_twice(step["text"] for step in cleaned["steps"]):
            mistake = ValidationError(_("Two steps say the same. Please make them differ."))
            raise StructBlockValidationError({"steps": mistake})
        return cleaned

    class Meta:
        icon = "list-ol"
        label = _("Ordering")
        description = _("Steps to be put in their right order, with buttons. Feedback on each step appears afterwards.")
        preview_value = {
            "question": "In welcher Reihenfolge gehen Sie vor?",
            "hint": "",
            "steps": [
                {"text": "Ich höre zu.", "feedback": ""},
                {"text": "Ich frage nach.", "feedback": ""},
                {"text": "Ich antworte.", "feedback": ""},
            ],
            "explanation": "",
        }


EXERCISE = Exercise(
    kind=KIND,
    block=OrderingBlock,
    call=_("Put in order"),
    sentences={"ordering.incomplete": _("Please give every step a place of its own: each number once.")},
)
