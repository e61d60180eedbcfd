"""Organisations, and who runs the site: drafts and a review as texts have; who keeps them can publish at once, too."""

from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Revision, Site

from cms.models import SiteIdentity
from cms.reviewed import ReviewedFacts
from community.groups import Group
from community.models import Organisation
from config.bootstrap import bootstrap
from tests.community.conftest import as_person, bootstrapped, make_person

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]

NO_FUNDERS = {f"funders-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM")} | {"funders-MAX_NUM_FORMS": 9}
PUBLISH = {"action-publish": "action-publish"}


def an_organisation() -> tuple[ReviewedFacts, str, dict[str, Any]]:
    fields = {"name": "Circle", "slug": "circle", "kind": "authority"}
    return Organisation.objects.create(**fields, phone="1"), "organisations", fields


def an_identity() -> tuple[ReviewedFacts, str, dict[str, Any]]:
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    SiteIdentity.objects.update(phone="1")
    return identity, "identity", {"name": "Zweiklang", **NO_FUNDERS}


KINDS = {Organisation: an_organisation, SiteIdentity: an_identity}


@pytest.fixture
def desk(bootstrapped, make_person, as_person):
    return as_person(make_person("Meryem", Group.COORDINATORS))


@pytest.fixture
def colleague(bootstrapped, make_person, as_person):
    return as_person(make_person("Erwin", Group.EDITORS))


def test_all_of_them_are_tried_out_here():
    assert {model for model in apps.get_models() if issubclass(model, ReviewedFacts)} == set(KINDS)


@pytest.mark.parametrize("make", KINDS.values())
def test_a_wrong_number_is_right_at_once_and_what_was_there_can_be_brought_back(desk, make):
    facts, namespace, fields = make()
    bootstrap()  # the history begins with what was there
    desk.post(reverse(f"{namespace}:edit", args=[facts.pk]), fields | {"phone": "2"} | PUBLISH)
    facts.refresh_from_db()
    assert facts.phone == "2"
    before, after = Revision.objects.for_instance(facts).order_by("pk")
    assert (before.content["phone"], after.content["phone"]) == ("1", "2")
    assert (before.user, after.user.display_name) == (None, "Meryem")
    undo = reverse(f"{namespace}:revisions_revert", args=[facts.pk, before.pk])
    assert 'value="1"' in desk.get(undo).content.decode()
    desk.post(undo, fields | {"phone": "1"} | PUBLISH)
    facts.refresh_from_db()
    assert facts.phone == "1"
    assert Revision.objects.for_instance(facts).count() == 3


@pytest.mark.parametrize("make", KINDS.values())
def test_a_draft_is_seen_by_nobody_until_a_colleague_approves_it(desk, colleague, make):
    facts, namespace, fields = make()
    edit = reverse(f"{namespace}:edit", args=[facts.pk])
    desk.post(edit, fields | {"phone": "2", "action-submit": "action-submit"})
    facts.refresh_from_db()
    assert facts.phone == "1"
    assert 'value="2"' in colleague.get(edit).content.decode()
    approve = reverse(f"{namespace}:workflow_action", args=[facts.pk, "approve", facts.current_workflow_task_state.pk])
    assert desk.post(approve).status_code == 302
    facts.refresh_from_db()
    assert facts.phone == "1"
    colleague.post(approve)
    facts.refresh_from_db()
    assert facts.phone == "2"


@pytest.mark.parametrize("make", KINDS.values())
def test_the_history_says_who_changed_it_and_what(desk, make):
    facts, namespace, fields = make()
    bootstrap()
    desk.post(reverse(f"{namespace}:edit", args=[facts.pk]), fields | {"phone": "2"} | PUBLISH)
    history = desk.get(reverse(f"{namespace}:history", args=[facts.pk]), headers={"accept-language": "en"})
    first, _last = Revision.objects.for_instance(facts).order_by("pk")
    page = history.content.decode()
    assert "Meryem" in page
    assert "Written by the software" in page
    assert reverse(f"{namespace}:revisions_revert", args=[facts.pk, first.pk]) in page
    both = reverse(f"{namespace}:revisions_compare", args=[facts.pk, "earliest", "latest"])
    page = desk.get(both).content.decode()
    assert '<span class="deletion">1</span><span class="addition">2</span>' in page


@pytest.mark.parametrize("make", KINDS.values())
def test_the_first_button_publishes(desk, make):
    facts, namespace, _fields = make()
    page = desk.get(reverse(f"{namespace}:edit", args=[facts.pk])).content.decode()
    assert page.index('name="action-publish"') < page.index('name="action-submit"')


@pytest.mark.parametrize("make", KINDS.values())
def test_a_preview_shows_the_draft_where_it_will_stand(desk, make):
    facts, namespace, fields = make()
    address = reverse(f"{namespace}:preview_on_edit", args=[facts.pk])
    assert desk.post(address, fields | {"phone": "0221 2"}).json() == {"is_valid": True, "is_available": True}
    page = desk.get(address).content.decode()
    assert "tel:02212" in page
    assert "<h1" in page


def test_a_new_organisation_is_nobodys_until_it_is_published(desk, colleague):
    fields = {"name": "Circle", "slug": "circle", "kind": "authority", "place": "Bonn"}
    desk.post(reverse("organisations:add"), fields)
    draft = Organisation.objects.get()
    assert draft.latest_revision.user.display_name == "Meryem"
    assert colleague.get(draft.get_absolute_url()).status_code == 404
    for address in ("community:directory", "community:profile"):
        assert "Circle" not in colleague.get(reverse(address)).content.decode()
    desk.post(reverse("organisations:edit", args=[draft.pk]), fields | PUBLISH)
    assert colleague.get(draft.get_absolute_url()).status_code == 200
    for address in ("community:directory", "community:profile"):
        assert "Circle" in colleague.get(reverse(address)).content.decode()


def test_the_menu_leads_to_the_identity_of_the_only_site(desk):
    identity, *_rest = an_identity()
    assert desk.get(reverse("identity:list")).headers["location"] == reverse("identity:edit", args=[identity.pk])


def test_of_several_sites_one_is_chosen(desk):
    site = Site.objects.get(is_default_site=True)
    other = Site.objects.create(hostname="other.example.org", root_page=site.root_page)
    page = desk.get(reverse("identity:list")).content.decode()
    assert reverse("identity:edit", args=[SiteIdentity.for_site(other).pk]) in page


def test_nobody_adds_deletes_or_unpublishes_an_identity(desk, admin_client):
    identity, *_rest = an_identity()
    for browser in (desk, admin_client):
        browser.post(reverse("identity:delete", args=[identity.pk]))
        browser.post(reverse("identity:unpublish", args=[identity.pk]))
        browser.post(reverse("identity:add"), {"name": "Second", **NO_FUNDERS})
        page = browser.get(reverse("identity:edit", args=[identity.pk])).content.decode()
        assert reverse("identity:unpublish", args=[identity.pk]) not in page
    assert SiteIdentity.objects.get().live
