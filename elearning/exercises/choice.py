"""What single and multiple choice share; how many right answers there may be is theirs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from elearning.exercises.block import (
    MOST_OPTIONS,
    ActivityBlock,
    explanation_block,
    hint_block,
    is_twice,
    question_block,
)

FEWEST_OPTIONS = 2
SENTENCES = {
    "choice.empty": _("Please choose an answer first."),
    "choice.foreign": _("This answer does not belong to the question. Please choose one of those below."),
}


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("answer"), max_length=300)
    correct = blocks.BooleanBlock(label=_("this answer is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("feedback"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_("What everybody reads beside this answer, afterwards. Say why it is right or not."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Answer to choose")


class ChoiceBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    options = blocks.ListBlock(
        OptionBlock(),
        label=_("answers to choose from"),
        min_num=FEWEST_OPTIONS,
        max_num=MOST_OPTIONS,
        help_text=_("Each learner finds them in another order. Make them about equally long: length gives away much."),
    )
    explanation = explanation_block()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        # A draft may be half written; it is held against this when it is published.
        if not self.is_deferred_validation and (mistake := self.mistake(cleaned["options"])):
            raise StructBlockValidationError({"options": ValidationError(mistake)})
        return cleaned

    def mistake(self, options: Any) -> Any:
        """A sentence if these options make no question, else nothing."""
        if is_twice(option["text"] for option in options):
            return _("Two answers say the same. Please make them differ.")
        return self.key_mistake(sum(bool(option["correct"]) for option in options))

    def key_mistake(self, right: int) -> Any:
        raise NotImplementedError

    class Meta:
        preview_value = {
            "question": "Eine Besucherin antwortet nicht auf Ihre Frage. Was tun Sie zuerst?",
            "hint": "",
            "options": [
                {"text": "Ich frage noch einmal, in einfacheren Worten.", "correct": True, "feedback": ""},
                {"text": "Ich spreche lauter.", "correct": False, "feedback": ""},
            ],
            "explanation": "",
        }
