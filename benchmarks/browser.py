"""What the room asks of a browser: Chromium's main thread, frames and bytes, in a room in which much was said."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from benchmarks.experiments import Figures
from benchmarks.servers import HOST, Contender, Site, Stage
from tests.e2e import browsers

SPOKEN_BEFORE = 5_000
PEOPLE = 12
SLOW = 4  # times slower than this machine: a phone that is some years old
SETTLED = 2.0  # seconds after which a page that was just opened has nothing left to do
RATE = 5  # contributions a second
SECONDS = 8
USABLE = ".page:has(.said):has(#contribution)"
TASKS = ["toplevel", "disabled-by-default-devtools.timeline"]
TASK = "RunTask"  # the other category tells the same task again, as `ThreadControllerImpl::RunTask`
WATCH = """
    window.frames_drawn = 0;
    const count = () => { window.frames_drawn += 1; requestAnimationFrame(count); };
    requestAnimationFrame(count);
"""


@dataclass(slots=True)
class Reader:
    """A page of the room, and what it has cost so far."""

    page: Page
    devtools: CDPSession
    received: int = 0

    def listen(self) -> None:
        self.devtools.send("Performance.enable", {"timeDomain": "threadTicks"})  # CPU, not what others take from it
        self.devtools.send("Network.enable")
        self.devtools.on("Network.loadingFinished", lambda told: self._count(int(told["encodedDataLength"])))
        self.devtools.on(
            "Network.webSocketFrameReceived", lambda told: self._count(len(told["response"]["payloadData"].encode()))
        )

    def _count(self, size: int) -> None:
        self.received += size

    def throttle(self, times: int) -> None:
        self.devtools.send("Emulation.setCPUThrottlingRate", {"rate": times})

    def busy(self) -> float:
        """Milliseconds that the main thread has worked."""
        told = self.devtools.send("Performance.getMetrics")["metrics"]
        return next(float(each["value"]) for each in told if each["name"] == "TaskDuration") * 1000

    def drawn(self) -> int:
        return int(self.page.evaluate("window.frames_drawn"))


@contextmanager
def reading(browser: Browser, site: Site, slower: int) -> Iterator[Reader]:
    """Somebody who has just opened the room."""
    known = site.known["rooms"][0]
    context: BrowserContext = browser.new_context(viewport={"width": 1280, "height": 800}, locale="de")
    context.add_cookies([{"name": site.known["cookie"], "value": known["cookies"][0], "url": site.url}])
    context.add_init_script(WATCH)
    try:
        page = context.new_page()
        reader = Reader(page, context.new_cdp_session(page))
        reader.listen()
        reader.throttle(slower)
        page.goto(f"{site.url}/sessions/{known['key']}/room/")
        page.wait_for_selector(USABLE, timeout=120_000)
        yield reader
    finally:
        context.close()


class Speaker:
    """Somebody else in the room, who says something now and then."""

    def __init__(self, site: Site) -> None:
        known = site.known["rooms"][0]
        self._socket: ClientConnection = connect(
            f"ws://{HOST}:{site.ports[0]}/ws/sessions/{known['key']}/",
            origin=Origin(site.known["origin"]),
            additional_headers={"Cookie": f"{site.known['cookie']}={known['cookies'][1]}"},
            max_size=None,
        )
        self._socket.send(json.dumps({"have": 0, "epoch": ""}))
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        try:
            for text in self._socket:
                frame = json.loads(text)
                if "ping" in frame:
                    self._socket.send(json.dumps({"pong": frame["ping"]}))
        except ConnectionClosed:
            return

    def talk(self, rest: Callable[[float], None]) -> int:
        """So many contributions as were said."""
        count = RATE * SECONDS
        begun = time.monotonic()
        for number in range(count):
            rest(max(0.0, begun + number / RATE - time.monotonic()))
            fields = {"text": f"What is said now, as number {number}, with as many words as people use."}
            self._socket.send(json.dumps({"ref": str(uuid.uuid4()), "do": "exchange.Contribute", "fields": fields}))
        rest(1 / RATE)
        return count

    def leave(self) -> None:
        self._socket.close()
        self._listening.join(5)


def rooms(contender: Contender) -> Callable[[Stage], Figures]:
    """Somebody comes into the room, and others talk on."""

    def run(stage: Stage) -> Figures:
        wanted: dict[str, Any] = {"rooms": 1, "people": PEOPLE, "contributions": SPOKEN_BEFORE}
        stage.collect_static()
        with stage.site(contender, "rooms", wanted) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browsers.executable(), args=browsers.FLAGS)
            entered(browser, site)  # everything is imported, templates are compiled
            found = entered(browser, site) | longest_task(browser, site)
            found["arriving"] = arriving(browser, site, 1)["each"]
            found["frames"] = arriving(browser, site, SLOW)["frames"]
            browser.close()
        return found

    return run


def entered(browser: Browser, site: Site) -> Figures:
    with reading(browser, site, 1) as reader:
        received = reader.received
        reader.page.wait_for_timeout(SETTLED * 1000)
        articles = int(reader.page.evaluate("document.querySelectorAll('.said').length"))
        return {"entering": reader.busy(), "bytes": received / 1000, "articles": articles}


def longest_task(browser: Browser, site: Site) -> Figures:
    """Milliseconds of CPU that the main thread of a slow processor takes at most without a break."""
    browser.start_tracing(categories=TASKS)
    with reading(browser, site, SLOW) as reader:
        reader.page.wait_for_timeout(SETTLED * SLOW * 1000)
        trace = json.loads(browser.stop_tracing())
    return {"longest": longest_of(trace["traceEvents"])}


def longest_of(events: Sequence[Mapping[str, Any]]) -> float:
    return max(tasks_of_the_page(events))


def tasks_of_the_page(events: Sequence[Mapping[str, Any]]) -> list[float]:
    """Milliseconds of CPU of each task of its main thread. Chromium has other such threads, which do little."""
    mains = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == "CrRendererMain"}
    tasks: dict[Any, list[float]] = {main: [0.0] for main in mains}
    for event in events:
        main = (event["pid"], event["tid"])
        if event["name"] == TASK and main in tasks:
            tasks[main].append(event.get("tdur", 0) / 1000)
    return max(tasks.values(), key=sum)


def arriving(browser: Browser, site: Site, slower: int) -> Figures:
    """Milliseconds of the main thread for each that arrives, beyond what the page does anyway; frames a second."""
    with reading(browser, site, slower) as reader:
        speaker = Speaker(site)

        def rest(seconds: float) -> None:
            reader.page.wait_for_timeout(seconds * 1000)

        rest(SETTLED)
        idle = reader.busy()
        rest(SECONDS)
        idle = reader.busy() - idle
        busy, drawn, since = reader.busy(), reader.drawn(), time.monotonic()
        said = speaker.talk(rest)
        frames = (reader.drawn() - drawn) / (time.monotonic() - since)
        each = (reader.busy() - busy - idle) / said
        speaker.leave()
        return {"each": max(0.0, each), "frames": frames}
