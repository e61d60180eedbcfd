"""An address that only a button asks for, opened as a page: after a login that came in between, from the line of
addresses, by going back. Django answers with nothing, and people see a white page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve

PAGES = "wagtail_serve"  # takes whatever address is left


class ButtonMiddleware:
    """Says that nothing was done, and leads to the page where the button is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or request.method != "GET":
            return response
        page = render(request, "405.html", {"page_url": page_above(request.path_info)}, status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def page_above(path: str) -> str:
    """The nearest address above this one that is ours; empty if there is none but pages."""
    while path.count("/") > 2:
        path = path.rstrip("/").rpartition("/")[0] + "/"
        try:
            if resolve(path).view_name != PAGES:
                return path
        except Resolver404:
            continue
    return ""
