"""In small groups as in the plenary: few presses to every part, and each part is as high as what it holds."""

import json
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import CUT, DRAWN, OVER
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site
from tests.e2e.test_every_page import SPACED, WIDTHS
from tests.e2e.test_heard_and_typed import MOST_PRESSES, from_the_top, presses, walks_by_f6
from tests.e2e.test_modes import keep
from tests.e2e.test_small_groups import SCENE

pytestmark = pytest.mark.e2e

WORD = "Zusammenarbeitsvereinbarungsausschussmitglied"
QUESTION = f"Who, dear {WORD}, helps those who have just come?"
NAMES = ("Amal", f"Petra {WORD}", "Linh", "Rolf")
SAID = 300
SAY_MUCH = f"""
from deliberation.core.exchange import Contribute
from deliberation.log import deciding
from deliberation.log.drafts import Batch, Sent
from deliberation.models import Session
session = Session.objects.get(key={{key!r}})
by = session.participations.get(name="Amal").pk
plenary = session.rooms.get(kind="plenary").pk
group = deciding.load(plenary).room.places.at[by]
said = [Sent(by, None, Contribute(f"Contribution {{{{n}}}}")) for n in range({SAID})]
deciding.handle_all([Batch(group, said)])
"""


@dataclass
class Apart:
    site: Site
    key: str
    moderator: Moderator
    people: list[Guest]


def gather(site: Site, open_page: OpenPage) -> Apart:
    """Four who have come in and confirmed the rules, in a phase in which they can go into groups."""
    scene = SCENE.replace("{names}", repr(NAMES)).replace("{late}", "''")
    key, browsers = json.loads(site.shell(scene.replace("Who helps those who have just come?", QUESTION)))
    moderator = Moderator(open_page(language="en"), "Daniel Okafor")
    moderator.log_in()
    apart = Apart(site, key, moderator, [])
    for name, browser in zip(NAMES, browsers, strict=True):
        guest = Guest(open_page(language="en"), name)
        keep(guest.page.context, site.servers[0].url, browser)
        apart.people.append(guest)
    for each in (moderator, *apart.people):
        each.page.goto(f"/sessions/{key}/room/")
        expect(each.page.locator("#doing")).to_be_visible()
    expect(moderator.page.get_by_text("5 people are here").first).to_be_attached()
    moderator.next_phase()
    return apart


def press(person: Guest, name: str) -> None:
    person.page.get_by_role("button", name=name).first.click()


def propose(moderator: Moderator) -> None:
    press(moderator, "Form groups")
    moderator.page.get_by_label("People in each group").fill("2")
    press(moderator, "Propose groups")
    expect(moderator.page.locator("#proposal")).to_contain_text("Send 4 people into 2 groups")


def send(apart: Apart) -> None:
    press(apart.moderator, "Send 4 people into 2 groups")
    for guest in apart.people:
        expect(guest.page.locator(".place").first).to_contain_text("Group")


def test_in_a_group_with_300_contributions_everything_is_a_few_presses_away(live_site: Site, open_page: OpenPage):
    apart = gather(live_site, open_page)
    propose(apart.moderator)
    send(apart)
    live_site.shell(SAY_MUCH.format(key=apart.key))
    page = apart.people[0].page
    expect(page.get_by_text(f"Contribution {SAID - 1}", exact=True)).to_be_visible()
    from_the_top(page)
    to_link = presses(page, "Tab", ".skip-link")
    page.keyboard.press("Enter")
    expect(page.locator("#contribution")).to_be_focused()
    assert to_link + 1 <= MOST_PRESSES
    presses(page, "Shift+Tab", ".said")
    expect(page.locator(".said[id]").last).to_be_focused()
    assert page.locator(".said[tabindex='0']").count() == 1
    walks_by_f6(page, QUESTION, "Amal")


def test_groups_calls_and_results_hold_long_words_and_text_spacing(live_site: Site, open_page: OpenPage):
    apart = gather(live_site, open_page)
    moderator, amal = apart.moderator, apart.people[0]
    propose(moderator)
    holds(moderator.page, ".panel--groups")
    send(apart)

    press(amal, "Call the moderation")
    amal.page.get_by_label("What for?").fill(f"Where is the key? {WORD * 2}")
    press(amal, "Add")
    expect(moderator.page.locator(".banner")).to_contain_text(WORD)
    holds(moderator.page, ".banner")
    holds(moderator.page, ".panel--groups")
    holds(amal.page, ".conversation")

    for guest in apart.people:
        result = guest.page.locator(".panel--result textarea")
        result.fill(f"{guest.name} {WORD * 2}")
        press(guest, "Save for the group")
        holds(guest.page, ".panel--result")
    press(moderator, "Everybody back now")
    for person in (moderator, amal):
        expect(person.page.locator(".brought__card")).to_have_count(2)
        holds(person.page, ".brought")


def holds(page: Page, part: str) -> None:
    """Nothing in it is cut off, beside the screen, or over another; behind its tab where there are tabs."""
    before = page.viewport_size
    for change in ("() => {}", SPACED):
        page.evaluate(change)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate(DRAWN)
            show(page, part)
            assert page.evaluate(CUT, part) == [], (part, width, change)
            assert page.evaluate(OVER, f"{part}, {part} *") == [], (part, width, change)
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.adoptedStyleSheets = []")
    assert before
    page.set_viewport_size(before)


def show(page: Page, part: str) -> None:
    for tab in page.locator(".tab").all():
        if page.locator(part).first.is_visible():
            return
        tab.click()
        page.evaluate(DRAWN)
    expect(page.locator(part).first).to_be_visible()
