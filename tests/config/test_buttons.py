"""Whoever opens an address that is there for a button is led to the button."""

import pytest
from django.test import Client
from django.urls import reverse

from community.models import User
from config.buttons import page_above

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.create_user("anna@example.org", display_name="Anna"))
    return client


def test_after_a_login_that_came_in_between_one_finds_the_button(browser):
    address = reverse("deliberation:put_away_card", args=[3])
    assert Client().post(address).url == f"/accounts/login/?next={address}"
    page = browser.get(address)
    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "Now nothing was done." in page.content.decode()
    assert 'href="/sessions/cards/"' in page.content.decode()


def test_programs_are_told_as_ever(browser):
    assert browser.put(reverse("deliberation:put_away_card", args=[3])).content == b""


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/sessions/abc/unregister/", "/sessions/abc/"),
        ("/sessions/abc/people/4/free/", "/sessions/abc/"),
        ("/trainings/abc/stage/", "/trainings/abc/"),
        ("/nirgends/ist/etwas/", ""),
        ("/me/", ""),
    ],
)
def test_the_page_with_the_button_is_the_nearest_one_above(path, above):
    assert page_above(path) == above
