from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from elearning import ballots
from elearning.activities import Exercise
from elearning.core.items import Content, Value, Words
from elearning.core.kinds.bridge import KIND, LONGEST
from elearning.exercises import choice
from elearning.exercises.block import ActivityBlock, explanation_block, hint_block, is_twice, question_block

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

FEWEST_STATEMENTS, MOST_STATEMENTS, MOST_IN_A_BALLOT = 2, 8, 20


class StatementBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("statement"), max_length=LONGEST)
    feedback = blocks.TextBlock(
        label=_("who could accept it"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_(
            "What everybody reads beside this statement, afterwards: who could say yes to it, and who could not."
        ),
    )
    number = blocks.IntegerBlock(
        label=_("its number in the ballot"),
        required=False,
        min_value=1,
        max_value=MOST_IN_A_BALLOT,
        help_text=_("Only with a ballot below: then learners read how many agreed to it."),
    )

    class Meta:
        icon = "openquote"
        label = _("Statement")


def offered() -> "Iterator[tuple[str, StrOrPromise]]":
    for each in ballots.public_ballots():
        yield each.key, each.title


class BridgeBlock(ActivityBlock):
    question = question_block()
    hint = hint_block()
    statements = blocks.ListBlock(
        StatementBlock(), label=_("statements"), min_num=FEWEST_STATEMENTS, max_num=MOST_STATEMENTS
    )
    ballot = blocks.ChoiceBlock(
        label=_("compare with a ballot"),
        choices=offered,
        required=False,
        help_text=_(
            "Of a session that everybody may read, with at least twelve sheets. Learners read how many agreed in all, "
            "and nothing of kinds of organisations. Without one they read what you wrote."
        ),
    )
    explanation = explanation_block()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and is_twice(each["text"] for each in cleaned["statements"]):
            said_twice = ValidationError(_("Two statements say the same. Please make them differ."))
            raise StructBlockValidationError({"statements": said_twice})
        return cleaned

    class Meta:
        icon = "group"
        label = _("Building a bridge")
        description = _(
            "Which statement could people of all kinds of organisations accept? Learners choose one or write "
            "their own, and compare it with a ballot, or with what you think."
        )
        preview_value = {
            "question": "Welchem Satz könnten alle zustimmen?",
            "hint": "",
            "statements": [
                {"text": "Alle sollen verstehen, was in einem Bescheid steht.", "feedback": "", "number": None},
                {"text": "Bescheide gibt es nur auf Deutsch.", "feedback": "", "number": None},
            ],
            "ballot": "",
            "explanation": "",
        }


def with_votes(value: Value) -> tuple[Content, Words]:
    """As they are when it is published: a ballot that is closed does not change, and a release keeps what it had."""
    return KIND.split({**value, "votes": ballots.totals(value["ballot"] or "")})


EXERCISE = Exercise(
    kind=replace(KIND, split=with_votes),
    block=BridgeBlock,
    call=_("Build a bridge"),
    sentences={
        "choice.foreign": choice.SENTENCES["choice.foreign"],
        "bridge.empty": _("Please choose a statement, or write your own."),
        "bridge.unwritten": _("Please write your statement, or choose one of the others."),
        "bridge.both": _("You chose a statement and wrote one, too. Please keep one of the two."),
        "bridge.too_long": _("Your statement is too long. It is still here: please shorten it and send it again."),
    },
    done=_("Done as soon as you have chosen or written a statement."),
)
