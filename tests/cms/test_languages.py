"""Which language an address names, and which one surrounds what somebody reads."""

import pytest
from django.conf import settings
from django.test import Client

from cms import languages
from cms.languages import FOLLOWED


def interface_of(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    return response.headers["Content-Language"]


@pytest.fixture
def visitor(home) -> Client:
    """Nobody who has ever chosen a language."""
    return Client()


# --- what is known of a language --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "tag", "direction", "name"),
    [
        ("de", "de", "ltr", "Deutsch"),
        ("en", "en", "ltr", "English"),
        ("de-simple", "de", "ltr", "Leichte Sprache"),
        ("ar", "ar", "rtl", "العربيّة"),
    ],
)
def test_a_language_has_a_tag_a_direction_and_its_own_name(code, tag, direction, name):
    assert (languages.tag(code), languages.direction(code), languages.own_name(code)) == (tag, direction, name)


def test_where_a_language_has_no_words_of_its_own_the_interface_speaks_the_default_one(settings):
    settings.INTERFACE_LANGUAGES = ["de", "en"]
    assert [languages.interface(code) for code in languages.codes()] == ["de", "en", "de", "de"]


@pytest.mark.parametrize(
    ("missing", "order"),
    [
        ("en", ["de", "de-simple", "ar"]),
        ("de-simple", ["de", "en", "ar"]),
        ("de", ["de-simple", "en", "ar"]),
        ("ar", ["de", "en", "de-simple"]),
    ],
)
def test_the_nearest_language_is_the_same_in_other_words_then_the_default_one(missing, order):
    assert languages.nearest(missing, languages.codes()) == order


# --- addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "code"),
    [("/", ""), ("/en/", "en"), ("/en/courses/", "en"), ("/de-simple/", "de-simple"), ("/english/", ""), ("/de/", "")],
)
def test_an_address_names_its_language(path, code):
    assert languages.named_in(path) == code


@pytest.mark.parametrize(
    ("code", "path", "other"),
    [
        ("en", "/search/?q=x", "/en/search/?q=x"),
        ("de", "/en/search/?q=x", "/search/?q=x"),
        ("ar", "/en/", "/ar/"),
        ("de", "/", "/"),
    ],
)
def test_an_address_is_the_same_below_another_prefix(code, path, other):
    assert languages.address_in(code, path) == other


@pytest.mark.parametrize("path", ["", "kurse/", "kurse/eins/?q=x"])
def test_the_default_language_has_one_address(visitor, path):
    response = visitor.get(f"/de/{path}")
    assert (response.status_code, response["Location"]) == (301, f"/{path}")


# --- the interface ----------------------------------------------------------------------------------------------------


def test_the_interface_follows_the_page(visitor, english):
    assert interface_of(visitor, "/") == "de"
    assert interface_of(visitor, "/en/") == "en"


def test_the_interface_stays_where_somebody_chose_a_language(visitor, english):
    visitor.post("/language/setlang/?next=/", {"language": "de"})
    assert interface_of(visitor, "/en/") == "de"


def test_addresses_without_a_language_go_on_in_that_of_the_last_page(visitor, english):
    assert interface_of(visitor, "/accounts/login/") == "de"
    visitor.get("/en/")
    assert interface_of(visitor, "/accounts/login/") == "en"
    visitor.get("/")
    assert interface_of(visitor, "/accounts/login/") == "de"


def test_addresses_without_a_language_follow_the_browser_where_nothing_was_read_yet(visitor):
    assert interface_of(visitor, "/accounts/login/", **{"accept-language": "en-GB,en"}) == "en"
    assert FOLLOWED not in visitor.cookies


def test_a_page_that_does_not_exist_is_not_remembered_as_read(visitor):
    assert visitor.get("/en/nothing/").status_code == 404
    assert FOLLOWED not in visitor.cookies


def test_the_menu_stays_in_the_language_of_whoever_meets_a_page_that_is_not_there_in_it(visitor, english, add_page):
    page = add_page("Nur Deutsch")
    visitor.get("/en/")
    assert interface_of(visitor, page.url) == "en"


def test_an_unknown_language_in_a_cookie_is_no_language(visitor):
    visitor.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert interface_of(visitor, "/") == "de"


def test_caches_are_told_what_an_answer_depends_on(visitor):
    assert "Accept-Language" in visitor.get("/accounts/login/").headers["Vary"]
