import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Site

from cms import glossary
from cms.models import GlossaryTerm
from cms.views import PER_PAGE

SEARCH = "/search/"


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_addresses_are_known_by_name():
    with translation.override("de"):
        assert reverse("cms:search") == SEARCH
        assert reverse("cms:glossary") == "/search/glossary/"
    with translation.override("en"):
        assert reverse("cms:search") == "/en/search/"


def test_a_page_is_found_at_any_depth_in_as_many_queries(add_page, guest, django_assert_num_queries):
    pages = [add_page("Courses")]
    for title in ("Module", "Lesson", "Handout"):
        pages.append(add_page(title, parent=pages[-1]))
    guest.get(pages[1].url)  # so that content types are known
    with CaptureQueriesContext(connection) as captured:
        assert "Module" in text_of(guest.get(pages[1].url))
    with django_assert_num_queries(len(captured)):
        assert "Lesson" in text_of(guest.get(pages[2].url))


def test_what_is_not_there_or_not_published_is_not_found(add_page, guest):
    page = add_page("Courses")
    draft = add_page("Draft", parent=page, live=False)
    for address in ("/nothing/", f"{page.url}nothing/", f"{page.url}courses/", draft.url):
        assert guest.get(address).status_code == 404


def test_without_a_site_there_are_no_pages(add_page, guest):
    address = add_page("Courses").url
    Site.objects.all().delete()
    assert guest.get(address).status_code == 404


def test_without_a_query_there_is_only_the_form(home, guest):
    html = text_of(guest.get(SEARCH))
    assert 'name="q"' in html
    assert "Nothing found" not in html


def test_results_come_grouped_in_terms_and_pages(add_page, guest):
    add_page("Deliberation in practice", introduction="How to begin.")
    GlossaryTerm.objects.create(
        locale=Locale.get_default(), term="Deliberation", slug="deliberation", definition="Talking well."
    )
    html = text_of(guest.get(SEARCH, {"q": "deliberation"}))
    assert "2 results for “deliberation”" in html
    assert html.index("From the glossary") < html.index("Talking well.") < html.index("Deliberation in practice")
    assert "How to begin." in html


def test_nothing_found_says_how_to_go_on(home, guest):
    html = text_of(guest.get(SEARCH, {"q": "xylophone"}))
    assert "Nothing found for “xylophone”." in html
    assert "Try another word" in html


def test_the_query_is_escaped(home, guest):
    assert "<script>alert" not in text_of(guest.get(SEARCH, {"q": "<script>alert(1)</script>"}))


def test_an_over_long_query_is_cut_not_refused(add_page, guest):
    add_page("Deliberation")
    page = BeautifulSoup(text_of(guest.get(SEARCH, {"q": "deliberation " + "x" * 5000})), "html.parser")
    assert page.find("input", id="id_q")["value"] == "deliberation " + "x" * 187


@pytest.mark.parametrize("query", ["\0", "a\0b", "   "])
def test_a_query_of_nothing_readable_is_no_error(home, guest, query):
    text_of(guest.get(SEARCH, {"q": query}))


def test_many_results_come_in_pages_and_a_wrong_number_is_forgiven(add_page, guest):
    for number in range(PER_PAGE + 1):
        add_page(f"Deliberation {number}")
    first = text_of(guest.get(SEARCH, {"q": "deliberation"}))
    assert "Page 1 of 2" in first
    assert "?q=deliberation&amp;page=2" in first
    for page in ("2", "99", "x"):
        assert "of 2" in text_of(guest.get(SEARCH, {"q": "deliberation", "page": page}))


def test_search_takes_as_many_queries_for_three_results_as_for_one(add_page, guest, django_assert_max_num_queries):
    counts = []
    for number in range(3):
        add_page(f"Deliberation {number}")
        guest.get(SEARCH, {"q": "deliberation"})
        with django_assert_max_num_queries(20) as queries:
            guest.get(SEARCH, {"q": "deliberation"})
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_the_glossary_lists_terms_with_anchors(home, guest):
    GlossaryTerm.objects.create(
        locale=Locale.get_default(), term="Mirror", slug="mirror", definition="Saying it again."
    )
    html = text_of(guest.get("/search/glossary/"))
    assert '<dt id="mirror">Mirror</dt>' in html
    assert "Saying it again." in html


def many_terms(monkeypatch, *names):
    monkeypatch.setattr(glossary, "IN_ONE_PIECE", 2)
    for name in names:
        GlossaryTerm.objects.create(
            locale=Locale.get_default(), term=name, slug=name.lower(), definition=f"What {name} means."
        )


def test_a_long_glossary_is_read_letter_by_letter(home, guest, monkeypatch):
    many_terms(monkeypatch, "Amt", "Ärger", "ärztlich", "Mut")
    first = text_of(guest.get("/search/glossary/"))
    assert ("What Amt means." in first, "What Mut means." in first) == (True, False)
    assert [letter for letter in "AÄM" if f">{letter}</a>" in first] == ["A", "Ä", "M"]
    assert 'aria-current="page">A</a>' in first
    both = text_of(guest.get("/search/glossary/", {"letter": "Ä"}))
    assert ("What Ärger means." in both, "What ärztlich means." in both, "What Amt means." in both) == (
        True,
        True,
        False,
    )
    assert "What Amt means." in text_of(guest.get("/search/glossary/", {"letter": "?"}))


def test_a_letter_with_very_many_words_has_pages(home, guest, monkeypatch):
    monkeypatch.setattr(glossary, "PER_PAGE", 2)
    many_terms(monkeypatch, "Mappe", "Mine", "Mut")
    page = text_of(guest.get("/search/glossary/", {"letter": "M", "page": 2}))
    assert ("What Mut means." in page, "What Mine means." in page) == (True, False)
    assert "?letter=M&page=1" in page or "?letter=M&amp;page=1" in page


def test_the_search_leads_to_a_word_wherever_the_glossary_has_it(home, guest, monkeypatch):
    many_terms(monkeypatch, "Amt", "Mappe", "Mut")
    assert 'href="/search/glossary/?letter=M#mut"' in text_of(guest.get(SEARCH, {"q": "Mut"}))


def test_an_empty_glossary_says_so(home, guest):
    assert "no words in the glossary yet" in text_of(guest.get("/search/glossary/"))


def test_one_address_searches_only_so_often_and_is_told_why(client, site, settings):
    settings.SEARCHES_PER_ADDRESS = 2
    statuses = [client.get("/search/?q=talking").status_code for _ in range(3)]
    assert statuses == [200, 200, 429]
    told = client.get("/organisations/?search=talking", headers={"accept-language": "en"})  # the same limit
    assert (told.status_code, told.headers["retry-after"]) == (429, "60")
    assert "very many searches" in told.content.decode()
    assert client.get("/search/?q=talking", REMOTE_ADDR="192.0.2.2").status_code == 200
    assert client.get("/organisations/").status_code == 200


def test_the_fonts_that_are_asked_for_early_are_those_of_the_sheet(client, site):
    early = re.findall(r'rel="preload" href="/static/([^"]+)"', client.get("/").content.decode())
    assert len(early) == 2
    sheet = Path(finders.find("site.css")).read_text()
    assert [name for name in early if f"./{name}" not in sheet or not finders.find(name)] == []
