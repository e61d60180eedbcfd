"""Trainings as trainers plan and announce them, through the doors that there are."""

from datetime import timedelta

from django.utils import timezone

from community.models import User
from training import planning, registering
from training.models import Entry, Sitting, Training


def person(name, **fields):
    return User.objects.create_user(f"{name.lower()}@example.org", display_name=name, **fields)


def sittings(count=2, days=10, **fields):
    """So many, a week apart, the first one in so many days."""
    first = (timezone.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
    starts = [first + timedelta(weeks=week) for week in range(count)]
    return [Sitting(starts_at=each, ends_at=each + timedelta(hours=2), **fields) for each in starts]


def drafted(trainer, title="Zuhören", quotas=None, held=None, **fields):
    training = Training(title=title, summary="Anderen zuhören.", **({"capacity": 2} | fields))
    return planning.plan(training, sittings() if held is None else held, quotas or {}, trainer)


def announced(trainer, title="Zuhören", **fields):
    training = drafted(trainer, title, **fields)
    planning.set_stage(training, "announce", trainer)
    training.refresh_from_db()
    return training


def registers(training, user, kind="", **needs):
    return registering.register(training, user, user.display_name, kind, needs)


def states(training):
    return [each.state for each in training.registrations.order_by("pk")]


def kinds(training):
    return list(Entry.objects.filter(training=training).order_by("seq").values_list("kind", flat=True))
