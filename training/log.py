"""The one door to the places of a training: whatever happens to them is asked here, one after another."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.models import User
from training import entries, live_places, messages
from training.core.acting import Ask, Who
from training.core.places import Events, Places, after, decide
from training.models import Quota, Registration, Training


def lock(training: int) -> Training:
    """Until the transaction ends. Whoever writes a registration locks first: two who held it in part would wait for
    each other."""
    return Training.objects.select_for_update(no_key=True).get(pk=training)


@transaction.atomic
def ask(training: int, who: Who, command: Any, by: User | None = None) -> Events:
    """What follows is written down, and so are the mails about it and the places in live sessions. Raises `Refused`."""
    locked = lock(training)
    before = entries.load(training)
    events = take(locked, before, command, Ask(who, entries.in_ms(timezone.now()), entries.window(locked)), by)
    if events:
        live_places.follow(locked, events)
        messages.follow(locked, before, enumerate(events, start=locked.head - len(events) + 1))
    return events


def take(locked: Training, before: Places, command: Any, ask: Ask, by: User | None = None) -> Events:
    """What follows is written down, and so is what lists read of it. Raises `Refused`."""
    events = decide(before, command, ask)
    if events:
        entries.append(locked, events, by, ask.at)
        keep(locked, before, after(before, *events))
    return events


def keep(training: Training, before: Places, now: Places) -> None:
    """What lists read without the log."""
    for name in ("stage", "closed", "capacity", "minimum", "waiting"):
        setattr(training, name, getattr(now, name))
    training.offer_hours = now.hours
    training.save(update_fields=["head", "stage", "closed", "capacity", "minimum", "waiting", "offer_hours"])
    if now.quotas != before.quotas:
        training.quotas.all().delete()
        Quota.objects.bulk_create(Quota(training=training, kind=kind, places=n) for kind, n in now.quotas.items())
    for registration, seat in now.seats.items():
        if seat is not before.seats.get(registration):
            Registration.objects.filter(pk=registration).update(state=seat.state, since=training.head)
