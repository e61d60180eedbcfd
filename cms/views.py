"""Search and glossary."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Site

from cms import search as finder
from cms.forms import LONGEST_QUERY, SearchForm
from cms.models import GlossaryTerm

PER_PAGE = 10


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
