"""Where content names something else: pages, pictures, recordings, documents, terms. Found by the blocks themselves."""

import re
from collections.abc import Callable
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.whitelist import DEFAULT_ELEMENT_RULES, Whitelister, attribute_rule, check_url

# From a model and an id to another id, or to nothing.
Change = Callable[[type[models.Model], Any], Any]

_MARK = re.compile(r"<(a|embed)\s([^>]*)>")
_ID = re.compile(r'\bid="([^"]*)"')
_LINKED = {"page": Page, "document": get_document_model(), "image": get_image_model()}
_TYPE = re.compile(r'\b(?:linktype|embedtype)="([^"]*)"')


_WRITTEN = DEFAULT_ELEMENT_RULES.keys() - {"[document]", "a", "img"}


class _AsWritten(Whitelister):
    """What the editor of the CMS makes of texts. It names its paragraphs, so that translators find them again."""

    element_rules = {
        **DEFAULT_ELEMENT_RULES,
        **dict.fromkeys(_WRITTEN, attribute_rule({"data-block-key": True})),
        "a": attribute_rule({"href": check_url, "linktype": True, "id": True}),
        "embed": attribute_rule(dict.fromkeys(("embedtype", "id", "alt", "format"), True)),
    }
    del element_rules["img"]


class _AsItStands(Whitelister):
    """Reads and writes, and takes nothing out: what the other one makes of it can be compared then."""

    def clean_node(self, doc: Any, node: Any) -> None:
        pass


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


def check(block: Any, value: Any) -> None:
    """Whether what stands in a block is what its field takes: a link that runs a program is no link. What is missing is
    missing in a draft as well. Raises ValidationError."""
    if isinstance(block, blocks.StreamBlock):
        for each in value:
            check(block.child_blocks[each["type"]], each["value"])
    elif isinstance(block, blocks.ListBlock):
        for each in value:
            check(block.child_block, each["value"])
    elif isinstance(block, blocks.StructBlock):
        for name, each in value.items():
            check(block.child_blocks[name], each)
    elif isinstance(block, blocks.FieldBlock) and not isinstance(block, blocks.ChooserBlock) and value:
        block.field.clean(value)


def in_text(html: str, change: Change) -> str:
    """A link to what is not there is left without a target: Wagtail shows its words."""
    return _MARK.sub(lambda mark: _rewritten_mark(mark, change), _as_written(html))


def _as_written(html: str) -> str:
    """Without what nobody can have written with the editor, such as programs and forms; else letter by letter."""
    cleaned: str = _AsWritten().clean(html)
    return html if cleaned == _AsItStands().clean(html) else cleaned


def _rewritten_mark(mark: re.Match[str], change: Change) -> str:
    named, id = _TYPE.search(mark[2]), _ID.search(mark[2])
    if not named or not id or named[1] not in _LINKED:
        return mark[0]
    other = change(_LINKED[named[1]], id[1])
    return mark[0].replace(id[0], f'id="{other}"') if other else f"<{mark[1]}>"
