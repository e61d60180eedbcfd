"""Each change of places is written down once, in order, and lists read what it says."""

import threading

import pytest
from django.db import connection

from tests.training.planned import announced, drafted, kinds, person, registers, states
from training import entries, log
from training.core.acting import Refused, Who
from training.core.places import Announce, Cancel, CapacitySet, PlaceCancelled, Request, SetCapacity
from training.models import Entry, Registration, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    return person("Jutta")


def test_what_follows_is_written_with_who_caused_it(trainer):
    training = announced(trainer)
    anna = person("Anna")
    registers(training, anna)
    assert kinds(training)[-3:] == ["TrainingAnnounced", "PlaceRequested", "PlaceConfirmed"]
    assert set(Entry.objects.filter(training=training, kind__startswith="Place").values_list("by", flat=True)) == {
        anna.pk
    }
    training.refresh_from_db()
    assert training.head == Entry.objects.filter(training=training).count()


def test_lists_read_what_the_log_says(trainer):
    training = announced(trainer, capacity=1, quotas={"authority": 1})
    first, second = registers(training, person("Anna")), registers(training, person("Ben"))
    assert states(training) == ["confirmed", "waiting"]
    log.ask(training.pk, Who.REGISTERED, Cancel(first.pk))
    training.refresh_from_db()
    assert states(training) == ["cancelled", "confirmed"]
    assert Registration.objects.get(pk=second.pk).since == training.head
    assert list(training.quotas.values_list("kind", "places")) == [("authority", 1)]


def test_the_log_read_again_is_what_there_was(trainer):
    training = announced(trainer, capacity=1, quotas={"authority": 1}, waiting="offer", offer_hours=5)
    registers(training, person("Anna"))
    places = entries.load(training.pk)
    assert (places.capacity, places.waiting, places.hours, places.quotas) == (1, "offer", 5, {"authority": 1})
    assert [seat.state for seat in places.seats.values()] == ["confirmed"]


def test_what_is_refused_leaves_nothing(trainer):
    training = drafted(trainer)
    written = kinds(training)
    with pytest.raises(Refused):
        log.ask(training.pk, Who.TRAINER, Request(1), trainer)
    with pytest.raises(Refused):
        log.ask(training.pk, Who.CLOCK, Announce())
    assert kinds(training) == written


def test_what_changes_nothing_writes_nothing(trainer):
    training = announced(trainer)
    assert log.ask(training.pk, Who.TRAINER, SetCapacity(2), trainer) == ()
    assert log.ask(training.pk, Who.TRAINER, SetCapacity(3), trainer) == (CapacitySet(3, 0),)


def test_cancelling_late_is_known_by_the_clock_of_the_server(trainer):
    training = announced(trainer)
    Training.objects.filter(pk=training.pk).update(cancel_until="2026-01-01T00:00Z")
    place = registers(training, person("Anna"))
    assert log.ask(training.pk, Who.REGISTERED, Cancel(place.pk)) == (PlaceCancelled(place.pk, late=True),)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_want_the_last_places_as_many_get_one_as_there_are():
    training = announced(person("Jutta"), capacity=3)
    people = [person(f"Anna{number}") for number in range(8)]
    together = threading.Barrier(len(people))

    def register(user):
        together.wait()
        try:
            registers(training, user)
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=(user,)) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(states(training)) == ["confirmed"] * 3 + ["waiting"] * 5
    assert list(Entry.objects.filter(training=training).values_list("seq", flat=True)) == list(
        range(1, Training.objects.get(pk=training.pk).head + 1)
    )
