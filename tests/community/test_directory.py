import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community import directory
from community.directory import PlaceMenu, organisations, places

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(make_organisation):
    make_organisation("Ausländeramt", place="Mayen", kind="authority", languages="Deutsch, Englisch")
    make_organisation("Äpfel und Öle", place="Mayen", kind="culture_club", summary="Kochen (nicht nur) für Kinder")
    make_organisation("Lotsen", place="Andernach", kind="volunteer_initiative", description="Begleitung zu Ärzten")
    make_organisation("Ohne Ort", kind="culture_club")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"Ausländeramt", "Äpfel und Öle", "Lotsen", "Ohne Ort"}),
        ({"kind": "culture_club"}, {"Äpfel und Öle", "Ohne Ort"}),
        ({"place": "Mayen"}, {"Ausländeramt", "Äpfel und Öle"}),
        ({"place": "Mayen", "kind": "culture_club"}, {"Äpfel und Öle"}),
        ({"search": "lotsen"}, {"Lotsen"}),
        ({"search": "ÄRZTEN"}, {"Lotsen"}),
        ({"search": "öle äpfel"}, {"Äpfel und Öle"}),
        ({"search": "mayen englisch"}, {"Ausländeramt"}),
        ({"search": "engl may"}, {"Ausländeramt"}),
        ({"search": "amt"}, {"Ausländeramt"}),
        ({"search": "kinder", "place": "Mayen"}, {"Äpfel und Öle"}),
        ({"search": "(nicht"}, {"Äpfel und Öle"}),
        ({"search": ".*"}, set()),
        ({"search": "100%"}, set()),
    ],
)
def test_an_organisation_is_found_by_kind_place_and_every_word(network, filters, found):
    assert {entry.name for entry in organisations(**filters)} == found


def test_each_place_is_offered_once(network):
    assert places() == PlaceMenu(["Andernach", "Mayen"], all_named=True)


def test_of_many_places_those_with_most_organisations_are_offered_and_the_one_that_was_chosen(network, monkeypatch):
    monkeypatch.setattr(directory, "MOST_PLACES", 1)
    assert places() == PlaceMenu(["Mayen"], all_named=False)
    assert places("Andernach") == PlaceMenu(["Andernach", "Mayen"], all_named=False)
    assert places("Nirgendwo") == PlaceMenu(["Mayen"], all_named=False)


def test_where_places_are_left_out_it_says_how_one_finds_them(network, monkeypatch, client):
    assert "any other place" not in client.get("/organisations/").content.decode()
    monkeypatch.setattr(directory, "MOST_PLACES", 1)
    page = client.get("/organisations/", headers={"accept-language": "en"}).content.decode()
    assert "write any other place into the search" in page
    assert "Lotsen" in client.get("/organisations/?place=Andernach").content.decode()
    assert "Lotsen" in client.get("/organisations/?search=andernach").content.decode()


def test_the_directory_asks_an_index_and_not_every_row(network):
    with CaptureQueriesContext(connection) as asked:
        list(organisations(search="lotsen amt"))
    assert [query["sql"] for query in asked if re.search("regex|REGEXP|LIKE|~", query["sql"])] == []
    assert [query for query in asked if "wagtailsearch_indexentry" in query["sql"]] != []
