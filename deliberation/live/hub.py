"""One hub per process: it holds the rooms that people are in, and brings each change to them once.

What the other processes ring is a room and a seq; the data comes from the log. A lost ring heals with the next one, or
with the poll of the heads.
"""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import Error

from deliberation.core.acting import Ask
from deliberation.core.people import Join
from deliberation.core.room import decide
from deliberation.live import admission, presence, wire
from deliberation.live.admission import Admitted
from deliberation.live.bell import Bell, Message
from deliberation.live.limits import Allowance
from deliberation.live.rooms import LiveRoom
from deliberation.live.sockets import Socket
from deliberation.live.wire import Close, Frame
from deliberation.log import deciding
from deliberation.log.codec import Unreadable
from deliberation.log.commits import Commits, read
from deliberation.log.drafts import Receipt, Sent
from deliberation.log.entries import Known

logger = logging.getLogger(__name__)

POLL = 2.0  # seconds between looks at the heads of the rooms that are in use; half of it while nobody can be heard
LOOK = 1.0  # seconds between looks at the sockets
CHECK = 5.0  # seconds between looks at who may still be here
HEARTBEAT = 15.0  # seconds after which a socket is pinged
ANNOUNCE = 10.0  # seconds after which a process says again who is connected to it
ANNOUNCING = 1.0  # seconds that who comes first waits until the others know
SOON = 5.0  # seconds from being let in to saying hello: later, it is asked at once whether somebody may be here
LATEST_RETURN = 3000  # ms over which people are asked to come back when a process ends


class Hub:
    def __init__(self) -> None:
        self.rooms: dict[int, LiveRoom] = {}
        self.bell = Bell(self._hear)
        self.commits = Commits(self._known, self._present, self._committed)
        self.ending = False
        self._delayed = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._steady: list[asyncio.Task[None]] = []

    # --- coming and going ---------------------------------------------------------------------------------------------

    async def enter(self, socket: Socket, hello: Frame) -> None:
        """Let a socket in, and send it what it lacks. Who calls this calls `leave` afterwards, whatever happened."""
        admitted = socket.admitted
        live = None if self.ending else await self._in_use(admitted.room)
        if live is None:
            self._turn_away(socket)
            return
        live.arriving.add(socket)
        self._begin()
        self._start(self.bell.hang(admitted.room))  # again: it may have been taken down meanwhile
        if not await self._join(live, admitted):
            socket.close(Close.UNAVAILABLE)
        elif str(live.known.epoch) == hello.epoch and hello.have and hello.have > live.known.room.seq:
            await self._catch_up(admitted.room, live)  # another process was quicker to tell
        if time.monotonic() - socket.came > SOON:
            await self._recheck([socket])
        # No waiting from here on: what is committed now comes after what this socket is told.
        if self.ending:
            self._turn_away(socket)
        elif socket.closing is None and live.may_come(socket):
            self._let_in(live, socket, hello)

    def _let_in(self, live: LiveRoom, socket: Socket, hello: Frame) -> None:
        live.welcome(socket, hello)
        if self._delayed:
            socket.put(wire.text(wire.Delayed(True)))
        self._presence_changed(socket.admitted.room, live)
        live.make_newest(socket, settings.ROOM_SOCKETS)
        if socket.tab:
            self._ring_newest(socket.admitted.room, live, socket.admitted.participation, socket.admitted.device)

    async def _in_use(self, room: int) -> LiveRoom | None:
        """None if it cannot be read now."""
        if room not in self.rooms:
            await self._announce_use(room)
            known = await self._read(room)
            if known is None:
                return None
            self.rooms.setdefault(room, LiveRoom(known))  # somebody else may have been quicker
        return self.rooms[room]

    def _begin(self) -> None:
        """Somebody is here: from now on there is something to heal."""
        if not self._steady:
            steady = (self.bell.listen, self._watch, self._check, self._heal)
            self._steady = [self._start(self._keep_on(work)) for work in steady]

    async def _announce_use(self, room: int) -> None:
        """From now on the other processes ring for this room. Nobody stands at the door for a bell that is silent."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANNOUNCING):
                await self.bell.hang(room)
                await self.bell.ring("presence", room, people=[])

    async def _join(self, live: LiveRoom, admitted: Admitted) -> bool:
        """Into the log goes only who is not in it yet as they are now."""
        join = Join(admitted.name, admitted.role, admitted.kind)
        if not decide(live.known.room, join, Ask(admitted.participation, 0)):
            return True
        answer = await self.commits.ask(admitted.room, Sent(admitted.participation, None, join))
        return not answer.refused and admitted.participation in live.known.room.people

    def leave(self, socket: Socket, stays: bool = False) -> None:
        """`stays`: who polls will be back in a moment, and counts as present until then."""
        room = socket.admitted.room
        live = self.rooms.get(room)
        if live is None:
            return
        live.dismiss(socket)
        if stays:
            live.presence.stay(socket.admitted.participation, time.monotonic())
        self._presence_changed(room, live)
        if live.is_forgotten:
            self._start(self._drop(room, live))

    async def _drop(self, room: int, live: LiveRoom) -> None:
        await self._announce(room, live)  # other processes learn at once that nobody is here
        if live.is_forgotten and self.rooms.get(room) is live:
            self._forget(room, live)

    def _forget(self, room: int, live: LiveRoom) -> None:
        del self.rooms[room]
        if live.announcing:
            live.announcing.cancel()
        self._start(self._take_down(room))

    async def _take_down(self, room: int) -> None:
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
            for socket in live.everybody:
                self._turn_away(socket)

    def _turn_away(self, socket: Socket) -> None:
        if self.ending:
            socket.put(wire.text(wire.Goodbye(random.randrange(LATEST_RETURN))))  # noqa: S311 - spreads, hides nothing
        socket.close(Close.RESTARTING if self.ending else Close.UNAVAILABLE)

    # --- what changes -------------------------------------------------------------------------------------------------

    def submit(self, socket: Socket, sent: Sent, answered: Callable[[Receipt], None]) -> None:
        self.commits.submit(socket.admitted.room, sent, answered)

    def allowance(self, admitted: Admitted) -> Allowance:
        live = self.rooms[admitted.room]
        return live.allowances.setdefault(admitted.participation, Allowance())

    def _known(self, room: int) -> Known | None:
        """Also in the thread that writes: what it reads is replaced as a whole."""
        live = self.rooms.get(room)
        return live.known if live else None

    def _present(self, room: int) -> frozenset[int]:
        live = self.rooms.get(room)
        return live.present if live else frozenset()

    def _committed(self, room: int, known: Known) -> None:
        """Tell the others, in this process and elsewhere. Where no other process has the room in use nobody is rung:
        one that comes to use it says so first, and reads the log after that."""
        live = self.rooms.get(room)
        if live is None or (live.presence.is_shared and known.room.seq > live.known.room.seq):
            self._start(self.bell.ring("ring", room, seq=known.room.seq))
        self._advance(room, known)

    def _advance(self, room: int, known: Known) -> None:
        live = self.rooms.get(room)
        if live is None:
            return
        if live.become(known):  # who its people belong to may be gone
            self._start(self._recheck(live.everybody))

    async def _catch_up(self, room: int, live: LiveRoom) -> None:
        known = await self._read(room, live.known)
        if known is not None:
            self._advance(room, known)

    async def _read(self, room: int, known: Known | None = None) -> Known | None:
        """None if the room cannot be read now."""
        try:
            read_now: Known = await read(deciding.load, room, known)
        except (Error, ObjectDoesNotExist, Unreadable) as error:
            logger.warning("room %s cannot be read now: %s", room, type(error).__name__)
            if isinstance(error, Unreadable):
                self._give_up(room)
            return None
        return read_now

    def _give_up(self, room: int) -> None:
        """Only newer processes can go on with this room: people come back until they meet one."""
        live = self.rooms.get(room)
        if live is None:
            return
        for socket in live.everybody:
            socket.close(Close.UNAVAILABLE)
        self._forget(room, live)

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
        try:
            while live.rung > live.known.room.seq:
                live.rung = 0
                await self._catch_up(room, live)
        finally:
            live.reading = False

    def _hear_presence(self, room: int, live: LiveRoom, message: Message) -> None:
        if live.presence.hear(message["from"], message["people"], time.monotonic()):
            self._presence_changed(room, live)  # a process that has just begun does not know who is here
            self._start(self.bell.ring("ring", room, seq=live.known.room.seq))  # nor what was committed just now
        live.show_presence()

    def _hear_newest(self, room: int, live: LiveRoom, message: Message) -> None:
        person, device = message["person"], message["device"]
        if live.hear_newest(person, device, message["tab"], message["nth"]):
            self._ring_newest(room, live, person, device)

    def _ring_newest(self, room: int, live: LiveRoom, person: int, device: str) -> None:
        tab, nth = live.newest[person, device]
        self._start(self.bell.ring("newest", room, person=person, device=device, tab=tab, nth=nth))

    def _hear_recheck(self, room: int, live: LiveRoom, message: Message) -> None:
        people = set(message["people"])
        self._start(self._recheck([socket for socket in live.everybody if socket.admitted.participation in people]))

    def _hear_revoked(self, room: int, live: LiveRoom, message: Message) -> None:
        for socket in live.everybody:
            if socket.admitted.device == message["device"]:
                socket.close(Close.REVOKED)

    # --- what heals ---------------------------------------------------------------------------------------------------

    async def _keep_on(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """A mistake of ours that comes up in one room must not end what heals all of them."""
        while True:
            try:
                await work()
            except Exception:
                logger.exception("what goes on all the time broke off")
            await asyncio.sleep(LOOK)

    async def _heal(self) -> None:
        """Looks at the heads, so that a lost ring costs seconds and no data."""
        while True:
            self._start(self.bell.echo())  # a bell that is silent holds nobody up
            await asyncio.sleep(POLL / 2 if self.bell.is_deaf else POLL)
            try:
                await self._poll()
            except Error as error:
                logger.warning("heads cannot be read now: %s", type(error).__name__)

    async def _poll(self) -> None:
        in_use = list(self.rooms.items())
        heads = await read(deciding.heads, [room for room, _ in in_use])
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
                live.show_presence()
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
        """Asks for everybody once in `ROOM_RECHECK` seconds whether they may still be here."""
        while True:
            await asyncio.sleep(CHECK)
            await self._recheck(self._due(time.monotonic()))

    def _due(self, now: float) -> list[Socket]:
        """A few at a time, those first that were not asked for the longest; who has just come, at once."""
        waiting = sorted(self._everybody(), key=lambda socket: socket.checked)
        few = len(waiting) * CHECK / settings.ROOM_RECHECK
        latest = now - settings.ROOM_RECHECK + CHECK
        return [socket for place, socket in enumerate(waiting) if place < few or socket.checked <= latest]

    async def _recheck(self, sockets: list[Socket]) -> None:
        """Who has lost the right to be here is shown out; who is somebody else by now appears as that."""
        if not sockets:
            return
        try:
            entries = await read(admission.admit_again, [socket.admitted for socket in sockets])
        except Error as error:
            logger.warning("nobody can be checked now: %s", type(error).__name__)
            return
        for socket, admitted in zip(sockets, entries, strict=True):
            live = self.rooms.get(socket.admitted.room)
            socket.checked = time.monotonic()
            if isinstance(admitted, Close):
                socket.close(admitted)
            elif admitted != socket.admitted and live and await self._join(live, admitted):
                socket.admitted = admitted

    # --- presence -----------------------------------------------------------------------------------------------------

    def _presence_changed(self, room: int, live: LiveRoom) -> None:
        if live.announcing is None:
            live.announcing = self._start(self._announce_soon(room, live))

    async def _announce_soon(self, room: int, live: LiveRoom) -> None:
        """People come in crowds: who comes first waits a moment for the others, and these for the next time."""
        await asyncio.sleep(presence.GATHER / 5)
        await self._announce(room, live)
        await asyncio.sleep(presence.GATHER)
        live.announcing = None
        await self._announce(room, live)

    async def _announce(self, room: int, live: LiveRoom) -> None:
        live.show_presence()
        await self.bell.ring("presence", room, people=sorted(live.here))

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
