"""What any visitor meets: pages that axe finds nothing on, in each look, and a login that works without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.e2e.looks import axe_finds_nothing
from tests.e2e.people import TRAINER, log_in


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/accounts/signup/", "/organisations/", "/sessions/"])
def test_axe_finds_nothing_and_nothing_is_cut_off(path, language, open_page, axe):
    page = open_page(language=language)
    assert page.goto(path).status == 200
    axe_finds_nothing(page, axe)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_trainee_logs_in(javascript, open_page, login_by_form):
    page = open_page(javascript=javascript)
    login_by_form(page, "samira@example.org", "zweiklang-demo")
    assert page.url.endswith("/me/")
    if javascript:  # a message is heard when it comes into the page after it was loaded
        expect(page.locator("#said-aloud")).to_contain_text("Samira")


def test_a_form_that_is_pressed_again_before_the_answer_is_there_goes_once(open_page):
    page = open_page(language="en")
    log_in(page, TRAINER)
    page.goto("/sessions/new/")
    for field, text in (("title", "Planned once"), ("question", "Who?"), ("starts_at", "2030-01-01T18:00")):
        page.locator(f"[name={field}]").fill(text)
    page.locator("[name=template]").select_option(index=1)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    submit = page.get_by_role("button", name="Plan the session")
    submit.evaluate("(button) => { button.click(); setTimeout(() => button.click(), 30); }")
    expect(page.get_by_role("heading", level=1)).to_have_text("Planned once")
    assert len(sent) == 1


def test_a_wrong_password_gets_a_clear_message(open_page):
    page = open_page()
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill("samira@example.org")
    page.locator("input[name=password]").fill("not-her-password")
    page.locator("main form:has(input[name=password]) [type=submit]").click()
    assert page.locator("main [role=alert], main .errorlist, main .error").first.is_visible()
    assert page.locator("input[name=login]").input_value() == "samira@example.org"
