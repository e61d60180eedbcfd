"""People who read lessons and answer questions, over connections that stay open."""

import contextlib
import http.client
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode, urlsplit

HOST = "127.0.0.1"
TOKEN = "a" * 32
AT_ONCE = 4

Headers = dict[str, str]
Waited = list[float]  # milliseconds that a learner waited for each response


class Reader:
    def __init__(self, port: int, known: dict[str, Any]) -> None:
        self.port = port
        self.known = known
        self.page = urlsplit(known["page"]).path

    def read(self, pages: int, learners: Sequence[int] = (0,)) -> Waited:
        return self.one_by_one(pages, learners, self.ask_for_page)

    def answer(self, answers: int, learners: Sequence[int] = ()) -> Waited:
        return self.one_by_one(answers, learners or range(len(self.known["learners"])), self.hand_in)

    def read_together(self, pages: int) -> Waited:
        return together(self.read, pages)

    def answer_together(self, answers: int) -> Waited:
        return together(self.answer, answers)

    def one_by_one(
        self, number: int, learners: Sequence[int], ask: Callable[[http.client.HTTPConnection, Headers], None]
    ) -> Waited:
        """The learners take turns."""
        waited = []
        with contextlib.closing(http.client.HTTPConnection(HOST, self.port, timeout=30)) as connection:
            for index in range(number):
                started = time.monotonic()
                ask(connection, self.headers(learners[index % len(learners)]))
                waited.append((time.monotonic() - started) * 1000)
        return waited

    def headers(self, learner: int) -> Headers:
        return {"Cookie": f"{self.known['cookie']}={self.known['learners'][learner]}; csrftoken={TOKEN}"}

    def ask_for_page(self, connection: http.client.HTTPConnection, headers: Headers) -> None:
        connection.request("GET", self.page, headers=headers)
        expect(connection.getresponse(), 200)

    def hand_in(self, connection: http.client.HTTPConnection, headers: Headers) -> None:
        fields = self.known["fields"] | {"key": str(uuid.uuid4()), "csrfmiddlewaretoken": TOKEN}
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", self.known["answer"], urlencode(fields), headers | form)
        # Whoever is not logged in is redirected too, and has answered nothing.
        expect(connection.getresponse(), 302, self.known["feedback"])


def together(work: Callable[[int, Sequence[int]], Waited], number: int) -> Waited:
    """So many in all, by learners who do it at the same time. Where one of them fails, all of it has failed."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        parts = pool.map(lambda learner: work(number // AT_ONCE, (learner,)), range(AT_ONCE))
        return [each for part in parts for each in part]


def expect(response: http.client.HTTPResponse, status: int, place: str = "") -> bytes:
    """What the server answers. `place`: how the address ends to which the response leads."""
    body = response.read()
    leads_to = response.getheader("Location", "")
    if response.status != status or not leads_to.endswith(place):
        raise RuntimeError(
            f"The server answers {response.status} {leads_to} where it should answer {status} {place}".strip()
        )
    return body
