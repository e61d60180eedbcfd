from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail_localize.segments.types import StringSegmentValue

from elearning.activities import Exercise
from elearning.core.items import Value
from elearning.core.kinds.scale import AFTER, BEFORE, KIND
from elearning.exercises import likert
from elearning.exercises.block import ActivityBlock, question_block

SCALE = "elearning.Scale"
MOMENTS = [(BEFORE, _("at the beginning")), (AFTER, _("at the end, with the first values beside it"))]


def with_its_words(value: Value, locale: str) -> Value | None:
    """The number of the scale replaced by what it says now: a release does not change with it."""
    words = apps.get_model(SCALE).words_of(value["scale"], locale)
    return {**value, "scale": words} if words else None


class ScaleBlock(ActivityBlock):
    question = question_block()
    scale = SnippetChooserBlock(
        SCALE,
        label=_("scale"),
        help_text=_("Its statements stand here as they are published. Use the same scale twice in a course."),
    )
    moment = blocks.ChoiceBlock(label=_("asked"), choices=MOMENTS, default=BEFORE)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not cleaned["scale"].live:
            mistake = ValidationError(_("This scale is not published yet. Please let somebody review it first."))
            raise StructBlockValidationError({"scale": mistake})
        return cleaned

    def completed(self, value: Any) -> Value:
        """The scale of the preview is in no database."""
        shown: Value = self.get_prep_value(value)
        scale = value["scale"]
        if scale and scale.pk is None:
            return {**shown, "scale": scale.as_words()}
        return with_its_words(shown, get_language() or "") or shown

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """The question only: a scale is translated once, where it is written, and not with each lesson."""
        return [StringSegmentValue("question", value["question"])] if value["question"] else []

    def restore_translated_segments(self, value: Any, segments: list[StringSegmentValue]) -> Any:
        for segment in segments:
            value[segment.path] = segment.render_text()
        return value

    def get_preview_value(self) -> Any:
        statements = [{"type": "statement", "value": gettext("I ask before I judge.")}]
        scale = apps.get_model(SCALE)(low=gettext("not at all"), high=gettext("very much"), statements=statements)
        question = gettext("How easy is it for you at present?")
        return self.normalize({"question": question, "scale": scale, "moment": BEFORE})

    class Meta:
        icon = "sliders"
        label = _("Self-assessment with a scale")
        description = _(
            "The statements of a scale, asked at the beginning and again at the end. Then learners see both of their "
            "values beside each other. Nobody else sees them."
        )


EXERCISE = Exercise(
    kind=KIND,
    block=ScaleBlock,
    call=likert.EXERCISE.call,
    sentences=likert.EXERCISE.sentences,
    done=likert.EXERCISE.done,
    complete=with_its_words,
)
