"""How much is said: so many contributions a second whatever happens, or as many as go through."""

import asyncio
import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.fanout.crowd import Crowd, Place
from benchmarks.fanout.tally import Tally

MOST = 2_000_000  # contributions in one load
FORGOTTEN = 5.0  # seconds after which a contribution that has not come back no longer holds a place
SETTLED = 8.0  # longest wait for what is still under way at the end
CONTRIBUTION = 100  # characters


@dataclass(frozen=True, slots=True)
class Load:
    """`rate`: contributions a second in all rooms together; without it, each room keeps `in_flight` under way."""

    name: str
    seconds: float
    rate: float = 0
    in_flight: int = 0
    warm_up: float = 1.0
    size: int = CONTRIBUTION

    def lasting(self, seconds: float) -> "Load":
        return replace(self, seconds=seconds)


@dataclass(slots=True)
class Costs:
    """What was used up to one moment: CPU seconds of the server, of what stands beside it, and of the generator."""

    at: float
    delivered: int
    frames: int
    server: float
    beside: float
    generator: float


Meter = Callable[[], tuple[float, float]]  # CPU seconds of the server, and of what stands beside it
_loads = 0


async def run(crowd: Crowd, load: Load, meter: Meter) -> dict[str, float]:
    """One load, from warming up to the last straggler."""
    global _loads
    _loads += 1
    tally = crowd.begin(_loads)
    cut_before = len(crowd.cut)
    gc.collect()
    gc.freeze()  # what has been made so far is not looked through again while the clock runs
    saying = asyncio.create_task(offer(crowd, load) if load.rate else saturate(crowd, load))
    await asyncio.sleep(load.warm_up)
    tally.since = time.monotonic_ns()
    before = costs(tally, meter)
    late = await saying
    after = costs(tally, meter)
    await settle(tally)
    gc.unfreeze()
    return figures(tally, before, after) | {"late": late, "cut": len(crowd.cut) - cut_before}


def costs(tally: Tally, meter: Meter) -> Costs:
    server, beside = meter()
    return Costs(time.monotonic(), tally.delivered, tally.frames, server, beside, time.process_time())


def figures(tally: Tally, before: Costs, after: Costs) -> dict[str, float]:
    delivered, seconds = after.delivered - before.delivered, after.at - before.at
    found = {
        "delivered": delivered,
        "deliveries_a_second": delivered / seconds,
        "generator_busy": (after.generator - before.generator) / seconds,
        "server_busy": (after.server - before.server) / seconds,
        "beside_busy": (after.beside - before.beside) / seconds,
        "sent": tally.sent,
        "refused": tally.refused,
        "lost": tally.lost,
        "duplicated": tally.duplicated,
        "misordered": tally.misordered,
    }
    if delivered:
        found["cpu"] = (after.server - before.server) / delivered * 1000
        found["cpu_beside"] = (after.beside - before.beside) / delivered * 1000
        found["in_a_frame"] = delivered / max(1, after.frames - before.frames)
    return found | tally.milliseconds()


async def offer(crowd: Crowd, load: Load) -> float:
    """By the clock; answers by how many milliseconds the generator itself was late at worst."""
    begun = time.monotonic()
    end = begun + load.warm_up + load.seconds
    said, late = 0, 0.0
    while (now := time.monotonic()) < end and said < MOST:
        due = begun + said / load.rate
        if due > now:
            await asyncio.sleep(due - now)
            continue
        crowd.say(crowd.places[said % len(crowd.places)], load.size)
        if now > begun + load.warm_up:
            late = max(late, now - due)
        said += 1
        if said % 64 == 0:
            await asyncio.sleep(0)  # one who has fallen behind still reads
    return late * 1000


async def saturate(crowd: Crowd, load: Load) -> float:
    """Each contribution that its sender has got back makes room for the next one."""
    end = time.monotonic() + load.warm_up + load.seconds

    def next_one(place: Place) -> None:
        if time.monotonic() < end and len(crowd.tally.rooms[place.number].missing) < MOST:
            crowd.say(place, load.size)

    crowd.on_back = next_one
    try:
        for place in crowd.places:
            for _ in range(load.in_flight):
                crowd.say(place, load.size)
        while (now := time.monotonic()) < end:
            await asyncio.sleep(min(0.25, end - now))
            for place in crowd.places:
                replace_forgotten(place, next_one)
    finally:
        crowd.on_back = lambda place: None
    return 0.0


def replace_forgotten(place: Place, next_one: Callable[[Place], None]) -> None:
    """A server that loses contributions is not held to what it has lost."""
    now = time.monotonic()
    for number in [number for number, since in place.under_way.items() if now - since > FORGOTTEN]:
        del place.under_way[number]
        next_one(place)


async def settle(tally: Tally) -> None:
    """Wait until everybody has everything, as long as something still comes."""
    deadline = time.monotonic() + SETTLED
    while tally.lost and time.monotonic() < deadline:  # noqa: ASYNC110 - what happens per delivery stays small
        await asyncio.sleep(0.1)
