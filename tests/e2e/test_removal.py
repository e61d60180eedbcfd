"""Somebody is removed with a reason: out in all their tabs at once, not back by the link, and everybody knows it."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator

pytestmark = pytest.mark.e2e

SAID = "They insulted somebody"


def test_whoever_is_removed_is_out_in_all_tabs_and_the_place_is_free(open_page: OpenPage):
    moderator = Moderator(open_page(language="en"), "Daniel")
    moderator.log_in()
    invitation = moderator.plan("A session that somebody disturbs")
    moderator.enter()
    moderator.open()
    disturbs, other = Guest(open_page(language="en"), "Bernd"), Guest(open_page(language="en"), "Farid")
    disturbs.accept(invitation)
    other.accept(invitation)
    lobby = disturbs.page.context.new_page()
    lobby.goto(disturbs.page.url)
    expect(lobby.locator("#doing")).to_be_visible()

    moderator.remove("Bernd", SAID)

    for tab in (lobby, disturbs.page):
        expect(tab.locator("main")).to_contain_text(SAID)
    expect(other.page.locator("body")).to_contain_text(re.compile("has removed .?Bernd.?\\. The reason"))
    disturbs.page.goto(invitation)
    expect(disturbs.page.locator("main")).to_contain_text("You cannot come in again by a link.")
    expect(moderator.page.locator(".panel--people")).to_contain_text(SAID)
