"""Loops that repair what was lost, while somebody is here: rings, pings, presence, and the right to be here; one more
notes who was here."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.db import Error
from django.utils import timezone

from deliberation.live import stays
from deliberation.live.announcing import Announcer
from deliberation.live.bell import Bell
from deliberation.live.leading import Leading
from deliberation.live.overseeing import Overseeing
from deliberation.live.sessions import LiveSession
from deliberation.live.sockets import Socket
from deliberation.live.tailing import LogTails
from deliberation.live.tasks import Tasks
from deliberation.live.wire import Close
from deliberation.log import deciding
from deliberation.log.commits import read

logger = logging.getLogger(__name__)

POLL = 2.0  # seconds between looks at the heads of the rooms that are in use; half of it while nobody can be heard
LOOK = 1.0  # seconds between looks at the sockets
CHECK = 5.0  # seconds between looks at who may still be here
HEARTBEAT = 15.0  # seconds after which a socket is pinged
ANNOUNCE = 10.0  # seconds after which a process says again who is connected to it


class Healed(Protocol):
    """The hub, as far as the loops know it."""

    sessions: dict[int, LiveSession]
    bell: Bell
    logs: LogTails
    leading: Leading
    overseeing: Overseeing
    announcer: Announcer
    tasks: Tasks

    @property
    def sockets(self) -> list[Socket]: ...
    async def recheck(self, sockets: Sequence[Socket]) -> None: ...
    async def drop(self, session: LiveSession) -> None: ...
    def tell_delayed(self) -> None: ...


class Healing:
    """Runs its loops from `begin` to `rest`."""

    def __init__(self, hub: Healed) -> None:
        self.loops: list[asyncio.Task[None]] = []
        self._hub = hub
        self._announced = 0.0

    def begin(self) -> None:
        """Somebody is here: from now on there is something to repair."""
        if not self.loops:
            loops = (
                self._hub.bell.listen,
                self._look_at_sockets,
                self._check_people,
                self._compare_heads,
                self._note_stays,
            )
            self.loops = [self._hub.tasks.start(self._keep_on(loop)) for loop in loops]

    def rest(self) -> None:
        """Nobody is here: no task of ours keeps the process busy."""
        for task in self.loops:
            task.cancel()
        self.loops = []

    async def _keep_on(self, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """A mistake of ours that comes up in one room must not end what repairs all of them."""
        while True:
            try:
                await loop()
            except Exception:
                logger.exception("a loop of the hub broke off")
            await asyncio.sleep(LOOK)

    # --- lost rings ---------------------------------------------------------------------------------------------------

    async def _compare_heads(self) -> None:
        """A lost ring costs seconds and no data: the database says how far each log goes."""
        while True:
            self._hub.tasks.start(self._hub.bell.echo())  # in a task: a silent channel layer must not delay the look
            await asyncio.sleep(POLL / 2 if self._hub.bell.is_deaf else POLL)
            try:
                await self._catch_up_all()
            except Error as error:
                logger.warning("heads cannot be read now: %s", type(error).__name__)
            for session in self._hub.sessions.values():
                self._hub.leading.lead(session)  # who could not be led when they were moved
                self._hub.overseeing.changed(session)  # rooms that could not be read when they were opened

    async def _catch_up_all(self) -> None:
        in_use = list(self._hub.logs.rooms.values())
        heads = await read(deciding.heads, [live.id for live in in_use])
        for live in in_use:
            if live.id not in heads:  # its session was deleted
                for socket in live.sockets:
                    socket.close(Close.NOT_FOUND)
            elif heads[live.id] != (live.known.epoch, live.known.room.seq):
                await self._hub.logs.catch_up(live)

    # --- sockets and presence -----------------------------------------------------------------------------------------

    async def _look_at_sockets(self) -> None:
        """Pings and cuts sockets, lets presence run out, drops sessions that nobody uses; it waits for nobody."""
        self._announced = before = time.monotonic()
        while True:
            await asyncio.sleep(LOOK)
            now = time.monotonic()
            if now - before < 2 * LOOK:  # else the process stood still, and first has to hear who has answered
                for socket in self._hub.sockets:
                    socket.look(now, HEARTBEAT)
            before = now
            self._hub.tell_delayed()
            for session in list(self._hub.sessions.values()):
                self._hub.announcer.show(session)
                if session.is_forgotten:
                    self._hub.tasks.start(self._hub.drop(session))
            self._announce_again(now)

    def _announce_again(self, now: float) -> None:
        if now - self._announced < ANNOUNCE:
            return
        self._announced = now
        for session in self._hub.sessions.values():
            self._hub.tasks.start(self._stay(session))

    async def _stay(self, session: LiveSession) -> None:
        """Say again who is here. The subscription is renewed too: the channel layer may have been down when people
        came."""
        if self._hub.sessions.get(session.id) is session:
            await self._hub.bell.hang(session.id)
            await self._hub.announcer.announce(session)

    # --- the right to be here -----------------------------------------------------------------------------------------

    async def _check_people(self) -> None:
        """Asks for everybody once in `ROOM_RECHECK` seconds whether they may still be here."""
        while True:
            await asyncio.sleep(CHECK)
            await self._hub.recheck(due(self._hub.sockets, time.monotonic()))

    # --- who was here -------------------------------------------------------------------------------------------------

    async def _note_stays(self) -> None:
        while True:
            await asyncio.sleep(stays.NOTE)
            here = {session.id: session.here for session in self._hub.sessions.values()}
            try:
                await read(stays.note, here, timezone.now())
            except Error as error:  # the next time extends the same stays
                logger.warning("who is here cannot be noted now: %s", type(error).__name__)


def due(sockets: Iterable[Socket], now: float) -> list[Socket]:
    """A few at a time, those first that were not asked for the longest; who has just come, at once."""
    waiting = sorted(sockets, key=lambda socket: socket.checked)
    few = len(waiting) * CHECK / settings.ROOM_RECHECK
    latest = now - settings.ROOM_RECHECK + CHECK
    return [socket for place, socket in enumerate(waiting) if place < few or socket.checked <= latest]
