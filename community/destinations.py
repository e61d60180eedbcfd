"""Where somebody wanted to go goes along on every way to being logged in, and only addresses of this site are followed.

allauth hands `next` on from form to form. It drops it where a page leads to another account page by itself, in mails,
and where a login has to wait for a second factor: for those, this is the one place.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.stages import LoginStage
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import PasswordResetView
from allauth.core import context
from allauth.core.internal.httpkit import add_query_params
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

ACCOUNTS = "/accounts/"


def destination(request: HttpRequest) -> str:
    """What the page was asked with, else what the login has that waits for a code; empty if it is none of ours."""
    waiting: dict[str, Any] = request.session.get(LOGIN_SESSION_KEY) or {}
    return get_next_redirect_url(request) or waiting.get("redirect_url") or ""


def on_the_way(address: str) -> str:
    """The address of another account page, with where whoever asks just now wants to go in the end."""
    return _with(address, destination(context.request))


def in_mail(said: dict[str, Any]) -> dict[str, Any]:
    """What a mail says, which may be read in another browser: its link to a new password knows the way by itself."""
    return {name: on_the_way(value) if name == "password_reset_url" else value for name, value in said.items()}


def _with(address: str, wanted: str) -> str:
    return str(add_query_params(address, {REDIRECT_FIELD_NAME: wanted})) if wanted else address


class DestinationMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(ACCOUNTS):
            return self.get_response(request)
        wanted = destination(request)  # before the page is made: it may end the login that waits
        response = self.get_response(request)
        location = response.headers.get("location", "")
        if location != wanted and _has_none(location):
            response.headers["location"] = _with(location, wanted)
        return response


def _has_none(location: str) -> bool:
    parts = urlsplit(location)
    return parts.path.startswith(ACCOUNTS) and REDIRECT_FIELD_NAME not in parse_qs(parts.query)


class DestinationStage(LoginStage):
    """Before the stages that lead to pages which know nothing of it: the confirmed address and the second factor."""

    key = "destination"

    def handle(self) -> tuple[None, bool]:
        self.login.redirect_url = self.login.redirect_url or destination(self.request) or None
        return None, True


class RequestPasswordReset(PasswordResetView):
    """Where they wanted to go stands in the mail; after asking for it they first have to read that it is on its way."""

    def get_success_url(self) -> str:
        return reverse("account_reset_password_done")
