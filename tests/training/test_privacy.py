"""What is known of people goes when it is of no use any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from config import own_data
from config.jobs import purge
from tests.training.planned import announced, person, registers, states
from training import attending, employers, planning
from training.core.attendance import MarkSource, Noted, Status
from training.models import GroupPlace, Needs, Registration, Sitting

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainer():
    return person("Jutta")


def ended(days):
    """All sittings, so many days ago."""
    moment = timezone.now() - timedelta(days=days)
    Sitting.objects.update(starts_at=moment - timedelta(hours=1), ends_at=moment)


def test_needs_go_after_the_last_sitting_and_not_before(trainer):
    training = announced(trainer)
    registers(training, person("Anna"), food="no nuts")
    first, second = training.sittings.all()
    Sitting.objects.filter(pk=first.pk).update(starts_at=timezone.now(), ends_at=timezone.now())
    purge()
    assert Needs.objects.count() == 1
    Sitting.objects.filter(pk=second.pk).update(cancelled=True)
    purge()
    assert not Needs.objects.exists()


def test_needs_go_with_a_training_that_is_cancelled(trainer):
    training = announced(trainer)
    registers(training, person("Anna"), food="no nuts")
    planning.set_stage(training, "cancel", trainer)
    purge()
    assert not Needs.objects.exists()


def test_who_was_there_is_forgotten_a_year_after_and_how_many_stays(trainer, settings):
    training = announced(trainer)
    registers(training, person("Anna"), "culture_club")
    type(training).objects.update(created_at=timezone.now() - timedelta(days=500))
    ended(settings.TRAINING_DAYS - 1)
    purge()
    assert Registration.objects.get().name == "Anna"
    ended(settings.TRAINING_DAYS)
    purge()
    gone = Registration.objects.get()
    assert (gone.name, gone.user, gone.kind, gone.state) == ("", None, "culture_club", "confirmed")


def test_whom_an_employer_named_and_who_does_not_answer_is_forgotten_after_a_month(trainer):
    training = announced(trainer)
    employers.name_people(training, trainer, [("anna@example.org", "Anna")])
    registers(training, person("Ben"))
    Registration.objects.update(created_at=timezone.now() - timedelta(days=29))
    purge()
    assert Registration.objects.filter(email="anna@example.org").exists()
    Registration.objects.update(created_at=timezone.now() - timedelta(days=30))
    purge()
    assert [(each.name, each.email) for each in Registration.objects.order_by("pk")] == [("", ""), ("Ben", "")]
    assert states(training) == ["named", "confirmed"]


def test_groups_go_after_the_last_sitting(trainer):
    training = announced(trainer)
    place = registers(training, person("Anna"))
    GroupPlace.objects.create(sitting=training.sittings.first(), registration=place, group=0)
    purge()
    assert GroupPlace.objects.count() == 1
    ended(1)
    purge()
    assert not GroupPlace.objects.exists()


def stored(user, model):
    every = [each for area in own_data.about(own_data.subject_of(user)) for each in area.stored]
    return [row for each in every if each.entry.model == model for row in each.as_json()]


def test_why_attendance_was_corrected_stands_in_the_data_of_both_and_of_nobody_else(trainer):
    training, anna, other = announced(trainer), person("Anna"), person("Tina")
    place = registers(training, anna)
    noted = Noted(Status.LATE, MarkSource.TRAINER, timezone.now(), reason="came by bus")
    attending.correct(training.sittings.first(), place, noted, trainer)
    for user in (anna, trainer):
        [row] = stored(user, "training.MarkReason")
        assert row["text"] == "came by bus"
        assert "by" not in row
    assert stored(other, "training.MarkReason") == []
    assert stored(trainer, "training.Mark") == []  # whether somebody was there is theirs alone
