"""People who read lessons and answer questions, over connections that stay open."""

import http.client
import threading
import time
import uuid
from typing import Any
from urllib.parse import urlencode, urlsplit

HOST = "127.0.0.1"
TOKEN = "a" * 32
AT_ONCE = 4


class Reader:
    def __init__(self, port: int, known: dict[str, Any]) -> None:
        self.port = port
        self.known = known
        self.waited: list[float] = []  # ms for each page that was read together with others
        self.page = urlsplit(known["page"]).path

    def headers(self, learner: int) -> dict[str, str]:
        cookie = self.known["learners"][learner % len(self.known["learners"])]
        return {"Cookie": f"{self.known['cookie']}={cookie}; csrftoken={TOKEN}"}

    def read(self, pages: int, learner: int = 0) -> None:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        for _ in range(pages):
            started = time.monotonic()
            connection.request("GET", self.page, headers=self.headers(learner))
            expect(connection.getresponse(), 200)
            self.waited.append((time.monotonic() - started) * 1000)
        connection.close()

    def answer(self, answers: int) -> None:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=30)
        for index in range(answers):
            fields = self.known["fields"] | {"key": str(uuid.uuid4()), "csrfmiddlewaretoken": TOKEN}
            headers = self.headers(index) | {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", self.known["answer"], urlencode(fields), headers)
            expect(connection.getresponse(), 302)
        connection.close()

    def read_together(self, pages: int) -> None:
        self.waited.clear()
        threads = [threading.Thread(target=self.read, args=(pages // AT_ONCE, learner)) for learner in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def expect(response: http.client.HTTPResponse, status: int) -> None:
    response.read()
    if response.status != status:
        raise RuntimeError(f"The server answers {response.status} where it should answer {status}")
