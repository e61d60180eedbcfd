"""Databases that are migrated once for all steps of the checks: migrating takes longer than most of what comes after.

`MIGRATED` names the folder where they are kept as long as the checks run. Whoever needs one first migrates it, the
others wait and take copies. Without a folder everybody migrates their own.
"""

import contextlib
import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(named) if (named := os.environ.get("MIGRATED")) else None
NAME = "migrated"  # of the database in a cluster of PostgreSQL


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def made_once(name: str, make: Callable[[Path], object]) -> Path | None:
    """What stands under this name in the folder; it gets the name when it is whole."""
    if FOLDER is None:
        return None
    made, unfinished = FOLDER / name, FOLDER / f"{name}.unfinished"
    with only_one(FOLDER / f"{name}.lock"):
        if not made.exists():
            make(unfinished)
            unfinished.rename(made)
    return made


def sqlite() -> Path | None:
    return made_once("migrated.sqlite3", lambda file: migrate(f"sqlite:///{file}"))


def migrate(url: str) -> None:
    """In a process of its own, as the settings of this one name another database, and its path another Wagtail."""
    outside = {
        name: value for name, value in os.environ.items() if not name.startswith(("TEST_", "REDIS_", "PYTHONPATH"))
    }
    own = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--run-syncdb", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=outside | own, check=True)
