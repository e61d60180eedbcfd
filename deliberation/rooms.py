"""The shell around the pure room: lock, decide, append, in one transaction."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from deliberation import log, models, wire
from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.room import Room, decide, evolve
from deliberation.log import Known


@dataclass(frozen=True, slots=True)
class Sent:
    """A command as it arrived: from whom (a participation), under which idempotency key."""

    by: int
    key: UUID | None
    command: Any
    at: int | None = None  # only for what was written down afterwards; everything else happens now


@dataclass(frozen=True, slots=True)
class Answer:
    """`seq`: on disk, at that place or before. `refused`: the code why not."""

    seq: int = 0
    refused: str = ""


@dataclass(slots=True)
class Batch:
    """Commands for one room, with what the process knows of it and who is connected there."""

    room: int
    sent: list[Sent]
    known: Known | None = None
    present: frozenset[int] = frozenset()
    answers: list[Answer] = field(default_factory=list)


def now() -> int:
    return time.time_ns() // 1_000_000


def load(room: int, known: Known | None = None) -> Known:
    return log.catch_up(models.Room.objects.get(pk=room), known)


def heads(rooms: Iterable[int]) -> dict[int, tuple[UUID, int]]:
    """Epoch and last seq of several rooms, in one query."""
    rows = models.Room.objects.filter(pk__in=list(rooms)).values_list("pk", "epoch", "head")
    return {pk: (epoch, head) for pk, epoch, head in rows}


def handle(room: int, by: int, command: Any, present: frozenset[int] = frozenset(), at: int | None = None) -> Answer:
    """One command, outside of the live room's batches."""
    batch = Batch(room, [Sent(by, None, command, at)], present=present)
    handle_all([batch])
    return batch.answers[0]


def handle_all(batches: Sequence[Batch]) -> None:
    """All commands in one commit; each batch is given its answers and the room as it is then."""
    with transaction.atomic():
        for batch in sorted(batches, key=lambda batch: batch.room):  # one order for all, so that no two wait in a ring
            _handle(batch)


def _handle(batch: Batch) -> None:
    row = models.Room.objects.select_for_update().filter(pk=batch.room).first()
    if row is None:  # its session was deleted while people were in it
        batch.answers = [Answer(refused="room.closed") for _ in batch.sent]
        return
    batch.known = log.catch_up(row, batch.known)
    room = batch.known.room
    earlier = _earlier(batch)
    batch.answers = []
    fresh: list[models.Entry] = []
    for sent in batch.sent:
        room, answer, written = _decide(room, sent, batch.present, earlier)
        batch.answers.append(answer)
        if written:
            fresh.extend(log.entries(row.pk, written))
            if sent.key:
                earlier[sent.by, sent.key] = (answer.seq, written.digest)
    if fresh:
        models.Entry.objects.bulk_create(fresh)
        models.Room.objects.filter(pk=row.pk).update(head=room.seq, stage=room.agenda.stage)
        batch.known = Known(row.epoch, room)


def _earlier(batch: Batch) -> dict[tuple[int, UUID], tuple[int, str]]:
    """What was already asked under these keys: a repeated command gets the answer of the first."""
    keyed = [sent for sent in batch.sent if sent.key]
    if not keyed:
        return {}
    known = models.Entry.objects.filter(
        room=batch.room, by__in={sent.by for sent in keyed}, key__in=[sent.key for sent in keyed]
    )
    rows = known.values_list("by", "key", "seq", "digest")
    return {(by, key): (seq, digest) for by, key, seq, digest in rows if by and key}


def _decide(
    room: Room, sent: Sent, present: frozenset[int], earlier: dict[tuple[int, UUID], tuple[int, str]]
) -> tuple[Room, Answer, log.Written | None]:
    digest = wire.digest(sent.command) if sent.key else ""
    if sent.key and (sent.by, sent.key) in earlier:
        seq, before = earlier[sent.by, sent.key]
        return room, Answer(seq) if before == digest else Answer(refused="room.key_reused"), None
    at = max(sent.at or now(), room.at)  # a clock that was set back does not set back the room
    try:
        events = decide(room, sent.command, Ask(sent.by, at, present))
    except Refused as refused:
        return room, Answer(refused=refused.code), None
    stamped = []
    for event in events:
        stamp = Stamp(room.seq + 1, sent.by, at)
        room = evolve(room, event, stamp)
        stamped.append((event, stamp))
    return room, Answer(room.seq), log.Written(stamped, sent.key, digest) if stamped else None
