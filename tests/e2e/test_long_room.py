"""A room in which much was said: it opens with the newest, and everything that was ever said can be reached."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

MANY = 450
MOST_DRAWN = 100
TALK = f"""
from deliberation.core.exchange import Contribute, Hold, Reason
from deliberation.log.deciding import handle_all
from deliberation.log.drafts import Batch, Sent
from deliberation.models import Session
from deliberation.sessions import plenary
session = Session.objects.get(title="A long talk")
guest, moderator = session.participations.get(name="Amal").pk, session.participations.get(role="moderator").pk
batch = Batch(plenary(session).pk, [Sent(guest, None, Contribute("as number %d" % n)) for n in range({MANY})])
handle_all([batch])
seqs = [verdict.seq for verdict in batch.verdicts]
last = Sent(moderator, None, Contribute("an answer", refers_to=seqs[3]))
handle_all([Batch(plenary(session).pk, [last, Sent(moderator, None, Hold(seqs[5], Reason.UNCLEAR))])])
"""


# How many contributions each drawing adds; a slow phone has time for few.
COUNT_WHAT_COMES = """() => {
    window.came = [0];
    const said = (each) => each.nodeType === 1 && each.matches(".said");
    const count = (changes) => {
        window.came.push(changes.flatMap((each) => [...each.addedNodes]).filter(said).length);
    };
    new MutationObserver(count).observe(document.querySelector("#scroll"), { childList: true, subtree: true });
}"""
AT_ONCE = 14
# Browsers scroll smoothly by keys, so that a place is one only after it has been the same for some frames.
AT_REST = """() => new Promise((resolve) => {
    const scroll = document.querySelector("#scroll");
    const look = (top, frames) => {
        if (frames === 12) return resolve();
        requestAnimationFrame(() => look(scroll.scrollTop, scroll.scrollTop === top ? frames + 1 : 0));
    };
    look(scroll.scrollTop, 0);
})"""


def press_for_earlier(page: Page) -> None:
    """Nothing that one reads moves, and the focus goes on to it."""
    page.locator("[data-further] button").first.focus()
    page.evaluate(AT_REST)
    first, before = numbers(page)[0], page.locator(".said[id]").first.bounding_box()
    page.keyboard.press("Enter")
    expect(page.locator(".said:focus .said__text")).to_have_text(f"as number {first}")
    page.wait_for_function(
        "(first) => !document.querySelector('.said__text').innerText.endsWith(` ${first}`)", arg=first
    )
    page.evaluate(AT_REST)
    after = page.locator(".said:focus").bounding_box()
    assert before
    assert after
    assert abs(after["y"] - before["y"]) <= 1


def articles(page: Page) -> int:
    return page.locator(".said[id]").count()


def texts(page: Page) -> list[str]:
    return page.locator(".said[id] .said__text").all_inner_texts()


def numbers(page: Page) -> list[int]:
    return [int(text.removeprefix("as number ")) for text in texts(page) if text.startswith("as number")]


def is_in_view(page: Page, text: str) -> bool:
    place = page.locator(".said__text", has_text=re.compile(f"^{text}$")).bounding_box()
    scroll = page.locator("#scroll").bounding_box()
    assert place
    assert scroll
    return scroll["y"] <= place["y"] <= scroll["y"] + scroll["height"]


def scrolled(page: Page) -> float:
    return float(page.locator("#scroll").evaluate("element => element.scrollTop"))


def scroll_up(page: Page) -> None:
    """As a wheel does, until there is nothing further up."""
    page.locator("#scroll").hover()
    for _ in range(400):
        page.mouse.wheel(0, -1500)
        page.wait_for_timeout(30)
        assert articles(page) <= MOST_DRAWN
        if numbers(page)[0] == 0 and scrolled(page) == 0:
            return


@pytest.fixture
def room(live_site: Site, open_page: OpenPage) -> tuple[Moderator, Guest]:
    """A moderator, and a guest on a phone who comes back when much was said."""
    moderator = Moderator(open_page(language="en"), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan("A long talk").removeprefix(live_site.servers[0].url)
    moderator.enter()
    moderator.open()
    guest = Guest(open_page(language="en", width=360, height=740), "Amal")
    guest.accept(invitation)
    guest.confirm_rules()
    live_site.shell(TALK)
    expect(moderator.page.get_by_text("an answer", exact=True)).to_be_visible()
    for person in (moderator, guest):
        person.page.reload()
        expect(person.page.get_by_text("an answer", exact=True)).to_be_visible()
    return moderator, guest


def test_everything_that_was_said_can_be_reached(room: tuple[Moderator, Guest], live_site: Site):
    moderator, guest = room
    page = guest.page
    assert len(texts(page)) < 60  # what fills the screen, and something above it
    scroll_up(page)
    assert numbers(page)[:5] == [0, 1, 2, 3, 4]

    # Whoever reads above stays there, and comes back to the newest by the pill.
    moderator.say("said meanwhile")
    expect(page.locator(".unread")).to_contain_text("1")
    assert (numbers(page)[0], scrolled(page)) == (0, 0)
    page.locator(".unread").click()
    guest.sees("said meanwhile")
    assert is_in_view(page, "said meanwhile")
    assert articles(page) <= MOST_DRAWN

    # So does whoever has no wheel: by the keyboard and by the button, a part at a time.
    page.reload()
    guest.sees("an answer")
    page.evaluate(COUNT_WHAT_COMES)
    page.locator(".said[id]").last.focus()
    for _ in range(20):
        page.keyboard.press("PageUp")
    expect(page.locator(".said:focus")).to_be_in_viewport()
    page.keyboard.press("Home")
    expect(page.locator(".said:focus .said__text")).to_have_text("as number 0")
    page.keyboard.press("End")
    expect(page.locator(".said:focus .said__text")).to_have_text("said meanwhile")
    press_for_earlier(page)
    assert page.evaluate("Math.max(...window.came)") <= AT_ONCE

    # A reference leads to what is not drawn; what a moderator has to decide, likewise.
    page.reload()
    guest.sees("an answer")
    page.locator(".said", has_text="an answer").locator(".reference").click()
    expect(page.locator(".said:focus .said__text")).to_have_text("as number 3")
    assert is_in_view(page, "as number 3")
    moderator.page.locator(".decision").get_by_role("button", name="Return to the author").click()
    expect(moderator.page.locator(".said form.act")).to_be_visible()
    assert articles(moderator.page) <= MOST_DRAWN

    # After a restart nothing is lost of it, and it goes on.
    live_site.servers[0].restart()
    guest.page.locator("#contribution").fill("after the restart")
    guest.page.get_by_role("button", name="Send", exact=True).click()
    guest.sees("after the restart")
    moderator.page.locator("[name=wanted]").fill("number 77")
    moderator.page.get_by_role("button", name="Search", exact=True).click()
    moderator.page.locator(".panel--search .bank__question").first.click()
    expect(moderator.page.locator(".said:focus .said__text")).to_have_text("as number 77")
