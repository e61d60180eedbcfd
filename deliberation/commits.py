"""Group commit: while one transaction runs, the next commands of this process gather, then go in together."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from channels.db import database_sync_to_async
from django.db import DatabaseError, connection

from deliberation.log import Known
from deliberation.rooms import UNAVAILABLE, Answer, Batch, Sent, handle_all

logger = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds until those who wait are told to ask again later
MOST = 500  # commands in one transaction

# One thread that writes, a few that read: a slow reader never holds up what people say.
WRITING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="commits")
READING = ThreadPoolExecutor(max_workers=4, thread_name_prefix="reads")


async def read(function: Callable[..., Any], *args: Any) -> Any:
    return await database_sync_to_async(function, thread_sensitive=False, executor=READING)(*args)


def write(batches: list[Batch]) -> Exception | None:
    """In the writing thread, which keeps its connection; one that broke is replaced the next time."""
    try:
        handle_all(batches)
    except Exception as error:
        connection.close()
        return error
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
        """Hand over what waits to the writing thread. No task and no future: this is done for every command."""
        self._under_way, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        if not self._under_way:
            return
        by_room: dict[int, list[Asking]] = {}
        for each in self._under_way:
            by_room.setdefault(each.room, []).append(each)
        loop = asyncio.get_running_loop()
        self._wait(loop, PATIENCE)
        try:
            batches = [Batch(room, [one.sent for one in asked], *self._look(room)) for room, asked in by_room.items()]
        except Exception as error:
            self._end([], [], error)
            return
        WRITING.submit(lambda: _tell(loop, self._end, batches, list(by_room.values()), write(batches)))

    def _end(self, batches: list[Batch], asked: list[list[Asking]], error: Exception | None) -> None:
        self._patience.cancel()
        try:
            if error is None:
                self._tell(batches, asked)
            elif isinstance(error, DatabaseError):  # what it says may quote what people wrote
                logger.warning("commit failed: %s", type(error).__name__)
            else:
                logger.error("commit failed", exc_info=error)
        finally:  # whatever it was, nobody waits for ever: what is sent again under its key is safe
            _answer(self._under_way, UNAVAILABLE)
            self._begin()

    def _tell(self, batches: list[Batch], asked: list[list[Asking]]) -> None:
        for batch in batches:
            if batch.known:
                self._committed(batch.room, batch.known)
        for batch, ones in zip(batches, asked, strict=True):
            for one, answer in zip(ones, batch.answers, strict=True):
                one.answer(answer)

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
