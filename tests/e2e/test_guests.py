"""A guest finds the session again, in this browser and by the mail, and keeps the place with an account."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import PASSWORD, Guest, Moderator
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

TITLE = "A session that a guest keeps"
ADDRESS = "petra@example.org"

WAY_BACK = f"""
from deliberation import entrance
from deliberation.models import Participation
print(entrance.way_back(Participation.objects.get(name="Petra", session__title={TITLE!r})))
"""

CODE = """
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from community.models import BrowserSession
kept = [each.get_decoded().get(EMAIL_VERIFICATION_CODE_SESSION_KEY) for each in BrowserSession.objects.all()]
print(next(each["code"] for each in kept if each and each["email"] == "petra@example.org"))
"""


def test_a_guest_finds_back_on_each_device_and_keeps_the_place_with_an_account(live_site: Site, open_page: OpenPage):
    trainer = Moderator(open_page(language="en"), "Daniel")
    trainer.log_in()
    invitation = trainer.plan(TITLE)
    guest = Guest(open_page(language="en", width=360), "Petra")
    guest.accept(invitation, email=ADDRESS)  # the mail itself is tested where mails can be read

    elsewhere = open_page(language="en")
    elsewhere.goto(f"/sessions/back/{live_site.shell(WAY_BACK)}/")
    expect(elsewhere.locator("main")).to_contain_text("Petra")
    elsewhere.get_by_role("button", name="Back to the session").click()
    expect(elsewhere.get_by_role("link", name="Enter the room")).to_be_visible()

    page = guest.page
    page.goto("/")
    page.get_by_role("link", name=f"Back to the session “{TITLE}”").click()
    page.get_by_role("button", name="Keep the place with a new account").click()
    written = {"email": ADDRESS, "display_name": "Petra", "password1": PASSWORD, "password2": PASSWORD}
    for name, value in written.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("main").get_by_role("button", name="Create an account").click()
    expect(page).to_have_url(re.compile("/accounts/confirm-email/"))
    page.locator("[name=code]").fill(live_site.shell(CODE))
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Yes, that was me").click()
    expect(page.locator("main")).to_contain_text("From now on you take part with your account.")
    page.goto("/me/")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
