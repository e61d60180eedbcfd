import re

import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from community import ledger
from community.groups import Group
from community.models import Organisation, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bootstrapped")]

ENGLISH = {"headers": {"accept-language": "en"}}
ENTRY = {"name": "Club", "slug": "club", "kind": "culture_club", "action-publish": "on"}


@pytest.fixture
def administrator(make_person):
    return make_person("Root", is_superuser=True)


@pytest.fixture
def coordinator(make_person):
    return make_person("Meryem", Group.COORDINATORS)


# --- organisations


def test_a_coordinator_keeps_the_directory(coordinator, as_person):
    browser = as_person(coordinator)
    browser.post(reverse("organisations:add"), ENTRY)
    entry = Organisation.objects.get(slug="club")
    browser.post(reverse("organisations:edit", args=[entry.pk]), ENTRY | {"name": "Other club"})
    entry.refresh_from_db()
    assert entry.name == "Other club"
    assert "Other club" in browser.get(reverse("organisations:list")).content.decode()
    browser.post(reverse("organisations:delete", args=[entry.pk]))
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("slug", ["flüchtlingsrat-köln", "Flüchtlingsrat Köln", "fluechtlingsrat-koeln"])
def test_an_organisation_with_umlauts_is_saved_and_has_a_plain_address(coordinator, as_person, slug):
    name = "Flüchtlingsrat Köln"
    as_person(coordinator).post(reverse("organisations:add"), ENTRY | {"name": name, "slug": slug})
    entry = Organisation.objects.get(name=name)
    assert entry.get_absolute_url() == "/organisations/fluechtlingsrat-koeln/"
    assert name in as_person(None).get(entry.get_absolute_url()).content.decode()


@pytest.mark.parametrize("wrong", [{"slug": "!"}, {"kind": "choir"}, {"name": ""}, {"website": "javascript:x"}])
def test_a_wrong_entry_is_not_saved(coordinator, as_person, wrong):
    response = as_person(coordinator).post(reverse("organisations:add"), ENTRY | wrong)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == wrong.keys()
    assert not Organisation.objects.exists()


def test_two_entries_never_share_an_address(coordinator, as_person, make_organisation):
    make_organisation("Club")
    response = as_person(coordinator).post(reverse("organisations:add"), ENTRY | {"name": "Second"})
    assert response.context["form"].errors.keys() == {"slug"}


def test_deleting_an_organisation_keeps_its_people(coordinator, as_person, make_person, make_organisation):
    entry = make_organisation("Club")
    amal = make_person("Amal", organisation=entry)
    as_person(coordinator).post(reverse("organisations:delete", args=[entry.pk]))
    amal.refresh_from_db()
    assert amal.organisation is None


@pytest.mark.parametrize("group", [None, Group.EDITORS, Group.TRAINERS])
def test_nobody_else_writes_the_directory(make_person, as_person, group):
    browser = as_person(make_person("Somebody", *([group] if group else [])))
    assert browser.post(reverse("organisations:add"), ENTRY).status_code == 302
    assert not Organisation.objects.exists()


# --- people


def test_an_administrator_looks_people_up_by_name_organisation_and_task(
    administrator, as_person, make_person, make_organisation
):
    make_person("Amal", organisation=make_organisation("Club", kind="culture_club"))
    make_person("Tom", Group.TRAINERS)
    index = reverse("wagtailusers_users:index")
    browser = as_person(administrator)

    def found(query):
        return {str(user) for user in browser.get(f"{index}?{query}", **ENGLISH).context["object_list"]}

    trainers = StoredGroup.objects.get(name=Group.TRAINERS).pk
    assert found("") == {"Amal", "Tom", "Root"}
    assert found("q=amal") == {"Amal"}
    assert found("q=club") == {"Amal"}
    assert found("kind=culture_club") == {"Amal"}
    assert found(f"groups={trainers}") == {"Tom"}


def test_groups_are_shown_in_the_words_of_people(administrator, as_person, make_person):
    make_person("Edith", Group.EDITORS)
    page = as_person(administrator).get(reverse("wagtailusers_users:index"), **ENGLISH).content.decode()
    assert "Editorial team" in page


@pytest.mark.parametrize(("name", "address"), [("Root", "wagtailusers_users:index"), ("Meryem", "people")])
def test_a_list_of_people_takes_the_same_queries_however_many_there_are(name, address, as_person, make_person):
    groups = [] if name == "Root" else [Group.COORDINATORS]
    browser = as_person(make_person(name, *groups, is_superuser=name == "Root"))
    browser.get(reverse(address))  # what is read once per process is read
    counts = []
    for number in range(3):
        make_person(f"Person{number}", Group.TRAINERS)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(reverse(address)).status_code == 200
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("action", ["edit", "delete"])
def test_a_coordinator_changes_nobody(coordinator, as_person, amal, action):
    response = as_person(coordinator).post(
        reverse(f"wagtailusers_users:{action}", args=[amal.pk]), {"email": "x@example.org", "is_superuser": "on"}
    )
    assert response.status_code == 302
    amal.refresh_from_db()
    assert (amal.email, amal.is_superuser) == ("amal@example.org", False)


@pytest.mark.parametrize("group", [Group.EDITORS, Group.COORDINATORS])
def test_nobody_else_sees_the_accounts(make_person, as_person, group):
    response = as_person(make_person("Edith", group)).get(reverse("wagtailusers_users:index"))
    assert response.headers["location"] == "/admin/"


def test_an_administrator_gives_somebody_a_task(administrator, as_person, amal):
    trainers = StoredGroup.objects.get(name=Group.TRAINERS)
    edit = reverse("wagtailusers_users:edit", args=[amal.pk])
    form = as_person(administrator).get(edit, **ENGLISH).content.decode()
    assert "Editorial team" in form
    assert "first_name" not in form
    as_person(administrator).post(
        edit,
        {"email": amal.email, "display_name": "Amal", "is_active": "on", "groups": [trainers.pk]},
    )
    assert list(amal.groups.all()) == [trainers]
    amal.refresh_from_db()
    assert amal.has_usable_password()


def test_an_administrator_adds_a_person_who_sets_the_password(administrator, as_person):
    response = as_person(administrator).post(
        reverse("wagtailusers_users:add"), {"email": "neu@example.org", "display_name": "Neu"}
    )
    assert response.status_code == 302
    person = User.objects.get(email="neu@example.org")
    assert not person.has_usable_password()
    assert as_person(administrator).get(reverse("wagtailusers_users:add")).status_code == 200


def test_the_first_code_by_mail_is_all_that_a_person_added_in_the_cms_needs(administrator, as_person, client):
    as_person(administrator).post(
        reverse("wagtailusers_users:add"), {"email": "neu@example.org", "display_name": "Neu"}
    )
    client.post("/accounts/login/code/", {"email": "neu@example.org"})
    code = re.search(r"^[A-Z0-9-]{6,}$", mail.outbox[-1].body, re.MULTILINE)[0]
    assert client.post("/accounts/login/code/confirm/", {"code": code}).headers["location"] == "/me/"


def erase_in_cms(browser, *people):
    """One by one on the person's own page; several with the boxes of the list."""
    if len(people) == 1:
        address = reverse("wagtailusers_users:delete", args=[people[0].pk])
    else:
        ids = "&".join(f"id={person.pk}" for person in people)
        address = f"{reverse('wagtail_bulk_action', args=['community', 'user', 'delete'])}?{ids}"
    assert "The account goes for good" in browser.get(address, **ENGLISH).content.decode()
    browser.post(address)


@pytest.mark.parametrize("names", [("Amal",), ("Amal", "Ben")])
def test_deleting_somebody_in_the_cms_is_erasing_them(administrator, as_person, make_person, names, settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    people = [make_person(name) for name in names]
    erase_in_cms(as_person(administrator), *people)
    assert not User.objects.filter(display_name__in=names).exists()
    assert {row.id for row in ledger.read()["accounts"]} == {person.pk for person in people}
    history = ModelLogEntry.objects.filter(action="wagtail.delete", user=administrator)
    assert {entry.label for entry in history} == {""}
    assert history.count() == len(people)
