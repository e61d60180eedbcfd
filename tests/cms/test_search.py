import re

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.search.backends import get_search_backend

from cms import search
from cms.models import GlossaryTerm, StandardPage


@pytest.fixture
def by_guest(site, rf):
    request = rf.get("/", headers={"host": site.hostname})
    request.user = AnonymousUser()
    return request


def test_pages_are_found_by_title_introduction_and_text(by_guest, add_page):
    by_title = add_page("Deliberation")
    by_introduction = add_page("One", introduction="About deliberation.")
    by_text = add_page("Two", body=[("text", "<p>What deliberation means.</p>")])
    add_page("Three")
    found = search.found_pages(by_guest, "deliberation")
    assert set(found) == {by_title.pk, by_introduction.pk, by_text.pk}


def test_pages_are_found_by_the_beginning_of_a_word(by_guest, add_page):
    page = add_page("Deliberation")
    assert search.found_pages(by_guest, "Delib") == [page.pk]


def test_no_page_is_found_twice(by_guest, add_page):
    add_page("Deliberation", introduction="Deliberation")
    assert len(search.found_pages(by_guest, "deliberation")) == 1


def test_the_best_page_comes_first(by_guest, add_page):
    add_page("About talking", body=[("text", "<p>Many words, and one of them is deliberation. </p>" * 3)])
    add_page("A long title in which deliberation is one word of many others")
    add_page("Deliberation", introduction="Deliberation")
    add_page("Deliberations")
    ranked = list(get_search_backend().search("deliberation", Page.objects.live().public()))
    found = [each.page.title for each in search.results(search.found_pages(by_guest, "deliberation"))]
    assert found[: len(ranked)] == [page.title for page in ranked]
    assert (found[0], len(found)) == ("Deliberation", 4)


def test_what_nobody_may_see_takes_no_place_from_what_everybody_may(by_guest, add_page, monkeypatch):
    monkeypatch.setattr(search, "LIMIT", 1)
    add_page("Deliberation", live=False)
    page = add_page("A page of several words, one of them deliberation")
    assert search.found_pages(by_guest, "deliberation") == [page.pk]


def test_the_index_is_not_asked_again_for_each_page_that_it_found(by_guest, add_page):
    add_page("Deliberation")
    with CaptureQueriesContext(connection) as asked:
        search.found_pages(by_guest, "deliberation")
        search.found_terms("deliberation")
    plans = [_plan(query["sql"]) for query in asked if "MATCH" in query["sql"]]
    if connection.vendor == "sqlite":  # asked for pages and for terms, for whole words and for beginnings
        assert [sum("VIRTUAL TABLE" in step for step in plan) for plan in plans] == [1, 1, 1, 1]
        assert not any("VIRTUAL TABLE INDEX 0:=" in step for plan in plans for step in plan)  # row by row


@pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="an index of PostgreSQL")
def test_words_of_titles_and_texts_are_looked_up_and_not_looked_for(by_guest):
    with CaptureQueriesContext(connection) as asked:
        search.found_pages(by_guest, "deliberation")
    asks = re.compile(r"""\("wagtailsearch_indexentry"."title" \|\| .*? @@ \(to_tsquery\(.*?\)\)""")
    conditions = {found[0] for each in asked if (found := asks.search(each["sql"]))}
    assert len(conditions) == 1
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so few entries would be read
        cursor.execute(f"EXPLAIN SELECT 1 FROM wagtailsearch_indexentry WHERE {conditions.pop()}")
        assert "cms_words_of_pages" in str(cursor.fetchall())


def test_terms_are_found_beside_very_many_pages_and_the_best_comes_first(site, add_page, home, monkeypatch):
    monkeypatch.setattr(search, "LIMIT", 2)
    for number in range(5):
        add_page(f"Deliberation {number}")
    terms = ("Talk", "Deliberation", "A deliberation of several words")
    made = [
        GlossaryTerm.objects.create(term=term, slug=f"t{n}", definition="Deliberation", locale=home.locale)
        for n, term in enumerate(terms)
    ]
    assert made[1] in search.found_terms("deliberation")
    assert len(search.found_terms("deliberation")) == 2


def _plan(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [step[-1] for step in cursor.fetchall()]


def test_drafts_and_pages_for_some_people_only_are_not_found(by_guest, add_page):
    add_page("Deliberation, a draft", live=False)
    private = add_page("Deliberation for staff")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert search.found_pages(by_guest, "deliberation") == []


def test_terms_are_found_by_word_and_by_definition(db):
    GlossaryTerm.objects.create(
        locale=Locale.get_default(), term="Mirror", slug="mirror", definition="Saying again what a neighbour said."
    )
    assert [term.slug for term in search.found_terms("mirror")] == ["mirror"]
    assert [term.slug for term in search.found_terms("neighbour")] == ["mirror"]


@pytest.mark.parametrize("query", ['"', "'", "*", "a AND", "(", "NEAR(", "%", "\\", "title:x", "-", "^", "😀"])
def test_a_strange_query_finds_nothing_and_breaks_nothing(by_guest, query):
    assert search.found_pages(by_guest, query) == []
    assert search.found_terms(query) == []


def test_specific_pages_keep_their_order(add_page):
    pages = [add_page(title) for title in ("C", "A", "B")]
    assert [each.page for each in search.results([page.pk for page in pages])] == pages
    assert isinstance(search.results([pages[0].pk])[0].page, StandardPage)


def test_pages_of_the_same_name_are_told_apart_by_what_they_are_a_part_of(add_page, django_assert_max_num_queries):
    courses = add_page("Courses")
    found = []
    for title in ("Listening", "Asking"):
        module = add_page("Begin", add_page(title, courses))
        found.append(add_page("After the session", module).pk)
    with django_assert_max_num_queries(4):
        assert [each.part_of for each in search.results(found)] == [("Listening", "Begin"), ("Asking", "Begin")]
    assert search.results([courses.pk])[0].part_of == ()


def test_editors_may_put_a_page_first(add_page, by_guest):
    page = add_page("Courses")
    query = Query.objects.create(query_string="help")
    SearchPromotion.objects.create(query=query, page=page, description="Start here.")
    assert [pick.page.pk for pick in search.picks(by_guest, "Help")] == [page.pk]
    assert list(search.picks(by_guest, "other")) == []
