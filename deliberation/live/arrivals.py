"""Flow control: how much has gone out to a browser, and how much of it the browser has acknowledged."""

from collections import deque
from dataclasses import dataclass

MOST_UNACKNOWLEDGED = 500  # frames
MOST_UNACKNOWLEDGED_BYTES = 512 * 1024
LONGEST_SILENCE = 30.0  # seconds until a ping is answered
LONGEST_LAG = 5.0  # seconds that more than `MOST_UNACKNOWLEDGED` may be under way: a busy moment is no sleeping phone
PING_EACH = 100  # frames
PING_EACH_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Amount:
    frames: int = 0
    bytes: int = 0


@dataclass(frozen=True, slots=True)
class OpenPing:
    """A ping that waits for its pong, and how much had gone out before it."""

    seq: int
    at: float
    before: Amount


class Arrivals:
    """A server may take everything at once and keep it (Daphne), so only the browser's pongs tell what arrived."""

    def __init__(self, now: float) -> None:
        self.asked_at = now  # when the last ping went out
        self._frames = self._bytes = 0  # that went out since the start
        self._acknowledged = self._asked = Amount()  # before the last pong, and before the last ping
        self._pings: deque[OpenPing] = deque()

    def count(self, size: int) -> bool:
        """One more frame has gone out; True if so much has since the last ping that it is time for the next one."""
        self._frames += 1
        self._bytes += size
        asked = self._asked
        return self._frames - asked.frames >= PING_EACH or self._bytes - asked.bytes >= PING_EACH_BYTES

    def ask(self, seq: int, now: float) -> None:
        """A ping with this seq is about to go out."""
        self.asked_at = now
        self._asked = Amount(self._frames, self._bytes)
        self._pings.append(OpenPing(seq, now, self._asked))

    def acknowledge(self, seq: int) -> bool:
        """The pong to the oldest open ping; False for one that nobody asked for."""
        if not self._pings or self._pings[0].seq != seq:
            return False
        self._acknowledged = self._pings.popleft().before
        return True

    def lag(self, now: float) -> bool:
        """Whether the browser does not keep up: it answers nothing, or too much is under way for too long."""
        waited = now - self._pings[0].at if self._pings else 0.0
        too_much = (
            self._frames - self._acknowledged.frames > MOST_UNACKNOWLEDGED
            or self._bytes - self._acknowledged.bytes > MOST_UNACKNOWLEDGED_BYTES
        )
        return waited > LONGEST_SILENCE or (too_much and waited > LONGEST_LAG)
