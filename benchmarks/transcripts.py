"""A transcript of a thousand contributions, read by somebody who was there: what it costs, and how much is sent."""

import contextlib
import gzip
import http.client
from collections.abc import Callable

from benchmarks.figures import median
from benchmarks.reading import HOST, expect
from benchmarks.results import Row
from benchmarks.servers import Contender, Site, Stage

CONTRIBUTIONS = 1000
WANTED = {"rooms": 1, "people": 12, "contributions": CONTRIBUTIONS, "varied": True}


def transcripts(contender: Contender, pages: int) -> Callable[[Stage], dict[str, float]]:
    def run(stage: Stage) -> dict[str, float]:
        with stage.site(contender, "rooms", WANTED) as site:
            asked(site, 1)  # it is folded and drawn for the first time, and templates are compiled
            cpu = []
            for _ in range(5):
                before, _beside = site.meter()
                body = asked(site, pages)
                cpu.append((site.meter()[0] - before) / pages * 1000)
            return {"cpu": median(cpu), "kilobytes": len(gzip.compress(body, 6)) / 1000, "plain": len(body) / 1000}

    return run


def asked(site: Site, times: int) -> bytes:
    room = site.known["rooms"][0]
    headers = {"Cookie": f"{site.known['cookie']}={room['cookies'][0]}", "Accept-Language": "en"}
    with contextlib.closing(http.client.HTTPConnection(HOST, site.ports[0], timeout=30)) as connection:
        for _ in range(times):
            connection.request("GET", f"/sessions/{room['key']}/transcript/", headers=headers)
            body = expect(connection.getresponse(), 200)
    return body


def rows(experiment: str) -> list[Row]:
    name = f"transcript of {CONTRIBUTIONS:,}, read again"
    return [
        Row(name, "cpu", "CPU ms", experiment, must=40, goal=5),
        Row(name, "kilobytes", "kB compressed", experiment, must=60, goal=35),
        Row(name, "plain", "kB", experiment),
    ]
