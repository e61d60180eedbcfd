"""Finding pages and glossary terms: whole words first, then words that begin like the query."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Exists, Func, IntegerField, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from modelsearch.query import And, PlainText
from modelsearch.utils import get_descendants_content_types_pks
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from cms.models import GlossaryTerm
from cms.restrictions import readable

LIMIT = 200  # nobody pages further
TITLE = "title"
SECTION = 3  # the depth of what stands directly below a home page
# With this SQLite looks for the words first, and not again in each row.
UNINDEXED = "+%(expressions)s"


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
    ids = _matches(terms, query, few=True)
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


@dataclass(frozen=True, slots=True)
class Result:
    """A page with the fields of its own kind, and the titles of what it is a part of, as a lesson is of its course."""

    page: Page
    part_of: tuple[str, ...]


def results(ids: list[int]) -> list[Result]:
    """In the same order."""
    pages = {page.pk: page for page in Page.objects.filter(pk__in=ids).specific()}
    above = {pk: _paths_above(page) for pk, page in pages.items()}
    wanted = {path for paths in above.values() for path in paths}
    titles = dict(Page.objects.live().filter(path__in=wanted).values_list("path", "title"))
    found = ((pages[pk], above[pk]) for pk in ids if pk in pages)
    return [Result(page, tuple(titles[path] for path in paths if path in titles)) for page, paths in found]


def _paths_above(page: Page) -> list[str]:
    """Below the home page and what its menu has, the outermost first."""
    return [page.path[: depth * page.steplen] for depth in range(SECTION + 1, page.depth)]


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


def _matches(queryset: Any, query: str, few: bool = False) -> list[int]:
    """`few`: there are never many of this kind."""
    words = " ".join(_words(query))
    if not words:
        return []
    backend = get_search_backend()
    found = _best(backend.search(words, queryset), few)
    if len(found) < LIMIT:
        found += _best(backend.autocomplete(words, queryset), few)
    # A dict keeps the first of each, and their order.
    return list(dict.fromkeys(found))


def _best(results: Any, few: bool) -> list[int]:
    """Only ids: ten pages are shown, and reading two hundred takes longer than finding them."""
    if connection.vendor != "sqlite":
        return list(results[:LIMIT].get_queryset().values_list("pk", flat=True))
    return ranked_ids(results.query_compiler, few)


def ranked_ids(asked: Any, few: bool) -> list[int]:
    """What the full-text index of SQLite answers, best first, in one pass.

    The backend's own statement asks the whole index again for the rank of every page that it found.
    """
    found = _newest(asked, asked.FTS_TABLE_FIELDS, few)
    if len(found) == LIMIT and TITLE in asked.FTS_TABLE_FIELDS:
        # What stands in so many texts singles out none of them; titles still do.
        found = _newest(asked, [TITLE], few) + found
    return list(dict.fromkeys(found))[:LIMIT]


def _newest(asked: Any, fields: list[str], few: bool) -> list[int]:
    """As many as are shown, in whose fields it stands, best first. To rank all of them costs as much as there are."""
    # Its tables exist on SQLite only.
    from modelsearch.backends.database.sqlite.query import BM25, MatchExpression, SQLiteFTSIndexEntry

    found = SQLiteFTSIndexEntry.objects.filter(MatchExpression(fields, asked.build_search_query(asked.query)))
    kinds = get_descendants_content_types_pks(asked.queryset.model)
    if few:  # looked at before anything is ranked
        found = found.annotate(row=Func("index_entry", template=UNINDEXED)).filter(
            row__in=IndexEntry.objects.filter(content_type__in=kinds).values("pk")
        )
    else:
        found = found.filter(index_entry__content_type__in=kinds)
    key = Cast("index_entry__object_id", IntegerField())
    allowed = Exists(asked.queryset.filter(pk=Cast(OuterRef("index_entry__object_id"), IntegerField())))
    score = BM25() * sum(weight for _, weight in asked.get_search_vectors())
    newest = found.filter(allowed).order_by("-index_entry_id").values_list(score, key)[:LIMIT]
    return [id for _score, id in sorted(newest, key=lambda one: (one[0], -one[1]))]
