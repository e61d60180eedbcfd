"""The people of the generator keep to the protocol: they enter, answer pings, ask again and come back when cut."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.server import serve

from benchmarks.fanout import loads
from benchmarks.fanout.crowd import Crowd, Seat
from benchmarks.fanout.dialects import Plain, Product
from benchmarks.fanout.loads import Load
from tests.private_servers import free_port

SECONDS = 1


class Rehearsed:
    """A room that keeps to the protocol, and now and then does what a busy one does."""

    def __init__(self):
        self.said, self.sockets, self.pongs, self.hellos = [], set(), [], []
        self.cut_after, self.unavailable_once = 0, False
        self.hesitates = 0.0  # seconds before it lets in

    async def listen(self, socket):
        hello = json.loads(await socket.recv())
        self.hellos.append(hello["have"])
        await asyncio.sleep(self.hesitates)
        since = hello["have"] if hello["epoch"] == "e" else 0
        missed = [said for said in self.said if said["id"] > since]
        await self.tell(socket, seq=len(self.said), epoch="e", since=since, now=0, contributions=missed)
        await self.tell(socket, ping=7)
        self.sockets.add(socket)
        async for message in socket:
            await self.take(socket, json.loads(message))
        self.sockets.discard(socket)

    async def take(self, socket, frame):
        if socket not in self.sockets:  # cut, and had sent more before it heard of that
            return
        if "pong" in frame:
            self.pongs.append(frame["pong"])
            return
        if self.unavailable_once:
            self.unavailable_once = False
            await self.tell(socket, ref=frame["ref"], refused="unavailable")
            return
        self.said.append({"id": len(self.said) + 1, "text": frame["fields"]["text"]})
        await self.tell(socket, ref=frame["ref"], seq=len(self.said))
        for each in list(self.sockets):
            await self.tell(each, seq=len(self.said), contributions=self.said[-1:])
        if len(self.said) == self.cut_after:
            self.sockets.discard(socket)
            await socket.close(4001)

    async def tell(self, socket, **frame):
        await socket.send(json.dumps(frame))


@asynccontextmanager
async def crowd_in(listen, dialect, people=3):
    port = free_port()
    async with serve(listen, "127.0.0.1", port):
        crowd = Crowd(dialect, [[Seat(f"ws://127.0.0.1:{port}/")] * people])
        entrance = await crowd.enter()
        assert (entrance.entered, entrance.refused) == (people, 0)
        yield crowd
        await crowd.leave()


async def run(crowd, load):
    return await loads.run(crowd, load, lambda: (0.0, 0.0))


FEW = Load("few", SECONDS, rate=20, warm_up=0.2)
MANY = Load("many", SECONDS, in_flight=3, warm_up=0.2)


@pytest.mark.parametrize("load", [FEW, MANY])
async def test_all_that_is_said_arrives_at_everybody(load):
    async with crowd_in(Rehearsed().listen, Product()) as crowd:
        figures = await run(crowd, load)
    assert figures["sent"] > 10
    assert {figures[name] for name in ("lost", "duplicated", "misordered", "refused", "cut")} == {0}
    assert figures["p50"] < 1000


async def test_pings_are_answered():
    room = Rehearsed()
    async with crowd_in(room.listen, Product()) as crowd:
        await run(crowd, FEW)
    assert room.pongs == [7, 7, 7]


async def test_whoever_is_cut_comes_back_and_catches_up():
    room = Rehearsed()
    room.cut_after = 5
    async with crowd_in(room.listen, Product()) as crowd:
        room.hesitates = 0.3  # what they say meanwhile is said once
        figures = await run(crowd, FEW)
    assert figures["cut"] == 1
    assert room.hellos[3:] == [5]
    assert (figures["lost"], figures["duplicated"]) == (0, 0)


async def test_what_could_not_be_committed_is_sent_again():
    room = Rehearsed()
    room.unavailable_once = True
    async with crowd_in(room.listen, Product()) as crowd:
        figures = await run(crowd, FEW)
    assert (figures["lost"], figures["refused"]) == (0, 0)


async def test_a_final_refusal_sends_nobody_back():
    async def refuse(socket):
        await socket.recv()
        await socket.send('{"seq":0,"epoch":"e","since":0}')
        await asyncio.sleep(0.3)
        await socket.close(4504)

    async with crowd_in(refuse, Product()) as crowd:
        await asyncio.sleep(0.8)
        assert crowd.cut == [4504, 4504, 4504]
        assert not crowd.coming_back


async def test_a_chat_that_drops_something_is_found_out():
    everybody = set()

    async def forgetful(socket):
        everybody.add(socket)
        async for message in socket:
            for each in list(everybody)[1:]:
                await each.send(message)

    async with crowd_in(forgetful, Plain()) as crowd:
        loads_settled, loads.SETTLED = loads.SETTLED, 0.5
        figures = await run(crowd, FEW)
        loads.SETTLED = loads_settled
    assert figures["lost"] == figures["sent"]


async def test_silent_people_neither_speak_nor_count():
    async with crowd_in(Rehearsed().listen, Product()) as crowd:
        crowd.people[-1].silent = True
        crowd.people[-1].stall()
        figures = await run(crowd, FEW)
        assert not crowd.people[-1].reader.seen
    assert figures["delivered"] > 0
    assert figures["lost"] == 0
