"""What the clock does with trainings."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.training.planned import announced, person, registers, states
from training import jobs, log, registering
from training.core.acting import Who
from training.core.places import SetWaiting, Waiting
from training.models import Entry

pytestmark = pytest.mark.django_db


def test_an_offer_that_nobody_answers_goes_on_to_the_next(monkeypatch):
    trainer = person("Jutta")
    training = announced(trainer, capacity=1, waiting="offer", offer_hours=1)
    first, *_others = [registers(training, person(name)) for name in ("Anna", "Ben", "Carla")]
    registering.answer(first, "cancel")
    jobs.lapse()
    assert states(training) == ["cancelled", "offered", "waiting"]
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    jobs.lapse()
    assert states(training) == ["cancelled", "lapsed", "offered"]


def test_nothing_is_written_where_nothing_lapses():
    trainer = person("Jutta")
    training = announced(trainer, capacity=1, waiting="offer")
    registers(training, person("Anna"))
    log.ask(training.pk, Who.TRAINER, SetWaiting(Waiting.AUTOMATIC, 48), trainer)
    before = Entry.objects.count()
    jobs.lapse()
    assert Entry.objects.count() == before
