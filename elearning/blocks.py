"""The activities of a lesson, beside what every page can be written with."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import SHORT_TEXT_FEATURES, ContentBlocks
from elearning.activities import draft

ACTIVITIES = _("Activities")
FEWEST_OPTIONS = 2
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


class OptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("answer"), max_length=300)
    correct = blocks.BooleanBlock(label=_("this answer is right"), required=False)
    feedback = blocks.TextBlock(
        label=_("feedback"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_("What people read who chose this answer. Say why, also when it is right."),
    )

    class Meta:
        icon = "tick-inverse"
        label = _("Answer to choose")


class ActivityBlock(blocks.StructBlock):
    """Shown as a learner meets it before answering; a lesson brings its own state and does not render through here."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["activity"] = draft({"type": self.name, "id": self.name, "value": self.get_prep_value(value)})
        return context

    def get_searchable_content(self, value: Any) -> list[str]:
        """The question only: a search must not find out which answer is right."""
        return [str(value["question"])]

    class Meta:
        group = ACTIVITIES
        template = "elearning/activity.html"


class ChoiceBlock(ActivityBlock):
    """What single and multiple choice share; how many right answers there may be is theirs."""

    question = question_block()
    hint = hint_block()
    options = blocks.ListBlock(
        OptionBlock(), label=_("answers to choose from"), min_num=FEWEST_OPTIONS, max_num=MOST_OPTIONS
    )
    explanation = blocks.RichTextBlock(
        label=_("explanation"),
        required=False,
        features=SHORT_TEXT_FEATURES,
        help_text=_("Everybody reads this after answering, whatever they chose."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        # A draft may be half written; it is held against this when it is published.
        if not self.is_deferred_validation and (mistake := self.mistake(cleaned["options"])):
            raise StructBlockValidationError({"options": ValidationError(mistake)})
        return cleaned

    def mistake(self, options: Any) -> Any:
        """A sentence if these options make no question, else nothing."""
        texts = [option["text"].strip().casefold() for option in options]
        if len(set(texts)) < len(texts):
            return _("Two answers say the same. Please make them differ.")
        return self.key_mistake(sum(bool(option["correct"]) for option in options))

    def key_mistake(self, right: int) -> Any:
        raise NotImplementedError


class SingleChoiceBlock(ChoiceBlock):
    def key_mistake(self, right: int) -> Any:
        if right != 1:
            return _("Please mark exactly one answer as right.")
        return None

    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        description = _("A question with one right answer. Feedback appears after answering; trying again is possible.")
        preview_value = {
            "question": "Eine Besucherin antwortet nicht auf Ihre Frage. Was tun Sie zuerst?",
            "hint": "",
            "options": [
                {"text": "Ich frage noch einmal, in einfacheren Worten.", "correct": True, "feedback": ""},
                {"text": "Ich spreche lauter.", "correct": False, "feedback": ""},
            ],
            "explanation": "",
        }


class MultipleChoiceBlock(ChoiceBlock):
    def key_mistake(self, right: int) -> Any:
        if right < 1:
            return _("Please mark at least one answer as right.")
        return None

    class Meta:
        icon = "list-ul"
        label = _("Multiple choice")
        description = _("A question with one or more right answers.")
        preview_value = SingleChoiceBlock._meta_class.preview_value


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


class LessonBlocks(ContentBlocks):
    """What a lesson can be written with. Empty text cannot be saved: every field that learners read is required."""

    single_choice = SingleChoiceBlock()
    multiple_choice = MultipleChoiceBlock()
    likert = LikertBlock()
    reflection = ReflectionBlock()
