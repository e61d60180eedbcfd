"""A card that somebody has laid lies beside their own field in the room, and nobody else comes across it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import both_find_nothing_where_nothing_moves
from tests.e2e.people import PASSWORD, Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

WORDS = "I want to ask whom this hurts."


def test_a_card_goes_into_the_field_of_its_owner_and_is_seen_by_nobody_else(live_site: Site, open_page: OpenPage):
    owner = Moderator(open_page(language="en", width=360), "Daniel Okafor")
    owner.log_in()
    owner.page.goto("/sessions/cards/")
    owner.page.get_by_label("What you want to say").fill(WORDS)
    owner.page.get_by_role("button", name="Lay this card").click()
    expect(owner.page.get_by_text("Your card is ready.")).to_be_visible()
    invitation = owner.plan("With a card")
    owner.enter()
    owner.open()
    guest = Guest(open_page(language="en"), "Amal")
    guest.accept(invitation.removeprefix(live_site.servers[0].url))
    guest.confirm_rules()
    expect(guest.page.locator("#contribution")).to_be_visible()
    assert WORDS not in guest.page.content()

    owner.page.get_by_text("Your card", exact=True).click()
    with owner.page.expect_response(lambda response: "/away/" in response.url):
        owner.page.get_by_role("button", name=WORDS).click()
    expect(owner.page.locator("#contribution")).to_have_value(WORDS)
    owner.page.reload()
    expect(owner.page.locator("#contribution")).to_have_value(WORDS)
    expect(owner.page.get_by_text("Your card", exact=True)).to_have_count(0)


def test_a_case_is_written_and_handed_in_without_javascript(
    open_page: OpenPage, login: Callable[[Page, str, str], None], axe: Callable[..., list[str]]
):
    page = open_page(width=360, javascript=False)
    login(page, "krystyna@example.org", PASSWORD)
    page.goto("/learn/cases/new/")
    for name in ("situation", "who", "thought", "happened"):
        page.locator(f"[name={name}]").fill("Am Schalter.")
    page.get_by_role("button", name="Für mich speichern").click()
    page.locator("[name=consent]").check()
    page.get_by_role("button", name="Diesen Fall abgeben").click()
    expect(page.get_by_text("Sie haben ihn abgegeben")).to_be_visible()


@pytest.mark.parametrize("address", ["/sessions/cards/", "/learn/cases/", "/learn/cases/new/"])
def test_pages_of_what_is_ones_own_in_every_look(
    address: str, open_page: OpenPage, login: Callable[[Page, str, str], None], axe: Callable[..., list[str]]
):
    page = open_page(language="de")
    login(page, "farid@example.org", PASSWORD)
    page.goto(address)
    both_find_nothing_where_nothing_moves(page, axe)
