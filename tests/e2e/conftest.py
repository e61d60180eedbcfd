"""The live site, the browser, and people who look at it: each `open_page()` is another person.

    def test_home_has_a_heading(open_page, axe):
        page = open_page(width=320, colour_scheme="dark", language="ar")
        page.goto("/")
        assert axe(page) == []

A test also fails when a page asked a foreign host, broke the Content-Security-Policy or threw.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests import migrated
from tests.e2e import browsers
from tests.e2e.people import log_in
from tests.e2e.servers import ROOT, Server, Site
from tests.private_servers import TEMPLATE, grown_up_profile

PICTURES = ROOT / "var" / "e2e"
OWN_HOSTS = {"localhost", "127.0.0.1"}
MILLISECONDS_TO_APPEAR = 10_000

expect.set_options(timeout=MILLISECONDS_TO_APPEAR)


# --- the site -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The embedded profile with the demo content; one server process that the tests share."""
    yield from served(embedded(tmp_path_factory.mktemp("live-site")))


@pytest.fixture(scope="session")
def grown_up_site(live_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The grown-up profile with the people of the demo: PostgreSQL, Redis and two server processes."""
    with grown_up_profile() as profile:
        server_url, name = profile["TEST_DATABASE_URL"].rsplit("/", 1)[0], f"zweiklang_e2e_{os.getpid()}"
        url = f"{server_url}/{name}"
        with psycopg.connect(profile["TEST_DATABASE_URL"], autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{profile[TEMPLATE] or "template1"}"')
            if not profile[TEMPLATE]:
                migrated.migrate(url)
            site = Site(
                tmp_path_factory.mktemp("grown-up-site"),
                {
                    "DATABASE_URL": url,
                    "REDIS_URL": profile["TEST_REDIS_URL"],
                    "STATIC_ROOT": live_site.environment["STATIC_ROOT"],
                },
            )
            site.shell(PEOPLE + SPEAK_ENGLISH)
            yield from served(site, servers=2)
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


# Pages and courses, which take half a minute to write, are read on the embedded profile.
PEOPLE = """
from config import first_agendas
from config.bootstrap import bootstrap
from config.demo import network
bootstrap()
first_agendas.make_missing()
network.load()
"""

# The CMS speaks the language of the account, whatever the browser asks for; these tests press its buttons in English.
SPEAK_ENGLISH = """
from community.models import User
staff = [f"{name}@example.org" for name in ("betrieb", "ines", "meryem", "mirjam")]
User.objects.filter(email__in=staff).update(language="en")
"""


def embedded(folder: Path, **profile: str) -> Site:
    """With the demo content, which is loaded once for all steps of the checks."""
    if ready := migrated.made_once("demo", load_demo):
        shutil.copytree(ready, folder, dirs_exist_ok=True)
    else:
        load_demo(folder)
    return Site(folder, {"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}", **profile})


def load_demo(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    if ready := migrated.sqlite():
        shutil.copy(ready, folder / "site.sqlite3")
    site = Site(folder, {"DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}"})
    try:
        furnish(site)
    finally:
        site.stop()


def furnish(site: Site) -> None:
    site.manage("demo")
    site.shell(SPEAK_ENGLISH)


def served(site: Site, servers: int = 1) -> Iterator[Site]:
    try:
        for _ in range(servers):
            site.serve()
        yield site
    finally:
        site.stop()


# --- the browser --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browsers.executable()
    if path is None:
        pytest.fail("No browser found: install Chromium, or set CHROMIUM to the path of one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=browsers.FLAGS)
        yield browser
        browser.close()


class OpenPage(Protocol):
    def __call__(
        self,
        server: Server | None = None,
        *,
        width: int = 1280,
        height: int = 800,
        colour_scheme: str = "light",
        language: str = "de",
        javascript: bool = True,
        **options: Any,
    ) -> Page: ...


class Witness:
    """Writes down what no page of ours may do."""

    def __init__(self, context: BrowserContext) -> None:
        self.seen: list[str] = []
        context.on("request", self.on_request)
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.seen.append(f"threw: {error.error}"))

    def on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in OWN_HOSTS:
            self.seen.append(f"asked a foreign host: {request.url}")

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.seen.append(f"broke the Content-Security-Policy: {message.text}")


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    contexts: list[tuple[BrowserContext, Witness]] = []

    def open_page(
        server: Server | None = None,
        *,
        width: int = 1280,
        height: int = 800,
        colour_scheme: str = "light",
        language: str = "de",
        javascript: bool = True,
        **options: Any,
    ) -> Page:
        server = server or request.getfixturevalue("live_site").servers[0]
        context = browser.new_context(
            base_url=server.url,
            viewport={"width": width, "height": height},
            color_scheme=colour_scheme,  # type: ignore[arg-type]  # Playwright lists the words, a parameter has any
            locale=language,
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(MILLISECONDS_TO_APPEAR)
        context.add_cookies([{"name": "django_language", "value": language, "url": server.url}])
        contexts.append((context, Witness(context)))
        return context.new_page()

    yield open_page

    failed = request.node.stash.get(FAILED, False)
    seen = []
    for number, (context, witness) in enumerate(contexts, start=1):
        seen += witness.seen
        if failed or witness.seen:
            photograph(context, f"{request.node.name}-{number}")
        context.close()
    assert seen == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """One person on a desktop, in German."""
    return open_page()


@pytest.fixture
def login() -> Callable[[Page, str, str], None]:
    return log_in


@pytest.fixture
def login_by_form() -> Callable[[Page, str, str], None]:
    """Through the form that everybody uses, to wherever it leads."""

    def login(page: Page, email: str, password: str) -> None:
        page.goto("/accounts/login/")
        page.locator("input[name=login]").fill(email)
        page.locator("input[name=password]").fill(password)
        page.locator("main form:has(input[name=password]) [type=submit]").click()
        page.wait_for_url(lambda url: "/accounts/login" not in url)

    return login


# --- accessibility ------------------------------------------------------------------------------------------

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Whatever was looked at and is right would be sent along, which takes longer than to look.
LOOK = """async ([asked, within]) => {
    const { violations } = await axe.run(within || document, { runOnly: asked, resultTypes: ["violations"] });
    return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} (${failureSummary})`));
}"""


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """What axe-core finds on the page as it stands, or in the part of it that a selector names, each as "rule: selector
    (what to do)"; by all rules, or by some."""

    def axe(page: Page, *rules: str, within: str = "") -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[str] = page.evaluate(LOOK, [list(rules) or AXE_RULES, within])
        return found

    return axe


# --- pictures of what failed --------------------------------------------------------------------------------

FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Any:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


def photograph(context: BrowserContext, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for number, page in enumerate(context.pages, start=1):
        path = PICTURES / f"{''.join(c if c.isalnum() else '-' for c in name)}-{number}.png"
        page.screenshot(path=Path(path), full_page=True)
