"""The shell around the pure room. There are two ways to append:

- The optimistic append: decide on what the process knows, and append where the log still ends there. It costs one
  statement and no thread, on the event loop's own connection to PostgreSQL (`commits`, `loop_connection`).
- The locked commit, for everything else and for SQLite: lock the rooms, look for what was asked before, decide, append.
"""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import DatabaseError, IntegrityError, transaction

from deliberation import acquaintances, models, urns
from deliberation.core.grouping.wishes import Acquaintance
from deliberation.core.vote import BallotSheet
from deliberation.log import breakouts, entries
from deliberation.log.codec import Unreadable
from deliberation.log.drafts import UNAVAILABLE, Batch, Drafts, Sent, Verdict
from deliberation.log.entries import Draft, Known, Locked
from deliberation.urns import Sheets

logger = logging.getLogger(__name__)

Lookup = Callable[[int], Known | None]  # what the process knows of a room


def load(room: int, known: Known | None = None) -> Known:
    return entries.catch_up(models.RoomRecord.objects.get(pk=room), known)


def heads(rooms: Iterable[int]) -> dict[int, tuple[UUID, int]]:
    """Epoch and last seq of several rooms, in one query."""
    rows = models.RoomRecord.objects.filter(pk__in=list(rooms)).values_list("pk", "epoch", "head")
    return {pk: (epoch, head) for pk, epoch, head in rows}


def handle(room: int, by: int, command: Any, present: frozenset[int] = frozenset(), at: int | None = None) -> Verdict:
    """One command, outside of the live room's batches."""
    batch = Batch(room, [Sent(by, None, command, at)], present=present, around=present)
    handle_all([batch])
    return batch.verdicts[0]


# --- the optimistic append --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a batch leads to, if its room has not moved on."""

    draft: Draft
    verdicts: list[Verdict]


def foresee(batch: Batch) -> Foreseen | None:
    """What the commands lead to if the log still ends where this process knows it to end. None where they may lead on
    into other rooms, or empty an urn, which is locked first, or need what is known of people beside the room; and where
    nothing would be written for one of them: nobody would notice that the log has moved on."""
    if batch.known is None:
        return None
    if (batch.empties_urns or batch.forms_groups) and not batch.stays_in(batch.known.room):
        return None
    drafts = Drafts({batch.room: batch.known})
    verdicts = drafts.take_all(batch)
    draft = drafts.by_room[batch.room]
    return Foreseen(draft, verdicts) if len(draft.effects) == len(batch.sent) else None


# --- the locked commit ------------------------------------------------------------------------------------------------


def handle_all(batches: Sequence[Batch], lookup: Lookup = lambda room: None) -> dict[int, Known]:
    """All commands in one commit; each batch is given its verdicts. Returns the rooms as they are then, those included
    into which commands led on."""
    try:
        return _commit(batches, lookup)
    except (IntegrityError, Unreadable):  # somebody whose participation is gone, a log that a newer version wrote
        found: dict[int, Known] = {}
        for batch in batches:
            _commit_one_by_one(batch, lambda room: found.get(room) or lookup(room), found)
        return found


def _commit_one_by_one(batch: Batch, lookup: Lookup, found: dict[int, Known]) -> None:
    """Each command in a commit of its own: one that cannot be stored harms no other."""
    verdicts = []
    for sent in batch.sent:
        alone = Batch(batch.room, [sent], found.get(batch.room) or batch.known, batch.present, batch.around)
        try:
            found |= _commit([alone], lookup)
        except (DatabaseError, Unreadable) as error:
            logger.warning("room %s: a command cannot be stored: %s", batch.room, type(error).__name__)
            verdicts.append(UNAVAILABLE)
        else:
            verdicts += alone.verdicts
    batch.verdicts = verdicts


def _commit(batches: Sequence[Batch], lookup: Lookup) -> dict[int, Known]:
    with transaction.atomic():
        rows = entries.lock((batch.room for batch in batches), (batch.room for batch in batches if batch.leads_on))
        drafts = _drafts(batches, rows, lookup)
        verdicts = {batch.room: drafts.take_all(batch) for batch in batches if batch.room in rows}
        if drafts.grown:
            entries.append(effect for draft in drafts.grown for effect in draft.effects)
            entries.note_people(effect for draft in drafts.grown for effect in draft.effects)
            urns.empty(entries.closed_ballots(effect for draft in drafts.grown for effect in draft.effects))
            entries.raise_heads((draft.room, draft.becomes) for draft in drafts.grown)
    for batch in batches:  # only what is on disk counts; a room is missing when its session was deleted
        batch.verdicts = verdicts.get(batch.room) or [Verdict(refused="room.closed") for _ in batch.sent]
    return drafts.committed


def _drafts(batches: Sequence[Batch], rows: dict[int, Locked], lookup: Lookup) -> Drafts:
    batched = {batch.room: batch.known for batch in batches}
    known = {room: entries.catch_up(row, batched.get(room) or lookup(room)) for room, row in rows.items()}
    made = breakouts.make_missing(batches, rows, known)
    return Drafts(
        known | {room: entries.catch_up(row, None) for room, row in made.items()},
        entries.answered([keyed for batch in batches for keyed in batch.keyed]),
        {room: row.session for room, row in (rows | made).items()},
        sheets(known) if any(batch.empties_urns for batch in batches) else {},
        {batch.room: acquainted(rows[batch.room].session) for batch in batches if forms(batch, known)},
    )


def acquainted(session: int) -> Acquaintance:
    return acquaintances.of_session(session, entries.read_kinds)


def forms(batch: Batch, known: Mapping[int, Known]) -> bool:
    return batch.forms_groups and batch.room in known and not batch.stays_in(known[batch.room].room)


def sheets(known: Mapping[int, Known]) -> dict[int, Sheets]:
    """What lies in the urns of these rooms, which are locked: where a ballot is open."""
    found = urns.poured_out(room for room, each in known.items() if each.room.vote.ballot).items()
    return {room: tuple(msgspec.convert(each, BallotSheet) for each in contents) for room, contents in found}
