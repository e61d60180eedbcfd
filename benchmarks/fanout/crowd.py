"""Everybody who is connected, in rooms: each reads what comes, answers pings, and comes back when cut."""

import asyncio
import random
import socket
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from benchmarks.fanout.dialects import Dialect, Heard
from benchmarks.fanout.marks import Mark, marked
from benchmarks.fanout.tally import Reader, Said, Tally

SECONDS_TO_ENTER = 60
FINAL = range(4500, 5000)  # close codes after which nobody comes back
MOST_RETURNS = 20
AGAIN = 0.5  # seconds until a contribution that could not be committed is sent again
MOST_REMEMBERED = 512  # frames of a room that need not be read a second time
AT_ONCE = 50  # sockets that connect together where it is not their number that is measured
SMALL_BUFFER = 4096


@dataclass(frozen=True, slots=True)
class Seat:
    """Where one person connects to, and as whom."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Place:
    """A room as its people share it: what its frames say is read once, however many receive the same bytes."""

    number: int
    dialect: Dialect
    people: "list[Person]" = field(default_factory=list)
    under_way: dict[int, float] = field(default_factory=dict)  # contributions that their senders have not got back
    remembered: dict[bytes, Heard] = field(default_factory=dict)

    def heard(self, frame: bytes) -> Heard:
        known = self.remembered.get(frame)
        if known is None:
            if len(self.remembered) >= MOST_REMEMBERED:
                self.remembered.clear()
            known = self.remembered[frame] = self.dialect.heard(frame)
        return known


class Person(WSListener):
    """One socket. `silent`: neither speaks nor counts. `stalled`: a phone that fell asleep, and reads nothing."""

    def __init__(self, crowd: "Crowd", place: Place, index: int, seat: Seat) -> None:
        self.crowd = crowd
        self.place = place
        self.index = index
        self.seat = seat
        self.reader = Reader()
        self.transport: WSTransport | None = None
        self.entered = asyncio.Event()
        self.have, self.epoch = 0, ""
        self.pending: dict[int, bytes] = {}  # what has no reply yet
        self.silent = False
        self.stalled = False
        self.leaving = False
        self.code = 0
        self.returns = 0

    async def connect(self, *, small_buffer: bool = False) -> None:
        self.entered.clear()
        self.code = 0
        await ws_connect(
            lambda: self,
            self.seat.url,
            extra_headers=list(self.seat.headers),
            websocket_handshake_timeout=SECONDS_TO_ENTER,
            read_buffer_init_size=2048,
            socket_factory=narrow if small_buffer else None,
        )
        async with asyncio.timeout(SECONDS_TO_ENTER):
            await self.entered.wait()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        hello = self.place.dialect.hello(self.have, self.epoch)
        if hello is None:
            self.entered.set()
        elif hello:
            transport.send(WSMsgType.TEXT, hello)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self.read(self.place.heard(frame.get_payload_as_bytes()))
        elif frame.msg_type == WSMsgType.CLOSE:
            self.code = int.from_bytes(frame.get_payload_as_bytes()[:2], "big")
            transport.send_close()
            transport.disconnect()

    def read(self, heard: Heard) -> None:
        if self.stalled:
            return
        if heard.marks and not self.silent:
            self.crowd.take(self, heard)
        if heard.seq is not None:
            self.have = heard.seq
        if heard.entered:
            self.enter(heard)
        if heard.reply:
            self.send(heard.reply)
        if heard.answered is not None:
            self.crowd.answer(self, heard)

    def enter(self, heard: Heard) -> None:
        """Let in, or told everything anew; what had no answer is sent again, as a browser does."""
        self.epoch = heard.epoch
        if heard.anew:
            self.crowd.welcome(self, heard)
        if not self.entered.is_set():
            self.entered.set()
            for frame in self.pending.values():
                self.send(frame)

    def send(self, frame: bytes) -> None:
        if self.transport is not None and not self.stalled:
            self.transport.send(WSMsgType.TEXT, frame)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.transport = None
        if not self.leaving:
            self.crowd.lose(self)

    def stall(self) -> None:
        self.stalled = True
        if self.transport is not None:
            self.transport.underlying_transport.pause_reading()

    def leave(self) -> None:
        self.leaving = True
        if self.transport is not None:
            self.transport.send_close()
            self.transport.disconnect(graceful=False)


def narrow(url: object) -> socket.socket:
    """A socket that holds little on our side, so that who does not read is soon noticed on the other."""
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
    made.setblocking(False)
    return made


@dataclass(slots=True)
class Entrance:
    """How a crowd came in."""

    entered: int
    refused: int
    seconds: float


class Crowd:
    def __init__(self, dialect: Dialect, seats: Sequence[Sequence[Seat]]) -> None:
        self.dialect = dialect
        self.places = [Place(number, dialect) for number in range(len(seats))]
        for place, taken in zip(self.places, seats, strict=True):
            place.people = [Person(self, place, index, seat) for index, seat in enumerate(taken)]
        self.tally = Tally(0, [])
        self.counted: dict[int, list[Person]] = {}
        self.cut: list[int] = []  # close codes of sockets that were lost
        self.on_back: Callable[[Place], None] = lambda place: None
        self.coming_back: set[asyncio.Task[None]] = set()

    @property
    def people(self) -> list[Person]:
        return [person for place in self.places for person in place.people]

    # --- coming and going ---------------------------------------------------------------------------------------------

    async def enter(self, at_once: int = AT_ONCE, stalling: Iterable[Person] = ()) -> Entrance:
        narrow_ones = set(stalling)
        gate = asyncio.Semaphore(at_once)

        async def one(person: Person) -> None:
            async with gate:
                await person.connect(small_buffer=person in narrow_ones)

        started = time.monotonic()
        outcomes = await asyncio.gather(*map(one, self.people), return_exceptions=True)
        refused = sum(outcome is not None for outcome in outcomes)
        return Entrance(len(outcomes) - refused, refused, time.monotonic() - started)

    def lose(self, person: Person) -> None:
        """Cut by the server: whose code is not final comes back with what it has, if the server knows catching up."""
        self.cut.append(person.code)
        if person.stalled or not self.dialect.replies or not person.entered.is_set():
            return
        if person.code not in FINAL and person.returns < MOST_RETURNS:
            person.returns += 1
            task = asyncio.get_running_loop().create_task(self.come_back(person))
            self.coming_back.add(task)
            task.add_done_callback(self.coming_back.discard)

    async def come_back(self, person: Person) -> None:
        await asyncio.sleep(random.uniform(0.25, 1))
        try:
            await person.connect()
        except Exception:  # whatever it was, it counts as cut once more, and the number of returns is bounded
            self.lose(person)

    def welcome(self, person: Person, heard: Heard) -> None:
        """Somebody was told a room as a whole."""

    async def leave(self) -> None:
        for person in self.people:
            person.leave()
        for task in list(self.coming_back):
            task.cancel()
        await asyncio.sleep(0.2)

    # --- what is said and read ----------------------------------------------------------------------------------------

    def begin(self, load: int) -> Tally:
        """From now on, this load is what counts; what is still under way from an earlier one does not."""
        self.counted = {place.number: [one for one in place.people if not one.silent] for place in self.places}
        self.tally = Tally(load, [Said(len(self.counted[place.number])) for place in self.places])
        for place in self.places:
            place.under_way.clear()
            for person in place.people:
                person.reader = Reader()
                person.pending.clear()
        return self.tally

    def say(self, place: Place, size: int) -> None:
        """The next contribution of this room: its people take turns."""
        number = self.tally.rooms[place.number].next()
        speaking = self.counted[place.number]
        person = speaking[number % len(speaking)]
        mark = Mark(self.tally.load, person.index, number, time.monotonic_ns())
        key = self.tally.load << 32 | number
        frame = self.dialect.contribution(key, marked(mark, size))
        place.under_way[number] = time.monotonic()
        if self.dialect.replies:
            person.pending[key] = frame
        if person.entered.is_set():  # else it is sent with all that is pending, and not twice
            person.send(frame)

    def take(self, person: Person, heard: Heard) -> None:
        now = time.monotonic_ns()
        tally, place = self.tally, person.place
        tally.frames += 1
        for mark in heard.marks:
            if mark.load != tally.load:
                continue
            if tally.take(place.number, person.reader, mark, now, again=heard.anew) and mark.sender == person.index:
                self._back(place, mark.number)

    def answer(self, person: Person, heard: Heard) -> None:
        """A reply to a contribution: done, refused for good, or to be sent again under the same key."""
        key = heard.answered or 0
        if heard.refused == "unavailable" and key in person.pending:
            asyncio.get_running_loop().call_later(AGAIN, self._send_again, person, key)
            return
        person.pending.pop(key, None)
        if heard.refused and key >> 32 == self.tally.load:
            number = key & 0xFFFFFFFF
            self.tally.rooms[person.place.number].refused.add(number)
            self._back(person.place, number)

    def _send_again(self, person: Person, key: int) -> None:
        if person.entered.is_set() and (frame := person.pending.get(key)):
            person.send(frame)

    def _back(self, place: Place, number: int) -> None:
        if place.under_way.pop(number, None) is not None:
            self.on_back(place)
