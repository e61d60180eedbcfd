"""Pages are found by the language of their address; what is not there in it is offered in others."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction

from cms.models import StandardPage


@pytest.fixture
def about(add_page) -> StandardPage:
    page: StandardPage = add_page("Über uns", slug="ueber-uns", introduction="Wer wir sind.")
    return page


@pytest.fixture
def about_in_english(about, english) -> StandardPage:
    return translated(about, "en", "About us")


def translated(page: StandardPage, code: str, title: str) -> StandardPage:
    copy = page.copy_for_translation(Locale.objects.get_or_create(language_code=code)[0], copy_parents=True)
    copy.title, copy.slug = title, title.lower().replace(" ", "-")
    copy.save_revision().publish()
    found: StandardPage = StandardPage.objects.get(pk=copy.pk)
    return found


def read(response, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_an_address_with_a_prefix_finds_the_page_in_that_language(about_in_english, guest):
    assert about_in_english.url == "/en/about-us/"
    assert read(guest.get("/en/about-us/")).find("h1").text == "About us"


def test_addresses_of_the_default_language_stay_as_they_were(about, about_in_english, guest):
    assert about.url == "/ueber-uns/"
    assert read(guest.get("/ueber-uns/")).find("h1").text == "Über uns"


def test_the_home_page_is_that_of_the_address_whatever_the_interface_speaks(home, english, guest):
    assert read(guest.get("/en/")).find("h1").text == "Talk to each other."
    assert read(guest.get("/")).find("h1").text == home.lead


def test_an_address_of_another_language_leads_to_the_translation(about_in_english, guest):
    response = guest.get("/en/ueber-uns/")
    assert (response.status_code, response["Location"]) == (302, "/en/about-us/")
    assert guest.get("/about-us/")["Location"] == "/ueber-uns/"


def test_a_page_that_is_not_there_in_a_language_is_offered_in_the_nearest(about, english, guest):
    page = read(guest.get("/en/ueber-uns/"), 404)
    assert page.find("h1").text == "This page is not available in this language yet"
    link = page.select_one(".result a")
    assert (link["href"], link["lang"], link["hreflang"], link.text) == ("/ueber-uns/", "de", "de", "Über uns")


def test_a_draft_in_a_language_is_not_there_in_it(about_in_english, guest):
    about_in_english.unpublish()
    assert read(guest.get("/en/about-us/"), 404).select_one(".result a")["href"] == "/ueber-uns/"


def test_a_language_without_any_page_offers_what_there_is(about, guest):
    assert read(guest.get("/ar/ueber-uns/"), 404).select_one(".result a")["href"] == "/ueber-uns/"
    assert read(guest.get("/ar/"), 404).select_one(".result a")["href"] == "/"


def test_a_copy_that_only_stands_above_a_translation_is_not_there_in_its_language(about, english, add_page, guest):
    below = translated(add_page("Unten", parent=about), "en", "Below")
    assert read(guest.get(below.url)).find("h1").text == "Below"
    assert below.url == "/en/ueber-uns/below/"
    assert read(guest.get("/en/ueber-uns/"), 404).select_one(".result a")["href"] == "/ueber-uns/"


def test_what_is_there_in_no_language_is_not_found(about, english, guest):
    assert "We cannot find this page" in read(guest.get("/en/nothing/"), 404).text


def test_a_page_for_some_people_is_not_offered(about, english, guest):
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert "Über uns" not in read(guest.get("/en/ueber-uns/"), 404).text


def test_a_reader_of_another_language_is_told_that_this_page_is_not_there_in_it(about, english):
    visitor = Client()
    visitor.get("/en/")
    notice = read(visitor.get("/ueber-uns/")).select_one("main > .callout")
    assert notice["lang"] == "en"
    assert "This page is not available in your language yet (English)." in " ".join(notice.text.split())


def test_whoever_chose_a_language_is_told_that_a_page_is_there_in_it(about_in_english, guest):
    notice = read(guest.get("/ueber-uns/")).select_one("main > .callout")
    assert notice.find("a")["href"] == "/en/about-us/"


def test_a_reader_of_their_own_language_is_told_nothing(about, about_in_english, guest):
    assert read(guest.get("/en/about-us/")).select_one("main > .callout") is None
    assert read(Client().get("/ueber-uns/")).select_one("main > .callout") is None


def test_a_page_in_several_languages_takes_no_more_queries(about, about_in_english, guest, django_assert_num_queries):
    """The query that finds a page finds its translations."""
    visitor = Client()
    visitor.get("/ueber-uns/")
    with CaptureQueriesContext(connection) as several:
        visitor.get("/ueber-uns/")
    number = len(several)
    about_in_english.unpublish()
    visitor.get("/ueber-uns/")
    with django_assert_num_queries(number):
        visitor.get("/ueber-uns/")
