"""The overview of all small groups, for everybody who moderates the session, in whichever of its rooms they are.

Whoever moderates is told of rooms in which they are not: as long as one of them is connected here, the rooms of all
groups that people are in now are in use in this process.
"""

import asyncio
from collections.abc import Iterator

from deliberation.core.acting import Audience
from deliberation.core.overview import overview, talk_in
from deliberation.core.people import is_moderating
from deliberation.live import frames
from deliberation.live.sessions import LiveSession
from deliberation.live.sockets import Socket
from deliberation.live.states import Live
from deliberation.live.tailing import LogTails
from deliberation.live.tasks import Tasks

GATHER = 0.25  # seconds: who is moved changes several logs, and who talks in ten groups all of them


class Overseeing:
    def __init__(self, logs: LogTails, tasks: Tasks) -> None:
        self._logs = logs
        self._tasks = tasks

    def welcome(self, session: LiveSession, socket: Socket) -> None:
        """A room was told to this socket as a whole, or what it lacked of it: the overview comes with it."""
        if not oversees(session, socket):
            return
        if session.unread:
            self.changed(session)
        else:
            self.tell(session)

    def changed(self, session: LiveSession) -> None:
        """Debounced. Where there never were groups, or nobody who moderates is connected, nothing is kept in use and
        nothing made; the sockets of a large plenary are not even looked at."""
        if session.overseeing is None and session.has_groups and any(overseers(session)):
            session.overseeing = self._tasks.start(self._tell_soon(session))

    async def _tell_soon(self, session: LiveSession) -> None:
        await asyncio.sleep(GATHER)
        session.overseeing = None  # what changes from here on is told the next time
        await asyncio.gather(*(self._logs.use(session, room) for room in session.unread))
        if not session.unread:  # else the healing loops try again
            self.tell(session)

    def tell(self, session: LiveSession) -> None:
        """Made once, encoded once where it changed, and sent to those who do not have it."""
        told = list(overseers(session))
        if not told:
            return
        plenary = session.plenary.known.room
        rooms = {id: session.rooms[id].known.room for id in plenary.places.groups if id in session.rooms}
        session.talks = {id: talk_in(rooms[id], session.talks.get(id)) for id in rooms}
        view = overview(plenary, rooms, session.everywhere, session.talks)
        if session.overview.view != view:
            session.overview = frames.groups(view)
        for socket, live in told:
            if live.groups != session.overview.tag:
                live.groups = session.overview.tag
                socket.put(session.overview.frame)


def overseers(session: LiveSession) -> Iterator[tuple[Socket, Live]]:
    return ((socket, socket.live) for socket in session.sockets if socket.live and oversees(session, socket))


def oversees(session: LiveSession, socket: Socket) -> bool:
    """By the log of the room in which they are told what changes, and by the plenary's: while one of them does not say
    yet that a role was taken, the other one does."""
    is_told_so = socket.live is not None and socket.live.audience is Audience.MODERATION
    return is_told_so and is_moderating(session.plenary.known.room.people, socket.admitted.participation)
