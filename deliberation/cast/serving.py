"""A server of one's own for a rehearsal: the embedded profile as a process that can be killed and started again."""

import asyncio
import socket
import subprocess
import sys
from pathlib import Path

SITE = Path(__file__).resolve().parents[2]  # where manage.py is
STARTS_WITHIN = 600  # tenths of a second, on a busy machine


class OwnServer:
    """On a free port, with the database of this process."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.restarts = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        self._launch()
        for _ in range(STARTS_WITHIN):
            if await self._answers():
                return
            await asyncio.sleep(0.1)
        raise TimeoutError

    def _launch(self) -> None:
        # The command that starts this one has checked the site.
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port), "--skip-checks"]
        nowhere = subprocess.DEVNULL
        self._process = subprocess.Popen(command, cwd=SITE, stdout=nowhere, stderr=nowhere)  # noqa: S603 - our own

    async def _answers(self) -> bool:
        try:
            _reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True

    async def kill(self) -> None:
        """As a machine does that loses its power, and up again."""
        if self._process:
            self._process.kill()
            self._process.wait()
        self.restarts += 1
        await self.start()

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait()
