"""Facts that are right at once, and of which each state is kept: organisations, and who runs the site."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.models import Revision, Site

from cms.models import SiteIdentity
from cms.reviewed import KeptFacts, kept_models
from community.groups import Group
from community.models import Organisation
from tests.community.conftest import as_person, bootstrapped, make_person

pytestmark = pytest.mark.django_db

__all__ = ["as_person", "bootstrapped", "make_person"]

NO_FUNDERS = {f"funders-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM")} | {"funders-MAX_NUM_FORMS": 9}


def an_organisation() -> tuple[KeptFacts, str, dict[str, Any]]:
    fields = {"name": "Circle", "slug": "circle", "kind": "authority"}
    return Organisation.objects.create(**fields, phone="1"), "organisations", fields


def an_identity() -> tuple[KeptFacts, str, dict[str, Any]]:
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    SiteIdentity.objects.update(phone="1")
    return identity, "identity", {"name": "Zweiklang", **NO_FUNDERS}


KINDS = {Organisation: an_organisation, SiteIdentity: an_identity}


@pytest.fixture
def desk(bootstrapped, make_person, as_person):
    return as_person(make_person("Meryem", Group.COORDINATORS))


def test_all_of_them_are_tried_out_here():
    assert set(kept_models()) == set(KINDS)


@pytest.mark.parametrize("make", KINDS.values())
def test_what_is_saved_is_live_at_once_and_what_was_before_can_be_taken_back(desk, make):
    facts, namespace, fields = make()
    desk.post(reverse(f"{namespace}:edit", args=[facts.pk]), fields | {"phone": "2"})
    facts.refresh_from_db()
    assert facts.phone == "2"
    before, after = Revision.objects.for_instance(facts).order_by("pk")
    assert (before.content["phone"], after.content["phone"]) == ("1", "2")
    assert (before.user, after.user.display_name) == (None, "Meryem")
    undo = reverse(f"{namespace}:revisions_revert", args=[facts.pk, before.pk])
    assert 'value="1"' in desk.get(undo).content.decode()
    desk.post(undo, fields | {"phone": "1"})
    facts.refresh_from_db()
    assert facts.phone == "1"
    assert Revision.objects.for_instance(facts).count() == 3


@pytest.mark.parametrize("make", KINDS.values())
def test_the_history_says_who_changed_it_and_what(desk, make):
    facts, namespace, fields = make()
    desk.post(reverse(f"{namespace}:edit", args=[facts.pk]), fields | {"phone": "2"})
    history = desk.get(reverse(f"{namespace}:history", args=[facts.pk]), headers={"accept-language": "en"})
    first, _last = Revision.objects.for_instance(facts).order_by("pk")
    page = history.content.decode()
    assert "Meryem" in page
    assert "As it was before the first change" in page
    assert reverse(f"{namespace}:revisions_revert", args=[facts.pk, first.pk]) in page
    both = reverse(f"{namespace}:revisions_compare", args=[facts.pk, "earliest", "latest"])
    page = desk.get(both).content.decode()
    assert '<span class="deletion">1</span><span class="addition">2</span>' in page


@pytest.mark.parametrize("make", KINDS.values())
def test_nothing_goes_live_while_somebody_types(desk, make):
    facts, namespace, _fields = make()
    page = desk.get(reverse(f"{namespace}:edit", args=[facts.pk])).content.decode()
    assert "w-autosave-indicator" not in page  # it would show that it is saved


def test_a_new_organisation_begins_its_history(desk):
    fields = {"name": "Circle", "slug": "circle", "kind": "authority"}
    page = desk.get(reverse("organisations:add")).content.decode()
    assert "w-autosave-indicator" not in page  # it would show that it is saved
    desk.post(reverse("organisations:add"), fields)
    assert Organisation.objects.get().latest_revision.user.display_name == "Meryem"


def test_the_menu_leads_to_the_identity_of_the_only_site(desk):
    identity, *_rest = an_identity()
    assert desk.get(reverse("identity:list")).headers["location"] == reverse("identity:edit", args=[identity.pk])


def test_of_several_sites_one_is_chosen(desk):
    site = Site.objects.get(is_default_site=True)
    other = Site.objects.create(hostname="other.example.org", root_page=site.root_page)
    page = desk.get(reverse("identity:list")).content.decode()
    assert reverse("identity:edit", args=[SiteIdentity.for_site(other).pk]) in page


def test_nobody_adds_or_deletes_an_identity(desk, admin_client):
    identity, *_rest = an_identity()
    for browser in (desk, admin_client):
        browser.post(reverse("identity:delete", args=[identity.pk]))
        browser.post(reverse("identity:add"), {"name": "Second", **NO_FUNDERS})
    assert SiteIdentity.objects.count() == 1
