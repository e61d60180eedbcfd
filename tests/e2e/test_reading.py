"""What people read of the room, on a phone as well: each part has its tab, and whoever follows sees the last line."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

PHONE = {"width": 360, "height": 640}


def in_an_open_room(live_site: Site, open_page: OpenPage, title: str) -> tuple[Moderator, Guest, str]:
    moderator = Moderator(open_page(live_site.servers[0], language="en", **PHONE), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan(title)
    moderator.enter()
    moderator.open()
    path = invitation.removeprefix(live_site.servers[0].url)
    guest = Guest(open_page(live_site.servers[0], language="en", **PHONE), "Amal")
    guest.accept(path)
    guest.confirm_rules()
    return moderator, guest, path


def test_on_a_phone_every_tab_of_everybody_shows_its_part(live_site: Site, open_page: OpenPage):
    moderator, guest, _ = in_an_open_room(live_site, open_page, "Tabs")
    moderator.say("Welcome")
    guest.sees("Welcome")
    for person in (moderator, guest):
        tabs = person.page.locator(".tabs .tab")
        labels = tabs.locator(".tab__label").all_inner_texts()
        assert len(labels) == (5 if person is moderator else 4)
        for label in labels:
            tabs.filter(has_text=label).click()
            shown = person.page.locator(":is(.panel, .conversation):visible").all()
            heights = [(each.bounding_box() or {}).get("height", 0) for each in shown if each.inner_text().strip()]
            assert max(heights, default=0) > 40, label
        tabs.filter(has_text=re.compile("Agenda")).click()
        expect(person.page.locator(".panel--agenda")).to_contain_text("Arriving")
        tabs.filter(has_text=re.compile("People")).click()
        expect(person.page.locator(".panel--people")).to_contain_text("Amal")
