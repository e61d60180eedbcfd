"""The rows of breakout rooms: made in the commit that needs them, each for those who were there first."""

from collections.abc import Iterable, Mapping

from deliberation import models
from deliberation.core.forming import rooms_needed
from deliberation.log.drafts import Batch
from deliberation.log.entries import Known, Locked


def make_missing(batches: Iterable[Batch], rows: Mapping[int, Locked], known: Mapping[int, Known]) -> dict[int, Locked]:
    """As many as the commands of these may need beside those in which nobody was yet. All rooms of their session are
    locked, so nobody else makes them at the same time."""
    made: dict[int, Locked] = {}
    for batch in batches:
        if batch.leads_on and batch.room in rows:
            session, used = rows[batch.room].session, {batch.room, *known[batch.room].room.places.used}
            fresh = [row for row in (*rows.values(), *made.values()) if row.session == session and row.pk not in used]
            made |= make(session, needed(batch, known[batch.room]) - len(fresh))
    return made


def needed(batch: Batch, known: Known) -> int:
    return sum(rooms_needed(known.room, sent.command) for sent in batch.sent)


def make(session: int, count: int) -> dict[int, Locked]:
    breakout = models.RoomRecord.Kind.BREAKOUT
    new = (models.RoomRecord.objects.create(session_id=session, kind=breakout) for _ in range(count))
    return {room.pk: Locked(room.pk, room.epoch, room.head, session) for room in new}
