"""Nobody replies before they have shown that they understood: two people on phones, and whoever moderates."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator

pytestmark = pytest.mark.e2e

IN_THE_MIRROR = """
from deliberation.core import agenda
from deliberation.log import deciding
from deliberation.models import Session
session = Session.objects.get(title="Mirror")
room = session.rooms.get().pk
moderator = session.participations.get(role="moderator")
phases = (
    agenda.Phase("opening", "Opening", 5, agenda.Mode.FREE),
    agenda.Phase("perspective", "Change of perspective", 15, agenda.Mode.MIRROR),
)
assert deciding.handle(room, moderator.pk, agenda.SetAgenda("Who may decide?", phases)).refused == ""
"""


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def restate(guest: Guest, text: str) -> None:
    guest.page.get_by_label("As I understand you …").fill(text)
    press(guest.page, "Send it to the author")
    guest.sees(text)


def test_a_reply_opens_once_its_author_says_that_they_were_understood(live_site, open_page: OpenPage):
    moderator = Moderator(open_page(language="en"), "Daniel Okafor")
    moderator.log_in()
    invitation = moderator.plan("Mirror").removeprefix(live_site.servers[0].url)
    live_site.shell(IN_THE_MIRROR)
    moderator.enter()
    moderator.open()
    amal, samir = (Guest(open_page(language="en", width=360, height=740), name) for name in ("Amal", "Samir"))
    for guest in (amal, samir):
        guest.accept(invitation)
        guest.confirm_rules()
    moderator.next_phase()
    amal.say("The hour is the barrier")
    samir.sees("The hour is the barrier")

    contribution = samir.page.locator(".said", has_text="The hour is the barrier")
    contribution.locator("summary").click()
    expect(contribution.get_by_role("button", name="Reply", exact=True)).to_have_count(0)
    press(samir.page, "Say what you understood")
    restate(samir, "You mean that it is too late")
    amal.sees("You mean that it is too late")

    press(amal.page, "Not quite yet")
    amal.page.get_by_label("What is missing, or is it different?").fill("Too early, I mean")
    press(amal.page, "Send what is missing")
    expect(samir.page.get_by_text("Too early, I mean")).to_be_visible()
    press(samir.page, "Try it once more")
    restate(samir, "You mean that seven is too early")
    press(amal.page, "That is right")

    samir.page.locator("#doing").get_by_role("button", name="Reply now").click()
    samir.say("And the tram comes at nine")
    amal.sees("And the tram comes at nine")
    expect(moderator.page.get_by_text("Confirmed at once: 0. At the second attempt: 1. Later: 0.")).to_be_visible()
