"""A form whose token is not valid any more: its page carries on what was sent, and one press sends it again.

Somebody logged in or out in another window, or left the page open for long. Telling them to go back and load the page
anew would destroy what they wrote.
"""

from collections.abc import Iterator
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# Forms in which people type codes; and the CMS, which keeps its drafts itself. Passwords are carried from nowhere.
NOT_CARRIED = ("/accounts/", "/admin/")
PASSWORD = "password"  # noqa: S105  # part of the name of each field that takes one
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's view of failed tokens."""
    fields = list(_fields(request)) if _is_ours(request) else []
    context = {
        "fields": fields,
        "action": request.get_full_path(),
        "written": [value for _, value in fields if " " in value],
        "has_files": bool(request.FILES),
    }
    return render(request, "403_csrf.html", context, status=HTTPStatus.FORBIDDEN)


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name != TOKEN:
            yield from ((name, str(value)) for value in values)


def _is_ours(request: HttpRequest) -> bool:
    """A page of another site must not bring anybody to press the button; browsers say where a form came from."""
    here = f"{request.scheme}://{request.get_host()}"
    is_secret = any(PASSWORD in name for name in request.POST) or request.path_info.startswith(NOT_CARRIED)
    return request.headers.get("Origin") == here and not is_secret
