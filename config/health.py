"""Whether this process lives, and whether it can serve: for whoever watches it or sends it people.

Answered below Django, so that neither a busy page nor a frozen database keeps it from answering. Rooms ask the database
on threads of their own, so pages are asked as well: people are no better off where every page hangs.
"""

import asyncio
from collections.abc import Awaitable
from typing import Any

from django.db import Error, connection
from django.urls import path

from config.pages import ask_a_page_thread
from deliberation.live.hub import this_hub
from deliberation.log.commits import read

PATIENCE = 2.0  # seconds


async def alive(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await answer(send, 200, b"alive")


async def ready(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if this_hub().ending:
        await answer(send, 503, b"ending")
    elif not await comes(read(ask_database)):
        await answer(send, 503, b"the database does not answer")
    elif not await comes(ask_a_page_thread(ask_database)):
        await answer(send, 503, b"no page is answered")
    else:
        await answer(send, 200, b"ready")


async def comes(something: Awaitable[Any]) -> bool:
    try:
        async with asyncio.timeout(PATIENCE / 2):
            await something
    except (Error, TimeoutError):
        return False
    return True


def ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


async def answer(send: Any, status: int, words: bytes) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words})


urlpatterns = [path("health/live", alive), path("health/ready", ready)]  # type: ignore[arg-type]  # no Django views
