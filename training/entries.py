"""The log of a training, as the database has it: written once, read from its beginning."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db.models import Min

from community.models import User
from training.core.acting import Window
from training.core.places import EVENTS, KINDS, Places, State, after
from training.models import Entry, Registration, Training

MS = 1000


def load(training: int) -> Places:
    """As all entries together make it."""
    stored = Entry.objects.filter(training=training).order_by("seq").values_list("kind", "data")
    return after(Places(), *(msgspec.convert(data, EVENTS[kind]) for kind, data in stored))


def append(training: Training, events: Iterable[Any], by: User | None, at: int) -> None:
    """Behind the last one, of a training that is locked; raises its head, which is to be saved."""
    for event in events:
        training.head += 1
        data, kind = msgspec.to_builtins(event), KINDS[type(event)]
        Entry.objects.create(training=training, seq=training.head, kind=kind, data=data, by=by, at=at)


def in_ms(moment: datetime | None) -> int:
    """Since 1970; 0 for none."""
    return int(moment.timestamp() * MS) if moment else 0


def window(training: Training) -> Window:
    begins = training.sittings.filter(cancelled=False).aggregate(first=Min("starts_at"))["first"]
    return Window(
        opens=in_ms(training.registration_opens_at),
        closes=in_ms(training.registration_closes_at),
        cancel_until=in_ms(training.cancel_until),
        begins=in_ms(begins),
    )


def moment(ms: int) -> datetime | None:
    """None for 0."""
    return datetime.fromtimestamp(ms / MS, tz=UTC) if ms else None


def until(registration: Registration) -> datetime | None:
    """When the offer that was made to somebody lapses; None without one."""
    if registration.state != State.OFFERED:
        return None
    return moment(load(registration.training_id).seats[registration.pk].until)
