"""Loops that repair what was lost, while somebody is here: rings, pings, presence, and the right to be here."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, Protocol

from django.conf import settings
from django.db import Error

from deliberation.live.bell import Bell
from deliberation.live.rooms import LiveRoom
from deliberation.live.sockets import Socket
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

    rooms: dict[int, LiveRoom]
    bell: Bell

    @property
    def sockets(self) -> list[Socket]: ...
    async def catch_up(self, room: int, live: LiveRoom) -> None: ...
    async def recheck(self, sockets: Sequence[Socket]) -> None: ...
    async def announce(self, room: int, live: LiveRoom) -> None: ...
    async def drop(self, room: int, live: LiveRoom) -> None: ...
    def tell_delayed(self) -> None: ...


class Healing:
    """Runs its loops from `begin` to `rest`."""

    def __init__(self, hub: Healed, tasks: Tasks) -> None:
        self.loops: list[asyncio.Task[None]] = []
        self._hub = hub
        self._tasks = tasks
        self._announced = 0.0

    def begin(self) -> None:
        """Somebody is here: from now on there is something to repair."""
        if not self.loops:
            loops = (self._hub.bell.listen, self._look_at_sockets, self._check_people, self._compare_heads)
            self.loops = [self._tasks.start(self._keep_on(loop)) for loop in loops]

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
            self._tasks.start(self._hub.bell.echo())  # in a task: a silent channel layer must not delay the look
            await asyncio.sleep(POLL / 2 if self._hub.bell.is_deaf else POLL)
            try:
                await self._catch_up_all()
            except Error as error:
                logger.warning("heads cannot be read now: %s", type(error).__name__)

    async def _catch_up_all(self) -> None:
        in_use = list(self._hub.rooms.items())
        heads = await read(deciding.heads, [room for room, _ in in_use])
        for room, live in in_use:
            if room not in heads:  # its session was deleted
                for socket in live.sockets:
                    socket.close(Close.NOT_FOUND)
            elif heads[room] != (live.known.epoch, live.known.room.seq):
                await self._hub.catch_up(room, live)

    # --- sockets and presence -----------------------------------------------------------------------------------------

    async def _look_at_sockets(self) -> None:
        """Pings and cuts sockets, lets presence run out, and drops rooms that nobody uses; it waits for nobody."""
        self._announced = time.monotonic()
        while True:
            await asyncio.sleep(LOOK)
            now = time.monotonic()
            for socket in self._hub.sockets:
                socket.look(now, HEARTBEAT)
            self._hub.tell_delayed()
            for room, live in list(self._hub.rooms.items()):
                live.show_presence()
                if live.is_forgotten:
                    self._tasks.start(self._hub.drop(room, live))
            self._announce_again(now)

    def _announce_again(self, now: float) -> None:
        if now - self._announced < ANNOUNCE:
            return
        self._announced = now
        for room, live in self._hub.rooms.items():
            self._tasks.start(self._stay(room, live))

    async def _stay(self, room: int, live: LiveRoom) -> None:
        """Say again who is here. The subscription is renewed too: the channel layer may have been down when people
        came."""
        if self._hub.rooms.get(room) is live:
            await self._hub.bell.hang(room)
            await self._hub.announce(room, live)

    # --- the right to be here -----------------------------------------------------------------------------------------

    async def _check_people(self) -> None:
        """Asks for everybody once in `ROOM_RECHECK` seconds whether they may still be here."""
        while True:
            await asyncio.sleep(CHECK)
            await self._hub.recheck(due(self._hub.sockets, time.monotonic()))


def due(sockets: Iterable[Socket], now: float) -> list[Socket]:
    """A few at a time, those first that were not asked for the longest; who has just come, at once."""
    waiting = sorted(sockets, key=lambda socket: socket.checked)
    few = len(waiting) * CHECK / settings.ROOM_RECHECK
    latest = now - settings.ROOM_RECHECK + CHECK
    return [socket for place, socket in enumerate(waiting) if place < few or socket.checked <= latest]
