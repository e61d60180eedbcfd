"""Group commit: while one transaction runs, the next commands of this process gather, then go in together.

With PostgreSQL the event loop appends optimistically over its own connection; everything else is done by the thread
that writes.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
from channels.db import database_sync_to_async
from django.conf import settings
from django.db import DatabaseError, Error, connection

from deliberation.log import deciding, entries
from deliberation.log.codec import Unreadable
from deliberation.log.deciding import Foreseen, Lookup
from deliberation.log.drafts import UNAVAILABLE, Batch, Sent, Verdict
from deliberation.log.entries import Known
from deliberation.log.loop_connection import LoopConnection, connect

logger = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds until those who wait are told to ask again later
MOST = 500  # commands in one transaction

# One thread that writes, a few that read: a slow reader never holds up what people say.
WRITING = ThreadPoolExecutor(max_workers=settings.WRITING_THREADS, thread_name_prefix="commits")
READING = ThreadPoolExecutor(max_workers=settings.READING_THREADS, thread_name_prefix="reads")

Connect = Callable[[bytes], LoopConnection | None]


async def read(function: Callable[..., Any], *args: Any) -> Any:
    return await database_sync_to_async(function, thread_sensitive=False, executor=READING)(*args)


@dataclass(frozen=True, slots=True)
class Written:
    """What comes back from the thread that writes: the rooms as they are then, or why there are none."""

    rooms: dict[int, Known]
    error: Exception | None = None
    connection: LoopConnection | None = None  # for the event loop, where it had none


def write(batches: list[Batch], lookup: Lookup, connect: Connect | None) -> Written:
    """In the writing thread, which keeps its connection; one that broke is replaced the next time. `connect` is given
    where the event loop has no connection: it gets one as soon as the database is known to answer. Nothing is raised:
    somebody waits for what comes back."""
    try:
        rooms = deciding.handle_all(batches, lookup)
    except Exception as error:
        with contextlib.suppress(Error):
            connection.close()
        return Written({}, error)
    return Written(rooms, connection=another_connection(connect) if connect else None)


def another_connection(connect: Connect) -> LoopConnection | None:
    try:
        return connect(entries.APPEND_OPTIMISTICALLY)
    except Exception as error:  # what was written is on disk, with or without it
        logger.warning("the event loop has no connection of its own: %s", type(error).__name__)
        return None


@dataclass(slots=True, eq=False)
class Pending:
    """A command that waits for its answer."""

    room: int
    sent: Sent
    answered: Callable[[Verdict], None]
    is_done: bool = False

    def answer(self, verdict: Verdict) -> None:
        if not self.is_done:
            self.is_done = True
            self.answered(verdict)


class Commits:
    """Takes commands one by one and commits them in batches. `known` and `present` tell what is known of a room and who
    is there, `around` who is in any room of its session, `committed` hears what became of it; `known` is asked in the
    writing thread, too."""

    def __init__(
        self,
        known: Lookup,
        present: Callable[[int], frozenset[int]],
        committed: Callable[[int, Known], None],
        connect: Connect = connect,
        around: Callable[[int], frozenset[int]] = lambda room: frozenset(),
    ) -> None:
        self._known = known
        self._present = present
        self._around = around
        self._committed = committed
        self._connect = connect
        self._waiting: list[Pending] = []
        self._under_way: list[Pending] = []
        self._batches: list[tuple[Batch, list[Pending]]] = []  # what is under way, by room
        self._rooms: dict[int, Known] = {}  # what the commit that is under way has made of them so far
        self._connection: LoopConnection | None = None
        self._patience: asyncio.TimerHandle

    def submit(self, room: int, sent: Sent, answered: Callable[[Verdict], None]) -> None:
        """`answered` is called after COMMIT only. `unavailable` is no answer: sent again under its key, it happens
        once, whatever became of it the first time."""
        self._waiting.append(Pending(room, sent, answered))
        if len(self._waiting) == 1 and not self._under_way:
            asyncio.get_running_loop().call_soon(self._begin)  # with all that comes in the same moment

    async def ask(self, room: int, sent: Sent) -> Verdict:
        future: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()
        self.submit(room, sent, lambda verdict: None if future.done() else future.set_result(verdict))
        return await future

    def _begin(self) -> None:
        """Commit what waits. No task and no future: this is done for every command."""
        self._under_way, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        self._batches, self._rooms = [], {}
        if not self._under_way:
            return
        self._wait(asyncio.get_running_loop(), PATIENCE)
        by_room: dict[int, list[Pending]] = {}
        for each in self._under_way:
            by_room.setdefault(each.room, []).append(each)
        try:
            for room, asked in by_room.items():
                here, around = self._present(room), self._around(room)
                batch = Batch(room, [one.sent for one in asked], self._known(room), here, around)
                self._batches.append((batch, asked))
            self._append()
        except Exception as error:
            self._end(error)

    def _append(self) -> None:
        """What can be foreseen is appended optimistically, the rest by the thread."""
        batches = [batch for batch, _ in self._batches]
        if self._connection is None or not self._connection.is_open:
            self._write(batches, self._connect)
            return
        foreseen = {batch.room: found for batch in batches if (found := deciding.foresee(batch))}
        if not foreseen:
            self._write(batches)
            return
        values = entries.optimistic([each.draft for each in foreseen.values()])
        self._connection.run(values, partial(self._appended, foreseen))

    def _appended(self, foreseen: dict[int, Foreseen], moved: frozenset[int] | Exception) -> None:
        """Where somebody else was quicker, nothing moved; with a key that was used before, or for somebody whose
        participation is gone, nothing moved anywhere. The thread can tell what to do then."""
        if isinstance(moved, psycopg.IntegrityError):
            moved = frozenset()
        if isinstance(moved, Exception):
            if self._connection and not isinstance(moved, psycopg.errors.QueryCanceled):
                self._connection.close()  # whatever is wrong with it, the thread can tell, and open another
            self._end(moved)
            return
        rest = []
        for batch, _ in self._batches:
            if batch.room in moved:
                batch.verdicts = foreseen[batch.room].verdicts
                self._rooms[batch.room] = foreseen[batch.room].draft.committed
            else:
                rest.append(batch)
        if rest:
            self._write(rest)
        else:
            self._end(None)

    def _write(self, batches: list[Batch], connect: Connect | None = None) -> None:
        loop = asyncio.get_running_loop()
        WRITING.submit(lambda: _tell(loop, self._written, write(batches, self._lookup, connect)))

    def _lookup(self, room: int) -> Known | None:
        return self._rooms.get(room) or self._known(room)

    def _written(self, written: Written) -> None:
        try:
            self._rooms |= written.rooms
            if written.connection is not None:
                written.connection.listen()
                self._connection = written.connection
        finally:
            self._end(written.error)

    def _end(self, error: Exception | None) -> None:
        self._patience.cancel()
        if isinstance(error, DatabaseError | psycopg.Error | Unreadable):  # what it says may quote what people wrote
            logger.warning("commit failed: %s", type(error).__name__)
        elif error is not None:
            logger.error("commit failed", exc_info=error)
        try:
            self._tell()
        finally:  # whatever it was, nobody waits for ever: what is sent again under its key is safe
            _answer(self._under_way, UNAVAILABLE)
            self._begin()

    def _tell(self) -> None:
        for room, known in self._rooms.items():
            self._committed_safely(room, known)
        for batch, asked in self._batches:
            if batch.verdicts:
                for one, verdict in zip(asked, batch.verdicts, strict=True):
                    one.answer(verdict)

    def _committed_safely(self, room: int, known: Known) -> None:
        """What is on disk is answered, and told in the other rooms, even if it cannot be told in one."""
        try:
            self._committed(room, known)
        except Exception:
            logger.exception("what was committed in room %s cannot be told", room)

    def _wait(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self._patience = loop.call_later(seconds, self._lose_patience, loop)

    def _lose_patience(self, loop: asyncio.AbstractEventLoop) -> None:
        """The database does not answer. What is under way may still happen; what waits is not even begun."""
        _answer((*self._under_way, *self._waiting), UNAVAILABLE)
        self._waiting = []
        self._wait(loop, PATIENCE / 5)


def _tell(loop: asyncio.AbstractEventLoop, end: Callable[[Written], None], written: Written) -> None:
    with contextlib.suppress(RuntimeError):  # the loop ended meanwhile, and nobody waits for this any more
        loop.call_soon_threadsafe(end, written)


def _answer(pending: Iterable[Pending], verdict: Verdict) -> None:
    for each in pending:
        each.answer(verdict)
