"""Finding pages and glossary terms: whole words first, then words that begin like the query."""

import re
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import IntegerField, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend

from cms.models import GlossaryTerm
from cms.restrictions import readable

LIMIT = 200  # nobody pages further


def found_pages(request: HttpRequest, query: str, language: str = settings.LANGUAGE_CODE) -> list[Page]:
    """Published pages that this person may read, best first; without their own fields, see `specific`."""
    pages: PageQuerySet = readable(Page.objects.filter(locale=_locale(language)), request)
    if (site := Site.find_for_request(request)) is not None:
        homes = site.root_page.get_translations(inclusive=True).filter(locale=_locale(language))
        pages = pages.descendant_of(homes.first() or site.root_page, inclusive=True)
    return _matches(pages, query)


def found_terms(query: str, language: str = settings.LANGUAGE_CODE) -> list[GlossaryTerm]:
    return _matches(GlossaryTerm.objects.live().filter(locale=_locale(language)), query)


def picks(request: HttpRequest, query: str, language: str = settings.LANGUAGE_CODE) -> QuerySet[Any]:
    """What editors want to be shown first for this query."""
    pages = readable(Page.objects.filter(locale__language_code=language), request)
    promotions: QuerySet[Any] = SearchPromotion.objects.filter(query__query_string=query.lower(), page__in=pages)
    return promotions.select_related("page")


def _locale(language: str) -> int:
    """Its id, or that of no locale: the index is asked for languages by their id."""
    return Locale.objects.filter(language_code=language).values_list("pk", flat=True).first() or 0


def specific(pages: list[Page]) -> list[Page]:
    """The same pages with the fields of their own kind, in the same order."""
    found = {page.pk: page for page in Page.objects.filter(pk__in=[page.pk for page in pages]).specific()}
    return [found[page.pk] for page in pages if page.pk in found]


def _matches(queryset: Any, query: str) -> list[Any]:
    # Only words: SQLite takes some signs, such as a lonely quotation mark, for a broken query of its own language.
    words = " ".join(re.findall(r"\w+", query))
    if not words:
        return []
    backend = get_search_backend()
    found = [*_best(backend.search(words, queryset)), *_best(backend.autocomplete(words, queryset))]
    # A dict keeps the first of each key, and their order.
    return list({match.pk: match for match in found}.values())


def _best(results: Any) -> list[Any]:
    if connection.vendor != "sqlite":
        return list(results[:LIMIT])
    keys = [int(key) for key in ranked_keys(results.query_compiler)]
    found = results.query_compiler.queryset.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def ranked_keys(asked: Any) -> QuerySet[Any]:
    """What the full-text index of SQLite answers, best first, in one pass.

    The backend's own statement asks the whole index again for the rank of every page that it found.
    """
    # Its tables exist on SQLite only.
    from modelsearch.backends.database.sqlite.query import BM25, MatchExpression, SQLiteFTSIndexEntry

    match = MatchExpression(asked.FTS_TABLE_FIELDS, asked.build_search_query(asked.query))
    entries: QuerySet[Any] = SQLiteFTSIndexEntry.objects.filter(
        match,
        index_entry__content_type__in=get_descendants_content_types_pks(asked.queryset.model),
        index_entry__object_id__in=asked.queryset.annotate(key=Cast("pk", TextField())).values("key"),
    )
    rank = sum(BM25() * weight for _, weight in asked.get_search_vectors())
    newest = Cast("index_entry__object_id", IntegerField()).desc()
    return entries.order_by(rank, newest).values_list("index_entry__object_id", flat=True)[:LIMIT]
