"""A course from the first page to the last answer, and an editor who changes it meanwhile."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

COURSE = "/kurse/deliberation-gegen-menschenfeindlichkeit/"
IN_ENGLISH = "/deliberation-against-group-focused-enmity/"
PASSWORD = "zweiklang-demo"


def begin(page: Page) -> None:
    """A course speaks its own language, whatever the rest of the site speaks."""
    page.get_by_role("button", name="Kurs beginnen").first.click()
    page.wait_for_url(lambda url: not url.endswith(COURSE))


def answer_first_activity(page: Page) -> None:
    activity = page.locator(".activity", has=page.locator("input[type=radio]")).first
    identity = activity.get_attribute("id")
    activity.locator("input[type=radio]").first.check()
    activity.locator("form .button").first.click()
    expect(page.locator(f"#{identity}").locator(".feedback").first).to_be_visible()


@pytest.mark.parametrize(("javascript", "email"), [(True, "tobias@example.org"), (False, "jutta@example.org")])
def test_a_course_is_begun_answered_and_resumed(
    javascript: bool, email: str, open_page: OpenPage, login: Callable[[Page, str, str], None]
):
    page = open_page(javascript=javascript, language="en")
    login(page, email, PASSWORD)
    page.goto(COURSE)
    begin(page)
    answer_first_activity(page)
    lesson = page.url.split("#")[0].split("?")[0]

    page.goto("/me/")
    expect(page.get_by_text("What comes next")).to_be_visible()
    page.locator(f".next-card a[href*='{IN_ENGLISH}'], .then a[href*='{IN_ENGLISH}']").first.click()
    assert IN_ENGLISH in page.url
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(lesson)
    expect(page.locator(".feedback").first).to_be_visible()


def test_an_editor_changes_a_lesson_a_colleague_approves_it_and_learners_read_it(
    live_site: Site, open_page: OpenPage, login: Callable[[Page, str, str], None]
):
    lesson = live_site.shell(
        "from elearning.models import LessonPage; print(LessonPage.objects.get(slug='grundregeln').pk)"
    )
    edit = f"/admin/pages/{lesson}/edit/"
    editor = open_page(language="en")
    login(editor, "ines@example.org", PASSWORD)
    editor.goto(edit)
    editor.locator("#id_introduction").fill("Changed by an editor.")
    choose(editor, "[name=action-submit]")

    reader = open_page(language="en")
    address = live_site.shell(f"from wagtail.models import Page; print(Page.objects.get(pk={lesson}).url)")
    login(reader, "gisela@example.org", PASSWORD)
    reader.goto(COURSE)
    begin(reader)
    reader.goto(address)
    expect(reader.get_by_text("Changed by an editor.")).to_have_count(0)

    colleague = open_page(language="en")
    login(colleague, "betrieb@example.org", PASSWORD)
    colleague.goto(edit)
    choose(colleague, "[data-workflow-action-name=approve]")

    learner = open_page(language="en")
    login(learner, "rolf@example.org", PASSWORD)
    learner.goto(COURSE)
    begin(learner)
    learner.goto(address)
    expect(learner.get_by_text("Changed by an editor.")).to_be_visible()


def choose(page: Page, entry: str) -> None:
    """One entry of the menu at the foot of Wagtail's editor."""
    page.locator("footer [data-w-dropdown-target=toggle], footer .w-dropdown__toggle").first.click()
    with page.expect_navigation():
        page.locator(entry).first.click()
