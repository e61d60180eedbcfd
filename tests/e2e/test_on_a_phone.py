"""The room on a phone: in every state phase, time and the own action are in view, and nothing covers them."""

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import OUT_OF_REACH
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

UPRIGHT: ViewportSize = {"width": 360, "height": 640}
SMALL: ViewportSize = {"width": 320, "height": 640}
SIDEWAYS: ViewportSize = {"width": 640, "height": 360}  # also a laptop at 200 %
ABOVE_A_KEYBOARD: ViewportSize = {"width": 360, "height": 330}
SIZES = (UPRIGHT, SMALL, SIDEWAYS, ABOVE_A_KEYBOARD)
LONG = "Das ist ein langer Beitrag, der auf dem Telefon viele Zeilen braucht. " * 15

LIES_ON_TOP = """(each) => {
    const { left, top, width, height } = each.getBoundingClientRect();
    return each === document.elementFromPoint(left + width / 2, top + height / 2);
}"""


def arrive(live_site: Site, open_page: OpenPage, title: str) -> tuple[Moderator, Guest, Guest]:
    """A moderator at a desk and two people with phones, before the session is open."""
    server = live_site.servers[0]
    moderator = Moderator(open_page(server, language="en"), "Daniel Okafor")
    moderator.log_in()
    path = moderator.plan(title).removeprefix(server.url)
    moderator.enter()
    amal, bernd = (Guest(open_page(server, language="en", **UPRIGHT), name) for name in ("Amal Haddad", "Bernd"))
    for guest in (amal, bernd):
        guest.accept(path)
    return moderator, amal, bernd


def is_in_reach(page: Page, *others: Locator) -> None:
    """In every size the page is no higher than the screen; top, tabs and what one can do are wholly in view."""
    for size in SIZES:
        page.set_viewport_size(size)
        page.wait_for_function("(most) => document.documentElement.scrollHeight <= most", arg=size["height"])
        for part in (page.locator(".top__phase"), page.locator(".tabs"), *others):
            expect(part).to_be_in_viewport(ratio=0.99)
        for tab in page.locator(".tab").all():
            assert tab.evaluate("(each) => each.offsetHeight") >= 44, size
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.set_viewport_size(UPRIGHT)


def is_whole_on_every_tab(*pages: Page) -> None:
    for page in pages:
        before = page.viewport_size
        for size in (UPRIGHT, SIDEWAYS):
            page.set_viewport_size(size)
            for tab in page.locator(".tab").all():
                tab.click()
                expect(tab).to_have_attribute("aria-current", "true")
                assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
                assert page.evaluate(OUT_OF_REACH) == []
                expect(page.locator(".top__phase")).to_be_in_viewport(ratio=0.99)
            page.locator(".tab").first.click()
        page.set_viewport_size(before or UPRIGHT)


def test_in_every_state_the_phase_the_tabs_and_the_own_action_stay_in_view(live_site: Site, open_page: OpenPage):
    moderator, amal, bernd = arrive(live_site, open_page, "States")
    page = amal.page
    is_in_reach(page, page.get_by_text("You are in. We wait"))
    is_whole_on_every_tab(page, moderator.page)
    moderator.open()
    is_in_reach(page, page.get_by_role("button", name="I confirm the ground rules"))
    is_whole_on_every_tab(page, moderator.page)
    amal.confirm_rules()
    bernd.confirm_rules()
    is_in_reach(page, page.locator("#contribution"))

    for n in range(4):
        moderator.say(f"{n} {LONG}")
    amal.sees("3 Das")
    is_in_reach(page, page.locator("#contribution"), page.locator(".top__title"))
    is_whole_on_every_tab(page, moderator.page)

    moderator.page.get_by_role("button", name="Pause", exact=True).click()
    moderator.page.get_by_label("Why? Everybody reads it.").fill("Fresh air")
    moderator.page.get_by_role("button", name="Begin the pause").click()
    is_in_reach(page, page.locator(".pause__reason"))
    is_whole_on_every_tab(page, moderator.page)
    moderator.page.get_by_role("button", name="Go on", exact=True).first.click()
    expect(page.locator("#contribution")).to_be_visible()

    page.context.set_offline(True)
    expect(page.get_by_text("The connection is lost")).to_be_visible(timeout=60_000)
    is_in_reach(page, page.locator("#contribution"))
    is_whole_on_every_tab(page)
    page.context.set_offline(False)
    expect(page.get_by_text("The connection is lost")).to_have_count(0, timeout=60_000)

    # Whoever comes back takes another place in the list, so that Bernd's changes, too.
    expect(moderator.page.locator(".person", has_text="Amal").locator(".person__here")).to_have_text("here")
    moderator.page.locator(".person", has_text="Bernd").locator("summary").click()
    moderator.page.get_by_role("button", name="Remove from the session").click()
    moderator.page.locator("form .button", has_text="Remove from the session").click()
    is_in_reach(bernd.page, bernd.page.get_by_text("The moderation has ended your part"))
    is_whole_on_every_tab(bernd.page)

    moderator.page.get_by_role("button", name="End the session").click()
    moderator.page.get_by_role("button", name="Yes, end it").click()
    is_in_reach(page, page.get_by_role("link", name="Read the transcript"))
    is_whole_on_every_tab(page, moderator.page)


def test_who_has_the_floor_stands_on_every_tab_and_oneself_feels_it(live_site: Site, open_page: OpenPage):
    moderator, amal, bernd = arrive(live_site, open_page, "Whose turn")
    amal.page.add_init_script("navigator.vibrate = (pattern) => { window.felt = pattern; return true; }")
    amal.page.reload()
    moderator.open()
    for guest in (amal, bernd):
        guest.confirm_rules()
    moderator.next_phase()
    expect(moderator.page.locator(".top__name")).to_have_text("Was mich herführt")  # a round
    is_whole_on_every_tab(amal.page, moderator.page)
    moderator.next_phase(all_the_same=True)
    expect(moderator.page.locator(".top__name")).to_have_text("Nachfragen")
    for guest in (amal, bernd):
        is_in_reach(guest.page, guest.page.get_by_role("button", name="Ask for the floor"))
    is_whole_on_every_tab(amal.page, moderator.page)
    amal.page.locator(".tab", has_text="People").click()
    bernd.page.get_by_role("button", name="Ask for the floor").click()
    title = amal.page.title()
    give(moderator, "Bernd")
    stands_on_every_tab(amal.page, "has the floor")
    assert amal.page.title() == title
    amal.page.locator(".tab", has_text="Conversation").click()
    amal.page.get_by_role("button", name="Ask for the floor").click()
    amal.page.locator(".tab", has_text="Agenda").click()
    give(moderator, "Amal Haddad")
    stands_on_every_tab(amal.page, "You have the floor")
    assert amal.page.title() == f"You have the floor – {title}"
    assert amal.page.evaluate("window.felt")
    amal.page.locator(".tab", has_text="Conversation").click()
    is_in_reach(amal.page, amal.page.locator("#contribution"), amal.page.locator(".turn[data-mine=true]"))


def give(moderator: Moderator, name: str) -> None:
    moderator.page.get_by_role("button", name=f"Give the floor to \u2068{name}").first.click()


def stands_on_every_tab(page: Page, words: str) -> None:
    expect(page.locator(".turn")).to_contain_text(words)
    for tab in page.locator(".tab").all():
        tab.click()
        expect(page.locator(".turn")).to_be_in_viewport(ratio=0.99)
        expect(page.locator(".turn__time")).to_contain_text("left")


def test_a_menu_is_a_sheet_that_nothing_covers(live_site: Site, open_page: OpenPage):
    moderator, amal, _bernd = arrive(live_site, open_page, "Sheets")
    moderator.open()
    amal.confirm_rules()
    for n in range(3):
        moderator.say(f"{n} {LONG}")
    amal.sees("2 Das")
    amal.page.locator("#scroll").evaluate("(each) => each.scrollTo(0, 0)")
    moderator.say("one more")
    expect(amal.page.locator(".unread")).to_be_visible()
    for size in (UPRIGHT, SIDEWAYS):
        amal.page.set_viewport_size(size)
        amal.page.locator(".menu__button").first.click()
        entries = amal.page.locator(".menu__entry")
        expect(entries.first).to_be_visible()
        for entry in entries.all():
            expect(entry).to_be_in_viewport(ratio=0.99)
            assert entry.evaluate(LIES_ON_TOP)
        expect(amal.page.locator(".unread")).to_be_hidden()
        amal.page.mouse.click(20, 20)
        expect(entries).to_have_count(0)


def test_what_needs_a_decision_stays_in_view_with_forty_in_the_list_and_a_question_is_one_tap_away(
    live_site: Site, open_page: OpenPage
):
    moderator, amal, _bernd = arrive(live_site, open_page, "Decisions")
    moderator.open()
    amal.confirm_rules()
    amal.say("They are all the same")
    moderator.act_on("They are all the same", "Hold back")
    moderator.page.locator(".act .button", has_text="Hold back").click()
    column = moderator.page.locator(".side--end")
    expect(column.locator(".part--decisions")).to_be_visible()
    column.locator(".panel").last.evaluate("(each) => { each.style.minBlockSize = '1800px' }")  # forty lines
    column.evaluate("(each) => each.scrollTo(0, each.scrollHeight)")
    expect(column.locator(".part--decisions")).to_be_in_viewport(ratio=0.99)

    for size in (UPRIGHT, SIDEWAYS):
        moderator.page.set_viewport_size(size)
        question = moderator.page.locator(".questions__one").first
        expect(question).to_be_in_viewport(ratio=0.99)
        asked = question.inner_text()
        question.click()
        expect(moderator.page.locator("#contribution")).to_be_focused()
        assert asked in moderator.page.locator("#contribution").input_value()
        moderator.page.get_by_role("button", name="Undo").click()
        expect(moderator.page.locator("#contribution")).to_have_value("")
        moderator.page.locator(".bank summary").click()
        expect(moderator.page.locator(".bank .menu__entry").first).to_be_in_viewport(ratio=0.99)
        moderator.page.locator(".bank summary").press("Escape")
        expect(moderator.page.locator(".bank .menu__entry").first).to_be_hidden()


ENOUGH_OF_A_SCREEN = "(least) => document.querySelector('#scroll').clientHeight / innerHeight >= least"


def test_in_the_opening_rules_are_read_and_the_conversation_and_the_field_are_in_reach(
    live_site: Site, open_page: OpenPage
):
    moderator, amal, bernd = arrive(live_site, open_page, "Opening")
    page, rules = amal.page, amal.page.locator(".rules")
    moderator.open()
    bernd.confirm_rules()
    bernd.say("Good morning")
    bar = page.get_by_role("button", name="Our ground rules", expanded=True)
    expect(bar).to_contain_text("1 of 2 people have confirmed")
    confirm = page.get_by_role("button", name="I confirm the ground rules")
    is_in_reach(page, bar, confirm, page.locator("#contribution"))
    for size, least in ((UPRIGHT, 0.35), (SMALL, 0.35), (SIDEWAYS, 0.35), (ABOVE_A_KEYBOARD, 0.12)):
        page.set_viewport_size(size)
        page.wait_for_function(ENOUGH_OF_A_SCREEN, arg=least)
    page.set_viewport_size(UPRIGHT)

    # One looks what is being said, and comes back to the rules, to their beginning.
    bar.click()
    expect(rules).to_be_hidden()
    expect(page.get_by_text("Good morning", exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="Our ground rules", expanded=False).click()
    expect(rules.locator("li").first).to_be_in_viewport()
    confirm.click()
    expect(rules).to_be_hidden()
    expect(page.get_by_text("Good morning", exact=True)).to_be_in_viewport()

    # Whatever is proposed stands above the field, and what one objects to opens the rules.
    bernd.page.get_by_role("button", name="Our ground rules", expanded=False).click()
    bernd.page.get_by_label("Propose a ground rule").fill("We let each other finish, however long it takes. " * 4)
    bernd.page.get_by_role("button", name="Propose the rule").click()
    agree, against = (page.locator(".reminder").get_by_role("button", name=name) for name in ("I agree", "Object"))
    is_in_reach(page, agree, against, page.locator("#contribution"))
    against.click()
    expect(page.get_by_label("Why? One sentence")).to_be_focused()
    page.get_by_label("Why? One sentence").fill("Not however long")
    rules.get_by_role("button", name="Object to it").click()
    expect(rules).to_contain_text("Not however long")
    is_whole_on_every_tab(page, bernd.page, moderator.page)

    # Who moderates has the conversation, and the rules one tap away.
    phone = moderator.page
    phone.set_viewport_size(UPRIGHT)
    expect(phone.locator(".rules")).to_be_hidden()
    phone.get_by_role("button", name="Our ground rules", expanded=False).click()
    expect(phone.locator(".rules li").first).to_be_in_viewport()
    is_in_reach(phone, phone.locator("#contribution"))
    phone.set_viewport_size({"width": 1280, "height": 800})
    expect(phone.get_by_role("button", name="Our ground rules")).to_be_hidden()
    expect(phone.locator(".rules")).to_be_visible()
