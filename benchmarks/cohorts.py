"""The page and the file of a cohort of a thousand people with their answers, as one of their trainers reads them: what
they cost, once they were found to say the same.
"""

import contextlib
import csv
import html
import http.client
import re
from collections.abc import Callable

from benchmarks.figures import median
from benchmarks.reading import HOST, expect
from benchmarks.results import Row
from benchmarks.servers import Contender, Site, Stage

PEOPLE = 1000
PAGES = ("page", "sheet")


def cohorts(contender: Contender, times: int) -> Callable[[Stage], dict[str, float]]:
    def run(stage: Stage) -> dict[str, float]:
        with stage.site(contender, "cohort", {"people": PEOPLE}) as site:
            found: dict[str, float] = {"queries": site.known["queries"]}
            compare(*(asked(site, page, 1) for page in PAGES))  # templates are compiled now, and releases read
            for page in PAGES:
                found[page] = median([cost(site, page, times) for _ in range(3)])
            return found

    return run


def cost(site: Site, page: str, times: int) -> float:
    """CPU milliseconds of each."""
    before, _beside = site.meter()
    asked(site, page, times)
    return (site.meter()[0] - before) / times * 1000


def compare(page: bytes, sheet: bytes) -> None:
    """Row by row and cell by cell."""
    heads, *filed = csv.reader(sheet.decode("utf-8-sig").splitlines(), delimiter=";")
    table = page.decode().partition("<tbody")[2].partition("</tbody>")[0]
    shown = [re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("</tr>")[:-1]]
    told = [[html.unescape(re.sub(r"<.*?>", "", cell)).strip() for cell in row[: len(heads)]] for row in shown]
    if told != filed or len(filed) != PEOPLE:
        raise RuntimeError(f"The page says {len(told)} rows, and the file says {len(filed)} or others")


def asked(site: Site, page: str, times: int) -> bytes:
    """What came last."""
    headers = {"Cookie": f"{site.known['cookie']}={site.known['trainer']}", "Accept-Language": "en"}
    body = b""
    with contextlib.closing(http.client.HTTPConnection(HOST, site.ports[0], timeout=60)) as connection:
        for _ in range(times):
            connection.request("GET", site.known[page], headers=headers)
            body = expect(connection.getresponse(), 200)
    return body


def rows(experiment: str) -> list[Row]:
    name = f"cohort of {PEOPLE:,}"
    return [
        Row(f"{name}, page of its trainers", "queries", "queries", experiment, must=20, goal=16),
        Row(f"{name}, page of its trainers", "page", "CPU ms", experiment, must=1000, goal=400),
        Row(f"{name}, as a file", "sheet", "CPU ms", experiment, must=1000, goal=300),
    ]
