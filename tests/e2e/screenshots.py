"""Takes the pictures of the documentation anew, from a site of its own with the demo content: `make screenshots`."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from config.demo import PASSWORD
from tests.e2e import browsers, test_small_groups
from tests.e2e.people import Guest
from tests.e2e.servers import ROOT, Server, Site
from tests.e2e.test_modes import STEPS, Company, gather

PICTURES = ROOT / "docs" / "images"
TRAINER, TRAINEE, EDITOR = "daniel@example.org", "samira@example.org", "ines@example.org"
COORDINATOR = "meryem@example.org"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 320, "height": 640}
COURSE = "/kurse/interkulturelle-sensibilisierung/"
LESSON = f"{COURSE}kritische-ereignisse/der-termin/"
# Bytes: the documentation has to load on a phone as well.
LARGEST, ALL_TOGETHER = 60_000, 2_250_000
COLOURS = (128, 64, 32, 16)
SECONDS_OF_TALK = 20
MOST_PATIENCE = 120_000  # milliseconds until everybody has come and confirmed, and until somebody asks for the floor
SPEAKERS = 4
FASTER = 8  # the cast than people, who think for minutes before they ask for the floor
PEOPLE = 5  # of the cast: the others are called like somebody with an account in the demo, and stay away

LOOKS: dict[str, dict[str, Any]] = {
    "": {},
    "-dark": {"color_scheme": "dark"},
    "-phone": {"viewport": PHONE},
    "-right-to-left": {"viewport": PHONE, "language": "ar"},
}
PLAIN = ("",)


@dataclass(frozen=True, slots=True)
class Screen:
    """One page as somebody sees it; `address` may hold names that the site fills in."""

    name: str
    visitor: str
    address: str
    looks: tuple[str, ...] = PLAIN


SCREENS = (
    Screen("home", "", "/", tuple(LOOKS)),
    Screen("login", "", "/accounts/login/"),
    Screen("courses", "", "/kurse/", tuple(LOOKS)),
    Screen("directory", "", "/organisations/"),
    Screen("organisation", "", "/organisations/{organisation}/"),
    Screen("entrance", "", "/sessions/join/{invitation}/"),
    Screen("glossary", "", "/search/glossary/"),
    Screen("search", "", "/search/?q=Vorurteil"),
    Screen("course", TRAINEE, COURSE, tuple(LOOKS)),
    Screen("lesson", TRAINEE, LESSON, tuple(LOOKS)),
    Screen("my-page", TRAINEE, "/me/", tuple(LOOKS)),
    Screen("my-data", TRAINEE, "/me/data/"),
    Screen("sessions", "", "/sessions/"),
    Screen("transcript", TRAINEE, "/sessions/{past}/transcript/", tuple(LOOKS)),
    Screen("session", TRAINER, "/sessions/{planned}/"),
    Screen("trainings", "", "/trainings/", tuple(LOOKS)),
    Screen("training", "", "/trainings/{training}/", ("", "-phone")),
    Screen("training-desk", TRAINER, "/trainings/{led}/desk/", ("", "-phone")),
    Screen("attendance", TRAINER, "/trainings/{led}/attendance/{held}/"),
    Screen("half-year", COORDINATOR, "/trainings/desk/"),
    Screen("cms", EDITOR, "/admin/"),
)

# Prepares what waits for the editor, and answers what the addresses need.
FACTS = """
from cms.models import GlossaryTerm
from community.models import Organisation, User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.models import Session
from elearning.models import LessonPage
from training.models import Training
editor = User.objects.get(email="ines@example.org")
for text in (*LessonPage.objects.live().order_by("path")[:2], GlossaryTerm.objects.first()):
    text.save_revision(user=editor)
planned = Session.objects.get(title__startswith="Übersetzen im Amt")
print("organisation", Organisation.objects.order_by("pk")[1].slug)
print("planned", planned.key)
print("training", Training.objects.get(title="Hinsehen, nachfragen, verstehen").key)
led = Training.objects.get(title="Briefe, die ankommen")
print("led", led.key)
print("held", led.sittings.first().pk)
print("open", Session.objects.ahead().get(title__startswith="Ehrenamt").key)
print("past", Session.objects.get(title__startswith="Termine im Amt").key)
print("invitation", sessions.invitation_for(planned, Role.PARTICIPANT).token)
"""


class Photographer:
    """Opens the pages of one site, logged in once for each person."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server
        self.logged_in: dict[str, Any] = {}
        self.facts = dict(line.split() for line in server.site.shell(FACTS).splitlines())

    def page(self, visitor: str, language: str = "de", **look: Any) -> Page:
        options = {"viewport": DESKTOP, "reduced_motion": "reduce", "storage_state": self.state_of(visitor)} | look
        context = self.browser.new_context(base_url=self.server.url, locale=language, **options)
        context.add_cookies([{"name": "django_language", "value": language, "url": self.server.url}])
        return context.new_page()

    def state_of(self, visitor: str) -> Any:
        if visitor and visitor not in self.logged_in:
            page = self.browser.new_page(base_url=self.server.url)
            log_in(page, visitor)
            self.logged_in[visitor] = page.context.storage_state()
            page.close()
        return self.logged_in.get(visitor)

    def take_all(self, screen: Screen) -> None:
        for look in screen.looks:
            page = self.page(screen.visitor, **LOOKS[look])
            page.goto(screen.address.format(**self.facts))
            PREPARED.get(screen.name, _as_it_is)(page)
            take(page, screen.name + look)
            page.context.close()


def log_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form:has(input[name=password]) [type=submit]").click()
    page.wait_for_url("**/me/")


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    (PICTURES / f"{name}.png").write_bytes(small(page.screenshot(), name))


def small(picture: bytes, name: str) -> bytes:
    """With as many colours as the size allows: flat areas and text need few."""
    full = Image.open(BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        file = BytesIO()
        full.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= LARGEST:
            return file.getvalue()
    raise RuntimeError(f"{name} has more than {LARGEST} bytes in {COLOURS[-1]} colours.")


def _as_it_is(page: Page) -> None:
    """Most pages need no preparation."""


def _begin_course(page: Page) -> None:
    begin = page.locator(".next-step form button")
    if begin.count():
        begin.click()
        page.goto(COURSE)


def _answer(page: Page) -> None:
    """The first question, unless another look of the lesson has answered it, and what the lesson says to it."""
    if not page.locator(".feedback").count():
        question = page.locator(".activity:has(input[type=radio])").first
        question.locator("input[type=radio]").first.check()
        question.locator("button").first.click()
    page.locator(".feedback").first.scroll_into_view_if_needed()


PREPARED: dict[str, Callable[[Page], None]] = {"course": _begin_course, "lesson": _answer}


def room(photographer: Photographer) -> None:
    """Pictures of a living session, with a moderator at a desk and a participant on a phone."""
    address = f"/sessions/{photographer.facts['open']}/room/"
    moderator = photographer.page(TRAINER, viewport={"width": 1280, "height": 860})
    participant = photographer.page(TRAINEE, viewport=PHONE)
    for page in (moderator, participant):
        page.goto(address)
        page.locator("#doing").wait_for()
    with people(photographer):
        _agree_on_rules(participant, moderator)
        _lead_to_the_argument(moderator)
        _let_others_speak(moderator)
        take(participant, "room-phone")
        _in_another_language(participant, "ar", "room-right-to-left")
        take(moderator, "room")
        moderator.emulate_media(color_scheme="dark")
        take(moderator, "room-dark")
        moderator.emulate_media(color_scheme="light")
        _give_the_floor(moderator, participant)
        take(participant, "floor")
        _pause(moderator)
        participant.locator(".pause__reason").wait_for()
        take(participant, "pause")


def _agree_on_rules(participant: Page, moderator: Page) -> None:
    """The opening goes on when everybody has confirmed: those who are simulated take their time for it."""
    participant.get_by_role("button", name="Ich bestätige die Grundregeln").click()
    everybody = PEOPLE + 1
    confirmed = moderator.locator(".rules__count", has_text=f"Bestätigt: {everybody} von {everybody} Personen")
    confirmed.wait_for(timeout=MOST_PATIENCE)


def _in_another_language(page: Page, language: str, name: str) -> None:
    """In the same tab: the room is open in one at a time."""
    for each in (language, "de"):
        page.context.add_cookies([{"name": "django_language", "value": each, "url": urljoin(page.url, "/")}])
        page.reload()
        page.locator(f"html[lang={each}] #doing .button").first.wait_for()
        if each == language:
            take(page, name)


def _lead_to_the_argument(moderator: Page) -> None:
    """Whatever is still open, of which the page speaks after the first tap."""
    for phase in ("Persönlicher Bezug", "Klärung", "Argumentation"):
        moderator.get_by_role("button", name="Weiter zu").click()
        arrived = moderator.locator(".top__name", has_text=phase)
        all_the_same = moderator.get_by_role("button", name="Trotzdem weiter")
        arrived.or_(all_the_same).first.wait_for()
        if all_the_same.is_visible():
            all_the_same.click()
        arrived.wait_for()


def _let_others_speak(moderator: Page) -> None:
    for _speaker in range(SPEAKERS):
        moderator.get_by_role("button", name="das Wort erteilen").first.click(timeout=MOST_PATIENCE)
        time.sleep(SECONDS_OF_TALK / 2)


def _give_the_floor(moderator: Page, participant: Page) -> None:
    participant.get_by_role("button", name="Wortmeldung abgeben").click()
    # Marks around the name keep it apart from words of another direction.
    moderator.get_by_role("button", name=re.compile("Samira Haddad.+das Wort erteilen")).first.click()
    participant.get_by_text("Sie haben das Wort").first.wait_for()


def _pause(moderator: Page) -> None:
    moderator.get_by_role("button", name="Pause", exact=True).click()
    moderator.get_by_label("Warum? Alle lesen es.").fill("Fünf Minuten frische Luft")
    moderator.get_by_role("button", name="Pause beginnen").click()


@contextmanager
def people(photographer: Photographer) -> Iterator[None]:
    server, key = photographer.server, photographer.facts["open"]
    command = [sys.executable, "manage.py", "rehearse", key, "--people", str(PEOPLE), "--server", server.url]
    command += ["--speed", str(FASTER)]
    talk = subprocess.Popen(command, cwd=ROOT, env=server.environment(), stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        talk.terminate()
        talk.wait()


# --- all modes --------------------------------------------------------------------------------------------------------

STRIP, GAP = 400, 8  # pixels: the height of three screens beside each other, and what stands between them
MODES = {
    "Arriving": "free",
    "In silence": "silent-round",
    "In pairs": "listening",
    "Only questions": "questions-only",
    "By list": "speaking-list",
    "In a circle": "fishbowl",
    "In the mirror": "mirror",
    "One question": "focus",
    "To the vote": "vote",
    "Last words": "round",
}


class PicturedCompany(Company):
    """In each mode a picture is taken of a participant, the moderation and the wall; the last one of them counts."""

    hall: Page

    def stand_in(self, phase: str, *asked: Guest) -> None:
        super().stand_in(phase, *asked)
        self.hall.reload()  # it asks for what is new every two seconds only
        self.hall.get_by_text(phase, exact=True).wait_for()
        is_paused = self.moderator.page.locator(".pause").count() > 0
        name = f"mode-{'paused' if is_paused else MODES[phase]}"
        pages = (self.people[0].page, self.moderator.page, self.hall)
        (PICTURES / f"{name}.png").write_bytes(small(beside([each.screenshot() for each in pages]), name))


def beside(pictures: list[bytes]) -> bytes:
    screens = [Image.open(BytesIO(each)).convert("RGB") for each in pictures]
    screens = [each.resize((each.width * STRIP // each.height, STRIP)) for each in screens]
    strip = Image.new("RGB", (sum(each.width + GAP for each in screens) - GAP, STRIP), "white")
    place = 0
    for each in screens:
        strip.paste(each, (place, 0))
        place += each.width + GAP
    file = BytesIO()
    strip.save(file, "PNG")
    return file.getvalue()


def modes(photographer: Photographer) -> None:
    def open_page(*_server: Server, language: str, width: int, height: int) -> Page:
        return photographer.page("", language, viewport={"width": width, "height": height})

    company = gather(photographer.server.site, open_page)
    pictured = PicturedCompany(company.moderator, company.people, company.wall)
    pictured.hall = open_page(language="en", width=1280, height=720)
    pictured.hall.goto(company.wall)
    for step in STEPS:
        step(pictured)


# --- groups -----------------------------------------------------------------------------------------------------------

GROUPS: dict[Callable[[test_small_groups.Company], None], str] = {
    test_small_groups.form_and_change_by_hand: "groups-proposal",
    test_small_groups.come_late: "groups-out",
    test_small_groups.call: "groups-call",
    test_small_groups.come_back: "groups-results",
}


def groups(photographer: Photographer) -> None:
    """As the moderation sees them, beside a phone."""

    def open_page(*_server: Server, language: str, width: int, height: int) -> Page:
        return photographer.page("", language, viewport={"width": width, "height": height})

    company = test_small_groups.gather(photographer.server.site, open_page)
    for step in test_small_groups.STEPS:
        step(company)
        if name := GROUPS.get(step):
            pages = (company.moderator.page, company.people["Amal"].page)
            (PICTURES / f"{name}.png").write_bytes(small(beside([each.screenshot() for each in pages]), name))


def check_sizes() -> None:
    size = sum(path.stat().st_size for path in PICTURES.iterdir())
    if size > ALL_TOGETHER:
        raise RuntimeError(f"All pictures together have {size} bytes, and {ALL_TOGETHER} are allowed.")


@contextmanager
def demo_site() -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3"})
        try:
            site.manage("demo")
            yield site.serve()
        finally:
            site.stop()


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with demo_site() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.executable(), args=browsers.FLAGS)
        photographer = Photographer(browser, server)
        for screen in SCREENS:
            photographer.take_all(screen)
        room(photographer)
        modes(photographer)
        groups(photographer)
        browser.close()
    check_sizes()


if __name__ == "__main__":
    main()
