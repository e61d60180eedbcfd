"""What no browser and no proxy keeps a copy of: pages that somebody sees because of who they are."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.secret_addresses import is_key

Answer = Callable[[HttpRequest], HttpResponseBase]


class NoStoreMiddleware:
    """On a computer that is shared, the next person must not find the pages of the one before by the back button.

    Whoever has a session is known here: by account, as guest of a session, or by the password of a page. What they get
    may be for them alone, whatever a view says of it: Wagtail lets proxies keep documents, private ones included. So is
    what the link of a mail opens, whether they have logged in or not.
    Uploaded pictures are the same for everybody and stay in the cache, unless their view says that they are private.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._get_response(request)
        if (is_known(request) or is_key(request.path_info)) and not is_public_file(request, response):
            response.headers["Cache-Control"] = "no-store, private"
        return response


def is_public_file(request: HttpRequest, response: HttpResponseBase) -> bool:
    says_private = "private" in response.headers.get("Cache-Control", "")
    return request.path_info.startswith(settings.MEDIA_URL) and not says_private


def is_known(request: HttpRequest) -> bool:
    """Before or after the answer: logging in begins a session, and logging out ends one. It asks no database."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or not request.session.is_empty()
