"""The rooms that this process has in use, kept at the end of their logs: each change is told once."""

import logging
from typing import Protocol

from django.core.exceptions import ObjectDoesNotExist
from django.db import Error

from deliberation.live.bell import Bell, Message
from deliberation.live.rooms import LiveRoom
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
        live = self.rooms.get(room)
        if live is None:
            self._tasks.start(self._ring_for(room, known.room.seq))
        elif self._hub.is_shared(live) and known.room.seq > live.known.room.seq:
            self._tasks.start(self._bell.ring("ring", live.session, room=room, seq=known.room.seq))
        self.advance(room, known)

    async def _ring_for(self, room: int, seq: int) -> None:
        """For a room that is not in use here: a command in another room of its session led to something there."""
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
