"""Small groups as the moderation has them: proposed, sent, walked through and called back, by the keyboard alone."""

import re
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Route, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import FOCUSED, Guest, Moderator
from tests.e2e.servers import Site
from tests.e2e.test_modes import PHONE, is_whole

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


def gather(live_site: Site, open_page: OpenPage, title: str, **size: Any) -> tuple[Moderator, list[Guest]]:
    moderator = Moderator(open_page(live_site.servers[0], language="en", **size), "Daniel Okafor")
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


def test_who_changes_the_proposal_before_the_answer_comes_is_not_led_away(live_site: Site, open_page: OpenPage):
    moderator, _ = gather(live_site, open_page, "Before the answer")
    page = moderator.page
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/groups/", lambda route: held.append((route, route.fetch())))
    propose(moderator)
    page.locator(".seat__name", has_text="Amal").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".seat__form select")).to_be_focused()
    for route, answer in held:
        route.fulfill(response=answer)
    expect(page.locator("#forming")).to_have_count(0)
    expect(page.locator(".seat__form select")).to_be_focused()


# --- on a phone, by keyboard ------------------------------------------------------------------------------------------


def test_on_a_phone_groups_are_put_by_hand_led_written_to_closed_and_formed_again(
    live_site: Site, open_page: OpenPage
) -> None:
    moderator, guests = gather(live_site, open_page, "On a phone", **PHONE)
    page = moderator.page
    open_tab(moderator)
    propose_by_hand(moderator)
    for name, group in zip(NAMES, (1, 1, 2, 2), strict=True):
        put(moderator, name, group)
    let_moderate(moderator, "Daniel", 1)
    is_whole(page)
    moderator.press("Send 4 people into 2 groups")
    are_in(guests, 1, 1, 2, 2)
    expect(page.locator(".place strong").first).to_have_text(re.compile("1"))
    expect(guests[2].page.locator(".person", has_text="Daniel Okafor")).to_contain_text("Group 1")

    open_tab(moderator)
    expect(page.locator(".out", has_text="You moderate this group.")).to_contain_text("Group 1")
    is_whole(page)
    moderator.press("Write to all groups")
    moderator.go_to("Your message")
    page.keyboard.type("Ten minutes from now")
    is_whole(page)
    moderator.press("Send$")
    for guest in guests:
        guest.sees("Ten minutes from now")
    moderator.press("Everybody back now")
    expect(guests[0].page.locator(".place")).to_have_count(0)

    propose_as_last_time(moderator)
    expect(page.locator("#proposal")).to_contain_text(re.compile(r"Daniel Okafor\W* moderates this group"))
    expect(page.locator("#proposal")).to_contain_text("You go along into group 1.")
    is_whole(page)
    moderator.press("Send 4 people into 2 groups")
    are_in(guests, 1, 1, 2, 2)
    close(moderator, 2)
    for guest in guests[2:]:
        expect(guest.page.locator(".place")).to_have_count(0)
    expect(guests[2].page.locator(".person", has_text="Daniel Okafor")).to_contain_text("Group 1")
    expect(guests[2].page.locator(".away")).to_be_empty()
    is_whole(page)


def open_tab(moderator: Moderator) -> None:
    """In a group there is nothing else for whoever moderates, so it is called otherwise there."""
    moderator.press("Moderation|Breakout rooms")


def choose_way(moderator: Moderator, name: str) -> None:
    """Arrows lead from one way to the next."""
    moderator.go_to("Mixed|By hand")
    while not moderator.page.get_by_role("radio", name=name, exact=True).is_checked():
        moderator.page.keyboard.press("ArrowDown")


def propose_by_hand(moderator: Moderator) -> None:
    moderator.press("Form groups")
    choose_way(moderator, "By hand")
    moderator.go_to("So many people in each")
    moderator.page.keyboard.press("ArrowDown")
    moderator.go_to("Number of groups")
    moderator.page.keyboard.type("2")
    is_whole(moderator.page)
    moderator.press("Propose groups")
    expect(moderator.page.locator(".seats--behind .seat")).to_have_count(4)


def propose_as_last_time(moderator: Moderator) -> None:
    open_tab(moderator)
    moderator.press("Form groups")
    choose_way(moderator, "As last time")
    moderator.press("Propose groups")


def put(moderator: Moderator, name: str, group: int) -> None:
    """The list is one stop: arrows lead to the name."""
    behind = moderator.page.locator(".seats--behind")
    while not behind.evaluate("(each) => each.contains(document.activeElement)"):
        moderator.page.keyboard.press("Tab")
    while name not in focused(moderator):
        moderator.page.keyboard.press("ArrowDown")
    moderator.page.keyboard.press("Enter")
    answer(moderator, f"Group {group}", "Put them there")
    expect(moderator.page.get_by_role("region", name=re.compile(f"^Group {group} "))).to_contain_text(name)


def let_moderate(moderator: Moderator, name: str, group: int) -> None:
    moderator.press(f"Group {group}: Let somebody moderate it")
    answer(moderator, name, "Give them this group")
    expect(moderator.page.locator("#proposal")).to_contain_text(re.compile(rf"{name} Okafor\W* moderates this group"))


def answer(moderator: Moderator, option: str, button: str) -> None:
    """By the first letters of what one wants, once the page has led to the list."""
    expect(moderator.page.locator("select:focus")).to_be_visible()
    moderator.page.keyboard.type(option)
    is_whole(moderator.page)
    moderator.press(button)


def close(moderator: Moderator, group: int) -> None:
    open_tab(moderator)
    moderator.press(f"What can be done with group {group}$")
    moderator.press("Close the group$")
    is_whole(moderator.page)
    moderator.press("Close it")
    expect(moderator.page.locator(".out")).to_have_count(1)


def are_in(guests: list[Guest], *groups: int) -> None:
    for guest, group in zip(guests, groups, strict=True):
        expect(guest.page.locator(".place strong").first).to_have_text(re.compile(rf"\b{group}\b"))
