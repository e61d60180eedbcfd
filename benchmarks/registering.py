"""Five hundred people want a place in one training within a minute, evenly or half of them in its first ten seconds,
while others read: what everybody waits for, what a registration costs, and whether a place was given that is not there.
"""

import asyncio
import http.client
import io
import re
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any
from urllib.parse import urlencode

import uvloop

from benchmarks.experiments import Figures
from benchmarks.figures import percentiles
from benchmarks.reading import HOST, TOKEN
from benchmarks.results import Row
from benchmarks.servers import Contender, Site, Stage

PEOPLE, PLACES, MINUTE = 500, 60, 60.0
RUSH = 1 / 6  # of the time, in which half of them come
LOOKING, FILLING_IN, LEFT = 2.0, 3.0, 3.0  # seconds at the page and at the form, and those that remain at the end
READS = 4.0  # pages a second that others read, the home page and a lesson in turns
WARM_UP, ALONE = 2.0, 10.0  # seconds in which only they are there
PATIENCE = 60.0  # seconds after which somebody gives up

# What the page says to which somebody is led.
HAS_A_PLACE = "You have a place."
WAITS = re.compile(r"You are on the waiting list, in place (\d+)\.")


class Failed(Exception):
    """Somebody got another answer than the next step of registering, or none."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    leads_to: str
    text: str


@dataclass(slots=True)
class Visits:
    """Pages that were asked for, each over a connection of its own, as a proxy in front asks: (when, milliseconds)."""

    port: int
    waited: list[tuple[float, float]] = field(default_factory=list)

    async def ask(self, address: str, cookie: str, fields: Mapping[str, str] | None = None) -> Reply:
        """`fields`: of a form that is sent."""
        started = time.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                answer = await answered(self.port, written(address, cookie, fields))
        except (OSError, ValueError, IndexError) as error:
            raise Failed(f"{address}: {error!r}") from error
        self.waited.append((started, (time.monotonic() - started) * 1000))
        return answer

    async def page(self, address: str, cookie: str) -> str:
        reply = await self.ask(address, cookie)
        if reply.status != 200:
            raise Failed(f"{address} answers {reply.status} {reply.leads_to}")
        return reply.text


def written(address: str, cookie: str, fields: Mapping[str, str] | None) -> bytes:
    form = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}) if fields is not None else ""
    head = [
        f"{'GET' if fields is None else 'POST'} {address} HTTP/1.1",
        f"Host: {HOST}",
        f"Cookie: {cookie}; csrftoken={TOKEN}",
        "Accept-Language: en",
        "Connection: close",
    ]
    if fields is not None:
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"]
    return "\r\n".join([*head, "", form]).encode()


async def answered(port: int, asked: bytes) -> Reply:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        writer.write(asked)
        head, _end, body = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    status, _line, fields = head.partition(b"\r\n")
    headers = http.client.parse_headers(io.BytesIO(fields + b"\r\n\r\n"))
    return Reply(int(status.split()[1]), headers.get("Location", ""), body.decode())


# --- who comes --------------------------------------------------------------------------------------------------------


Arrivals = Callable[[int, float], list[float]]


def evenly(people: int, seconds: float) -> list[float]:
    """When each of them comes, as long as there is time for the form."""
    last = seconds - LOOKING - FILLING_IN - LEFT
    return [last * number / people for number in range(people)]


def in_a_rush(people: int, seconds: float) -> list[float]:
    """Half of them in the rush, the others evenly."""
    rush, last = seconds * RUSH, max(seconds * RUSH, seconds - LOOKING - FILLING_IN - LEFT)
    first, later = people // 2, people - people // 2
    early = [rush * number / first for number in range(first)]
    return early + [rush + (last - rush) * number / later for number in range(later)]


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody was told: a place, or which one on the waiting list."""

    kind: str
    waits_in: int = 0


async def register(visits: Visits, training: str, cookie: str, kind: str, fields: Mapping[str, str]) -> Standing:
    """As one does in a browser: the page, the form, sending it, and what it leads to."""
    await visits.page(training, cookie)
    await asyncio.sleep(LOOKING)
    await visits.page(f"{training}register/", cookie)
    await asyncio.sleep(FILLING_IN)
    sent = await visits.ask(f"{training}register/", cookie, fields)
    if sent.status != 302 or "/trainings/mine/" not in sent.leads_to:
        raise Failed(f"Registering answers {sent.status} {sent.leads_to}")
    told = await visits.page(sent.leads_to, cookie)
    if HAS_A_PLACE in told:
        return Standing(kind)
    if found := WAITS.search(told):
        return Standing(kind, int(found[1]))
    raise Failed("Nobody says how it stands.")


def wrong(standings: Sequence[Standing], places: int, quotas: Mapping[str, int]) -> Figures:
    """`oversold`: places that were given and are not there, in all or for one kind of organisation. `left_free`: that
    nobody got, though somebody waits who could have them. `twice`: who stands where somebody else stands."""
    given = Counter(each.kind for each in standings if not each.waits_in)
    waiting = [each for each in standings if each.waits_in]
    free = max(0, places - given.total())
    could = Counter(each.kind for each in waiting)
    fitting = sum(min(number, max(0, quotas.get(kind, places) - given[kind])) for kind, number in could.items())
    return {
        "oversold": max(0, given.total() - places) + sum(max(0, given[kind] - most) for kind, most in quotas.items()),
        "left_free": min(free, fitting),
        "twice": len(waiting) - len({each.waits_in for each in waiting}),
    }


# --- the clock --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Clock:
    """Begins everything when it is due, whatever the server does; `late`: by how many milliseconds at worst."""

    began: float = field(default_factory=time.monotonic)
    late: float = 0.0

    async def at(self, due: float) -> None:
        await asyncio.sleep(self.began + due - time.monotonic())
        self.late = max(self.late, (time.monotonic() - self.began - due) * 1000)


async def read(visits: Visits, clock: Clock, pages: Sequence[tuple[str, str]], seconds: float) -> int:
    """Others, who come when it is their turn. Says how many got no page."""

    async def one(due: float, address: str, cookie: str) -> None:
        await clock.at(due)
        await visits.page(address, cookie)

    turns = zip((number / READS for number in range(int(seconds * READS))), cycle(pages), strict=False)
    return len(failures(await all_of(one(due, *page) for due, page in turns)))


async def all_of(asked: Iterable[Awaitable[Any]]) -> list[Any]:
    """What comes of each, or why nothing came."""
    return await asyncio.gather(*asked, return_exceptions=True)


def failures(found: Sequence[Any]) -> list[Failed]:
    """Of people, which are counted; whatever else goes wrong spoils the run."""
    for each in found:
        if isinstance(each, BaseException) and not isinstance(each, Failed):
            raise each
    return [each for each in found if isinstance(each, Failed)]


# --- the experiment ---------------------------------------------------------------------------------------------------


def registering(contender: Contender, arrivals: Arrivals, pace: float) -> Callable[[Stage], Figures]:
    wanted = {"people": int(PEOPLE * pace), "places": PLACES}

    def run(stage: Stage) -> Figures:
        with stage.site(contender, "registration", wanted) as site:
            figures: Figures = uvloop.run(measured(site, arrivals, MINUTE * pace))
            return figures

    return run


async def measured(site: Site, arrivals: Arrivals, seconds: float) -> Figures:
    known, port = site.known, site.ports[0]
    people = [(f"{known['cookie']}={each['browser']}", each["kind"], each["fields"]) for each in known["people"]]
    pages = [("/", ""), (known["lesson"], f"{known['cookie']}={known['reader']}")]
    await read(Visits(port), Clock(), pages, WARM_UP)  # templates are compiled, pools filled
    alone = Visits(port)
    failed = await read(alone, Clock(), pages, ALONE)

    applying, reading, clock, before = Visits(port), Visits(port), Clock(), site.meter()

    async def one(due: float, person: tuple[str, str, Mapping[str, str]]) -> Standing:
        await clock.at(due)
        return await register(applying, known["training"], *person)

    others = asyncio.create_task(read(reading, clock, pages, seconds))
    came = await all_of(one(due, person) for due, person in zip(arrivals(len(people), seconds), people, strict=True))
    took = time.monotonic() - clock.began
    failed += len(failures(came)) + await others
    server, beside = (now - then for now, then in zip(site.meter(), before, strict=True))

    standings = [each for each in came if isinstance(each, Standing)]
    spent, busy = milliseconds(applying), milliseconds(reading)
    return {
        **percentiles(spent + busy),
        **{f"registering_{name}": value for name, value in percentiles(spent).items()},
        **{f"others_{name}": value for name, value in percentiles(busy).items()},
        **{f"alone_{name}": value for name, value in percentiles(milliseconds(alone)).items()},
        **wrong(standings, known["places"], known["quotas"]),
        "longest": max(spent + busy, default=0.0),
        "failed": failed,
        "registered": len(standings),
        "seconds": took,
        "cpu": server / max(1, len(standings)) * 1000,
        "cpu_beside": beside / max(1, len(standings)) * 1000,
        "server_busy": server / took,
        "late": clock.late,
    }


def milliseconds(visits: Visits) -> list[float]:
    return [waited for _when, waited in visits.waited]


def rows(contender: str) -> list[Row]:
    """By how they come. The second is held to what the minute allows; in a rush, people come faster than one process
    can answer."""
    return [
        *of_arrivals(f"registration | {contender}", f"{PEOPLE} register within a minute", must=1000, goal=300),
        *of_arrivals(f"registration rush | {contender}", f"{PEOPLE} register, half of them in ten seconds"),
    ]


def of_arrivals(experiment: str, name: str, must: float | None = None, goal: float | None = None) -> list[Row]:
    faults = ("oversold", "left_free", "twice", "failed")
    shares = ("p50", "p95", "p99")
    return [
        Row(f"{name}: all pages of the site", "p95", "p95, ms", experiment, must=must, goal=goal),
        Row(name, faults, "oversold, left free, twice, failed", experiment, must=0, goal=0),
        *(Row(name, f"registering_{share}", f"{share}, ms", experiment) for share in shares),
        *(Row(f"{name}: what others read", f"others_{share}", f"{share}, ms", experiment) for share in shares),
        Row(f"{name}: what others read, before", "alone_p95", "p95, ms", experiment),
        Row(name, "cpu", "CPU ms each", experiment),
        Row(name, "cpu_beside", "CPU ms each, beside", experiment),
        Row(name, "server_busy", "cores of the server", experiment),
    ]
