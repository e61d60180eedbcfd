"""Every kind of page in every look: two engines find nothing, and nothing is cut off on a small phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e import checker
from tests.e2e.conftest import OpenPage
from tests.e2e.looks import both_engines_find_nothing, both_find_nothing_on_a_desktop
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

# Where a language runs from right to left, boxes change sides; colours and sizes are the same.
LOOKS = {"de": both_engines_find_nothing, "ar": both_find_nothing_on_a_desktop}
COURSE = "/kurse/interkulturelle-sensibilisierung/"
LESSON = COURSE + "kritische-ereignisse/der-termin/"
TRAINEE = ("samira@example.org", "zweiklang-demo")


@pytest.fixture(scope="module")
def room(live_site: Site) -> str:
    """The address of the demo's open session."""
    code = (
        "from deliberation.models import Session; print(Session.objects.ahead().get(title__startswith='Ehrenamt').key)"
    )
    return f"/sessions/{live_site.shell(code)}/room/"


@pytest.mark.parametrize("language", LOOKS)
def test_course_and_lesson(
    language: str, open_page: OpenPage, login: Callable[..., None], axe: Callable[..., list[str]]
):
    page = open_page(language=language)
    login(page, *TRAINEE)
    page.goto(COURSE)
    LOOKS[language](page, axe)
    begin = page.locator("main form button[type=submit]").first
    if begin.count():
        begin.click()
    page.goto(LESSON)
    expect(page.locator(".activity").first).to_be_visible()
    LOOKS[language](page, axe)


@pytest.mark.parametrize("language", LOOKS)
def test_the_room_of_a_participant(
    language: str, room: str, open_page: OpenPage, login: Callable[..., None], axe: Callable[..., list[str]]
):
    page = open_page(language=language)
    login(page, *TRAINEE)
    page.goto(room)
    expect(page.locator("#doing")).to_be_visible()
    LOOKS[language](page, axe)


@pytest.mark.parametrize("language", LOOKS)
def test_the_room_of_a_moderator(language: str, room: str, open_page: OpenPage, axe: Callable[..., list[str]]):
    moderator = Moderator(open_page(language=language), "Daniel Okafor")
    moderator.log_in()
    moderator.page.goto(room)
    expect(moderator.page.locator("#doing")).to_be_visible()
    LOOKS[language](moderator.page, axe)


@pytest.mark.parametrize("language", LOOKS)
def test_a_transcript(
    language: str, live_site: Site, open_page: OpenPage, login: Callable[..., None], axe: Callable[..., list[str]]
):
    code = "from deliberation.models import Session; print(Session.objects.get(title__startswith='Termine im Amt').key)"
    page = open_page(language=language)
    login(page, *TRAINEE)
    page.goto(f"/sessions/{live_site.shell(code)}/transcript/")
    expect(page.locator(".transcript__line").first).to_be_visible()
    LOOKS[language](page, axe)


def test_the_second_engine_finds_what_is_wrong(open_page: OpenPage):
    page = open_page()
    page.set_content("<html lang=de><title>Wrong</title><main><h1>Wrong</h1><img src=x><input></main></html>")
    assert {each.partition(":")[0] for each in checker.findings(page)} >= {"img_alt_valid", "input_label_exists"}


def test_the_room_can_be_used_by_keyboard_alone(live_site: Site, open_page: OpenPage):
    moderator = Moderator(open_page(language="en"), "Daniel Okafor")
    moderator.log_in()
    path = moderator.plan("By keyboard")
    moderator.enter()
    moderator.open()
    amal = Guest(open_page(language="en"), "Amal")
    amal.accept(path)
    amal.press("I confirm the ground rules")
    expect(amal.page.locator("#contribution")).to_be_visible()
    amal.go_to("Your contribution")
    amal.page.keyboard.type("Written without a mouse")
    amal.page.keyboard.press("Control+Enter")
    moderator.sees("Written without a mouse")
