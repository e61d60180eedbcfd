"""The database of the tests: migrated once in a run, copied for each worker, and cleaned after each test."""

import contextlib
import fcntl
import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection


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
