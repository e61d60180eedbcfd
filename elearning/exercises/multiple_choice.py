from typing import Any

from django.utils.translation import gettext_lazy as _

from elearning.activities import Exercise
from elearning.core.kinds.multiple_choice import KIND
from elearning.exercises import choice


class MultipleChoiceBlock(choice.ChoiceBlock):
    def key_mistake(self, right: int) -> Any:
        if right < 1:
            return _("Please mark at least one answer as right.")
        return None

    class Meta:
        icon = "list-ul"
        label = _("Multiple choice")
        description = _("A question with one or more right answers.")


EXERCISE = Exercise(kind=KIND, block=MultipleChoiceBlock, call=_("Choose all that apply"), sentences=choice.SENTENCES)
