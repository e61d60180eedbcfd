"""Group commit: while one transaction runs, the next commands of this process gather, then go in together.

With PostgreSQL the event loop appends by itself where it can foresee what comes of it; everything else is done by the
thread that writes.
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
from deliberation.log.deciding import UNAVAILABLE, Answer, Batch, Outcome, Sent
from deliberation.log.entries import Known
from deliberation.log.line import Line, open_line

logger = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds until those who wait are told to ask again later
MOST = 500  # commands in one transaction

# One thread that writes, a few that read: a slow reader never holds up what people say.
WRITING = ThreadPoolExecutor(max_workers=settings.WRITING_THREADS, thread_name_prefix="commits")
READING = ThreadPoolExecutor(max_workers=settings.READING_THREADS, thread_name_prefix="reads")


async def read(function: Callable[..., Any], *args: Any) -> Any:
    return await database_sync_to_async(function, thread_sensitive=False, executor=READING)(*args)


def write(batches: list[Batch], wants_line: bool) -> tuple[Exception | None, Line | None]:
    """In the writing thread, which keeps its connection; one that broke is replaced the next time. Whoever has no line
    is given one as soon as the database is known to answer. Nothing is raised: somebody waits for what comes back."""
    try:
        deciding.handle_all(batches)
    except Exception as error:
        with contextlib.suppress(Error):
            connection.close()
        return error, None
    return None, another_line() if wants_line else None


def another_line() -> Line | None:
    try:
        return open_line(entries.APPEND_AT_ONCE)
    except Exception as error:  # what was written is on disk, with or without a line
        logger.warning("no line to the database: %s", type(error).__name__)
        return None


@dataclass(slots=True, eq=False)
class Asking:
    """A command that waits for its answer."""

    room: int
    sent: Sent
    answered: Callable[[Answer], None]
    is_done: bool = False

    def answer(self, answer: Answer) -> None:
        if not self.is_done:
            self.is_done = True
            self.answered(answer)


class Commits:
    """Takes commands one by one and commits them in batches. `look` tells what is known of a room and who is there."""

    def __init__(
        self,
        look: Callable[[int], tuple[Known | None, frozenset[int]]],
        committed: Callable[[int, Known], None],
    ) -> None:
        self._look = look
        self._committed = committed
        self._waiting: list[Asking] = []
        self._under_way: list[Asking] = []
        self._batches: list[tuple[Batch, list[Asking]]] = []  # what is under way, by room
        self._line: Line | None = None
        self._patience: asyncio.TimerHandle

    def submit(self, room: int, sent: Sent, answered: Callable[[Answer], None]) -> None:
        """`answered` is called after COMMIT only. `unavailable` is no answer: sent again under its key, it happens
        once, whatever became of it the first time."""
        self._waiting.append(Asking(room, sent, answered))
        if len(self._waiting) == 1 and not self._under_way:
            asyncio.get_running_loop().call_soon(self._begin)  # with all that comes in the same moment

    async def ask(self, room: int, sent: Sent) -> Answer:
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.submit(room, sent, lambda answer: None if future.done() else future.set_result(answer))
        return await future

    def _begin(self) -> None:
        """Commit what waits. No task and no future: this is done for every command."""
        self._under_way, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        self._batches = []
        if not self._under_way:
            return
        self._wait(asyncio.get_running_loop(), PATIENCE)
        by_room: dict[int, list[Asking]] = {}
        for each in self._under_way:
            by_room.setdefault(each.room, []).append(each)
        try:
            for room, asked in by_room.items():
                self._batches.append((Batch(room, [one.sent for one in asked], *self._look(room)), asked))
            self._append()
        except Exception as error:
            self._end(error)

    def _append(self) -> None:
        """What can be foreseen goes over the line, the rest to the thread."""
        batches = [batch for batch, _ in self._batches]
        if self._line is None or not self._line.is_open:
            self._write(batches, wants_line=True)
            return
        foreseen = {batch.room: outcome for batch in batches if (outcome := deciding.foresee(batch))}
        if not foreseen:
            self._write(batches)
            return
        values = entries.at_once([outcome.step for outcome in foreseen.values()])
        self._line.run(values, partial(self._appended, foreseen))

    def _appended(self, foreseen: dict[int, Outcome], moved: frozenset[int] | Exception) -> None:
        """Where somebody else was quicker, nothing moved; with a key that was used before, or for somebody whose
        participation is gone, nothing moved anywhere. The thread can tell what to do then."""
        if isinstance(moved, psycopg.IntegrityError):
            moved = frozenset()
        if isinstance(moved, Exception):
            if self._line and not isinstance(moved, psycopg.errors.QueryCanceled):
                self._line.close()  # whatever is wrong with it, the thread can tell, and open another
            self._end(moved)
            return
        rest = []
        for batch, _ in self._batches:
            if batch.room in moved:
                deciding.settle(batch, foreseen[batch.room])
            else:
                rest.append(batch)
        if rest:
            self._write(rest)
        else:
            self._end(None)

    def _write(self, batches: list[Batch], wants_line: bool = False) -> None:
        loop = asyncio.get_running_loop()
        WRITING.submit(lambda: _tell(loop, self._written, *write(batches, wants_line)))

    def _written(self, error: Exception | None, line: Line | None) -> None:
        try:
            if line is not None:
                line.listen()
                self._line = line
        finally:
            self._end(error)

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
        done = [(batch, asked) for batch, asked in self._batches if batch.answers]
        for batch, _ in done:
            if batch.known:
                self._committed_safely(batch.room, batch.known)
        for batch, asked in done:
            for one, answer in zip(asked, batch.answers, strict=True):
                one.answer(answer)

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


def _tell(loop: asyncio.AbstractEventLoop, end: Callable[..., None], *outcome: Any) -> None:
    with contextlib.suppress(RuntimeError):  # the loop ended meanwhile, and nobody waits for this any more
        loop.call_soon_threadsafe(end, *outcome)


def _answer(asked: Iterable[Asking], answer: Answer) -> None:
    for each in asked:
        each.answer(answer)
