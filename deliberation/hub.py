"""One hub per process: it holds the rooms that people are in, and writes each change once to all their sockets.

The channel layer is only its doorbell. What it rings is a room and a seq; the data comes from the log. A lost ring
heals with the next one, or with the poll of the heads.
"""

import asyncio
import contextlib
import logging
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.db import DatabaseError

from deliberation import rooms, wire
from deliberation.commits import Commits, read
from deliberation.core.acting import MODERATION
from deliberation.core.room import (
    PARTS,
    Room,
    changed_parts,
    concerned,
    contributions_since,
    mine,
    people_since,
)
from deliberation.log import Known
from deliberation.rooms import Answer, Sent

logger = logging.getLogger(__name__)

POLL = 2.0  # seconds between looks at the heads of the rooms that are in use
ANNOUNCE = 10.0  # how often a process says who is connected to it
AWAY = 25.0  # after which silence the people of a process count as gone
GATHER = 1.0  # presence is published at most this often
MOST_UNSENT = 500  # frames
MOST_UNSENT_BYTES = 512 * 1024


class Socket:
    """One connected browser. Its frames wait in a bounded queue of its own, so that it holds up nobody else."""

    def __init__(self, participation: int, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self.participation = participation
        self.moderating = False
        self.closing: int | None = None
        self._send = send
        self._frames: deque[str] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()

    def put(self, frame: str) -> None:
        if self.closing is not None:
            return
        # The first frame may be as large as it is: it is the room itself.
        if self._frames and (len(self._frames) >= MOST_UNSENT or self._bytes + len(frame) > MOST_UNSENT_BYTES):
            self.close(wire.Close.TOO_SLOW)
            return
        self._frames.append(frame)
        self._bytes += len(frame)
        self._wake.set()

    def close(self, code: int) -> None:
        """Close as soon as what is under way has gone out; what waits is left: the browser asks for it again."""
        self.closing = code
        self._wake.set()

    async def write(self) -> None:
        """Send what waits, until the socket is to be closed."""
        while self.closing is None:
            await self._wake.wait()
            self._wake.clear()
            while self._frames and self.closing is None:
                frame = self._frames.popleft()
                self._bytes -= len(frame)
                await self._send({"type": "websocket.send", "text": frame})
        await self._send({"type": "websocket.close", "code": self.closing})


@dataclass(slots=True)
class Elsewhere:
    """Who is connected to another process, and until when that holds."""

    people: frozenset[int]
    until: float


@dataclass(slots=True)
class LiveRoom:
    known: Known
    sockets: set[Socket] = field(default_factory=set)
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    present: frozenset[int] = frozenset()
    announcing: bool = False
    # Frames for those who come (back) at this seq: in a restart everybody asks the same.
    catching_up: dict[tuple[int, bool], str] = field(default_factory=dict)

    @property
    def here(self) -> frozenset[int]:
        return frozenset(socket.participation for socket in self.sockets)


def group(room: int) -> str:
    return f"room.{room}"


def delta(before: Room, after: Room, moderating: bool) -> str | None:
    """One frame with what changed for this audience; nothing when nothing did."""
    frame = {
        "parts": changed_parts(before, after),
        "people": people_since(after, before.seq) if before.people is not after.people else [],
        "contributions": contributions_since(after, before.seq, moderating),
    }
    filled = {name: value for name, value in frame.items() if value}
    return wire.encode({"seq": after.seq, **filled}).decode() if filled else None


def whole(known: Known, since: int, moderating: bool) -> str:
    """What somebody needs who has everything up to `since`; with 0, everything anew."""
    room = known.room
    return wire.encode(
        {
            "seq": room.seq,
            "epoch": known.epoch,
            "since": since,
            "now": rooms.now(),
            "parts": {name: part.view(room) for name, part in PARTS.items()},
            "people": people_since(room, since),
            "contributions": contributions_since(room, since, moderating),
        }
    ).decode()


class Hub:
    def __init__(self) -> None:
        self.rooms: dict[int, LiveRoom] = {}
        self.name = secrets.token_hex(8)
        self.commits = Commits(self._look, self._committed)
        self._layer = get_channel_layer()
        self._channel = ""
        self._tasks: set[asyncio.Task[None]] = set()
        self._steady: list[asyncio.Task[None]] = []

    # --- coming and going ---------------------------------------------------------------------------------------------

    async def enter(self, room: int, socket: Socket, join: Any, have: int, epoch: str) -> None:
        """Let a socket in, and send it what it lacks."""
        if not self._steady:
            self._steady = [asyncio.create_task(self._listen()), asyncio.create_task(self._watch())]
        live = self.rooms.get(room)
        if live is None:
            known = await read(rooms.load, room)
            live = self.rooms.setdefault(room, LiveRoom(known))
            await self._bell("group_add", group(room))
        answer = await self.commits.ask(room, Sent(socket.participation, None, join))
        if answer.refused:
            socket.close(wire.Close.UNAVAILABLE)
        self.rooms.setdefault(room, live)  # it may have emptied while we waited
        state = live.known.room
        if socket.participation not in state.people:
            socket.close(wire.Close.UNAVAILABLE)
            return
        socket.moderating = state.people[socket.participation].role in MODERATION
        since = have if epoch == str(live.known.epoch) and have <= state.seq else 0
        key = (since, socket.moderating)
        if key not in live.catching_up:
            live.catching_up[key] = whole(live.known, since, socket.moderating)
        socket.put(live.catching_up[key])
        socket.put(_mine(state, socket.participation))
        socket.put(_present(live.present | {socket.participation}))
        live.sockets.add(socket)
        self._presence_changed(room)

    async def leave(self, room: int, socket: Socket) -> None:
        live = self.rooms.get(room)
        if live is None:
            return
        live.sockets.discard(socket)
        self._presence_changed(room)
        if not live.sockets:
            await self._announce(room)
        if not live.sockets and self.rooms.get(room) is live:
            del self.rooms[room]
            await self._bell("group_discard", group(room))
        if not self.rooms:
            self._rest()

    def _rest(self) -> None:
        """Nobody is here: no task of ours keeps the process busy."""
        for task in self._steady:
            task.cancel()
        self._steady = []
        self._channel = ""

    # --- what changes -------------------------------------------------------------------------------------------------

    async def ask(self, room: int, sent: Sent) -> Answer:
        return await self.commits.ask(room, sent)

    def _look(self, room: int) -> tuple[Known | None, frozenset[int]]:
        live = self.rooms.get(room)
        return (live.known, live.present | live.here) if live else (None, frozenset())

    def _committed(self, room: int, known: Known) -> None:
        live = self.rooms.get(room)
        if live is None or known.room.seq > live.known.room.seq:
            self._start(self._ring(room, known.room.seq))
        self._advance(room, known)

    def _advance(self, room: int, known: Known) -> None:
        """The room has become this: tell everybody here what is new for them. Older news change nothing."""
        live = self.rooms.get(room)
        if live is None:
            return
        before = live.known
        if known.epoch != before.epoch:
            self._begin_anew(live, known)
            return
        if known.room.seq <= before.room.seq:
            return
        live.known = known
        live.catching_up.clear()
        frames = {moderating: delta(before.room, known.room, moderating) for moderating in (False, True)}
        for socket in live.sockets:
            frame = frames[socket.moderating]
            if frame:
                socket.put(frame)
        people = concerned(before.room, known.room)
        for socket in live.sockets if people else ():
            if socket.participation in people:
                socket.put(_mine(known.room, socket.participation))

    def _begin_anew(self, live: LiveRoom, known: Known) -> None:
        """The log is another one (a restored backup): nothing that browsers have can be trusted."""
        live.known = known
        live.catching_up.clear()
        for socket in live.sockets:
            socket.put(whole(known, 0, socket.moderating))
            socket.put(_mine(known.room, socket.participation))

    async def _catch_up(self, room: int) -> None:
        live = self.rooms.get(room)
        if live is None:
            return
        try:
            self._advance(room, await read(rooms.load, room, live.known))
        except DatabaseError:
            logger.warning("room %s cannot be read now; the next poll tries again", room)

    # --- doorbell -----------------------------------------------------------------------------------------------------

    async def _bell(self, act: str, name: str, *message: dict[str, Any]) -> None:
        """A failing bell stops nobody: the poll of the heads heals what it missed."""
        try:
            if act == "group_send":
                await self._layer.group_send(name, *message)
            else:
                if not self._channel:
                    self._channel = await self._layer.new_channel("hub")
                await getattr(self._layer, act)(name, self._channel)
        except Exception as error:
            logger.warning("channel layer: %s fails: %s", act, type(error).__name__)

    async def _ring(self, room: int, seq: int) -> None:
        await self._bell("group_send", group(room), {"type": "ring", "room": room, "seq": seq, "from": self.name})

    async def _listen(self) -> None:
        while True:
            if not self._channel:
                await asyncio.sleep(0.05)
                continue
            try:
                message = await self._layer.receive(self._channel)
            except asyncio.CancelledError:
                raise
            except Exception as error:
                logger.warning("channel layer: receive fails: %s", type(error).__name__)
                await asyncio.sleep(1)
                continue
            if message["from"] != self.name:
                self._hear(message)

    def _hear(self, message: dict[str, Any]) -> None:
        live = self.rooms.get(message["room"])
        if live is None:
            return
        if message["type"] == "ring" and message["seq"] > live.known.room.seq:
            self._start(self._catch_up(message["room"]))
        if message["type"] == "presence":
            people = frozenset(message["people"])
            live.elsewhere[message["from"]] = Elsewhere(people, time.monotonic() + AWAY)
            self._show_presence(live)

    async def _watch(self) -> None:
        """Heals lost rings, and lets presence of vanished processes run out."""
        announced = time.monotonic()
        while True:
            await asyncio.sleep(POLL)
            with contextlib.suppress(DatabaseError):
                await self._poll()
            if time.monotonic() - announced >= ANNOUNCE:
                announced = time.monotonic()
                for room in list(self.rooms):
                    await self._announce(room)

    async def _poll(self) -> None:
        for room, (epoch, head) in (await read(rooms.heads, list(self.rooms))).items():
            live = self.rooms.get(room)
            if live and (live.known.epoch != epoch or live.known.room.seq < head):
                await self._catch_up(room)

    # --- presence -----------------------------------------------------------------------------------------------------

    def _presence_changed(self, room: int) -> None:
        live = self.rooms[room]
        if not live.announcing:
            live.announcing = True
            self._start(self._announce_soon(room))

    async def _announce_soon(self, room: int) -> None:
        await asyncio.sleep(GATHER / 5)
        await self._announce(room)
        await asyncio.sleep(GATHER)
        live = self.rooms.get(room)
        if live:
            live.announcing = False
            await self._announce(room)

    async def _announce(self, room: int) -> None:
        live = self.rooms.get(room)
        if live is None:
            return
        self._show_presence(live)
        people = sorted(live.here)
        await self._bell(
            "group_send", group(room), {"type": "presence", "room": room, "people": people, "from": self.name}
        )

    def _show_presence(self, live: LiveRoom) -> None:
        now = time.monotonic()
        live.elsewhere = {name: other for name, other in live.elsewhere.items() if other.until > now}
        present = live.here.union(*(other.people for other in live.elsewhere.values()))
        if present != live.present:
            live.present = present
            frame = _present(present)
            for socket in live.sockets:
                socket.put(frame)

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)  # the loop holds tasks only weakly
        task.add_done_callback(self._tasks.discard)


def _mine(room: Room, person: int) -> str:
    return wire.encode({"mine": mine(room, person)}).decode()


def _present(people: Iterable[int]) -> str:
    return wire.encode({"present": sorted(people)}).decode()


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def this_hub() -> Hub:
    """The hub of this process: one for its event loop."""
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())
