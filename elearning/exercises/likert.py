from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from elearning.activities import Exercise
from elearning.core.kinds.likert import KIND
from elearning.exercises import choice
from elearning.exercises.block import MOST_OPTIONS, ActivityBlock, question_block


class LikertBlock(ActivityBlock):
    question = question_block()
    statements = blocks.ListBlock(
        blocks.CharBlock(label=_("statement"), max_length=300),
        label=_("statements"),
        min_num=1,
        max_num=MOST_OPTIONS,
        help_text=_("Each is rated in five steps. Nobody but the learner sees the ratings."),
    )
    low = blocks.CharBlock(label=_("words for the lowest step"), max_length=60, help_text=_("For example: not at all"))
    high = blocks.CharBlock(
        label=_("words for the highest step"), max_length=60, help_text=_("For example: completely")
    )

    class Meta:
        icon = "sliders"
        label = _("Self-assessment")
        description = _("Statements that learners rate for themselves in five steps. There is no right or wrong.")
        preview_value = {
            "question": "Wie sicher fühlen Sie sich?",
            "statements": ["Ich frage nach, bevor ich urteile."],
            "low": "gar nicht",
            "high": "sehr",
        }


EXERCISE = Exercise(
    kind=KIND,
    block=LikertBlock,
    call=_("Assess yourself"),
    sentences={
        "choice.foreign": choice.SENTENCES["choice.foreign"],
        "likert.incomplete": _("Please rate every statement."),
    },
    done=_("Done as soon as you have rated every statement and saved it."),
)
