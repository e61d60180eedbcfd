import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import translation
from wagtail.models import ModelLogEntry

from community.groups import Group

pytestmark = pytest.mark.django_db

SETUP = "/me/second-factor/"


@pytest.fixture(autouse=True)
def _required(settings):
    settings.STAFF_SECOND_FACTOR = True


@pytest.mark.parametrize("group", list(Group))
def test_staff_without_one_are_led_to_the_set_up(make_person, as_person, group):
    response = as_person(make_person("Somebody", group)).get("/me/profile/")
    assert response.headers["location"] == SETUP


def test_an_administrator_without_one_is_led_to_the_set_up(make_person, as_person):
    response = as_person(make_person("Root", is_superuser=True)).get("/admin/")
    assert response.headers["location"] == SETUP


def test_the_set_up_says_why(make_person, as_person):
    browser = as_person(make_person("Tom", Group.TRAINERS))
    page = browser.get(SETUP, headers={"accept-language": "en"}).content.decode()
    assert "you see other people&#x27;s data" in page or "you see other people's data" in page
    assert "/accounts/2fa/totp/activate/" in page


def test_staff_with_one_go_back_to_where_they_were(make_person, as_person):
    trainer = make_person("Tom", Group.TRAINERS)
    browser = as_person(trainer)
    browser.get("/organisations/?kind=authority")
    TOTP.activate(trainer, generate_totp_secret())
    assert browser.get(SETUP).headers["location"] == "/organisations/?kind=authority"
    assert browser.get(SETUP).headers["location"] == "/me/"
    assert browser.get("/organisations/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(make_person, as_person):
    trainer = make_person("Tom", Group.TRAINERS)
    RecoveryCodes.activate(trainer)
    assert Authenticator.objects.filter(user=trainer).exists()
    assert as_person(trainer).get("/organisations/").headers["location"] == SETUP


def test_members_and_guests_need_none(amal, as_person):
    assert as_person(amal).get("/me/profile/").status_code == 200
    assert as_person(None).get("/organisations/").status_code == 200


@pytest.mark.parametrize("path", ["/accounts/2fa/", "/accounts/logout/", "/accounts/email/", SETUP])
def test_what_the_set_up_needs_stays_open(make_person, as_person, path):
    assert as_person(make_person("Tom", Group.TRAINERS)).get(path).status_code == 200


def test_nothing_is_written_past_the_set_up(make_person, as_person):
    trainer = make_person("Tom", Group.TRAINERS)
    response = as_person(trainer).post("/me/profile/", {"display_name": "Other", "language": "de"})
    assert response.headers["location"] == SETUP
    trainer.refresh_from_db()
    assert trainer.display_name == "Tom"


def test_where_it_is_not_required_nobody_is_asked(settings, make_person, as_person):
    settings.STAFF_SECOND_FACTOR = False
    assert as_person(make_person("Tom", Group.TRAINERS)).get("/me/profile/").status_code == 200


# --- lost -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def tom(make_person):
    trainer = make_person("Tom", Group.TRAINERS, language="en")
    TOTP.activate(trainer, generate_totp_secret())
    RecoveryCodes.activate(trainer)
    return trainer


def test_a_lost_second_factor_is_reset_by_one_command(tom, as_person, capsys):
    browser = as_person(tom)
    assert browser.get("/me/profile/").status_code == 200
    call_command("reset_second_factor", "TOM@example.org")
    assert "led to setting up a new one" in capsys.readouterr().out
    assert not Authenticator.objects.filter(user=tom).exists()
    assert browser.get("/me/profile/").headers["location"].startswith("/accounts/login/")
    assert as_person(tom).get("/me/profile/").headers["location"] == SETUP


def test_the_owner_is_told_and_it_is_in_the_history(tom):
    call_command("reset_second_factor", "tom@example.org")
    [message] = mail.outbox
    assert (message.to, message.subject) == (["tom@example.org"], "Your second factor was reset")
    assert "/accounts/password/reset/" in message.body
    [entry] = ModelLogEntry.objects.for_instance(tom)
    with translation.override("en"):
        assert str(entry.message) == "Second factor reset by an operator (manage.py)"


def test_nobody_elses_second_factor_is_touched(tom, make_person, as_person):
    jutta = make_person("Jutta", Group.TRAINERS)
    TOTP.activate(jutta, generate_totp_secret())
    browser = as_person(jutta)
    browser.get("/me/profile/")
    call_command("reset_second_factor", "tom@example.org")
    assert browser.get("/me/profile/").status_code == 200


def test_an_unknown_address_is_named(db):
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_second_factor", "nobody@example.org")
