"""People sit together: two phones, whoever keeps the record, a projector that nobody logged in, and one device for
whoever has no phone."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import PASSWORD, TRAINER, Guest
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

# The opening is over, and a round begins. Rosa, who came first, is away.
SCENE = """
from django.utils import timezone
from community.models import User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Medium, Mode, MovePhase, OpenRoom, Phase, SetAgenda
from deliberation.core.agreement import ConfirmRules
from deliberation.core.people import Join
from deliberation.log import deciding
from deliberation.models import AgendaTemplate, Session
trainer = User.objects.get(email="daniel@example.org")
template, now = AgendaTemplate.objects.first(), timezone.now()
session = Session(title="Am Tisch", question="Wer hilft?", template=template, starts_at=now, medium=Medium.SPOKEN)
sessions.plan(session, trainer)
room, moderator = sessions.plenary(session).pk, session.participations.get()
phases = (
    Phase("opening", "Ankommen", 5, Mode.FREE),
    Phase("stake", "Bezug", 5, Mode.ROUND),
    Phase("stake", "Still", 5, Mode.SILENT_ROUND),
    Phase("outcome", "Abstimmen", 5, Mode.VOTE),
)
def take(by, command):
    assert not deciding.handle(room, by.pk, command).refused
def known():
    return deciding.load(room).room
take(moderator, Join(moderator.name, Role.MODERATOR, ""))
take(moderator, SetAgenda("Wer hilft?", phases, Medium.SPOKEN))
take(moderator, OpenRoom())
first = session.participations.create(name="Rosa", role=Role.PARTICIPANT)
take(first, Join("Rosa", Role.PARTICIPANT, ""))
take(first, ConfirmRules(known().agreement.version))
take(moderator, MovePhase(known().agenda.moved, 1))
tokens = [sessions.invitation_for(session, role).token for role in (Role.PARTICIPANT, Role.RECORDER)]
print(session.key, session.projector_key, session.device_key, *tokens)
"""


def come_in(page: Page, name: str, token: str) -> Guest:
    page.goto(f"/sessions/join/{token}/")
    page.locator("[name=name]").fill(name)
    page.locator("main form:has([name=name]) [type=submit]").click()
    page.locator("a[href$='/room/']").first.click()
    page.locator("#doing").get_by_role("button", name=re.compile("Grundregeln|ground rules")).click()
    return Guest(page, name)


def test_a_spoken_sitting_with_two_phones_a_projector_a_record_and_a_device_that_goes_round(
    live_site: Site, open_page: OpenPage
) -> None:
    session, key, tablet, phones, record = live_site.shell(SCENE).split()
    wall = open_page()
    wall.goto(f"/sessions/projector/{key}/")
    expect(wall.locator("h1")).to_have_text("Wer hilft?")
    jutta = come_in(open_page(width=360, height=740), "Jutta", phones)
    samir = come_in(open_page(width=360, height=740), "Samir", phones)
    recorder = come_in(open_page(), "Petra", record)

    jutta.page.get_by_role("button", name=re.compile("Ich fange an|I begin to speak")).click()
    expect(wall.locator(".wall__speaker")).to_have_text(re.compile(r"Jutta\s+0:\d\d"))
    recorder.page.locator("#whose").select_option(label="Jutta")
    recorder.page.locator("#gist").fill("Sie begleitet ihre Nachbarin.")
    recorder.page.locator("form:has(#whose) .button").click()
    for each in (jutta, samir):
        each.sees("Sie begleitet ihre Nachbarin.")
    jutta.page.locator("#doing .button--large").click()
    expect(wall.locator(".wall__speaker")).to_have_count(0)
    expect(wall.locator("body")).not_to_contain_text("Nachbarin")
    expect(wall.locator("body")).not_to_contain_text("Petra")

    device = open_page(width=820, height=1100)
    come_without_a_phone(device, tablet, "Emine")
    moderator = open_page()
    log_in(moderator, f"/sessions/{session}/room/")
    for name in ("Samir", "Emine"):  # who has no phone is here as everybody is
        expect(moderator.get_by_role("button", name=name).first).to_be_visible()
        moderator.keyboard.press(" ")
        expect(wall.locator(".wall__speaker")).to_have_text(re.compile(rf"{name}\s+0:\d\d"))
    moderator.locator(".button--wide", has_text="Still").click()
    moderator.get_by_role("button", name=re.compile("Trotzdem weiter|Go on all the same")).click()  # Emine speaks
    hand_in_at(device, "Emine", "Das bleibt unter uns.")
    expect(wall.locator("body")).to_contain_text(re.compile("1 (von|of) 4"))


def test_whoever_spoke_corrects_what_was_written_down_of_it(live_site: Site, open_page: OpenPage) -> None:
    """Everybody reads it as they meant it, and still who wrote it down; nobody else can correct it."""
    *_, phones, record = live_site.shell(SCENE).split()
    jutta, samir = (come_in(open_page(width=360, height=740), name, phones) for name in ("Jutta", "Samir"))
    recorder = come_in(open_page(), "Petra", record)
    recorder.page.locator("#whose").select_option(label="Jutta")
    recorder.page.locator("#gist").fill("Sie hilft allen Nachbarn.")
    recorder.page.locator("form:has(#whose) .button").click()
    everybody = (jutta, samir, recorder)
    for each in everybody:
        is_written_down(each, "Sie hilft allen Nachbarn.")
    assert entries(samir, "allen Nachbarn", "Berichtigen") == 0

    assert entries(jutta, "allen Nachbarn", "Berichtigen") == 1
    jutta.page.get_by_role("button", name="Berichtigen", exact=True).click()
    field = jutta.page.locator("form.act textarea")
    expect(field).to_have_value("Sie hilft allen Nachbarn.")
    field.fill("Ich begleite eine Nachbarin zu Terminen.")
    jutta.page.locator("form.act").get_by_role("button", name="Speichern").click()
    for each in everybody:
        is_written_down(each, "Ich begleite eine Nachbarin zu Terminen.")
        each.does_not_see("allen Nachbarn")
    expect(jutta.page.locator(".said:focus")).to_contain_text("Ich begleite")
    jutta.page.reload()
    is_written_down(jutta, "Ich begleite eine Nachbarin zu Terminen.")


def is_written_down(guest: Guest, text: str) -> None:
    said = guest.page.locator(".said[id]", has_text=text)
    expect(said).to_contain_text(re.compile(r"Festgehalten von \W*Petra"))
    expect(said.locator(".said__head")).to_contain_text("Jutta")


def entries(guest: Guest, text: str, label: str) -> int:
    """How many entries of this name the menu of a contribution has, if it has one."""
    summary = guest.page.locator(".said[id]", has_text=text).locator("summary")
    if not summary.count():
        return 0
    summary.click()
    expect(guest.page.locator(".menu__entry").first).to_be_visible()
    return guest.page.get_by_role("button", name=label, exact=True).count()


BALLOT = SCENE.replace(
    "print(session.key",
    """
from deliberation.core.vote import BallotForm, OpenBallot
emine = sessions.list_person(session, "Emine", "")
take(emine, ConfirmRules(known().agreement.version))
take(moderator, MovePhase(known().agenda.moved, 3))
take(moderator, OpenBallot(BallotForm.OPINION, ("Wir treffen uns wieder", "Wir laden mehr Leute ein")))
print(session.key""",
)


def test_at_the_device_one_statement_comes_after_another_and_first_one_to_try_it_out(
    live_site: Site, open_page: OpenPage
) -> None:
    tablet = live_site.shell(BALLOT).split()[2]
    device = open_page(width=360, height=740)
    device.goto(f"/sessions/device/{tablet}/")
    device.get_by_role("link", name=re.compile("(Ich bin|I am) Emine")).click()
    shown, next_one = device.locator("[data-step]:visible"), device.locator("[data-next]")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text(re.compile("Heute war gutes Wetter|The weather was good today"))
    next_one.click()
    for place in ("1", "2"):
        expect(shown).to_contain_text(re.compile(f"{place} (von|of) 2"))
        if place == "1":
            next_one.click()  # nothing is chosen, so it stays
            expect(shown).to_contain_text(re.compile("1 (von|of) 2"))
        shown.locator("input").first.check()
        if place == "1":
            next_one.click()
            device.locator("[data-back]").click()
            expect(shown.locator("input").first).to_be_checked()
            next_one.click()
    device.locator("[data-send]").click()
    expect(device.locator(".messages")).to_contain_text(re.compile("abgegeben|handed in"))


def test_who_writes_before_the_last_font_is_there_keeps_it(live_site: Site, open_page: OpenPage) -> None:
    """When all of a page is loaded it forgets what a browser has filled in, and not what somebody has written."""
    tablet = live_site.shell(SCENE).split()[2]
    device = open_page(width=360, height=740)
    fonts: list[Route] = []
    device.route("**/*.woff2", lambda route: fonts.append(route))
    device.goto(f"/sessions/device/{tablet}/join/", wait_until="domcontentloaded")
    expect(device.locator("[name=name]")).to_be_visible()
    device.wait_for_function("document.fonts.status === 'loading'")
    device.locator("[name=name]").fill("Emine")
    assert device.evaluate("document.readyState") == "interactive"
    for each in fonts:
        each.abort()
    device.wait_for_load_state("load")
    expect(device.locator("[name=name]")).to_have_value("Emine")
    device.locator("main [type=submit]").click()
    expect(device.get_by_role("link", name=re.compile("(Ich bin|I am) Emine"))).to_be_visible()


def come_without_a_phone(page: Page, key: str, name: str) -> None:
    page.goto(f"/sessions/device/{key}/")
    page.locator("a[href$='/join/']").click()
    page.locator("[name=name]").fill(name)
    page.locator("main [type=submit]").click()
    page.get_by_role("link", name=re.compile(f"(Ich bin|I am) {name}")).click()
    page.locator("main [type=submit]").click()
    expect(page.locator(".messages")).to_contain_text(re.compile("abgegeben|handed in"))


def hand_in_at(page: Page, name: str, text: str) -> None:
    """Whoever has the device next reads nothing of it, not even by going back."""
    page.get_by_role("link", name=re.compile(f"(Ich bin|I am) {name}")).click()
    page.locator("[name=text]").fill(text)
    page.locator("main [type=submit]").click()
    expect(page.locator(".messages")).to_contain_text(re.compile("abgegeben|handed in"))
    page.go_back()
    expect(page.locator("[name=text]")).to_have_value("")


def log_in(page: Page, onward: str) -> None:
    page.goto(f"/accounts/login/?next={onward}")
    page.locator("[name=login]").fill(TRAINER)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form:has([name=password]) [type=submit]").first.click()
    expect(page.locator("#doing")).to_be_visible()
