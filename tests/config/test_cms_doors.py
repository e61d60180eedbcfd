"""What coordinators meet in the CMS: no draft, no restricted page, nobody's e-mail address, whatever they open."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, PageViewRestriction

from cms.models import HomePage, SiteIdentity, StandardPage
from community.groups import Group
from community.models import User
from config.bootstrap import bootstrap

CANARY = "Zitronenfalter"
LEFT_OUT = {"/admin/logout/"}
# What stands in a place that takes no number.
WORDS = {
    **dict.fromkeys(("app_name", "app_label", "content_type_app_name"), "cms"),
    **dict.fromkeys(("model_name", "content_type_model_name"), "standardpage"),
}
ARGUMENT = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>|\(\?P<\w+>(?P<pattern>[^)]*)\)|\(\[[^)]*\)")


@pytest.fixture
def hidden(db) -> list[int]:
    """A draft, a page for others only, a picture, a document, somebody with an address: their numbers."""
    bootstrap()
    home = HomePage.objects.get(locale__language_code="de")
    draft = home.add_child(instance=StandardPage(title=f"{CANARY} draft", live=False))
    draft.save_revision()
    closed = home.add_child(instance=StandardPage(title=f"{CANARY} closed"))
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(StoredGroup.objects.create(name="Insiders"))
    closed.add_child(instance=StandardPage(title=f"{CANARY} below"))
    number = draft.pk  # one stands for all, so that fewer addresses are to be opened
    Image.objects.create(pk=number, title=f"{CANARY} picture", file=get_test_image_file())
    Document.objects.create(pk=number, title=f"{CANARY} document", file=ContentFile(b"x", f"{CANARY}.txt"))
    person = User.objects.create_user(f"{CANARY}@example.org".lower(), display_name="Amal", pk=number)
    person.groups.add(StoredGroup.objects.get(name=Group.EDITORS))
    return [draft.pk, closed.pk]


@pytest.fixture
def desk(hidden) -> Client:
    coordinator = User.objects.create_user("meryem@example.org", display_name="Meryem")
    coordinator.groups.add(StoredGroup.objects.get(name=Group.COORDINATORS))
    client = Client()
    client.force_login(coordinator)
    return client


def routes(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    for each in patterns:
        path = above + str(each.pattern).lstrip("^").rstrip("$")
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, path)
        else:
            yield path


def addresses(numbers: list[int]) -> Iterator[str]:
    """Every address of the CMS, with each of the numbers in its places."""
    for route in routes(wagtailadmin_urls.urlpatterns, "/admin/"):
        if route in LEFT_OUT:
            continue
        yield from {ARGUMENT.sub(lambda match: WORDS.get(match["name"], str(number)), route) for number in numbers}  # noqa: B023


def asked(numbers: list[int]) -> Iterator[str]:
    """What choosers ask for beside their address."""
    many, words = "&".join(f"id={number}" for number in numbers), CANARY[:6]
    yield from (f"/admin/choose-page/chosen-multiple/?{many}", f"/admin/choose-page/search/?q={words}")
    yield from (f"/admin/pages/search/?q={words}", f"/admin/people/?q={words}", f"/admin/images/chooser/?q={words}")


def test_no_address_of_the_cms_shows_them_what_their_task_does_not_need(desk, hidden):
    found = []
    desk.raise_request_exception = False  # some of Wagtail's break where a number means something else
    for address in {*addresses(hidden), *asked(hidden)}:
        response = desk.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        if CANARY.lower() in body.decode(errors="replace").lower():
            found.append(address)
    assert sorted(found) == []


def test_what_only_breaks_in_wagtail_is_not_there(db):
    operator = Client()
    operator.force_login(User.objects.create_superuser("betrieb@example.org", display_name="Betrieb"))
    root = Page.objects.get(depth=1).pk
    for address in (reverse("wagtailadmin_error_test"), reverse("wagtailadmin_pages:set_page_position", args=[root])):
        assert operator.get(address).status_code == 404
        assert operator.post(address).status_code == 404


def test_they_choose_pages_that_everybody_may_read(desk, hidden):
    imprint = HomePage.objects.get(locale__language_code="de").add_child(instance=StandardPage(title="Imprint"))
    home = imprint.get_parent()
    assert "Imprint" in desk.get(reverse("wagtailadmin_choose_page_child", args=[home.pk])).content.decode()
    assert "Imprint" in desk.get(reverse("wagtailadmin_choose_page_search"), {"q": "Imprint"}).content.decode()
    chosen = desk.get(reverse("wagtailadmin_choose_page_chosen_multiple"), {"id": imprint.pk})
    assert "Imprint" in chosen.content.decode()


def test_editors_choose_drafts_and_restricted_pages(hidden):
    editor = Client()
    editor.force_login(User.objects.get(email__startswith=CANARY.lower()))
    draft, closed = Page.objects.get(pk=hidden[0]), Page.objects.get(pk=hidden[1])
    page = editor.get(reverse("wagtailadmin_choose_page_child", args=[draft.get_parent().pk])).content.decode()
    assert draft.title in page
    assert closed.title in page
    assert f"{CANARY} below" in editor.get(reverse("wagtailadmin_choose_page_child", args=[closed.pk])).content.decode()


def test_they_upload_a_logo_choose_it_and_it_stands_at_the_foot_of_every_page(desk):
    logos = Collection.objects.get(name="Logos")
    file = SimpleUploadedFile("Förderer.png", get_test_image_file().file.getvalue())
    upload = desk.post(
        reverse("wagtailimages_chooser:create"),
        {"image-chooser-upload-title": "Funder", "image-chooser-upload-file": file},
    )
    assert upload.status_code == 200
    logo = Image.objects.get(title="Funder")
    assert logo.collection == logos
    assert "Funder" in desk.get(reverse("wagtailimages_chooser:choose")).content.decode()
    site = HomePage.objects.get(locale__language_code="de").get_site()
    identity = SiteIdentity.for_site(site)
    form = {"name": "Zweiklang", "funders-TOTAL_FORMS": 1, "funders-INITIAL_FORMS": 0, "funders-MIN_NUM_FORMS": 0}
    funder = {"funders-0-name": "Land", "funders-0-logo": logo.pk, "funders-0-ORDER": 1, "funders-MAX_NUM_FORMS": 9}
    response = desk.post(reverse("identity:edit", args=[identity.pk]), form | funder | {"action-publish": "on"})
    assert response.status_code == 302
    assert 'alt="Land"' in Client().get("/").content.decode()


def test_a_second_bootstrap_makes_no_second_shelf_for_logos(desk):
    Collection.objects.filter(name="Logos").update(name="Marken")
    bootstrap()
    assert [each.name for each in Collection.objects.filter(depth__gt=1)] == ["Marken"]
