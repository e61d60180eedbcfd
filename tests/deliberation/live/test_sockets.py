"""One socket, with a server that takes everything, that makes it wait, or that has lost the browser."""

import asyncio
import json
from types import SimpleNamespace

import pytest

from deliberation.core.acting import Audience, Role
from deliberation.live import sending, sockets
from deliberation.live.admission import Admitted
from deliberation.live.arrivals import ASK, LONGEST_SILENCE, PING_EACH, PING_EACH_BYTES, SLOWEST
from deliberation.live.sending import MOST_UNSENT, MOST_UNSENT_BYTES
from deliberation.live.sockets import Socket
from deliberation.live.states import WrongState
from deliberation.live.wire import Close, Frame

ENTRY = Admitted(1, 1, 7, "Anna", Role.PARTICIPANT, "", "browser")
HEARTBEAT = 15.0


class Server:
    """Takes what is sent at once; while `is_full`, it makes the sender wait; while `is_gone`, there is no browser."""

    def __init__(self, asks=True):
        self.sent = []
        self.cancelled = 0
        self.ended = 0
        self.is_full = self.is_gone = False
        self._room = asyncio.Event()
        self.socket = Socket(ENTRY, lambda message: self.take(message), self.end, asks)
        self.socket.arrive(Frame())
        self.socket.go_live(1, Audience.EVERYBODY)

    async def take(self, message):
        if self.is_gone:
            raise OSError
        if self.is_full:
            try:
                await self._room.wait()
            except asyncio.CancelledError:
                self.cancelled += 1
                raise
            if self.is_gone:
                raise OSError
        self.sent.append(message)

    def end(self):
        self.ended += 1

    async def has_room_again(self):
        self.is_full = False
        self._room.set()
        for _ in range(5):
            await asyncio.sleep(0)

    def loses_the_browser(self):
        self.is_gone = True

    @property
    def told(self):
        return [json.loads(each["text"]) for each in self.sent if each["type"] == "websocket.send"]

    @property
    def pings(self):
        return [frame["ping"] for frame in self.told if "ping" in frame]

    @property
    def others(self):
        return [frame["n"] for frame in self.told if "n" in frame]

    @property
    def codes(self):
        return [each["code"] for each in self.sent if each["type"] == "websocket.close"]


@pytest.fixture
async def server():
    return Server()


@pytest.fixture
async def full():
    server = Server()
    server.is_full = True
    return server


@pytest.fixture
def clock(monkeypatch):
    """What the socket takes for the time; moved by `clock(seconds)`, which gives back the new time."""
    time = [1000.0]
    for module in (sockets, sending):  # the loop keeps its own
        monkeypatch.setattr(module, "time", SimpleNamespace(monotonic=lambda: time[0]))

    def move(seconds):
        time[0] += seconds
        return time[0]

    return move


def frame(n, size=0):
    text = f'{{"n": {n}}}'
    return text[:-1] + " " * max(0, size - len(text)) + "}"


# --- its life ---------------------------------------------------------------------------------------------------------


def in_state(name):
    """A socket in this state of its life."""
    socket = Socket(ENTRY, take_nothing if name == "closing" else take_all, lambda: None)
    if name in {"arriving", "live"}:
        socket.arrive(Frame())
    if name == "live":
        socket.go_live(1, Audience.EVERYBODY)
    if name in {"closing", "gone"}:
        socket.close(Close.MOVED)
    return socket


async def take_all(message):
    """A server that waits for nothing."""


async def take_nothing(message):
    await asyncio.Event().wait()


STATES = ("connected", "arriving", "live", "closing", "gone")


async def test_who_says_hello_arrives_and_then_is_live_until_it_is_closed():
    lives = [type(in_state(name).state).__name__ for name in STATES]
    assert lives == ["Connected", "Arriving", "Live", "Closing", "Gone"]


async def test_who_is_live_may_be_led_into_another_room_and_begins_there_anew():
    socket = in_state("live")
    socket.tell(frame(1), 7)
    socket.go_live(2, Audience.EVERYBODY)
    assert (socket.live.room, socket.seq) == (2, 0)


@pytest.mark.parametrize("name", ["arriving", "live", "closing", "gone"])
async def test_nobody_arrives_twice(name):
    with pytest.raises(WrongState):
        in_state(name).arrive(Frame())


@pytest.mark.parametrize("name", ["connected", "closing", "gone"])
async def test_only_who_has_arrived_and_is_not_leaving_goes_live(name):
    socket = in_state(name)
    before = socket.state
    with pytest.raises(WrongState):
        socket.go_live(1, Audience.EVERYBODY)
    assert socket.state is before


@pytest.mark.parametrize("name", ["closing", "gone"])
async def test_who_is_leaving_stays_closed_for_the_first_reason(name):
    socket = in_state(name)
    before = socket.state
    socket.close(Close.FLOOD)
    assert (socket.state, socket.closing) == (before, Close.MOVED)


# --- sending ----------------------------------------------------------------------------------------------------------


async def test_what_need_not_wait_goes_out_here_and_now_without_a_task(server):
    tasks = asyncio.all_tasks()
    for n in range(3):
        server.socket.put(frame(n))
    assert server.others == [0, 1, 2]
    assert asyncio.all_tasks() == tasks


async def test_what_has_to_wait_goes_out_later_in_order(full):
    for n in range(5):
        full.socket.put(frame(n))
    assert full.sent == []
    await full.has_room_again()
    full.socket.put(frame(5))
    assert full.others == [0, 1, 2, 3, 4, 5]


async def test_a_wait_may_have_several_steps():
    class Slow(Server):
        async def take(self, message):
            await asyncio.sleep(0)
            await asyncio.sleep(0.001)
            self.sent.append(message)

    slow = Slow()
    for n in range(3):
        slow.socket.put(frame(n))
    await asyncio.sleep(0.05)
    slow.socket.put(frame(3))
    await asyncio.sleep(0.05)
    assert slow.others == [0, 1, 2, 3]


async def test_what_waits_when_it_closes_is_left_and_what_is_under_way_goes_out(full):
    for n in range(3):
        full.socket.put(frame(n))
    full.socket.close(Close.RESTARTING)
    assert (full.codes, full.ended) == ([], 0)
    await full.has_room_again()
    assert (full.others, full.codes, full.ended) == ([0], [Close.RESTARTING], 1)


async def test_the_first_reason_to_close_is_the_one_that_is_said(server):
    server.socket.close(Close.FLOOD)
    server.socket.close(Close.TOO_SLOW)
    server.socket.put(frame(1))
    server.socket.tell(frame(2), 2)
    server.socket.welcome(frame(3), 3)
    assert server.sent == [{"type": "websocket.close", "code": Close.FLOOD}]
    assert type(server.sent[0]["code"]) is int  # Daphne takes no enum
    assert server.ended == 1


async def test_a_close_that_has_to_wait_is_said_once(full):
    """Servers hold it against us if it is said again."""
    full.socket.close(Close.MOVED)
    assert full.ended == 0
    await full.has_room_again()
    assert (full.codes, full.ended) == ([Close.MOVED], 1)


# --- a browser that is gone -------------------------------------------------------------------------------------------


async def test_a_browser_that_is_gone_ends_the_conversation(server):
    server.loses_the_browser()
    server.socket.put(frame(1))
    server.socket.put(frame(2))
    assert (server.sent, server.ended, server.socket.closing) == ([], 1, Close.UNAVAILABLE)


async def test_a_browser_that_goes_while_one_waits_ends_the_conversation(full):
    full.socket.put(frame(1))
    full.socket.put(frame(2))
    full.loses_the_browser()
    await full.has_room_again()
    assert (full.sent, full.ended, full.socket.closing) == ([], 1, Close.UNAVAILABLE)


async def test_what_goes_wrong_while_it_waits_goes_wrong_in_the_server_which_says_what_it_means():
    waits_for = asyncio.get_running_loop().create_future()

    class Translating(Server):
        async def take(self, message):
            try:
                await waits_for
            except ValueError:
                raise OSError from None

    server = Translating()
    server.socket.put(frame(1))
    await asyncio.sleep(0)
    waits_for.set_exception(ValueError())
    await asyncio.sleep(0.01)
    assert (server.ended, server.socket.closing) == (1, Close.UNAVAILABLE)


@pytest.mark.parametrize("error", [OSError, RuntimeError])
async def test_each_server_says_in_its_own_way_that_a_browser_is_gone(server, monkeypatch, error):
    """uvicorn raises an OSError, Daphne a RuntimeError; whoever tells something hears of neither."""

    async def gone(message):
        raise error

    monkeypatch.setattr(server, "take", gone)
    server.socket.put(frame(1))
    assert (server.ended, server.socket.closing) == (1, Close.UNAVAILABLE)


async def test_who_is_there_although_a_frame_could_not_be_sent_is_closed(server, monkeypatch):
    """Daphne takes no frame that is too large."""
    send = server.take

    async def only_closes(message):
        if message["type"] != "websocket.close":
            raise ValueError
        await send(message)

    monkeypatch.setattr(server, "take", only_closes)
    server.socket.put(frame(1))
    assert (server.ended, [each["code"] for each in server.sent]) == (1, [Close.UNAVAILABLE])


async def test_a_browser_that_is_gone_when_it_is_closed_is_gone(server):
    server.loses_the_browser()
    server.socket.close(Close.MOVED)
    assert (server.sent, server.ended, server.socket.closing) == ([], 1, Close.MOVED)


async def test_who_does_not_even_take_the_close_is_given_up(clock, full):
    full.socket.put(frame(1))
    full.socket.close(Close.MOVED)
    await asyncio.sleep(0)
    full.socket.look(clock(sockets.LONGEST_GOODBYE), HEARTBEAT)
    assert full.ended == 0
    full.socket.look(clock(0.1), HEARTBEAT)
    assert full.ended == 1
    await asyncio.sleep(0.01)
    assert (full.cancelled, full.sent) == (1, [])


async def test_who_takes_a_frame_slowly_has_time_for_the_close_all_the_same(clock, full):
    full.socket.put(frame(1))
    await asyncio.sleep(0)
    clock(sockets.LONGEST_SEND - 1)
    full.socket.close(Close.MOVED)
    full.socket.look(clock(sockets.LONGEST_GOODBYE), HEARTBEAT)
    assert full.ended == 0


async def test_a_close_that_hangs_is_given_up_too(clock, full):
    full.socket.close(Close.MOVED)
    await asyncio.sleep(0)
    full.socket.look(clock(sockets.LONGEST_GOODBYE + 0.1), HEARTBEAT)
    await asyncio.sleep(0.01)
    assert (full.ended, full.cancelled, full.sent) == (1, 1, [])


async def test_whoever_is_cancelled_while_waiting_leaves_nothing_running(full):
    before = asyncio.all_tasks()
    full.socket.put(frame(1))
    full.socket.put(frame(2))
    await asyncio.sleep(0)
    full.socket.abandon()
    await asyncio.sleep(0.01)
    assert asyncio.all_tasks() == before
    assert full.cancelled == 1


# --- bounds -----------------------------------------------------------------------------------------------------------


async def test_so_many_frames_may_wait_and_no_more(full):
    full.socket.put(frame(0))  # is being sent
    pings = MOST_UNSENT // PING_EACH - 1
    for n in range(MOST_UNSENT - pings):
        full.socket.put(frame(n))
    assert full.socket.closing is None
    full.socket.put(frame(0))
    assert full.socket.closing == Close.TOO_SLOW


async def test_so_many_bytes_may_wait_and_no_more(full):
    full.socket.put(frame(0))
    third = MOST_UNSENT_BYTES // 3 - 100
    for _ in range(3):
        full.socket.put("x" * third)
    assert full.socket.closing is None
    full.socket.put("x" * third)
    assert full.socket.closing == Close.TOO_SLOW


async def test_letters_of_two_bytes_count_twice(full):
    full.socket.put(frame(0))
    for _ in range(2):
        full.socket.put("ش" * (MOST_UNSENT_BYTES // 4 - 100))
    assert full.socket.closing is None
    full.socket.put("ش" * 200)
    assert full.socket.closing == Close.TOO_SLOW


async def test_the_room_itself_counts_for_nothing(full):
    """A long session can still be entered."""
    full.socket.put(frame(0))
    full.socket.welcome("x" * (2 * MOST_UNSENT_BYTES), 9)
    assert full.socket.closing is None
    assert full.socket.seq == 9


async def test_what_went_out_makes_room_for_more(full):
    for n in range(400):
        full.socket.put(frame(n))
    await full.has_room_again()
    for n in range(400, 800):
        full.socket.put(frame(n))
    assert full.socket.closing is None
    assert full.others == list(range(800))


# --- acknowledgement --------------------------------------------------------------------------------------------------


async def test_after_a_hundred_frames_it_is_asked_whether_they_arrived(server):
    for n in range(PING_EACH - 1):
        server.socket.tell(frame(n), n)
    assert server.pings == []
    server.socket.tell(frame(99), 99)
    assert server.pings == [99]
    for n in range(100, 100 + PING_EACH):
        server.socket.tell(frame(n), n)
    assert server.pings == [99, 199]


async def test_after_64_kib_too(server):
    half = PING_EACH_BYTES // 2
    server.socket.tell(frame(1, half - 1), 1)
    server.socket.tell(frame(2, half), 2)
    assert server.pings == []
    server.socket.tell(frame(3, 10), 3)
    assert server.pings == [3]


async def test_pongs_are_taken_in_order_and_only_those_that_were_asked_for(server):
    for seq in (5, 8):
        server.socket.tell(frame(1), seq)
        server.socket.ping()
    assert not server.socket.acknowledge(8)
    assert server.socket.acknowledge(5)
    assert not server.socket.acknowledge(5)
    assert server.socket.acknowledge(8)
    assert not server.socket.acknowledge(8)


async def test_two_pings_at_the_same_place_are_two(server):
    server.socket.ping()
    server.socket.ping()
    assert [server.socket.acknowledge(0) for _ in range(3)] == [True, True, False]


async def test_any_number_of_frames_may_be_under_way_for_a_moment(clock, server):
    for n in range(5 * MOST_UNSENT):
        server.socket.tell(frame(n), n)
    server.socket.look(clock(LONGEST_SILENCE), HEARTBEAT)
    assert server.socket.closing is None
    for ping in server.pings:
        assert server.socket.acknowledge(ping)
    server.socket.look(clock(0.1), HEARTBEAT)
    assert server.socket.closing is None


@pytest.mark.parametrize("waits", [False, True], ids=["taken", "held up"])
@pytest.mark.parametrize("each", [1, 2, 4, 9])
@pytest.mark.parametrize("asked", [0.0, 0.9, 2.1, 14.0])
async def test_who_stops_reading_is_gone_within_ten_seconds_however_little_is_said(clock, server, waits, each, asked):
    """On servers that take everything and on those that hold it up, whenever they were last asked."""
    server.socket.ping()
    server.socket.acknowledge(0)
    server.is_full = waits
    clock(asked)
    for seconds in range(11):
        if seconds % each == 0:
            server.socket.tell(frame(seconds), seconds)
        if server.ended:
            break
        server.socket.look(clock(1.0), HEARTBEAT)
        await asyncio.sleep(0)
    assert (server.ended, server.socket.closing) == (1, Close.TOO_SLOW)
    assert seconds <= 10


async def test_whoever_is_cut_while_the_line_is_free_is_told_why(clock, server):
    server.socket.ping()
    server.socket.look(clock(LONGEST_SILENCE + 0.1), HEARTBEAT)
    assert (server.codes, server.ended) == ([Close.TOO_SLOW], 1)


async def test_a_large_welcome_may_take_as_long_as_a_slow_line_needs(clock, server):
    server.socket.welcome(frame(0, 10 * SLOWEST), 7)
    server.socket.ping()
    server.socket.look(clock(10 + LONGEST_SILENCE), HEARTBEAT)
    assert server.socket.closing is None
    server.socket.look(clock(0.1), HEARTBEAT)
    assert server.codes == [Close.TOO_SLOW]


async def test_a_ping_that_nobody_answers_ends_the_conversation(clock, server):
    server.socket.ping()
    server.socket.look(clock(LONGEST_SILENCE), HEARTBEAT)
    assert server.socket.closing is None
    server.socket.look(clock(0.1), HEARTBEAT)
    assert server.codes == [Close.TOO_SLOW]


async def test_who_answered_is_heard_from_again(clock, server):
    server.socket.ping()
    clock(LONGEST_SILENCE - 1)
    assert server.socket.acknowledge(0)
    server.socket.look(clock(10), HEARTBEAT)
    assert server.socket.closing is None


async def test_a_send_that_takes_too_long_ends_the_conversation(clock, full):
    full.socket.put(frame(1))
    full.socket.look(clock(sockets.LONGEST_SEND), HEARTBEAT)
    assert full.socket.closing is None
    full.socket.look(clock(0.1), HEARTBEAT)
    assert full.socket.closing == Close.TOO_SLOW


# --- heartbeats -------------------------------------------------------------------------------------------------------


async def test_what_went_out_is_asked_after_soon_and_once(clock):
    server = Server()
    server.socket.tell(frame(1), 12)
    server.socket.look(clock(ASK - 0.1), HEARTBEAT)
    assert server.pings == []
    server.socket.look(clock(0.1), HEARTBEAT)
    assert server.pings == [12]
    assert server.socket.acknowledge(12)
    server.socket.look(clock(HEARTBEAT - 0.1), HEARTBEAT)
    assert server.pings == [12]


async def test_who_was_long_not_asked_is_asked(clock):
    server = Server()
    server.socket.look(clock(HEARTBEAT - 0.1), HEARTBEAT)
    assert server.pings == []
    server.socket.look(clock(0.1), HEARTBEAT)
    server.socket.look(clock(0.1), HEARTBEAT)
    assert server.pings == [0]


async def test_who_is_asked_anyway_needs_no_heartbeat(clock):
    server = Server()
    clock(HEARTBEAT - 1)
    server.socket.ping()
    server.socket.look(clock(HEARTBEAT - 1), HEARTBEAT)
    assert len(server.pings) == 1


async def test_whoever_polls_is_not_asked(clock):
    server = Server(asks=False)
    server.socket.tell(frame(1), 1)
    for _ in range(20):
        server.socket.look(clock(1.0), HEARTBEAT)
    assert (server.pings, server.socket.closing) == ([], None)
