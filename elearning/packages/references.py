"""Where content names something else: pages, pictures, recordings, documents, terms. Found by the blocks themselves."""

import re
from collections.abc import Callable
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

# From a model and an id to another id, or to nothing.
Change = Callable[[type[models.Model], Any], Any]

_MARK = re.compile(r"<(a|embed)\s([^>]*)>")
_ID = re.compile(r'\bid="([^"]*)"')
_LINKED = {"page": Page, "document": get_document_model(), "image": get_image_model()}
_TYPE = re.compile(r'\b(?:linktype|embedtype)="([^"]*)"')


def rewritten(block: Any, value: Any, change: Change) -> Any:
    """The stored value of a block, with other ids. What is chosen and has no other one is not chosen any longer."""
    if isinstance(block, blocks.StreamBlock):
        return [{**each, "value": rewritten(block.child_blocks[each["type"]], each["value"], change)} for each in value]
    if isinstance(block, blocks.ListBlock):
        return [{**each, "value": rewritten(block.child_block, each["value"], change)} for each in value]
    if isinstance(block, blocks.StructBlock):
        return {name: rewritten(block.child_blocks[name], each, change) for name, each in value.items()}
    if isinstance(block, blocks.ChooserBlock):
        return change(block.model_class, value) if value else None
    return in_text(value, change) if isinstance(block, blocks.RichTextBlock) else value


def in_text(html: str, change: Change) -> str:
    """A link to what is not there is left without a target: Wagtail shows its words."""
    return _MARK.sub(lambda mark: _rewritten_mark(mark, change), html)


def _rewritten_mark(mark: re.Match[str], change: Change) -> str:
    named, id = _TYPE.search(mark[2]), _ID.search(mark[2])
    if not named or not id or named[1] not in _LINKED:
        return mark[0]
    other = change(_LINKED[named[1]], id[1])
    return mark[0].replace(id[0], f'id="{other}"') if other else f"<{mark[1]}>"
