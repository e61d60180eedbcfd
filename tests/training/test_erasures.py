"""Who is erased leaves places to others, and nothing by which they could be told."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from community.erasures import erase
from tests.training.planned import announced, person, registers, states
from training import attending, employers, erasures, registering
from training.core.attendance import MarkSource, Noted, Status
from training.models import Entry, Mark, Needs, Registration, SignedList, Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    return person("Jutta")


def test_whoever_is_erased_leaves_their_place_to_whoever_waits(trainer):
    training = announced(trainer, capacity=1)
    anna = person("Anna")
    place = registers(training, anna, "culture_club", food="no nuts")
    registers(training, person("Ben"))
    erase(anna)
    gone = Registration.objects.get(pk=place.pk)
    assert (gone.name, gone.email, gone.user, gone.kind, gone.state) == ("", "", None, "culture_club", "cancelled")
    assert gone.key != place.key
    assert states(training) == ["cancelled", "confirmed"]
    assert not Needs.objects.exists()


def test_what_is_over_stays_as_it_was_without_them(trainer):
    training, anna = announced(trainer), person("Anna")
    registers(training, anna)
    long_ago = timezone.now() - timedelta(days=9)
    Sitting.objects.update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    erase(anna)
    assert states(training) == ["confirmed"]
    assert Registration.objects.get().name == ""


def test_whom_an_employer_named_is_forgotten_with_their_account_and_the_employer_with_theirs(trainer):
    training, anna = announced(trainer), person("Anna")
    employers.name_people(training, trainer, [("anna@example.org", "Anna Arndt"), ("ben@example.org", "Ben")])
    erase(anna)
    assert set(Registration.objects.values_list("email", "name")) == {("", ""), ("ben@example.org", "Ben")}
    erase(trainer)
    assert not Registration.objects.exclude(registered_by=None).exists()
    assert not Entry.objects.exclude(by=None).exists()
    assert training.trainers.count() == 0


def test_whoever_signs_up_with_the_address_of_somebody_else_takes_no_place_from_them(trainer):
    training = announced(trainer)
    (anna,) = employers.name_people(training, trainer, [("anna@example.org", "Anna")])
    registering.answer(anna, "confirm")
    stranger = person("Anna")
    EmailAddress.objects.create(user=stranger, email=stranger.email, verified=False)
    erase(stranger)
    anna.refresh_from_db()
    assert (anna.name, anna.email, anna.state) == ("Anna", "anna@example.org", "confirmed")


def corrected(place, by, reason):
    noted = Noted(Status.LATE, MarkSource.TRAINER, timezone.now(), reason=reason)
    attending.correct(place.training.sittings.first(), place, noted, by)


def test_of_a_trainer_stays_what_they_noted_without_their_words_and_what_others_signed(trainer):
    training, other = announced(trainer), person("Tina")
    place = registers(training, person("Anna"))
    corrected(place, trainer, "came by bus")
    corrected(place, other, "read on the list")
    SignedList.objects.create(sitting=training.sittings.first(), file="signed_lists/some.pdf", added_by=trainer)
    erase(trainer)
    marks = [(mark.status, mark.reason, mark.by) for mark in Mark.objects.order_by("pk")]
    assert marks == [("late", "", None), ("late", "read on the list", other)]
    assert SignedList.objects.get().added_by is None


def test_forgetting_can_be_repeated(trainer):
    training, anna = announced(trainer), person("Anna")
    registers(training, anna)
    for _twice in range(2):
        erasures.blank(Registration.objects.all())
    assert states(training) == ["confirmed"]


def test_the_log_still_folds(trainer):
    training, anna = announced(trainer, capacity=1), person("Anna")
    registers(training, anna)
    erase(anna)
    assert registers(training, person("Ben")).state == "confirmed"
