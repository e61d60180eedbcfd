"""A fresh site has a course list and outlines of the legal pages, and what people made of them stays."""

import pytest
from django.core.cache import cache
from wagtail.models import Page, Site

from cms import identity
from cms.models import SiteIdentity, StandardPage
from config import first_pages
from config.bootstrap import bootstrap, home_page
from elearning.models import CourseListPage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bootstrapped():
    bootstrap()
    first_pages.make_missing()


def shown(rf):
    cache.clear()  # a transaction that ends would do so
    request = rf.get("/", headers={"accept-language": "de"})
    Site.find_for_request(request)
    return identity.of(request)


def test_the_course_list_is_live_and_in_the_menu(rf, client):
    assert [link.title for link in shown(rf).navigation] == ["Kurse"]
    assert client.get("/kurse/").status_code == 200


def test_the_legal_pages_are_drafts_until_somebody_has_written_them(rf, client):
    assert client.get("/impressum/").status_code == 404
    assert shown(rf).imprint == ""
    page = SiteIdentity.objects.get().imprint_page
    assert "Wer für diese Seite verantwortlich ist" in str(page.specific.body)
    page.specific.get_latest_revision().publish()
    assert shown(rf).imprint == "/impressum/"
    assert client.get("/impressum/").status_code == 200


def test_a_second_time_changes_nothing():
    before = Page.objects.count()
    first_pages.make_missing()
    assert Page.objects.count() == before


def test_a_page_that_somebody_chose_stays():
    own = home_page().add_child(instance=StandardPage(title="Impressum der Stadt"))
    SiteIdentity.objects.update(imprint_page=own)
    CourseListPage.objects.update(title="Trainings")
    first_pages.make_missing()
    assert SiteIdentity.objects.get().imprint_page_id == own.pk
    assert CourseListPage.objects.get().title == "Trainings"
