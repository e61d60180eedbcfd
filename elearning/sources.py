"""What a lesson rests on: works, laws and pages, listed at its end."""

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks import WRITING

SOURCES = "sources"  # as lessons call the block


class DayBlock(blocks.DateBlock):
    def get_prep_value(self, value: Any) -> str | None:
        """As text: releases are stored and hashed as plain JSON, which has no days."""
        return value.isoformat() if isinstance(value, datetime.date) else value or None


class SourceBlock(blocks.StructBlock):
    author = blocks.CharBlock(
        label=_("author or body"), required=False, max_length=200, help_text=_("Who wrote or published it.")
    )
    title = blocks.CharBlock(
        label=_("title"), max_length=300, help_text=_("Of a law its name and section, of an article also the journal.")
    )
    year = blocks.CharBlock(
        label=_("year"), required=False, max_length=30, help_text=_("For example: 2019, or 1981/85")
    )
    address = blocks.URLBlock(label=_("link"), required=False, max_length=500)
    accessed = DayBlock(
        label=_("accessed on"), required=False, help_text=_("When you read it under this link. Pages change.")
    )
    cited_for = blocks.CharBlock(
        label=_("cited for"), required=False, max_length=300, help_text=_("Which sentence of the lesson rests on it.")
    )

    class Meta:
        icon = "openquote"
        label = _("Source")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["accessed"] and not cleaned["address"] and not self.is_deferred_validation:
            raise StructBlockValidationError({"address": ValidationError(_("Please say where you read it."))})
        return cleaned


class SourcesBlock(blocks.ListBlock):
    class Meta:
        icon = "list-ol"
        label = _("Sources")
        description = _("What the lesson rests on. Stands at its end, wherever you put it, and is printed in full.")
        group = WRITING
        template = "blocks/sources.html"

    def get_preview_value(self) -> Any:
        law = {
            "author": "",
            "title": "Allgemeines Gleichbehandlungsgesetz (AGG)",
            "year": "2006",
            "address": "https://www.gesetze-im-internet.de/agg/",
            "accessed": None,
            "cited_for": "",
        }
        return self.normalize([law])
