"""The append-only log of a room, and the room that follows from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from deliberation import models, wire
from deliberation.core.acting import Stamp
from deliberation.core.room import Room, evolve


@dataclass(frozen=True, slots=True)
class Known:
    """What a process knows of a room: its state, and the epoch of the log from which it follows."""

    epoch: UUID
    room: Room


def read(room: int, after: int = 0) -> Iterator[tuple[Any, Stamp]]:
    entries = models.Entry.objects.filter(room=room, seq__gt=after).order_by("seq")
    for seq, kind, data, text, by, at in entries.values_list("seq", "kind", "data", "text", "by", "at").iterator():
        yield wire.from_log(kind, data, text), Stamp(seq, by, at)


def fold(known: Room, events: Iterator[tuple[Any, Stamp]]) -> Room:
    for event, stamp in events:
        known = evolve(known, event, stamp)
    return known


def catch_up(row: models.Room, known: Known | None) -> Known:
    """The room as the log says, reading only what is new; everything, where the log is another one than before."""
    if known is None or known.epoch != row.epoch or known.room.seq > row.head:
        known = Known(row.epoch, Room())
    if known.room.seq == row.head:
        return known
    return Known(row.epoch, fold(known.room, read(row.pk, known.room.seq)))


@dataclass(frozen=True, slots=True)
class Written:
    """Events that follow from one command, with its idempotency key, which stands on the last of them."""

    events: Sequence[tuple[Any, Stamp]]
    key: UUID | None
    digest: str


def entries(room: int, written: Written) -> Iterator[models.Entry]:
    for i, (event, stamp) in enumerate(written.events, 1):
        kind, data, text = wire.to_log(event)
        last = i == len(written.events)
        yield models.Entry(
            room_id=room,
            seq=stamp.seq,
            kind=kind,
            data=data,
            text=text,
            by_id=stamp.by,
            at=stamp.at,
            key=written.key if last else None,
            digest=written.digest if last else "",
        )
