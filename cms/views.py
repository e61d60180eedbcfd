"""Pages, search and glossary."""

from itertools import accumulate, pairwise

from django.core.paginator import Paginator
from django.db.models import Exists
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from cms import search as finder
from cms.forms import LONGEST_QUERY, SearchForm
from cms.models import GlossaryTerm

PER_PAGE = 10


def page(request: HttpRequest, path: str) -> HttpResponse:
    """Serves a page as Wagtail does, but finds it in one query however deep it lies; Wagtail takes two a level."""
    site = Site.find_for_request(request)
    if site and path:
        route = _route(request, site.root_page, path.strip("/").split("/"))
        request._wagtail_route_for_request = route  # type: ignore[attr-defined]
    response: HttpResponse = serve(request, path)
    return response


def _route(request: HttpRequest, home: Page, slugs: list[str]) -> RouteResult | None:
    """The deepest page on the way; what is left of the address is its own affair."""
    addresses = [home.url_path + way for way in accumulate(f"{slug}/" for slug in slugs)]
    # Slugs have an index, addresses have none.
    pages = Page.objects.filter(slug__in=slugs, url_path__in=addresses).select_related("locale").order_by("depth")
    way = list(pages.annotate(any_restricted=Exists(PageViewRestriction.objects.all())))
    if not way:
        return None
    for above, below in pairwise([home, *way]):
        below._cached_parent_obj = above  # as Wagtail's own routing leaves it for `get_parent`
    try:
        return _specific(way[-1]).route(request, slugs[len(way) :])
    except Http404:
        return None


def _specific(page: Page) -> Page:
    specific = (
        page.specific_deferred if getattr(page.specific_class, "served_without_content", False) else page.specific
    )
    specific.locale = page.locale
    return specific


def search(request: HttpRequest) -> HttpResponse:
    # Cut, not refused: whoever pasted a paragraph wants results.
    form = SearchForm({"q": request.GET.get("q", "")[:LONGEST_QUERY]})
    query = form.cleaned_data["q"] if form.is_valid() else ""
    if not query:
        return render(request, "cms/search.html", {"form": form})
    pages = finder.found_pages(Site.find_for_request(request), query)
    page_obj = Paginator(pages, PER_PAGE).get_page(request.GET.get("page"))
    page_obj.object_list = finder.specific(list(page_obj.object_list))
    terms = finder.found_terms(query)
    context = {
        "form": form,
        "query": query,
        "found": len(pages) + len(terms),
        "terms": terms if page_obj.number == 1 else [],
        "picks": finder.picks(query) if page_obj.number == 1 else [],
        "page_obj": page_obj,
    }
    return render(request, "cms/search.html", context)


def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "cms/glossary.html", {"terms": GlossaryTerm.objects.all()})
