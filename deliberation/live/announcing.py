"""Telling who is here: the browsers of this process, and the other processes."""

import asyncio

from deliberation.live import presence
from deliberation.live.bell import Bell
from deliberation.live.sessions import LiveSession
from deliberation.live.tasks import Tasks


class Announcer:
    def __init__(self, bell: Bell, tasks: Tasks) -> None:
        self._bell = bell
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
        session.show_presence()
        await self._bell.ring("presence", session.id, people=sorted(session.here))
