"""How long pages block the main thread of a slow phone: all that visitors and trainees may read, a room, the CMS."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks.browser import SLOW, TASKS, tasks_of_the_page
from benchmarks.experiments import Figures
from benchmarks.servers import Contender, Site, Stage
from tests.e2e import browsers

BLOCKS = 50.0  # milliseconds: for so long a task may hold up what somebody types or presses
SETTLED = 0.5  # seconds after everything is loaded
WORST = "blocking"
TIMES = 2


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
    context: BrowserContext = browser.new_context(viewport={"width": 360, "height": 740}, locale="de")
    if cookie:
        context.add_cookies([{"name": site.known["cookie"], "value": cookie, "url": site.url}])
    try:
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
        browser.start_tracing(categories=TASKS)
        page.goto(f"{site.url}{path}", wait_until="load")
        page.wait_for_timeout(SETTLED * 1000)
        return blocked(json.loads(browser.stop_tracing())["traceEvents"])
    finally:
        context.close()


def blocked(events: Sequence[Mapping[str, Any]]) -> float:
    """Total blocking time: what each task took beyond the time for which nobody notices it."""
    return sum(max(0.0, task - BLOCKS) for task in tasks_of_the_page(events))
