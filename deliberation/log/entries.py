"""The append-only log of a room, and the room that follows from it.

It is written and read in SQL: a command of the live room costs a few statements, whatever it is and however many come
at once, and the ORM would cost more than all the rest of it.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from deliberation import models
from deliberation.core.acting import Stamp
from deliberation.core.activity import Room
from deliberation.core.people import PersonRemoved, RoleGiven
from deliberation.core.room import EMPTY, evolve
from deliberation.core.vote import BallotClosed
from deliberation.log import codec

ROOM = models.RoomRecord._meta.db_table
ENTRY = models.Entry._meta.db_table
HEADS = ("id", "epoch", "head", "becomes", "stage")
COLUMNS = ("room_id", "seq", "kind", "data", "text", "by_id", "at", "key", "digest")
# PostgreSQL gets all rows as one value, so the statement is the same for one row and for a hundred: psycopg would take
# longer to find the places of so many values in a statement that it has not seen before than the database to append.
RECORDS = """json_to_recordset({}::json) AS entry(
    room_id bigint, seq integer, kind text, data jsonb, text text, by_id bigint, at bigint, key uuid, digest text
)"""
# The optimistic append: where logs still end as they were known to end, they grow; the ids of those rooms come back.
# Rooms are locked in one order for everybody, as in `lock`. Only for PostgreSQL, in the spelling of its own protocol.
APPEND_OPTIMISTICALLY = f"""
    WITH known AS (
        SELECT * FROM json_to_recordset($1::json) AS known(
            id bigint, epoch uuid, head integer, becomes integer, stage text
        )
    ), unmoved AS (
        SELECT room.id, known.becomes, known.stage FROM {ROOM} AS room JOIN known USING (id, epoch, head)
        ORDER BY room.id FOR UPDATE OF room
    ), moved AS (
        UPDATE {ROOM} AS room SET head = unmoved.becomes, stage = unmoved.stage
        FROM unmoved WHERE room.id = unmoved.id RETURNING room.id
    ), added AS (
        INSERT INTO {ENTRY} ({", ".join(COLUMNS)})
        SELECT entry.* FROM {RECORDS.format("$2")} JOIN moved ON moved.id = entry.room_id
    )
    SELECT id FROM moved
""".encode()  # noqa: S608


class Head(Protocol):
    """The row of a room: its log's epoch and last seq."""

    @property
    def pk(self) -> int: ...
    @property
    def epoch(self) -> UUID: ...
    @property
    def head(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Locked:
    pk: int
    epoch: UUID
    head: int
    session: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a process knows of a room: its state, and the epoch of the log from which it follows."""

    epoch: UUID
    room: Room


# --- reading ----------------------------------------------------------------------------------------------------------


def read(room: int, after: int = 0) -> Iterator[tuple[Any, Stamp]]:
    return entries_where("seq > %s", [room, after])


def read_kinds(room: int, kinds: Collection[str]) -> Iterator[tuple[Any, Stamp]]:
    """Only events of these kinds, where the whole room is not needed."""
    return entries_where(f"kind IN ({places(len(kinds))})", [room, *kinds])


def entries_where(condition: str, values: Sequence[Any]) -> Iterator[tuple[Any, Stamp]]:
    sql = f"SELECT seq, kind, data, text, by_id, at FROM {ENTRY} WHERE room_id = %s AND {condition} ORDER BY seq"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for seq, kind, data, text, by, at in cursor.fetchall():
            yield codec.from_log(kind, data, text), Stamp(seq, by, at)


def fold(known: Room, events: Iterable[tuple[Any, Stamp]]) -> Room:
    for event, stamp in events:
        known = evolve(known, event, stamp)
    return known


def catch_up(row: Head, known: Known | None) -> Known:
    """The room as the log says, reading only what is new; everything, where the log is another one than before."""
    if known is None or known.epoch != row.epoch or known.room.seq > row.head:
        known = Known(row.epoch, EMPTY)
    if known.room.seq == row.head:
        return known
    return Known(row.epoch, fold(known.room, read(row.pk, known.room.seq)))


@dataclass(frozen=True, slots=True)
class Earlier:
    """What became of a command: where it stands, why it was refused if it was, and what was asked."""

    seq: int
    refused: str
    digest: str


Keyed = tuple[int, UUID]  # person, key


def answered(asked: Sequence[Keyed]) -> dict[Keyed, Earlier]:
    """What was asked under these keys before, in whichever room of the session: people are led into another one while
    they wait for an answer, and ask again from there."""
    if not asked:
        return {}
    sql = f"""
        SELECT by_id, key, seq, digest, kind, data FROM (VALUES {rows_of(2, len(asked))}) AS asked
        JOIN {ENTRY} ON by_id = asked.column1 AND key = asked.column2
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [for_database(value) for each in asked for value in each])
        return {
            (by, as_uuid(key)): Earlier(seq, codec.refusal(kind, data), digest)
            for by, key, seq, digest, kind, data in cursor.fetchall()
        }


# --- writing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Effect:
    """The events that one command leads to in one room, with its idempotency key, which stands on the last of them."""

    room: int
    events: Sequence[tuple[Any, Stamp]]
    key: UUID | None = None
    digest: str = ""


@dataclass(slots=True)
class Draft:
    """How a room's log is to go on: from what is known of the room to what it becomes, by these effects."""

    room: int
    known: Known
    becomes: Room
    effects: list[Effect] = field(default_factory=list)

    @property
    def head(self) -> tuple[Any, ...]:
        """Which row to find, and what it says afterwards: `HEADS`."""
        before, after = self.known, self.becomes
        return (self.room, before.epoch, before.room.seq, after.seq, after.agenda.stage.value)

    @property
    def committed(self) -> Known:
        """What is known once this is on disk."""
        return Known(self.known.epoch, self.becomes)


def lock(rooms: Iterable[int], beside: Iterable[int] = ()) -> dict[int, Locked]:
    """The rows of these rooms, and of all rooms in the sessions of those `beside`, locked in one order for everybody,
    so that no two wait for each other in a ring."""
    ids, companions = list(rooms), list(beside)
    if not ids:
        return {}
    chosen = f"id IN ({places(len(ids))})"
    if companions:
        sessions = f"SELECT session_id FROM {ROOM} WHERE id IN ({places(len(companions))})"  # noqa: S608
        chosen = f"({chosen} OR session_id IN ({sessions}))"
    locking = "FOR UPDATE" if connection.features.has_select_for_update else ""
    sql = f"SELECT id, epoch, head, session_id FROM {ROOM} WHERE {chosen} ORDER BY id {locking}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [*ids, *companions])
        return {pk: Locked(pk, as_uuid(epoch), head, session) for pk, epoch, head, session in cursor.fetchall()}


def append(effects: Iterable[Effect]) -> None:
    rows = [row for each in effects for row in entries(each)]
    appending = f"INSERT INTO {ENTRY} ({', '.join(COLUMNS)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            records = RECORDS.format("%s")
            cursor.execute(f"{appending} SELECT entry.* FROM {records}", [codec.records(COLUMNS, rows)])  # noqa: S608
        else:
            values = [for_database(value) for row in rows for value in row]
            cursor.execute(f"{appending} VALUES {rows_of(len(COLUMNS), len(rows))}", values)


def optimistic(drafts: Sequence[Draft]) -> tuple[bytes, bytes]:
    """The values for `APPEND_OPTIMISTICALLY`."""
    rows = [row for draft in drafts for effect in draft.effects for row in entries(effect)]
    return codec.records(HEADS, [draft.head for draft in drafts]).encode(), codec.records(COLUMNS, rows).encode()


def entries(effect: Effect) -> Iterator[tuple[Any, ...]]:
    """One row an event, as `COLUMNS` has it."""
    for i, (event, stamp) in enumerate(effect.events, 1):
        kind, data, text = codec.to_log(event)
        keyed = (effect.key, effect.digest) if i == len(effect.events) else (None, "")
        yield (effect.room, stamp.seq, kind, data, text, stamp.by, stamp.at, *keyed)


def raise_heads(rooms: Iterable[tuple[int, Room]]) -> None:
    """The rooms' rows say how far their logs go, and what lists need to know without reading them."""
    values = [value for pk, room in rooms for value in (pk, room.seq, room.agenda.stage.value)]
    rows = rows_of(3, len(values) // 3)
    sql = f"UPDATE {ROOM} SET head = v.column2, stage = v.column3 FROM (VALUES {rows}) AS v WHERE id = v.column1"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def note_people(effects: Iterable[Effect]) -> None:
    """Who was removed, and who has which role, stands beside the log, too: nobody is let in by reading it."""
    for event in (event for effect in effects for event, _stamp in effect.events):
        match event:
            case PersonRemoved(person, reason):
                models.Participation.objects.filter(pk=person).update(removed=reason)
            case RoleGiven(person, role):
                models.Participation.objects.filter(pk=person).update(role=role)


def closed_ballots(effects: Iterable[Effect]) -> list[int]:
    """The rooms in which a ballot was counted."""
    return [each.room for each in effects if any(isinstance(event, BallotClosed) for event, _stamp in each.events)]


def places(count: int) -> str:
    return ", ".join(["%s"] * count)


def rows_of(width: int, count: int) -> str:
    return ", ".join([f"({places(width)})"] * count)


def for_database(value: Any) -> Any:
    """SQLite has no UUIDs; Django keeps their digits."""
    return value.hex if isinstance(value, UUID) and connection.vendor == "sqlite" else value


def as_uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
