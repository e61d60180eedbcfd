"""A small site: home page, one page below it, and the people who may see or change it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import translation
from wagtail.models import Locale, Site

from cms.models import HomePage, StandardPage


@pytest.fixture(autouse=True)
def _english():
    """Requests of other tests leave their language behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def home(db) -> HomePage:
    page: HomePage = HomePage.objects.get()
    return page


@pytest.fixture
def site(home) -> Site:
    return home.get_site()


@pytest.fixture
def add_page(home):
    def add(title: str, parent=None, **fields) -> StandardPage:
        page = StandardPage(title=title, **fields)
        (parent or home).add_child(instance=page)
        return page

    return add


def in_english() -> Client:
    """Who chose English: the pages are German, and the interface would follow them."""
    client = Client()
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def guest() -> Client:
    """Nobody in particular."""
    return in_english()


@pytest.fixture
def english(home) -> HomePage:
    """The home page once more, in English."""
    page: HomePage = home.copy_for_translation(Locale.objects.get_or_create(language_code="en")[0])
    page.lead = "Talk to each other."
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def admin(db) -> Client:
    client = in_english()
    user = get_user_model().objects.create_superuser("admin@example.org", "secret", display_name="Admin")
    client.force_login(user)
    return client


@pytest.fixture
def member(db) -> Client:
    client = in_english()
    client.force_login(get_user_model().objects.create_user("amal@example.org", "secret", display_name="Amal"))
    return client
