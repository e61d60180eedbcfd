"""What trainers see of the mails of their training, and how people do without some of them."""

import pytest
from django.core import mail
from django.test import Client

from community.models import MailState, MailTrouble, OutgoingMail
from tests.training.making import make_person, make_training, register
from training import messages
from training.core.places import PlaceConfirmed, Places

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_the_outbox")]


@pytest.fixture
def training(tina):
    return make_training(trainer=tina)


def page(training):
    return f"/trainings/{training.key}/messages/"


def test_trainers_read_what_is_sent_and_to_whom_it_did_not_come(trainers, training):
    place = register(training, make_person("Amal", language="en"))
    messages.follow(training, Places(), [(1, PlaceConfirmed(place.pk))])
    OutgoingMail.objects.update(state=MailState.BOUNCED, trouble=MailTrouble.BOUNCED)
    shown = trainers.get(page(training)).content.decode()
    assert "Hello Tina" in shown
    assert "Did not arrive" in shown
    assert "It was sent and came back" in shown


def test_trainers_send_one_to_themselves(trainers, training):
    trainers.post(page(training), {"kind": "reminder"})
    trainers.post(page(training), {"kind": "nonsense"})
    [sent] = mail.outbox
    assert sent.to == ["tina@example.org"]
    assert sent.subject == f"Test: Reminder: {training.title}"


def test_nobody_else_reads_them(training):
    client = Client()
    client.force_login(make_person("Sam"))
    assert client.get(page(training)).status_code == 404


def test_reminders_are_switched_off_and_on_by_the_link_in_the_mail(training):
    place = register(training, "ben@example.org")
    address, guest = f"/trainings/mine/{place.key}/reminders/", Client(headers={"accept-language": "en"})
    assert "No more reminders" in guest.get(address).content.decode()
    place.refresh_from_db()
    assert not place.no_reminders
    guest.post(address)
    place.refresh_from_db()
    assert place.no_reminders
    assert "Remind me again" in guest.get(address).content.decode()
    assert guest.get("/trainings/mine/nobody/reminders/").status_code == 404
