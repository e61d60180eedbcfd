"""Asks where Django does not answer: the endpoint of rooms, and the health of the process."""

import asyncio
import json
from typing import Any

from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from config.asgi import protocols
from tests.matrix.asking import STATUS, Answer
from tests.matrix.commands import session_of

HELLO = [{"have": 0, "tab": "1"}]
PATIENCE = 30  # seconds


def ask(browser: Client, path: str) -> Answer:
    """By the twin of the room's socket, which enters by the same admission; its answer has an end."""
    return asyncio.run(answer(path, session_of(browser)))


async def answer(path: str, session: str) -> Answer:
    headers = [
        (b"origin", settings.ROOM_ORIGINS[0].encode()),
        (b"cookie", f"{settings.SESSION_COOKIE_NAME}={session}".encode()),
    ]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers, "query_string": b""}
    asked = ApplicationCommunicator(protocols, scope)
    await asked.send_input({"type": "http.request", "body": json.dumps(HELLO).encode()})
    start, body = await asked.receive_output(PATIENCE), await asked.receive_output(PATIENCE)
    await asked.wait(PATIENCE)
    return STATUS.get(start["status"]) or (Answer.HIDDEN if is_closed(body["body"]) else Answer.IN)


def is_closed(body: bytes) -> bool:
    frames: list[Any] = json.loads(body) if body.startswith(b"[") else []
    return any("close" in frame for frame in frames)
