"""Asks at one address as one person, and says in one word what the answer was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import partial
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.test import Client

from config import urls
from config.login_reasons import reason
from tests.matrix import uploads
from tests.matrix.routes import Place

LOGINS = ("/accounts/login/", "/admin/login/", "/_util/login/")
TURNED_AWAY = ("/admin/", "/me/")  # where the CMS and its login send whoever may not go on, with a sentence
ASKS_FOR_PASSWORD = ("wagtailcore/password_required.html", "wagtaildocs/password_required.html")


class Answer(StrEnum):
    IN = "in"
    LOGIN = "login"
    UNEXPLAINED = "a login that does not say why"
    REFUSED = "refused"
    HIDDEN = "hidden"
    NOT_ASKED_SO = "another method"  # the address takes GET or POST alone, from nobody the other
    BROKEN = "broken"
    KEPT = "kept"  # a browser or a proxy may keep a copy of what is for one person
    UNTRIED = "a form for a file that tests/matrix/uploads.py does not name"


STATUS = {
    HTTPStatus.FORBIDDEN: Answer.REFUSED,
    HTTPStatus.NOT_FOUND: Answer.HIDDEN,
    HTTPStatus.METHOD_NOT_ALLOWED: Answer.NOT_ASKED_SO,
    HTTPStatus.UNAUTHORIZED: Answer.LOGIN,
    HTTPStatus.TOO_MANY_REQUESTS: Answer.BROKEN,
}


# Where attempts are counted by address, which everybody here has in common.
COUNTED = ("/accounts/", "/sessions/projector/", "/sessions/device/")


def ask(browser: Client, method: str, place: Place) -> Answer:
    if place.path.startswith(COUNTED):
        cache.clear()
    with nothing_stays(browser):
        response = browser.generic(method, place.path)
        if response.streaming:
            response.getvalue()  # a file is closed when it was read
        return answer_of(response, place, known=settings.SESSION_COOKIE_NAME in response.wsgi_request.COOKIES)


@contextmanager
def without_pages_of_errors() -> Iterator[None]:
    """What a refusal says is looked at once, in `sights.py`; drawing it thousands of times takes longer than asking."""
    with pytest.MonkeyPatch.context() as patch:
        for status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
            empty = partial(nothing_said, status)
            patch.setattr(urls, f"handler{status:d}", empty, raising=False)
        yield


def nothing_said(status: int, _request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(status=status)


@contextmanager
def nothing_stays(browser: Client) -> Iterator[None]:
    """Whatever one question changes is undone before the next, in the database and in the browser."""
    cookies = {name: cookie.value for name, cookie in browser.cookies.items()}
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        browser.cookies.clear()
        browser.cookies.load(cookies)


def answer_of(response: HttpResponseBase, place: Place, *, known: bool) -> Answer:
    answer = by_status(response, place.path)
    caching = response.headers.get("Cache-Control", "")
    is_public = place.path.startswith(settings.MEDIA_URL) and "private" not in caching
    if known and not is_public and "no-store" not in caching:
        return Answer.KEPT
    return Answer.UNTRIED if asks_for_a_file(response) and place.route not in uploads.ROUTES else answer


def asks_for_a_file(response: HttpResponseBase) -> bool:
    """In HTML, which may stand in JSON."""
    return not response.streaming and bool(re.search(rb'type=\\?"file\\?"', response.content))  # type: ignore[attr-defined]


def by_status(response: HttpResponseBase, path: str) -> Answer:
    if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer.BROKEN
    if response.status_code in STATUS:
        return STATUS[HTTPStatus(response.status_code)]
    if getattr(response, "template_name", "") in ASKS_FOR_PASSWORD:
        return Answer.REFUSED
    return by_target(response.headers.get("Location", ""), path, getattr(response, "wsgi_request", None))


def by_target(target: str, path: str, request: HttpRequest | None) -> Answer:
    if target.partition("?")[0] in LOGINS:
        return Answer.LOGIN if request is None or says_why(target, request) else Answer.UNEXPLAINED
    return Answer.REFUSED if target in TURNED_AWAY and path not in TURNED_AWAY else Answer.IN


def says_why(target: str, request: HttpRequest) -> bool:
    """Whoever did not want to log in is told what for, by where they wanted to go, and gets there afterwards."""
    return bool(reason(QueryDict(urlsplit(target).query).get("next", ""), request))
