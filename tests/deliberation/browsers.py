"""Browsers as the server sees them: their sessions, and the WebSocket or the requests with which they come."""

import asyncio
import gzip
import json
import uuid
from collections.abc import Callable
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from config.asgi import application
from deliberation.entrance import GUEST_KEYS
from deliberation.log.commits import read
from deliberation.models import Participation, Session

LONG = 10  # seconds: a machine under load is no failure


def browser_of(person: Participation) -> str:
    """The key of a new browser's session in which this person is logged in, or a guest who was let in."""
    client = Client()
    if person.user:
        client.force_login(person.user)
    session: Any = client.session
    if not person.user:
        session[GUEST_KEYS] = {str(person.session_id): person.key}
        session.save()
    key: str = session.session_key
    return key


def scope_of(kind: str, session: Session, browser: str, origin: str, address: str) -> dict[str, Any]:
    return {
        "type": kind,
        "path": f"/ws/sessions/{session.key}/",
        "headers": [
            (b"origin", origin.encode()),
            (b"cookie", f"{settings.SESSION_COOKIE_NAME}={browser}".encode()),
        ],
        "query_string": b"",
        "client": [address, 50_000],
    }


class WebSocket:
    """A WebSocket as a browser opens it."""

    def __init__(
        self, session: Session, browser: str = "", origin: str = settings.BASE_URL, address: str = "192.0.2.1"
    ) -> None:
        scope = scope_of("websocket", session, browser, origin, address) | {"subprotocols": []}
        # Not the one of `channels.testing`: it keeps database connections open, and nobody closes them afterwards.
        self.socket = ApplicationCommunicator(application, scope)
        self.frames: list[dict[str, Any]] = []

    @classmethod
    async def of(cls, person: Participation, have: int = 0, epoch: str = "", **fields: Any) -> "WebSocket":
        """Of this person, inside; `browser` is a new one, if none is given."""
        browser = fields.pop("browser", None) or await read(browser_of, person)
        return await cls(person.session, browser).enter(have, epoch, **fields)

    async def connect(self) -> bool:
        await self.socket.send_input({"type": "websocket.connect"})
        message: dict[str, Any] = await self.socket.receive_output(LONG)
        return bool(message["type"] == "websocket.accept")

    async def enter(self, have: int = 0, epoch: str = "", **fields: Any) -> "WebSocket":
        assert await self.connect()
        await self.send(have=have, epoch=epoch, **fields)
        await self.until("present")
        return self

    async def send(self, **frame: Any) -> None:
        await self.send_text(json.dumps(frame))

    async def send_text(self, text: str) -> None:
        await self.socket.send_input({"type": "websocket.receive", "text": text})

    async def ask(self, do: str, **fields: Any) -> dict[str, Any]:
        """The answer to a command; what else comes meanwhile is kept."""
        ref = str(uuid.uuid4())
        await self.send(ref=ref, do=do, fields=fields)
        while not (self.frames and self.frames[-1].get("ref") == ref):
            await self.hear()
        return {key: value for key, value in self.frames[-1].items() if key != "ref"}

    async def hear(self) -> dict[str, Any]:
        self.frames.append(json.loads((await self.socket.receive_output(LONG))["text"]))
        return self.frames[-1]

    async def until(self, name: str) -> Any:
        while name not in await self.hear():
            pass
        return self.frames[-1][name]

    async def closed(self) -> int:
        """The code with which the server closes, after whatever it sends before."""
        while True:
            message = await self.socket.receive_output(LONG)
            if message["type"] == "websocket.close":
                assert type(message["code"]) is int  # Daphne takes no enum
                await self.socket.wait(LONG)
                code: int = message["code"]
                return code
            self.frames.append(json.loads(message["text"]))

    async def rest(self) -> list[dict[str, Any]]:
        """What has come by now."""
        heard = len(self.frames)
        await self.send(ping=-1)
        await self.until("pong")
        return self.frames[heard:-1]

    async def leave(self) -> None:
        await self.socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.socket.wait(LONG)

    @property
    def said(self) -> list[str]:
        return texts(self.frames)


class Request:
    """A request of the long-poll twin, as a browser sends it."""

    def __init__(
        self, session: Session, browser: str = "", origin: str = settings.BASE_URL, address: str = "192.0.2.1"
    ) -> None:
        scope = scope_of("http", session, browser, origin, address) | {"method": "POST"}
        self.request = ApplicationCommunicator(application, scope)
        self.status = 0

    async def send(self, *frames: dict[str, Any]) -> None:
        await self.send_body(json.dumps(frames).encode())

    async def send_body(self, *parts: bytes) -> None:
        for n, part in enumerate(parts, 1):
            await self.request.send_input({"type": "http.request", "body": part, "more_body": n < len(parts)})

    async def answer(self) -> list[dict[str, Any]]:
        start = await self.request.receive_output(LONG)
        body = await self.request.receive_output(LONG)
        await self.request.wait(LONG)
        self.status = start["status"]
        frames: list[dict[str, Any]] = json.loads(body["body"])
        return frames

    async def go_away(self) -> None:
        await self.request.send_input({"type": "http.disconnect"})
        async with asyncio.timeout(LONG):
            await self.request.wait(LONG)


async def until(reached: Callable[[], Any]) -> None:
    """Wait for what nobody announces."""
    async with asyncio.timeout(LONG):
        while not reached():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def texts(frames: list[dict[str, Any]]) -> list[str]:
    """What was said, as it reads after these frames."""
    contributions = {each["id"]: each for frame in frames for each in frame.get("contributions", [])}
    return [each["text"] for each in contributions.values()]


class EarlierRequest:
    """What was said before a welcome, as a page of the room asks for it: when it was welcomed, and in which room."""

    def __init__(self, session: Session, browser: str, query: str) -> None:
        scope = scope_of("http", session, browser, settings.BASE_URL, "192.0.2.1")
        self.request = ApplicationCommunicator(application, scope | {"method": "GET", "query_string": query.encode()})
        self.status, self.headers = 0, dict[str, str]()

    @classmethod
    async def by(cls, person: Participation, welcome: dict[str, Any], browser: str = "") -> "EarlierRequest":
        browser = browser or await read(browser_of, person)
        return cls(person.session, browser, f"epoch={welcome['epoch']}&seq={welcome['seq']}")

    async def answer(self) -> dict[str, Any]:
        await self.request.send_input({"type": "http.request"})
        start = await self.request.receive_output(LONG)
        body = (await self.request.receive_output(LONG))["body"]
        await self.request.wait(LONG)
        self.status = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}
        found: dict[str, Any] = json.loads(gzip.decompress(body)) if body else {}
        return found
