import pytest
from django.conf import settings
from django.urls import reverse

from community.groups import Group
from community.models import User

pytestmark = pytest.mark.django_db


# --- directory


def test_the_directory_lists_organisations(client, make_organisation):
    make_organisation("Ausländeramt", place="Mayen", summary="Aufenthalt und Arbeit")
    page = client.get("/organisations/").content.decode()
    assert "Ausländeramt" in page
    assert "Aufenthalt und Arbeit" in page


def test_an_empty_directory_says_how_to_begin(client):
    assert "No organisation yet" in client.get("/organisations/", headers={"accept-language": "en"}).content.decode()


def test_a_filter_that_finds_nothing_offers_the_way_out(client, make_organisation):
    make_organisation("Ausländeramt")
    page = client.get("/organisations/?search=quark", headers={"accept-language": "en"}).content.decode()
    assert "Nothing found" in page
    assert 'value="quark"' in page


@pytest.mark.parametrize(
    "query", ["kind=choir", "place=Atlantis", "page=1000", "page=x", "search=" + "x" * 500, "search=%00"]
)
def test_an_unknown_filter_is_left_out(client, make_organisation, query):
    make_organisation("Ausländeramt")
    response = client.get(f"/organisations/?{query}")
    assert response.status_code == 200
    assert "Ausländeramt" in response.content.decode()


def test_the_second_page_keeps_the_filter(client, make_organisation):
    for number in range(31):
        make_organisation(f"Verein {number:02}", kind="culture_club")
    first = client.get("/organisations/?kind=culture_club").content.decode()
    assert "?kind=culture_club&amp;page=2" in first
    second = client.get("/organisations/?kind=culture_club&page=2").content.decode()
    assert "Verein 30" in second
    assert "Verein 29" not in second


@pytest.mark.parametrize("count", [1, 3])
def test_the_directory_takes_the_same_queries_however_many_there_are(
    client, make_organisation, django_assert_max_num_queries, count
):
    for number in range(count):
        make_organisation(f"Verein {number}")
    client.get("/organisations/")  # what is read once per process is read
    with django_assert_max_num_queries(12) as queries:
        client.get("/organisations/")
    own = [query for query in queries.captured_queries if "community_organisation" in query["sql"]]
    assert len(own) == 3  # places, count, page


def test_text_of_an_organisation_is_text(client, make_organisation):
    make_organisation("<b>Amt", slug="amt", description="<script>alert(1)</script>")
    page = client.get("/organisations/amt/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Amt" in page


def test_an_unknown_organisation_is_not_found(client, db):
    assert client.get("/organisations/nobody/").status_code == 404


@pytest.mark.parametrize(
    ("group", "sees_it"), [(None, False), (Group.EDITORS, False), (Group.TRAINERS, False), (Group.COORDINATORS, True)]
)
def test_only_who_may_edit_is_offered_to_and_gets_in(
    bootstrapped, make_person, make_organisation, as_person, group, sees_it
):
    entry = make_organisation("Amt")
    edit = reverse("organisations:edit", args=[entry.pk])
    browser = as_person(make_person("Somebody", *([group] if group else [])))
    assert (edit in browser.get("/organisations/amt/").content.decode()) is sees_it
    assert (browser.get(edit).status_code == 200) is sees_it


def test_a_guest_is_not_offered_to_edit(client, make_organisation):
    make_organisation("Amt")
    assert "/admin/" not in client.get("/organisations/amt/").content.decode()


# --- profile


def test_a_guest_has_no_profile(client, db):
    assert client.get("/me/profile/").headers["location"] == "/accounts/login/?next=/me/profile/"


def test_people_write_their_own_profile_and_nobody_elses(client, amal, jutta, make_organisation):
    club = make_organisation("Club")
    client.force_login(amal)
    response = client.post(
        "/me/profile/",
        {"display_name": "Amal H.", "organisation": club.pk, "language": "en", "id": jutta.pk, "is_superuser": "on"},
    )
    assert response.headers["location"] == "/me/profile/"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    amal.refresh_from_db()
    assert (amal.display_name, amal.organisation, amal.language, amal.is_superuser) == ("Amal H.", club, "en", False)
    assert User.objects.get(pk=jutta.pk).display_name == "Jutta"


@pytest.mark.parametrize(
    ("field", "value"),
    [("display_name", ""), ("display_name", "x" * 61), ("language", "tlh"), ("organisation", "999999")],
)
def test_a_wrong_profile_is_not_saved_and_not_lost(client, amal, field, value):
    client.force_login(amal)
    fields = {"display_name": "Amal with a new name", "organisation": "", "language": "en"} | {field: value}
    response = client.post("/me/profile/", fields)
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {field}
    amal.refresh_from_db()
    assert (amal.display_name, amal.language) == ("Amal", "")


# --- language


def test_the_chosen_language_is_kept_in_the_account(client, amal, jutta):
    client.force_login(amal)
    response = client.post(reverse("set_language"), {"language": "en", "next": "/organisations/"})
    assert response.headers["location"] == "/organisations/"
    amal.refresh_from_db()
    jutta.refresh_from_db()
    assert (amal.language, jutta.language) == ("en", "")


def test_an_account_may_leave_the_language_to_the_pages(client, amal):
    client.force_login(amal)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    client.post("/me/profile/", {"display_name": "Amal", "organisation": "", "language": ""})
    amal.refresh_from_db()
    assert amal.language == ""
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == ""


def test_a_guest_chooses_a_language_for_the_browser(client, db):
    response = client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_an_unknown_language_changes_nothing(client, amal):
    client.force_login(amal)
    client.post(reverse("set_language"), {"language": "tlh", "next": "/"})
    amal.refresh_from_db()
    assert amal.language == ""


# --- the doors of the CMS


@pytest.mark.parametrize(
    ("door", "leads_to"),
    [
        ("/admin/", "/accounts/login/?next=/admin/"),
        ("/admin/login/", "/accounts/login/?next=/admin/"),
        ("/admin/login/?next=/admin/pages/", "/accounts/login/?next=/admin/pages/"),
        ("/admin/pages/", "/accounts/login/?next=/admin/pages/"),
        ("/admin/password_reset/", "/accounts/password/reset/"),
        ("/admin/password_reset/confirm/abc/def/", "/accounts/password/reset/"),
        ("/_util/login/", "/accounts/login/?next=/"),
        ("/_util/login/?next=/secret/", "/accounts/login/?next=/secret/"),
    ],
)
def test_every_door_leads_a_guest_to_the_one_login(client, db, door, leads_to):
    response = client.get(door, follow=True)
    assert response.redirect_chain[-1][0] == leads_to
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("group", "gets_in"), [(None, False), (Group.TRAINERS, False), (Group.EDITORS, True), (Group.COORDINATORS, True)]
)
def test_the_cms_is_for_editors_and_coordinators(bootstrapped, make_person, as_person, group, gets_in):
    browser = as_person(make_person("Somebody", *([group] if group else [])))
    assert (browser.get("/admin/").status_code == 200) is gets_in


@pytest.mark.parametrize("door", ["/admin/", "/admin/login/", "/_util/login/?next=/secret/"])
def test_who_is_logged_in_and_may_not_enter_is_told_so_and_not_sent_in_circles(client, amal, door):
    client.force_login(amal)
    response = client.get(door)
    while response.headers["location"] != settings.LOGIN_REDIRECT_URL:
        response = client.get(response.headers["location"])
    assert len(client.get("/organisations/").context["messages"]) == 1


def test_an_editor_at_the_login_of_the_cms_walks_through(bootstrapped, make_person, as_person):
    browser = as_person(make_person("Edith", Group.EDITORS))
    assert browser.get("/admin/login/?next=/admin/pages/").headers["location"] == "/admin/pages/"
    assert browser.get("/admin/login/?next=https://evil.example/").headers["location"] == "/admin/"
