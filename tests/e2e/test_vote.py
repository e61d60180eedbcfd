"""A vote of three people, on a small phone and with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

SCENE = """
from django.utils import timezone
from community.models import User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Mode, MovePhase, OpenRoom, Phase, SetAgenda
from deliberation.core.agreement import ConfirmRules
from deliberation.core.people import Join
from deliberation.log import deciding
from deliberation.models import AgendaTemplate, Session
trainer = User.objects.get(email="daniel@example.org")
template, now = AgendaTemplate.objects.first(), timezone.now()
session = Session(title="Votum", question="Wer hilft?", template=template, starts_at=now)
sessions.plan(session, trainer)
room, moderator = sessions.plenary(session).pk, session.participations.get()
first = session.participations.create(name="Wiebke", role=Role.PARTICIPANT)
vote = Phase("outcome", "Ergebnis", 5, Mode.VOTE, asked=("Wir treffen uns wieder", "Die Stadt bezahlt"))
phases = (Phase("opening", "Ankommen", 5, Mode.FREE), vote)
def take(by, command):
    assert not deciding.handle(room, by.pk, command).refused
def known():
    return deciding.load(room).room
take(moderator, Join(moderator.name, Role.MODERATOR, ""))
take(first, Join("Wiebke", Role.PARTICIPANT, ""))
take(moderator, SetAgenda("Wer hilft?", phases))
take(moderator, OpenRoom())
take(first, ConfirmRules(known().agreement.version))
take(moderator, MovePhase(known().agenda.moved, 1))
print(session.key, sessions.invitation_for(session, Role.PARTICIPANT).token)
"""


def come_in(page: Page, name: str, token: str) -> Page:
    page.goto(f"/sessions/join/{token}/")
    page.locator("[name=name]").fill(name)
    page.locator("main form:has([name=name]) [type=submit]").click()
    page.locator("a[href$='/room/']").first.click()
    page.locator("#doing").get_by_role("button", name=re.compile("Grundregeln|ground rules")).click()
    return page


def press_until(page: Page, name: str) -> None:
    """To a button and onto it, as far as tabs lead."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == name:
            page.keyboard.press("Enter")
            return
    pytest.fail(f"no tab leads to {name}")


def test_a_vote_from_the_practice_to_the_results(live_site: Site, open_page: OpenPage) -> None:
    key, token = live_site.shell(SCENE).split()
    tapping = come_in(open_page(width=360, height=740), "Amal", token)
    typing = come_in(open_page(), "Jutta", token)
    moderator = Moderator(open_page(), "Daniel")
    moderator.log_in()
    moderator.page.goto(f"/sessions/{key}/room/")
    expect(moderator.page.locator("#statements")).to_have_value("Wir treffen uns wieder\nDie Stadt bezahlt")
    press_until(moderator.page, "Abstimmung eröffnen")

    for _ in range(3):  # to try it out, and one tap for each statement
        tapping.locator("#vote").get_by_role("button", name="Stimme zu", exact=True).click()
        press_until(typing, "Stimme nicht zu")
    expect(tapping.locator("#vote")).to_contain_text("Niemand kann wissen, wie Sie abgestimmt haben")
    assert tapping.evaluate("document.documentElement.scrollWidth") <= 360
    tapping.locator("#vote").get_by_role("button", name="Abgeben").click()
    press_until(typing, "Abgeben")
    for page in (tapping, typing):
        expect(page.locator("#vote")).to_contain_text("Sie haben abgestimmt.")
    expect(moderator.page.locator(".turn")).to_have_text("2 von 3 haben abgestimmt")

    tapping.reload()
    tapping.get_by_role("button", name="Noch ändern").click()
    for _ in range(2):
        tapping.locator("#vote").get_by_role("button", name="Enthalte mich").click()
    tapping.locator("#vote").get_by_role("button", name="Abgeben").click()
    expect(tapping.locator("#vote")).to_contain_text("Sie haben abgestimmt.")

    press_until(moderator.page, "Schließen und Ergebnisse zeigen")
    tapping.get_by_role("button", name="Ergebnisse").click()
    for page in (tapping, typing, moderator.page):
        figures = page.locator(".result__figures").first
        expect(figures).to_have_text("Stimme zu: 0 · Stimme nicht zu: 1 · Enthalte mich: 1")
    expect(typing.locator("[role=log] p", has_text="Ergebnis aus 2 Stimmzetteln")).to_have_count(1)
    assert tapping.evaluate("document.documentElement.scrollWidth") <= 360
