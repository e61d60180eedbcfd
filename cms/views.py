"""Pages, search and glossary."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail.models import Page, Site
from wagtail.views import serve

from cms import languages, limits, routing
from cms import search as finder
from cms.forms import LONGEST_QUERY, SearchForm
from cms.glossary import glossary as terms_of
from cms.models import GlossaryTerm

PER_PAGE = 10


def page(request: HttpRequest, path: str) -> HttpResponse:
    """Serves a page as Wagtail does, but in the language of its address, whatever the interface speaks."""
    code = languages.named_in(request.path_info) or languages.default()
    site = Site.find_for_request(request)
    found = routing.find(request, site, code, path) if site else routing.Found()
    if found.elsewhere:
        return _elsewhere(request, code, found.elsewhere)
    _read(request, code, found)
    request._wagtail_route_for_request = found.route  # type: ignore[attr-defined]
    response: HttpResponse = serve(request, path)
    return response


def default_language(request: HttpRequest, path: str) -> HttpResponse:
    """The default language has no prefix, so that each page has one address."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"/{path}" + (f"?{query}" if query else ""), permanent=True)


def _read(request: HttpRequest, code: str, found: routing.Found) -> None:
    """A page in another language than they asked for is read as long as it is not there in theirs."""
    reader = languages.reader_of(request)
    if reader is None or found.route is None:
        return
    if reader.wanted in routing.translations(found.route.page):
        reader.reads(code)
    else:
        reader.has_to_read(code)


def _elsewhere(request: HttpRequest, code: str, pages: list[Page]) -> HttpResponse:
    """Either the page has another address in this language, or the languages in which it is there are offered."""
    if pages[0].locale.language_code == code:
        return redirect(pages[0].get_url(request))
    if reader := languages.reader_of(request):
        reader.reads(code)
    return render(request, "cms/other_languages.html", {"offered": pages, "missing": code}, status=404)


def search(request: HttpRequest) -> HttpResponse:
    code = _language_of_address(request)
    # Cut, not refused: whoever pasted a paragraph wants results.
    form = SearchForm({"q": request.GET.get("q", "")[:LONGEST_QUERY]})
    query = form.cleaned_data["q"] if form.is_valid() else ""
    if not query:
        return render(request, "cms/search.html", {"form": form})
    if not limits.may_search(request):
        return limits.too_many_searches(request)
    pages = finder.found_pages(request, query, code)
    page_obj: Any = Paginator(pages, PER_PAGE).get_page(request.GET.get("page"))
    page_obj.object_list = finder.results(page_obj.object_list)
    terms = finder.found_terms(query, code)
    context = {
        "form": form,
        "query": query,
        "searched": code,
        "found": len(pages) + len(terms),
        "terms": terms if page_obj.number == 1 else [],
        "picks": finder.picks(request, query, code) if page_obj.number == 1 else [],
        "page_obj": page_obj,
    }
    return render(request, "cms/search.html", context)


def glossary(request: HttpRequest) -> HttpResponse:
    """In the language of the address; a glossary that has no word yet shows the default language's."""
    code = _language_of_address(request)
    if not GlossaryTerm.objects.live().filter(locale__language_code=code).exists():
        code = languages.default()
    shown = terms_of(code, request.GET.get("letter", ""), request.GET.get("page"))
    return render(request, "cms/glossary.html", {"glossary": shown, "page_obj": shown.terms, "written": code})


def _language_of_address(request: HttpRequest) -> str:
    """For what is there in every language."""
    code = languages.named_in(request.path_info) or languages.default()
    if reader := languages.reader_of(request):
        reader.reads(code)
    return code
