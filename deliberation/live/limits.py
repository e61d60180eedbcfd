"""How much one person may send: limits that forgive bursts."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.conf import settings

REMEMBERED = 50  # contributions of one person, more than a browser can have under way


class Bucket:
    """`burst` at once, then `rate` a second."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, burst
        self._tokens, self._since = float(burst), time.monotonic()

    def take(self) -> bool:
        if self.is_empty:
            return False
        self._tokens -= 1
        return True

    @property
    def is_empty(self) -> bool:
        now = time.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._since) * self._rate)
        self._since = now
        return self._tokens < 1


class Allowance:
    """What one person may send into the rooms of one session, over however many connections."""

    def __init__(self) -> None:
        self.frames = Bucket(*settings.ROOM_FRAMES)
        self.refusals = Bucket(*settings.ROOM_REFUSALS)  # each takes a place in the log
        self._contributions = Bucket(*settings.ROOM_CONTRIBUTIONS)
        self._counted: dict[UUID, None] = {}  # in the order in which they came

    def contribution(self, ref: UUID) -> bool:
        """Whether one more may be said. What is sent again under its key was counted the first time."""
        if ref in self._counted:
            return True
        may = self._contributions.take()
        if may:
            self._counted[ref] = None
            if len(self._counted) > REMEMBERED:
                del self._counted[next(iter(self._counted))]
        return may


class ConnectionCounts:
    """How many connections there are from each address. The limit is wide: a class room shares one address."""

    def __init__(self) -> None:
        self._connections: Counter[str] = Counter()

    def __len__(self) -> int:
        """From how many addresses there are connections."""
        return len(self._connections)

    @contextmanager
    def one_more(self, address: str) -> Iterator[bool]:
        """Whether one more may come in from there; it counts as long as the block lasts."""
        self._connections[address] += 1
        try:
            yield not address or self._connections[address] <= settings.ROOM_SOCKETS_AN_ADDRESS
        finally:
            self._connections[address] -= 1
            self._connections += Counter()  # drops those that are 0
