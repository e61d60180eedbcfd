"""Somebody who reads English: from the home page to the first lesson, and what is not there in English yet."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage
from tests.e2e.people import PASSWORD, make_person
from tests.e2e.servers import Site

pytestmark = pytest.mark.e2e

LESSON = "/en/courses/intercultural-awareness/looking-closely/seeing-interpreting-judging/"
GERMAN = "/kurse/interkulturelle-sensibilisierung/genau-hinsehen/sehen-deuten-bewerten/"


def choose(page: Page, name: str) -> None:
    page.locator("header .header__wide summary").first.click()
    page.locator("header .header__wide").get_by_role("button", name=name).click()


def test_from_the_home_page_to_an_answer_in_english_that_is_there_in_german(
    open_page: OpenPage, login: Callable[[Page, str, str], None], axe: Callable[[Page], list[str]], live_site: Site
):
    make_person(live_site, "grace@example.org", "Grace")
    page = open_page()
    login(page, "grace@example.org", PASSWORD)
    page.goto("/")
    choose(page, "English")
    page.get_by_role("link", name="See the courses").click()
    page.get_by_role("link", name="Intercultural awareness").click()
    page.locator(".next-step :is(a, button)").first.click()
    page.goto(LESSON)
    assert axe(page) == []
    page.get_by_label("The man says loudly").check()
    page.get_by_role("button", name="Check my answer").click()
    expect(page.get_by_text("That is right.")).to_be_visible()
    assert LESSON in page.url
    choose(page, "Deutsch")
    assert GERMAN in page.url
    expect(page.locator(".feedback").first).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_a_page_that_is_not_there_in_english_is_offered_in_german(
    width: int, scheme: str, open_page: OpenPage, axe: Callable[[Page], list[str]]
):
    page = open_page(width=width, colour_scheme=scheme, language="en")
    page.goto("/en/ueber-das-angebot/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("main .result a").click()
    expect(page.get_by_text("This page is not available in your language yet")).to_be_visible()
    assert axe(page) == []
