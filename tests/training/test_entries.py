"""What a process has read of a log, it need not read again; what did not happen, it does not remember."""

import pytest
from django.db import transaction
from django.db.models import F

from tests.training.planned import announced, person, registers
from training import entries, log
from training.core.acting import Who
from training.core.places import Cancel
from training.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def memory(monkeypatch):
    fresh = entries.FoldedTrainings()
    monkeypatch.setattr(entries, "MEMORY", fresh)
    return fresh


@pytest.fixture
def training():
    return announced(person("Jutta"), capacity=1)


def read(training):
    """How many entries are read for it."""
    return len(entries.stored(training.pk, entries.MEMORY.of(training.pk).seq))


def test_what_was_read_is_remembered_and_only_what_came_since_is_read_again(training):
    whole = Entry.objects.filter(training=training).count()
    assert 1 <= read(training) <= whole
    entries.load(training.pk)
    assert read(training) == 1  # the last one, by which it is known again
    place = registers(training, person("Anna"))
    assert entries.load(training.pk).seats[place.pk].state == "confirmed"
    log.ask(training.pk, Who.REGISTERED, Cancel(place.pk))
    assert entries.load(training.pk).seats[place.pk].state == "cancelled"
    assert read(training) == 1


def test_what_was_rolled_back_is_not_remembered(training):
    before = entries.load(training.pk)
    with pytest.raises(ZeroDivisionError):
        fail_after_registering(training)
    assert entries.load(training.pk) == before
    registers(training, person("Ben"))
    assert len(entries.load(training.pk).seats) == 1


@transaction.atomic
def fail_after_registering(training):
    registers(training, person("Anna"))
    assert len(entries.load(training.pk).seats) == 1
    raise ZeroDivisionError


@pytest.mark.parametrize("what", ["shorter", "another"])
def test_a_database_that_was_put_back_counts_and_not_what_was_remembered(training, what):
    before = entries.load(training.pk)
    place = registers(training, person("Anna"))
    assert place.pk in entries.load(training.pk).seats
    written = Entry.objects.filter(training=training, kind__startswith="Place")
    if what == "shorter":
        written.delete()
        assert entries.load(training.pk) == before
    else:
        written.update(at=F("at") + 1)
        written.filter(kind="PlaceConfirmed").update(kind="PutOnWaitingList")
        assert entries.load(training.pk).seats[place.pk].state == "waiting"


def test_the_trainings_read_longest_ago_are_forgotten(memory):
    for training in range(entries.REMEMBERED + 3):
        memory.keep(training, entries.Folded(seq=training + 1))
    assert memory.of(2) == entries.Folded()
    assert memory.of(3).seq == 4
    memory.keep(3, entries.Folded(seq=9))
    memory.keep(1000, entries.Folded(seq=1))
    assert memory.of(3).seq == 9
