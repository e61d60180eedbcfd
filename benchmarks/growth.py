"""Pages and search with ten times the data, and what waits behind the dearest of them."""

import http.client
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from threading import Event
from typing import Any

from benchmarks.databases import prepare
from benchmarks.figures import percentile, spelled
from benchmarks.servers import HOST, OURS_DAPHNE, OURS_GROWN_UP, Contender, Site, Stage

FEW, MANY = 20, 200  # courses; the rest in proportion, see growing.py
DEAREST = 8  # requests at once
WAITED_FOR = 40  # home pages
ROUNDS = 3  # of all pages, with few and with much data in turn
MODULE = "benchmarks.growing"
CONTENDERS = (OURS_DAPHNE, OURS_GROWN_UP)

Costs = Mapping[str, Mapping[str, float]]


def measure(stage: Stage, contender: Contender) -> dict[str, Any]:
    """What each page costs with a tenth and with all of the data; and how long people wait for the home page then."""
    databases = stage.prepared(contender.store)
    migrated = databases.source(contender.project, "", {})
    small, large = (databases.databases.copy(migrated, name) for name in ("few", "many"))
    for database, size in ((small, FEW), (large, MANY)):
        prepare(MODULE, database, str(size), {})
    rounds = [[prepare(MODULE, database, "pages", {}) for database in (small, large)] for _ in range(ROUNDS)]
    few, many = map(cheapest, zip(*rounds, strict=True))
    with stage.site_on(contender, large) as site:
        alone, beside = waiting(site, dearest(many))
    return {"few": few, "many": many, "alone": alone, "beside": beside}


def cheapest(rounds: Sequence[Costs]) -> Costs:
    """Of each page, the round in which it took least: what else a machine does can only make it dearer."""
    return {name: min((each[name] for each in rounds), key=lambda costs: costs["cpu"]) for name in rounds[0]}


def dearest(costs: Costs) -> list[str]:
    """Addresses of the pages that visitors may ask for and that take longest, the same again where they are few."""
    public = [each for each in costs.values() if each["public"]]
    ordered = [str(each["address"]) for each in sorted(public, key=lambda each: -each["cpu"])]
    return [address for address, _ in zip(cycle(ordered[:4]), range(DEAREST), strict=False)]


def waiting(site: Site, addresses: Sequence[str]) -> tuple[list[float], list[float]]:
    """Milliseconds for the home page, while nobody else asks, and while each of the addresses is asked for again and
    again."""
    home_pages(site)  # every thread has read the templates then
    alone = home_pages(site)
    over = Event()
    with ThreadPoolExecutor(DEAREST) as pool:
        for address in addresses:
            pool.submit(ask_until, over, site, address)
        try:
            beside = home_pages(site)
        finally:
            over.set()
    return alone, beside


def ask_until(over: Event, site: Site, address: str) -> None:
    while not over.is_set():
        ask(site, address)


def home_pages(site: Site) -> list[float]:
    return [ask(site, "/") for _ in range(WAITED_FOR)]


def ask(site: Site, address: str) -> float:
    connection = http.client.HTTPConnection(HOST, site.ports[0], timeout=60)
    started = time.monotonic()
    connection.request("GET", address)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address} answers {answer.status}")
    return (time.monotonic() - started) * 1000


# --- the table --------------------------------------------------------------------------------------------------------

HEAD = ("page", "queries", "with ten times", "CPU ms", "with ten times", "ratio", "kB")


def lines(found: Mapping[str, Any]) -> Iterable[Sequence[str]]:
    for name, many in found["many"].items():
        few = found["few"][name]
        ratio = many["cpu"] / few["cpu"]
        figures = (few["queries"], many["queries"], few["cpu"], many["cpu"], ratio, many["kilobytes"])
        yield (name, *map(spelled, figures))


def table(found: Mapping[str, Any]) -> str:
    rows = [HEAD, ("---",) * len(HEAD), *lines(found)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def told(name: str, found: Mapping[str, Any]) -> str:
    alone, beside = percentile(found["alone"], 0.95), percentile(found["beside"], 0.95)
    sentence = f"Home page, p95: {spelled(alone)} ms alone, {spelled(beside)} ms beside eight of the dearest requests"
    return f"**{name}**\n\n{table(found)}\n\n{sentence}, x{spelled(beside / alone)}."
