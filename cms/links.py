"""Links in texts: an address is shown to whoever may read what is there, and to others the words alone.

Wagtail makes the HTML of a text without knowing for whom, so a middleware notes who is being answered.

What runs a program is no address. Forms and the editor of the CMS refuse it by themselves; what translators write
instead of an address is judged here. In previews of the CMS no policy would keep it from running.
"""

import json
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db.models.signals import pre_save
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import CollectionViewRestriction
from wagtail.rich_text.pages import PageLinkHandler
from wagtail_localize.models import SegmentOverride

from cms.restrictions import is_shown, may_read

ANSWERED: ContextVar[HttpRequest | None] = ContextVar("ANSWERED", default=None)
Attributes = list[dict[str, Any]]
# Browsers overlook line breaks in an address, and whatever is not seen before it.
OVERLOOKED = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
PROGRAM = re.compile(r"(javascript|vbscript|data):", re.IGNORECASE)


def runs(address: str) -> bool:
    return PROGRAM.match(OVERLOOKED.sub("", address)) is not None


def connect() -> None:
    pre_save.connect(_judge, sender=SegmentOverride)


def _judge(instance: SegmentOverride, **kwargs: Any) -> None:
    """Beside addresses these are numbers of pictures and pages."""
    value = json.loads(instance.data_json)
    if isinstance(value, str) and runs(value):
        raise SuspiciousOperation("A translation has a program where an address stands.")


class LinksMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        before = ANSWERED.set(request)
        try:
            return self.get_response(request)
        finally:
            ANSWERED.reset(before)


class LinkToPage(PageLinkHandler):
    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Attributes) -> list[str]:
        pages = [page and page.localized for page in cls.get_many(attrs_list)]
        return [_link(page.url if page and may_read(page, ANSWERED.get()) else None) for page in pages]


class LinkToDocument(DocumentLinkHandler):
    """Its address has the name of the file."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Attributes) -> list[str]:
        return [
            _link(document.url if document and _may_open(document) else None) for document in cls.get_many(attrs_list)
        ]


def _may_open(document: Any) -> bool:
    request = ANSWERED.get()
    restrictions: list[CollectionViewRestriction] = list(document.collection.get_view_restrictions())
    if request is None:
        return not restrictions
    return all(each.accept_request(request) for each in restrictions) or is_shown(document, request)


def _link(address: str | None) -> str:
    return format_html('<a href="{}">', address) if address else "<a>"
