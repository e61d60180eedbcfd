"""Each group does its task in the browser, from the login to what others see of it: rights are proven by using them."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from wagtail.images.tests.utils import get_test_image_file

from tests.e2e.conftest import OpenPage
from tests.e2e.people import PASSWORD, Moderator, make_person
from tests.e2e.servers import Site
from tests.e2e.test_course import choose

pytestmark = pytest.mark.e2e

LogIn = Callable[[Page, str, str], None]

NEW_PASSWORD = "zwei-klaenge-und-ein-akkord"
NEWCOMER = "neu@example.org"
SECOND_FACTOR = "from allauth.mfa.totp.internal import auth; auth.TOTP.activate(person, auth.generate_totp_secret())"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "Förderer Köln.png"
    path.write_bytes(get_test_image_file(size=(320, 120)).file.getvalue())
    return path


def test_a_trainer_plans_a_session_rehearses_it_with_a_cast_and_opens_it(live_site: Site, open_page: OpenPage):
    trainer = Moderator(open_page(language="en"), "Daniel")
    trainer.log_in()
    invitation = trainer.plan("A session to prove it")
    assert "/sessions/" in invitation
    with live_site.working():
        rehearse(trainer)
    trainer.enter()
    trainer.open()
    expect(trainer.page.get_by_role("button", name=re.compile("^Go on to"))).to_be_visible()

    trainer.page.goto("/admin/")
    expect(trainer.page).to_have_url(re.compile("/me/$"))


def rehearse(trainer: Moderator) -> None:
    """The cast comes over real sockets, from the process that runs the jobs."""
    page = trainer.page
    page.get_by_role("button", name="Begin at twice the speed").click()
    expect(page.get_by_text("Rehearsal until")).to_be_visible()
    expect(page.locator(".person", has_text="Hedwig Pohl")).to_contain_text("here", timeout=60_000)
    trainer.open()
    page.get_by_role("link", name="Leave").click()
    page.get_by_role("button", name="End the rehearsal").click()
    expect(page.get_by_text("nothing of it was kept")).to_be_visible()


def test_an_editor_writes_a_page_with_a_picture_and_a_second_one_publishes_it(
    live_site: Site, open_page: OpenPage, login: LogIn, picture: Path
):
    home = live_site.shell("from config.bootstrap import home_page; print(home_page().pk)")
    make_editor(live_site, "mirjam@example.org")
    editor = open_page(language="en")
    login(editor, "ines@example.org", PASSWORD)
    upload_picture(editor, picture)
    editor.goto(f"/admin/pages/add/cms/standardpage/{home}/")
    editor.locator("#id_title").fill("Ärzte in Köln")
    editor.locator("#id_introduction").fill("Where to go.")
    expect(editor.locator("#id_slug")).to_have_value("aerzte-in-koeln")
    choose(editor, "[name=action-submit]")
    number = live_site.shell("from cms.models import StandardPage; print(StandardPage.objects.latest('pk').pk)")
    address = "/aerzte-in-koeln/"
    reader = open_page()
    reader.goto(address)
    expect(reader.get_by_role("heading", name="Ärzte in Köln")).to_have_count(0)

    colleague = open_page(language="en")
    login(colleague, "mirjam@example.org", PASSWORD)
    colleague.goto(f"/admin/pages/{number}/edit/")
    choose(colleague, "[data-workflow-action-name=approve]")
    reader.goto(address)
    expect(reader.get_by_role("heading", name="Ärzte in Köln")).to_be_visible()


def test_a_coordinator_keeps_the_network_the_logos_and_its_people(
    live_site: Site, open_page: OpenPage, login: LogIn, picture: Path
):
    coordinator = open_page(language="en")
    login(coordinator, "meryem@example.org", PASSWORD)
    add_organisation(coordinator, "Flüchtlingsrat Köln")
    add_funder(coordinator, "Stiftung Köln", picture)
    reader = open_page()
    reader.goto("/organisations/fluechtlingsrat-koeln/")
    expect(reader.get_by_role("heading", name="Flüchtlingsrat Köln")).to_be_visible()
    expect(reader.locator("footer").get_by_alt_text("Stiftung Köln")).to_be_visible()

    invite(coordinator, NEWCOMER, "Trainers")
    newcomer = open_page(language="en")
    newcomer.goto(link_in_the_mail(live_site))
    newcomer.locator("[name=display_name]").fill("Nadia")
    newcomer.locator("[name=new_password1]").fill(NEW_PASSWORD)
    newcomer.locator("[name=new_password2]").fill(NEW_PASSWORD)
    newcomer.get_by_role("button", name="Create an account").click()
    expect(newcomer).to_have_url(re.compile("/me/$"))
    newcomer.goto("/sessions/new/")
    expect(newcomer.locator("[name=title]")).to_be_visible()

    give_task(coordinator, "Nadia", "Editorial team")
    newcomer.goto("/admin/courses/")
    expect(newcomer).to_have_url(re.compile("/admin/pages/"))


def test_an_operator_sees_what_is_left_to_do_names_a_coordinator_and_erases_somebody(
    live_site: Site, open_page: OpenPage, login: LogIn
):
    operator = open_page(language="en")
    login(operator, "betrieb@example.org", PASSWORD)
    operator.goto("/admin/")
    expect(operator.get_by_role("link", name="The regular jobs run")).to_be_visible()
    live_site.shell("from config import clock; clock.run_due()")
    operator.reload()
    expect(operator.get_by_text("✓ The regular jobs run")).to_be_visible()
    expect(operator.get_by_text("last run on")).to_be_visible()

    number = make_person(live_site, "gerrit@example.org", "Gerrit")
    give_task(operator, "Gerrit", "Coordination")
    coordinator = open_page(language="en")
    login(coordinator, "gerrit@example.org", PASSWORD)
    coordinator.goto("/admin/")
    expect(coordinator.get_by_role("link", name="Invite somebody")).to_be_visible()

    operator.goto(f"/admin/users/delete/{number}/")
    operator.get_by_role("button", name="Yes, delete").click()
    expect(operator.get_by_text("Erased, and all that was only about this person with it.")).to_be_visible()
    coordinator.goto("/admin/")
    expect(coordinator).to_have_url(re.compile("/accounts/login/"))


def test_whoever_lost_a_second_factor_comes_in_after_the_operator_has_reset_it(
    live_site: Site, open_page: OpenPage, login_by_form: LogIn
):
    make_person(live_site, "lost@example.org", "Lotte", SECOND_FACTOR)
    person = open_page(language="en")
    login_by_form(person, "lost@example.org", PASSWORD)
    expect(person).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    live_site.manage("reset_second_factor", "lost@example.org")
    person.context.clear_cookies()
    login_by_form(person, "lost@example.org", PASSWORD)
    expect(person).to_have_url(re.compile("/me/$"))


# --- steps ----------------------------------------------------------------------------------------------------


def make_editor(site: Site, email: str) -> None:
    group = "Group.objects.get(name='Editors')"
    site.shell(
        "from django.contrib.auth.models import Group; from community.models import User; "
        f"User.objects.get(email='{email}').groups.add({group})"
    )


def upload_picture(page: Page, picture: Path) -> None:
    page.goto("/admin/images/add/")
    page.locator("input[type=file]").set_input_files(picture)
    page.locator("#id_title").fill("Förderer Köln")
    page.locator("form button[type=submit]", has_text="Upload").click()
    expect(page.get_by_text("Image 'Förderer Köln' added.")).to_be_visible()


def add_organisation(page: Page, name: str) -> None:
    page.goto("/admin/organisations/add/")
    page.locator("#id_name").press_sequentially(name)
    expect(page.locator("#id_slug")).to_have_value("fluechtlingsrat-koeln")
    page.locator("#id_kind").select_option("migrant_organisation")
    with page.expect_navigation():
        page.locator("form[data-edit-form] button[type=submit]").first.click()


def add_funder(page: Page, name: str, logo: Path) -> None:
    page.goto("/admin/identity/")
    page.locator("#id_funders-ADD").click()
    page.locator("[name$='-name'][name^=funders]").last.fill(name)
    page.get_by_role("button", name="Choose an image").last.click()
    page.locator("[role=tab]", has_text="Upload").click()
    page.locator("#id_image-chooser-upload-file").set_input_files(logo)
    page.locator("#id_image-chooser-upload-title").fill("Logo of the foundation")
    page.locator(".modal form button[type=submit]", has_text="Upload").click()
    page.locator(".modal").wait_for(state="hidden")
    with page.expect_navigation():
        page.locator("form button[type=submit]", has_text="Publish").first.click()


def invite(page: Page, email: str, task: str) -> None:
    page.goto("/admin/")
    page.get_by_role("link", name="Invite somebody").click()
    page.locator("#id_email").fill(email)
    page.locator("#id_task").select_option(label=task)
    with page.expect_navigation():
        page.locator("form[data-edit-form] button[type=submit]").first.click()
    expect(page.get_by_text(f"The invitation to {email} is on its way.")).to_be_visible()


def link_in_the_mail(site: Site) -> str:
    """The server keeps its mails in its memory, so the mail is sent again where its words can be read."""
    body = site.shell(
        "from django.core import mail; from community import invitations; "
        "from community.models import PersonalInvitation; "
        f"invited = PersonalInvitation.objects.get(email='{NEWCOMER}'); "
        "invitations.send(invited, invited.invited_by); print(mail.outbox[-1].body)"
    )
    found = re.search(r"/invitation/\S+", body)
    assert found
    return found.group()


def give_task(page: Page, name: str, task: str) -> None:
    page.goto("/admin/people/")
    expect(page.locator("main")).not_to_contain_text("@example.org")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_label(task).check()
    with page.expect_navigation():
        page.locator("form.nice-padding button[type=submit]").click()
    expect(page.get_by_text(f"The tasks of {name} are saved.")).to_be_visible()
