"""One hub per process: it holds the rooms that people are in, and writes each change once to all their sockets.

What the other processes ring is a room and a seq; the data comes from the log. A lost ring heals with the next one, or
with the poll of the heads.
"""

import asyncio
import contextlib
import itertools
import logging
import random
import time
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import Error

from deliberation import entrance, frames, rooms, wire
from deliberation.bell import Bell, Message
from deliberation.commits import Commits, read
from deliberation.core.acting import Ask
from deliberation.core.people import Join, decide_join, is_moderating
from deliberation.core.room import concerned
from deliberation.entrance import Entry
from deliberation.limits import Allowance
from deliberation.log import Known
from deliberation.presence import Presence
from deliberation.rooms import Answer, Sent
from deliberation.sockets import Socket
from deliberation.wire import Close, Frame

logger = logging.getLogger(__name__)

POLL = 2.0  # seconds between looks at the heads of the rooms that are in use; half of it while nobody can be heard
LOOK = 1.0  # seconds between looks at the sockets
CHECK = 5.0  # seconds between looks at who may still be here
HEARTBEAT = 15.0  # seconds after which a socket is pinged
ANNOUNCE = 10.0  # seconds after which a process says again who is connected to it
KEEP = 30.0  # seconds that a room stays at hand when nobody is in it: whoever lost the connection is back in a moment
ANNOUNCING = 1.0  # seconds that who comes first waits until the others know
TOGETHER = 2.0  # seconds: news of one tab may still be under way when another comes
GATHER = 1.0  # presence is published at most this often
LATEST_RETURN = 3000  # ms over which people are asked to come back when a process ends


@dataclass(slots=True)
class LiveRoom:
    known: Known
    sockets: set[Socket] = field(default_factory=set)
    arriving: set[Socket] = field(default_factory=set)  # not told anything yet, but the room stays for them
    presence: Presence = field(default_factory=Presence)
    allowances: dict[int, Allowance] = field(default_factory=dict)
    announcing: asyncio.Task[None] | None = None
    rung: int = 0  # the highest seq that was rung since the log was last read
    reading: bool = False
    # Frames for those who come (back) in this second: in a restart everybody asks the same.
    catching_up: dict[tuple[int, bool], str] = field(default_factory=dict)
    second: int = 0

    # The newest tab and connection of each device of a person, as far as was heard.
    newest: dict[tuple[int, str], tuple[str, int]] = field(default_factory=dict)
    connected: frozenset[int] = frozenset()  # the people of the sockets
    left_at: float = 0.0  # when the last socket went

    def admit(self, socket: Socket) -> None:
        self.arriving.discard(socket)
        self.sockets.add(socket)
        self.connected |= {socket.entry.participation}

    def dismiss(self, socket: Socket) -> None:
        self.arriving.discard(socket)
        self.sockets.discard(socket)
        self.connected = frozenset(each.entry.participation for each in self.sockets)
        self.left_at = time.monotonic()

    @property
    def here(self) -> frozenset[int]:
        return self.presence.here(self.connected, time.monotonic())

    @property
    def is_forgotten(self) -> bool:
        in_use = self.sockets or self.arriving or self.here
        return not in_use and time.monotonic() - self.left_at >= KEEP

    def hear_of(self, person: int, device: str, tab: str, nth: int) -> None:
        known, highest = self.newest.get((person, device), ("", 0))
        self.newest[person, device] = (tab, max(nth, highest) if tab == known else nth)

    def is_late(self, socket: Socket) -> bool:
        """Its tab has connected anew meanwhile: what this one brings was held up, and may have been answered there."""
        tab, nth = self.newest.get((socket.entry.participation, socket.entry.device), ("", 0))
        return socket.tab == tab != "" and socket.nth < nth

    def of(self, person: int) -> list[Socket]:
        return [socket for socket in self.sockets if socket.entry.participation == person]

    def since(self, seq: int, moderating: bool) -> str:
        """The frame for somebody who has everything up to `seq`. It tells the time, so it is kept for a second only."""
        second = rooms.now() // 1000
        if second != self.second:
            self.catching_up, self.second = {}, second
        if (seq, moderating) not in self.catching_up:
            self.catching_up[seq, moderating] = frames.whole(self.known, seq, moderating)
        return self.catching_up[seq, moderating]


class Hub:
    def __init__(self) -> None:
        self.rooms: dict[int, LiveRoom] = {}
        self.bell = Bell(self._hear)
        self.commits = Commits(self._look_up, self._committed)
        self.ending = False
        self._delayed = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._steady: list[asyncio.Task[None]] = []

    # --- coming and going ---------------------------------------------------------------------------------------------

    async def enter(self, socket: Socket, hello: Frame) -> None:
        """Let a socket in, and send it what it lacks. Who calls this calls `leave` afterwards, whatever happened."""
        if self.ending:
            self._send_away(socket)
            return
        entry = socket.entry
        if entry.room not in self.rooms:
            await self._announce_use(entry.room)
            known = await read(rooms.load, entry.room)
            self.rooms.setdefault(entry.room, LiveRoom(known))  # somebody else may have been quicker
        live = self.rooms[entry.room]
        live.arriving.add(socket)
        if not self._steady:
            self._steady = [self._start(work()) for work in (self.bell.listen, self._watch, self._check, self._heal)]
        self._start(self.bell.hang(entry.room))  # again: it may have been taken down meanwhile
        if not await self._join(live, entry):
            socket.close(Close.UNAVAILABLE)
            return
        if str(live.known.epoch) == hello.epoch and hello.have and hello.have > live.known.room.seq:
            await self._catch_up(entry.room, live)  # another process was quicker to tell
        if live.is_late(socket):
            socket.close(Close.REPLACED)
            return
        # No waiting from here on: what is committed now comes after what this socket is told.
        self._welcome(live, socket, hello)
        live.admit(socket)
        socket.put(frames.present(live.presence.shown | live.here))
        if self._delayed:
            socket.put(wire.text(wire.Delayed(True)))
        self._presence_changed(entry.room, live)
        self._make_newest(live, socket)

    async def _announce_use(self, room: int) -> None:
        """From now on the other processes ring for this room. Nobody stands at the door for a bell that is silent."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANNOUNCING):
                await self.bell.hang(room)
                await self.bell.ring("presence", room, people=[])

    async def _join(self, live: LiveRoom, entry: Entry) -> bool:
        """Into the log goes only who is not in it yet as they are now."""
        join = Join(entry.name, entry.role, entry.kind)
        if not decide_join(live.known.room, join, Ask(entry.participation, 0)):
            return True
        answer = await self.commits.ask(entry.room, Sent(entry.participation, None, join))
        return not answer.refused and entry.participation in live.known.room.people

    def _welcome(self, live: LiveRoom, socket: Socket, hello: Frame) -> None:
        room, person, have = live.known.room, socket.entry.participation, hello.have or 0
        socket.moderating = is_moderating(room.people, person)
        # Another role sees other things in what was said before, so it gets everything anew.
        resumes = hello.epoch == str(live.known.epoch) and room.people[person].seq <= have <= room.seq
        socket.welcome(live.since(have if resumes else 0, socket.moderating), room.seq)
        socket.welcome(frames.mine(room, person), room.seq)

    def leave(self, socket: Socket, stays: bool = False) -> None:
        """`stays`: who polls will be back in a moment, and counts as present until then."""
        room = socket.entry.room
        live = self.rooms.get(room)
        if live is None:
            return
        live.dismiss(socket)
        if stays:
            live.presence.stay(socket.entry.participation, time.monotonic())
        self._presence_changed(room, live)
        if live.is_forgotten:
            self._start(self._drop(room, live))

    async def _drop(self, room: int, live: LiveRoom) -> None:
        await self._announce(room, live)  # other processes learn at once that nobody is here
        if not live.is_forgotten or self.rooms.get(room) is not live:
            return
        del self.rooms[room]
        if live.announcing:
            live.announcing.cancel()
        await self.bell.take_down(room)
        if room in self.rooms:  # somebody came meanwhile
            await self.bell.hang(room)
        elif not self.rooms:
            self._rest()

    def _rest(self) -> None:
        """Nobody is here: no task of ours keeps the process busy."""
        for task in self._steady:
            task.cancel()
        self._steady = []
        self.bell.forget()

    def say_goodbye(self) -> None:
        """The process ends: ask everybody to come back, at different times."""
        self.ending = True
        for live in self.rooms.values():
            for socket in (*live.sockets, *live.arriving):
                self._send_away(socket)

    def _send_away(self, socket: Socket) -> None:
        socket.put(wire.text(wire.Goodbye(random.randrange(LATEST_RETURN))))  # noqa: S311 - spreads, hides nothing
        socket.close(Close.RESTARTING)

    # --- one tab of a device, a few devices of a person ---------------------------------------------------------------

    def _make_newest(self, live: LiveRoom, socket: Socket) -> None:
        entry = socket.entry
        live.hear_of(entry.participation, entry.device, socket.tab, socket.nth)
        for other in live.of(entry.participation):
            if other is not socket and other.entry.device == entry.device and socket.tab and other.tab:
                other.close(Close.REPLACED if other.tab == socket.tab else Close.MOVED)
        others = [each for each in live.of(entry.participation) if each.closing is None]
        for oldest in sorted(others, key=lambda each: each.came)[: -settings.ROOM_SOCKETS]:
            oldest.close(Close.MOVED)
        if socket.tab:
            self._ring_newest(socket)

    def _ring_newest(self, socket: Socket) -> None:
        entry = socket.entry
        fields = {"person": entry.participation, "device": entry.device, "tab": socket.tab, "nth": socket.nth}
        self._start(self.bell.ring("newest", entry.room, **fields))

    # --- what changes -------------------------------------------------------------------------------------------------

    def submit(self, socket: Socket, sent: Sent, answered: Callable[[Answer], None]) -> None:
        self.commits.submit(socket.entry.room, sent, answered)

    def allowance(self, entry: Entry) -> Allowance:
        live = self.rooms[entry.room]
        return live.allowances.setdefault(entry.participation, Allowance())

    def _look_up(self, room: int) -> tuple[Known | None, frozenset[int]]:
        live = self.rooms.get(room)
        return (live.known, live.presence.shown | live.here) if live else (None, frozenset())

    def _committed(self, room: int, known: Known) -> None:
        """Tell the others, in this process and elsewhere. Where no other process has the room in use nobody is rung:
        one that comes to use it says so first, and reads the log after that."""
        live = self.rooms.get(room)
        if live is None or (live.presence.is_shared and known.room.seq > live.known.room.seq):
            self._start(self.bell.ring("ring", room, seq=known.room.seq))
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
        told: dict[bool, str] = {}
        for socket in live.sockets:
            if socket.moderating not in told:
                told[socket.moderating] = frames.delta(before.room, known.room, socket.moderating)
            socket.tell(told[socket.moderating], known.room.seq)
        people = concerned(before.room, known.room)
        for socket in live.sockets if people else ():
            if socket.entry.participation in people:
                self._tell_own(socket, known)

    def _tell_own(self, socket: Socket, known: Known) -> None:
        """What only this person sees; and everything anew if they have another role now."""
        person = socket.entry.participation
        if socket.moderating == is_moderating(known.room.people, person):
            socket.put(frames.mine(known.room, person))
        else:
            self._tell_anew(socket, known)

    def _begin_anew(self, live: LiveRoom, known: Known) -> None:
        """The log is another one (a restored backup, erased words): nothing that browsers have can be trusted,
        and who they belong to may be gone."""
        live.known = known
        live.catching_up.clear()
        for socket in live.sockets:
            self._tell_anew(socket, known)
        self._start(self._recheck(list(live.sockets)))

    def _tell_anew(self, socket: Socket, known: Known) -> None:
        person = socket.entry.participation
        if person not in known.room.people:  # came after the backup was made, and has to come in again
            socket.close(Close.UNAVAILABLE)
            return
        socket.moderating = is_moderating(known.room.people, person)
        socket.welcome(frames.whole(known, 0, socket.moderating), known.room.seq)
        socket.welcome(frames.mine(known.room, person), known.room.seq)

    async def _catch_up(self, room: int, live: LiveRoom) -> None:
        try:
            self._advance(room, await read(rooms.load, room, live.known))
        except Error as error:
            logger.warning("room %s cannot be read now: %s", room, type(error).__name__)

    # --- what the other processes ring --------------------------------------------------------------------------------

    def _hear(self, message: Message) -> None:
        room = message["room"]
        live = self.rooms.get(room)
        if live is None:
            return
        hear = {
            "ring": self._hear_ring,
            "presence": self._hear_presence,
            "newest": self._hear_newest,
            "recheck": self._hear_recheck,
            "revoked": self._hear_revoked,
        }.get(message["type"])
        if hear:  # a newer process may have more to say
            hear(room, live, message)

    def _hear_ring(self, room: int, live: LiveRoom, message: Message) -> None:
        live.rung = max(live.rung, message["seq"])
        if not live.reading:
            live.reading = True
            self._start(self._answer(room, live))

    async def _answer(self, room: int, live: LiveRoom) -> None:
        """Rings that come while the log is being read are answered together, by the next reading."""
        while live.rung > live.known.room.seq:
            live.rung = 0
            await self._catch_up(room, live)
        live.reading = False

    def _hear_presence(self, room: int, live: LiveRoom, message: Message) -> None:
        if live.presence.hear(message["from"], message["people"], time.monotonic()):
            self._presence_changed(room, live)  # a process that has just begun does not know who is here
            self._start(self.bell.ring("ring", room, seq=live.known.room.seq))  # nor what was committed just now
        self._show_presence(live)

    def _hear_newest(self, room: int, live: LiveRoom, message: Message) -> None:
        """Of two tabs that come at the same time to two processes, each may hear the other. No clock tells which was
        first, so lots decide: the one with the greater name stays, and says so once more. Of the connections of one
        tab, its own count tells."""
        tab, nth = message["tab"], message.get("nth", 0)  # an older process does not count
        live.hear_of(message["person"], message["device"], tab, nth)
        for socket in live.of(message["person"]):
            if socket.entry.device != message["device"] or not socket.tab:
                continue
            if socket.tab == tab:
                if socket.nth < nth:
                    socket.close(Close.REPLACED)
            elif socket.tab > tab and time.monotonic() - socket.came < TOGETHER:
                self._ring_newest(socket)
            else:
                socket.close(Close.MOVED)

    def _hear_recheck(self, room: int, live: LiveRoom, message: Message) -> None:
        self._start(self._recheck([socket for person in message["people"] for socket in live.of(person)]))

    def _hear_revoked(self, room: int, live: LiveRoom, message: Message) -> None:
        for socket in live.sockets:
            if socket.entry.device == message["device"]:
                socket.close(Close.REVOKED)

    # --- what heals ---------------------------------------------------------------------------------------------------

    async def _heal(self) -> None:
        """Looks at the heads, so that a lost ring costs seconds and no data."""
        while True:
            await self.bell.echo()
            await asyncio.sleep(POLL / 2 if self.bell.is_deaf else POLL)
            try:
                await self._poll()
            except Error as error:
                logger.warning("heads cannot be read now: %s", type(error).__name__)

    async def _poll(self) -> None:
        in_use = list(self.rooms.items())
        heads = await read(rooms.heads, [room for room, _ in in_use])
        for room, live in in_use:
            if room not in heads:  # its session was deleted
                for socket in live.sockets:
                    socket.close(Close.NOT_FOUND)
            elif heads[room] != (live.known.epoch, live.known.room.seq):
                await self._catch_up(room, live)

    async def _watch(self) -> None:
        """Looks at the sockets, and lets presence run out; it waits for nobody."""
        announced = time.monotonic()
        while True:
            await asyncio.sleep(LOOK)
            now = time.monotonic()
            everybody = self._everybody()
            for socket in everybody:
                socket.look(now, HEARTBEAT)
            self._tell_delayed(everybody)
            for room, live in list(self.rooms.items()):
                self._show_presence(live)
                if live.is_forgotten:
                    self._start(self._drop(room, live))
            if now - announced >= ANNOUNCE:
                announced = now
                for room, live in self.rooms.items():
                    self._start(self._stay(room, live))

    async def _stay(self, room: int, live: LiveRoom) -> None:
        """Say again who is here; and hang the bell again, which may have been broken when people came."""
        if self.rooms.get(room) is live:
            await self.bell.hang(room)
            await self._announce(room, live)

    def _tell_delayed(self, everybody: Iterable[Socket]) -> None:
        if self._delayed == self.bell.is_deaf:
            return
        self._delayed = self.bell.is_deaf
        frame = wire.text(wire.Delayed(self._delayed))
        for socket in everybody:
            socket.put(frame)

    def _everybody(self) -> list[Socket]:
        return [socket for live in self.rooms.values() for socket in live.sockets]

    async def _check(self) -> None:
        """Asks for everybody once in `ROOM_RECHECK` seconds whether they may still be here, a few at a time."""
        for turn in itertools.count():
            await asyncio.sleep(CHECK)
            turns = max(1, round(settings.ROOM_RECHECK / CHECK))
            await self._recheck(self._everybody()[turn % turns :: turns])

    async def _recheck(self, sockets: list[Socket]) -> None:
        """Who has lost the right to be here is shown out; who is somebody else by now appears as that."""
        if not sockets:
            return
        try:
            entries = await read(entrance.admit_again, [socket.entry for socket in sockets])
        except Error as error:
            logger.warning("nobody can be checked now: %s", type(error).__name__)
            return
        for socket, entry in zip(sockets, entries, strict=True):
            live = self.rooms.get(socket.entry.room)
            if entry is None or entry.participation != socket.entry.participation:
                socket.close(Close.REVOKED)
            elif entry != socket.entry and live:
                socket.entry = entry
                await self._join(live, entry)

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
        await self.bell.ring("presence", room, people=sorted(live.here))

    def _show_presence(self, live: LiveRoom) -> None:
        present = live.presence.changed(live.here, time.monotonic(), GATHER)
        if present is not None:
            frame = frames.present(present)
            for socket in live.sockets:
                socket.put(frame)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)  # the loop holds tasks only weakly
        task.add_done_callback(self._tasks.discard)
        return task


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def this_hub() -> Hub:
    """The hub of this process: one for its event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
