"""Telling who is here: the browsers of this process, and the other processes."""

import asyncio

from deliberation.live import presence
from deliberation.live.bell import Bell
from deliberation.live.overseeing import Overseeing
from deliberation.live.sessions import LiveSession
from deliberation.live.tasks import Tasks


class Announcer:
    def __init__(self, bell: Bell, overseeing: Overseeing, tasks: Tasks) -> None:
        self._bell = bell
        self._overseeing = overseeing
        self._tasks = tasks

    def changed(self, session: LiveSession) -> None:
        """Debounced: people come in crowds, and who comes first waits a moment for the others."""
        if session.announcing is None:
            session.announcing = self._tasks.start(self._announce_soon(session))

    async def _announce_soon(self, session: LiveSession) -> None:
        await asyncio.sleep(presence.GATHER / 5)
        await self.announce(session)
        await asyncio.sleep(presence.GATHER)
        session.announcing = None
        await self.announce(session)

    async def announce(self, session: LiveSession) -> None:
        self.show(session)
        await self._bell.ring("presence", session.id, people=sorted(session.here))

    def show(self, session: LiveSession) -> None:
        """To the browsers of this process, and to those who moderate by small group."""
        if session.show_presence():
            self._overseeing.changed(session)
