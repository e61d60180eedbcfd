"""Signing up, logging in and what can go wrong with it, as people meet it in the browser."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.core import mail
from django.test import Client

from community.models import User
from tests.community.conftest import PASSWORD
from tests.private_servers import free_port

pytestmark = pytest.mark.django_db

ENGLISH = {"headers": {"accept-language": "en"}}
NEWCOMER = {
    "email": "Neu@example.org",
    "display_name": "Neu",
    "organisation": "",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def log_in(client, email="amal@example.org", password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": email, "password": password, **more}, **ENGLISH)


def identify(client, password=PASSWORD):
    return client.post("/accounts/reauthenticate/", {"password": password}, **ENGLISH)


def link(message):
    return re.search(r"https?://\S+(/accounts/\S+)", message.body)[1]


def code(message):
    return re.search(r"^[A-Z0-9-]{6,}$", message.body, re.MULTILINE)[0]


def totp_code(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


# --- signing up


def test_somebody_signs_up_enters_the_code_and_is_where_they_wanted_to_go(client, make_organisation):
    club = make_organisation("Club", kind="culture_club")
    form = NEWCOMER | {"organisation": club.pk, "next": "/organisations/"}
    response = client.post("/accounts/signup/", form, **ENGLISH)
    assert response.headers["location"] == "/accounts/confirm-email/?next=%2Forganisations%2F"
    person = User.objects.get()
    assert (person.email, person.display_name, person.organisation) == ("neu@example.org", "Neu", club)
    assert person.language == "en"

    page = client.get("/accounts/confirm-email/", **ENGLISH).content.decode()
    assert "neu@example.org" in page
    response = client.post("/accounts/confirm-email/", {"code": code(mail.outbox[0])})
    assert EmailAddress.objects.get().verified
    assert response.headers["location"] == "/organisations/"
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_code_of_a_mail_is_worth_nothing_in_another_browser(client):
    client.post("/accounts/signup/", NEWCOMER)
    elsewhere = Client()
    response = elsewhere.post("/accounts/confirm-email/", {"code": code(mail.outbox[0])})
    assert response.headers["location"] == "/accounts/login/"
    assert not EmailAddress.objects.get().verified


def test_whoever_closed_the_page_logs_in_gets_a_new_code_and_still_arrives(client):
    client.post("/accounts/signup/", NEWCOMER | {"next": "/kurse/"})
    elsewhere = Client()
    asked = log_in(elsewhere, "neu@example.org", next="/kurse/")
    assert asked.headers["location"] == "/accounts/confirm-email/?next=%2Fkurse%2F"
    response = elsewhere.post("/accounts/confirm-email/", {"code": code(mail.outbox[-1])})
    assert response.headers["location"] == "/kurse/"


def test_the_way_through_login_and_sign_up_keeps_where_one_wanted_to_go(client):
    page = client.get("/accounts/login/?next=/kurse/").content.decode()
    assert "/accounts/signup/?next=%2Fkurse%2F" in page
    page = client.get("/accounts/signup/?next=/kurse/").content.decode()
    assert '<input type="hidden" name="next" value="/kurse/"' in page
    assert "/accounts/login/?next=%2Fkurse%2F" in page


def test_a_sign_up_never_leads_to_another_site(client):
    client.post("/accounts/signup/", NEWCOMER | {"next": "https://evil.example/"})
    response = client.post("/accounts/confirm-email/", {"code": code(mail.outbox[0])})
    assert response.headers["location"] == "/me/"


def test_a_wrong_code_gets_a_sentence_and_after_three_a_new_one_is_needed(client):
    client.post("/accounts/signup/", NEWCOMER)
    for _attempt in range(2):
        page = client.post("/accounts/confirm-email/", {"code": "AAAAAA"}, **ENGLISH).content.decode()
        assert "This code is not right" in page
    client.post("/accounts/confirm-email/", {"code": "AAAAAA"})
    right = client.post("/accounts/confirm-email/", {"code": code(mail.outbox[0])})
    assert right.headers["location"] == "/accounts/login/"
    assert not EmailAddress.objects.get().verified


def test_a_new_code_takes_the_place_of_the_first(client):
    client.post("/accounts/signup/", NEWCOMER)
    client.post("/accounts/confirm-email/", {"action": "resend"})
    first, second = map(code, mail.outbox)
    assert client.post("/accounts/confirm-email/", {"code": first}).status_code == 200
    assert client.post("/accounts/confirm-email/", {"code": second}).headers["location"] == "/me/"


def test_after_an_hour_the_code_is_worth_nothing(client, settings):
    client.post("/accounts/signup/", NEWCOMER)
    settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = -1
    client.post("/accounts/confirm-email/", {"code": code(mail.outbox[0])})
    assert not EmailAddress.objects.get().verified


def test_nobody_gets_in_before_the_address_is_confirmed(client):
    client.post("/accounts/signup/", NEWCOMER)
    client.post("/accounts/logout/")
    assert log_in(client, "neu@example.org").headers["location"] == "/accounts/confirm-email/"
    assert "_auth_user_id" not in client.session


def test_an_address_that_has_an_account_is_not_betrayed(client, amal):
    taken = client.post("/accounts/signup/", NEWCOMER | {"email": amal.email.upper()})
    client.cookies.clear()
    fresh = client.post("/accounts/signup/", NEWCOMER)
    assert (taken.status_code, taken.headers["location"]) == (fresh.status_code, fresh.headers["location"])
    assert User.objects.filter(email__iexact=amal.email).count() == 1
    to_owner, to_newcomer = mail.outbox
    assert to_owner.to == [amal.email]
    assert "/accounts/password/reset/" in to_owner.body
    assert to_newcomer.to == ["neu@example.org"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "not an address"),
        ("display_name", ""),
        ("display_name", "x" * 61),
        ("organisation", "999999"),
        ("password1", "1234"),
        ("password2", "something else"),
    ],
)
def test_a_wrong_sign_up_says_what_to_change_and_keeps_the_rest(client, field, value):
    response = client.post("/accounts/signup/", NEWCOMER | {field: value})
    assert response.status_code == 200
    assert response.context["form"].errors
    page = response.content.decode()
    assert page.count("Neu@example.org") == (field != "email")
    assert not User.objects.exists()


# --- logging in


def test_a_wrong_password_gets_a_sentence_and_keeps_the_address(client, amal):
    response = log_in(client, password="wrong")
    page = response.content.decode()
    assert response.status_code == 200
    assert "E-mail address and password do not fit together" in page
    assert 'value="amal@example.org"' in page
    assert "wrong" not in page


def test_an_unknown_address_reads_the_same(client, amal):
    known = log_in(client, password="wrong")
    unknown = log_in(client, email="nobody@example.org")
    assert known.context["form"].errors == unknown.context["form"].errors


def test_login_leads_to_where_one_wanted_to_go_but_never_elsewhere(client, amal):
    assert log_in(client, next="/organisations/").headers["location"] == "/organisations/"
    client.post("/accounts/logout/")
    assert log_in(client, next="https://evil.example/").headers["location"] == "/me/"


def test_an_account_that_is_switched_off_stays_out(client, amal):
    User.objects.update(is_active=False)
    assert log_in(client).headers["location"] == "/accounts/inactive/"
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/inactive/").status_code == 200


def test_login_brings_the_language_of_the_account(client, make_person):
    make_person("Amal", language="en")
    assert log_in(client).cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_logging_out_says_goodbye(client, amal):
    client.force_login(amal)
    assert client.get("/accounts/logout/").status_code == 200
    response = client.post("/accounts/logout/", **ENGLISH)
    assert response.headers["location"] == "/"
    assert [str(message) for message in response.wsgi_request._messages] == ["You are logged out. See you soon!"]
    assert "_auth_user_id" not in client.session


def test_a_code_by_mail_logs_in_without_a_password(client, amal):
    client.post("/accounts/login/code/", {"email": amal.email}, **ENGLISH)
    wrong = client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"}, **ENGLISH)
    assert "This code is not right" in wrong.content.decode()
    response = client.post("/accounts/login/code/confirm/", {"code": code(mail.outbox[0])})
    assert response.headers["location"] == "/me/"


def test_asking_for_a_code_does_not_betray_who_has_an_account(client, amal):
    known = client.post("/accounts/login/code/", {"email": amal.email})
    unknown = client.post("/accounts/login/code/", {"email": "nobody@example.org"})
    assert known.headers["location"] == unknown.headers["location"]


def test_with_a_second_factor_the_password_is_not_enough(client, amal):
    secret = generate_totp_secret()
    TOTP.activate(amal, secret)
    assert log_in(client).headers["location"] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000"}, **ENGLISH)
    assert wrong.context["form"].errors
    code = totp_code(secret)
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).headers["location"] == "/me/"


# --- passwords


def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, amal):
    client.post("/accounts/password/reset/", {"email": amal.email})
    path = link(mail.outbox[0])
    form = client.get(path).headers["location"]
    new = "ein-ganz-anderer-akkord"
    client.post(form, {"password1": new, "password2": new})
    assert log_in(client, password=new).headers["location"] == "/me/"
    client.post("/accounts/logout/")
    assert "This link does not work any more" in client.get(path, **ENGLISH).content.decode()


def test_a_reset_for_an_unknown_address_looks_the_same(client, amal):
    known = client.post("/accounts/password/reset/", {"email": amal.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.org"})
    assert known.headers["location"] == unknown.headers["location"]
    assert mail.outbox[1].to == ["nobody@example.org"]


def test_a_changed_password_is_told_to_its_owner(client, amal):
    log_in(client)
    new = "ein-ganz-anderer-akkord"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert mail.outbox[-1].to == [amal.email]
    assert "/accounts/password/reset/" in mail.outbox[-1].body


# --- mails


def test_mails_speak_the_language_of_the_person_not_of_the_browser(client, make_person):
    make_person("Amal", language="en")
    client.post("/accounts/password/reset/", {"email": "amal@example.org"}, headers={"accept-language": "de"})
    assert mail.outbox[0].subject == "Your new password"


def test_mails_are_plain_text_without_escapes(client, amal):
    client.post("/accounts/signup/", NEWCOMER | {"email": "o'neil@example.org"}, **ENGLISH)
    client.post("/accounts/login/code/", {"email": "x+y'z@example.org"}, **ENGLISH)
    for message in mail.outbox:
        assert "&#" not in message.body
        assert "{" not in message.body
        assert message.content_subtype == "plain"
        assert not message.alternatives


# --- limits


def test_after_five_wrong_passwords_even_the_right_one_waits(client, amal):
    for _attempt in range(5):
        log_in(client, password="wrong")
    response = log_in(client)
    assert response.status_code == 200
    page = response.content.decode()
    assert "Please wait five minutes" in page
    assert 'value="amal@example.org"' in page


STRANGER = {"REMOTE_ADDR": "203.0.113.7"}


def try_out(client, attempts, **where):
    for _attempt in range(attempts):
        client.post("/accounts/login/", {"login": "amal@example.org", "password": "wrong"}, **where)


def test_a_strangers_wrong_passwords_lock_nobody_else_out(client, amal):
    try_out(client, 6, **STRANGER)
    assert log_in(client).headers["location"] == "/me/"
    assert identify(client).status_code == 302


def test_wrong_passwords_from_everywhere_end_and_a_code_still_logs_in(client, amal, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_anywhere": "4/h/key"}
    for number in range(4):
        try_out(client, 1, REMOTE_ADDR=f"203.0.113.{number}")
    assert "or a code" in log_in(client).content.decode()
    client.post("/accounts/login/code/", {"email": amal.email}, **ENGLISH)
    assert client.post("/accounts/login/code/confirm/", {"code": code(mail.outbox[0])}).headers["location"] == "/me/"


def test_whoever_logs_in_has_no_attempt_less(client, amal, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_anywhere": "2/h/key"}
    for _time in range(3):
        assert log_in(client).headers["location"] == "/me/"
        client.post("/accounts/logout/")


def test_an_address_that_was_refused_does_not_use_up_what_all_have_together(client, amal, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login_failed_anywhere": "6/h/key"}
    try_out(client, 20, **STRANGER)
    assert log_in(client).headers["location"] == "/me/"


def test_one_persons_wrong_passwords_do_not_lock_out_the_class_room(client, amal, jutta):
    for _attempt in range(6):
        log_in(client, password="wrong")
    assert log_in(client, jutta.email).headers["location"] == "/me/"


def test_too_many_sign_ups_from_one_place_get_a_clear_page(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "2/m/ip"}
    for _attempt in range(2):
        client.post("/accounts/signup/", {})
    response = client.post("/accounts/signup/", {}, **ENGLISH)
    assert response.status_code == 429
    assert "A short break, please" in response.content.decode()


def test_a_class_room_behind_one_address_can_log_in_at_once(client, db):
    for number in range(30):
        assert log_in(client, f"person{number}@example.org", "wrong").status_code == 200


@pytest.mark.parametrize("path", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_a_class_room_behind_one_address_can_ask_for_mails_at_once(client, db, path):
    for number in range(30):
        assert client.post(path, {"email": f"person{number}@example.org"}).status_code == 302


def test_nobody_is_flooded_with_codes(client, amal):
    for _attempt in range(5):
        client.cookies.clear()
        client.post("/accounts/login/code/", {"email": amal.email})
    assert len(mail.outbox) == 3


# --- without a mail server


@pytest.fixture
def mail_server(settings):
    """Nobody listens at first; what is given back lets mail go out again."""
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    works = settings.MAIL_TRANSPORT
    settings.MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
    return lambda: setattr(settings, "MAIL_TRANSPORT", works)


@pytest.fixture
def first_account(db):
    """As `createsuperuser` makes it: nobody has confirmed its address."""
    return User.objects.create_superuser("amal@example.org", PASSWORD, display_name="Amal")


STUCK = "At the moment our mail server takes no mail"


def test_the_first_login_without_a_mail_server_is_a_sentence(client, first_account, mail_server):
    response = log_in(client)
    assert response.headers["location"] == "/accounts/confirm-email/"
    page = client.get("/accounts/confirm-email/", **ENGLISH).content.decode()
    assert STUCK in page
    assert "We have sent" not in page


def test_when_mail_works_again_whoever_asks_again_gets_one_mail(client, first_account, mail_server):
    log_in(client)
    log_in(client)
    mail_server()
    client.post("/accounts/confirm-email/", {"action": "resend"})
    assert STUCK not in client.get("/accounts/confirm-email/", **ENGLISH).content.decode()
    assert [message.to for message in mail.outbox] == [["amal@example.org"]]


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/accounts/login/code/", "/accounts/login/code/confirm/"),
        ("/accounts/password/reset/", "/accounts/password/reset/done/"),
    ],
)
def test_mails_that_failed_do_not_count(client, amal, mail_server, path, page):
    for _time in range(8):
        assert client.post(path, {"email": amal.email}).headers["location"] == page
        words = client.get(page, **ENGLISH).content.decode()
        assert STUCK in words
        assert not {sentence for sentence in ("We have sent", "on its way") if sentence in words}
        client.cookies.clear()
    mail_server()
    client.post(path, {"email": amal.email})
    assert STUCK not in client.get(page, **ENGLISH).content.decode()
    assert len(mail.outbox) == 1


# --- pages


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/accounts/signup/",
        "/accounts/login/code/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/inactive/",
    ],
)
def test_a_guest_sees_the_page(client, path):
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/email/",
        "/accounts/password/change/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/reauthenticate/",
        "/accounts/logout/",
    ],
)
def test_a_member_sees_the_page_and_a_guest_the_login(client, amal, path):
    assert client.get(path).status_code == 302
    log_in(client)
    identify(client)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"])
def test_a_browser_left_open_is_not_enough_to_change_the_second_factor(client, amal, path):
    client.force_login(amal)
    asked = client.get(path)
    assert asked.headers["location"].startswith("/accounts/reauthenticate/?next=")
    assert "This password is not right" in identify(client, "wrong").content.decode()
    assert client.get(path).status_code == 302


def test_recovery_codes_are_shown_and_renewed(client, amal):
    log_in(client)
    identify(client)
    TOTP.activate(amal, generate_totp_secret())
    assert client.get("/accounts/2fa/recovery-codes/generate/").status_code == 200
    client.post("/accounts/2fa/recovery-codes/generate/")
    assert len(client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]) == 10
    assert client.get("/accounts/2fa/").status_code == 200
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200


def test_a_new_address_replaces_the_old_one_when_it_is_confirmed(client, amal):
    log_in(client)
    client.post("/accounts/email/", {"email": "neu@example.org", "action_add": ""})
    assert "neu@example.org" in client.get("/accounts/confirm-email/").content.decode()
    amal.refresh_from_db()
    assert amal.email == "amal@example.org"
    client.post("/accounts/confirm-email/", {"code": code(mail.outbox[0])})
    amal.refresh_from_db()
    assert amal.email == "neu@example.org"
    assert [message.to for message in mail.outbox[1:]] == [["amal@example.org"]]
