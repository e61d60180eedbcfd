"""One site is kept and told to Wagtail; several are told apart by Wagtail itself."""

import pytest
from wagtail.models import Page, Site

from cms.sites import SiteMiddleware


@pytest.fixture
def found(rf):
    """The site of a request to this host."""

    def find(host="localhost"):
        requests = []
        SiteMiddleware(requests.append)(rf.get("/", headers={"host": host}))
        return Site.find_for_request(requests[0])

    return find


@pytest.fixture
def found_after(found, django_capture_on_commit_callbacks):
    """The site after a change, when it was kept before."""

    def find(change, host="localhost"):
        found()
        with django_capture_on_commit_callbacks(execute=True):
            change()
        return found(host)

    return find


def test_the_only_site_is_read_once_whatever_the_host_is_called(site, found, django_assert_num_queries):
    address = site.root_page.url_path
    assert found() == site
    with django_assert_num_queries(0):
        assert found("elsewhere") == site
        assert found().root_page.url_path == address


def test_another_home_page_is_seen_at_once(site, add_page, found_after):
    other = add_page("Another home")

    def change():
        site.root_page = other
        site.save()

    assert found_after(change).root_page == Page.objects.get(pk=other.pk)


def test_a_home_page_that_changes_is_seen_at_once(home, found_after):
    home.title = "Start"
    assert found_after(home.save).root_page.title == "Start"


def test_a_second_site_is_found_by_its_host_at_once(site, home, found_after, found):
    created = []
    second = found_after(lambda: created.append(Site.objects.create(hostname="second", root_page=home)), "second")
    assert second == created[0]
    assert found() == site


def test_a_second_site_that_goes_leaves_the_first(site, home, found_after):
    second = Site.objects.create(hostname="second", root_page=home)
    assert found_after(second.delete, "second") == site


def test_where_there_is_no_site_yet_there_is_none(db, found):
    Site.objects.all().delete()
    assert found() is None
