"""A client of the protocol that remembers everything: over a WebSocket, or over the long poll where there is none."""

import asyncio
import itertools
import json
import random
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.faults.history import Command, History, Log, Received, View, is_state
from tests.faults.sites import FragileServer, Person, Room

ORIGIN = "http://testserver"
LONGEST_SILENCE = 40.0  # after which a client connects anew
LONGEST_POLL = 40.0
LONG = 30.0  # for what ought to happen at once: a machine under load is no failure
FIRST_WAIT, LONGEST_WAIT = 0.25, 2.0  # people wait up to 15 s; a test has less time
FINAL = range(4500, 5000)
MOST_IN_A_POLL = 15


class Closed(Exception):
    """The server closed for good, and said why."""


PAGES = itertools.count()


def new_tab() -> str:
    """As browsers name their page loads: later ones are greater."""
    return f"{next(PAGES):09d}"


class Client:
    """One person's page. `where` are the ports that lead to the site; after a failure it tries the next."""

    def __init__(self, room: Room, person: Person, where: Sequence[int], name: str = "") -> None:
        self.room, self.person = room, person
        self.where = list(where)
        self.tab: str | None = new_tab()
        self.history = History(person.id, person.moderating, name=name or f"{type(self).__name__} {person.name}")
        self.view = View()
        self.present: list[int] = []
        self.delayed = False
        self.delays: list[bool] = []
        self.goodbyes: list[int] = []
        self.closes: list[int] = []  # codes of all connections that ended
        self.opened = 0
        self.port = 0  # of the process where it is or last was
        self.is_live = False
        self.ended: int | None = None  # the final code
        self.outbox: dict[str, Command] = {}
        self._hellos = itertools.count(1)
        self._tries = itertools.count(random.randrange(len(self.where)))
        self._socket: ClientConnection | None = None
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._again: set[asyncio.Task[None]] = set()

    # --- coming and going ---------------------------------------------------------------------------------------------

    async def __aenter__(self) -> "Client":
        await self.enter()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def enter(self) -> None:
        self.start()
        await self.until(lambda: self.is_live or self.ended is not None)

    async def leave(self) -> None:
        """Gone without a word, as when the light goes out."""
        for task in (self._task, *self._again):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
        self._task, self.is_live = None, False

    async def _run(self) -> None:
        wait = FIRST_WAIT
        while self.ended is None:
            port = self.where[next(self._tries) % len(self.where)]
            lived = self.opened
            goodbyes = len(self.goodbyes)
            code = await self._attempt(port)
            if code is not None:
                self.closes.append(code)
                if code in FINAL:
                    self.ended = code
            self._note()
            wait = FIRST_WAIT if self.opened > lived else min(wait * 2, LONGEST_WAIT)
            if len(self.goodbyes) > goodbyes:
                await asyncio.sleep(self.goodbyes[-1] / 1000)
            elif self.ended is None:
                await asyncio.sleep(random.uniform(0.05, wait))

    async def _attempt(self, port: int) -> int | None:
        self.port = port
        self.history.connections.append(len(self.history.frames))
        try:
            return await self._converse(port)
        except (OSError, InvalidHandshake, InvalidMessage, TimeoutError, ConnectionClosed, EOFError, ValueError):
            return None
        finally:
            self.is_live = False

    async def _converse(self, port: int) -> int | None:
        """One connection, from the first frame to the code with which it ends."""
        address = f"ws://127.0.0.1:{port}/ws/sessions/{self.room.key}/"
        async with connect(
            address,
            origin=ORIGIN,  # type: ignore[arg-type]
            additional_headers={"Cookie": self.person.cookie},
            compression=None,
            ping_interval=None,
            open_timeout=5,
            close_timeout=0.5,
            max_size=None,
            max_queue=None,
            proxy=None,
        ) as socket:
            self._socket = socket
            await socket.send(json.dumps(self.hello()))
            with suppress(ConnectionClosed):
                while True:
                    async with asyncio.timeout(LONGEST_SILENCE):
                        self.take(str(await socket.recv()))
                        await self._reply(socket)
            return socket.close_code

    async def _reply(self, socket: ClientConnection) -> None:
        last = self.history.frames[-1].frame
        if "ping" in last:
            await socket.send(json.dumps({"pong": last["ping"]}))
        if is_state(last) and not self.is_live:
            self.is_live = True
            self.opened += 1
            for command in list(self.outbox.values()):  # whoever got no answer asks again, under the same key
                await self._send(command)
            self._note()

    def hello(self) -> dict[str, Any]:
        hello: dict[str, Any] = {"have": self.view.seq, "epoch": self.view.epoch, "groups": self.view.tag}
        return hello | ({"tab": self.tab, "nth": next(self._hellos)} if self.tab else {})

    def reload(self) -> None:
        """The page is loaded anew: it has nothing but what was not sent yet."""
        self.view, self.tab = View(), new_tab()

    # --- hearing ------------------------------------------------------------------------------------------------------

    def take(self, raw: str) -> None:
        frame = json.loads(raw)
        self.history.frames.append(Received(time.monotonic(), frame, raw))
        if "ref" in frame:
            self._answered(frame)
        else:
            self.view.merge(frame)
        self.present = frame.get("present", self.present)
        if "delayed" in frame:
            self.delayed = frame["delayed"]
            self.delays.append(self.delayed)
        if "goodbye" in frame:
            self.goodbyes.append(frame["goodbye"])
        self._note()

    def _answered(self, frame: dict[str, Any]) -> None:
        command = self.outbox.get(frame["ref"])
        if command is None:
            self._answered_again(frame)
            return
        if frame.get("refused") == "unavailable":
            command.unavailable += 1
            task = asyncio.create_task(self._once_more(command))
            self._again.add(task)
            task.add_done_callback(self._again.discard)
            return
        command.answered = time.monotonic()
        command.seq, command.refused = frame.get("seq"), frame.get("refused")
        del self.outbox[command.ref]

    def _answered_again(self, frame: dict[str, Any]) -> None:
        """The second answer to what was sent twice is the first one, or none."""
        command = next(each for each in reversed(self.history.commands) if each.ref == frame["ref"])
        answer = frame.get("seq"), frame.get("refused")
        if answer not in ((command.seq, command.refused), (None, "unavailable")):
            command.otherwise = frame

    async def _once_more(self, command: Command) -> None:
        await asyncio.sleep(random.uniform(0.2, 0.8))
        if command.ref in self.outbox:
            await self._send(command)

    def _note(self) -> None:
        self._changed.set()

    async def until(self, holds: Callable[[], Any], seconds: float = LONG) -> None:
        """Something holds, at the latest after so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    self._changed.clear()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(0.2):  # what holds may depend on others
                            await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"{self.history} waited {seconds} s in vain; {self.state()}") from None

    def state(self) -> str:
        unsent = [command.do for command in self.outbox.values()]
        where = f"at {self.view.seq}, live {self.is_live}, ended {self.ended}, closes {self.closes[-5:]}"
        return f"{where}, present {self.present}, delays {self.delays[-5:]}, unanswered {unsent}"

    @property
    def is_inside(self) -> bool:
        """Has come and means to stay, connected or not just now."""
        return self._task is not None and self.ended is None

    def is_answered(self) -> bool:
        return not self.outbox

    def has_all_of(self, log: Log) -> bool:
        return (self.view.seq, self.view.epoch) == (log.head, log.epoch)

    @property
    def parts(self) -> dict[str, Any]:
        return self.view.parts

    @property
    def mine(self) -> Mapping[str, Any]:
        return self.view.mine

    @property
    def texts(self) -> list[str]:
        return [self.view.contributions[id]["text"] for id in sorted(self.view.contributions)]

    # --- asking -------------------------------------------------------------------------------------------------------

    def send(self, do: str, ref: str | None = None, **fields: Any) -> Command:
        """Into the outbox, and on its way if there is a way; it stays there until it is answered."""
        command = Command(ref or str(uuid.uuid4()), self.person.id, do, fields, time.monotonic())
        self.history.commands.append(command)
        self.outbox[command.ref] = command
        self.send_copy(command)
        return command

    def send_copy(self, command: Command) -> None:
        """As the network does that delivers late what was sent again meanwhile."""
        task = asyncio.create_task(self._send(command))
        self._again.add(task)
        task.add_done_callback(self._again.discard)

    async def _send(self, command: Command) -> None:
        if self.is_live and self._socket is not None:
            command.times += 1
            frame = {"ref": command.ref, "do": command.do, "fields": command.fields}
            with suppress(ConnectionClosed):
                await self._socket.send(json.dumps(frame))

    async def ask(self, do: str, seconds: float = LONG, ref: str | None = None, **fields: Any) -> Command:
        command = self.send(do, ref, **fields)
        await self.until(lambda: command.answered is not None, seconds)
        return command

    async def say(self, text: str, seconds: float = LONG) -> Command:
        return await self.ask("exchange.Contribute", seconds, text=text)

    async def transcript(self) -> str:
        port = self.where[next(self._tries) % len(self.where)]
        path = f"/sessions/{self.room.key}/transcript/"
        status, body = await request(port, "GET", path, {"Cookie": self.person.cookie})
        assert status == 200, (status, body[:500])
        return body


class PollingClient(Client):
    """Somebody behind a proxy that lets no WebSocket through."""

    _due: asyncio.Queue[Command] | None = None  # what is to be said, while there is a connection or an attempt at one

    async def _converse(self, port: int) -> int | None:
        """Polls, one after the other; who has something to say while one waits says it in a second one."""
        due = self._due = asyncio.Queue()
        for command in self.outbox.values():
            due.put_nowait(command)
        listening: asyncio.Task[list[dict[str, Any]]] | None = None
        try:
            while True:
                if not due.empty() and (code := await self._speak(port, due)):
                    return code
                listening = listening or asyncio.create_task(self._poll(port, []))
                await news(listening, due)
                if listening.done():
                    if code := self._take_all(listening.result()):
                        return code
                    listening = None
        finally:
            if listening is not None:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
            self._due = None

    async def _speak(self, port: int, due: asyncio.Queue[Command]) -> int | None:
        waiting = [due.get_nowait() for _ in range(min(due.qsize(), MOST_IN_A_POLL))]
        commands = [command for command in waiting if not command.given_back]
        if not commands:
            return None
        frames = await self._poll(port, commands)
        answered = {frame["ref"] for frame in frames if "ref" in frame}
        for command in commands:
            # Of two polls under way the one that arrives later counts, and the other is answered as it stands.
            if command.ref not in answered and not command.given_back:
                due.put_nowait(command)
        return self._take_all(frames)

    async def _poll(self, port: int, commands: list[Command]) -> list[dict[str, Any]]:
        frames: list[dict[str, Any]] = [self.hello()]
        for command in commands:
            command.times += 1
            frames.append({"ref": command.ref, "do": command.do, "fields": command.fields})
        headers = {"Cookie": self.person.cookie, "Origin": ORIGIN, "Content-Type": "application/json"}
        path = f"/ws/sessions/{self.room.key}/"
        status, body = await request(port, "POST", path, headers, json.dumps(frames), LONGEST_POLL)
        if status != 200:
            raise OSError(f"the poll was answered {status}")
        answer = json.loads(body)
        if not self.is_live:
            self.is_live = True
            self.opened += 1
        assert isinstance(answer, list), answer
        return answer

    def _take_all(self, frames: list[dict[str, Any]]) -> int | None:
        self.delayed = False  # each answer says it anew, if it is so
        is_old, epoch = False, self.view.epoch
        for frame in frames:
            if "close" in frame:
                return int(frame["close"])
            if is_state(frame):
                epoch = frame.get("epoch", epoch)
                is_old = self._is_old({**frame, "epoch": epoch})
            if is_old and (is_state(frame) or "mine" in frame):
                continue
            self.take(json.dumps(frame, ensure_ascii=False))
        return None

    def _is_old(self, frame: dict[str, Any]) -> bool:
        """Two polls under way at once: the answer that came second may know less."""
        return bool(frame["epoch"] == self.view.epoch and frame["seq"] < self.view.seq)

    async def _send(self, command: Command) -> None:
        if self._due is not None:
            self._due.put_nowait(command)


async def news(listening: "asyncio.Task[Any]", due: asyncio.Queue[Command]) -> None:
    """Wait until there is something to hear or something to say."""
    saying = asyncio.create_task(due.get())
    try:
        await asyncio.wait({listening, saying}, return_when=asyncio.FIRST_COMPLETED)
        if saying.done():
            due.put_nowait(saying.result())
    finally:
        saying.cancel()


async def everyone(clients: Iterable[Client], holds: Callable[[Client], Any], seconds: float = LONG) -> None:
    """Something holds for each of them, at the latest after so many seconds."""
    await asyncio.gather(*(client.until(partial(holds, client), seconds) for client in clients))


async def request(
    port: int, method: str, path: str, headers: dict[str, str], body: str = "", seconds: float = LONG
) -> tuple[int, str]:
    """One HTTP request on a connection of its own: status and body."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    lines += [f"Content-Length: {len(body.encode())}"] if body else []
    async with asyncio.timeout(seconds):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write("\r\n".join([*lines, "", body]).encode())
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            content = await reader.read()
        finally:
            writer.transport.abort()
    if "transfer-encoding: chunked" in head.lower():
        content = unchunked(content)
    return int(head.split()[1]), content.decode()


def unchunked(content: bytes) -> bytes:
    whole = b""
    while content:
        size, _, content = content.partition(b"\r\n")
        length = int(size, 16)
        whole, content = whole + content[:length], content[length + 2 :]
    return whole


def ports(*servers: FragileServer) -> list[int]:
    return [server.port for server in servers]
