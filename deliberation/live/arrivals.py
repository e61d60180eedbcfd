"""Flow control: what has gone out to a browser, and whether the browser says that it arrived."""

from collections import deque
from dataclasses import dataclass

ASK = 3.0  # seconds after which it is asked whether what went out has arrived
LONGEST_SILENCE = 5.0  # seconds until a ping is answered: who stops reading is cut within ten seconds
SLOWEST = 16 * 1024  # bytes a second: on such a line a large welcome may take as long as it needs
PING_EACH = 100  # frames
PING_EACH_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class OpenPing:
    """A ping that waits for its pong."""

    seq: int
    at: float


class Arrivals:
    """A server may take everything at once and keep it (Daphne), so only the browser's pongs tell what arrived."""

    def __init__(self, now: float) -> None:
        self._asked_at = now  # when the last ping went out
        self._frames = self._bytes = 0  # that went out since then
        self._welcomed = now  # when the welcome has arrived at the latest
        self._pings: deque[OpenPing] = deque()

    def welcome(self, size: int, now: float) -> None:
        """A room has gone out, as large as it may be. Pings behind it are answered when it is through."""
        self._welcomed = max(now, self._welcomed) + size / SLOWEST

    def count(self, size: int) -> bool:
        """One more frame has gone out; True if so much has since the last ping that it is time for the next one."""
        self._frames += 1
        self._bytes += size
        return self._frames >= PING_EACH or self._bytes >= PING_EACH_BYTES

    def is_due(self, now: float, heartbeat: float) -> bool:
        """Whether it is time to ask: soon where something went out, now and then where nothing did."""
        return now - self._asked_at >= (ASK if self._frames else heartbeat)

    def ask(self, seq: int, now: float) -> None:
        """A ping with this seq is about to go out."""
        self._asked_at, self._frames, self._bytes = now, 0, 0
        self._pings.append(OpenPing(seq, now))

    def acknowledge(self, seq: int) -> bool:
        """The pong to the oldest open ping; False for one that nobody asked for."""
        if not self._pings or self._pings[0].seq != seq:
            return False
        self._pings.popleft()
        return True

    def lag(self, now: float) -> bool:
        """Whether the browser does not keep up. A busy moment is no sleeping phone."""
        return bool(self._pings) and now - max(self._pings[0].at, self._welcomed) > LONGEST_SILENCE
