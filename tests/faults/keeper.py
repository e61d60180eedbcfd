"""Lets people in, and holds everything they saw against the log when a test is over."""

import time
from functools import partial

from tests.faults import history
from tests.faults.client import Client
from tests.faults.history import Log
from tests.faults.sites import FragileSite, Room


class Keeper:
    """Lets people in, and holds everything they saw against the log when the test is over."""

    def __init__(self) -> None:
        self.clients: list[tuple[FragileSite, Client]] = []
        self.earlier: dict[int, list[Log]] = {}  # by room: the logs of epochs that are over

    async def let_in(self, site: FragileSite, client: Client) -> Client:
        self.clients.append((site, client))
        await client.enter()
        return client

    def remember(self, site: FragileSite, room: Room) -> None:
        """The backup is about to be put back: what follows belongs to another epoch."""
        self.earlier.setdefault(room.id, []).append(site.log(room))

    async def converged(self, site: FragileSite, room: Room, seconds: float = 30.0) -> Log:
        """Everybody who is still there has everything, and every command is answered."""
        there = [client for where, client in self.clients if where is site and client.room is room]
        there = [client for client in there if client.is_inside]
        deadline = time.monotonic() + seconds
        for client in there:
            await client.until(client.is_answered, deadline - time.monotonic())
        log = site.log(room)
        for client in there:
            await client.until(partial(client.has_all_of, log), deadline - time.monotonic())
        return log

    async def check(self) -> None:
        """The promise, for each room that somebody was in; then everybody leaves."""
        wrong = []
        for site, room in {(id(site), client.room.id): (site, client.room) for site, client in self.clients}.values():
            log = await self.converged(site, room)
            wrong += await self.wrong_in(site, room, log)
        assert wrong == [], "\n".join(wrong)

    async def wrong_in(self, site: FragileSite, room: Room, log: Log) -> list[str]:
        inside = [client for where, client in self.clients if where is site and client.room is room]
        stayed = [client for client in inside if client.is_inside]
        logs = [*self.earlier.get(room.id, ()), log]
        wrong = history.violations([client.history for client in inside], logs, converged=False)
        wrong += history.divergence([client.history for client in stayed], log)
        for client in stayed:
            wrong += history.told_by_page(client.history, log, await client.transcript())
        return wrong + history.told_by_log([text for each in logs for text in each.texts], site.logged())

    async def leave(self) -> None:
        for _, client in self.clients:
            await client.leave()
