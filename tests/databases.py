"""The database of the tests: which of them run on both kinds, and how it is made for each worker and cleaned."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parent

# SQLite and PostgreSQL, a process's memory and Valkey differ in locking, transactions, constraints, SQL of our own,
# full text, order and grouping. What has to do with that runs on both, everything else on SQLite only. Single tests
# elsewhere have the mark `both_databases`; `tests/repository/test_databases.py` says what must be here.
BOTH = (
    "cms/test_identity.py",
    "cms/test_search.py",
    "cms/test_sites.py",
    "cms/test_views.py",
    "community/test_directory.py",
    "community/test_erasures.py",
    "community/test_models.py",
    "community/test_outbox.py",
    "community/test_viewsets.py",
    "config/test_bootstrap.py",
    "config/test_clock.py",
    "config/test_erase.py",
    "config/test_health.py",
    "config/test_pages.py",
    "config/test_reports.py",
    "config/test_work.py",
    "deliberation/live/",
    "deliberation/log/",
    "deliberation/test_entrance.py",
    "deliberation/test_erasures.py",
    "deliberation/test_sessions.py",
    "deliberation/test_transcripts.py",
    "deliberation/test_views.py",
    "elearning/test_answers.py",
    "elearning/test_enrolments.py",
    "elearning/test_publishing.py",
    "elearning/test_query_counts.py",
)


def runs_on_both(path: Path) -> bool:
    return str(path.relative_to(ROOT)).startswith(BOTH)


def create() -> None:
    """Migrating takes longer than most tests, so the first worker does it for all."""
    with only_one(settings.RUN_FOLDER / "migrating"):
        name = migrated(settings.RUN_FOLDER / "migrated")
        if settings.WORKER:
            name = copied(name, f"{name}_{settings.WORKER}")
    connection.settings_dict["NAME"] = name


def destroy() -> None:
    connection.creation.destroy_test_db(verbosity=0)


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def migrated(done: Path) -> str:
    if not done.exists():
        done.write_text(connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False))
        close()
    return done.read_text()


def copied(template: str, name: str) -> str:
    if connection.vendor == "sqlite":
        shutil.copy(template, name)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def close() -> None:
    """PostgreSQL copies no database that somebody is connected to."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's alone has one
