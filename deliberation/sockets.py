"""The WebSocket endpoint of a room: who may enter, frames in, frames out. A plain ASGI application."""

import asyncio
import itertools
import logging
import time
from typing import Any

from django.conf import settings
from django.db import Error
from django.urls import path

from deliberation import entrance, wire
from deliberation.commits import read
from deliberation.core import exchange, people
from deliberation.core.acting import Refused
from deliberation.hub import Hub, Socket, this_hub
from deliberation.rooms import Sent
from deliberation.wire import Close, Malformed

logger = logging.getLogger(__name__)

LOOK = 5  # seconds between looks at how a socket is doing
FIRST_FRAME = 10  # what does not say by then where it stands is no browser of ours
HEARTBEAT = 15


class Bucket:
    """A rate limit that forgives bursts: `burst` at once, then `rate` a second."""

    def __init__(self, rate: float, burst: int) -> None:
        self._rate, self._burst = rate, burst
        self._tokens, self._since = float(burst), time.monotonic()

    def take(self) -> bool:
        now = time.monotonic()
        self._tokens = min(self._burst, self._tokens + (now - self._since) * self._rate)
        self._since = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


async def room_socket(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})  # also for those who may not enter: they get a code with a sentence
    try:
        entry = await read(entrance.for_socket, scope["url_route"]["kwargs"]["key"], scope["user"], scope["session"])
    except Error as error:
        logger.warning("nobody can be let in now: %s", type(error).__name__)
        await send({"type": "websocket.close", "code": int(Close.UNAVAILABLE)})
        return
    if entry is None:
        await send({"type": "websocket.close", "code": int(Close.NOT_FOUND)})
        return
    await Conversation(this_hub(), entry, receive, send).run()


class Conversation:
    """What is said over one socket, until it closes."""

    def __init__(self, hub: Hub, entry: entrance.Entry, receive: Any, send: Any) -> None:
        self.hub = hub
        self.entry = entry
        self.receive = receive
        self.socket = Socket(entry.participation, send)
        self.entered = False
        self.frames = Bucket(*settings.ROOM_FRAMES)
        self.contributions = Bucket(*settings.ROOM_CONTRIBUTIONS)
        self.asking: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        writing = asyncio.create_task(self.socket.write())
        reading = asyncio.create_task(self.read())
        beating = asyncio.create_task(self.beat())
        try:
            await asyncio.wait({writing, reading, beating}, return_when=asyncio.FIRST_COMPLETED)
            if reading.done() and reading.exception():
                logger.error("a conversation broke off", exc_info=reading.exception())
                self.socket.close(Close.UNAVAILABLE)
            if self.socket.closing is not None:  # the last thing that we say is why we close
                await asyncio.wait({writing}, timeout=LOOK)
        finally:
            for task in (writing, reading, beating):
                task.cancel()
            if self.entered:  # before anything that could be cancelled: no hub keeps a socket that is gone
                await self.hub.leave(self.entry.room, self.socket)
            await asyncio.gather(writing, reading, beating, return_exceptions=True)

    async def read(self) -> None:
        """Take frames until the browser goes, or sends what no client of ours would."""
        while self.socket.closing is None:
            message = await self.receive()
            if message["type"] == "websocket.disconnect":
                return
            text = message.get("text")
            if text is None or len(text) > settings.ROOM_FRAME_SIZE:
                self.socket.close(Close.MALFORMED)
            elif not self.frames.take():
                self.socket.close(Close.FLOOD)
            else:
                await self.take(text)

    async def take(self, text: str) -> None:
        try:
            frame = wire.decode(text)
        except Malformed:
            self.socket.close(Close.MALFORMED)
            return
        if frame.have is not None and not self.entered:
            self.entered = True
            join = people.Join(self.entry.name, self.entry.role, self.entry.kind)
            await self.hub.enter(self.entry.room, self.socket, join, frame.have, frame.epoch)
        elif frame.ref is not None and self.entered:
            # Not awaited: the next frame may come in while this one is being committed, in the order of arrival.
            task = asyncio.create_task(self.answer(frame))
            self.asking.add(task)
            task.add_done_callback(self.asking.discard)
        elif frame.ping is not None:
            self.socket.put(wire.encode({"pong": frame.ping}).decode())

    async def answer(self, frame: wire.Frame) -> None:
        try:
            command = wire.command(frame.do, frame.fields or {})
            if isinstance(command, exchange.Contribute) and not self.contributions.take():
                raise Refused("exchange.too_fast")
        except Refused as refused:
            self.socket.put(wire.encode({"ref": frame.ref, "refused": refused.code}).decode())
            return
        answer = await self.hub.ask(self.entry.room, Sent(self.entry.participation, frame.ref, command))
        reply = {"refused": answer.refused} if answer.refused else {"seq": answer.seq}
        self.socket.put(wire.encode({"ref": frame.ref, **reply}).decode())

    async def beat(self) -> None:
        """Say now and then that we are here, with the head; until the browser no longer takes what we send."""
        for look in itertools.count(1):
            await asyncio.sleep(LOOK)
            if self.socket.is_stalled:
                return
            if look * LOOK >= FIRST_FRAME and not self.entered:
                self.socket.close(Close.UNAVAILABLE)
            live = self.hub.rooms.get(self.entry.room)
            if look * LOOK % HEARTBEAT == 0 and live and self.entered:
                self.socket.put(wire.encode({"ping": live.known.room.seq}).decode())


websocket_urlpatterns = [path("ws/sessions/<str:key>/", room_socket)]  # type: ignore[arg-type]  # no Django view
