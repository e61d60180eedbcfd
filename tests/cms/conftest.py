"""A small site: home page, one page below it, and the people who may see or change it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import translation
from wagtail.models import Site

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


@pytest.fixture
def guest() -> Client:
    """Nobody in particular, who reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def admin(db) -> Client:
    client = Client(headers={"accept-language": "en"})
    user = get_user_model().objects.create_superuser("admin@example.org", "secret", display_name="Admin")
    client.force_login(user)
    return client


@pytest.fixture
def member(db) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(get_user_model().objects.create_user("amal@example.org", "secret", display_name="Amal"))
    return client
