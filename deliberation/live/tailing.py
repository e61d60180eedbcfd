"""The rooms that this process has in use, kept at the end of their logs: each change is told once."""

import asyncio
import logging
from typing import Protocol

from django.core.exceptions import ObjectDoesNotExist
from django.db import Error

from deliberation.core.room import EMPTY
from deliberation.live.bell import Bell, Message
from deliberation.live.rooms import LiveRoom
from deliberation.live.sessions import LiveSession
from deliberation.live.tasks import Tasks
from deliberation.log import deciding
from deliberation.log.codec import Unreadable
from deliberation.log.commits import Commits, read
from deliberation.log.entries import Known
from deliberation.models import RoomRecord

logger = logging.getLogger(__name__)


class Tailing(Protocol):
    """The hub, as far as tailing logs needs it."""

    def present_in(self, live: LiveRoom) -> frozenset[int]: ...
    def around(self, live: LiveRoom) -> frozenset[int]: ...
    def is_shared(self, live: LiveRoom) -> bool: ...
    def session_with(self, room: int) -> LiveSession | None: ...
    def changed(self, live: LiveRoom, before: Known) -> None: ...
    def give_up(self, live: LiveRoom) -> None: ...


class LogTails:
    """What another process rings is a room and a seq; the data comes from the log."""

    def __init__(self, hub: Tailing, bell: Bell, tasks: Tasks) -> None:
        self.rooms: dict[int, LiveRoom] = {}
        self.commits = Commits(self._known, self._present, self._committed, around=self._around)
        self._hub = hub
        self._bell = bell
        self._tasks = tasks

    def _known(self, room: int) -> Known | None:
        """Also in the thread that writes: what it reads is replaced as a whole."""
        live = self.rooms.get(room)
        return live.known if live else None

    def _present(self, room: int) -> frozenset[int]:
        live = self.rooms.get(room)
        return self._hub.present_in(live) if live else frozenset()

    def _around(self, room: int) -> frozenset[int]:
        live = self.rooms.get(room)
        return self._hub.around(live) if live else frozenset()

    def _committed(self, room: int, known: Known) -> None:
        """Tell the others, in this process and elsewhere. Where no other process has the session in use nobody is rung:
        one that comes to use it says so first, and reads the log after that."""
        live = self.rooms.get(room) or self._adopt(room, known)
        if live is None:
            self._tasks.start(self._ring_for(room, known.room.seq))
        elif self._hub.is_shared(live):  # though this process may have read it before the commit came back
            self._tasks.start(self._bell.ring("ring", live.session, room=room, seq=known.room.seq))
        self.advance(room, known)

    def _adopt(self, room: int, known: Known) -> LiveRoom | None:
        """Into use comes a small group to which a command in another room led: with what was committed just now nobody
        has to read it before people are led there. None where its session is not in use."""
        session = self._hub.session_with(room)
        return self._take_into_use(session, room, Known(known.epoch, EMPTY)) if session else None

    def _take_into_use(self, session: LiveSession, room: int, known: Known) -> LiveRoom | None:
        if self.rooms.get(session.plenary.id) is not session.plenary:
            return None
        self.rooms[room] = session.take_into_use(room, known)
        return self.rooms[room]

    async def use(self, session: LiveSession, room: int) -> LiveRoom | None:
        """This room of the session, in use from now on; None if it cannot be read now, or the session is not in use any
        more. All who need it at once wait for the same reading."""
        if room not in session.rooms:
            if room not in session.opening:
                session.opening[room] = self._tasks.start(self._open(session, room))
            await asyncio.shield(session.opening[room])  # who goes meanwhile takes nobody else's reading along
        return session.rooms.get(room)

    async def _open(self, session: LiveSession, room: int) -> None:
        try:
            known = await self.read(room)
        finally:
            del session.opening[room]
        if known is not None and self._take_into_use(session, room, known):
            self.advance(room, known)  # where it was adopted meanwhile, with less

    async def _ring_for(self, room: int, seq: int) -> None:
        """For a room of a session that is not in use here: a command in another room of it led to something there."""
        try:
            session: int = await read(session_of, room)
        except (Error, ObjectDoesNotExist) as error:  # the other processes find it when they compare heads
            logger.warning("nobody is rung for room %s: %s", room, type(error).__name__)
        else:
            await self._bell.ring("ring", session, room=room, seq=seq)

    def advance(self, room: int, known: Known) -> None:
        live = self.rooms.get(room)
        if live is None:
            return
        before = live.known
        if live.become(known):
            self._hub.changed(live, before)

    async def catch_up(self, live: LiveRoom) -> None:
        known = await self.read(live.id, live.known)
        if known is not None:
            self.advance(live.id, known)

    async def read(self, room: int, known: Known | None = None) -> Known | None:
        """None if the room cannot be read now."""
        try:
            read_now: Known = await read(deciding.load, room, known)
        except (Error, ObjectDoesNotExist, Unreadable) as error:
            logger.warning("room %s cannot be read now: %s", room, type(error).__name__)
            if isinstance(error, Unreadable) and (live := self.rooms.get(room)):
                self._hub.give_up(live)
            return None
        return read_now

    def hear(self, message: Message) -> None:
        """Another process says that the log of a room has grown."""
        live = self.rooms.get(message["room"])
        if live is None:
            return
        live.rung = max(live.rung, message["seq"])
        if not live.reading:
            live.reading = True
            self._tasks.start(self._answer(live))

    async def _answer(self, live: LiveRoom) -> None:
        """Rings that come while the log is being read are answered together, by the next reading."""
        try:
            while live.rung > live.known.room.seq:
                live.rung = 0
                await self.catch_up(live)
        finally:
            live.reading = False


def session_of(room: int) -> int:
    return RoomRecord.objects.values_list("session", flat=True).get(pk=room)
