"""IBM's checker, a second engine beside axe, looks at the sights in every look.

A page is loaded once in each direction. Then colours and sizes change in the page as it stands, and only the rules are
asked again that these can change: colours those of contrast, a narrow page those of what is shown and of what fits.
Where a language runs from right to left, boxes change sides, and nothing else of the page, nor its colours.
"""

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import get_language_info
from playwright.sync_api import Page, sync_playwright

from tests.e2e import browsers, checker
from tests.matrix.sights import Sight

# The engine misses the labels of what is folded, and what is in it is to be looked at, too. Menus lie over the page.
UNFOLD = "document.querySelectorAll('details:not([data-menu])').forEach((each) => { each.open = true; })"


@dataclass(frozen=True)
class Look:
    name: str
    rules: tuple[str, ...] = ()  # none: all of them
    width: int = 1280
    media: dict[str, Any] = field(default_factory=dict)


LOOKS = (
    Look("light, 1280"),
    Look("dark, 1280", checker.COLOURS, media={"color_scheme": "dark"}),
    Look("forced colours, 1280", checker.COLOURS, media={"forced_colors": "active"}),
    Look("light, 320", checker.SIZES, width=320),
)


def look_at(sights: list[Sight]) -> list[str]:
    found: list[str] = []
    with served(sights) as address, browser_page() as page:
        for number, sight in enumerate(sights):
            page.goto(f"{address}/{number}")
            page.evaluate(UNFOLD)
            for look in looks_of(sight):
                found += [f"{sight}, {look.name}: {finding}" for finding in findings(page, look, sight)]
    return found


def looks_of(sight: Sight) -> list[Look]:
    if not get_language_info(sight.language)["bidi"]:
        return [*LOOKS]
    return [replace(look, rules=checker.SIZES) for look in LOOKS if look.rules != checker.COLOURS]


def findings(page: Page, look: Look, sight: Sight) -> list[str]:
    page.emulate_media(**({"color_scheme": "light", "forced_colors": "none"} | look.media))
    page.set_viewport_size({"width": look.width, "height": 800})
    return checker.findings(page, look.rules, sight.within)


@contextmanager
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsers.executable(), args=browsers.FLAGS)
        try:
            yield browser.new_page(reduced_motion="reduce")  # or colours would be seen on their way
        finally:
            browser.close()


# --- the pages once more ----------------------------------------------------------------------------------------------


@contextmanager
def served(sights: list[Sight]) -> Iterator[str]:
    """As the database is gone: the answers as they were, by their number, with the files that they name."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Serving, sights))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class Serving(BaseHTTPRequestHandler):
    def __init__(self, sights: list[Sight], *arguments: Any) -> None:
        self.sights = sights
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path[1:].isdecimal():
            self.answer(self.sights[int(path[1:])].html, "text/html; charset=utf-8")
        elif path.startswith(settings.STATIC_URL) and (file := finders.find(path.removeprefix(settings.STATIC_URL))):
            self.answer(Path(file).read_bytes(), mimetypes.guess_type(path)[0] or "application/octet-stream")
        else:
            self.send_error(404)

    def answer(self, body: bytes, content_type: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        """What is asked for is of no interest."""
