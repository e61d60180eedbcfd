"""What every test gets: an empty cache, and neither browsers nor broken servers unless they are named."""

import gc
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection

from deliberation.commits import WRITING

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.settings.register_profile("without a clock", deadline=None)
hypothesis.settings.load_profile("without a clock")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Some need a call of their own: Playwright keeps a loop running, others start one; broken servers take minutes."""
    name = collection_path.name
    if name in {"e2e", "faults"} and not any(f"tests/{name}" in argument for argument in config.args):
        return True
    return None


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The thread that writes keeps its connection, and a hub its line; a database that is in use cannot be dropped."""
    yield
    gc.collect()
    WRITING.submit(lambda: connection.close()).result()


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Rate limits are counted in the cache; one test's attempts are not the next one's."""
    yield
    cache.clear()
