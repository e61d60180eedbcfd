"""The rows of breakout rooms: made in the commit that needs them, used again from phase to phase."""

from collections.abc import Iterable, Mapping

from deliberation import models
from deliberation.core.forming import rooms_needed
from deliberation.log.drafts import Batch
from deliberation.log.entries import Known, Locked


def make_missing(batches: Iterable[Batch], rows: Mapping[int, Locked], known: Mapping[int, Known]) -> dict[int, Locked]:
    """As many as a command of these may need beside those that there are. All rooms of its session are locked, so
    nobody else makes them at the same time."""
    made: dict[int, Locked] = {}
    for batch in batches:
        if batch.leads_on and batch.room in rows:
            session = rows[batch.room].session
            there = sum(row.session == session for row in (*rows.values(), *made.values())) - 1
            made |= make(session, needed(batch, known[batch.room]) - there)
    return made


def needed(batch: Batch, known: Known) -> int:
    return max(rooms_needed(known.room, sent.command) for sent in batch.sent)


def make(session: int, count: int) -> dict[int, Locked]:
    breakout = models.RoomRecord.Kind.BREAKOUT
    new = (models.RoomRecord.objects.create(session_id=session, kind=breakout) for _ in range(count))
    return {room.pk: Locked(room.pk, room.epoch, room.head, session) for room in new}
