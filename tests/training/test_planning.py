"""Planning, changing, announcing and copying a training."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from tests.training.planned import announced, drafted, kinds, person, registers, sittings, states
from training import planning, registering
from training.core.acting import Refused
from training.models import Sitting, Training

pytestmark = pytest.mark.django_db

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def trainer():
    return person("Jutta")


def changed(training, trainer, quotas=None, held=None, **fields):
    for name, value in fields.items():
        setattr(training, name, value)
    return planning.replan(training, training.sittings.all() if held is None else held, quotas or {}, trainer)


def test_a_new_training_is_a_draft_that_its_author_leads(trainer):
    training = drafted(trainer, quotas={"authority": 3})
    assert (training.stage, training.created_by, list(training.trainers.all())) == ("draft", trainer, [trainer])
    assert (training.sittings.count(), training.quotas.get().places) == (2, 3)


def test_a_training_without_a_sitting_is_not_announced(trainer):
    training = drafted(trainer, held=[])
    with pytest.raises(Refused, match="no_sitting"):
        planning.set_stage(training, "announce", trainer)


def test_more_places_let_people_move_up_and_fewer_throw_nobody_out(trainer):
    training = announced(trainer, capacity=1)
    registers(training, person("Anna"))
    registers(training, person("Ben"))
    training = changed(training, trainer, capacity=2)
    assert states(training) == ["confirmed", "confirmed"]
    training = changed(training, trainer, capacity=1)
    assert (training.capacity, states(training)) == (1, ["confirmed", "confirmed"])


def test_terms_that_change_together_count_together(trainer):
    """Nobody moves up by more places before it holds that trainers decide, or that there is a quota."""
    training = announced(trainer, capacity=1)
    for name in ("Anna", "Ben", "Carla"):
        registers(training, person(name), "authority")
    training = changed(training, trainer, capacity=2, waiting="by_hand")
    assert states(training) == ["confirmed", "waiting", "waiting"]
    training = changed(training, trainer, {"authority": 2}, capacity=9, waiting="automatic")
    assert (training.waiting, states(training)) == ("automatic", ["confirmed", "confirmed", "waiting"])
    training = changed(training, trainer, {"authority": 3}, capacity=2, waiting="offer")
    assert (training.waiting, states(training)) == ("offer", ["confirmed", "confirmed", "waiting"])


def test_saving_what_is_there_writes_nothing_into_the_log(trainer):
    training = announced(trainer, quotas={"authority": 1})
    before = kinds(training)
    changed(training, trainer, {"authority": 1}, title="Reden")
    assert kinds(training) == before
    assert Training.objects.get().title == "Reden"


def test_quotas_are_replaced_all_at_once(trainer):
    training = changed(announced(trainer, quotas={"authority": 1}), trainer, {"culture_club": 2})
    assert list(training.quotas.values_list("kind", "places")) == [("culture_club", 2)]


def test_a_sitting_counts_what_calendars_have_to_know(trainer):
    training = announced(trainer)
    first, second = training.sittings.all()
    first.starts_at += timedelta(hours=1)
    second.cancelled = True
    changed(training, trainer, held=[first, second])
    assert list(training.sittings.values_list("sequence", "cancelled")) == [(1, False), (1, True)]
    changed(training, trainer)
    assert list(training.sittings.values_list("sequence", flat=True)) == [1, 1]


def test_a_sitting_of_a_draft_is_removed_and_nobody_has_to_know(trainer):
    training = drafted(trainer)
    first, second = training.sittings.all()
    second.cancelled = True
    changed(
        training,
        trainer,
        held=[first, second, Sitting(starts_at=first.starts_at, ends_at=first.ends_at, cancelled=True)],
    )
    assert list(training.sittings.all()) == [first]


def test_whoever_was_kept_back_moves_up_when_a_training_that_had_begun_is_moved(trainer):
    training = announced(trainer, capacity=1)
    anna = registers(training, person("Anna"))
    registers(training, person("Ben"))
    training.sittings.update(starts_at=timezone.now() - timedelta(hours=1))
    registering.answer(anna, "cancel")
    assert states(training) == ["cancelled", "waiting"]
    changed(training, trainer, held=sittings(1))
    training.sittings.filter(starts_at__lt=timezone.now()).delete()
    changed(training, trainer)
    assert states(training) == ["cancelled", "confirmed"]


def test_coordinators_plan_what_others_lead(trainer):
    training = announced(trainer)
    planning.set_stage(training, "close", person("Ines"))
    training.refresh_from_db()
    assert training.closed


def test_a_copy_is_a_draft_on_another_date_at_the_same_time_of_the_day(trainer):
    """From winter into summer time."""
    winter = datetime(2027, 1, 11, 18, tzinfo=BERLIN)
    held = [
        Sitting(starts_at=winter + timedelta(weeks=w), ends_at=winter + timedelta(weeks=w, hours=2)) for w in (0, 2)
    ]
    training = announced(trainer, held=held, quotas={"authority": 1}, registration_closes_at=winter - timedelta(days=3))
    planning.set_stage(training, "close", trainer)
    draft = planning.copy(training, date(2027, 6, 7), person("Karl"))
    copied = Training.objects.get(pk=draft.pk)
    assert (copied.stage, copied.closed, copied.copied_from, copied.key == training.key) == (
        "draft",
        False,
        training,
        False,
    )
    assert [each.starts_at for each in copied.sittings.all()] == [
        datetime(2027, 6, 7, 16, tzinfo=UTC),
        datetime(2027, 6, 21, 16, tzinfo=UTC),
    ]
    assert copied.registration_closes_at == datetime(2027, 6, 4, 16, tzinfo=UTC)
    assert {each.display_name for each in copied.trainers.all()} == {"Jutta", "Karl"}
    assert copied.quotas.get().kind == "authority"
    assert not set(training.sittings.values_list("uid", flat=True)) & set(copied.sittings.values_list("uid", flat=True))
