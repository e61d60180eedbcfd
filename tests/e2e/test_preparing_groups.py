"""A trainer prepares groups: with a pointer, by the keyboard alone, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import Moderator
from tests.e2e.servers import Site
from tests.e2e.test_modes import is_whole

pytestmark = pytest.mark.e2e

NAMES = ("Amal", "Bashir", "Chiara", "Dilek", "Elif", "Farid")
REGISTER = """
from deliberation.models import Session
session = Session.objects.get(title={title!r})
for number, name in enumerate({names!r}):
    session.participations.create(name=name, kind="authority" if number % 2 else "culture_club")
"""


PLANNED = """
from django.utils import timezone
from community.models import User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.models import AgendaTemplate, Session
daniel, mirjam = (User.objects.get(email=f"{{name}}@example.org") for name in ("daniel", "mirjam"))
session = Session(title="Geleitet", question="?", template=AgendaTemplate.objects.first(), starts_at=timezone.now())
sessions.plan(session, daniel)
sessions.take_part(session, mirjam, Role.CO_MODERATOR)
for number, name in enumerate({names!r}):
    session.participations.create(name=name, kind="authority" if number % 2 else "culture_club")
print(session.key)
"""


def prepare(page: Page, site: Site, title: str) -> Moderator:
    """The page of a session in which six people have places."""
    moderator = Moderator(page, "Daniel")
    moderator.log_in()
    moderator.plan(title)
    site.shell(REGISTER.format(title=title, names=NAMES))
    page.get_by_role("link", name="Prepare groups").click()
    page.get_by_label("of what").select_option("number")
    page.get_by_role("spinbutton", name="how many").fill("3")
    return moderator


def group(page: Page, number: int) -> Locator:
    return page.locator("[data-group]").nth(number - 1)


def people(page: Page, number: int) -> list[str]:
    """As soon as there are any."""
    expect(group(page, number).locator("[data-person] bdi").first).to_be_visible()
    return [each.strip() for each in group(page, number).locator("[data-person] bdi").all_inner_texts()]


def test_by_pointer_groups_are_formed_changed_and_saved(live_site: Site, open_page: OpenPage, axe):
    page = open_page(language="en")
    prepare(page, live_site, "Gruppen mit der Maus")
    page.get_by_role("button", name="Form the groups").click()
    expect(page.get_by_role("heading", name="Three ways to mix")).to_be_focused()
    assert axe(page) == []
    (one, _), (other, _) = people(page, 1), people(page, 2)
    group(page, 1).get_by_role("button", name=one).drag_to(group(page, 3).locator("h4"))
    expect(page.locator("#said-aloud")).to_have_text(f"{one} is in group 3 now.")
    expect(group(page, 3).locator("[data-person]")).to_have_count(3)
    group(page, 3).get_by_role("button", name=one).drag_to(group(page, 2).get_by_role("button", name=other))
    expect(group(page, 2).get_by_role("button", name=one)).to_be_visible()
    after = [people(page, number) for number in (1, 2, 3)]
    page.get_by_role("button", name="Save the groups").click()
    expect(page.locator(".messages")).to_contain_text("Saved. The room forms these groups")
    page.reload()
    assert [people(page, number) for number in (1, 2, 3)] == after


def test_by_the_keyboard_alone_somebody_changes_their_group(live_site: Site, open_page: OpenPage):
    page = open_page(language="en")
    moderator = prepare(page, live_site, "Gruppen mit der Tastatur")
    moderator.press("Form the groups")
    expect(page.get_by_role("heading", name="Three ways to mix")).to_be_focused()
    person = people(page, 1)[0]
    moderator.press(person)
    expect(page.locator("[aria-pressed=true]")).to_be_focused()
    moderator.press("Into this group")
    expect(page.locator("#said-aloud")).to_have_text(f"{person} is in group 2 now.")
    expect(group(page, 2).get_by_role("button", name=person)).to_be_focused()


def test_without_javascript_each_button_brings_the_page_back(live_site: Site, open_page: OpenPage):
    page = open_page(language="en", javascript=False)
    prepare(page, live_site, "Gruppen ohne Skript")
    page.get_by_role("button", name="Form the groups").click()
    page.get_by_role("button", name="Take this one").first.click()
    (one, _), (other, _) = people(page, 1), people(page, 2)
    group(page, 1).get_by_role("button", name=one).click()
    group(page, 2).get_by_role("button", name=f"Change places with {other}").click()
    expect(group(page, 2)).to_contain_text(one)
    expect(group(page, 1)).to_contain_text(other)
    page.get_by_role("button", name="Save the groups").click()
    expect(page.locator(".messages")).to_contain_text("Saved. The room forms these groups")
    expect(page.get_by_role("button", name="Print")).to_be_hidden()


LOOKS = [
    {"width": 1280},
    {"width": 360, "colour_scheme": "dark"},
    {"width": 320, "language": "ar"},
]


@pytest.mark.parametrize("look", LOOKS)
def test_a_moderated_group_and_the_languages_of_people_are_written_down_on_any_screen(
    look: dict[str, Any], live_site: Site, open_page: OpenPage, axe
):
    planned = live_site.shell(PLANNED.format(names=NAMES))
    page = open_page(**{"language": "en"} | look)
    Moderator(page, "Daniel").log_in()
    page.goto(f"/sessions/{planned}/groups/people/")
    amal = page.locator("fieldset", has_text="Amal")
    fields = amal.locator("select:visible, input:visible")
    expect(fields).to_have_count(2)
    amal.locator("[name$='-language']").select_option("ar")
    expect(fields).to_have_count(4)
    amal.locator("[name$='-second_language']").select_option("tr")
    amal.locator("[name$='-third_language']").select_option("fr")
    amal.locator("[name$='-needs_language']").check()
    page.locator("fieldset", has_text="Bashir").locator("[name$='-language']").select_option("tr")
    assert axe(page) == []
    is_whole(page)
    page.locator(".mixing-known [type=submit]").click()
    page.goto(f"/sessions/{planned}/groups/people/")
    expect(fields).to_have_count(5)

    page.goto(f"/sessions/{planned}/groups/")
    page.locator("#rules summary").click()
    page.locator("[name=led-moderator]").select_option(label="Mirjam Feld")
    page.locator("#lead").click()  # without a number
    expect(page.locator("[name=led-group]")).to_have_attribute("aria-invalid", "true")
    assert axe(page) == []
    is_whole(page)
    page.locator("[name=led-group]").fill("2")
    page.locator("#lead").click()
    expect(page.locator("#rules .mixing__list > li").first).to_contain_text("Mirjam Feld")
    page.locator("[name=by]").select_option("number")
    page.locator("[name=count]").fill("2")
    page.locator("#plan").click()
    expect(group(page, 2)).to_contain_text("Mirjam Feld")
    assert any({"Amal", "Bashir"} <= set(people(page, number)) for number in (1, 2))
    assert axe(page) == []
    is_whole(page)
