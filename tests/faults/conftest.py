"""Sites to break, and rooms in them. Each test takes a room of its own; what it broke is healed for the next."""

import concurrent.futures
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.faults.keeper import Keeper
from tests.faults.sites import EmbeddedSite, GrownUpSite

ROOMS = [127, 17] + [6] * 30  # participants of each


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EmbeddedSite, GrownUpSite]]:
    """One site of each profile, filled at the same time."""
    here, there = tmp_path_factory.mktemp("embedded"), tmp_path_factory.mktemp("grown-up")
    with concurrent.futures.ThreadPoolExecutor() as filling:
        embedded = filling.submit(EmbeddedSite.furnished, here, *ROOMS)
        grown_up = filling.submit(GrownUpSite.furnished, there, *ROOMS).result()
    try:
        yield embedded.result(), grown_up
    finally:
        grown_up.stop()


@pytest.fixture(scope="session")
def shared_embedded(furnished: tuple[EmbeddedSite, GrownUpSite], tmp_path_factory) -> Iterator[EmbeddedSite]:
    """SQLite and one process; most tests of one process share it."""
    site = furnished[0].copy(tmp_path_factory.mktemp("shared") / "embedded")
    yield from served(site, "serve")


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


@pytest.fixture
async def keeper() -> AsyncIterator[Keeper]:
    keeper = Keeper()
    yield keeper
    await keeper.leave()
