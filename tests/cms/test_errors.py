"""Pages for what went wrong: in our words, with a way on."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.test import Client


def test_a_missing_page_offers_search_and_the_way_home(home, guest):
    response = guest.get("/there/is/nothing/")
    page = BeautifulSoup(response.content.decode(), "html.parser")
    assert response.status_code == 404
    assert page.find("h1").get_text() == "We cannot find this page"
    assert page.find("main").find("form", role="search") is not None


@pytest.mark.parametrize(("name", "words"), [("guest", "log in"), ("member", "does not have the right")])
def test_a_forbidden_page_says_why_and_what_to_do(home, rf, name, words, request):
    client = request.getfixturevalue(name)
    visit = client.get("/").wsgi_request
    assert words in render_to_string("403.html", request=visit)


def test_a_form_that_was_open_too_long_is_explained(home):
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = client.post("/language/setlang/", {"language": "en"})
    assert response.status_code == 403
    assert "Please send it again" in response.content.decode()


def test_the_page_for_our_own_errors_needs_no_context_and_no_database():
    html = render_to_string("500.html")
    assert "site.css" in html
    assert BeautifulSoup(html, "html.parser").find("h1") is not None
