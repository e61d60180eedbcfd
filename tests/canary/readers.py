"""What everybody else gets to read: pages, lists and exports of the CMS, mails, and what browsers tell other sites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core import mail
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from community.models import OutgoingMail
from elearning.models import Case
from tests.canary.pages import Canary
from tests.canary.scene import Scene

MOST = 60  # pages of one reader
LINK = re.compile(r'(?:href|action|src)="(/[^"#]*)')
LEFT_OUT = ("/accounts/logout", "/admin/logout", "/static/", "/admin/", "/jsi18n", "/language/")
SAFE_REFERRERS = {"same-origin", "no-referrer", "strict-origin"}
EXPORTS = ("wagtailadmin_reports:site_history", "wagtailadmin_reports:locked_pages", "wagtailadmin_reports:workflow")


@dataclass
class Reading:
    """All that one reader was sent, by address."""

    reader: str
    pages: dict[str, str] = field(default_factory=dict)
    unsafe: list[str] = field(default_factory=list)  # pages that tell other sites from where somebody comes

    def open(self, browser: Any, address: str) -> str:
        """A page is read once; what it leads to is read as it is there."""
        if address not in self.pages:
            response = browser.get(address, follow=True)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            self.pages[address] = content.decode(errors="replace")
            if response.get("Referrer-Policy") not in SAFE_REFERRERS:
                self.unsafe.append(address)
        return self.pages[address]


def walk(scene: Scene, reader: str, *starts: str) -> Reading:
    """Follows links as a curious person does, as far as the site itself leads."""
    browser, reading, waiting = scene.browser(reader), Reading(reader), list(starts)
    while waiting and len(reading.pages) < MOST:
        address = waiting.pop(0)
        if address not in reading.pages:
            waiting += [link for link in LINK.findall(reading.open(browser, address)) if not link.startswith(LEFT_OUT)]
    return reading


def starts(scene: Scene, canary: Canary) -> list[str]:
    """The front door, and what there is to look for: sessions, courses, people, and every word that was written."""
    session = scene.session
    return [
        *("/", scene.course.url, scene.lesson.url, reverse("my_page"), reverse("deliberation:sessions")),
        *(reverse("training:people", args=[each.key]) for each in scene.trainings),
        *canary.attendance,
        *(reverse("elearning:cohorts"), reverse("elearning:cohort", args=[canary.cohort.pk])),
        reverse("elearning:shown_in_cohort", args=[scene.cohort.pk]),
        *canary.taken_along,
        *(session.get_absolute_url(), reverse("deliberation:room", args=[session.key])),
        *(reverse("deliberation:transcript", args=[key]) for key in (session.key, canary.own.session.key)),
        *(reverse(view) for view in ("cms:search", "cms:glossary", "community:directory")),
    ]


def cms_pages(scene: Scene, canary: Canary, reader: str) -> Reading:
    """Every list that the CMS has, and what it says about the person and their page."""
    reading, browser = Reading(reader), scene.browser(reader)
    about = [
        reverse("wagtailadmin_pages:edit", args=[canary.page.pk]),
        reverse("wagtailadmin_pages:history", args=[canary.page.pk]),
        reverse("wagtailusers_users:edit", args=[canary.pk]),
        reverse("wagtailusers_users:history", args=[canary.pk]),
        *(reverse("case_draft", args=[case.pk]) for case in Case.objects.all()),
        *(f"{reverse(name)}?export=csv" for name in EXPORTS),
    ]
    for address in (*about, *admin_lists()):
        reading.open(browser, address)
    return reading


def admin_lists() -> list[str]:
    """Addresses of the CMS that need nothing filled in, as its own resolver knows them."""
    found = (address for address in plain(get_resolver().url_patterns, "/") if address.startswith("/admin/"))
    return [
        address
        for address in found
        if not re.search(r"log(in|out)|password|/(add|new|import|results|test404|failwhale)/", address)
    ]


def plain(patterns: Any, prefix: str) -> Iterator[str]:
    for each in patterns:
        route = str(getattr(each.pattern, "_route", ""))
        if "<" in route or (not route and not hasattr(each.pattern, "_route")):
            continue
        if isinstance(each, URLResolver):
            yield from plain(each.url_patterns, prefix + route)
        elif isinstance(each, URLPattern):
            yield prefix + route


def mails_to_others(scene: Scene) -> dict[str, str]:
    """What was sent to them, and what waits."""
    found: dict[str, str] = {}
    for reader, user in scene.others.items():
        sent = [f"{each.subject} {each.body}" for each in mail.outbox if user.email in each.to]
        waiting = OutgoingMail.objects.filter(recipient=user.email)
        found[reader] = " ".join([*sent, *(f"{each.subject} {each.content}" for each in waiting)])
    return found
