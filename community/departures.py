"""Whoever logs out leaves no words on the device, whichever button they pressed: the site's, the CMS's, or "erase".

What people write stays in the browser's storage until it is handed in (see `frontend/src/lesson/drafts.ts`), which only
a page can clear. So the answer to a logout brings a cookie, and the next page that opens in this browser clears them.
A login that expired says nothing of the kind: its person comes back.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from community.models import User

COOKIE = "left"  # read by `frontend/src/site.ts`


def note(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    """Listens to Django, which every way to log out uses. Whoever cancels a login was not logged in."""
    if user:
        request.has_left = True  # type: ignore[attr-defined]  # read below, when there is an answer


class DepartureMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "has_left"):
            response.set_cookie(COOKIE, "1", secure=settings.SESSION_COOKIE_SECURE, samesite="Lax")
        return response
