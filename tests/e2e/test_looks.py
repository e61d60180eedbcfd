"""Every kind of page in every look: two engines find nothing, and nothing is cut off on a small phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e import checker
from tests.e2e.conftest import OpenPage
from tests.e2e.looks import SAME_ORDER, both_engines_find_nothing, both_find_nothing_on_a_desktop
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


def test_on_a_phone_one_line_leads_back_and_on_more_room_the_whole_path_stands(open_page: OpenPage):
    page = open_page(width=639)
    page.goto(COURSE)
    path = page.locator(".breadcrumb li >> visible=true")
    expect(path).to_have_text(["Kurse"])
    page.set_viewport_size({"width": 640, "height": 800})
    expect(path).to_have_text(["Startseite", "Kurse", "Interkulturelle Sensibilisierung"])


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


# What is told by its ground alone, which forced colours take away: element, class, and the attribute that marks it.
ON_A_GROUND = (
    ("p", "link__words", ""),
    ("span", "tab__count", ""),
    ("p", "turn", ""),
    ("p", "turn", "data-mine"),
    ("p", "pinned", ""),
    ("h3", "talk__phase", ""),
    ("article", "said", ""),
    ("article", "said", "data-mine"),
    ("section", "banner", ""),
    ("p", "recall", ""),
    ("span", "seat__grip", ""),
)
EDGE = """([element, name, mark]) => {
    const made = document.createElement(element);
    made.className = name;
    if (mark) made.setAttribute(mark, "true");
    document.querySelector("#room").append(made);
    const { borderInlineStartWidth, borderInlineStartStyle } = getComputedStyle(made);
    made.remove();
    return borderInlineStartStyle === "none" ? 0 : parseFloat(borderInlineStartWidth);
}"""


def test_in_forced_colours_what_stands_on_a_ground_has_an_edge(
    room: str, open_page: OpenPage, login: Callable[..., None]
):
    page = open_page(forced_colors="active")
    login(page, *TRAINEE)
    page.goto(room)
    expect(page.locator("#doing")).to_be_visible()
    edges = {each: page.evaluate(EDGE, each) for each in ON_A_GROUND}
    assert [each for each, width in edges.items() if not width] == []
    for name in ("turn", "said"):
        mine, others = (
            max(edges[each] for each in ON_A_GROUND if each[1:] == (name, mark)) for mark in ("data-mine", "")
        )
        assert mine > others


# Where the first line of a text begins, for whoever reads from right to left; or where an element ends.
BEGINS = """(each) => {
    const range = document.createRange();
    range.selectNodeContents(each);
    return Math.max(...[...range.getClientRects()].map((box) => box.right));
}"""


def test_from_right_to_left_everything_begins_at_the_same_edge(
    room: str, open_page: OpenPage, login: Callable[..., None]
):
    page = open_page(language="ar", width=360, height=740)
    login(page, *TRAINEE)
    page.goto(room)
    phase = page.locator(".top__phase").evaluate(BEGINS)
    assert page.locator(".rules__hint").evaluate(BEGINS) == pytest.approx(phase, abs=2)
    page.locator(".tab", has_text="Menschen").click()
    first = page.locator(".person .name").first
    expect(first).to_be_visible()
    shape, name = (first.locator(part).first.bounding_box() for part in (".kind", ".name__text"))
    assert shape
    assert name
    assert shape["x"] > name["x"]


@pytest.mark.parametrize("language", SAME_ORDER)
def test_a_transcript(
    language: str, live_site: Site, open_page: OpenPage, login: Callable[..., None], axe: Callable[..., list[str]]
):
    code = "from deliberation.models import Session; print(Session.objects.get(title__startswith='Termine im Amt').key)"
    page = open_page(language=language)
    login(page, *TRAINEE)
    page.goto(f"/sessions/{live_site.shell(code)}/transcript/")
    expect(page.locator(".transcript__line").first).to_be_visible()
    SAME_ORDER[language](page, axe)


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
