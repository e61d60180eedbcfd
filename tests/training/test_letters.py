"""What trainers write to everybody: each person gets it once, and whoever wants no reminders only what matters."""

from dataclasses import replace

import pytest
from django.core import mail

from community.models import MailState, OutgoingMail
from tests.training.making import make_person, make_training, register
from training import letters
from training.core.places import State
from training.letters import Letter, Readers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("through_the_outbox")]

LETTER = Letter("Parking", "Please park behind the house.\n\nSee you!", Readers.WITH_A_PLACE, True, "a form")


@pytest.fixture
def training(tina):
    return make_training("Zuhören", trainer=tina)


@pytest.fixture
def amal(training):
    return register(training, make_person("Amal", language="en"))


def recipients():
    return sorted(address for sent in mail.outbox for address in sent.to)


def test_it_has_the_words_of_the_trainers_and_the_way_to_the_registration(training, tina, amal):
    assert letters.send(training, tina, LETTER) == 1
    [sent] = mail.outbox
    assert sent.subject == "Parking: Zuhören"
    for words in ("Hello Amal", "Please park behind the house.", "Tina", f"/trainings/mine/{amal.key}/"):
        assert words in sent.body
    assert sent.attachments == []


def test_it_is_in_the_language_of_each_person_around_the_words(training, tina):
    register(training, make_person("Jutta", language="de"))
    letters.send(training, tina, LETTER)
    [sent] = mail.outbox
    assert "Guten Tag Jutta" in sent.body
    assert "Please park" in sent.body


def test_sent_twice_it_arrives_once_and_other_words_are_another_one(training, tina, amal):
    for _twice in range(2):
        letters.send(training, tina, LETTER)
    assert len(mail.outbox) == 1
    letters.send(training, tina, replace(LETTER, text="Please park elsewhere."))
    letters.send(training, tina, replace(LETTER, form="another form"))
    assert len(mail.outbox) == 3


@pytest.mark.parametrize(
    ("readers", "expected"),
    [
        (Readers.WITH_A_PLACE, ["amal@example.org"]),
        (Readers.AND_WAITING, ["amal@example.org", "offered@example.org", "waiting@example.org"]),
    ],
)
def test_it_goes_to_whoever_has_a_place_or_also_to_those_who_wait(training, tina, amal, readers, expected):
    for state in (State.WAITING, State.OFFERED, State.NAMED, State.CANCELLED, State.DECLINED):
        register(training, f"{state}@example.org", state)
    register(training, "")  # of somebody who was forgotten
    assert letters.send(training, tina, replace(LETTER, readers=readers)) == len(expected)
    assert recipients() == expected


def test_who_wants_no_reminders_gets_only_what_is_about_the_sittings(training, tina, amal):
    quiet = register(training, make_person("Ben", language="en"), no_reminders=True)
    register(training, make_person("Cem", language="en", reminders=False))
    letters.send(training, tina, replace(LETTER, necessary=False))
    assert recipients() == ["amal@example.org"]
    assert f"/trainings/mine/{amal.key}/reminders/" in mail.outbox[0].body
    letters.send(training, tina, LETTER)
    assert recipients() == ["amal@example.org", "ben@example.org", "cem@example.org"]  # nobody gets it twice
    assert f"/trainings/mine/{quiet.key}/reminders/" not in mail.outbox[1].body


def test_a_test_goes_to_the_trainer_as_often_as_they_like(training, tina, amal):
    for _twice in range(2):
        letters.send_test(training, tina, LETTER)
    assert recipients() == ["tina@example.org"] * 2
    assert mail.outbox[0].subject == "Test: Parking: Zuhören"


def test_what_was_sent_is_listed_with_how_many_it_did_not_reach(training, tina, amal):
    register(training, "b@example.org")
    letters.send(training, tina, LETTER)
    OutgoingMail.objects.filter(recipient="b@example.org").update(state=MailState.BOUNCED)
    letters.send(training, tina, replace(LETTER, subject="News"))
    assert [(each.subject, each.people, each.unreached) for each in letters.sent(training)] == [
        ("News: Zuhören", 2, 0),
        ("Parking: Zuhören", 2, 1),
    ]
