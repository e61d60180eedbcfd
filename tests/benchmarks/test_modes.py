"""What is measured of the modes are acts that were granted: people of the generator wait, and stop where one is not."""

import asyncio
import json
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest
from websockets.asyncio.server import serve

from benchmarks import modes, suite
from benchmarks.fanout.crowd import Seat
from benchmarks.modes import Hall
from benchmarks.servers import OURS_DAPHNE
from deliberation.core.agenda import Mode
from deliberation.live import wire
from tests.private_servers import free_port


@asynccontextmanager
async def hall(refuses=""):
    """Three people and a moderator in a room that grants everything but what it is told to refuse."""
    asked = []

    async def listen(socket):
        await socket.recv()
        await socket.send(json.dumps({"seq": 1, "epoch": "e", "since": 0, "now": 0}))
        async for message in socket:
            frame = json.loads(message)
            asked.append(wire.command(frame["do"], frame["fields"]))
            answer = {"refused": "no"} if frame["do"] == refuses else {"seq": len(asked)}
            await socket.send(json.dumps({"ref": frame["ref"], **answer}))

    port = free_port()
    room = {"key": "abc", "people": [11, 12, 13], "moved": 7}
    site = SimpleNamespace(url="", known={"rooms": [room]}, seat=lambda room, person: Seat(f"ws://127.0.0.1:{port}/"))
    async with serve(listen, "127.0.0.1", port):
        people = Hall(site, 0, 3)
        await people.enter()
        yield people, asked
        await people.leave()


@pytest.mark.parametrize(
    "measured", [each for each in modes.MEASURED if each.mode != Mode.VOTE], ids=lambda each: each.name
)
def test_each_lap_is_made_of_commands_that_the_room_knows(measured):
    async def one_lap():
        async with hall() as (people, asked):
            await measured.lap(people, 0)
            return people.acts, len(asked)

    acts, asked = asyncio.run(one_lap())
    assert acts == asked >= 3


def test_what_is_refused_is_not_measured():
    async def one_lap():
        async with hall(refuses="mirror.Restate") as (people, _asked):
            await modes.mirror(people, 0)

    with pytest.raises(RuntimeError, match=r"mirror\.Restate is refused: no"):
        asyncio.run(one_lap())


def test_every_mode_has_its_row():
    measured = {each.mode for each in (modes.PLAIN, *modes.MEASURED)}
    assert measured == set(Mode)
    named = {row.name for row in suite.by_mode() if row.ours.endswith(OURS_DAPHNE.name)}
    assert len(named) == len(modes.MEASURED) + 1
