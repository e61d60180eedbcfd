"""The log of a training, as the database has it: written once, read from its beginning, or from where this process has
read it before."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from threading import Lock
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Min

from community.models import User
from training.core.acting import Window
from training.core.places import EVENTS, KINDS, Places, State, after
from training.models import Entry, Registration, Training

MS = 1000
REMEMBERED = 64  # trainings


@dataclass(frozen=True, slots=True)
class Folded:
    """What the entries up to this one make. It is known again by its `seq` and when it was written (`at`)."""

    seq: int = 0
    at: int = 0
    places: Places = field(default_factory=Places)


class FoldedTrainings:
    """What was folded of the last trainings: entries never change, so only what came since is to be read."""

    def __init__(self) -> None:
        self._folded: dict[int, Folded] = {}
        self._lock = Lock()

    def of(self, training: int) -> Folded:
        return self._folded.get(training, Folded())

    def keep(self, training: int, folded: Folded) -> None:
        with self._lock:
            self._folded.pop(training, None)
            self._folded[training] = folded
            if len(self._folded) > REMEMBERED:
                del self._folded[next(iter(self._folded))]


MEMORY = FoldedTrainings()


def load(training: int) -> Places:
    """As all entries together make it. What a transaction has written itself is remembered when it has committed."""
    known = MEMORY.of(training)
    rows = stored(training, known.seq)
    if rows and known.seq and (rows[0][0], rows[0][3]) == (known.seq, known.at):
        rows = rows[1:]
    elif known.seq:  # the database was put back, and says something else by now
        known, rows = Folded(), stored(training)
    places = after(known.places, *(msgspec.convert(data, EVENTS[kind]) for _seq, kind, data, _at in rows))
    if rows:
        last, _kind, _data, at = rows[-1]
        transaction.on_commit(partial(MEMORY.keep, training, Folded(last, at, places)))
    return places


def stored(training: int, since: int = 0) -> list[tuple[int, str, Any, int]]:
    found = Entry.objects.filter(training=training, seq__gte=since).order_by("seq")
    return list(found.values_list("seq", "kind", "data", "at"))


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
