"""A silent round in two languages on small phones, moderated with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

ARABIC = "جئت إلى هنا قبل ثلاث سنوات ولم أفهم الرسالة الأولى."
GERMAN = "Ich habe meine Nachbarin zum Amt begleitet."
# The opening is over: who comes in confirms the rules and is in the middle of the round.
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
session = Session(title="Still", question="Wer hilft?", template=template, starts_at=now)
sessions.plan(session, trainer)
room, moderator = sessions.plenary(session).pk, session.participations.get()
first = session.participations.create(name="Wiebke", role=Role.PARTICIPANT)
phases = (Phase("opening", "Ankommen", 5, Mode.FREE), Phase("stake", "Bezug", 5, Mode.SILENT_ROUND))
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


def come_in(page: Page, name: str, token: str) -> Guest:
    guest = Guest(page, name)
    page.goto(f"/sessions/join/{token}/")
    page.locator("[name=name]").fill(name)
    page.locator("main form:has([name=name]) [type=submit]").click()
    page.locator("a[href$='/room/']").first.click()
    page.locator("#doing").get_by_role("button", name=re.compile("Grundregeln|ground rules")).click()
    expect(page.locator("#sheet")).to_be_visible()
    return guest


def press_until(page: Page, name: str) -> None:
    """To a button and onto it, as far as tabs lead."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == name:
            page.keyboard.press("Enter")
            return
    pytest.fail(f"no tab leads to {name}")


def test_two_languages_in_one_silent_round_and_a_moderator_without_a_mouse(
    live_site: Site, open_page: OpenPage
) -> None:
    key, token = live_site.shell(SCENE).split()
    arabic = come_in(open_page(width=360, height=740, language="ar"), "سمير", token)
    german = come_in(open_page(width=360, height=740), "Jutta", token)
    moderator = Moderator(open_page(), "Daniel")
    moderator.log_in()
    moderator.page.goto(f"/sessions/{key}/room/")

    for guest, text in ((arabic, ARABIC), (german, GERMAN)):
        guest.page.locator("#sheet").fill(text)
        guest.page.locator("#doing form .button").first.click()  # the one tap
        expect(guest.page.locator(".sheet__text")).to_have_text(text)
    assert arabic.page.locator(".sheet__text").evaluate("each => getComputedStyle(each).direction") == "rtl"
    expect(moderator.page.locator(".turn")).to_have_text(re.compile("2 .* 3"))
    german.does_not_see(ARABIC)
    moderator.does_not_see(ARABIC)

    press_until(moderator.page, "2 Texte aufdecken")
    for each in (arabic, german, moderator):
        each.sees(ARABIC, GERMAN)
    assert arabic.transcript() == german.transcript() == moderator.transcript()
    heard = german.page.locator("[role=log] p", has_text="aufgedeckt")
    expect(heard).to_have_count(1)
    for each in (arabic, german):
        width = each.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360
