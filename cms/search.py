"""Finding pages and glossary terms: whole words first, then words that begin like the query."""

import re
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Locale, Page, Site
from wagtail.query import PageQuerySet
from wagtail.search.backends import get_search_backend

from cms.models import GlossaryTerm

LIMIT = 200  # nobody pages further


def found_pages(site: Site | None, query: str, language: str = settings.LANGUAGE_CODE) -> list[Page]:
    """Published pages that everybody may see, best first; without their own fields, see `specific`."""
    pages: PageQuerySet = Page.objects.live().public().filter(locale=_locale(language))
    if site is not None:
        homes = site.root_page.get_translations(inclusive=True).filter(locale=_locale(language))
        pages = pages.descendant_of(homes.first() or site.root_page, inclusive=True)
    return _matches(pages, query)


def found_terms(query: str, language: str = settings.LANGUAGE_CODE) -> list[GlossaryTerm]:
    return _matches(GlossaryTerm.objects.filter(locale=_locale(language)), query)


def picks(query: str, language: str = settings.LANGUAGE_CODE) -> QuerySet[Any]:
    """What editors want to be shown first for this query."""
    promotions: QuerySet[Any] = SearchPromotion.objects.filter(
        query__query_string=query.lower(), page__live=True, page__locale__language_code=language
    ).select_related("page")
    return promotions


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
    whole_words = list(backend.search(words, queryset)[:LIMIT])
    beginnings = backend.autocomplete(words, queryset)[:LIMIT]
    # A dict keeps the first of each key, and their order.
    return list({match.pk: match for match in [*whole_words, *beginnings]}.values())
