"""Small groups as the moderation has them: proposed, sent, walked through and called back, by the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import FOCUSED, Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

NAMES = ("Amal", "Bernd", "Cem", "Dana")
CALL = """
from deliberation.core import calls
from deliberation.log import deciding
from deliberation.models import RoomRecord, Session
session = Session.objects.get(title={title!r})
plenary = session.rooms.get(kind=RoomRecord.Kind.PLENARY)
amal = session.participations.get(name="Amal")
group = deciding.load(plenary.pk).room.places.at[amal.pk]
assert deciding.handle(group, amal.pk, calls.Call("We are stuck")).refused == ""
"""


def gather(live_site: Site, open_page: OpenPage, title: str) -> tuple[Moderator, list[Guest]]:
    moderator = Moderator(open_page(live_site.servers[0], language="en"), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan(title).removeprefix(live_site.servers[0].url)
    moderator.enter()
    moderator.open()
    guests = [Guest(open_page(live_site.servers[0], language="en"), name) for name in NAMES]
    for guest in guests:
        guest.accept(invitation)
        guest.confirm_rules()
    expect(moderator.page.get_by_text(f"{len(guests) + 1} people are here")).to_be_attached()
    return moderator, guests


def propose(moderator: Moderator) -> None:
    """Two people in each group."""
    moderator.press("Form groups")
    moderator.go_to("People in each group")
    moderator.page.keyboard.type("2")
    moderator.press("Propose groups")
    expect(moderator.page.locator("#proposal")).to_contain_text("Send 4 people into 2 groups")


def focused(moderator: Moderator) -> str:
    return str(moderator.page.evaluate(FOCUSED))


def test_groups_are_sent_visited_and_called_back_by_keyboard_alone(live_site: Site, open_page: OpenPage):
    title = "By keyboard"
    moderator, guests = gather(live_site, open_page, title)
    page = moderator.page
    propose(moderator)
    moderator.press("Send 4 people into 2 groups")
    for guest in guests:
        expect(guest.page.locator(".place").first).to_contain_text("Group")

    live_site.shell(CALL.format(title=title))
    banner = page.get_by_role("region", name="Calls from groups")
    expect(banner).to_contain_text("Amal")
    expect(banner).to_contain_text("We are stuck")
    expect(page).to_have_title(re.compile("^Group .* calls"))
    moderator.press("Group \\d: Go in")
    expect(page.locator(".place").first).to_contain_text("Amal")
    expect(banner).to_have_count(0)
    expect(page.locator(".out")).to_have_count(2)

    moderator.press("Everybody back in 30 seconds")
    expect(page.locator(".recall")).to_contain_text("Everybody comes back in")
    moderator.press("Let them go on")
    expect(page.locator(".recall")).to_have_count(0)
    moderator.press("Everybody back now")
    for guest in (moderator, *guests):
        expect(guest.page.locator(".place")).to_have_count(0)


def test_somebody_who_is_put_elsewhere_keeps_the_focus_and_can_be_dragged_back(live_site: Site, open_page: OpenPage):
    moderator, _ = gather(live_site, open_page, "By hand")
    page = moderator.page
    propose(moderator)
    amal = page.locator(".seat__name", has_text="Amal")
    before, other = page.locator(".seats", has=amal), page.locator(".seats").filter(has_not=amal)
    there = other.locator(".seats__title").inner_text()
    amal.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".seat__form select")).to_be_focused()
    page.keyboard.press("ArrowDown")
    moderator.press("Put them there")
    expect(page.locator(".seats", has=amal).locator(".seats__title")).to_contain_text(there[: len("Group 1")])
    assert "Amal" in focused(moderator)
    amal.drag_to(other.locator(".seats__title"))
    expect(before.locator(".seats__title")).not_to_contain_text(there[: len("Group 1")])
    page.get_by_role("button", name="Undo the last change").click()
    expect(before.locator(".seats__title")).to_contain_text(there[: len("Group 1")])
