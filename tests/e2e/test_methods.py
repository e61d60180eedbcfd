"""Methods as data: what an editor writes in the CMS runs in a room; a trainer moves phases and keeps some for later."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import PASSWORD, Guest, Moderator
from tests.e2e.servers import Site
from tests.e2e.test_course import choose

pytestmark = pytest.mark.e2e

# What the editor's page saves by itself while they write may be a draft beside it.
IN_REVIEW = """
from deliberation.models import Method
print(next(each.pk for each in Method.objects.all() if each.current_workflow_state))
"""
LogIn = Callable[[Page, str, str], None]


def write_phase(page: Page, number: int, **fields: str) -> None:
    """In the editor of Wagtail, below those that are there."""
    page.get_by_role("button", name="Insert a block").last.click()
    for name, value in fields.items():
        field = page.locator(f"[name=phases-{number}-value-{name}]")
        field.select_option(value) if name in {"code", "mode", "formation"} else field.fill(value)


def change_agenda(page: Page) -> None:
    page.get_by_role("link", name="Change the agenda").click()
    expect(page.locator("[data-agenda].agenda--lively")).to_be_visible()


def save_agenda(page: Page) -> None:
    page.get_by_role("button", name="Save the agenda").click()
    expect(page.get_by_text("The agenda is saved.")).to_be_visible()


def test_a_seventh_method_that_an_editor_writes_runs_in_a_room(live_site: Site, open_page: OpenPage, login: LogIn):
    editor = open_page(language="en")
    login(editor, "ines@example.org", PASSWORD)
    editor.goto("/admin/snippets/deliberation/method/add/")
    editor.locator("[name=title]").fill("Brief an morgen")
    write_phase(editor, 0, code="stake", title="Ein Brief", minutes="8", mode="silent_round")
    editor.locator("[name=phases-0-value-anonymous]").press("Space")  # a click may miss what still moves
    expect(editor.locator("[name=phases-0-value-slow]")).to_be_hidden()
    write_phase(editor, 1, code="exchange", title="Antworten", minutes="12", mode="speaking_list")
    choose(editor, "[name=action-submit]")
    colleague = open_page(language="en")
    login(colleague, "betrieb@example.org", PASSWORD)
    number = live_site.shell(IN_REVIEW)
    colleague.goto(f"/admin/snippets/deliberation/method/edit/{number}/")
    choose(colleague, "[data-workflow-action-name=approve]")

    moderator = Moderator(open_page(language="en"), "Daniel")
    moderator.log_in()
    invitation, planned = moderator.plan("Mit einer siebten Methode"), moderator.page.url
    change_agenda(moderator.page)
    for _ in range(3):
        moderator.page.get_by_role("button", name=re.compile("^Remove")).last.click()
    moderator.page.locator("#method").select_option(label="Brief an morgen")
    moderator.page.get_by_role("button", name="Put it at the end").click()
    save_agenda(moderator.page)
    guest = Guest(open_page(width=360, language="en"), "Amal")
    guest.accept(invitation)
    moderator.page.goto(planned)
    moderator.enter()
    moderator.open()
    guest.confirm_rules()
    moderator.next_phase()
    expect(guest.page.get_by_text("Ein Brief").first).to_be_visible()
    expect(guest.page.get_by_role("button", name="Hand in")).to_be_visible()
    moderator.next_phase(all_the_same=True)  # nobody has handed in
    expect(guest.page.get_by_role("button", name="Ask for the floor")).to_be_visible()


BEYOND = """() => {
    const fields = [...document.querySelectorAll("[data-streamfield-child] :is(input, select, textarea)")];
    const shown = fields.filter((each) => each.offsetWidth > 0);
    const beyond = (each) => each.getBoundingClientRect().right > document.documentElement.clientWidth;
    return { shown: shown.length, beyond: shown.filter(beyond).map((each) => each.name) };
}"""


def test_on_a_phone_no_field_of_an_agenda_stands_beyond_the_screen(open_page: OpenPage, login: LogIn):
    editor = open_page(language="en", width=360, height=740)
    login(editor, "ines@example.org", PASSWORD)
    editor.goto("/admin/snippets/deliberation/agendatemplate/")
    editor.goto(str(editor.locator("table a[href*='/edit/']").first.get_attribute("href")))
    expect(editor.locator("[name=phases-1-value-mode]")).to_be_attached()
    found = editor.evaluate(BEYOND)
    assert found["shown"] > 20
    assert found["beyond"] == []


def test_a_trainer_moves_phases_is_warned_and_keeps_some_as_a_method(open_page: OpenPage, axe):
    moderator = Moderator(open_page(language="en"), "Daniel")
    moderator.log_in()
    moderator.plan("Ein eigener Ablauf")
    page = moderator.page
    change_agenda(page)
    clocks, phases = page.locator("[data-clock]"), page.locator("[data-phase]")
    as_planned = ["18:00–18:06", "18:06–18:16", "18:16–18:26", "18:26–18:30"]
    expect(clocks).to_have_text(as_planned)
    warning = page.get_by_text("The agenda does not begin with the opening")
    expect(warning).to_be_hidden()
    phases.nth(1).get_by_role("button", name=re.compile(" up$")).click()
    expect(clocks).to_have_text(["18:00–18:10", "18:10–18:16", *as_planned[2:]])
    expect(warning).to_be_visible()
    page.locator("[data-head]").nth(1).drag_to(phases.first, target_position={"x": 20, "y": 4})
    expect(warning).to_be_hidden()
    expect(clocks).to_have_text(as_planned)
    phases.nth(1).locator("[data-field=minutes] input").fill("15")
    expect(clocks.last).to_have_text("18:31–18:35")
    expect(page.locator("[data-total]")).to_have_text("35")

    for place in (1, 2):
        phases.nth(place).get_by_label("for a method").check()
    page.get_by_label("Name of the method").fill("Erzählen und nachfragen")
    page.get_by_role("button", name="Save as my method").click()
    expect(page.get_by_text("“Erzählen und nachfragen” is one of your methods now.")).to_be_visible()
    expect(clocks.last).to_have_text("18:31–18:35")
    assert axe(page) == []
    page.locator("#method").select_option(label="Erzählen und nachfragen")
    page.get_by_role("button", name="Put it at the end").click()
    expect(phases).to_have_count(6)
    save_agenda(page)
    page.get_by_role("link", name="As participants will see it").click()
    expect(page.locator("main .card h2")).to_have_count(6)
    expect(page.locator("main .card").nth(4)).to_contain_text("Was mich herführt")
