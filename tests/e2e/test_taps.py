"""From the home page to a lesson, into a room and to a transcript on a small phone, with the taps counted.

A tap is what opens, sends or leads on. What one types is none, nor is the address of an invitation, which is opened
from a mail. What one taps in a room is counted where eight people go through all modes (`test_modes.py`).
"""

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Tapping
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

NEWCOMER = {"email": "nilufar@example.org", "display_name": "Nilufar", "password1": "zwei-klaenge-und-ein-akkord"}

INVITATION = """
from deliberation import sessions
from deliberation.models import Session
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
print(sessions.invitation_for(Session.objects.with_stage(Stage.OPEN).first(), Role.PARTICIPANT).token)
"""

# The code stands in her mail; her place in a session that is over saves the test a whole session.
CODE = """
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from community.models import User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.models import Session
from community.models import BrowserSession as Browser
nadia = User.objects.get(email="nilufar@example.org")
sessions.take_part(Session.objects.ended().first(), nadia, Role.PARTICIPANT)
kept = [browser.get_decoded().get(EMAIL_VERIFICATION_CODE_SESSION_KEY) for browser in Browser.objects.all()]
print(next(each["code"] for each in kept if each and each["email"] == nadia.email))
"""


@pytest.fixture
def phone(open_page: OpenPage) -> Tapping:
    return Tapping(open_page(width=360, height=740))


def test_from_the_home_page_to_a_first_lesson_back_to_it_and_to_a_transcript(live_site: Site, phone: Tapping):
    page = phone.page
    page.goto("/")
    phone.tap("Kurse ansehen")
    phone.tap("Deliberation gegen Menschenfeindlichkeit")
    phone.tap("Konto anlegen")
    for name, value in (NEWCOMER | {"password2": NEWCOMER["password1"]}).items():
        page.locator(f"[name={name}]").fill(value)
    phone.tap("Konto anlegen", "button")
    page.wait_for_url(lambda url: "/accounts/confirm-email/" in url)
    page.locator("[name=code]").fill(live_site.shell(CODE))
    phone.tap("Weiter", "button")
    phone.tap("Kurs beginnen", "button")
    expect(page.locator(".lesson")).to_be_visible()
    lesson = page.url.split("#")[0]
    assert phone.counted() <= 6

    page.goto("/")
    phone.touch(page.locator(".next-card .button"))
    expect(page.locator(".lesson")).to_be_visible()
    assert page.url.split("#")[0] == lesson
    assert phone.counted() == 1

    phone.touch(page.locator(".header summary", has_text="Menü"))
    phone.touch(page.get_by_role("banner").get_by_role("link", name="Meine Seite").locator("visible=true"))
    phone.tap("Mitschrift lesen")
    expect(page.locator(".transcript")).to_be_visible()
    assert phone.counted() == 3


def test_a_guest_is_in_the_room_leaves_it_and_finds_it_again(live_site: Site, phone: Tapping):
    page = phone.page
    page.goto(f"/sessions/join/{live_site.shell(INVITATION)}/")
    page.locator("[name=name]").fill("Omid")
    phone.tap("Teilnehmen", "button")
    phone.tap("Raum betreten")
    expect(page.locator("#doing")).to_be_visible()
    assert phone.counted() == 2

    phone.touch(page.locator(".top__leave"))
    phone.tap("Raum betreten")
    expect(page.locator("#doing")).to_be_visible()
    assert phone.counted() == 2

    page.goto("/")
    phone.tap("Zurück zur Sitzung")
    phone.tap("Raum betreten")
    expect(page.locator("#doing")).to_be_visible()
    assert phone.counted() == 2


def test_the_first_lesson_is_tried_without_an_account(phone: Tapping):
    page = phone.page
    page.goto("/")
    phone.tap("Kurse ansehen")
    phone.tap("Deliberation gegen Menschenfeindlichkeit")
    phone.tap("Erste Lektion ohne Konto ausprobieren")
    expect(page.locator(".lesson")).to_be_visible()
    assert phone.counted() == 3

    page.locator("textarea").fill("Was ich gesehen habe")
    page.locator("input[type=radio]").first.check()
    phone.tap("Antwort prüfen", "button")
    expect(page.locator(".feedback").first).to_be_visible()
    expect(page.locator("textarea")).to_have_value("Was ich gesehen habe")
