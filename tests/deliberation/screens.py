"""People in the rooms of a hub, without a server in between."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from deliberation.core import seeing
from deliberation.core.acting import Audience, Role
from deliberation.core.exchange import Contribute
from deliberation.live.admission import Admitted
from deliberation.live.hub import Hub
from deliberation.live.sockets import Socket
from deliberation.live.wire import Frame
from deliberation.log.commits import read
from deliberation.models import Participation
from tests.deliberation.browsers import LONG, browser_of, texts, until
from tests.deliberation.rehearsal import Rehearsal, sent

EVERYBODYS_PARTS = {name for name, part in seeing.PARTS if Audience.EVERYBODY in part.to}


def entry_of(rehearsal: Rehearsal, person: Participation, browser: str = "") -> Admitted:
    """How this person comes into the room; with a browser of their own, if none is given."""
    key = browser or browser_of(person)
    who = (person.session_id, rehearsal.room, person.pk, person.name, Role(person.role), person.kind)
    return Admitted(*who, key, person.user_id is None)


class Screen:
    """A socket, and what came out of it."""

    def __init__(self, admitted: Admitted) -> None:
        self.texts: list[str] = []
        self.code: int | None = None
        self.ended = 0
        self.socket = Socket(admitted, self.send, self._end)
        self._came = asyncio.Event()

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close":
            self.code = message["code"]
        else:
            self.texts.append(message["text"])
        self._came.set()

    def _end(self) -> None:
        self.ended += 1

    @property
    def frames(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.texts]

    def last(self, name: str) -> Any:
        return next((frame[name] for frame in reversed(self.frames) if name in frame), None)

    @property
    def said(self) -> list[str]:
        return texts(self.frames)

    async def until(self, reached: Callable[["Screen"], Any]) -> None:
        async with asyncio.timeout(LONG):
            while not reached(self):
                self._came.clear()
                await self._came.wait()


@asynccontextmanager
async def inside(
    hub: Hub,
    rehearsal: Rehearsal,
    person: Participation,
    have: int = 0,
    epoch: Any = "",
    tab: str = "",
    browser: str = "",
    nth: int = 0,
) -> AsyncIterator[Screen]:
    """Somebody in the room; their screen."""
    screen = Screen(await read(entry_of, rehearsal, person, browser))
    try:
        await hub.enter(screen.socket, Frame(have=have, epoch=str(epoch), tab=tab, nth=nth))
        await screen.until(lambda screen: screen.last("present") or screen.code)
        yield screen
    finally:
        hub.leave(screen.socket)


async def say(hub: Hub, rehearsal: Rehearsal, person: Participation, text: str) -> int:
    answer = await hub.logs.commits.ask(rehearsal.room, sent(person, Contribute(text)))
    assert answer.refused == ""
    return answer.seq


async def emptied(hub: Hub) -> None:
    """Until nobody is in any of its sessions: the last word to the other processes takes a moment."""
    await until(lambda: not hub.sessions)
