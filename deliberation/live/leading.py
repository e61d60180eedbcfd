"""Bringing people into the room of their session in which they are: who comes, and who is moved while they are here."""

from deliberation.core.acting import Ask
from deliberation.core.people import Join
from deliberation.core.room import decide
from deliberation.live.admission import Admitted
from deliberation.live.overseeing import Overseeing
from deliberation.live.rooms import LiveRoom
from deliberation.live.sessions import LiveSession
from deliberation.live.tailing import LogTails
from deliberation.live.tasks import Tasks
from deliberation.live.wire import Frame
from deliberation.log.drafts import Sent


class Leading:
    def __init__(self, logs: LogTails, overseeing: Overseeing, tasks: Tasks) -> None:
        self._logs = logs
        self._overseeing = overseeing
        self._tasks = tasks

    async def settle(self, session: LiveSession, admitted: Admitted, hello: Frame | None = None) -> LiveRoom | None:
        """The room in which this person is, with them in its log; None if that cannot be read or stored now.

        Nothing is awaited after the last look at where they are.
        """
        settled = await self._join(session.plenary, admitted)
        while settled:
            room = await self._logs.use(session, session.place_of(admitted.participation))
            if room is None or not await self._join(room, admitted):
                return None
            if hello and is_behind(room, hello):
                hello = None
                await self._logs.catch_up(room)  # another process was quicker to tell
            if room.id == session.place_of(admitted.participation):
                return room
        return None

    def lead(self, session: LiveSession) -> None:
        """Everybody whose place has changed, into the room in which they are now."""
        for person, admitted in session.misplaced().items():
            if person not in session.led:
                session.led.add(person)
                self._tasks.start(self._lead(session, admitted))

    async def _lead(self, session: LiveSession, admitted: Admitted) -> None:
        """Where that fails for now the healing loops try again; until then people stay where they are."""
        try:
            room = await self.settle(session, admitted)
        finally:
            session.led.discard(admitted.participation)
        if room is not None:
            for socket in session.of(admitted.participation):
                session.lead(socket, room)
                self._overseeing.welcome(session, socket)

    async def _join(self, live: LiveRoom, admitted: Admitted) -> bool:
        """Into the log goes only who is not in it yet as they are now."""
        join = Join(admitted.name, admitted.role, admitted.kind, admitted.guest)
        if not decide(live.known.room, join, Ask(admitted.participation, 0)):
            return True
        answer = await self._logs.commits.ask(live.id, Sent(admitted.participation, None, join))
        return not answer.refused and admitted.participation in live.known.room.people


def is_behind(room: LiveRoom, hello: Frame) -> bool:
    """Whether the browser has more of this log than this process."""
    return str(room.known.epoch) == hello.epoch and (hello.have or 0) > room.known.room.seq
