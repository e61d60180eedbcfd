"""One connected browser: its frames go out at once, or wait in a bounded queue, so that it holds up nobody else."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass
from functools import partial
from typing import Any

from deliberation.core.acting import Audience
from deliberation.core.door import Standing
from deliberation.live import wire
from deliberation.live.admission import Admitted

MOST_UNSENT = 500  # frames
MOST_UNSENT_BYTES = 512 * 1024
LONGEST_SEND = 10.0  # seconds
LONGEST_SILENCE = 30.0  # seconds until a ping is answered
LONGEST_LAG = 5.0  # seconds that more than `MOST_UNSENT` may be under way: a busy moment is no sleeping phone
PING_EACH = 100  # frames
PING_EACH_BYTES = 64 * 1024
LONGEST_GOODBYE = 5.0  # seconds between closing and giving up

Send = Callable[[dict[str, Any]], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Asked:
    """A ping that waits for its pong, and how much had gone out before it."""

    seq: int
    at: float
    frames: int
    bytes: int


class Socket:
    """Frames to one browser, and what is known of how they arrive.

    A server may take everything at once and keep it (Daphne) or make us wait (uvicorn): both are bounded here, the
    first by what the browser has acknowledged, the second by a queue.
    """

    def __init__(self, admitted: Admitted, send: Send, ended: Callable[[], None], tab: str = "", nth: int = 0) -> None:
        self.admitted = admitted
        self.tab = tab  # the page load, and which of its hellos began this
        self.nth = nth
        self.came = time.monotonic()
        self.checked = 0.0  # when it was last asked whether they may be here
        self.audience = Audience.EVERYBODY
        self.standing: Standing | None = None  # as its person was last told what they may do
        self.seq = 0  # up to which it was told of the room
        self.closing: int | None = None
        self._send = send
        self._ended = ended
        self._waiting: deque[str] = deque()
        self._waiting_bytes = 0
        self._sending: asyncio.Task[None] | None = None
        self._since = 0.0  # when what is being sent began
        self._closing_since = 0.0
        self._frames = self._bytes = 0  # that went out since the start
        self._acknowledged_frames = self._acknowledged_bytes = 0
        self._pings: deque[Asked] = deque()
        self._pinged_at = self.came

    # --- frames -------------------------------------------------------------------------------------------------------

    def welcome(self, frame: str, seq: int) -> None:
        """The room itself, for somebody who comes in: it counts for nothing, as large as it may be."""
        self.seq = seq
        if self.closing is None:
            self._queue(frame)

    def tell(self, frame: str, seq: int) -> None:
        self.seq = seq
        self.put(frame)

    def put(self, frame: str) -> None:
        if self.closing is not None:
            return
        size = bytes_of(frame)
        if self._waiting and (len(self._waiting) >= MOST_UNSENT or self._waiting_bytes + size > MOST_UNSENT_BYTES):
            self.close(wire.Close.TOO_SLOW)
            return
        self._queue(frame)
        self._frames += 1
        self._bytes += size
        last = self._pings[-1] if self._pings else None
        frames, size = (last.frames, last.bytes) if last else (self._acknowledged_frames, self._acknowledged_bytes)
        if self._frames - frames >= PING_EACH or self._bytes - size >= PING_EACH_BYTES:
            self.ping()

    def ping(self) -> None:
        """Ask whether everything up to here has arrived."""
        self._pinged_at = time.monotonic()
        self._pings.append(Asked(self.seq, self._pinged_at, self._frames, self._bytes))
        self.put(wire.text(wire.Ping(self.seq)))

    def acknowledge(self, seq: int) -> bool:
        """The pong to the oldest open ping; False for one that nobody asked for."""
        if not self._pings or self._pings[0].seq != seq:
            return False
        asked = self._pings.popleft()
        self._acknowledged_frames, self._acknowledged_bytes = asked.frames, asked.bytes
        return True

    # --- how it is doing ----------------------------------------------------------------------------------------------

    def look(self, now: float, heartbeat: float) -> None:
        """Now and then: ping who was long not asked, close who does not keep up, give up who does not even close."""
        if self.closing is not None:
            if now - self._closing_since > LONGEST_GOODBYE:
                self.abandon()
        elif self._lags(now):
            self.close(wire.Close.TOO_SLOW)
        elif now - self._pinged_at >= heartbeat:
            self.ping()

    def _lags(self, now: float) -> bool:
        if self._sending is not None and now - self._since > LONGEST_SEND:
            return True
        waited = now - self._pings[0].at if self._pings else 0.0
        too_much = (
            self._frames - self._acknowledged_frames > MOST_UNSENT
            or self._bytes - self._acknowledged_bytes > MOST_UNSENT_BYTES
        )
        return waited > LONGEST_SILENCE or (too_much and waited > LONGEST_LAG)

    # --- the end ------------------------------------------------------------------------------------------------------

    def close(self, code: int) -> None:
        """As soon as what is under way has gone out; what waits is left: the browser asks for it again."""
        if self.closing is not None:  # the first reason is the one that counts
            return
        self.closing = code
        self._closing_since = time.monotonic()
        self._waiting.clear()
        if self._sending is None:
            self._begin({"type": "websocket.close", "code": int(code)})

    def abandon(self) -> None:
        """Nothing goes out any more, not even the close."""
        if self._sending is not None:
            self._sending.cancel()
        self._ended()

    # --- sending ------------------------------------------------------------------------------------------------------

    def _queue(self, frame: str) -> None:
        if self._sending is None:
            self._begin({"type": "websocket.send", "text": frame})
        else:
            self._waiting.append(frame)
            self._waiting_bytes += bytes_of(frame)

    def _begin(self, message: dict[str, Any]) -> None:
        """Most sends never wait: they are done here and now, and cost no task. Only one that waits gets its own."""
        sending = self._send(message)
        try:
            waits_for = sending.send(None)
        except StopIteration:
            if self.closing is not None:
                self._ended()
        except Exception:  # the browser has gone, and each server says so in its own way: nobody else may suffer for it
            self._broken()
        else:
            self._since = time.monotonic()
            is_close = message["type"] == "websocket.close"
            self._sending = asyncio.create_task(self._finish(Begun(sending, waits_for), is_close))

    async def _finish(self, begun: "Begun", is_close: bool) -> None:
        try:
            await begun
            while self._waiting:
                frame = self._waiting.popleft()
                self._waiting_bytes -= bytes_of(frame)
                self._since = time.monotonic()
                await self._send({"type": "websocket.send", "text": frame})
            if self.closing is not None:
                if not is_close:  # servers take no second one
                    await self._send({"type": "websocket.close", "code": int(self.closing)})
                self._ended()
        except Exception:  # likewise
            self._broken()
        finally:
            self._sending = None

    def _broken(self) -> None:
        """Most often the browser has gone. Where it is there all the same (Daphne sends nothing that is too large), it
        is told, as far as that takes no waiting."""
        if self.closing is None:
            self.closing = wire.Close.UNAVAILABLE
            telling = self._send({"type": "websocket.close", "code": int(self.closing)})
            with contextlib.suppress(Exception):
                telling.send(None)
            telling.close()
        self._ended()


def bytes_of(frame: str) -> int:
    return len(frame) if frame.isascii() else len(frame.encode())


class Begun:
    """A coroutine that has run to where it waits. Awaiting this runs the rest."""

    def __init__(self, coroutine: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self._coroutine = coroutine
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        """What it waits for may fail, or the waiting be cancelled: the coroutine hears of that where it stands."""
        step: Callable[[], Any]
        waits_for = self._waits_for
        while True:
            try:
                yield waits_for
            except BaseException as error:  # GeneratorExit, too: it closes the coroutine
                step = partial(self._coroutine.throw, error)
            else:
                step = partial(self._coroutine.send, None)
            try:
                waits_for = step()
            except StopIteration:
                return
