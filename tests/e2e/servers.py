"""The real site for browser tests: its own database, and server processes to kill and to start again."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.private_servers import free_port

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60


class Site:
    """One installation: its environment, its database, and the processes that serve it."""

    def __init__(self, folder: Path, profile: dict[str, str]) -> None:
        self.folder = folder
        outside = {name: value for name, value in os.environ.items() if not name.startswith(("TEST_", "REDIS_"))}
        self.environment = outside | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            **profile,
        }
        self.servers: list[Server] = []
        self.ready: subprocess.Popen[str] | None = None

    def manage(self, *arguments: str) -> str:
        """Runs a management command on this site's database and answers what it printed."""
        self.ready = self.ready or self.get_ready()
        assert self.ready.stdin
        assert self.ready.stdout
        self.ready.stdin.write(json.dumps(arguments) + "\n")
        self.ready.stdin.flush()
        done = json.loads(self.ready.stdout.readline())
        if done["code"]:
            raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{done['stdout']}{done['stderr']}")
        return str(done["stdout"])

    def get_ready(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", "tests.e2e.ready"]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def shell(self, code: str) -> str:
        """Prepares or looks at data; Django's ORM cannot run in the process where Playwright's loop does."""
        return self.manage("shell", "--no-imports", "--verbosity", "0", "--command", code).strip()

    def serve(self) -> "Server":
        server = Server(self)
        self.servers.append(server)
        server.start()
        return server

    @contextmanager
    def working(self) -> Iterator[None]:
        """Beside its servers, a process that runs jobs and plays casts."""
        command = [sys.executable, "manage.py", "work"]
        process = subprocess.Popen(command, cwd=ROOT, env=self.servers[0].environment())
        try:
            yield
        finally:
            process.terminate()
            process.wait(30)

    def stop(self) -> None:
        for server in self.servers:
            server.stop()
        if self.ready is not None:
            self.ready.communicate()  # nothing more is said to it, so it ends
            self.ready = None


class Server:
    """One Daphne process on a port of its own."""

    entrance = "/accounts/login/"  # what is asked for to see whether it is up

    def __init__(self, site: Site) -> None:
        self.site = site
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.log = site.folder / f"server-{self.port}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        endpoint = f"tcp:{self.port}:interface=127.0.0.1:backlog=2048"
        return [sys.executable, "-m", "daphne", "--no-server-name", "-e", endpoint, "config.asgi:application"]

    def environment(self) -> dict[str, str]:
        return self.site.environment | {"BASE_URL": self.url}

    def start(self) -> None:
        self.launch()
        self.wait_until_up()

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command(), cwd=ROOT, env=self.environment(), stdout=log, stderr=log)

    def wait_until_up(self) -> None:
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            try:
                urllib.request.urlopen(self.url + self.entrance, timeout=SECONDS_TO_START).close()
                return
            except urllib.error.HTTPError as refusal:
                raise RuntimeError(f"The server answers {refusal.code}:\n{self.log.read_text()}") from None
            except OSError:
                if self.process is None or self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(f"The server did not start:\n{self.log.read_text()}") from None
                time.sleep(0.1)

    def stop(self) -> None:
        """As a deployment does it: asks the process to leave."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(30)
            self.process = None

    def kill(self) -> None:
        """As a power cut does it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)
            self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()
