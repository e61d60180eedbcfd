"""People in the live room, as a test drives them: each has a page of their own and does what a person does there."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.servers import Site

PASSWORD = "zweiklang-demo"
TRAINER = "daniel@example.org"
MOST_TABS = 150
# What a screen reader calls an element, without the marks around names.
NAME = r"""(it) => {
    const name = it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent;
    return name.replace(/[\u2066-\u2069]/g, "").trim();
}"""
FOCUSED = f"() => ({NAME})(document.activeElement)"
IS_THERE = f"""(name) => [...document.querySelectorAll("a, button, input, select, summary, textarea, [tabindex]")]
    .some((it) => new RegExp(`^(?:${{name}})`).test(({NAME})(it)))"""


def make_person(site: Site, email: str, name: str, more: str = "") -> int:
    """Their number."""
    made = f"User.objects.create_user('{email}', '{PASSWORD}', display_name='{name}')"
    verified = "EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)"
    known = "from allauth.account.models import EmailAddress; from community.models import User"
    return int(site.shell(f"{known}; person = {made}; {verified}; {more or 'pass'}; print(person.pk)"))


def sent(page: Page, address: str, **fields: str) -> str:
    """Sends what the form at this address sends, and draws nothing; answers where it leads."""
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)', page.request.get(address).text())
    assert token
    form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token[1], **fields}
    return page.request.post(address, form=form).url


def log_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """That people log in by the form is a test of its own."""
    page.goto("about:blank")
    assert sent(page, "/accounts/login/", login=email, password=password).endswith("/me/")


class Tapping:
    """A page whose owner counts: a tap is what opens, sends or leads on, with a finger or with the Enter key."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, what: str, role: Any = "link") -> None:
        self.touch(self.page.get_by_role("main").get_by_role(role, name=what).first)

    def touch(self, target: Locator) -> None:
        self.taps += 1
        target.click()

    def press(self, name: str) -> None:
        """By the keyboard alone: to what has this name, as far as tabs lead, and onto it."""
        self.taps += 1
        self.go_to(name)
        self.page.keyboard.press("Enter")

    def go_to(self, name: str) -> None:
        """As soon as there is something that has this name."""
        self.page.wait_for_function(IS_THERE, arg=name)
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if re.match(name, self.page.evaluate(FOCUSED)):
                return
        pytest.fail(f"no tab leads to {name} in:\n{self.page.get_by_role('main').inner_text()}")

    def counted(self) -> int:
        taps, self.taps = self.taps, 0
        return taps


class Guest(Tapping):
    """Somebody who came in by an invitation link."""

    def __init__(self, page: Page, name: str) -> None:
        super().__init__(page)
        self.name = name

    def accept(self, invitation: str, kind: str = "culture_club", email: str = "") -> None:
        """By what the form of the invitation sends; it is filled in where taps are counted (`test_taps.py`)."""
        session = sent(self.page, invitation, name=self.name, kind=kind, email=email)
        self.page.goto(f"{session}room/")
        expect(self.page.locator("#doing")).to_be_visible()

    def enter(self) -> None:
        self.page.get_by_role("link", name="Enter the room").click()
        expect(self.page.locator("#doing")).to_be_visible()

    def confirm_rules(self) -> None:
        self.page.get_by_role("button", name="I confirm the ground rules").click()
        expect(self.page.get_by_role("button", name="I confirm the ground rules")).to_have_count(0)

    def say(self, text: str) -> None:
        self.page.locator("#contribution").fill(text)
        self.page.locator(".composer__line .button").click()

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator(".said[id] .said__text", has_text=text)).to_have_count(1)

    def does_not_see(self, text: str) -> None:
        expect(self.page.locator("body")).not_to_contain_text(text)

    def transcript(self) -> list[str]:
        """What stands in the conversation, from top to bottom; unsent ones have no place in it yet."""
        return self.page.locator(".said[id] .said__text").all_inner_texts()


class Moderator(Guest):
    def log_in(self) -> None:
        log_in(self.page, TRAINER)

    def plan(self, title: str, template: str = "Kennenlernen") -> str:
        """Plans a session through the form; its third phase has a speaking list. Answers the link for participants."""
        self.page.goto("/sessions/new/")
        self.page.locator("[name=title]").fill(title)
        self.page.locator("[name=question]").fill("Who may decide?")
        choice = self.page.locator("[name=template] option", has_text=template).get_attribute("value")
        self.page.locator("[name=template]").select_option(choice)
        soon = datetime.now(UTC) + timedelta(days=1)
        self.page.locator("[name=starts_at]").fill(soon.strftime("%Y-%m-%dT18:00"))
        self.page.get_by_role("button", name="Plan the session").click()
        return str(self.page.locator("#link-participant").input_value())

    def open(self) -> None:
        self.page.get_by_role("button", name="Open the session").click()

    def next_phase(self, all_the_same: bool = False) -> None:
        """Whatever comes next is done in that phase: until the room is there, the button leads to it."""
        step = self.page.get_by_role("button", name=re.compile("^Go on to"))
        leads_there = self.page.get_by_role("button", name=step.inner_text(), exact=True)
        step.click()
        if all_the_same:
            self.page.get_by_role("button", name="Go on all the same").click()
        expect(leads_there).to_have_count(0)

    def act_on(self, text: str, entry: str) -> None:
        contribution = self.page.locator(".said", has=self.page.locator(".said__text", has_text=text))
        contribution.locator("summary").click()
        contribution.get_by_role("button", name=entry, exact=True).click()

    def remove(self, name: str, reason: str) -> None:
        form = self._removing(name, "Remove from the session")
        form.get_by_label(reason, exact=True).check()
        form.get_by_role("button", name="Remove from the session").click()

    def free_place(self, name: str) -> None:
        self._removing(name, "Free the place").get_by_role("button", name="Free the place").click()

    def _removing(self, name: str, entry: str) -> Locator:
        self.page.locator(".person", has_text=name).locator("summary").click()
        self.page.get_by_role("button", name=entry, exact=True).click()
        return self.page.locator("form[id^=removing-]")
