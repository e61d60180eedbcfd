"""Every way in which somebody is logged out: whether the device is told to forget their words.

What the page does then, and that the login of somebody else clears them as well, is tested in `frontend/tests/lesson`.
"""

import re
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from community.departures import COOKIE
from community.models import BrowserSession, User

pytestmark = pytest.mark.django_db

PASSWORD = "zwei-klaenge-und-ein-akkord"


@pytest.fixture
def amal(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    person = User.objects.create_superuser("amal@example.org", PASSWORD, display_name="Amal")
    User.objects.create_superuser("ben@example.org", PASSWORD, display_name="Ben")
    for user in User.objects.all():
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return person


@pytest.fixture
def client(amal):
    browser = Client()
    browser.post("/accounts/login/", {"login": amal.email, "password": PASSWORD})
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return browser


def by_the_sites_button(client: Client) -> None:
    client.post("/accounts/logout/")


def by_the_button_of_the_cms(client: Client) -> None:
    client.post("/admin/logout/")


def by_erasing_the_account(client: Client) -> None:
    client.post("/me/erase/", {"sure": "on"})


def by_the_link_in_a_mail_to_another_account(client: Client) -> None:
    Client().post("/accounts/password/reset/", {"email": "ben@example.org"})
    found = re.search(r"https?://[^/\s]+(/\S+)", str(mail.outbox[-1].body))
    assert found
    client.get(found[1], follow=True)


def because_the_login_has_expired(client: Client) -> None:
    BrowserSession.objects.all().delete()
    assert client.get("/me/").status_code == 302


def because_somebody_else_logs_in(client: Client) -> None:
    """The page knows by itself whose account it shows."""
    because_the_login_has_expired(client)
    client.post("/accounts/login/", {"login": "ben@example.org", "password": PASSWORD})


def by_a_new_password(client: Client) -> None:
    new = {"password1": "ein-ganz-anderer-akkord", "password2": "ein-ganz-anderer-akkord"}
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})


def not_at_all_for_the_account_is_not_erased(client: Client) -> None:
    assert client.post("/me/erase/", {}).status_code == 200


def because_the_coordination_switched_the_account_off(client: Client) -> None:
    User.objects.filter(email="amal@example.org").update(is_active=False)
    assert client.get("/me/").status_code == 302


def because_the_login_was_cancelled(client: Client) -> None:
    Client.logout(client)
    client.cookies.clear()
    client.post("/accounts/logout/", {"next": "/accounts/login/"})


FORGETTING = (
    *(by_the_sites_button, by_the_button_of_the_cms, by_erasing_the_account),
    by_the_link_in_a_mail_to_another_account,
)
KEEPING = (
    *(because_the_login_has_expired, because_somebody_else_logs_in, by_a_new_password),
    *(not_at_all_for_the_account_is_not_erased, because_the_coordination_switched_the_account_off),
    because_the_login_was_cancelled,
)


@pytest.mark.parametrize("way", [*FORGETTING, *KEEPING])
def test_whoever_leaves_by_themselves_leaves_no_words_on_the_device(way: Callable[[Client], None], client: Client):
    way(client)
    assert (COOKIE in client.cookies) is (way in FORGETTING)


def test_the_cookie_is_for_the_page_and_ends_with_the_browser(client: Client, settings):
    settings.SESSION_COOKIE_SECURE = True
    by_the_sites_button(client)
    cookie = client.cookies[COOKIE]
    assert (cookie["httponly"], cookie["max-age"], cookie["secure"], cookie["path"]) == ("", "", True, "/")
