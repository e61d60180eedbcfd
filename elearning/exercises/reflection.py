from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import SHORT_TEXT_FEATURES
from elearning.activities import Exercise
from elearning.core.kinds.reflection import KIND
from elearning.exercises.block import ActivityBlock, hint_block, question_block


class ReflectionBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    thoughts = blocks.RichTextBlock(
        label=_("our thoughts"),
        required=False,
        features=SHORT_TEXT_FEATURES,
        help_text=_("Appears once somebody has written something: not the right answer, but a view to compare with."),
    )

    class Meta:
        icon = "edit"
        label = _("Reflection")
        description = _("A question to write about. Only the learner can read what they wrote.")
        preview_value = {
            "question": "Wann haben Sie sich zuletzt missverstanden gefühlt?",
            "hint": "",
            "thoughts": "",
        }


EXERCISE = Exercise(
    kind=KIND,
    block=ReflectionBlock,
    call=_("Think and write"),
    sentences={
        "reflection.empty": _("Please write something first. A few words are enough."),
        "reflection.too_long": _("Your text is too long. It is still here: please shorten it and save again."),
    },
    done=_("Voluntary: the lesson is done without it, too."),
)
