import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page, TaskState

from cms.models import StandardPage
from community.groups import Group
from community.models import MailTrouble, OutgoingMail, User
from config.bootstrap import bootstrap, home_page
from elearning.models import CourseListPage

pytestmark = pytest.mark.django_db

ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture(autouse=True)
def _bootstrapped():
    bootstrap()


def browser_of(name, *groups):
    user = User.objects.create_user(f"{name.lower()}@example.org", display_name=name, language="en")
    user.groups.set(StoredGroup.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


SITE = "/admin/identity/"


def menu(browser):
    props = browser.get("/admin/", **ENGLISH).content.decode()
    words = ("Pages", "Courses", "Sessions", "Network", "People and their tasks", "Invitations", "People", "Images")
    placed = {word: props.find(f'"label": "{word}"') for word in words}
    return sorted((word for word in words if placed[word] >= 0), key=placed.__getitem__)


def test_an_editor_finds_what_is_written_here():
    assert menu(browser_of("Edith", Group.EDITORS)) == ["Pages", "Courses", "Sessions", "Images"]


def test_a_coordinator_finds_the_network_and_its_people():
    assert menu(browser_of("Meryem", Group.COORDINATORS)) == [
        "Network",
        "Invitations",
        "People and their tasks",
        "Images",
    ]


@pytest.mark.parametrize(
    ("group", "offered"),
    [
        (Group.EDITORS, {"/admin/courses/", "/admin/pages/"}),
        (Group.COORDINATORS, {"/admin/organisations/", "/admin/people/", "/admin/invitations/new/", SITE}),
    ],
)
def test_the_start_page_offers_what_one_may_do(group, offered):
    panel = start_panel(browser_of("Somebody", group))
    places = ("courses", "pages", "organisations", "people", "invitations/new", "users")
    links = {*(f"/admin/{place}/" for place in places), SITE}
    assert {link for link in links if f'"{link}"' in panel} == offered


def test_the_start_page_says_that_mails_did_not_go_out():
    OutgoingMail.objects.create(recipient="amal@example.org", message_id="<1@x>")
    assert start_panel(browser_of("Meryem", Group.COORDINATORS)).count("did not go out") == 0
    OutgoingMail.objects.update(trouble=MailTrouble.SILENT)
    assert start_panel(browser_of("Selin", Group.COORDINATORS)).count("Look after a mail that did not go out") == 1
    assert start_panel(browser_of("Edith", Group.EDITORS)).count("did not go out") == 0


def start_panel(browser):
    page = browser.get("/admin/", **ENGLISH).content.decode()
    return page.split('aria-labelledby="start-heading"')[1].split("</section>")[0]


def test_courses_leads_to_the_courses():
    browser = browser_of("Edith", Group.EDITORS)
    assert browser.get("/admin/courses/").headers["location"] == reverse("wagtailadmin_explore_root")
    course_list = home_page().add_child(instance=CourseListPage(title="Courses", slug="courses"))
    assert browser.get("/admin/courses/").headers["location"] == reverse("wagtailadmin_explore", args=[course_list.pk])


def test_a_text_goes_live_only_with_a_colleagues_approval():
    author, colleague = browser_of("Edith", Group.EDITORS), browser_of("Erwin", Group.EDITORS)
    author.post(
        reverse("wagtailadmin_pages:add", args=["cms", "standardpage", home_page().pk]),
        {"title": "Lesson", "slug": "lesson", "introduction": "", "body-count": "0", "action-publish": "1"},
    )
    page = StandardPage.objects.get(slug="lesson")
    assert not page.live

    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    fields = {"title": "Lesson", "slug": "lesson", "introduction": "", "body-count": "0"}
    author.post(edit, fields | {"action-submit": "1"})
    state = TaskState.objects.get()
    approve = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    assert edit not in panel_of_waiting(author)
    assert edit in panel_of_waiting(colleague)

    author.post(approve, {"comment": ""})
    assert not Page.objects.get(pk=page.pk).live
    colleague.post(approve, {"comment": ""})
    assert Page.objects.get(pk=page.pk).live


def panel_of_waiting(browser):
    page = browser.get("/admin/", **ENGLISH).content.decode()
    return page.split("Awaiting your review")[1].split("</section>")[0] if "Awaiting your review" in page else ""


def test_logging_out_of_the_cms_leads_to_the_one_login():
    browser = browser_of("Edith", Group.EDITORS)
    response = browser.post("/admin/logout/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"


def test_an_editor_begins_a_translation_which_stays_a_draft():
    home, english = home_page(), Locale.objects.get(language_code="en")
    submit = reverse("wagtail_localize:submit_page_translation", args=[home.pk])
    assert browser_of("Meryem", Group.COORDINATORS).get(submit).status_code == 302
    browser = browser_of("Edith", Group.EDITORS)
    assert submit in browser.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()
    browser.post(submit, {"locales": [english.pk]})
    translated = home.get_translation(english)
    assert not translated.live
    edit = browser.get(reverse("wagtailadmin_pages:edit", args=[translated.pk]))
    assert edit.status_code == 200
    assert b"machine_translate" not in edit.content


def test_the_menu_leads_to_the_courses_of_the_default_language():
    courses = home_page().add_child(instance=CourseListPage(title="Kurse"))
    english = home_page().copy_for_translation(Locale.objects.get(language_code="en"))
    translated = courses.copy_for_translation(english.locale)
    CourseListPage.objects.filter(pk=translated.pk).update(title="Courses")
    response = browser_of("Edith", Group.EDITORS).get("/admin/courses/")
    assert response.headers["location"] == f"/admin/pages/{courses.pk}/"
