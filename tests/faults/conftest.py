"""Sites to break, and rooms in them. Each test takes a room of its own; what it broke is healed for the next."""

import concurrent.futures
import time
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.faults import history
from tests.faults.client import Client
from tests.faults.history import Log
from tests.faults.sites import EmbeddedSite, FragileSite, GrownUpSite, Room

ROOMS, PARTICIPANTS = 26, 6


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedSite, GrownUpSite]]:
    """One site of each profile, filled at the same time."""
    embedded = EmbeddedSite(tmp_path_factory.mktemp("embedded"))
    grown_up = GrownUpSite(tmp_path_factory.mktemp("grown-up"))
    try:
        with concurrent.futures.ThreadPoolExecutor() as filling:
            list(filling.map(lambda site: site.furnish(ROOMS, PARTICIPANTS), (embedded, grown_up)))
        yield embedded, grown_up
    finally:
        grown_up.stop()


@pytest.fixture(scope="session")
def shared_embedded(furnished: tuple[EmbeddedSite, GrownUpSite], tmp_path_factory) -> Iterator[EmbeddedSite]:
    """SQLite and one process; most tests of one process share it."""
    site = furnished[0].copy(tmp_path_factory.mktemp("shared") / "embedded")
    yield from served(site, "daphne")


@pytest.fixture(scope="session")
def shared_grown_up(furnished: tuple[EmbeddedSite, GrownUpSite]) -> Iterator[GrownUpSite]:
    """PostgreSQL, Valkey, and two processes, one of each kind."""
    yield from served(furnished[1], "daphne", "uvicorn")


def served(site, *kinds):
    try:
        site.serve(*kinds)
        yield site
    finally:
        site.stop()


@pytest.fixture
def embedded(shared_embedded: EmbeddedSite) -> Iterator[EmbeddedSite]:
    yield shared_embedded
    shared_embedded.heal()


@pytest.fixture
def grown_up(shared_grown_up: GrownUpSite) -> Iterator[GrownUpSite]:
    yield shared_grown_up
    shared_grown_up.heal()


@pytest.fixture
def another_embedded(furnished: tuple[EmbeddedSite, GrownUpSite], tmp_path: Path) -> Iterator[EmbeddedSite]:
    """A site of its own, not served yet, for what would hurt the others."""
    site = furnished[0].copy(tmp_path / "site")
    yield site
    site.stop()


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
        assert wrong == []

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


@pytest.fixture
async def keeper() -> AsyncIterator[Keeper]:
    keeper = Keeper()
    yield keeper
    await keeper.leave()
