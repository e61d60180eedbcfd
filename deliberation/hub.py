"""One hub per process: it holds the rooms that people are in, and writes each change once to all their sockets.

The channel layer is only its doorbell. What it rings is a room and a seq; the data comes from the log. A lost ring
heals with the next one, or with the poll of the heads.
"""

import asyncio
import logging
import secrets
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.db import Error

from deliberation import rooms, wire
from deliberation.commits import Commits, read
from deliberation.core.people import is_moderating
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
BELL = 1.0  # longest wait for the channel layer: it may be silent as well as gone
MOST_UNSENT = 500  # frames
MOST_UNSENT_BYTES = 512 * 1024
LONGEST_SEND = 10.0  # seconds


class Socket:
    """One connected browser. Its frames wait in a bounded queue of its own, so that it holds up nobody else."""

    def __init__(self, participation: int, send: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self.participation = participation
        self.moderating = False
        self.closing: int | None = None
        self._send = send
        self._frames: deque[tuple[str, int]] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._sending_since: float | None = None

    @property
    def is_stalled(self) -> bool:
        return self._sending_since is not None and time.monotonic() - self._sending_since > LONGEST_SEND

    def welcome(self, known: Known, whole: str) -> None:
        """What somebody needs who comes in; it counts for nothing, as large as it is: it is the room itself."""
        for frame in (whole, _mine(known.room, self.participation)):
            self._append(frame, 0)

    def put(self, frame: str) -> None:
        if self._frames and (len(self._frames) >= MOST_UNSENT or self._bytes + len(frame) > MOST_UNSENT_BYTES):
            self.close(wire.Close.TOO_SLOW)
        self._append(frame, len(frame))

    def _append(self, frame: str, size: int) -> None:
        if self.closing is not None:
            return
        self._frames.append((frame, size))
        self._bytes += size
        self._wake.set()

    def close(self, code: int) -> None:
        """Close as soon as what is under way has gone out; what waits is left: the browser asks for it again."""
        if self.closing is None:  # the first reason is the one that counts
            self.closing = code
        self._wake.set()

    async def write(self) -> None:
        """Send what waits, until the socket is to be closed."""
        while self.closing is None:
            await self._wake.wait()
            self._wake.clear()
            while self._frames and self.closing is None:
                frame, size = self._frames.popleft()
                self._bytes -= size
                self._sending_since = time.monotonic()
                await self._send({"type": "websocket.send", "text": frame})
                self._sending_since = None
        await self._send({"type": "websocket.close", "code": int(self.closing)})


@dataclass(slots=True)
class Elsewhere:
    """Who is connected to another process, and until when that holds."""

    people: frozenset[int]
    until: float


@dataclass(slots=True)
class LiveRoom:
    known: Known
    sockets: set[Socket] = field(default_factory=set)
    arriving: set[Socket] = field(default_factory=set)  # not told anything yet, but the room stays for them
    elsewhere: dict[str, Elsewhere] = field(default_factory=dict)
    present: frozenset[int] = frozenset()
    announcing: asyncio.Task[None] | None = None
    rung: int = 0  # the highest seq that was rung since the log was last read
    reading: bool = False
    # Frames for those who come (back) in this second: in a restart everybody asks the same.
    catching_up: dict[tuple[int, bool], str] = field(default_factory=dict)
    second: int = 0

    @property
    def here(self) -> frozenset[int]:
        return frozenset(socket.participation for socket in self.sockets)

    @property
    def is_empty(self) -> bool:
        return not self.sockets and not self.arriving

    def since(self, seq: int, moderating: bool) -> str:
        """The frame for somebody who has everything up to `seq`. It tells the time, so it is kept for a second only."""
        second = rooms.now() // 1000
        if second != self.second:
            self.catching_up, self.second = {}, second
        if (seq, moderating) not in self.catching_up:
            self.catching_up[seq, moderating] = whole(self.known, seq, moderating)
        return self.catching_up[seq, moderating]


def group(room: int) -> str:
    return f"room.{room}"


def delta(before: Room, after: Room, moderating: bool) -> str:
    """One frame with what changed for this audience."""
    frame = {
        "parts": changed_parts(before, after),
        "people": people_since(after, before.seq) if before.people is not after.people else [],
        "contributions": contributions_since(after, before.seq, moderating),
    }
    filled = {name: value for name, value in frame.items() if value}
    return wire.encode({"seq": after.seq, **filled}).decode()


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
        self._naming = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._steady: list[asyncio.Task[None]] = []

    # --- coming and going ---------------------------------------------------------------------------------------------

    async def enter(self, room: int, socket: Socket, join: Any, have: int, epoch: str) -> None:
        """Let a socket in, and send it what it lacks. Who calls this calls `leave` afterwards, whatever happened."""
        if room not in self.rooms:
            known = await read(rooms.load, room)
            self.rooms.setdefault(room, LiveRoom(known))  # somebody else may have been quicker
        live = self.rooms[room]
        live.arriving.add(socket)
        if not self._steady:
            self._steady = [asyncio.create_task(self._listen()), asyncio.create_task(self._watch())]
        await self._bell("group_add", group(room))
        answer = await self.commits.ask(room, Sent(socket.participation, None, join))
        if answer.refused:
            socket.close(wire.Close.UNAVAILABLE)
            return
        # No waiting from here on: what is committed now comes after what this socket is told.
        people = live.known.room.people
        socket.moderating = is_moderating(people, socket.participation)
        # Another role sees other things in what was said before, so it gets everything anew.
        resumes = epoch == str(live.known.epoch) and people[socket.participation].seq <= have <= live.known.room.seq
        socket.welcome(live.known, live.since(have if resumes else 0, socket.moderating))
        live.arriving.discard(socket)
        live.sockets.add(socket)
        socket.put(_present(live.present | live.here))
        self._presence_changed(room, live)

    async def leave(self, room: int, socket: Socket) -> None:
        live = self.rooms.get(room)
        if live is None:
            return
        live.sockets.discard(socket)
        live.arriving.discard(socket)
        self._presence_changed(room, live)
        if live.is_empty:
            await self._announce(room, live)  # other processes learn at once that nobody is here
        if live.is_empty and self.rooms.get(room) is live:
            await self._drop(room, live)

    async def _drop(self, room: int, live: LiveRoom) -> None:
        del self.rooms[room]
        if live.announcing:
            live.announcing.cancel()
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
            socket.put(frames[socket.moderating])
        people = concerned(before.room, known.room)
        for socket in live.sockets if people else ():
            if socket.participation in people:
                self._tell_own(socket, known)

    def _tell_own(self, socket: Socket, known: Known) -> None:
        """What only this person sees; and everything anew if they have another role now."""
        if socket.moderating == is_moderating(known.room.people, socket.participation):
            socket.put(_mine(known.room, socket.participation))
        else:
            self._tell_anew(socket, known)

    def _begin_anew(self, live: LiveRoom, known: Known) -> None:
        """The log is another one (a restored backup): nothing that browsers have can be trusted."""
        live.known = known
        live.catching_up.clear()
        for socket in live.sockets:
            self._tell_anew(socket, known)

    def _tell_anew(self, socket: Socket, known: Known) -> None:
        if socket.participation not in known.room.people:  # came after the backup was made, and has to come in again
            socket.close(wire.Close.UNAVAILABLE)
            return
        socket.moderating = is_moderating(known.room.people, socket.participation)
        socket.welcome(known, whole(known, 0, socket.moderating))

    async def _catch_up(self, room: int, live: LiveRoom) -> None:
        try:
            self._advance(room, await read(rooms.load, room, live.known))
        except Error:
            logger.warning("room %s cannot be read now; the next poll tries again", room)

    # --- doorbell -----------------------------------------------------------------------------------------------------

    async def _bell(self, act: str, name: str, *message: dict[str, Any]) -> None:
        """A bell that fails or is silent stops nobody: the poll of the heads heals what it missed."""
        try:
            async with asyncio.timeout(BELL):
                who = () if message else (await self._own_channel(),)
                await getattr(self._layer, act)(name, *who, *message)
        except Exception as error:
            logger.warning("channel layer: %s fails: %s", act, type(error).__name__)

    async def _own_channel(self) -> str:
        async with self._naming:  # two who come first at once must not make two
            self._channel = self._channel or await self._layer.new_channel("hub")
        return self._channel

    async def _ring(self, room: int, seq: int) -> None:
        await self._bell("group_send", group(room), {"type": "ring", "room": room, "seq": seq, "from": self.name})

    async def _listen(self) -> None:
        while True:
            try:
                message = await self._layer.receive(await self._own_channel())
            except Exception as error:
                logger.warning("channel layer: receive fails: %s", type(error).__name__)
                await asyncio.sleep(BELL)
                continue
            live = self.rooms.get(message["room"])
            if live and message["from"] != self.name:
                self._hear(message, live)

    def _hear(self, message: dict[str, Any], live: LiveRoom) -> None:
        room, sender = message["room"], message["from"]
        if message["type"] == "ring":
            live.rung = max(live.rung, message["seq"])
            if not live.reading:
                live.reading = True
                self._start(self._answer(room, live))
        if message["type"] == "presence":
            if sender not in live.elsewhere:  # a process that has just begun does not know yet who is here
                self._presence_changed(room, live)
            live.elsewhere[sender] = Elsewhere(frozenset(message["people"]), time.monotonic() + AWAY)
            self._show_presence(live)

    async def _answer(self, room: int, live: LiveRoom) -> None:
        """Rings that come while the log is being read are answered together, by the next reading."""
        while live.rung > live.known.room.seq:
            live.rung = 0
            await self._catch_up(room, live)
        live.reading = False

    async def _watch(self) -> None:
        """Heals lost rings, and lets presence of vanished processes run out."""
        announced = time.monotonic()
        while True:
            await asyncio.sleep(POLL)
            try:
                await self._poll()
            except Error as error:
                logger.warning("heads cannot be read now: %s", type(error).__name__)
            if time.monotonic() - announced >= ANNOUNCE:
                announced = time.monotonic()
                for room, live in self.rooms.items():
                    self._start(self._stay(room, live))

    async def _stay(self, room: int, live: LiveRoom) -> None:
        """Say again who is here; and join the bell again, which may have been broken when people came."""
        if self.rooms.get(room) is live:
            await self._bell("group_add", group(room))
            await self._announce(room, live)

    async def _poll(self) -> None:
        in_use = list(self.rooms.items())
        heads = await read(rooms.heads, [room for room, _ in in_use])
        for room, live in in_use:
            if room not in heads:  # its session was deleted
                for socket in live.sockets:
                    socket.close(wire.Close.NOT_FOUND)
            elif heads[room] != (live.known.epoch, live.known.room.seq):
                await self._catch_up(room, live)

    # --- presence -----------------------------------------------------------------------------------------------------

    def _presence_changed(self, room: int, live: LiveRoom) -> None:
        if live.announcing is None:
            live.announcing = self._start(self._announce_soon(room, live))

    async def _announce_soon(self, room: int, live: LiveRoom) -> None:
        """People come in crowds: who comes first waits a moment for the others, and these for the next time."""
        await asyncio.sleep(GATHER / 5)
        await self._announce(room, live)
        await asyncio.sleep(GATHER)
        live.announcing = None
        await self._announce(room, live)

    async def _announce(self, room: int, live: LiveRoom) -> None:
        self._show_presence(live)
        message = {"type": "presence", "room": room, "people": sorted(live.here), "from": self.name}
        await self._bell("group_send", group(room), message)

    def _show_presence(self, live: LiveRoom) -> None:
        now = time.monotonic()
        live.elsewhere = {name: other for name, other in live.elsewhere.items() if other.until > now}
        present = live.here.union(*(other.people for other in live.elsewhere.values()))
        if present != live.present:
            live.present = present
            frame = _present(present)
            for socket in live.sockets:
                socket.put(frame)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)  # the loop holds tasks only weakly
        task.add_done_callback(self._tasks.discard)
        return task


def _mine(room: Room, person: int) -> str:
    return wire.encode({"mine": mine(room, person)}).decode()


def _present(people: Iterable[int]) -> str:
    return wire.encode({"present": sorted(people)}).decode()


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def this_hub() -> Hub:
    """The hub of this process: one for its event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
