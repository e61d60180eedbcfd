"""Finding pages and glossary terms: whole words first, then words that begin like the query."""

import re
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import IntegerField, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import HttpRequest
from modelsearch.query import And, PlainText
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend

from cms.models import GlossaryTerm
from cms.restrictions import readable

LIMIT = 200  # nobody pages further


def found_pages(request: HttpRequest, query: str, language: str = settings.LANGUAGE_CODE) -> list[int]:
    """The ids of published pages that this person may read, best first; `specific` reads those that are shown."""
    pages: PageQuerySet = readable(Page.objects.filter(locale=_locale(language)), request)
    if (site := Site.find_for_request(request)) is not None:
        homes = site.root_page.get_translations(inclusive=True).filter(locale=_locale(language))
        pages = pages.descendant_of(homes.first() or site.root_page, inclusive=True)
    return _matches(pages, query)


def found_terms(query: str, language: str = settings.LANGUAGE_CODE) -> list[GlossaryTerm]:
    """Likewise, all of them read: a glossary has no more than a few that fit."""
    terms = GlossaryTerm.objects.live().filter(locale=_locale(language))
    ids = _matches(terms, query)
    found = terms.in_bulk(ids)
    return [found[each] for each in ids if each in found]


def picks(request: HttpRequest, query: str, language: str = settings.LANGUAGE_CODE) -> QuerySet[Any]:
    """What editors want to be shown first for this query."""
    pages = readable(Page.objects.filter(locale__language_code=language), request)
    promotions: QuerySet[Any] = SearchPromotion.objects.filter(query__query_string=query.lower(), page__in=pages)
    return promotions.select_related("page")


def _locale(language: str) -> int:
    """Its id, or that of no locale: the index is asked for languages by their id."""
    return Locale.objects.filter(language_code=language).values_list("pk", flat=True).first() or 0


def specific(ids: list[int]) -> list[Page]:
    """These pages with the fields of their own kind, in the same order."""
    found = {page.pk: page for page in Page.objects.filter(pk__in=ids).specific()}
    return [found[each] for each in ids if each in found]


def mentioning(queryset: QuerySet[Any], query: str) -> QuerySet[Any]:
    """Those in which every word occurs, at least its beginning, asked of the index; the caller says in which order."""
    words = [PlainText(word) for word in _words(query)]
    if not words:
        return queryset.none()
    results = get_search_backend().autocomplete(And(words), queryset, order_by_relevance=False)
    found: QuerySet[Any] = results.get_queryset()
    return found


def _words(query: str) -> list[str]:
    """Only words: SQLite takes some signs, such as a lonely quotation mark, for a broken query of its own language."""
    return re.findall(r"\w+", query)


def _matches(queryset: Any, query: str) -> list[int]:
    words = " ".join(_words(query))
    if not words:
        return []
    backend = get_search_backend()
    found = _best(backend.search(words, queryset))
    if len(found) < LIMIT:
        found += _best(backend.autocomplete(words, queryset))
    # A dict keeps the first of each, and their order.
    return list(dict.fromkeys(found))


def _best(results: Any) -> list[int]:
    """Only ids: ten pages are shown, and reading two hundred takes longer than finding them."""
    if connection.vendor != "sqlite":
        return list(results[:LIMIT].get_queryset().values_list("pk", flat=True))
    return [int(each) for each in ranked_ids(results.query_compiler)]


def ranked_ids(asked: Any) -> QuerySet[Any]:
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
    rank = BM25() * sum(weight for _, weight in asked.get_search_vectors())  # reckoned once for each entry
    newest = Cast("index_entry__object_id", IntegerField()).desc()
    return entries.order_by(rank, newest).values_list("index_entry__object_id", flat=True)[:LIMIT]
