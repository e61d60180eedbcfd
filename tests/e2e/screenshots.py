"""Takes the pictures of the README anew, from a site of its own with the demo content: `make screenshots`."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from config.demo import PASSWORD
from tests.e2e import browsers
from tests.e2e.servers import ROOT, Server, Site

PICTURES = ROOT / "docs" / "images"
TRAINER, TRAINEE = "daniel@example.org", "samira@example.org"
DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 320, "height": 640}
COURSE = "/kurse/interkulturelle-sensibilisierung/"
LESSON = f"{COURSE}kritische-ereignisse/der-termin/"
LARGEST = 300_000  # bytes; the README has to load on a phone as well
SECONDS_OF_TALK = 20
SPEAKERS = 5


def open_page(browser: Browser, server: Server, size: ViewportSize, language: str = "de", **look: Any) -> Page:
    context = browser.new_context(base_url=server.url, viewport=size, locale=language, **look)
    context.add_cookies([{"name": "django_language", "value": language, "url": server.url}])
    return context.new_page()


def log_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form:has(input[name=password]) [type=submit]").click()
    page.wait_for_url("**/me/")


def take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    if path.stat().st_size > LARGEST:
        raise RuntimeError(f"{path.name} has more than {LARGEST} bytes.")


def home(browser: Browser, server: Server) -> None:
    for name, size, language, scheme in (
        ("home", DESKTOP, "de", "light"),
        ("home-phone-dark", PHONE, "de", "dark"),
        ("home-right-to-left", PHONE, "ar", "light"),
    ):
        page = open_page(browser, server, size, language, color_scheme=scheme)
        page.goto("/")
        take(page, name)


def lesson(browser: Browser, server: Server) -> None:
    """A question of the first course, answered, with what the lesson says to the answer."""
    page = open_page(browser, server, {"width": 960, "height": 900}, color_scheme="dark")
    log_in(page, TRAINEE)
    page.goto(COURSE)
    if page.locator(".next-step form").count():
        page.locator(".next-step button").click()
    page.goto(LESSON)
    question = page.locator(".activity:has(input[type=radio])").first
    question.locator("input[type=radio]").first.check()
    question.locator("button").click()
    page.locator(".feedback").first.scroll_into_view_if_needed()
    take(page, "lesson-dark")


def room(browser: Browser, server: Server) -> None:
    """A living session in the phase with the speaking list, as its moderator sees it."""
    page = open_page(browser, server, {"width": 1280, "height": 860})
    log_in(page, TRAINER)
    page.goto(address_of_the_open_session(server.site))
    with people(server.site, server):
        time.sleep(SECONDS_OF_TALK)
        for phase in ("Persönlicher Bezug", "Klärung", "Argumentation"):
            page.get_by_role("button", name="Weiter zu").click()
            page.get_by_role("heading", name=phase).first.wait_for()
        for _ in range(SPEAKERS):
            page.get_by_role("button", name="das Wort erteilen").first.click()
            time.sleep(SECONDS_OF_TALK / 2)
        take(page, "room")
        page.set_viewport_size(PHONE)
        take(page, "room-phone")


def address_of_the_open_session(site: Site) -> str:
    code = "from deliberation.models import Session; print(Session.objects.order_by('-starts_at')[0].key)"
    return f"/sessions/{site.shell(code)}/room/"


@contextmanager
def people(site: Site, server: Server) -> Iterator[None]:
    command = [sys.executable, "manage.py", "simulate", "--people", "7", "--server", server.url]
    environment = site.environment | {"BASE_URL": server.url}
    talk = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        talk.terminate()
        talk.wait()


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder), {"DATABASE_URL": f"sqlite:///{folder}/site.sqlite3"})
        site.manage("demo")
        server = site.serve()
        browser = playwright.chromium.launch(executable_path=browsers.executable(), args=browsers.FLAGS)
        try:
            for scene in (home, lesson, room):
                scene(browser, server)
        finally:
            browser.close()
            site.stop()


if __name__ == "__main__":
    main()
