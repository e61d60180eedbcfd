"""Which page is answered next: those that cost little come first, so that a few dear ones do not hold up all others."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import count
from statistics import median

SEVERAL = 3  # times: what an address cost then is remembered, and the one in the middle counts
USUAL = 0.02  # seconds of CPU that an address is expected to cost before it was asked for
PATIENCE = 50  # times its cost: for so long a page that waits is overtaken by cheaper ones
REMEMBERED = 2000  # addresses
LONGEST = 0.25  # seconds for which a page keeps its place


class PageQueue:
    """So many pages compute at once; what an address costs is known from the last times that it was asked for.

    A page that takes long waits for something, most often for the database, and the next one may begin beside it.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._costs: dict[str, deque[float]] = {}
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()  # of two that are due in the same moment, who came first

    @asynccontextmanager
    async def place(self, address: str) -> AsyncIterator[None]:
        await self._wait(address)
        held = HeldPlace(self._give_back)
        try:
            yield
        finally:
            held.leave()

    def learn(self, address: str, seconds: float) -> None:
        """What it has cost this time, in whatever thread that was. Once, it may have been for something else: Python
        collects its garbage in the thread of whoever is there."""
        costs = self._costs.pop(address, None) or deque([seconds] * SEVERAL, SEVERAL)
        costs.append(seconds)
        self._costs[address] = costs
        if len(self._costs) > REMEMBERED:
            self._costs.pop(next(iter(self._costs)), None)

    def _expected(self, address: str) -> float:
        costs = self._costs.get(address)
        return median(costs) if costs else USUAL

    async def _wait(self, address: str) -> None:
        if self._free:
            self._free -= 1
            return
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        due = time.monotonic() + PATIENCE * self._expected(address)
        heappush(self._waiting, (due, next(self._numbers), granted))
        try:
            await granted
        except asyncio.CancelledError:
            if not granted.cancelled():  # it was granted in the moment in which they went away
                self._give_back()
            raise

    def _give_back(self) -> None:
        while self._waiting:
            _due, _number, granted = heappop(self._waiting)
            if not granted.done():  # they have not gone meanwhile
                granted.set_result(None)
                return
        self._free += 1


class HeldPlace:
    """Left when the page is answered, or when that takes too long."""

    def __init__(self, give_back: Callable[[], None]) -> None:
        self._give_back = give_back
        self._is_left = False
        self._timer = asyncio.get_running_loop().call_later(LONGEST, self.leave)

    def leave(self) -> None:
        self._timer.cancel()
        if not self._is_left:
            self._is_left = True
            self._give_back()
