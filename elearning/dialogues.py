"""A conversation to read, speech by speech."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import WRITING
from community.models import OrganisationKind

FEWEST_SPEECHES, MOST_SPEECHES = 2, 60
# Speakers are named once and chosen by their place: a name that is translated or corrected changes everywhere.
PLACES = [
    ("1", pgettext_lazy("who speaks", "the first person")),
    ("2", pgettext_lazy("who speaks", "the second person")),
    ("3", pgettext_lazy("who speaks", "the third person")),
    ("4", pgettext_lazy("who speaks", "the fourth person")),
]


class SpeakerBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("name"), max_length=60, help_text=_("For example: Ms Keller, or: the caretaker"))
    kind = blocks.ChoiceBlock(
        label=_("where from"),
        choices=OrganisationKind.choices,
        required=False,
        search_index=False,
        help_text=_("Gives the person the shape of their kind of organisation. Without it, they have a dot."),
    )

    class Meta:
        icon = "user"
        label = _("Person")


class SpeechBlock(blocks.StructBlock):
    speaker = blocks.ChoiceBlock(label=_("who speaks"), choices=PLACES, default="1", search_index=False)
    text = blocks.TextBlock(label=_("what they say or do"), rows=2, max_length=1000)

    class Meta:
        icon = "comment"
        label = _("Speech")


class DialogueBlock(blocks.StructBlock):
    situation = blocks.TextBlock(
        label=_("situation"),
        required=False,
        rows=2,
        max_length=600,
        help_text=_("Where it happens, and what came before. Stands above the conversation."),
    )
    speakers = blocks.ListBlock(SpeakerBlock(), label=_("people"), min_num=2, max_num=len(PLACES))
    speeches = blocks.ListBlock(
        SpeechBlock(),
        label=_("speeches"),
        min_num=FEWEST_SPEECHES,
        max_num=MOST_SPEECHES,
        help_text=_("Learners read one after the other, each by a tap, or all at once. In print all of them stand."),
    )

    class Meta:
        icon = "comment"
        label = _("Dialogue")
        description = _(
            "A conversation to read, speech by speech. Where the device has a voice of its own, it can be read aloud."
        )
        group = WRITING
        template = "blocks/dialogue.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        names = [speaker["name"].strip().casefold() for speaker in cleaned["speakers"]]
        if self.is_deferred_validation:
            return cleaned
        if len(set(names)) < len(names):
            twice = ValidationError(_("Two people have the same name. Please make them differ."))
            raise StructBlockValidationError({"speakers": twice})
        if any(int(speech["speaker"]) > len(names) for speech in cleaned["speeches"]):
            nobody = ValidationError(_("Somebody speaks who is not among the people above."))
            raise StructBlockValidationError({"speeches": nobody})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Each speech with the person who speaks it; in a draft, that may be nobody yet."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        by_place = dict(zip((place for place, _label in PLACES), value["speakers"], strict=False))
        speeches = [(speech, by_place.get(speech["speaker"])) for speech in value["speeches"]]
        context["speeches"] = [_as_shown(speech, speaker) for speech, speaker in speeches]
        return context

    def get_preview_value(self) -> Any:
        return self.normalize(
            {
                "situation": gettext("At the counter of the citizens’ office."),
                "speakers": [
                    {"name": gettext("Ms Keller"), "kind": OrganisationKind.AUTHORITY},
                    {"name": gettext("Mr Haddad"), "kind": ""},
                ],
                "speeches": [
                    {"speaker": "1", "text": gettext("You need form B for that.")},
                    {"speaker": "2", "text": gettext("Nobody told me about it last time.")},
                    {"speaker": "1", "text": gettext("What did they tell you?")},
                ],
            }
        )


def _as_shown(speech: Any, speaker: Any) -> dict[str, Any]:
    kind = speaker["kind"] if speaker else ""
    return {
        "place": speech["speaker"],
        "name": speaker["name"] if speaker else "",
        "kind": kind,
        "label": OrganisationKind(kind).label if kind in OrganisationKind else "",
        "text": speech["text"],
    }
