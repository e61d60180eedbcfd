"""`python -m tests.canary`: one line of JSON, and 1 as the exit code where a word turns up that must not.

On SQLite, and on a private PostgreSQL and Valkey. `python -m tests.canary here` flies in one profile only: on the
servers that TEST_DATABASE_URL and TEST_REDIS_URL name, or else on SQLite.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any


@contextlib.contextmanager
def site() -> Iterator[None]:
    """A folder and a database of its own, which are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="zweiklang-canary-") as folder, database(Path(folder)) as url:
        (Path(folder) / "static").mkdir()
        os.environ |= {"RUN_FOLDER": folder, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.canary.settings"}
        os.environ.pop("TEST_DATABASE_URL", None)
        yield


@contextlib.contextmanager
def database(folder: Path) -> Iterator[str]:
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    import psycopg

    name = f"canary_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def here() -> dict[str, Any]:
    with site():
        import django

        django.setup()
        from tests.canary.flight import fly

        return fly()


def everywhere() -> dict[str, Any]:
    """A process for each profile: settings are read once."""
    here = [sys.executable, "-m", "tests.canary", "here"]
    commands = {"embedded": here, "grown_up": [sys.executable, "-m", "tests.private_servers", "--", *here]}
    found = {}
    for profile, command in commands.items():
        found[profile] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=False).stdout)
    return {
        "hits": [hit for each in found.values() for hit in each["hits"]],
        "without_a_word": sorted({place for each in found.values() for place in each["without_a_word"]}),
        **found,
    }


def main(arguments: list[str]) -> int:
    findings = here() if arguments == ["here"] else everywhere()
    sys.stdout.write(json.dumps(findings) + "\n")
    return 1 if findings["hits"] or findings["without_a_word"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
