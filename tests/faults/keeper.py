"""Lets people in, and holds everything they saw against the log when a test is over."""

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TypeVar

from tests.faults import history
from tests.faults.client import Client, ports
from tests.faults.history import History, Log
from tests.faults.sites import FragileSite, Person, Room

Read = TypeVar("Read")

LATEST = 10.0  # seconds until somebody has what was promised within three, on a busy machine


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
        return await all_told(there, lambda: site.log(room), lambda log, person: log, deadline)

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
        newcomers = await newcomers_to(site, room, [client.person for client in stayed], lambda person: log)
        await asyncio.gather(*(become_as_told_now(client, newcomers) for client in stayed))
        everybody = [client.history for client in stayed] + newcomers
        wrong = history.violations([client.history for client in inside] + newcomers, logs, converged=False)
        wrong += history.divergence(everybody, log)
        wrong += history.staleness(everybody, newcomers)
        for client in stayed:
            wrong += history.told_by_page(client.history, [log], await client.transcript())
        nowhere = [text for each in logs for text in each.texts] + room.secrets
        return wrong + history.told_by_log(nowhere, site.logged())

    async def leave(self) -> None:
        for _, client in self.clients:
            await client.leave()


async def newcomers_to(
    site: FragileSite, room: Room, here: Iterable[Person], log_of: Callable[[Person], Log]
) -> list[History]:
    """Whoever is here comes once more, and one of each role, to each process: they are told everything anew of the room
    in which they are."""
    of_each_role = {person.role: person for person in room.people}
    people = {person.id: person for person in (*of_each_role.values(), *here)}
    running = [server for server in site.servers if server.is_running]
    clients = [
        Client(room, person, ports(server), f"{person.name}, new on {server.kind}")
        for server in running
        for person in people.values()
    ]
    await asyncio.gather(*(look_in(client, log_of(client.person)) for client in clients))
    return [client.history for client in clients]


async def all_told(
    clients: Sequence[Client], read: Callable[[], Read], log_of: Callable[[Read, Person], Log], deadline: float
) -> Read:
    """What was read once each of them has all of the log that is theirs. It is read again and again: a proposal for
    small groups, for example, is appended when it is found, whatever became of the page that asked for it."""
    while True:
        found = read()
        behind = [client for client in clients if not client.has_all_of(log_of(found, client.person))]
        if not behind:
            return found
        if time.monotonic() > deadline:
            heads = [f"{each.history} of {log_of(found, each.person).head}; {each.state()}" for each in behind]
            raise AssertionError("\n".join(heads))
        await asyncio.sleep(0.2)


async def look_in(client: Client, log: Log) -> None:
    client.tab = None  # takes nobody's place
    try:
        await client.enter()
        with suppress(AssertionError):  # told by the history
            await client.until(lambda: client.mine and client.has_all_of(log), LATEST)
    finally:
        await client.leave()


async def become_as_told_now(client: Client, newcomers: list[History]) -> None:
    """What is a person's own comes after what is everybody's; what is wrong in the end is told by the histories."""
    with suppress(AssertionError):
        await client.until(lambda: not history.staleness([client.history], newcomers), LATEST)
