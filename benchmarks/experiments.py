"""What is done with a contender that runs, and the figures that come of it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import uvloop

from benchmarks import reading
from benchmarks.fanout import loads
from benchmarks.fanout.crowd import Crowd, Person
from benchmarks.fanout.loads import Load
from benchmarks.figures import median, percentiles, quotient
from benchmarks.servers import Contender, Site, Stage
from benchmarks.workloads import JOINING, READERS, Workload, calm

Figures = dict[str, float]
KILOBYTE = 1000
SPOKEN_BEFORE = 300  # contributions in the room that people join
SLEEPING = 5  # of the readers in the room with stalled ones


@dataclass(frozen=True, slots=True)
class Trial:
    """One experiment with one contender. `run` starts what it needs and stops it again."""

    experiment: str
    contender: Contender
    run: Callable[[Stage], Figures]

    @property
    def key(self) -> str:
        return f"{self.experiment} | {self.contender.name}"


def with_rooms(
    contender: Contender,
    workload: Workload,
    measure: Callable[[Site], Awaitable[Figures]],
    contributions: int = 0,
) -> Callable[[Stage], Figures]:
    return on_a_site(contender, workload.wanted(contributions), measure)


def on_a_site(
    contender: Contender, wanted: Mapping[str, Any], measure: Callable[[Site], Awaitable[Figures]]
) -> Callable[[Stage], Figures]:
    """`wanted` is what `preparation.rooms_with_people` makes."""

    def run(stage: Stage) -> Figures:
        with stage.site(contender, "rooms", dict(wanted)) as site:
            figures: Figures = uvloop.run(one(measure, site))
            return figures

    return run


async def one(measure: Callable[[Site], Awaitable[Figures]], site: Site) -> Figures:
    return await measure(site)


@contextlib.asynccontextmanager
async def crowd_in(site: Site, workload: Workload) -> AsyncIterator[Crowd]:
    crowd = Crowd(site.dialect(), site.seats(workload.rooms, workload.people))
    try:
        entrance = await crowd.enter()
        if entrance.refused:
            raise RuntimeError(f"{entrance.refused} of {workload.size} were not let in by {site.contender.name}")
        yield crowd
    finally:
        await crowd.leave()


def named(prefix: str, figures: Figures) -> Figures:
    return {f"{prefix}.{name}": value for name, value in figures.items()}


# --- people talk ------------------------------------------------------------------------------------------------------


def talking(contender: Contender, workload: Workload, *wanted: Load) -> Callable[[Stage], Figures]:
    """Everybody is in; then one load after the other."""

    async def measure(site: Site) -> Figures:
        found: Figures = {}
        async with crowd_in(site, workload) as crowd:
            for load in wanted:
                found |= named(load.name, await loads.run(crowd, load, site.meter))
        return found

    return with_rooms(contender, workload, measure)


def stalling(contender: Contender, seconds: float) -> Callable[[Stage], Figures]:
    """Some fall asleep with their sockets open. Texts are long, so that what is meant for them piles up."""
    load = Load("stalled", seconds, rate=100, warm_up=2, size=1900)

    async def measure(site: Site) -> Figures:
        crowd = Crowd(site.dialect(), site.seats(READERS.rooms, READERS.people))
        sleeping = crowd.people[-SLEEPING:]
        try:
            await crowd.enter(stalling=sleeping)
            for person in sleeping:
                person.silent = True
            await loads.run(crowd, load.lasting(5), site.meter)  # nothing is new to anybody any more
            awake = await loads.run(crowd, load, site.meter)
            for person in sleeping:
                person.stall()
            stalled = await loads.run(crowd, load, site.meter)
        finally:
            await crowd.leave()
        ratio = quotient(stalled.get("p99", 0), awake.get("p99", 0))
        return named("awake", awake) | named("stalled", stalled) | ({"slower": ratio} if ratio else {})

    return with_rooms(contender, READERS, measure)


# --- people come ------------------------------------------------------------------------------------------------------


def crowding(contender: Contender, workload: Workload) -> Callable[[Stage], Figures]:
    """All connect in the same moment, and then say nothing: who is refused, how long it takes, what each one costs and
    weighs."""

    async def measure(site: Site) -> Figures:
        crowd = Crowd(site.dialect(), site.seats(workload.rooms, workload.people))
        await warm(site)
        before, (began, _beside) = site.memory(), site.meter()
        try:
            entrance = await crowd.enter(at_once=workload.size)
            came = (site.meter()[0] - began) / max(1, entrance.entered) * 1000
            await asyncio.sleep(3)
            weight = (site.memory() - before) / max(1, entrance.entered) / KILOBYTE
            cpu, _beside = site.meter()
            await asyncio.sleep(16)  # one round of pings
            idle = (site.meter()[0] - cpu) / 16 / max(1, entrance.entered) * 1000
        finally:
            await crowd.leave()
        refused = entrance.refused + len(crowd.cut)
        costs = {"coming_cpu": came, "kilobytes": weight, "idle_cpu": idle}
        return {"refused": refused, "seconds": entrance.seconds} | costs

    return with_rooms(contender, workload, measure)


async def warm(site: Site) -> None:
    """Everything is imported and every pool is there before memory is weighed."""
    crowd = Crowd(site.dialect(), [[seat] for seat in site.one_seat_each()])
    await crowd.enter()
    await asyncio.sleep(0.5)
    await crowd.leave()
    await asyncio.sleep(1)


def joining(contender: Contender) -> Callable[[Stage], Figures]:
    """One after the other into a room in which much was said: new, and coming back with a different gap each."""

    async def measure(site: Site) -> Figures:
        resident, *new = Crowd(site.dialect(), site.seats(JOINING.rooms, JOINING.people)).people
        await resident.connect()  # the room lives, whoever comes and goes
        _again, *back = Crowd(site.dialect(), site.seats(JOINING.rooms, JOINING.people)).people
        for index, person in enumerate(back):
            person.have, person.epoch = resident.have - SPOKEN_BEFORE + index % 20, resident.epoch
        found = {"join_cpu": await one_by_one(site, new), "return_cpu": await one_by_one(site, back)}
        resident.leave()
        return found

    return with_rooms(contender, JOINING, measure, SPOKEN_BEFORE)


async def one_by_one(site: Site, people: list[Person]) -> float:
    """Milliseconds of CPU for each who comes in and goes."""
    before, _beside = site.meter()
    for person in people:
        await person.connect()
        person.leave()
        await asyncio.sleep(0.02)
    return (site.meter()[0] - before) / len(people) * 1000


# --- pages and logs ---------------------------------------------------------------------------------------------------


def lessons(contender: Contender, pages: int) -> Callable[[Stage], Figures]:
    """A lesson read and answered by people who are logged in, one after the other and four at once."""

    def run(stage: Stage) -> Figures:
        with stage.site(contender, "lesson", {"learners": 8}) as site:
            reader = reading.Reader(site.ports[0], site.known)
            reader.read_together(8)  # templates are compiled, pools filled
            reader.answer_together(8)
            found = {name: site.known[name] for name in ("queries", "answer_queries")}
            works: dict[str, Callable[[int], reading.Waited]] = {
                "": reader.read,
                "answer_": reader.answer,
                "busy_": reader.read_together,
                "busy_answer_": reader.answer_together,
            }
            for prefix, work in works.items():
                found |= {f"{prefix}{name}": value for name, value in batches(site, work, pages).items()}
            return found

    return run


def batches(site: Site, work: Callable[[int], reading.Waited], number: int) -> Figures:
    """CPU milliseconds of each, the median of five batches: the kernel counts in hundredths of a second. What each
    waited comes from all five together."""
    cpu, waited = [], []
    for _ in range(5):
        before, _beside = site.meter()
        waited += work(number)
        cpu.append((site.meter()[0] - before) / number * 1000)
    return {"cpu": median(cpu)} | percentiles(waited)


def folding(contender: Contender, times: int) -> Callable[[Stage], Figures]:
    def run(stage: Stage) -> Figures:
        wanted: dict[str, Any] = {"entries": 5000, "times": times}
        known = stage.prepared(contender.store).once("product", "folding", wanted)
        return {"folded": median(known["folded"]), "loaded": median(known["loaded"]), "entries": known["entries"]}

    return run


def editing(contender: Contender, times: int) -> Callable[[Stage], Figures]:
    """What the editor waits for who corrects ten questions that a thousand people have answered."""

    def run(stage: Stage) -> Figures:
        wanted: dict[str, Any] = {"people": 1000, "questions": 10, "times": times}
        known = stage.prepared(contender.store).once("product", "edit", wanted)
        return {"preview": median(known["preview"]), "queries": known["queries"], "publish": known["publish"]}

    return run


# --- how far it goes --------------------------------------------------------------------------------------------------


def living(contender: Contender, workload: Workload, each_room: float, seconds: float) -> Callable[[Stage], Figures]:
    """People in rooms as people are: now and then somebody says something. All costs, those of being there included."""
    load = Load("living", seconds, rate=each_room * workload.rooms, warm_up=3)

    async def measure(site: Site) -> Figures:
        await warm(site)
        before = site.memory()
        async with crowd_in(site, workload) as crowd:
            found = named("living", await loads.run(crowd, load, site.meter))
            found["kilobytes"] = (site.memory() - before) / workload.size / KILOBYTE
            found |= named("lively", await loads.run(crowd, calm(5), site.meter))
        return found

    return with_rooms(contender, workload, measure)
