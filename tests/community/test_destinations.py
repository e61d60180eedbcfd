"""Each way to being logged in, walked from the login wall to its end: who came for something arrives there."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from community.models import User
from tests.community.conftest import PASSWORD
from tests.community.test_accounts import NEWCOMER, code, link, totp_code

pytestmark = pytest.mark.django_db

WANTED = "/organisations/?place=Weimar"
AGAIN = "ein-ganz-anderer-akkord"
OTHER_SITES = ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "https:evil.example")


class Walk:
    """A browser that follows what a page offers: its links by their address, its forms with their hidden fields."""

    def __init__(self, wanted: str) -> None:
        self.client = Client()
        self.open("/accounts/login/", next=wanted)

    def open(self, address: str, **query: str) -> None:
        self.response = self.client.get(address, query or None, follow=True)

    def follow(self, path: str) -> None:
        found = re.findall(rf'href="({path}[^"]*)"', self.page)
        self.open(found[0].replace("&amp;", "&"))

    def send(self, path: str, **fields: str) -> None:
        """Each form is at the address that its page names, and brings its hidden fields along."""
        forms = re.findall(r"<form[^>]*>.*?</form>", self.page, re.DOTALL)
        form = next(each for each in forms if re.search(rf'action="\s*{path}\s*"', each))
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        sent = {name: value.replace("&amp;", "&") for name, value in hidden.items()} | fields
        self.response = self.client.post(path, sent, follow=True)

    @property
    def page(self) -> str:
        return self.response.content.decode()

    @property
    def address(self) -> str:
        return str(self.response.redirect_chain[-1][0]) if self.response.redirect_chain else ""

    @property
    def is_logged_in(self) -> bool:
        return "_auth_user_id" in self.client.session


def by_password(walk: Walk) -> None:
    walk.send("/accounts/login/", login="amal@example.org", password=PASSWORD)


def by_password_at_the_second_attempt(walk: Walk) -> None:
    walk.send("/accounts/login/", login="amal@example.org", password="wrong")
    by_password(walk)


def by_code(walk: Walk) -> None:
    walk.follow("/accounts/login/code/")
    walk.send("/accounts/login/code/", email="amal@example.org")
    walk.send("/accounts/login/code/confirm/", action="resend")
    walk.send("/accounts/login/code/confirm/", code=code(mail.outbox[-1]))


def by_password_after_too_many_wrong_codes(walk: Walk) -> None:
    walk.follow("/accounts/login/code/")
    walk.send("/accounts/login/code/", email="amal@example.org")
    for _attempt in range(3):
        walk.send("/accounts/login/code/confirm/", code="AAAAAA")
    walk.follow("/accounts/login/")
    by_password(walk)


def by_sign_up(walk: Walk) -> None:
    walk.follow("/accounts/signup/")
    walk.send("/accounts/signup/", **NEWCOMER | {"password2": "another"})
    walk.send("/accounts/signup/", **NEWCOMER)
    walk.send("/accounts/confirm-email/", action="resend")
    walk.send("/accounts/confirm-email/", code=code(mail.outbox[-1]))


def by_sign_up_and_a_look_at_the_login(walk: Walk) -> None:
    walk.follow("/accounts/signup/")
    walk.follow("/accounts/login/")
    walk.follow("/accounts/signup/")
    walk.send("/accounts/signup/", **NEWCOMER)
    walk.send("/accounts/logout/")
    walk.send("/accounts/login/", login="neu@example.org", password=PASSWORD)
    walk.send("/accounts/confirm-email/", code=code(mail.outbox[-1]))


def by_sign_up_with_too_many_wrong_codes(walk: Walk) -> None:
    walk.follow("/accounts/signup/")
    walk.send("/accounts/signup/", **NEWCOMER)
    for _attempt in range(3):
        walk.send("/accounts/confirm-email/", code="AAAAAA")
    walk.send("/accounts/login/", login="neu@example.org", password=PASSWORD)
    walk.send("/accounts/confirm-email/", code=code(mail.outbox[-1]))


def forget_the_password(walk: Walk) -> None:
    walk.follow("/accounts/password/reset/")
    walk.send("/accounts/password/reset/", email="amal@example.org")
    assert urlsplit(walk.address).path == "/accounts/password/reset/done/"


def set_a_new_one(walk: Walk) -> None:
    walk.open(link(mail.outbox[-1]))
    walk.send(urlsplit(walk.address).path, password1=AGAIN, password2=AGAIN)


def by_a_new_password(walk: Walk) -> None:
    forget_the_password(walk)
    set_a_new_one(walk)


def by_a_new_password_in_the_browser_that_opens_mails(walk: Walk) -> None:
    forget_the_password(walk)
    walk.client = Client()
    set_a_new_one(walk)


def by_asking_for_a_new_link_once_more(walk: Walk) -> None:
    forget_the_password(walk)
    used = link(mail.outbox[-1])
    walk.client = Client()
    set_a_new_one(walk)
    walk.client = Client()
    walk.open(used)
    forget_the_password(walk)
    set_a_new_one(walk)


def by_the_address_that_has_an_account(walk: Walk) -> None:
    walk.follow("/accounts/signup/")
    walk.send("/accounts/signup/", **NEWCOMER | {"email": "amal@example.org"})
    walk.client = Client()
    walk.open(link(mail.outbox[-1]))
    walk.send("/accounts/password/reset/", email="amal@example.org")
    set_a_new_one(walk)


def by_password_after_a_passkey_that_is_not_known(walk: Walk) -> None:
    walk.send("/accounts/2fa/webauthn/login/", credential="{}")
    by_password(walk)


WAYS = (
    *(by_password, by_password_at_the_second_attempt, by_code, by_password_after_too_many_wrong_codes),
    *(by_sign_up, by_sign_up_and_a_look_at_the_login, by_sign_up_with_too_many_wrong_codes),
    *(by_a_new_password, by_a_new_password_in_the_browser_that_opens_mails, by_asking_for_a_new_link_once_more),
    *(by_the_address_that_has_an_account, by_password_after_a_passkey_that_is_not_known),
)


@pytest.mark.parametrize("way", WAYS)
def test_whoever_came_for_something_arrives_there_logged_in(way: Callable[[Walk], None], amal: User):
    walk = Walk(WANTED)
    way(walk)
    assert walk.is_logged_in
    assert walk.address == WANTED


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_to_another_site(way: Callable[[Walk], None], amal: User, settings):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    for elsewhere in OTHER_SITES[:1] if way is not by_password else OTHER_SITES:
        walk = Walk(elsewhere)
        way(walk)
        assert walk.is_logged_in
        assert walk.address == "/me/"


@pytest.mark.parametrize("way", [by_password, by_code, by_a_new_password])
def test_the_second_factor_keeps_it_too(way: Callable[[Walk], None], amal: User):
    secret = generate_totp_secret()
    TOTP.activate(amal, secret)
    walk = Walk(WANTED)
    way(walk)
    assert urlsplit(walk.address).path == "/accounts/2fa/authenticate/"
    assert not walk.is_logged_in
    walk.send("/accounts/2fa/authenticate/", code=totp_code(secret))
    assert (walk.address, walk.is_logged_in) == (WANTED, True)


def test_who_cancels_the_second_factor_may_log_in_otherwise(amal: User):
    TOTP.activate(amal, generate_totp_secret())
    walk = Walk(WANTED)
    by_password(walk)
    walk.send("/accounts/logout/")
    assert parse_qs(urlsplit(walk.address).query) == {"next": [WANTED]}


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": AGAIN, "password2": AGAIN}),
        ("/accounts/reauthenticate/", {"password": PASSWORD}),
    ],
)
def test_whoever_is_logged_in_already_gets_back_as_well(path: str, fields: dict[str, str], amal: User):
    for wanted, arrives in ((WANTED, True), (OTHER_SITES[0], False)):
        walk = Walk(wanted)
        walk.client.force_login(User.objects.get())
        walk.open(path, next=wanted)
        walk.send(path, **fields)
        assert (walk.address == wanted) is arrives
        User.objects.get().set_password(PASSWORD)


def test_a_new_address_is_confirmed_and_leads_back(amal: User):
    walk = Walk(WANTED)
    by_password(walk)
    walk.open("/accounts/email/", next=WANTED)
    walk.send("/accounts/email/", email="neu@example.org", action_add="")
    walk.send("/accounts/confirm-email/", code=code(mail.outbox[0]))
    assert walk.address == WANTED
