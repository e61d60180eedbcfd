from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from elearning.activities import Exercise
from elearning.core.kinds.dilemma import KIND
from elearning.exercises import choice
from elearning.exercises.block import ActivityBlock, explanation_block, hint_block, is_twice, question_block

FEWEST_WAYS, MOST_WAYS, MOST_PRICES = 2, 4, 5
NEEDS = [("first", _("the first need")), ("second", _("the second need")), ("both", _("each a little"))]


class PriceBlock(blocks.StructBlock):
    who = blocks.CharBlock(label=_("who pays"), max_length=80, help_text=_("For example: the colleague at the counter"))
    what = blocks.CharBlock(label=_("what it costs them"), max_length=200)

    class Meta:
        icon = "tag"
        label = _("Price")


class WayBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("what one can do"), max_length=200)
    need = blocks.ChoiceBlock(label=_("serves"), choices=NEEDS, default="first")
    prices = blocks.ListBlock(
        PriceBlock(),
        label=_("prices"),
        min_num=1,
        max_num=MOST_PRICES,
        help_text=_("Learners find the prices of all ways in one list, and say themselves at which way they are paid."),
    )

    class Meta:
        icon = "arrow-right"
        label = _("Way")


def need_block(label: Any, **kwargs: Any) -> blocks.CharBlock:
    return blocks.CharBlock(label=label, max_length=200, **kwargs)


class DilemmaBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    situation = blocks.TextBlock(
        label=_("situation"),
        rows=4,
        max_length=1500,
        help_text=_("Two people, or two sides, need something, and both are in the right."),
    )
    first_need = need_block(
        _("the first need"), help_text=_("Whose it is, and what it is. Read before the second choice, not earlier.")
    )
    second_need = need_block(_("the second need"))
    ways = blocks.ListBlock(WayBlock(), label=_("ways"), min_num=FEWEST_WAYS, max_num=MOST_WAYS)
    explanation = explanation_block()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and is_twice(way["text"] for way in cleaned["ways"]):
            said_twice = ValidationError(_("Two ways say the same. Please make them differ."))
            raise StructBlockValidationError({"ways": said_twice})
        return cleaned

    class Meta:
        icon = "resubmit"
        label = _("Dilemma")
        description = _(
            "Two needs that are both in the right. Learners choose, find who pays what for each choice, and choose "
            "again with both needs in sight. There is no right or wrong."
        )
        preview_value = {
            "question": "Was tun Sie?",
            "hint": "",
            "situation": "Um 12 Uhr schließt der Schalter. Eine Familie wartet noch.",
            "first_need": "Die Familie braucht heute eine Auskunft.",
            "second_need": "Die Kollegin braucht ihre Pause.",
            "ways": [
                {
                    "text": "Offen lassen",
                    "need": "first",
                    "prices": [{"who": "Die Kollegin", "what": "Sie isst im Stehen."}],
                },
                {
                    "text": "Schließen",
                    "need": "second",
                    "prices": [{"who": "Die Familie", "what": "Sie kommt noch einmal."}],
                },
            ],
            "explanation": "",
        }


EXERCISE = Exercise(
    kind=KIND,
    block=DilemmaBlock,
    call=_("Choose twice"),
    sentences={
        "choice.foreign": choice.SENTENCES["choice.foreign"],
        "dilemma.empty": _("Please choose what you would do."),
        "dilemma.prices": _("Every way costs somebody something. Please find at least one price for each."),
    },
    done=_("Done as soon as you have chosen for the second time, whichever way it is."),
)
