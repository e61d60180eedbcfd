"""Group commit: while one transaction runs, the next commands of this process gather, then go in together."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from channels.db import database_sync_to_async

from deliberation.log import Known
from deliberation.rooms import Answer, Batch, Sent, handle_all

logger = logging.getLogger(__name__)

# One thread that writes, a few that read: a slow reader never holds up what people say.
WRITING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="commits")
READING = ThreadPoolExecutor(max_workers=4, thread_name_prefix="reads")

UNAVAILABLE = Answer(refused="unavailable")


async def read(function: Callable[..., Any], *args: Any) -> Any:
    return await database_sync_to_async(function, thread_sensitive=False, executor=READING)(*args)


Waiting = list[tuple[Sent, "asyncio.Future[Answer]"]]


class Commits:
    """Takes commands one by one and commits them in batches. `look` tells what is known of a room and who is there."""

    def __init__(
        self,
        look: Callable[[int], tuple[Known | None, frozenset[int]]],
        committed: Callable[[int, Known], None],
    ) -> None:
        self._look = look
        self._committed = committed
        self._waiting: dict[int, Waiting] = {}
        self._task: asyncio.Task[None] | None = None

    async def ask(self, room: int, sent: Sent) -> Answer:
        """The answer, after COMMIT only. `unavailable` is no answer: sent again under its key, it happens once."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(room, []).append((sent, future))
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        try:
            while self._waiting:
                waiting, self._waiting = self._waiting, {}
                await self._commit(waiting)
        finally:
            self._task = None

    async def _commit(self, waiting: dict[int, Waiting]) -> None:
        futures = [future for asked in waiting.values() for _, future in asked]
        try:
            answers = await self._handle(waiting)
        except Exception:  # whatever it was, nobody may wait for ever: what is sent again under its key is safe
            logger.exception("commit failed")
            answers = [UNAVAILABLE] * len(futures)
        for future, answer in zip(futures, answers, strict=True):
            if not future.done():
                future.set_result(answer)

    async def _handle(self, waiting: dict[int, Waiting]) -> list[Answer]:
        batches = [Batch(room, [sent for sent, _ in asked], *self._look(room)) for room, asked in waiting.items()]
        await database_sync_to_async(handle_all, thread_sensitive=False, executor=WRITING)(batches)
        for batch in batches:
            if batch.known:
                self._committed(batch.room, batch.known)
        return [answer for batch in batches for answer in batch.answers]
