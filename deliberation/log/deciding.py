"""The shell around the pure room: lock, decide, append, in one transaction."""

import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, connection, transaction

from deliberation import models
from deliberation.core.acting import Ask, Refused, Stamp
from deliberation.core.activity import Room
from deliberation.core.room import Answered, decide, evolve
from deliberation.log import codec, entries
from deliberation.log.codec import Unreadable
from deliberation.log.entries import Earlier, Keys, Known, Step, Written

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """A command as it arrived: from whom (a participation), under which idempotency key."""

    by: int
    key: UUID | None
    command: Any
    at: int | None = None  # only for what was written down afterwards; everything else happens now


@dataclass(frozen=True, slots=True)
class Answer:
    """`seq`: on disk, at that place. `refused`: the code why not."""

    seq: int = 0
    refused: str = ""


UNAVAILABLE = Answer(refused="unavailable")  # no answer at all: sent again under its key, it happens once


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
    return entries.catch_up(models.RoomRecord.objects.get(pk=room), known)


def heads(rooms: Iterable[int]) -> dict[int, tuple[UUID, int]]:
    """Epoch and last seq of several rooms, in one query."""
    rows = models.RoomRecord.objects.filter(pk__in=list(rooms)).values_list("pk", "epoch", "head")
    return {pk: (epoch, head) for pk, epoch, head in rows}


def handle(room: int, by: int, command: Any, present: frozenset[int] = frozenset(), at: int | None = None) -> Answer:
    """One command, outside of the live room's batches."""
    batch = Batch(room, [Sent(by, None, command, at)], present=present)
    handle_all([batch])
    return batch.answers[0]


def handle_all(batches: Sequence[Batch]) -> None:
    """All commands in one commit; each batch is given its answers and the room as it is then."""
    try:
        if len(batches) != 1 or not _append_at_once(batches[0]):
            _commit(batches, careful=False)
    except (IntegrityError, Unreadable):  # a key that was used before, somebody who is gone, a log of a newer version
        for batch in batches:
            _handle_one_by_one(batch)


def _append_at_once(batch: Batch) -> bool:
    """Where the event loop has no line of its own: False if somebody else was quicker, or nobody can foresee."""
    outcome = foresee(batch) if connection.vendor == "sqlite" else None
    if outcome is None or not entries.append_if_unmoved(outcome.step):
        return False
    settle(batch, outcome)
    return True


def foresee(batch: Batch) -> "Outcome | None":
    """What the commands lead to if the log still ends where this process knows it to end; None if nothing would be
    written for one of them, so that nobody would notice that the log has moved on."""
    if batch.known is None:
        return None
    outcome = _decide_all(batch, batch.known, {})
    return outcome if len(outcome.step.written) == len(batch.sent) else None


def settle(batch: Batch, outcome: "Outcome") -> None:
    """What was foreseen is on disk."""
    batch.answers, batch.known = outcome.answers, outcome.known


def _handle_one_by_one(batch: Batch) -> None:
    """Each command in a commit of its own, after a look at what was asked before: one that fails harms no other."""
    answers = []
    for sent in batch.sent:
        alone = Batch(batch.room, [sent], batch.known, batch.present)
        try:
            _commit([alone], careful=True)
        except (DatabaseError, Unreadable) as error:
            logger.warning("room %s: a command cannot be stored: %s", batch.room, type(error).__name__)
            answers.append(UNAVAILABLE)
        else:
            answers += alone.answers
            batch.known = alone.known
    batch.answers = answers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the commands of a batch lead to."""

    answers: list[Answer]
    step: Step

    @property
    def known(self) -> Known:
        return Known(self.step.known.epoch, self.step.becomes)


def _commit(batches: Sequence[Batch], careful: bool) -> None:
    """Lock, decide, append. With `careful` the log is asked first what the keys of commands stand for; else the
    database notices when a key is used again."""
    with transaction.atomic():
        rows = entries.lock(batch.room for batch in batches)
        outcomes = {batch.room: _outcome(batch, rows[batch.room], careful) for batch in batches if batch.room in rows}
        if steps := [outcome.step for outcome in outcomes.values() if outcome.step.written]:
            entries.append(written for step in steps for written in step.written)
            entries.raise_heads((step.room, step.becomes) for step in steps)
    for batch in batches:  # only what is on disk counts
        if batch.room in outcomes:
            settle(batch, outcomes[batch.room])
        else:  # its session was deleted while people were in it
            batch.answers, batch.known = [Answer(refused="room.closed") for _ in batch.sent], None


def _outcome(batch: Batch, row: entries.Locked, careful: bool) -> Outcome:
    keys = [(sent.by, sent.key) for sent in batch.sent if sent.key]
    return _decide_all(batch, entries.catch_up(row, batch.known), entries.answered(row.pk, keys) if careful else {})


def _decide_all(batch: Batch, known: Known, earlier: Keys) -> Outcome:
    """One command after the other; `earlier`: what was asked before, and what became of it."""
    room, answers, written, before = known.room, [], [], dict(earlier)
    for sent in batch.sent:
        room, answer, events = _decide(room, sent, batch.present, before)
        answers.append(answer)
        if events:
            digest = codec.digest(sent.command) if sent.key else ""
            written.append(Written(batch.room, events, sent.key, digest))
            if sent.key:
                before[sent.by, sent.key] = Earlier(room.seq, answer.refused, digest)
    return Outcome(answers, Step(batch.room, known, room, written))


def _decide(
    room: Room, sent: Sent, present: frozenset[int], earlier: Keys
) -> tuple[Room, Answer, list[tuple[Any, Stamp]]]:
    if sent.key and (sent.by, sent.key) in earlier:
        return room, _repeated(sent, earlier[sent.by, sent.key]), []
    at = max(sent.at or now(), room.at)  # a clock that was set back does not set back the room
    refused = ""
    try:
        events = decide(room, sent.command, Ask(sent.by, at, present))
    except Refused as refusal:
        events, refused = (), refusal.code
    if sent.key and not events:
        events = (Answered(refused),)
    stamped = []
    for event in events:
        stamp = Stamp(room.seq + 1, sent.by, at)
        room = evolve(room, event, stamp)
        stamped.append((event, stamp))
    return room, Answer(refused=refused) if refused else Answer(room.seq), stamped


def _repeated(sent: Sent, before: Earlier) -> Answer:
    """The same again gets the answer of the first time."""
    if before.digest != codec.digest(sent.command):
        return Answer(refused="room.key_reused")
    return Answer(refused=before.refused) if before.refused else Answer(before.seq)
