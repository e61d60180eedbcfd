"""What every page shows of the site around it, and that no change of it waits to be seen."""

import pytest
from django.core.cache import cache
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from cms import identity
from cms.models import Funder, SiteIdentity


@pytest.fixture
def shown(rf, django_capture_on_commit_callbacks):
    """The identity after what `change` does, which was kept by another page before; the change is committed."""

    def after(change=lambda: None):
        identity.of(rf.get("/"))
        with django_capture_on_commit_callbacks(execute=True):
            change()
        return identity.of(rf.get("/"))

    return after


def test_it_is_shown_on_every_page(site, add_page, guest, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    imprint = add_page("Impressum")
    hidden = add_page("Datenschutz", live=False)
    stored = SiteIdentity.for_site(site)
    stored.name, stored.claim, stored.email = "Forum Eifel", "Learn to talk", "us@example.org"
    stored.imprint_page, stored.privacy_page = imprint, hidden
    logo = Image.objects.create(title="Logo", file=get_test_image_file())
    stored.logo = logo
    stored.funders = [Funder(name="District", logo=logo), Funder(name="Ministry", address="https://www.example.org/")]
    stored.save()
    html = guest.get(add_page("About us").url).content.decode()
    assert "<title>About us – Forum Eifel</title>" in " ".join(html.split()).replace("> ", ">").replace(" <", "<")
    for text in ("Learn to talk", "mailto:us@example.org", f'href="{imprint.url}"', 'alt="District"', "Ministry"):
        assert text in html
    assert 'class="brand__logo" src="/media/images/' in html
    assert "Datenschutz" not in html


def test_there_are_defaults_where_there_is_no_site_yet(db, rf):
    Site.objects.all().delete()
    assert identity.of(rf.get("/")) == identity.of(None) == identity.Identity("Zweiklang")


def test_a_page_of_a_site_of_which_nothing_is_known_yet_is_shown_without_writing_anything(site, rf):
    SiteIdentity.objects.all().delete()
    assert identity.of(rf.get("/")).name == "Zweiklang"
    assert not SiteIdentity.objects.exists()


def test_the_navigation_has_the_pages_that_editors_put_there(add_page, rf):
    courses = add_page("Courses", show_in_menus=True)
    add_page("Handout")
    add_page("Draft", show_in_menus=True, live=False)
    assert identity.of(rf.get("/")).navigation == (identity.Link("Courses", courses.url, courses.path),)


def test_it_is_read_once(home, rf, django_assert_num_queries):
    identity.of(rf.get("/"))
    with django_assert_num_queries(1):  # which site this is
        identity.of(rf.get("/"))


def test_what_editors_change_is_seen_at_once(site, shown):
    stored = SiteIdentity.for_site(site)
    stored.claim = "Learn to talk"
    assert shown(stored.save).claim == "Learn to talk"


def test_pages_come_go_and_change_places_in_the_navigation_at_once(home, shown, add_page):
    def titles(change):
        home.refresh_from_db()  # whoever adds pages counts them
        return [link.title for link in shown(change).navigation]

    assert titles(lambda: add_page("Courses", show_in_menus=True)) == ["Courses"]
    assert titles(lambda: add_page("About us", show_in_menus=True)) == ["Courses", "About us"]
    first, last = home.get_children()
    assert titles(lambda: last.move(first, pos="left")) == ["About us", "Courses"]
    assert titles(first.specific.unpublish) == ["About us"]
    assert titles(last.specific.delete) == []


def test_a_picture_that_was_deleted_is_gone_at_once(site, shown, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    logo = Image.objects.create(title="Logo", file=get_test_image_file())
    stored = SiteIdentity.for_site(site)
    stored.logo = logo
    assert shown(stored.save).logo
    assert shown(logo.delete).logo is None


def test_what_another_version_of_this_code_kept_is_read_anew(home, rf):
    kept = identity.of(rf.get("/"))
    for other in (b"\x80", b"", None):
        cache.set(identity._key(home.get_site().pk, "de"), other)
        assert identity.of(rf.get("/")) == kept
