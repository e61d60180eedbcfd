"""Group commit: while one transaction runs, the next commands of this process gather, then go in together."""

import asyncio
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


def write(batches: list[Batch]) -> None:
    """In the writing thread, which keeps its connection; one that broke is replaced the next time."""
    try:
        handle_all(batches)
    except Exception:
        connection.close()
        raise


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
        self._task: asyncio.Task[None] | None = None
        self._patience: asyncio.TimerHandle

    def submit(self, room: int, sent: Sent, answered: Callable[[Answer], None]) -> None:
        """`answered` is called after COMMIT only. `unavailable` is no answer: sent again under its key, it happens
        once, whatever became of it the first time."""
        self._waiting.append(Asking(room, sent, answered))
        if self._task is None:
            self._task = asyncio.create_task(self._run())

    async def ask(self, room: int, sent: Sent) -> Answer:
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.submit(room, sent, lambda answer: None if future.done() else future.set_result(answer))
        return await future

    async def _run(self) -> None:
        try:
            while self._waiting:
                self._under_way, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                self._wait(PATIENCE)
                try:
                    await self._commit(self._under_way)
                finally:
                    self._patience.cancel()
        finally:
            self._task = None

    def _wait(self, seconds: float) -> None:
        self._patience = asyncio.get_running_loop().call_later(seconds, self._lose_patience)

    def _lose_patience(self) -> None:
        """The database does not answer. What is under way may still happen; what waits is not even begun."""
        _answer((*self._under_way, *self._waiting), UNAVAILABLE)
        self._waiting = []
        self._wait(PATIENCE / 5)

    async def _commit(self, asked: list[Asking]) -> None:
        by_room: dict[int, list[Asking]] = {}
        for each in asked:
            by_room.setdefault(each.room, []).append(each)
        try:
            batches = [Batch(room, [one.sent for one in ones], *self._look(room)) for room, ones in by_room.items()]
            await asyncio.get_running_loop().run_in_executor(WRITING, write, batches)
            for batch in batches:
                if batch.known:
                    self._committed(batch.room, batch.known)
        except Exception as error:  # nobody may wait for ever: what is sent again under its key is safe
            if isinstance(error, DatabaseError):  # what it says may quote what people wrote
                logger.warning("commit failed: %s", type(error).__name__)
            else:
                logger.exception("commit failed")
            _answer(asked, UNAVAILABLE)
            return
        for batch in batches:
            for one, answer in zip(by_room[batch.room], batch.answers, strict=True):
                one.answer(answer)


def _answer(asked: Iterable[Asking], answer: Answer) -> None:
    for each in asked:
        each.answer(answer)
