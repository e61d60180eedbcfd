"""What the blocks of all kinds share."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks import SHORT_TEXT_FEATURES
from elearning.activities import draft
from elearning.core.items import Value

ACTIVITIES = _("Exercises")
MOST_OPTIONS = 12
LONGEST_QUESTION = 400


def question_block() -> blocks.TextBlock:
    return blocks.TextBlock(label=_("question"), rows=2, max_length=LONGEST_QUESTION)


def hint_block() -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("hint"),
        required=False,
        max_length=300,
        help_text=_("Stands below the question, before the answer."),
    )


def explanation_block() -> blocks.RichTextBlock:
    return blocks.RichTextBlock(
        label=_("explanation"),
        required=False,
        features=SHORT_TEXT_FEATURES,
        help_text=_("Everybody reads this after answering, whatever they chose."),
    )


def is_twice(texts: Iterable[str]) -> bool:
    """Whether two of them are the same for a reader."""
    known = [text.strip().casefold() for text in texts]
    return len(set(known)) < len(known)


class ActivityBlock(blocks.StructBlock):
    """Shown as a learner meets it before answering; a lesson brings its own state and does not render through here."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["activity"] = draft(self.meta.exercise, self.name, self.completed(value))
        return context

    def completed(self, value: Any) -> Value:
        """As its kind takes it."""
        shown: Value = self.get_prep_value(value)
        return shown

    def get_searchable_content(self, value: Any) -> list[str]:
        """The question only: a search must not find out which answer is right."""
        return [str(value["question"])]

    class Meta:
        group = ACTIVITIES
        template = "elearning/activity.html"
