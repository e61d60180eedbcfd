"""Frames to one browser: they go out at once, or wait in a bounded queue, so that a slow browser holds up nobody."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Coroutine, Generator
from dataclasses import dataclass
from functools import partial
from typing import Any

MOST_UNSENT = 500  # frames
MOST_UNSENT_BYTES = 512 * 1024

Message = dict[str, Any]
Send = Callable[[Message], Coroutine[Any, Any, None]]


@dataclass(slots=True)
class Sending:
    """A send that the server makes us wait for, and when it began."""

    task: asyncio.Task[None]
    since: float


class SendQueue:
    """What goes out to one browser, in order.

    Some servers make the sender wait while the network takes nothing (uvicorn): what comes meanwhile waits in a queue.
    """

    def __init__(self, send: Send, closed: Callable[[], None], broken: Callable[[], None]) -> None:
        """`closed`: the close has gone out. `broken`: the server cannot send, most often because the browser has
        gone."""
        self._send = send
        self._closed = closed
        self._broken = broken
        self._waiting: deque[Message] = deque()
        self._waiting_bytes = 0
        self._sending: Sending | None = None

    def put(self, frame: str, size: int) -> None:
        if self._sending is None:
            self._begin({"type": "websocket.send", "text": frame})
        else:
            self._waiting.append({"type": "websocket.send", "text": frame})
            self._waiting_bytes += size

    def offer(self, frame: str, size: int) -> bool:
        """Likewise; False if a frame of so many bytes finds no room in the queue."""
        if self._sending is None:  # by far the most: nothing waits
            self._begin({"type": "websocket.send", "text": frame})
            return True
        waiting = len(self._waiting)
        if waiting and (waiting >= MOST_UNSENT or self._waiting_bytes + size > MOST_UNSENT_BYTES):
            return False
        self.put(frame, size)
        return True

    def close(self, code: int) -> None:
        """As soon as what is under way has gone out. What waits is dropped: the browser asks for it again."""
        message = {"type": "websocket.close", "code": int(code)}
        self._waiting.clear()
        self._waiting_bytes = 0
        if self._sending is None:
            self._begin(message)
        else:
            self._waiting.append(message)

    def cut(self, code: int) -> None:
        """Close as far as that takes no waiting."""
        telling = self._send({"type": "websocket.close", "code": int(code)})
        with contextlib.suppress(Exception):
            telling.send(None)
        telling.close()

    def cancel(self) -> None:
        if self._sending is not None:
            self._sending.task.cancel()

    def waits(self, now: float) -> float:
        """For how many seconds the present send has been waiting."""
        return now - self._sending.since if self._sending else 0.0

    def _begin(self, message: Message) -> None:
        """Most sends never wait: they are done here and now, and cost no task. Only one that waits gets its own."""
        sending = self._send(message)
        try:
            waits_for = sending.send(None)
        except StopIteration:
            if message["type"] == "websocket.close":
                self._closed()
        except Exception:  # each server has its own error for a browser that has gone; the sender must not suffer
            self._broken()
        else:
            finishing = asyncio.create_task(self._finish(Begun(sending, waits_for), message))
            self._sending = Sending(finishing, time.monotonic())

    async def _finish(self, begun: "Begun", message: Message) -> None:
        try:
            await begun
            self._went_out(message)
            while self._waiting:
                message = self._next()
                await self._send(message)
                self._went_out(message)
        except Exception:  # likewise
            self._broken()
        finally:
            self._sending = None

    def _next(self) -> Message:
        message = self._waiting.popleft()
        self._waiting_bytes -= bytes_of(message.get("text", ""))
        if self._sending is not None:
            self._sending.since = time.monotonic()
        return message

    def _went_out(self, message: Message) -> None:
        if message["type"] == "websocket.close":
            self._closed()


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
