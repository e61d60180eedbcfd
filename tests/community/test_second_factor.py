import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

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
