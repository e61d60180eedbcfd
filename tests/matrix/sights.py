"""What the addresses of the matrix show: each page as HTML, in a left-to-right and a right-to-left language.

An address is looked at as whoever gets in and has the most on it. Where a page has a form, the page that refuses it
when it is sent empty is another sight.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.http.response import HttpResponseBase

from tests.matrix import routes, rows
from tests.matrix.asking import Answer, nothing_stays
from tests.matrix.furnish import Browsers
from tests.matrix.roles import Asker
from tests.matrix.routes import Place

LANGUAGES = ("de", "ar")
# Whoever has most on a page comes first.
ASKERS = (Asker.TRAINER, Asker.TRAINEE, Asker.PARTICIPANT, Asker.GUEST, Asker.OPERATOR, Asker.REMOVED, Asker.ANONYMOUS)
# Wagtail looks after its own pages; of those with templates of ours, the part that is ours is looked at.
NOT_OURS = ("/admin/", "/_util/")
OURS_IN_CMS = frozenset({"wagtailadmin_home", "people", "give_tasks", "jobs"})
NEARLY_EMPTY = b"sent=yes"  # a form without any field would pass for one that nobody has sent
MISSING = Place("404", "/nowhere/")
SENDS = re.compile(rb'<form[^>]*method="post"')


@dataclass(frozen=True)
class Sight:
    place: str
    asker: Asker
    language: str
    html: bytes
    within: str = ""  # only this part of the page is looked at

    def __str__(self) -> str:
        return f"{self.place} ({self.language}, {self.asker})"

    @property
    def title(self) -> str:
        found = re.search(rb"<title>(.*?)</title>", self.html, re.DOTALL)
        return found[1].decode() if found else ""

    @property
    def is_refused(self) -> bool:
        return b"error-summary" in self.html or b"field__error" in self.html


def gather(people: Browsers, known: dict[str, Any]) -> list[Sight]:
    return [sight for place in [*our_places(known), MISSING] for sight in in_all_languages(people, place)]


def in_all_languages(people: Browsers, place: Place) -> list[Sight]:
    first, *others = LANGUAGES
    for asker in who_may_see(place):
        if found := of_place(people, asker, place, first):
            return found + [sight for language in others for sight in of_place(people, asker, place, language)]
    return []


def our_places(known: dict[str, Any]) -> Iterator[Place]:
    for route in routes.of_pages():
        for place in routes.places(route, known):
            if route.name in OURS_IN_CMS or not place.path.startswith(NOT_OURS):
                yield place


def who_may_see(place: Place) -> list[Asker]:
    """Without those whom the table sends to a login or shows nothing."""
    row = rows.row_for(str(place))
    nothing = {Answer.LOGIN, Answer.HIDDEN}
    return [asker for asker in ASKERS if row is None or not row.expected(asker, "GET") <= nothing]


def of_place(people: Browsers, asker: Asker, place: Place, language: str) -> list[Sight]:
    first = ask(people, asker, place, language)
    if first is None:
        return []
    refused = ask(people, asker, place, language, "POST") if SENDS.search(first.html) else None
    return [first, refused] if refused and refused.is_refused else [first]


def ask(people: Browsers, asker: Asker, place: Place, language: str, method: str = "GET") -> Sight | None:
    browser = people[asker]
    cache.clear()  # attempts are counted by address
    with nothing_stays(browser):
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        response = browser.generic(method, place.path, NEARLY_EMPTY, "application/x-www-form-urlencoded")
        html = page_of(response, HTTPStatus.NOT_FOUND if place is MISSING else HTTPStatus.OK)
    within = "main" if place.route in OURS_IN_CMS else ""
    return Sight(f"{method} {place}", asker, language, html, within) if html else None


def page_of(response: HttpResponseBase, status: HTTPStatus) -> bytes:
    """Nothing for what is no whole page: files, parts of pages, ways to other pages."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    if response.streaming or not is_html or response.status_code != status:
        return b""
    html: bytes = response.content  # type: ignore[attr-defined]  # what does not stream has it
    return html if b"</html>" in html else b""


# --- what each page has to say ----------------------------------------------------------------------------------------

ERROR = "Fehler:"
# What people wrote for the matrix, in the language of the site. It stands alone, not inside of a sentence of ours.
WRITTEN = frozenset({"Hier", "Angeboten", "Wer hilft?", "Ankommen", "Kreis", "Wort", "Was es heißt.", "Offen"})

# What has no language of its own: the title of a window, and options, where browsers tell nobody.
SILENT = frozenset({"title", "option"})


def wrong(sights: list[Sight]) -> list[str]:
    return [*untitled(sights), *unmarked(sights)]


def untitled(sights: list[Sight]) -> list[str]:
    """A title says first that a form was refused, as it is read aloud before all else; and only then."""
    asked = [each for each in sights if each.language == "de" and not each.within]  # the title is Wagtail's
    return [f"{each}: its title is {each.title!r}" for each in asked if each.title.startswith(ERROR) != each.is_refused]


def unmarked(sights: list[Sight]) -> list[str]:
    """Words in another language than the interface say in which, or a screen reader speaks them in its own."""
    foreign = [each for each in sights if each.language != "de"]
    return [f"{each}: {text!r} does not say that it is German" for each in foreign for text in unmarked_in(each.html)]


def unmarked_in(html: bytes) -> Iterator[str]:
    for text in BeautifulSoup(html, "html.parser").find_all(string=True):
        around = text.find_parent(lang=True)
        is_spoken = text.parent and text.parent.name not in SILENT
        if text.strip() in WRITTEN and is_spoken and around and around["lang"] != "de":
            yield text.strip()
