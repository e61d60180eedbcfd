"""What people read of the room, on a phone as well: each part has its tab, and whoever follows sees the last line."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import CUT, DRAWN, OVER
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site
from tests.e2e.test_every_page import SPACED

pytestmark = pytest.mark.e2e

PHONE: ViewportSize = {"width": 360, "height": 640}
LONG = "Das ist ein langer Beitrag, der auf dem Telefon viele Zeilen braucht. " * 17  # 1,190 characters


def in_an_open_room(live_site: Site, open_page: OpenPage, title: str) -> tuple[Moderator, Guest, str]:
    moderator = Moderator(open_page(live_site.servers[0], language="en", width=360, height=640), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan(title)
    moderator.enter()
    moderator.open()
    path = invitation.removeprefix(live_site.servers[0].url)
    guest = Guest(open_page(live_site.servers[0], language="en", width=360, height=640), "Amal")
    guest.accept(path)
    guest.confirm_rules()
    return moderator, guest, path


def missing_below(page: Page) -> float:
    """How many px of the conversation lie below what one sees."""
    return float(
        page.evaluate(
            """() => {
                const scroller = document.querySelector("#scroll");
                return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
            }"""
        )
    )


def is_at_the_end(person: Guest, text: str) -> None:
    last = person.page.locator(".said[id]").last
    expect(last.locator(".said__text")).to_have_text(text)
    person.page.wait_for_function("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200, true)))")
    assert missing_below(person.page) < 2
    expect(last).to_be_in_viewport()


def test_on_a_phone_every_tab_of_everybody_shows_its_part(live_site: Site, open_page: OpenPage):
    moderator, guest, _ = in_an_open_room(live_site, open_page, "Tabs")
    moderator.say("Welcome")
    guest.sees("Welcome")
    for person in (moderator, guest):
        tabs = person.page.locator(".tabs .tab")
        labels = tabs.locator("[data-label]").all_inner_texts()
        assert len(labels) == (4 if person is moderator else 3)  # there is no speaking list yet
        for label in labels:
            tabs.filter(has_text=label).click()
            expect(tabs.filter(has_text=label)).to_have_attribute("aria-current", "true")  # the page is drawn
            shown = person.page.locator(":is(.panel, .conversation):visible").all()
            boxes = [each.bounding_box() for each in shown if each.inner_text().strip()]
            heights = [box["height"] for box in boxes if box]
            assert max(heights, default=0) > 40, label
        tabs.filter(has_text=re.compile("Agenda")).click()
        expect(person.page.locator(".panel--agenda li")).to_have_count(4)
        tabs.filter(has_text=re.compile("People")).click()
        expect(person.page.locator(".panel--people")).to_contain_text("Amal")


def test_whoever_follows_sees_the_last_line_whatever_its_length(live_site: Site, open_page: OpenPage):
    moderator, guest, path = in_an_open_room(live_site, open_page, "Following")
    said = [f"{n} {LONG if n % 2 else LONG[:180]}".strip() for n in range(1, 5)]
    for text in said:
        moderator.say(text)
        is_at_the_end(guest, text)
    guest.say(f"own {LONG}".strip())
    is_at_the_end(guest, f"own {LONG}".strip())

    guest.page.set_viewport_size({"width": 640, "height": 360})
    is_at_the_end(guest, f"own {LONG}".strip())
    guest.page.set_viewport_size(PHONE)
    is_at_the_end(guest, f"own {LONG}".strip())

    guest.page.reload()
    is_at_the_end(guest, f"own {LONG}".strip())
    newcomer = Guest(open_page(live_site.servers[0], language="en", width=360, height=640), "Bernd")
    newcomer.accept(path)
    newcomer.confirm_rules()
    is_at_the_end(newcomer, f"own {LONG}".strip())


WORD = "Zusammenarbeitsvereinbarungsausschussmitglied"


def test_contributions_hold_long_words_and_text_spacing(live_site: Site, open_page: OpenPage):
    """Each is as high as what it holds, at every width: nothing is cut off, beside the screen, or over the next one."""
    moderator, guest, _ = in_an_open_room(live_site, open_page, f"Abstand {WORD}")
    for text in (WORD * 2, "Kurz.", LONG):
        moderator.say(text)
        guest.sees(text[:60])
    moderator.act_on("Kurz.", "Reply")
    moderator.say(f"Ja, {WORD}.")
    guest.sees(f"Ja, {WORD}.")
    for person in (moderator, guest):
        for spaced in (False, True):
            if spaced:
                person.page.evaluate(SPACED)
            for width in (320, 360, 640, 1024, 1280, 1920):
                person.page.set_viewport_size({"width": width, "height": 800})
                person.page.evaluate(DRAWN)
                assert person.page.evaluate(CUT, ".said") == [], (width, spaced)
                assert person.page.evaluate(OVER, ".talk") == [], (width, spaced)
                assert person.page.evaluate("document.documentElement.scrollWidth") <= width


def test_whoever_reads_above_stays_there(live_site: Site, open_page: OpenPage):
    moderator, guest, _ = in_an_open_room(live_site, open_page, "Above")
    for n in range(4):
        moderator.say(f"{n} {LONG}".strip())
    guest.sees("3 Das")
    guest.page.locator("#scroll").evaluate("(each) => each.scrollBy(0, -400)")
    guest.page.wait_for_timeout(200)
    moderator.say("one more")
    expect(guest.page.locator(".unread")).to_be_visible()
    assert missing_below(guest.page) > 200
    guest.page.locator(".unread").click()
    is_at_the_end(guest, "one more")
