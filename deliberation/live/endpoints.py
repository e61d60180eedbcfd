"""Where browsers reach a room: a WebSocket, and its long-poll twin for those whose network lets no WebSocket through.

Plain ASGI applications below Channels' routing. Both lead into the same conversation.
"""

import asyncio
import logging
from collections import deque
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import Error
from django.urls import path, re_path

from deliberation.live import farewell, wire
from deliberation.live.admission import Admitted, Caller
from deliberation.live.conversations import Conversation, within_size
from deliberation.live.earlier import Asked, these_frames
from deliberation.live.hub import this_hub
from deliberation.live.limits import ConnectionCounts
from deliberation.live.wire import Close, Frame, Malformed

logger = logging.getLogger(__name__)

LONGEST_POLL = 25.0  # seconds without news; proxies cut what is silent for longer
LARGEST_POLL = 64 * 1024  # bytes
ADDRESSES = ConnectionCounts()

Message = dict[str, Any]


async def room_socket(scope: Message, receive: Any, send: Any) -> None:
    farewell.expect()
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})  # also for those who may not enter: they get a code with a sentence
    with ADDRESSES.one_more(address_of(scope)) as may_come:
        admitted = await admission_of(scope) if may_come else Close.BUSY
        if isinstance(admitted, Close):
            await send({"type": "websocket.close", "code": int(admitted)})
        else:
            await Conversation(this_hub(), admitted, receive, send).run()


async def no_room(scope: Message, receive: Any, send: Any) -> None:
    """An address that leads nowhere: closed without having been accepted, which is a 403."""
    await receive()
    await send({"type": "websocket.close"})


async def room_poll(scope: Message, receive: Any, send: Any) -> None:
    """One request is one short conversation: what the browser has to say, and what it lacks."""
    farewell.expect()
    status, said = 200, []
    try:
        frames = wire.split(await body(receive))
        hello = wire.decode(within_size(frames[0] if frames else None))
    except Malformed:
        status = 400
    if origin_of(scope) not in settings.ROOM_ORIGINS:
        status = 403
    if status == 200:
        with ADDRESSES.one_more(address_of(scope)) as may_come:
            admitted = await admission_of(scope) if may_come else Close.BUSY
            if isinstance(admitted, Close):
                said = [wire.text(wire.Closed(admitted))]
            else:
                said = await Poll(hello, frames, receive).run(admitted)
    await answer(send, status, f"[{','.join(said)}]".encode())


async def room_earlier(scope: Message, receive: Any, send: Any) -> None:
    """What was said before that with which a browser was welcomed, for whoever may be in the room now."""
    farewell.expect()
    try:
        asked = asked_in(scope["query_string"])
    except Malformed:
        await answer(send, 400)
        return
    with ADDRESSES.one_more(address_of(scope)) as may_come:
        admitted = await admission_of(scope) if may_come else Close.BUSY
        if isinstance(admitted, Close):
            await answer(send, 503 if admitted in (Close.BUSY, Close.UNAVAILABLE) else 404)
            return
        body = await these_frames(this_hub()).of(admitted, asked)
    if body is None:
        await answer(send, 409)
    else:
        await answer(send, 200, body, (b"content-encoding", b"gzip"))


def asked_in(query: bytes) -> Asked:
    try:
        fields = dict(parse_qsl(query.decode("ascii"), strict_parsing=True))
        return Asked(fields["epoch"], int(fields["seq"]))
    except (KeyError, ValueError) as error:
        raise Malformed from error


async def answer(send: Any, status: int, body: bytes = b"", *headers: tuple[bytes, bytes]) -> None:
    """No browser keeps what was said: others may use the same computer later."""
    usual = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": [*usual, *headers]})
    await send({"type": "http.response.body", "body": body})


async def room_request(scope: Message, receive: Any, send: Any) -> None:
    """One address, so that a proxy that deals sessions to processes by it finds the one that has the room at hand."""
    await (room_earlier if scope["method"] == "GET" else room_poll)(scope, receive, send)


class Poll:
    """Plays the socket for one request: hands over its frames, gathers what is said, and knows when that is enough."""

    def __init__(self, hello: Frame, frames: list[str], receive: Any) -> None:
        self._hello = hello
        self._frames = deque(frames)
        self._receive_http = receive
        self._unanswered = len(frames) - 1
        self._only_listens = len(frames) == 1
        self._said: list[str] = []
        self._news = False
        self._closed = 0
        self._enough = asyncio.Event()

    async def run(self, admitted: Admitted) -> list[str]:
        leaving = asyncio.create_task(self._notice_leaving())
        try:
            await Conversation(this_hub(), admitted, self.receive, self.send, polls=True).run()
        finally:
            leaving.cancel()
        said = self._said if self._news or not self._only_listens else [each for each in self._said if is_hint(each)]
        if self._closed and self._closed != Close.REPLACED:
            said = [*said, wire.text(wire.Closed(self._closed))]
        return said

    async def receive(self) -> Message:
        if self._frames:
            return {"type": "websocket.receive", "text": self._frames.popleft()}
        try:
            async with asyncio.timeout(LONGEST_POLL):
                await self._enough.wait()
        except TimeoutError:
            pass
        return {"type": "websocket.disconnect", "code": 1000}

    async def send(self, message: Message) -> None:
        if message["type"] == "websocket.close":
            self._closed = message["code"]
            return
        frame = message["text"]
        told = wire.told(frame)
        self._said.append(frame)
        self._unanswered -= not told.keys().isdisjoint(("ref", "pong"))
        self._news = self._news or self._is_new(told)
        if self._news if self._only_listens else self._unanswered <= 0:
            self._enough.set()

    def _is_new(self, told: Message) -> bool:
        """The first three frames say how things are, and need not be news: the room, what is mine, who is here."""
        if "seq" in told and "ref" not in told:
            return told.get("since") == 0 or told["seq"] != self._hello.have
        return len(self._said) > len(("view", "mine", "present")) and "delayed" not in told

    async def _notice_leaving(self) -> None:
        while (await self._receive_http())["type"] != "http.disconnect":
            pass
        self._enough.set()


def is_hint(frame: str) -> bool:
    return not wire.told(frame).keys().isdisjoint(("present", "delayed", "goodbye"))


async def admission_of(scope: Message) -> Admitted | Close:
    browser = scope["cookies"].get(settings.SESSION_COOKIE_NAME, "")
    try:
        admitted = await this_hub().admissions.admit(Caller(scope["url_route"]["kwargs"]["key"], browser))
    except Error as error:
        logger.warning("nobody can be let in now: %s", type(error).__name__)
        return Close.UNAVAILABLE
    return admitted or Close.NOT_FOUND


def address_of(scope: Message) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def origin_of(scope: Message) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"origin"), "")


async def body(receive: Any) -> bytes:
    """The body of a request. Raises `Malformed` for one that is larger than any of ours."""
    gathered, more = b"", True
    while more:
        message = await receive()
        gathered += message.get("body", b"")
        more = message.get("more_body", False)
        if message["type"] == "http.disconnect" or len(gathered) > LARGEST_POLL:
            raise Malformed
    return gathered


ADDRESS = "ws/sessions/<str:key>/"
websocket_urlpatterns = [path(ADDRESS, room_socket), re_path("", no_room)]  # type: ignore[arg-type]  # no Django views
http_urlpatterns = [path(ADDRESS, room_request)]  # type: ignore[arg-type]
