"""Somebody is removed with a reason: out on all their devices at once, not back by the link, and everybody knows it."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

SAID = "They insulted somebody"


def on_another_device(site: Site, open_page: OpenPage, name: str) -> Page:
    """With the link of the mail."""
    token = site.shell(
        "from deliberation import entrance; from deliberation.models import Participation; "
        f"print(entrance.way_back(Participation.objects.get(name='{name}')))"
    )
    page = open_page(language="en", width=360)
    page.goto(f"/sessions/back/{token}/")
    page.get_by_role("button", name="Back to the session").click()
    page.get_by_role("link", name="Enter the room").click()
    expect(page.locator("#doing")).to_be_visible()
    return page


def test_whoever_is_removed_is_out_on_all_devices_and_the_place_is_free(live_site: Site, open_page: OpenPage):
    moderator = Moderator(open_page(language="en"), "Daniel")
    moderator.log_in()
    invitation = moderator.plan("A session that somebody disturbs")
    moderator.enter()
    moderator.open()
    disturbs, other, ghost = (Guest(open_page(language="en"), name) for name in ("Störenfried", "Farid", "Ghost"))
    for guest in (disturbs, other, ghost):
        guest.accept(invitation)
    phone = on_another_device(live_site, open_page, "Störenfried")

    moderator.remove("Störenfried", SAID)
    for page in (disturbs.page, phone):
        expect(page.locator(".link")).to_contain_text("The moderation has ended your part in this session.")
        page.get_by_role("link", name="Why, and what you can do").click()
        expect(page.locator("main")).to_contain_text(f"The reason that was given: {SAID}")
        expect(page.locator("main")).to_contain_text("please talk to the person who invited you")
    for page in (moderator.page, other.page):
        expect(page.locator(".person--removed", has_text="Störenfried")).to_be_visible()
        expect(page.locator("#room")).to_contain_text(f"The reason: {SAID}.")
    disturbs.page.goto(invitation)
    expect(disturbs.page.locator("main")).to_contain_text("You cannot come in again by a link.")

    ghost.page.close()
    moderator.free_place("Ghost")
    expect(moderator.page.locator(".person--removed", has_text="Ghost")).to_be_visible()
    other.page.goto(invitation)
    expect(other.page.locator("main")).to_contain_text("are free")
