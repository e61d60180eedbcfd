"""One hub per process: who is here, in which room of which session, and what they are told."""

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db import Error

from deliberation.core import door
from deliberation.core.people import is_moderating
from deliberation.live import admission, hearing, wire
from deliberation.live.admission import Admissions, Admitted
from deliberation.live.announcing import Announcer
from deliberation.live.bell import Bell
from deliberation.live.healing import Healing
from deliberation.live.leading import Leading
from deliberation.live.limits import Allowance
from deliberation.live.overseeing import Overseeing
from deliberation.live.rooms import LiveRoom
from deliberation.live.sessions import LiveSession
from deliberation.live.sockets import Socket
from deliberation.live.tabs import seat_of
from deliberation.live.tailing import LogTails
from deliberation.live.tasks import Tasks
from deliberation.live.wire import Close, Frame
from deliberation.log.commits import read
from deliberation.log.drafts import Sent, Verdict
from deliberation.log.entries import Known

logger = logging.getLogger(__name__)

ANNOUNCING = 1.0  # seconds that who comes first waits until the others know
SOON = 5.0  # seconds from being let in to saying hello: later, it is asked at once whether somebody may be here
LATEST_RETURN = 3000  # ms over which people are asked to come back when a process ends


class Hub:
    def __init__(self, layer: Any = None) -> None:
        """Over the channel layer of the profile, or over the one that is given."""
        self.sessions: dict[int, LiveSession] = {}
        self._opening: dict[int, asyncio.Task[None]] = {}  # sessions whose plenaries are being read
        self.ending = False
        self.tasks = Tasks()
        self.admissions = Admissions(self.tasks)
        self.bell = Bell(partial(hearing.hear, self), layer)
        self.logs = LogTails(self, self.bell, self.tasks)
        self.overseeing = Overseeing(self.logs, self.tasks)
        self.leading = Leading(self.logs, self.overseeing, self.tasks)
        self.announcer = Announcer(self.bell, self.overseeing, self.tasks)
        self.healing = Healing(self)
        self._delayed = False

    @property
    def sockets(self) -> list[Socket]:
        """All that are told what changes."""
        return [socket for session in self.sessions.values() for socket in session.sockets]

    # --- coming -------------------------------------------------------------------------------------------------------

    async def enter(self, socket: Socket, hello: Frame) -> None:
        """Let a socket in, and send it what it lacks. Who calls this calls `leave` afterwards, whatever happened."""
        socket.arrive(hello)
        session = None if self.ending else await self._in_use(socket.admitted)
        if session is None:
            self._turn_away(socket)
            return
        session.arriving.add(socket)
        self.healing.begin()
        if time.monotonic() - socket.came > SOON:
            await self.recheck([socket])
        room = None if socket.closing else await self.leading.settle(session, socket.admitted, hello)
        # Nothing is awaited from here on: what is committed now comes after what this socket is told.
        if self.ending or room is None:
            self._turn_away(socket)
        elif socket.closing is None and session.tabs.may_come(socket):
            self._let_in(session, room, socket)

    def _let_in(self, session: LiveSession, room: LiveRoom, socket: Socket) -> None:
        session.let_in(socket, room)
        if self._delayed:
            socket.put(wire.text(wire.Delayed(True)))
        self.announcer.changed(session)
        session.tabs.come(socket, session.of(socket.admitted.participation), settings.ROOM_SOCKETS)
        if socket.hello.tab:
            hearing.ring_newest(self, session, seat_of(socket))
        self.overseeing.welcome(session, socket)

    async def _in_use(self, admitted: Admitted) -> LiveSession | None:
        """None if its plenary cannot be read now. All who come while it is read wait for the same reading."""
        id = admitted.session
        if id not in self.sessions:
            if id not in self._opening:
                self._opening[id] = self.tasks.start(self._open(admitted))
            await asyncio.shield(self._opening[id])  # who goes meanwhile takes nobody else's reading along
        return self.sessions.get(id)

    async def _open(self, admitted: Admitted) -> None:
        try:
            await self._announce_use(admitted.session)
            known = await self.logs.read(admitted.plenary)
        finally:
            del self._opening[admitted.session]
        if known is not None:
            plenary = LiveRoom(admitted.plenary, admitted.session, known)
            self.logs.rooms[plenary.id] = plenary
            self.sessions[admitted.session] = LiveSession(admitted.session, plenary)
            self.tasks.start(self.bell.hang(admitted.session))  # again: it may have been taken down meanwhile

    async def _announce_use(self, session: int) -> None:
        """From now on the other processes ring for this session. A channel layer that is silent delays nobody."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ANNOUNCING):
                await self.bell.hang(session)
                await self.bell.ring("presence", session, people=[])

    # --- leaving ------------------------------------------------------------------------------------------------------

    def leave(self, socket: Socket, stays: bool = False) -> None:
        """`stays`: who polls will be back in a moment, and counts as present until then."""
        session = self.sessions.get(socket.admitted.session)
        if session is None:
            return
        session.dismiss(socket)
        if stays:
            session.presence.stay(socket.admitted.participation, time.monotonic())
        self.announcer.changed(session)
        if session.is_forgotten:
            self.tasks.start(self.drop(session))

    async def drop(self, session: LiveSession) -> None:
        await self.announcer.announce(session)  # other processes learn at once that nobody is here
        if session.is_forgotten and self.sessions.get(session.id) is session:
            self._forget(session)

    def _forget(self, session: LiveSession) -> None:
        del self.sessions[session.id]
        for room in session.rooms:
            del self.logs.rooms[room]
        for task in (session.announcing, session.overseeing):
            if task:
                task.cancel()
        self.tasks.start(self._take_down(session.id))

    async def _take_down(self, session: int) -> None:
        await self.bell.take_down(session)
        if session in self.sessions:  # somebody came meanwhile
            await self.bell.hang(session)
        elif not self.sessions:
            self.rest()

    def rest(self) -> None:
        """Nobody is here."""
        self.healing.rest()
        self.bell.forget()

    def say_goodbye(self) -> None:
        """The process ends: ask everybody to come back, at different times."""
        self.ending = True
        for session in self.sessions.values():
            for socket in session.everybody:
                self._turn_away(socket)

    def _turn_away(self, socket: Socket) -> None:
        if self.ending:
            socket.put(wire.text(wire.Goodbye(random.randrange(LATEST_RETURN))))  # noqa: S311 - spreads, hides nothing
        socket.close(Close.RESTARTING if self.ending else Close.UNAVAILABLE)

    # --- what they say and are told -----------------------------------------------------------------------------------

    def submit(self, socket: Socket, sent: Sent, answered: Callable[[Verdict], None]) -> None:
        """To the room in which they are told what changes, at this moment. What their role may never ask for is
        answered here: an entry in the log would let whoever only reads make it grow. Not so for those who moderate:
        they may have got their role by this very command, and ask again as its answer was lost."""
        if socket.live is None:
            return
        room = self.logs.rooms[socket.live.room].known.room
        refused = door.why_never(room, type(sent.command), sent.by)
        if refused and not is_moderating(room.people, sent.by):
            answered(Verdict(refused=refused))
        else:
            self.logs.commits.submit(socket.live.room, sent, answered)

    def allowance(self, admitted: Admitted) -> Allowance:
        return self.sessions[admitted.session].allowances.setdefault(admitted.participation, Allowance())

    def present_in(self, live: LiveRoom) -> frozenset[int]:
        session = self.sessions[live.session]
        present = session.by_room(session.everywhere).get(live.id, frozenset())
        return live.present if present == live.present else present  # one object, so that answers about it are known

    def around(self, live: LiveRoom) -> frozenset[int]:
        """Who is in any room of its session."""
        return self.sessions[live.session].everywhere

    def is_shared(self, live: LiveRoom) -> bool:
        return self.sessions[live.session].presence.is_shared

    def session_with(self, room: int) -> LiveSession | None:
        """The session in use to which this small group belongs."""
        found = (each for each in self.sessions.values() if room in each.plenary.known.room.places.rooms)
        return next(found, None)

    def changed(self, live: LiveRoom, before: Known) -> None:
        """In another log, who its people belong to may be gone. The plenary's says who was removed, and where everybody
        is."""
        session = self.sessions[live.session]
        if live is session.plenary and live.known.room.people is not before.room.people:
            session.show_out_removed()
            self.announcer.changed(session)  # who is listed is here, and whoever moderates now is told of
            if recast := session.recast():  # the next room into which they are led has to know it
                self.tasks.start(self.recheck(recast))
        if live.known.epoch != before.epoch:
            self.tasks.start(self.recheck(session.everybody))
        if live is session.plenary and live.known.room.places is not before.room.places:
            self.leading.lead(session)
            self.announcer.changed(session)
        self.overseeing.changed(session)

    def give_up(self, live: LiveRoom) -> None:
        """Only newer processes can go on with this room: people come back until they meet one."""
        session = self.sessions[live.session]
        for socket in session.everybody:
            socket.close(Close.UNAVAILABLE)
        self._forget(session)

    def tell_delayed(self) -> None:
        """Everybody, where it has changed whether this process hears the others."""
        if self._delayed == self.bell.is_deaf:
            return
        self._delayed = self.bell.is_deaf
        frame = wire.text(wire.Delayed(self._delayed))
        for socket in self.sockets:
            socket.put(frame)

    # --- who may be here ----------------------------------------------------------------------------------------------

    async def recheck(self, sockets: Sequence[Socket]) -> None:
        """Who has lost the right to be here is shown out; who is somebody else by now appears as that."""
        if not sockets:
            return
        try:
            entries = await read(admission.admit_again, [socket.admitted for socket in sockets])
        except Error as error:
            logger.warning("nobody can be checked now: %s", type(error).__name__)
            return
        for socket, admitted in zip(sockets, entries, strict=True):
            session = self.sessions.get(socket.admitted.session)
            socket.checked = time.monotonic()
            if isinstance(admitted, Close):
                socket.close(admitted)
            elif admitted != socket.admitted and session and await self.leading.settle(session, admitted):
                socket.admitted = admitted


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def this_hub() -> Hub:
    """The hub of this process: one for its event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]
