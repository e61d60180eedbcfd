"""How a page says in which language its parts are, and how one gets to another."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.utils import translation
from wagtail.models import Locale

from cms.models import GlossaryTerm
from cms.templatetags.languages import content_language, in_sentence


def read(client, address: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(address).content.decode(), "html.parser")


def choices(page: BeautifulSoup) -> dict[str, Tag]:
    found = page.select("header form[action='/language/setlang/'] button")
    return {str(button["value"]): button for button in found}


@pytest.mark.parametrize(
    ("code", "tag", "direction"), [("de", "de", "ltr"), ("de-simple", "de", "ltr"), ("ar", "ar", "rtl")]
)
def test_a_page_knows_its_language_and_direction(home, code, tag, direction):
    home.locale = Locale.objects.get_or_create(language_code=code)[0]
    found = content_language(home)
    assert (found["code"], found["tag"], found["direction"]) == (code, tag, direction)


def test_the_language_can_be_switched_without_javascript(home, english, guest):
    button = choices(read(guest, "/"))["en"]
    response = guest.post(button["formaction"], {"language": button["value"]})
    assert response["Location"] == "/en/"
    assert guest.cookies["django_language"].value == "en"


def test_the_chooser_says_in_which_languages_a_page_is_there(home, english, add_page, guest):
    page = add_page("Nur Deutsch")
    shown = choices(read(guest, page.url))
    assert "(not this page)" in shown["en"].text
    assert "(not this page)" not in shown["de"].text
    assert shown["de"]["aria-current"] == "true"
    assert shown["en"]["formaction"] == "/language/setlang/?next=%2Fen%2Fnur-deutsch%2F"


def test_the_chooser_offers_the_languages_of_the_interface_and_those_with_a_home_page(home, settings, guest):
    settings.INTERFACE_LANGUAGES = ["de", "en"]
    assert list(choices(read(guest, "/"))) == ["de", "en"]
    home.copy_for_translation(Locale.objects.get_or_create(language_code="ar")[0]).save_revision().publish()
    cache.clear()  # which a test does not do by itself, because it commits nothing
    assert list(choices(read(guest, "/"))) == ["de", "en", "ar"]


def test_where_there_is_no_page_the_chooser_stays_at_the_same_address(home, guest):
    shown = choices(read(guest, "/accounts/login/?next=/me/"))
    assert shown["de"]["formaction"].endswith("?next=%2Faccounts%2Flogin%2F%3Fnext%3D%2Fme%2F")


def test_the_chooser_keeps_a_search(home, guest):
    assert choices(read(guest, "/search/?q=rat"))["en"]["formaction"].endswith("?next=%2Fen%2Fsearch%2F%3Fq%3Drat")


def test_the_versions_of_a_page_name_each_other_for_search_engines(home, english, guest):
    expected = [("de", "http://localhost/"), ("en", "http://localhost/en/")]
    for address in ("/", "/en/"):
        found = read(guest, address).select("link[rel=alternate]")
        assert sorted((link["hreflang"], link["href"]) for link in found) == expected


def test_a_page_in_one_language_names_no_versions(home, guest):
    assert read(guest, "/").select("link[rel=alternate]") == []


def test_the_words_of_editors_keep_their_own_language_in_another_interface(home, guest):
    guest.cookies["django_language"] = "ar"
    page = read(guest, "/")
    assert page.find("html")["lang"] == "ar"
    assert (page.select_one(".hero")["lang"], page.select_one(".hero")["dir"]) == ("de", "ltr")


def test_arabic_runs_from_right_to_left_inside_a_german_interface(home, settings, guest):
    settings.INTERFACE_LANGUAGES = ["de", "en"]
    home.copy_for_translation(Locale.objects.get_or_create(language_code="ar")[0]).save_revision().publish()
    guest.cookies["django_language"] = "ar"
    page = read(guest, "/ar/")
    assert (page.find("html")["lang"], page.find("html")["dir"]) == ("de", "ltr")
    assert (page.select_one(".hero")["lang"], page.select_one(".hero")["dir"]) == ("ar", "rtl")


def test_menu_and_home_are_those_of_the_language_that_is_read(home, english, add_page, guest):
    add_page("Kurse", show_in_menus=True)
    add_page("Courses", parent=english, show_in_menus=True, locale=english.locale)
    page = read(guest, "/en/")
    shown = {link.text.strip(): link["href"] for link in page.select("header .header__wide a")}
    assert shown["Courses"] == "/en/courses/"
    assert "Kurse" not in shown
    assert page.select_one(".brand")["href"] == "/en/"


def test_search_and_glossary_are_in_the_language_of_their_address(home, english, add_page, guest):
    add_page("Deliberation")
    add_page("Deliberation in English", parent=english, locale=english.locale)
    GlossaryTerm.objects.create(locale=home.locale, term="Deliberation", slug="d", definition="Auf Deutsch.")
    GlossaryTerm.objects.create(locale=english.locale, term="Deliberation", slug="d", definition="In English.")
    found = read(guest, "/en/search/?q=deliberation").find("main").text
    assert "Deliberation in English" in found
    assert "Auf Deutsch" not in found
    assert "In English." in read(guest, "/en/search/glossary/").text
    assert "Auf Deutsch." in read(guest, "/search/glossary/").text


def test_a_glossary_without_words_shows_those_of_the_default_language(home, guest):
    GlossaryTerm.objects.create(locale=home.locale, term="Rat", slug="rat", definition="Auf Deutsch.")
    page = read(guest, "/ar/search/glossary/")
    assert page.select_one("main section")["lang"] == "de"


def test_words_of_the_site_in_a_sentence_of_the_interface_name_their_language():
    with translation.override("en"):
        assert in_sentence("Wer <hilft>?") == '<span lang="de">Wer &lt;hilft&gt;?</span>'
    with translation.override("de"):
        assert in_sentence("Wer hilft?") == "Wer hilft?"
