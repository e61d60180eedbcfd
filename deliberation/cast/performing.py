"""A whole rehearsal over real sockets, in the room of a running server."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress

from deliberation.cast.addresses import Address
from deliberation.cast.connections import Browser
from deliberation.cast.rehearsals import Ticket
from deliberation.cast.script import Script

Kill = Callable[[], Awaitable[None]]
KILLED_AT = 0.4  # of the minutes of a phase


def browsers(script: Script, tickets: list[Ticket], key: str, server: str, speed: float) -> list[Browser]:
    return [Browser(script, ticket, Address(server, key), speed) for ticket in tickets]


async def perform(cast: list[Browser], seconds: float, kill: Kill | None = None) -> float:
    """Until the session is over, at the longest so many seconds. Returns how long it took."""
    began = time.monotonic()
    playing = [asyncio.create_task(each.run()) for each in cast]
    killing = asyncio.create_task(kill_in_each_phase(cast[0], kill)) if kill else None
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.gather(*playing)
    finally:
        for task in (*playing, killing):
            if task:
                task.cancel()
    return time.monotonic() - began


async def kill_in_each_phase(watching: Browser, kill: Kill) -> None:
    killed: set[int] = set()
    while not watching.is_over:
        await asyncio.sleep(0.05)
        if not watching.page.is_told:
            continue
        current, moment = watching.page.agenda["current"], watching.moment
        if (
            current not in killed
            and watching.page.agenda["since"]
            and moment.minutes > KILLED_AT * moment.phase.minutes
        ):
            killed.add(current)
            await kill()
