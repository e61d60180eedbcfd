"""Writing to everybody: it is read first, then sent."""

import pytest
from django.core import mail

from tests.training.making import make_person, make_training, register
from training.core.places import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_the_outbox")]

SAID = {"subject": "Parking", "text": "Behind the house.", "readers": "confirmed", "necessary": "on", "form": "abc"}


@pytest.fixture
def training(tina):
    training = make_training("Zuhören", trainer=tina)
    register(training, make_person("Amal", language="en"))
    return training


def page(training):
    return f"/trainings/{training.key}/letter/"


def test_it_is_shown_as_people_get_it_and_nothing_is_sent(trainers, training):
    shown = trainers.post(page(training), SAID | {"do": "preview"}).content.decode()
    for words in ("Parking: Zuhören", "Hello Tina", "Behind the house.", "It goes to 1 person."):
        assert words in shown
    assert mail.outbox == []


def test_without_a_preview_there_is_no_button_to_send(trainers, training):
    assert 'value="send"' not in trainers.get(page(training)).content.decode()


def test_a_test_goes_to_oneself(trainers, training):
    assert 'value="send"' in trainers.post(page(training), SAID | {"do": "test"}).content.decode()
    assert [each.to for each in mail.outbox] == [["tina@example.org"]]


def test_it_is_sent_once_however_often_the_form_is(trainers, training):
    for _twice in range(2):
        answer = trainers.post(page(training), SAID | {"do": "send"}, follow=True)
    assert [each.to for each in mail.outbox] == [["amal@example.org"]]
    assert "on its way to 1 person" in answer.content.decode()
    assert "Parking: Zuhören" in trainers.get(page(training)).content.decode()


def test_a_subject_is_one_line(trainers, training):
    trainers.post(page(training), SAID | {"subject": "Parking\nBcc: somebody@example.org", "do": "send"})
    assert mail.outbox[0].subject == "Parking Bcc: somebody@example.org: Zuhören"


@pytest.mark.parametrize("missing", ["subject", "text", "readers"])
def test_what_is_missing_is_asked_for(trainers, training, missing):
    assert trainers.post(page(training), SAID | {missing: "", "do": "send"}).status_code == 422
    assert mail.outbox == []


def test_each_form_is_another_letter(trainers, training):
    first, second = (trainers.get(page(training)).context["form"]["form"].value() for _twice in range(2))
    assert first != second


def test_a_draft_has_nobody_to_write_to(trainers, training):
    type(training).objects.update(stage=Stage.DRAFT)
    assert trainers.get(page(training)).url == f"/trainings/{training.key}/desk/"
