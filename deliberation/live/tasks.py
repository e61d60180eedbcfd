"""Tasks that run beside what started them."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Holds its tasks until they end: the event loop itself holds them only weakly."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task
