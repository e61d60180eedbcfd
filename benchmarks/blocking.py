"""How long pages block the main thread of a slow phone: all that visitors and trainees may read, a room, the CMS.

A slow phone is reckoned: tasks take four times the CPU that they take here. Chromium's own throttling counts by the
clock, so what other processes take would be counted four times as well.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

from benchmarks.browser import SLOW, TASKS, tasks_of_the_page
from benchmarks.experiments import Figures
from benchmarks.servers import Contender, Site, Stage
from tests.e2e import browsers

BLOCKS = 50.0  # milliseconds: for so long a task may hold up what somebody types or presses
SETTLED = 2.5  # seconds after which a page that was just asked for has nothing left to do
WORST = "blocking"
TIMES = 2
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": False}


def pages(contender: Contender) -> Callable[[Stage], Figures]:
    """Milliseconds by page, and those of the worst."""

    def run(stage: Stage) -> Figures:
        stage.collect_static()
        with stage.site(contender, "every page", {}) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browsers.executable(), args=browsers.FLAGS)
            found = {
                f"{asker} {path}": blocking(browser, site, site.known["cookies"][asker], path)
                for asker, paths in site.known["pages"].items()
                for path in paths
            }
            browser.close()
        return {WORST: max(found.values()), "pages": len(found)} | found

    return run


def blocking(browser: Browser, site: Site, cookie: str, path: str) -> float:
    """The least of several: what this page does itself, without what Chromium does now and then."""
    least = opened(browser, site, cookie, path)
    for _ in range(TIMES - 1):
        if least == 0:
            break
        least = min(least, opened(browser, site, cookie, path))
    return least


def opened(browser: Browser, site: Site, cookie: str, path: str) -> float:
    """By somebody who was never here: nothing is in the cache."""
    known = [{"name": site.known["cookie"], "value": cookie, "url": site.url}] if cookie else []
    with unwatched(browser, known) as go:
        browser.start_tracing(categories=TASKS)
        go(f"{site.url}{path}")
        time.sleep(SETTLED)
        return blocked(json.loads(browser.stop_tracing())["traceEvents"])


@contextmanager
def unwatched(browser: Browser, cookies: Sequence[Mapping[str, str]]) -> Iterator[Callable[[str], None]]:
    """A page in a context of its own, led by its address alone. Playwright has every page tell who asked for what: then
    Chromium reads a script anew when it opens a connection, for 60 of the 85 ms in which that of a room starts."""
    devtools = browser.new_browser_cdp_session()
    context = devtools.send("Target.createBrowserContext")["browserContextId"]
    try:
        devtools.send("Storage.setCookies", {"cookies": list(cookies), "browserContextId": context})
        target = devtools.send("Target.createTarget", {"url": "about:blank", "browserContextId": context})["targetId"]
        session = devtools.send("Target.attachToTarget", {"targetId": target, "flatten": False})["sessionId"]
        tell(devtools, session, "Emulation.setDeviceMetricsOverride", PHONE)
        yield lambda address: tell(devtools, session, "Page.navigate", {"url": address})
    finally:
        devtools.send("Target.disposeBrowserContext", {"browserContextId": context})
        devtools.detach()


def tell(devtools: CDPSession, session: str, method: str, parameters: Mapping[str, Any]) -> None:
    message = json.dumps({"id": 1, "method": method, "params": parameters})
    devtools.send("Target.sendMessageToTarget", {"sessionId": session, "message": message})


def blocked(events: Sequence[Mapping[str, Any]]) -> float:
    """Total blocking time: what each task took beyond the time for which nobody notices it."""
    return sum(max(0.0, task * SLOW - BLOCKS) for task in tasks_of_the_page(events))
