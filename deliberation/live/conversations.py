"""What is said over one connection, until it closes: frames in, limits, commands, replies."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from django.conf import settings

from deliberation.core.acting import Refused
from deliberation.core.room import SPEECH
from deliberation.live import wire
from deliberation.live.admission import Admitted
from deliberation.live.hub import Hub
from deliberation.live.limits import Allowance
from deliberation.live.sending import Send
from deliberation.live.sockets import Socket
from deliberation.live.states import Connected
from deliberation.live.wire import Close, Frame, Malformed
from deliberation.log.drafts import UNAVAILABLE, Sent, Verdict

logger = logging.getLogger(__name__)


class Conversation:
    """With one browser, over whatever brings it: `receive` and `send` take ASGI's messages of a WebSocket."""

    def __init__(
        self,
        hub: Hub,
        admitted: Admitted,
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Send,
        polls: bool = False,
    ) -> None:
        """`polls`: the browser asks again in a moment, with the next request."""
        self._hub = hub
        self._receive = receive
        self._polls = polls
        self._socket = Socket(admitted, send, self._end, asks=not polls)
        self._allowance = Allowance()  # until the hello; then that of the person
        # Who does not say hello in time is no browser of ours; later the same timeout ends the conversation.
        self._timeout = asyncio.timeout(settings.ROOM_FIRST_FRAME)

    async def run(self) -> None:
        try:
            async with self._timeout:
                await self._listen()
        except TimeoutError:
            self._socket.close(Close.UNAVAILABLE)  # if it is not closed yet
        except Exception:
            logger.exception("a conversation broke off")
            self._socket.close(Close.UNAVAILABLE)
        finally:
            self._hub.leave(self._socket, self._polls and self._socket.closing in (None, Close.REPLACED))

    def _end(self) -> None:
        """The socket is closed: there is nothing to wait for any more."""
        with contextlib.suppress(RuntimeError):  # the conversation itself has ended
            self._timeout.reschedule(0)

    async def _listen(self) -> None:
        """Take frames until the browser goes, or sends what no client of ours would."""
        while True:
            message = await self._receive()
            if message["type"] == "websocket.disconnect":
                return
            if self._socket.closing is None:
                await self._take(message.get("text"))

    async def _take(self, text: str | None) -> None:
        try:
            frame = wire.decode(within_size(text))
        except Malformed:
            self._socket.close(Close.MALFORMED)
            return
        if frame.pong is not None and self._socket.acknowledge(frame.pong):
            return
        if not self._allowance.frames.take():
            self._socket.close(Close.FLOOD)
        elif frame.have is not None and isinstance(self._socket.state, Connected):
            await self._enter(frame)
        elif frame.ref is not None and self._socket.live:
            self._ask(frame)
        elif frame.ping is not None:
            self._socket.put(wire.text(wire.Pong(frame.ping)))

    async def _enter(self, hello: Frame) -> None:
        self._timeout.reschedule(None)
        await self._hub.enter(self._socket, hello)
        if self._socket.live:
            self._allowance = self._hub.allowance(self._socket.admitted)

    def _ask(self, frame: Frame) -> None:
        """Nobody waits here: the next frame may come in while this one is committed, in the order of arrival."""
        try:
            command = wire.command(frame.do, frame.fields or {})
            if self._allowance.refusals.is_empty:
                raise Refused("room.too_fast")
            if type(command) in SPEECH and frame.ref and not self._allowance.contribution(frame.ref):
                raise Refused("exchange.too_fast")
        except Refused as refused:
            self._reply(frame, Verdict(refused=refused.code))
            return
        sent = Sent(self._socket.admitted.participation, frame.ref, command)
        self._hub.submit(self._socket, sent, lambda verdict: self._answer(frame, verdict))

    def _answer(self, frame: Frame, verdict: Verdict) -> None:
        if verdict.refused and verdict != UNAVAILABLE:
            self._allowance.refusals.take()
        self._reply(frame, verdict)

    def _reply(self, frame: Frame, verdict: Verdict) -> None:
        assert frame.ref is not None  # noqa: S101 - `_take` has looked
        refused = wire.Reply(frame.ref, refused=verdict.refused)
        self._socket.put(wire.text(refused if verdict.refused else wire.Reply(frame.ref, verdict.seq)))


def within_size(text: str | None) -> str:
    """The text of a frame, if it is one and no longer than ours are, in bytes."""
    longest = settings.ROOM_FRAME_SIZE
    if text is None or len(text) > longest or (len(text) * 4 > longest and len(text.encode()) > longest):
        raise Malformed
    return text
