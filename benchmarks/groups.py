"""Sixty people go into ten small groups, all at once, and come back: how long until the last one is there, and what a
move costs beside somebody's coming in."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import msgspec

from benchmarks.experiments import Figures, on_a_site, one_by_one
from benchmarks.fanout.crowd import Person, Place
from benchmarks.fanout.dialects import Heard, Product
from benchmarks.figures import percentile
from benchmarks.modes import PATIENCE, Hall
from benchmarks.servers import Contender, Site, Stage

PEOPLE, SIZE = 60, 6
LAPS, WARM_UP = 25, 2


class Agenda(msgspec.Struct):
    moved: int


class Parts(msgspec.Struct):
    agenda: Agenda | None = None


class Changes(msgspec.Struct):
    parts: Parts | None = None


class Leader(Product):
    """How the moderator hears, who knows when the phase moved last: who moves on says so."""

    moved = 0

    def heard(self, frame: bytes) -> Heard:
        parts = msgspec.json.decode(frame, type=Changes).parts
        if parts and parts.agenda:
            self.moved = parts.agenda.moved
        return super().heard(frame)


class House(Hall):
    """A plenary, where the moderator stays, and its groups. Whoever is led gets another room as a whole, over the
    connection that they have."""

    def __init__(self, site: Site) -> None:
        super().__init__(site, 0, PEOPLE)
        self.leader = Leader()
        self.moderator.place = Place(1, self.leader)
        self.told_at: dict[int, int] = {}  # index of a person -> when they were told a room, ns

    def welcome(self, person: Person, heard: Heard) -> None:
        self.told_at[person.index] = time.monotonic_ns()

    async def led(self, asking: Any) -> float:
        """Milliseconds from the moderator's tap until the last one has the room into which they are led."""
        self.told_at.clear()
        tapped = time.monotonic_ns()
        await asking
        async with asyncio.timeout(PATIENCE):
            while len(self.told_at) < PEOPLE:  # noqa: ASYNC110 - what happens per delivery stays small
                await asyncio.sleep(0.001)
        return (max(self.told_at.values()) - tapped) / 1e6

    async def go(self, lap: int) -> tuple[float, float]:
        """Into the groups of the next phase, and back. Between two taps everything comes to rest, as people do."""
        moving = self.act(self.moderator, "agenda.MovePhase", seen=self.leader.moved, to=2 - lap % 2)
        inside = await self.led(moving)
        await asyncio.sleep(0.5)
        back = await self.led(self.act(self.moderator, "places.BringBack"))
        await asyncio.sleep(0.5)
        return inside, back


def moving(contender: Contender, pace: float) -> Callable[[Stage], Figures]:
    wanted = {"rooms": 1, "people": PEOPLE, "mode": "free", "formation": "groups", "size": SIZE}

    async def measure(site: Site) -> Figures:
        house = House(site)
        await house.enter()
        for lap in range(WARM_UP):
            await house.go(lap)
        (before, _beside), laps = site.meter(), max(4, int(LAPS * pace))
        waited = [await house.go(lap) for lap in range(WARM_UP, WARM_UP + laps)]
        move = (site.meter()[0] - before) / (laps * 2 * PEOPLE) * 1000
        join = await joined(site, house)
        await house.leave()
        inside, back = zip(*waited, strict=True)
        shares = {
            f"{name}_{share}": percentile(list(each), part)
            for name, each in (("inside", inside), ("back", back))
            for share, part in (("p50", 0.5), ("p99", 0.99))
        }
        return {**shares, "move_cpu": move, "join_cpu": join, "joins": move / join}

    return on_a_site(contender, wanted, measure)


async def joined(site: Site, house: House) -> float:
    """What it costs when one of them comes in alone, to the moderator."""
    for person in house.others:
        person.leave()
    await asyncio.sleep(0.5)
    return await one_by_one(site, [Person(house, each.place, each.index, each.seat) for each in house.others])
