"""Planning a training: writing it, announcing it, changing it, copying it to another date."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from community.models import User
from training import calendars, entries, live_places, log, messages
from training.core.acting import Who
from training.core.places import (
    Announce,
    CancelTraining,
    Close,
    Lapse,
    Reopen,
    SetCapacity,
    SetQuotas,
    SetWaiting,
    Stage,
    Waiting,
)
from training.models import Sitting, Trainership, Training

STAGES: Mapping[str, type] = {"announce": Announce, "close": Close, "reopen": Reopen, "cancel": CancelTraining}
Terms = tuple[SetCapacity, SetQuotas, SetWaiting]
# What is taken along to another date. Who sees it and when one registers is part of the plan, and moves with it.
MOMENTS = ("registration_opens_at", "registration_closes_at", "cancel_until")
NOT_COPIED = {"id", "key", "stage", "closed", "head", "created_by", "created_at", "copied_from"}


@transaction.atomic
def plan(
    training: Training,
    sittings: Iterable[Sitting],
    quotas: Mapping[str, int],
    trainer: User,
    led_by: Iterable[User] = (),
) -> Training:
    """Save a new one as a draft, led by whoever writes it, or by others."""
    training.created_by = trainer
    training.save()
    Trainership.objects.create(training=training, user=trainer)
    return replan(training, sittings, quotas, trainer, led_by)


@transaction.atomic
def replan(
    training: Training,
    sittings: Iterable[Sitting],
    quotas: Mapping[str, int],
    planner: User,
    led_by: Iterable[User] = (),
) -> Training:
    """Save what stands in the form. What the places depend on is asked of the log, so that whoever waits moves up. Who
    leads it stays, where nobody is named."""
    wanted = training.capacity, training.minimum, training.waiting, training.offer_hours
    stored = log.lock(training.pk)
    before = calendars.plan(stored)
    training.head, training.stage, training.closed = stored.head, stored.stage, stored.closed
    training.save()
    for sitting in sittings:
        save_sitting(sitting, training)
    messages.tell_changes(training, before)
    capacity, minimum, waiting, hours = wanted
    terms = (SetCapacity(capacity, minimum), SetQuotas(quotas), SetWaiting(Waiting(waiting), hours))
    set_terms(training, terms, planner)
    if training.stage == Stage.ANNOUNCED:
        log.ask(training.pk, Who.CLOCK, Lapse())  # whoever was kept back because it had begun
    led = set(training.trainers.all())
    if trainers := list(led_by):
        training.trainers.set(trainers)
    live_places.follow_plan(training, led.difference(trainers) if trainers else ())
    training.refresh_from_db()
    return training


def set_terms(training: Training, terms: Terms, planner: User) -> None:
    """All of them together: nobody moves up by a number of places that goes with another quota or waiting list."""
    who, (_capacity, _quotas, waiting) = who_plans(training, planner), terms
    if training.stage == Stage.ANNOUNCED and several_change(training, terms):
        log.ask(training.pk, who, SetWaiting(Waiting.BY_HAND, waiting.hours), planner)
    for command in terms:
        log.ask(training.pk, who, command, planner)


def several_change(training: Training, terms: Terms) -> bool:
    now, (capacity, quotas, waiting) = entries.load(training.pk), terms
    differ = (capacity.capacity != now.capacity, quotas.quotas != now.quotas, waiting.waiting != now.waiting)
    return sum(differ) > 1


def who_plans(training: Training, planner: User) -> Who:
    return Who.TRAINER if training.trainerships.filter(user=planner).exists() else Who.COORDINATOR


def save_sitting(sitting: Sitting, training: Training) -> None:
    """One that was announced is cancelled, so that calendars hear of it; of a draft nobody knows."""
    before = Sitting.objects.filter(pk=sitting.pk).first() if sitting.pk else None
    if sitting.cancelled and (before is None or training.stage == Stage.DRAFT):
        if before:
            before.delete()
        return
    sitting.training = training
    sitting.save()


@transaction.atomic
def set_stage(training: Training, what: str, planner: User) -> None:
    """One of `STAGES`. Raises `Refused`."""
    log.ask(training.pk, who_plans(training, planner), STAGES[what](), planner)


@transaction.atomic
def copy(training: Training, first: date, planner: User) -> Training:
    """A draft with the same plan, its first sitting on this day, the others as many days after it, at the same time of
    the day, whatever clocks have changed between."""
    held = list(training.sittings.filter(cancelled=False))
    days = first - (held[0].local_start.date() if held else first)
    fields = {
        f.attname: getattr(training, f.attname) for f in Training._meta.concrete_fields if f.name not in NOT_COPIED
    }
    for name in MOMENTS:
        fields[name] = moved(fields[name], days, timezone.get_current_timezone_name())
    draft = Training(**fields, copied_from=training)
    quotas = {each.kind: each.places for each in training.quotas.all()}
    plan(draft, [copied(each, days) for each in held], quotas, planner)
    for user in training.trainers.exclude(pk=planner.pk):
        Trainership.objects.create(training=draft, user=user)
    return draft


def copied(sitting: Sitting, days: timedelta) -> Sitting:
    """Without its live session, which belongs to the people who were in it."""
    zone = sitting.time_zone
    return Sitting(
        starts_at=moved(sitting.starts_at, days, zone),
        ends_at=moved(sitting.ends_at, days, zone),
        time_zone=zone,
        place=sitting.place,
        medium=sitting.medium,
    )


def moved(moment: datetime | None, days: timedelta, zone: str) -> Any:
    """By days, at the same time of the day there."""
    return moment and moment.astimezone(ZoneInfo(zone)) + days
