"""All pages that people without duties see, as a finger meets them on a phone; and heights that no long word breaks.

The addresses are those of the matrix: whatever is added to the site is looked at here by itself.
"""

import json
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import DRAWN
from tests.e2e.servers import Site
from tests.matrix import rows
from tests.matrix.asking import Answer
from tests.matrix.roles import Asker
from tests.matrix.routes import of_pages, places

pytestmark = pytest.mark.e2e

TRAINEE = ("samira@example.org", "zweiklang-demo")
PASSWORD = "zwei-klaenge-und-ein-akkord"
NEWCOMER = {"email": "wartet@example.org", "display_name": "Wartet", "password1": PASSWORD, "password2": PASSWORD}
WIDTHS = (320, 360, 768, 1024, 1280, 1920)
OTHERS = ("/admin/", "/_util/", "/documents/", "/media/", "/static/")  # Wagtail's own pages, and files

EXAMPLES = """
import hashlib, json
from django.utils import timezone
from cms.models import StandardPage
from community.models import Organisation, PersonalInvitation, User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.models import Session
from elearning import enrolments, resolutions
from elearning.models import CohortInvitation, CourseListPage, CoursePage, LessonPage, Resolution
from tests.training.planned import announced, registers
from tests.training.making import make_sitting
from training import signing
course = CoursePage.objects.get(slug="interkulturelle-sensibilisierung", locale__language_code="de")
enrolment = enrolments.enrol(User.objects.get(email="krystyna@example.org"), course)
resolution = resolutions.written(enrolment, Resolution(situation="jemand lacht", deed="frage ich nach"))
invitation = CohortInvitation.objects.select_related("cohort").first()
here = Session.objects.ahead().get(title__startswith="Ehrenamt")
training = announced(User.objects.get(email="jutta@example.org"), capacity=12)
mine = f"/trainings/mine/{registers(training, User.objects.get(email='krystyna@example.org')).key}/"
now_on = make_sitting(announced(User.objects.get(email="jutta@example.org")), timezone.now())
kinds = (StandardPage, CourseListPage, CoursePage, LessonPage)
digest = hashlib.sha256(b"invited").hexdigest()
PersonalInvitation.objects.create(email="gast@example.org", digest=digest, sent_at=timezone.now())
print(json.dumps({
    "community:token": "invited",
    "elearning:code": invitation.cohort.code,
    "elearning:token": invitation.token,
    "elearning:resolution": {"": f"/learn/resolutions/{resolution.key}/"},
    "key": here.key,
    "token": sessions.invitation_for(here, Role.PARTICIPANT).token,
    "slug": Organisation.objects.first().slug,
    "training:key": training.key,
    "training:mine": {"": mine},
    "training:give_back": {"": f"{mine}give-back/"},
    "training:quiet": {"": f"{mine}reminders/"},
    "training:here": {"": f"/trainings/here/{signing.ticket(now_on.pk)}/"},
    "training:personal_calendar": {"": "/trainings/calendar/secret.ics"},
    "wagtail_serve": {"": "/"} | {each.__name__: each.objects.live().first().url for each in kinds},
    "cms:search": {"": "/search/?q=termin"},
    "account_confirm_email": {"": "/accounts/confirm-email/MQ:1:never/"},
    "account_reset_password_from_key": {"": "/accounts/password/reset/key/1-never/"},
}))
"""

# What is no page, or leads on by itself. Whatever else is not seen by anybody fails the test.
NO_PAGES = {
    "/accounts/2fa/recovery-codes/generate/": "wants a second factor first",
    "/accounts/password/set/": "is for accounts without a password",
    "/data-sheet/markdown/": "is a file",
    "/jsi18n/": "is a script",
    "/language/setlang/": "is sent to",
    "/sessions/example/": "leads to the transcript of the example",
    "/sessions/*/again/": "is sent to",
    "/sessions/*/ballot/": "is sent to",
    "/sessions/*/calendar/": "is a file",
    "/sessions/*/claim/": "is sent to",
    "/sessions/*/keep/": "asks whoever came as a guest and has just logged in",
    "/sessions/*/unregister/": "is sent to",
    "/trainings/calendar.ics": "is a file",
    "/trainings/mine/*/sittings/*/enter/": "is sent to",
    "/trainings/calendar/secret.ics": "is a file",
    "/trainings/*/calendar.ics": "is a file",
}

# What one presses, and how large it is: with its label, with all of a card whose link reaches over it. A link inside
# of a sentence is as high as its line. What lies below the screen may have no box before somebody comes there.
TARGETS = """() => {
    const drawn = new CSSStyleSheet();
    drawn.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets = [drawn];
    const hidden = ".visually-hidden, .skip-link";
    const seen = (each) => each.checkVisibility({ checkVisibilityCSS: true }) && !each.closest(hidden);
    const lines = "p, li, dd, dt, td, th, h1, h2, h3, h4, blockquote, figcaption, label, legend, address, div";
    const inSentence = (each) => {
        if (each.tagName !== "A" || getComputedStyle(each).display !== "inline") return false;
        return each.closest(lines).innerText.trim() !== each.innerText.trim();
    };
    const box = (each) => {
        const over = getComputedStyle(each, "::after").position === "absolute" && each.offsetParent;
        const whole = over || (each.matches("input") && each.closest("label")) || each;
        const { width, height } = whole.getBoundingClientRect();
        return { width, height };
    };
    const pressed = "a[href], button, summary, input:not([type=hidden]), select, textarea";
    return [...document.querySelectorAll(pressed)].filter((each) => seen(each) && !inSentence(each)).map((each) => {
        const { width, height } = box(each);
        const name = (each.innerText || each.name || each.getAttribute("aria-label") || "").trim().slice(0, 40);
        return { what: `${each.tagName.toLowerCase()}.${each.className} ${name}`, width, height };
    }).filter(({ width, height }) => height < 43.5 || width < 24)
      .map(({ what, width, height }) => `${what}: ${Math.round(width)} x ${Math.round(height)}`);
}"""


@pytest.fixture(scope="module")
def addresses(live_site: Site) -> list[str]:
    """By the table, without the parts of them that no page links to."""
    examples: dict[str, Any] = json.loads(live_site.shell(EXAMPLES))
    known = [place for route in of_pages() for place in places(route, examples)]
    return [
        place.path
        for place in known
        if not place.path.startswith(OTHERS) and "<" not in place.path and is_for_people(str(place))
    ]


def is_for_people(place: str) -> bool:
    row = rows.row_for(place)
    return row is not None and any(
        Answer.IN in row.expected(asker, "GET") for asker in (Asker.ANONYMOUS, Asker.PARTICIPANT)
    )


def visited(page: Page, paths: list[str]) -> Iterator[str]:
    """Those at which there is a page for whoever looks. What stands there is what was asked for: a page that leads on
    to another one would be looked at under a name that is not its own."""
    for path in paths:
        answer = page.goto(path, wait_until="domcontentloaded")
        if answer and answer.status == 200 and not answer.request.redirected_from:
            parts = urlsplit(page.url)
            assert parts._replace(scheme="", netloc="").geturl() == path
            yield path


def identified(page: Page) -> None:
    """Logged in, and asked for the password once more: what concerns the account opens to nobody else."""
    page.goto("/accounts/reauthenticate/")
    page.locator("input[name=password]").fill(TRAINEE[1])
    page.locator("main form:has(input[name=password]) [type=submit]").click()
    page.wait_for_url("**/me/")


def waits_for_a_code(page: Page) -> None:
    page.goto("/accounts/login/code/")
    page.locator("input[name=email]").fill(TRAINEE[0])
    page.locator("main form:has(input[name=email]) [type=submit]").click()
    page.wait_for_url("**/accounts/login/code/confirm/")


def waits_for_the_first_code(page: Page) -> None:
    page.goto("/accounts/signup/")
    for name, value in NEWCOMER.items():
        page.locator(f"[name={name}]").fill(value)
    page.locator("main form:has(input[name=email]) [type=submit]").click()
    page.wait_for_url("**/accounts/confirm-email/")


def test_every_target_is_as_large_as_a_finger(addresses: list[str], open_page: OpenPage, login: Callable[..., None]):
    trainee, guest, returning, newcomer = (open_page(width=360, height=740) for _ in range(4))
    login(trainee, *TRAINEE)
    identified(trainee)
    waits_for_a_code(returning)
    waits_for_the_first_code(newcomer)
    small: dict[str, list[str]] = {}
    missing = [path for path in addresses if not any(fnmatchcase(path, each) for each in NO_PAGES)]
    for page in (trainee, guest, returning, newcomer):
        for path in visited(page, missing):
            small |= {path: found} if (found := page.evaluate(TARGETS)) else {}
            missing = [each for each in missing if each != path]
    assert small == {}
    assert missing == []


# --- one line, whatever editors call their pages ----------------------------------------------------------------------

LONGER = """() => {
    for (const each of document.querySelectorAll(".nav-list .nav-link, .card__title, .card__link"))
        each.append(" Zusammenarbeitsvereinbarung im Zuständigkeitsbereich");
}"""
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    const letters = "letter-spacing: 0.12em !important; word-spacing: 0.16em !important";
    sheet.replaceSync(`* { line-height: 1.5 !important; ${letters} }
                       p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
}"""
HEADER = """() => {
    const line = document.querySelector(".header__inner");
    const shown = [...line.children].filter((each) => each.offsetHeight > 0);
    const boxes = shown.map((each) => each.getBoundingClientRect());
    const over = boxes.some((each, i) => i && each.left < boxes[i - 1].right - 1);
    const holders = [...document.querySelectorAll(".card, .button")];
    const cut = holders.filter((each) => each.scrollHeight > each.clientHeight + 5);
    return {
        height: document.querySelector(".header").offsetHeight,
        over,
        cut: cut.map((each) => each.innerText.slice(0, 40)),
        wide: document.documentElement.scrollWidth,
        hasMenu: document.querySelector(".header__narrow").offsetHeight > 0,
    };
}"""


def measured(page: Page, width: int, *, javascript: bool = True) -> dict[str, Any]:
    page.set_viewport_size({"width": width, "height": 800})
    if javascript:
        page.evaluate(DRAWN)
    found: dict[str, Any] = page.evaluate(HEADER)
    assert not found["over"], width
    assert found["cut"] == [], width
    assert found["wide"] <= width
    return found


@pytest.mark.parametrize("javascript", [True, False])
def test_the_header_is_one_line_or_the_menu_button(javascript: bool, open_page: OpenPage):
    page = open_page(javascript=javascript)
    page.goto("/")
    found = [measured(page, width, javascript=javascript) for width in WIDTHS]
    assert {each["height"] for each in found} == {73}
    assert [each["hasMenu"] for each in found] == [True, True, True, True, False, False]


def test_long_titles_and_text_spacing_break_neither_header_nor_cards(open_page: OpenPage):
    page = open_page()
    page.goto("/")
    for change in (LONGER, SPACED):
        page.evaluate(change)
        found = [measured(page, width) for width in WIDTHS]
        assert all(each["hasMenu"] and each["height"] < 90 for each in found)
