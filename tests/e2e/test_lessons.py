"""No word of a lesson is lost: the tab is closed, the network is away, the login expires, the token changes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import PASSWORD
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

COURSE = "/kurse/deliberation-gegen-menschenfeindlichkeit/"
LESSON = f"{COURSE}worum-es-geht/was-ist-gmf/"
LOGIN = Callable[[Page, str, str], None]
THOUGHT = "Ein Gedanke, der nicht verloren gehen darf"


def open_lesson(page: Page, login: LOGIN, email: str) -> None:
    login(page, email, PASSWORD)
    page.goto(COURSE)
    begin = page.get_by_role("button", name="Kurs beginnen")
    if begin.count():
        begin.first.click()
    page.goto(LESSON)


def reflection(page: Page) -> Locator:
    return page.locator("textarea[name=reflection]")


def status(page: Page) -> Locator:
    return page.locator(".activity", has=reflection(page)).get_by_role("status")


def send(page: Page, name: str) -> None:
    page.locator(f".activity form:has([name={name}]) .button").click()


def expire(site: Site) -> None:
    site.shell("from community.models import BrowserSession; BrowserSession.objects.all().delete()")


def log_in_again(page: Page, email: str) -> None:
    page.locator("main a.button").click()
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form:has(input[name=password]) [type=submit]").click()


def test_words_and_choices_outlive_other_forms_a_closed_tab_two_windows_and_a_lost_network(
    open_page: OpenPage, login: LOGIN
):
    page = open_page(width=360)
    open_lesson(page, login, "samira@example.org")
    reflection(page).fill(THOUGHT)
    expect(status(page)).to_have_text("Auf diesem Gerät gespeichert. Abgegeben ist es noch nicht.")
    page.locator("[name=choice]").first.check()
    send(page, "choice")
    expect(page.locator(".feedback").first).to_be_visible()
    expect(reflection(page)).to_have_value(THOUGHT)
    page.get_by_role("link", name="Noch einmal versuchen").click()
    expect(reflection(page)).to_have_value(THOUGHT)

    reflection(page).fill(f"{THOUGHT}!")
    expect(status(page)).to_have_text("Gespeichert. Nur Sie können es sehen.")
    window = page.context.new_page()
    window.goto(LESSON)
    page.locator("[name=choice]").last.check()
    reflection(page).fill("Aus dem ersten Fenster")
    expect(reflection(window)).to_have_value("Aus dem ersten Fenster")

    page.context.set_offline(True)
    send(page, "choice")
    expect(page.get_by_text("Sie sind offline. Es ist auf diesem Gerät gespeichert.")).to_be_visible()
    page.close()
    window.close()
    page.context.set_offline(False)
    later = page.context.new_page()
    later.goto(LESSON)
    expect(reflection(later)).to_have_value("Aus dem ersten Fenster")
    later.get_by_role("link", name="Noch einmal versuchen").click()
    expect(later.locator("[name=choice]").last).to_be_checked()


@pytest.mark.parametrize(("javascript", "email"), [(True, "gisela@example.org"), (False, "samira@example.org")])
def test_a_lost_login_and_a_changed_token_cost_one_press_and_no_word(
    javascript: bool, email: str, live_site: Site, open_page: OpenPage, login: LOGIN
):
    page = open_page(width=360, javascript=javascript)
    open_lesson(page, login, email)
    reflection(page).fill(THOUGHT)
    expire(live_site)
    send(page, "reflection")
    expect(page.get_by_role("heading", name="Sie sind abgemeldet")).to_be_visible()
    log_in_again(page, email)
    expect(reflection(page)).to_have_value(THOUGHT)

    page.context.clear_cookies(name="csrftoken")
    send(page, "reflection")
    expect(page.get_by_role("heading", name="Bitte senden Sie es noch einmal")).to_be_visible()
    page.get_by_role("button", name="Noch einmal senden").click()
    page.wait_for_url("**#feedback-*")
    expect(reflection(page)).to_have_value(THOUGHT)
    expect(page.get_by_text("noch nicht gespeichert")).to_have_count(0)


def test_a_case_outlives_a_closed_tab_a_lost_login_and_leaves_nothing_once_it_is_stored(
    live_site: Site, open_page: OpenPage, login: LOGIN
):
    page = open_page(width=360)
    login(page, "samira@example.org", PASSWORD)
    page.goto("/learn/cases/new/")
    page.locator("[name=situation]").fill(THOUGHT)
    expect(page.get_by_text("Dieses Gerät bewahrt es für Sie auf.")).to_be_visible()
    page.close()
    later = page.context.new_page()
    later.goto("/learn/cases/new/")
    expect(later.locator("[name=situation]")).to_have_value(THOUGHT)
    for name in ("who", "thought", "happened"):
        later.locator(f"[name={name}]").fill(name)
    expire(live_site)
    later.get_by_role("button", name="Für mich speichern").click()
    expect(later.get_by_role("heading", name="Sie sind abgemeldet")).to_be_visible()
    log_in_again(later, "samira@example.org")
    expect(later.locator("[name=situation]")).to_have_value(THOUGHT)
    later.get_by_role("button", name="Für mich speichern").click()
    later.wait_for_url(lambda url: "/new/" not in url)
    later.goto("/learn/cases/new/")
    expect(later.locator("[name=situation]")).to_have_value("")


def test_the_back_button_shows_what_has_been_done_since(open_page: OpenPage, login: LOGIN):
    page = open_page()
    open_lesson(page, login, "linh@example.org")
    page.goto(COURSE)
    expect(page.get_by_text("0 von 17 Lektionen erledigt").first).to_be_visible()
    page.goto(LESSON)
    page.locator("[name=choice]").first.check()
    send(page, "choice")
    expect(page.locator(".feedback").first).to_be_visible()
    page.evaluate("history.go(-2)")
    page.wait_for_url(f"**{COURSE}")
    expect(page.get_by_text("1 von 17 Lektionen erledigt").first).to_be_visible()
