"""The transcript is kept and printed: what is not somebody's own words takes little room."""

import re
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests.e2e.conftest import OpenPage
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

ONE_LINE = {1280: 120, 320: 145}
CHROME = {1280: 100, 320: 130}
LONGEST_TEXT = "Wir warten schon lange, und vieles dauert.\n\n" + "Geduld hilft uns dabei nicht immer. " * 54
LONGEST_NAME = "Bürgermeisterin Wilhelmine Charlotte von Sommerfeld-Hohenloh"

HEIGHTS = """lines => lines.map(line => {
  const text = line.querySelector(".transcript__text")?.getBoundingClientRect().height ?? 0;
  return {whole: line.getBoundingClientRect().height, text};
})"""
WRITE = """(line, [name, text]) => {
  line.querySelector(".transcript__name").textContent = name;
  line.querySelector(".transcript__text").textContent = text;
}"""


@pytest.fixture
def transcript(live_site: Site) -> Any:
    code = "from deliberation.models import Session; print(Session.objects.get(title__startswith='Termine im Amt').key)"
    path = f"/sessions/{live_site.shell(code)}/transcript/"

    def read(page: Page) -> Locator:
        page.goto(path)  # without logging in: it is the example
        return page.locator(".transcript__line")

    return read


@pytest.mark.parametrize("width", CHROME)
def test_what_surrounds_the_words_takes_little_height(width: int, open_page: OpenPage, transcript: Any):
    lines = transcript(open_page(width=width))
    lines.nth(1).evaluate(WRITE, [LONGEST_NAME, "Ja."])
    heights = lines.evaluate_all(HEIGHTS)
    assert heights[1]["whole"] < ONE_LINE[width]
    assert max(height["whole"] - height["text"] for height in heights) < CHROME[width]


@pytest.mark.parametrize("width", CHROME)
def test_the_longest_text_keeps_its_lines_and_the_width(width: int, open_page: OpenPage, transcript: Any):
    page = open_page(width=width)
    line = transcript(page).nth(1)
    line.evaluate(WRITE, ["A" * len(LONGEST_NAME), LONGEST_TEXT])
    assert "dauert.\n\nGeduld" in line.locator(".transcript__text").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


SPACED = """() => {
  const sheet = new CSSStyleSheet();
  const letters = "letter-spacing: 0.12em !important; word-spacing: 0.16em !important";
  sheet.replaceSync(`* { line-height: 1.5 !important; ${letters} } p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
CUT = """lines => lines.flatMap(line => [line, ...line.querySelectorAll("p, .transcript__name, .transcript__text")])
  .filter(each => getComputedStyle(each).overflowY !== "visible" && each.scrollHeight > each.clientHeight + 5)
  .map(each => each.className)"""


def test_with_more_room_between_letters_nothing_is_cut_and_nothing_reaches_beyond_the_page(
    open_page: OpenPage, transcript: Any
):
    """The spacing that WCAG asks for (1.4.12), with a long name and the longest text, also from right to left."""
    page = open_page()
    lines = transcript(page)
    lines.nth(1).evaluate(WRITE, [LONGEST_NAME, LONGEST_TEXT])
    page.evaluate(SPACED)
    for width, direction in product((320, 360, 768, 1024, 1280, 1440, 1920), ("ltr", "rtl")):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("(direction) => { document.documentElement.dir = direction; }", direction)
        assert lines.evaluate_all(CUT) == [], (width, direction)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (width, direction)


def test_150_contributions_and_a_ballot_take_less_than_fifteen_printed_pages(open_page: OpenPage, transcript: Any):
    page = open_page()
    contributions = transcript(page).count()
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert contributions >= 150
    assert pages > 1
    assert pages / contributions < 15 / 150
    page.emulate_media(media="print")
    assert not page.locator(".header").is_visible()
