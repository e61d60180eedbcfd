"""The room by keyboard and by ear: few presses to every part, and what happens is said in the page's live regions."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.listening import heard, hears, listen
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

MOST_PRESSES = 6
SAID = 300
# In one commit; a room that is rehearsed by the socket would take minutes.
SAY_MUCH = f"""
from deliberation.core.exchange import Contribute
from deliberation.log import deciding
from deliberation.log.drafts import Batch, Sent
from deliberation.models import Session
session = Session.objects.get(title="Much was said")
by = session.participations.get(role="moderator").pk
said = [Sent(by, None, Contribute(f"Contribution {{n}}")) for n in range({SAID})]
deciding.handle_all([Batch(session.rooms.get().pk, said)])
"""


def in_an_open_room(live_site: Site, open_page: OpenPage, title: str) -> tuple[Moderator, Guest]:
    server = live_site.servers[0]
    moderator = Moderator(open_page(server, language="en"), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan(title)
    moderator.enter()
    moderator.open()
    guest = Guest(open_page(server, language="en"), "Amal")
    guest.accept(invitation.removeprefix(server.url))
    guest.confirm_rules()
    return moderator, guest


def presses(page: Page, key: str, until: str, most: int = MOST_PRESSES) -> int:
    """How often a key is pressed until the focus is on what the selector names."""
    for count in range(1, most + 1):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", until):
            return count
    raise AssertionError(f"{most} times {key} do not lead to {until}")


def from_the_top(page: Page) -> None:
    """As one comes in: the browser begins at the top of a page that was loaded."""
    page.reload()
    expect(page.locator("#doing")).to_be_visible()


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.id"))


def name_of_part(page: Page) -> str:
    return str(
        page.evaluate(
            """() => {
                const part = document.activeElement.closest("[aria-label], [aria-labelledby]");
                const by = part.getAttribute("aria-labelledby")?.split(" ") ?? [];
                const names = by.map((id) => document.getElementById(id)?.textContent.trim());
                return part.getAttribute("aria-label") ?? names.join(" ");
            }"""
        )
    )


def test_with_300_contributions_everything_is_a_few_presses_away(live_site: Site, open_page: OpenPage):
    moderator, guest = in_an_open_room(live_site, open_page, "Much was said")
    live_site.shell(SAY_MUCH)
    for person in (moderator, guest):
        page = person.page
        expect(page.get_by_text(f"Contribution {SAID - 1}", exact=True)).to_be_visible()
        from_the_top(page)
        to_link = presses(page, "Tab", ".skip-link")
        page.keyboard.press("Enter")
        expect(page.locator("#contribution")).to_be_focused()
        assert to_link + 1 <= MOST_PRESSES

        # The conversation is one stop, before the field: its newest contribution.
        newest = page.locator(".said[id]").last
        presses(page, "Shift+Tab", ".said")
        expect(newest).to_be_focused()
        assert page.locator(".said[tabindex='0']").count() == 1

    page = moderator.page
    from_the_top(page)
    presses(page, "Tab", ".skip-link[href='#moderation']")
    page.keyboard.press("Enter")
    expect(page.locator(".panel--moderation")).to_be_focused()

    walks_by_arrows(guest.page)
    walks_by_f6(guest.page, "Who may decide?", "Daniel Okafor")


def walks_by_arrows(page: Page) -> None:
    newest = page.locator(".said[id]").last
    newest.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".said[id]").nth(-2)).to_be_focused()
    page.keyboard.press("PageUp")
    assert focused(page) != ""
    expect(page.locator(".said[id]").nth(-2)).not_to_be_focused()
    page.keyboard.press("Home")
    expect(page.locator(".said[id]").first).to_be_focused()
    expect(page.locator(".said[id]").first).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    expect(newest).to_be_focused()
    page.keyboard.press("Enter")
    expect(newest.locator(".menu__entry").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(newest.locator(".menu__entry").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(newest).to_be_focused()


def walks_by_f6(page: Page, question: str, newest: str) -> None:
    """Past what is asked above, what one can do, and the conversation at its newest contribution, by whom it is."""
    from_the_top(page)
    names = []
    for _part in range(8):
        page.keyboard.press("F6")
        names.append(name_of_part(page))
    assert names[0] == question
    assert "What you can do now" in names
    assert any(name.startswith(newest) for name in names)
    page.keyboard.press("Shift+F6")
    assert name_of_part(page) == names[-2]


def test_what_happens_is_heard(live_site: Site, open_page: OpenPage):
    moderator, guest = in_an_open_room(live_site, open_page, "Listening")
    listen(moderator.page)
    listen(guest.page)
    guest.say("In the morning")
    moderator.act_on("In the morning", "Object")
    moderator.say("And those who work?")
    hears(guest.page, "Daniel Okafor, Objection to you: And those who work?")
    hears(guest.page, "Your contribution is in the conversation.")
    hears(moderator.page, "Amal: In the morning")

    moderator.act_on("In the morning", "Hold back")
    moderator.page.get_by_role("form", name="Hold back").get_by_role("button", name="Hold back").click()
    moderator.page.locator(".decision").get_by_role("button", name="Release").click()
    hears(guest.page, "Your contribution is visible to everybody again.")
    expect(moderator.page.locator(":focus")).to_have_count(1)  # the button is gone, the focus stayed near

    press_twice(moderator.page.get_by_role("button", name=re.compile("^Go on to")))  # the next one would ask
    moderator.next_phase(all_the_same=True)  # nobody had their turn in the round
    guest.page.get_by_role("button", name="Ask for the floor").click()
    hears(guest.page, "You are on the speaking list, and you are next.")
    hears(moderator.page, "Amal is on the speaking list.")
    assert not any("minutes left" in each for each in heard(guest.page))
    guest.page.close()
    hears(moderator.page, "Amal has left.")


def press_twice(button: Locator) -> None:
    """As some press everything; the second time, the room has answered the first one."""
    page, name = button.page, button.inner_text()
    button.click()
    expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)


def test_whoever_comes_back_finds_a_line_before_what_is_new(live_site: Site, open_page: OpenPage):
    moderator, guest = in_an_open_room(live_site, open_page, "New since")
    moderator.say("Read already")
    guest.sees("Read already")
    expect(guest.page.locator(".talk__since")).to_have_count(0)
    covers(guest.page, hidden=True)
    moderator.say("New for Amal")
    guest.sees("New for Amal")
    covers(guest.page, hidden=False)
    expect(guest.page.locator(".talk__since + .said")).to_contain_text("New for Amal")
    guest.page.locator(".skip-link[href^='#c']").first.focus()
    guest.page.keyboard.press("Enter")
    expect(guest.page.locator(".talk__since + .said")).to_be_focused()
    guest.say("I have read it")
    expect(guest.page.locator(".talk__since")).to_have_count(0)


def covers(page: Page, *, hidden: bool) -> None:
    """Another tab comes in front, or goes: a browser without a screen never hides a page by itself."""
    code = "Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })"
    page.evaluate(f"(hidden) => {{ {code}; document.dispatchEvent(new Event('visibilitychange')); }}", hidden)
