"""What somebody takes along of a course, from the first scale to the mail after five weeks, by keyboard too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import ANSWERED, SAME_ORDER
from tests.e2e.people import PASSWORD
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

COURSE = "/kurse/deliberation-gegen-menschenfeindlichkeit/"
FIRST = f"{COURSE}worum-es-geht/formen-im-alltag/"
LAST = f"{COURSE}in-der-gruppe/ihre-live-sitzung/"
COMPLETE = """
from elearning.models import Completion, Enrolment
enrolment = Enrolment.objects.get(user__email="{email}", release__content__title__startswith="Deliberation")
Completion.objects.create(enrolment=enrolment, release=enrolment.release)
print(enrolment.course_key)
"""
ASKED = """
from elearning.models import Resolution
print(Resolution.objects.get(enrolment__user__email="{email}").key)
"""


def rate(page: Page, address: str, step: int) -> None:
    """Each statement by keyboard."""
    page.goto(address)
    found = page.locator(".activity", has=page.locator("[name^=step-]"))
    for field in found.locator("fieldset").all():
        field.locator("input[type=radio]").nth(step - 1).focus()
        page.keyboard.press("Space")
    found.locator("form > .button").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".feedback").first).to_be_visible()


@pytest.mark.parametrize(("language", "email"), [("de", "jutta@example.org"), ("ar", "rolf@example.org")])
def test_scales_resolution_page_files_and_three_taps(
    language: str,
    email: str,
    live_site: Site,
    open_page: OpenPage,
    login: Callable[[Page, str, str], None],
    axe: Callable[..., list[str]],
):
    page = open_page(language=language)
    login(page, email, PASSWORD)
    page.goto(COURSE)
    begin = page.get_by_role("button", name="Kurs beginnen")
    if begin.count():
        begin.first.click()
    rate(page, FIRST, 2)
    rate(page, LAST, 4)
    lines = page.locator(".comparison > li")
    expect(lines).to_have_count(5)
    expect(lines.first).to_contain_text("Am Anfang: 2. Jetzt: 4. Das sind 2 Stufen näher an „fällt mir leicht“.")
    SAME_ORDER[language](page, axe)

    key = live_site.shell(COMPLETE.format(email=email))
    page.goto("/me/")
    page.locator(f"a[href='/learn/{key}/take-away/']").click()
    expect(page.locator(".comparison > li")).to_have_count(5)
    SAME_ORDER[language](page, axe)
    page.locator("#resolution form").first.evaluate("(form) => { form.noValidate = true; }")
    page.locator("#resolution form .button").first.click()
    expect(page.locator(".field__error").first).to_be_visible()
    ANSWERED[language](page, axe, "main")
    page.locator("[name=situation]").fill("jemand einen Witz über andere macht")
    page.locator("[name=deed]").fill("frage ich, was damit gemeint ist")
    page.locator("#resolution form .button").first.click()
    expect(page.locator("#resolution .resolution")).to_contain_text("frage ich")
    ANSWERED[language](page, axe, "main")
    page.locator("#resolution a.button").click()
    expect(page.locator("[name=deed]")).to_have_value("frage ich, was damit gemeint ist")
    ANSWERED[language](page, axe, "main")
    with page.expect_download() as file:
        page.locator("a[href$='/take-away/pdf/']").click()
    assert file.value.suggested_filename.endswith(".pdf")

    page.goto(f"/learn/{key}/confirmation/")
    SAME_ORDER[language](page, axe)
    with page.expect_download() as file:
        page.locator("main form .button").click()
    assert file.value.suggested_filename.endswith(".pdf")

    nobody = open_page(language=language, javascript=False)
    nobody.goto(f"/learn/resolutions/{live_site.shell(ASKED.format(email=email))}/")
    expect(nobody.locator("main")).not_to_contain_text("frage ich")
    nobody.locator("button[value=partly]").click()
    expect(nobody.locator(".callout--success")).to_be_visible()
    page.goto(nobody.url)
    expect(page.locator(".resolution")).to_contain_text("frage ich")
    SAME_ORDER[language](page, axe)
