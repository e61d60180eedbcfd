"""Which page an address means, in one query however deep it lies; Wagtail takes two a level.

The same query finds the page in the other languages: for the language chooser, and for whoever asks for a page that is
not there in the language of the address.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from django.db.models import Exists
from django.http import Http404, HttpRequest
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult

from cms.languages import nearest
from cms.restrictions import may_read, nothing_is_restricted


@dataclass(frozen=True)
class Addresses:
    """What can lie on the way of an address, by language: the home page first, what was asked for last."""

    ways: dict[str, list[str]]
    slugs: list[str]

    @classmethod
    def of(cls, site: Site, path: str) -> "Addresses":
        slugs = path.strip("/").split("/") if path else []
        roots = {root.language_code: root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk}
        ways = {code: list(accumulate((f"{slug}/" for slug in slugs), initial=root)) for code, root in roots.items()}
        return cls(ways, slugs)

    def pages(self) -> list[Page]:
        """All that lie on the ways, and the same in every other language."""
        addresses = [address for way in self.ways.values() for address in way]
        # Slugs have an index, addresses have none.
        slugs = {address.rstrip("/").rsplit("/", 1)[-1] for address in addresses}
        on_the_way = Page.objects.filter(slug__in=slugs, url_path__in=addresses)
        found = Page.objects.filter(translation_key__in=on_the_way.values("translation_key"))
        found = found.select_related("locale", "alias_of").order_by("depth")
        return list(found.annotate(any_restricted=Exists(PageViewRestriction.objects.all())))


@dataclass(frozen=True)
class Found:
    """`route` is empty where there is no such page in this language; `elsewhere` are the others, nearest first."""

    route: RouteResult | None = None
    elsewhere: list[Page] = field(default_factory=list)


def find(request: HttpRequest, site: Site, code: str, path: str) -> Found:
    addresses = Addresses.of(site, path)
    pages = addresses.pages()
    if pages and not pages[0].any_restricted:
        nothing_is_restricted(request)
    by_address = {page.url_path: page for page in pages}
    way = [by_address[address] for address in addresses.ways.get(code, ()) if address in by_address]
    route = _route(request, way, addresses.slugs, pages) if way else None
    if route is not None and not is_stand_in(route.page):
        return Found(route)
    asked = [by_address[way[-1]] for way in addresses.ways.values() if way[-1] in by_address]
    return Found(elsewhere=_in_other_languages(asked, pages, request, code) if asked else [])


def translations(page: Page) -> dict[str, Page]:
    """The same page in every language in which it is published, by language; `find` has left them with the page."""
    found = getattr(page, "found_translations", None)
    if found is None:
        found = page.get_translations(inclusive=True).live().select_related("locale", "alias_of") if page.pk else []
        found = [each for each in found if not is_stand_in(each)]
    return {each.locale.language_code: each for each in found}


def is_stand_in(page: Page) -> bool:
    """A copy in another language, without a translation: it is there so that pages below it can be translated."""
    return bool(page.alias_of_id) and page.alias_of.locale_id != page.locale_id


def _route(request: HttpRequest, way: list[Page], slugs: list[str], pages: list[Page]) -> RouteResult | None:
    """The deepest page on the way; what is left of the address is its own affair."""
    for above, below in pairwise(way):
        below._cached_parent_obj = above  # as Wagtail's own routing leaves it for `get_parent`
    try:
        return _specific(way[-1], pages).route(request, slugs[len(way) - 1 :])
    except Http404:
        return None


def _specific(page: Page, pages: Iterable[Page]) -> Page:
    specific = (
        page.specific_deferred if getattr(page.specific_class, "served_without_content", False) else page.specific
    )
    specific.locale, specific.alias_of = page.locale, page.alias_of
    specific.found_translations = _same(page, pages)
    return specific


def _in_other_languages(asked: list[Page], pages: list[Page], request: HttpRequest, code: str) -> list[Page]:
    """Whoever may not read a page need not learn its title."""
    found = {page.locale.language_code: page for page in _same(asked[0], pages) if may_read(page, request)}
    return [found[other] for other in ([code] if code in found else nearest(code, found))]


def _same(page: Page, pages: Iterable[Page]) -> list[Page]:
    same = [other for other in pages if other.translation_key == page.translation_key]
    return [other for other in same if other.live and not is_stand_in(other)]
