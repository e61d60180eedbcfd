"""What is left to do stands on the start page of the CMS until it is done."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group as StoredGroup
from django.core.mail import EmailMessage
from django.test import Client
from django.utils import translation

from cms.models import SiteIdentity
from community.groups import Group
from community.models import User
from config import checklist, clock, first_pages
from config.bootstrap import bootstrap
from elearning.models import CourseListPage, CoursePage
from tests.config.test_wagtail_hooks import browser_of

pytestmark = pytest.mark.django_db

ENGLISH = {"headers": {"accept-language": "en"}}
HEADING = "Before you invite people"


@pytest.fixture(autouse=True)
def _fresh(settings):
    settings.STAFF_SECOND_FACTOR = True
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
    bootstrap()
    first_pages.make_missing()


@pytest.fixture
def operator():
    user = User.objects.create_superuser("operator@example.org", "secret", display_name="Operator")
    TOTP.activate(user, generate_totp_secret())
    return user


@pytest.fixture
def browser(operator):
    client = Client()
    client.force_login(operator)
    return client


def left():
    with translation.override("en"):
        return [str(step.label) for step in checklist.steps() if not step.is_done]


def do_everything():
    SiteIdentity.objects.update(operator="Landkreis Musterstadt", email="info@example.org")
    stored = SiteIdentity.objects.get()
    for page in (stored.imprint_page, stored.privacy_page, stored.accessibility_page):
        page.specific.get_latest_revision().publish()
    browser_of("Edith", Group.EDITORS)
    EmailMessage("Subject", "Body", to=["amal@example.org"]).send()
    clock.run_due()
    CourseListPage.objects.get().add_child(
        instance=CoursePage(title="Course", introduction="I", goals="G", audience="A")
    )


def test_a_fresh_site_lists_all_that_is_left(operator, browser):
    assert left() == [
        "Who runs the site, and how one reaches you",
        "The imprint is published",
        "The privacy statement is published",
        "The accessibility statement is published",
        "A second person can review texts",
        "A mail has gone out",
        "The regular jobs run",
        "A course is published",
    ]
    page = browser.get("/admin/", **ENGLISH).content.decode()
    assert HEADING in page
    assert all(label in page for label in left())


def test_each_step_leads_to_where_it_is_done(operator, browser):
    for step in checklist.steps():
        assert browser.get(step.address, follow=True).status_code == 200, step


def test_a_missing_second_factor_of_an_operator_is_left_to_do(operator):
    User.objects.create_superuser("other@example.org", "secret", display_name="Other")
    assert "Everybody in the administration has a second factor" in left()


def test_when_all_is_done_the_list_is_gone(operator, browser):
    do_everything()
    assert left() == []
    assert HEADING not in browser.get("/admin/", **ENGLISH).content.decode()


def test_what_is_undone_again_is_back(operator, browser):
    do_everything()
    StoredGroup.objects.get(name=Group.EDITORS).user_set.clear()
    assert left() == ["A second person can review texts"]
    assert HEADING in browser.get("/admin/", **ENGLISH).content.decode()


def test_editors_and_coordination_do_not_see_it(settings):
    settings.STAFF_SECOND_FACTOR = False
    for group in (Group.EDITORS, Group.COORDINATORS):
        assert HEADING not in browser_of(group, group).get("/admin/", **ENGLISH).content.decode()


def test_the_start_page_says_when_the_jobs_ran_last(operator, browser):
    assert "they stand still" in browser.get("/admin/", **ENGLISH).content.decode()
    clock.run_due()
    assert "last run on" in browser.get("/admin/", **ENGLISH).content.decode()
