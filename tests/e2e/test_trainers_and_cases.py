"""What trainers, learners and editors do together beside the lessons: cohorts, cases from somebody's work, taking a
course again, and what comes first. On a phone and on a desktop; each person is made for the test.
"""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.looks import axe_finds_nothing_on_phone_and_desktop
from tests.e2e.people import PASSWORD, TRAINER, make_person
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

LogIn = Callable[[Page, str, str], None]
Axe = Callable[..., list[str]]

COURSE = "/kurse/deliberation-gegen-menschenfeindlichkeit/"
IN_ENGLISH = "/deliberation-against-group-focused-enmity/"
EDITOR = "ines@example.org"
INVITATION = """
from elearning.models import CohortInvitation
print(CohortInvitation.objects.get(email="{email}").token)
"""
COMPLETED = """
import uuid
from community.models import User
from elearning import enrolments
from elearning.models import Answer, Completion, CoursePage, ItemText
course = CoursePage.objects.get(slug="deliberation-gegen-menschenfeindlichkeit", locale__language_code="de")
enrolment = enrolments.enrol(User.objects.get(email="{email}"), course)
Completion.objects.create(enrolment=enrolment, release=enrolment.release)
print(course.translation_key)
"""
# Two short courses; the second one waits for the first, and its second module for its first one.
IN_ORDER = """
from elearning.models import CourseListPage, CoursePage, LessonPage, ModulePage
above = CourseListPage.objects.get(locale__language_code="de")
about = dict(introduction="Kurz.", goals="Etwas.", audience="Alle")
text = [("text", "<p>Ein Satz.</p>")]

def added(parent, page):
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page

first = added(above, CoursePage(title="Zuerst", slug="zuerst", **about))
added(added(first, ModulePage(title="Eins")), LessonPage(title="Anfang", body=text))
then = added(above, CoursePage(title="Danach", slug="danach", required_course=first, **about))
one = added(then, ModulePage(title="Eins"))
added(one, LessonPage(title="Vorher", body=text))
added(added(then, ModulePage(title="Zwei", required=one.page_ptr)), LessonPage(title="Nachher", body=text))
"""
GONE = """
from elearning.models import CoursePage
for course in CoursePage.objects.filter(slug__in=["zuerst", "danach"]).order_by("-path"):
    course.delete()
"""


@pytest.fixture
def person(live_site: Site, open_page: OpenPage, login: LogIn, email: str) -> Page:
    """Somebody new, on a phone."""
    make_person(live_site, email, "Yara")
    page = open_page(width=360, height=740, language="en")
    login(page, email, PASSWORD)
    return page


@pytest.fixture
def email(request: pytest.FixtureRequest) -> str:
    """Another one for each test."""
    return f"{request.node.originalname[5:15].strip('_')}@example.org"


@pytest.fixture
def entered(open_page: OpenPage, login: LogIn) -> Callable[[str], Page]:
    """Somebody of the demo, logged in, at a desk."""

    def entered(email: str) -> Page:
        page = open_page(language="en")
        login(page, email, PASSWORD)
        return page

    return entered


def cells(download: Download) -> list[list[str]]:
    text = Path(download.path()).read_text(encoding="utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_people_who_were_invited_by_mail_and_by_table_join_and_are_rows_on_the_page_and_in_the_file(
    live_site: Site, person: Page, email: str, entered: Callable[[str], Page], axe: Axe
):
    trainer = entered(TRAINER)
    trainer.goto("/cohorts/new/")
    trainer.locator("[name=course]").select_option(label="Deliberation against group-focused enmity")
    trainer.locator("[name=name]").fill("Frühling")
    axe_finds_nothing_on_phone_and_desktop(trainer, axe)
    trainer.get_by_role("button", name="Make the cohort").click()
    expect(trainer.locator("h1")).to_have_text("Frühling")
    cohort = trainer.url
    trainer.get_by_role("link", name="Invite by name, mail or table").click()
    trainer.locator("[name=people]").fill(email)
    table = b"Name;E-Mail\r\nNoor;noor@example.org\r\nkein Mensch;"
    trainer.locator("[name=table]").set_input_files({"name": "people.csv", "mimeType": "text/csv", "buffer": table})
    trainer.get_by_role("button", name="Send the invitations").click()
    expect(trainer.locator("#result")).to_be_focused()
    expect(trainer.get_by_role("main")).to_contain_text("2 invitations are on their way.")
    expect(trainer.locator("[name=people]")).to_have_value("kein Mensch;")
    axe_finds_nothing_on_phone_and_desktop(trainer, axe)

    person.goto(f"/cohorts/invited/{live_site.shell(INVITATION.format(email=email))}/")
    expect(person.get_by_role("heading", name="Who sees what of you")).to_be_visible()
    axe_finds_nothing_on_phone_and_desktop(person, axe)
    person.get_by_role("button", name="Join the cohort").click()
    expect(person).to_have_url(re.compile(f"{IN_ENGLISH}$"))
    person.get_by_role("link", name="Lesson 1").first.click()
    axe_finds_nothing_on_phone_and_desktop(person, axe)

    trainer.goto(cohort)
    row = trainer.get_by_role("row", name="Yara")
    expect(row).to_contain_text("under way")
    expect(trainer.get_by_text("noor@example.org")).to_be_visible()
    axe_finds_nothing_on_phone_and_desktop(trainer, axe)
    with trainer.expect_download() as file:
        trainer.get_by_role("link", name="As a table (CSV)").click()
    heads, *rows = cells(file.value)
    shown = [each.inner_text() for each in row.locator("th, td").all()]
    assert rows == [shown[: len(heads)]]


def test_a_case_is_handed_in_made_anonymous_and_its_consent_taken_back(
    person: Page, entered: Callable[[str], Page], axe: Axe
):
    person.goto("/learn/cases/")
    person.get_by_role("link", name="Write a case").click()
    axe_finds_nothing_on_phone_and_desktop(person, axe)
    for name, words in {
        "situation": "At the counter, window 3.",
        "who": "A woman and I.",
        "thought": "I was in a hurry.",
        "happened": "She left.",
    }.items():
        person.locator(f"[name={name}]").fill(words)
    person.get_by_role("button", name="Save for myself").click()
    person.get_by_label("I agree that the editors").check()
    axe_finds_nothing_on_phone_and_desktop(person, axe)
    person.get_by_role("button", name="Hand this case in").click()
    expect(person.get_by_text("You have handed it in: the editors can read it.")).to_be_visible()

    editor = entered(EDITOR)
    editor.goto("/admin/")
    waiting = editor.locator(".zweiklang-waiting")
    waiting.get_by_role("link", name="At the counter, window 3.").click()
    expect(editor.get_by_text("A woman and I.")).to_be_visible()
    assert "Yara" not in editor.content()
    editor.locator("[name=text]").fill("In an office.")
    editor.get_by_label("It stands in a course.").check()
    editor.get_by_role("button", name="Save the draft").click()
    expect(editor).to_have_url(re.compile("/admin/cases/$"))

    person.get_by_role("button", name="Take my consent back").click()
    expect(person.get_by_text("From now on only you read your case.")).to_be_visible()
    axe_finds_nothing_on_phone_and_desktop(person, axe)

    editor.goto("/admin/")
    waiting.get_by_role("link", name="In an office.").click()
    gone = editor.locator("li", has_text="In an office.")
    expect(gone).to_contain_text("Consent taken back on")
    gone.get_by_role("button", name="Delete the draft").click()
    expect(editor.get_by_text("In an office.")).to_have_count(0)


def test_a_completed_course_is_confirmed_and_taken_again(live_site: Site, person: Page, email: str, axe: Axe):
    key = live_site.shell(COMPLETED.format(email=email))
    person.goto(f"/learn/{key}/confirmation/")
    expect(person.locator(".facts")).to_contain_text("published on")
    axe_finds_nothing_on_phone_and_desktop(person, axe)
    with person.expect_download() as file:
        person.get_by_role("button", name="Save as PDF").click()
    assert Path(file.value.path()).read_bytes().startswith(b"%PDF-")

    person.goto(COURSE)
    axe_finds_nothing_on_phone_and_desktop(person, axe)
    person.locator("a[href$='/again/']").click()
    axe_finds_nothing_on_phone_and_desktop(person, axe)
    person.get_by_role("button", name="Begin anew").click()
    person.goto(COURSE)
    person.locator("a[href*='/times/1/']").click()
    axe_finds_nothing_on_phone_and_desktop(person, axe)
    person.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    expect(person.locator(".lesson--kept")).to_be_visible()
    axe_finds_nothing_on_phone_and_desktop(person, axe)


def test_what_comes_first_is_said_with_a_way_there(live_site: Site, person: Page, axe: Axe):
    live_site.shell(IN_ORDER)
    try:
        person.goto("/kurse/danach/")
        first = person.get_by_role("main").get_by_role("link", name="Zuerst")
        expect(first.first).to_be_visible()
        expect(person.get_by_role("button", name="Kurs beginnen")).to_have_count(0)
        axe_finds_nothing_on_phone_and_desktop(person, axe)
        first.first.click()
        person.get_by_role("button", name="Kurs beginnen").first.click()
        person.get_by_role("button", name="Erledigt. Letzte Lektion abschließen").click()

        person.goto("/kurse/danach/")
        person.get_by_role("button", name="Kurs beginnen").first.click()
        person.goto("/kurse/danach/")
        expect(person.get_by_role("link", name="Lektion 2: Nachher")).to_have_count(0)
        expect(person.get_by_role("link", name="Eins").first).to_be_visible()
        axe_finds_nothing_on_phone_and_desktop(person, axe)
        person.goto("/kurse/danach/zwei/nachher/")
        expect(person.get_by_text("This lesson is not open to you yet.")).to_be_visible()
        person.get_by_role("link", name="Lektion 1: Vorher").first.click()
        person.get_by_role("button", name=re.compile("^Erledigt")).click()
        person.goto("/kurse/danach/")
        expect(person.get_by_role("link", name="Lektion 2: Nachher").first).to_be_visible()
    finally:
        live_site.shell(GONE)
