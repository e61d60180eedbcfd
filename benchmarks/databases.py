"""Fresh databases: prepared once for each kind of measurement, copied for each run."""

import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent


class Databases(Protocol):
    """Named databases of one kind; `copy` makes a new one that has what the other has."""

    def empty(self, name: str) -> str: ...

    def copy(self, source: str, name: str) -> str: ...

    def drop(self, name: str) -> None: ...


class SQLite:
    """Files beside each other, on the disk that holds the repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def empty(self, name: str) -> str:
        return f"sqlite:///{self.file(name)}"

    def copy(self, source: str, name: str) -> str:
        """Nobody writes into the source any more; what is still in its log travels along."""
        for ending in ("", "-wal"):
            if Path(f"{self.file(source)}{ending}").exists():
                shutil.copyfile(f"{self.file(source)}{ending}", f"{self.file(name)}{ending}")
        return self.empty(name)

    def drop(self, name: str) -> None:
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.file(name)}{ending}").unlink(missing_ok=True)


class PostgreSQL:
    """Databases of one private server, which keeps what it has committed."""

    def __init__(self, url: str) -> None:
        self.url = url

    def run(self, statement: str, *names: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def at(self, name: str) -> str:
        return urlunsplit(urlsplit(self.url)._replace(path=f"/{name}"))

    def empty(self, name: str) -> str:
        self.run("CREATE DATABASE {}", name)
        return self.at(name)

    def copy(self, source: str, name: str) -> str:
        self.run("CREATE DATABASE {} TEMPLATE {}", name, source)
        return self.at(name)

    def drop(self, name: str) -> None:
        self.run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


class Prepared:
    """Knows which databases are prepared already, and what was printed when they were."""

    def __init__(self, databases: Databases) -> None:
        self.databases = databases
        self._made: dict[str, Any] = {}
        self._numbers = itertools.count(1)

    @contextlib.contextmanager
    def fresh(self, project: str, what: str = "", wanted: dict[str, Any] | None = None) -> Iterator[tuple[str, Any]]:
        """A copy of a database in which this stands, and what there is to know of it. It is dropped afterwards."""
        source = self.source(project, what, wanted or {})
        name = f"run_{next(self._numbers)}"
        try:
            yield self.databases.copy(source, name), self._made[source]
        finally:
            self.databases.drop(name)

    def once(self, project: str, what: str, wanted: dict[str, Any]) -> Any:
        """What is printed by something that happens while its database is prepared; the next time it happens again."""
        name = self.source(project, what, wanted)
        self.databases.drop(name)
        return self._made.pop(name)

    def source(self, project: str, what: str, wanted: dict[str, Any]) -> str:
        migrated = f"{project}_migrated"
        if migrated not in self._made:
            url = self.databases.empty(migrated)
            self._made[migrated] = prepare(PROJECTS[project], url, "migrated", {})
        if not what:
            return migrated
        name = "_".join([project, what, *(str(value) for value in wanted.values())])
        if name not in self._made:
            self._made[name] = prepare(PROJECTS[project], self.databases.copy(migrated, name), what, wanted)
        return name


# The module that prepares a database of this project.
PROJECTS = {"product": "benchmarks.preparation", "tutorial": "benchmarks.peers.tutorial.preparation"}


def prepare(module: str, database: str, what: str, wanted: dict[str, Any]) -> Any:
    """In a process of its own: the generator's must stay free of Django."""
    done = subprocess.run(
        [sys.executable, "-m", module, what, json.dumps(wanted)],
        cwd=ROOT,
        env=environment(database),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout) if done.stdout.strip() else None


def environment(database: str = "", redis: str = "") -> dict[str, str]:
    """Only what is said here: variables of whoever measures must not change what is measured."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    if not database:
        return kept
    return kept | {"DATABASE_URL": database} | ({"REDIS_URL": redis} if redis else {})
