from typing import Any

from django.utils.translation import gettext_lazy as _

from elearning.activities import Exercise
from elearning.core.kinds.single_choice import KIND
from elearning.exercises import choice


class SingleChoiceBlock(choice.ChoiceBlock):
    def key_mistake(self, right: int) -> Any:
        if right != 1:
            return _("Please mark exactly one answer as right.")
        return None

    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        description = _("A question with one right answer. Feedback appears after answering; trying again is possible.")


EXERCISE = Exercise(
    kind=KIND,
    block=SingleChoiceBlock,
    call=_("Choose one answer"),
    sentences=choice.SENTENCES | {"choice.several": _("Please choose one answer only.")},
)
