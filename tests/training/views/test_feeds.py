"""Calendars for programs: what everybody may see, and what only one person does."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from tests.training.making import make_person, make_sitting, make_training, register
from training import feeds
from training.core.places import Stage, State
from training.models import CalendarKey, MessageChoice

pytestmark = pytest.mark.django_db

PUBLIC = "/trainings/calendar.ics"
OWN = "/trainings/calendar/"


def soon(**passed):
    return timezone.now() + timedelta(**passed)


def a_training(title, begins=None, **fields):
    training = make_training(title, sittings=0, **fields)
    make_sitting(training, begins or soon(days=10))
    return training


def titles(answer):
    return [event["summary"] for event in Calendar.from_ical(answer.content).walk("VEVENT")]


def browser(user=None):
    client = Client(headers={"accept-language": "en"})
    if user:
        client.force_login(user)
    return client


# --- of one training --------------------------------------------------------------------------------------------------


def test_the_sittings_of_a_training_that_take_place_are_a_file():
    training = a_training("Offen")
    held = training.sittings.get()
    make_sitting(training, soon(days=12), cancelled=True)
    answer = browser().get(f"/trainings/{training.key}/calendar.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event["summary"], event["uid"].split("@")[0]) == ("Offen", f"sitting-{held.uid}")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="zweiklang.ics"'


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CANCELLED])
def test_of_a_training_that_does_not_take_place_there_is_no_file(stage):
    training = a_training("Nicht", stage=stage, trainer=make_person("Jutta"))
    assert browser(training.trainers.get()).get(f"/trainings/{training.key}/calendar.ics").status_code == 404


def test_for_whoever_has_a_place_their_registration_leads_to_it():
    training, anna = a_training("Vernetzt", visibility="network"), make_person("Anna")
    mine = f"/trainings/mine/{register(training, anna).key}/"
    address = f"/trainings/{training.key}/calendar.ics"
    assert address in browser(anna).get(mine).content.decode()
    assert browser(anna).get(address).status_code == 200
    assert address not in browser().get(mine).content.decode()  # the files came with the mail
    assert browser().get(address).url == f"/accounts/login/?next={address}"


# --- for everybody ----------------------------------------------------------------------------------------------------


def test_everybody_sees_what_is_announced_to_everybody():
    a_training("Offen")
    a_training("Entwurf", stage=Stage.DRAFT)
    a_training("Abgesagt", stage=Stage.CANCELLED)
    a_training("Vernetzt", visibility="network")
    a_training("Geladen", visibility="invited")
    a_training("Vorbei", soon(days=-40))
    a_training("Gestern", soon(days=-1))
    answer = browser().get(PUBLIC)
    assert titles(answer) == ["Offen", "Gestern"]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"place": "Musterstadt"}, ["Hier"]),
        ({"topic": "moderation"}, ["Dort"]),
        ({"language": "en"}, ["Dort"]),
        ({"online": "1"}, ["Dort"]),
        ({"place": "Nirgends"}, []),
        ({"place": "Musterstadt\0"}, []),
        ({"topic": "nonsense"}, []),
        ({"month": "nonsense"}, []),
        ({"month": "2027-13"}, []),
        ({"unknown": "x"}, ["Hier", "Dort"]),
        ({}, ["Hier", "Dort"]),
    ],
)
def test_filters_stand_in_the_address_and_one_that_finds_nothing_leaves_it_empty(filters, found):
    a_training("Hier")
    there = a_training("Dort", topic="moderation", place="Nebenan", language="en")
    there.sittings.update(medium="live")
    assert titles(browser().get(PUBLIC, filters)) == found


def test_a_month_can_be_asked_for():
    begins = soon(days=10)
    a_training("Dann", begins)
    assert titles(browser().get(PUBLIC, {"month": f"{timezone.localtime(begins):%Y-%m}"})) == ["Dann"]


def test_in_the_language_of_the_site_whoever_asks():
    a_training("Hier")
    german = Client(headers={"accept-language": "de"}).get(PUBLIC).content
    assert browser().get(PUBLIC).content == german


def test_what_has_not_changed_is_not_sent_again():
    training = a_training("Hier")
    first = browser().get(PUBLIC)
    tag = first.headers["ETag"]
    assert "Last-Modified" in first.headers
    assert browser().get(PUBLIC, headers={"if-none-match": tag}).status_code == 304
    training.stage = Stage.CANCELLED
    training.save()
    again = browser().get(PUBLIC, headers={"if-none-match": tag, "if-modified-since": first.headers["Last-Modified"]})
    assert (again.status_code, titles(again)) == (200, [])


def test_programs_may_keep_it_and_browsers_of_people_may_not():
    assert "max-age=900" in browser().get(PUBLIC).headers["Cache-Control"]
    assert "max-age=900" not in browser(make_person("Amal")).get(PUBLIC).headers["Cache-Control"]


# --- for one person ---------------------------------------------------------------------------------------------------


@pytest.fixture
def amal():
    return make_person("Amal", language="en")


def test_ones_own_calendar_has_the_places_that_one_has_and_what_one_leads(amal):
    register(a_training("Platz"), amal)
    register(a_training("Wartet"), amal, State.WAITING)
    a_training("Leitet", trainer=amal, visibility="invited")
    a_training("Anderes")
    by_mail = a_training("Benannt")
    register(by_mail, "amal@example.org")
    answer = browser().get(f"/trainings/calendar/{feeds.make_key(amal).key}.ics")
    assert titles(answer) == ["Platz", "Leitet", "Benannt"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_revoked_address_leads_nowhere(amal):
    key = feeds.make_key(amal).key
    feeds.revoke(amal)
    assert browser().get(f"/trainings/calendar/{key}.ics").status_code == 404


def test_the_address_of_a_locked_account_leads_nowhere(amal):
    key = feeds.make_key(amal).key
    amal.is_active = False
    amal.save()
    assert feeds.whose(key) is None


def test_the_address_is_made_replaced_and_revoked_on_a_page(amal):
    mine = browser(amal)
    assert "Make an address" in mine.get(OWN).content.decode()
    mine.post(OWN, {"what": "make"})
    first = feeds.key_of(amal)
    assert first.key in mine.get(OWN).content.decode()
    mine.post(OWN, {"what": "make"})
    second = feeds.key_of(amal)
    assert second != first
    assert feeds.whose(first.key) is None
    mine.post(OWN, {"what": "revoke"})
    assert feeds.key_of(amal) is None
    assert CalendarKey.objects.count() == 2


def test_mails_that_are_not_necessary_are_chosen_there(amal):
    mine = browser(amal)
    mine.post(OWN, {"what": "mails", "digest": "on"})
    assert MessageChoice.objects.get(user=amal).digest
    mine.post(OWN, {"what": "mails"})
    assert not MessageChoice.objects.get(user=amal).digest
    assert mine.post(OWN, {"what": "nonsense"}).status_code == 302
