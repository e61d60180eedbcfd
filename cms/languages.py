"""Which language somebody reads in, and which words surround what they read.

Pages are written in each of `settings.LANGUAGES`, and their address says in which. The words of the interface exist in
fewer languages. They follow the page until somebody chooses a language. docs/languages.md has the whole picture.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_info

FOLLOWED = "read_language"  # the cookie with the language of the pages that somebody read last
A_YEAR = 60 * 60 * 24 * 365
OWN_NAMES = {"de-simple": "Leichte Sprache"}
SHORT_NAMES = {"de-simple": "Leicht"}


# --- what is known of a language --------------------------------------------------------------------------------------


def default() -> str:
    return settings.LANGUAGE_CODE


def codes() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def interface(code: str) -> str:
    """The language of buttons and messages around content in this language."""
    return code if code in settings.INTERFACE_LANGUAGES else default()


def tag(code: str) -> str:
    """What stands in `lang`: easy German is German for screen readers and for hyphenation."""
    return code.removesuffix("-simple")


def direction(code: str) -> str:
    return "rtl" if get_language_info(code)["bidi"] else "ltr"


def own_name(code: str) -> str:
    """As people who speak it call it."""
    return OWN_NAMES.get(code) or str(get_language_info(code)["name_local"])


def short_name(code: str) -> str:
    return SHORT_NAMES.get(code, code.upper())


def nearest(code: str, among: Iterable[str]) -> list[str]:
    """Other languages in the order in which they are offered: the same one in other words, the site's own, the rest."""

    def distance(other: str) -> tuple[bool, bool, int]:
        return tag(other) != tag(code), other != default(), codes().index(other)

    return sorted(set(among) & set(codes()) - {code}, key=distance)


# --- addresses --------------------------------------------------------------------------------------------------------


def named_in(path: str) -> str:
    """The language that an address begins with, or nothing: the default one has no prefix."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in codes() and first != default() else ""


def prefix(code: str) -> str:
    return "" if code == default() else f"{code}/"


def address_in(code: str, path: str) -> str:
    """The same address below another language's prefix."""
    rest = path.removeprefix("/").removeprefix(prefix(named_in(path) or default()))
    return f"/{prefix(code)}{rest}"


class LanguagePrefix(LocalePrefixPattern):
    """Django's own matches the language of the interface only; our pages have a language apart from that."""

    def __init__(self) -> None:
        super().__init__(prefix_default_language=False)

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, Any]]:
        return path.removeprefix(prefix(named_in(f"/{path}") or default())), (), {}


def in_each_language(*patterns: URLPattern | URLResolver) -> list[URLResolver]:
    """What Django calls `i18n_patterns`."""
    return [URLResolver(LanguagePrefix(), list(patterns))]


# --- readers ----------------------------------------------------------------------------------------------------------


class Reader:
    """Somebody at one request: `chosen` is the language they asked for, `followed` that of the pages before."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.chosen = _known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME))
        self.followed = _known(request.COOKIES.get(FOLLOWED))
        self.browser = translation.get_language_from_request(request)
        self.named = named_in(request.path_info)
        self.language = self.named or self.wanted
        self.arrived = False
        self._speak()

    @property
    def wanted(self) -> str:
        return self.chosen or self.followed or self.browser

    def reads(self, code: str) -> None:
        """Called by the views of pages: from here on the reader is in this language."""
        self.language, self.arrived = code, True
        self._speak()

    def has_to_read(self, code: str) -> None:
        """A page that is not there in the language they asked for or came from: menu and words stay in theirs."""
        if self.chosen or self.followed:
            self.language = self.wanted
            self._speak()
        else:
            self.reads(code)

    def _speak(self) -> None:
        translation.activate(interface(self.chosen or self.language))
        self.request.LANGUAGE_CODE = translation.get_language()

    def remember(self, response: HttpResponse) -> HttpResponse:
        """So that pages without a language, such as the login, go on in that of the page before."""
        if self.arrived and response.status_code == 200 and self._has_moved():
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(FOLLOWED, self.language, A_YEAR, secure=secure, httponly=True, samesite="Lax")
        return response

    def _has_moved(self) -> bool:
        return not self.chosen and self.language != (self.followed or default())


class LanguageMiddleware:
    """Takes the place of Django's own, which gives one language to the page and to the words around it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        reader = request.reader = Reader(request)  # type: ignore[attr-defined]
        response = reader.remember(self.get_response(request))
        if not reader.named:
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or default())
        return response


def reader_of(request: HttpRequest | None) -> Reader | None:
    """Nobody where a request was made without the middleware."""
    return getattr(request, "reader", None)


def language_of(request: HttpRequest | None) -> str:
    """The language of pages, menu and search for this request."""
    reader = reader_of(request)
    return reader.language if reader else default()


def _known(code: str | None) -> str:
    return code if code in codes() else ""


def writing_to(chosen: str) -> translation.override:
    """For what is written to somebody who has chosen this language, or none, whoever causes it."""
    return translation.override(interface(chosen or default()))


def site_language() -> str:
    """That in which people here write, for `lang`; nothing where the interface speaks it, too."""
    return foreign(default())


def foreign(code: str) -> str:
    """Likewise of what is written in this one."""
    written = tag(code)
    return "" if tag(translation.get_language() or "") == written else written
