"""A day before a session whoever has a place gets one mail, in their language, unless they want none."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from community.models import OutgoingMail, User
from config import reminders
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.core.people import Removal
from deliberation.models import Participation, RoomRecord, Session
from training.models import LivePlace, Registration, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def amal() -> User:
    return User.objects.create_user("amal@example.org", display_name="Amal", language="de")


@pytest.fixture
def session() -> Session:
    trainer = User.objects.create_user("tina@example.org", display_name="Tina", language="en", reminders=False)
    begins = timezone.now() + timedelta(hours=20)
    return sessions.plan(Session(title="Ehrenamt", question="Wer hilft?", starts_at=begins), trainer)


@pytest.fixture
def place(session, amal) -> Participation:
    place = sessions.take_part(session, amal, Role.PARTICIPANT)
    Participation.objects.update(joined_at=timezone.now() - timedelta(days=5))
    return place


def reminded() -> list[str]:
    mail.outbox.clear()
    reminders.send()
    return [message.to[0] for message in mail.outbox]


def test_a_mail_says_what_when_and_where_in_the_language_of_its_reader(session, place):
    assert reminded() == ["amal@example.org"]
    (message,) = mail.outbox
    assert "Ehrenamt" in message.subject
    assert "Hallo Amal" in message.body
    assert f"/sessions/{session.key}/" in message.body
    assert "/me/profile/" in message.body
    assert "Die angehängte Datei trägt die Sitzung in Ihren Kalender ein." in message.body
    ((name, event, kind),) = message.attachments
    assert (name, kind) == ("zweiklang.ics", "text/calendar")
    assert "SUMMARY:Ehrenamt" in event


def test_of_a_session_that_belongs_to_a_training_the_training_reminds(session, place, amal):
    training = Training.objects.create(title="Hinsehen", summary="Fragen")
    registration = Registration.objects.create(training=training, user=amal)
    LivePlace.objects.create(registration=registration, participation=place)
    assert reminded() == []


def test_it_is_written_once_however_often_the_clock_comes_by(place, settings):
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
    for _tick in range(3):
        reminders.send()
    assert OutgoingMail.objects.count() == 1


def test_whoever_switched_reminders_off_gets_none(place, amal):
    User.objects.filter(pk=amal.pk).update(reminders=False)
    assert reminded() == []


@pytest.mark.parametrize("begins", [timedelta(hours=25), -timedelta(minutes=1)])
def test_it_comes_neither_too_early_nor_too_late(place, session, begins):
    Session.objects.filter(pk=session.pk).update(starts_at=timezone.now() + begins)
    assert reminded() == []


def test_whoever_registered_a_moment_ago_has_just_had_a_mail(place):
    Participation.objects.filter(pk=place.pk).update(joined_at=timezone.now())
    assert reminded() == []


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED])
def test_a_session_that_has_begun_is_no_news(place, session, stage):
    RoomRecord.objects.filter(session=session).update(stage=stage)
    assert reminded() == []


def test_whoever_was_removed_whose_account_is_off_or_who_is_a_guest_gets_none(place, session, amal):
    session.participations.create(name="Gast")
    Participation.objects.filter(pk=place.pk).update(removed=Removal.DISRUPTS)
    assert reminded() == []
    Participation.objects.filter(pk=place.pk).update(removed="")
    User.objects.filter(pk=amal.pk).update(is_active=False)
    assert reminded() == []
