"""What every test gets: an empty cache, and neither browsers nor broken servers unless they are named."""

import gc
import os
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
import pytest_django
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from cms import limits
from deliberation.log import commits
from deliberation.log.loop_connection import LoopConnection
from elearning import released
from tests import databases

pytest_plugins = ["tests.hypotheses"]


def pytest_configure(config: pytest.Config) -> None:
    """The folder of this run, for its workers and for the processes that its tests start."""
    if not hasattr(config, "workerinput"):
        if "RUN_FOLDER" in os.environ:
            raise pytest.UsageError(
                "A run inside a test would clear the folder of this one: see `apart` in databases.py."
            )
        shutil.rmtree(settings.RUN_FOLDER, ignore_errors=True)  # of a run that was killed
        config.add_cleanup(partial(shutil.rmtree, settings.RUN_FOLDER))
    os.environ["RUN_FOLDER"] = str(settings.RUN_FOLDER)
    Path(settings.STATIC_ROOT).mkdir(parents=True)  # WhiteNoise warns where it is missing, and warnings are errors


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Some need a call of their own: Playwright keeps a loop running, others start one; broken servers take minutes.

    Of those that run on both databases, where these are chosen, no other file is read: reading all takes a while.
    """
    name = collection_path.name
    if name in {"e2e", "faults"} and not any(f"tests/{name}" in argument for argument in config.args):
        return True
    if config.getoption("markexpr") == "both_databases" and name.startswith("test_") and collection_path.is_file():
        return not databases.runs_on_both(collection_path) or None
    return None


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if databases.runs_on_both(item.path):
            item.add_marker("both_databases")


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays, so the collector need not walk through it after every few tests: 9 % less CPU."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[None]:
    """The thread that writes keeps its connection, and a database that is in use cannot be dropped."""
    with django_db_blocker.unblock():
        databases.create()
    yield
    with django_db_blocker.unblock():
        commits.WRITING.submit(lambda: connection.close()).result()
        databases.destroy()


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    """One test's attempts to log in, or its language, are not the next one's; and a test's releases are undone, their
    ids given anew."""
    yield
    cache.clear()
    translation.deactivate()
    for kept in (released.content, released.manifest, released.untranslated, released.snapshot, released.text):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def _what_is_counted_is_counted_in_one_stretch(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the edge of two stretches of time the limit would start anew in the middle of a test."""
    monkeypatch.setattr(limits, "stretch", lambda seconds: 0)


@pytest.fixture(autouse=True)
def _loop_connections_end_with_their_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process keeps its connection to PostgreSQL as long as it runs, and each test is a process or two."""
    opened: WeakSet[LoopConnection] = WeakSet()
    init = LoopConnection.__init__

    def noted(connection: LoopConnection, raw: Any) -> None:
        opened.add(connection)
        init(connection, raw)

    monkeypatch.setattr(LoopConnection, "__init__", noted)
    yield
    for each in opened:
        each.close()
