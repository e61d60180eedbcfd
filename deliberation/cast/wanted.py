"""Which casts are to play, and which process plays each: rows that say so, with times, so that nothing hangs for ever.

A cast is wanted while somebody is in its room and for a while after. A process that plays it promises so for some
seconds, again and again; whatever happens to it, another one may take over as soon as the promise is past.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from deliberation.models import CastRecord

PATIENCE = timedelta(minutes=3)  # since somebody real was there, then the cast leaves
PROMISE = timedelta(seconds=20)


def want(record: CastRecord) -> None:
    """Somebody comes into the room, or is there."""
    CastRecord.objects.filter(pk=record.pk).update(wanted_at=timezone.now())


def wanted(now: datetime) -> list[CastRecord]:
    over = Q(session__rehearsal__ends_at__lte=now)
    found = CastRecord.objects.filter(wanted_at__gt=now - PATIENCE).exclude(over)
    return list(found.select_related("session"))


def is_free(record: CastRecord, now: datetime) -> bool:
    """Whether no process plays it, as far as was promised."""
    return record.played_until is None or record.played_until <= now


def is_missing(record: CastRecord, now: datetime) -> bool:
    """Whether somebody waits in the room and no process plays."""
    waits = record.wanted_at is not None and now - PATIENCE < record.wanted_at < now - PROMISE
    return waits and is_free(record, now)


def is_due(record: CastRecord, now: datetime) -> bool:
    """Whether whoever plays it has to promise it again."""
    return record.played_until is None or record.played_until - now < PROMISE * 0.75


def promise(record: CastRecord, now: datetime) -> bool:
    """To play for the next seconds. Of several processes that promise it at once, one is held to it."""
    until = now + PROMISE
    as_known = CastRecord.objects.filter(pk=record.pk, played_until=record.played_until)
    if not as_known.update(played_until=until):
        return False
    record.played_until = until
    return True


def let_go(record: CastRecord, now: datetime) -> None:
    """Another process may play from now on."""
    CastRecord.objects.filter(pk=record.pk, played_until=record.played_until).update(played_until=now)
