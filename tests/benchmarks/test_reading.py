"""Learners of the generator read and answer, alone and four at once, and what goes wrong is not counted."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest

from benchmarks import experiments, suite
from benchmarks.reading import AT_ONCE, Reader
from benchmarks.servers import OURS_DAPHNE

FEEDBACK = "#feedback-question"


class Rehearsed(ThreadingHTTPServer):
    """A server with one lesson and one question."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Responses)
        self.asked, self.keys = [], []
        self.page, self.answered = (200, ""), (302, f"/lesson/{FEEDBACK}")
        self.waits_for = threading.Barrier(1)


class Responses(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.take(*self.server.page)

    def do_POST(self):
        fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.server.keys += fields["key"]
        self.take(*self.server.answered)

    def take(self, status, leads_to):
        self.server.asked.append((self.command, self.path, self.headers["Cookie"].partition(";")[0]))
        self.server.waits_for.wait(5)
        self.send_response(status)
        self.send_header("Location", leads_to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def lesson():
    known = {
        "page": "http://elsewhere/lesson/",
        "answer": "/answer/",
        "fields": {"choice": "a"},
        "feedback": FEEDBACK,
        "queries": 10,
        "answer_queries": 11,
        "cookie": "session",
        "learners": [f"learner{number}" for number in range(8)],
    }
    with Rehearsed() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server, Reader(server.server_port, known)
        finally:
            server.shutdown()
            thread.join()


def by_learner(server):
    cookies = [cookie for _method, _path, cookie in server.asked]
    return {cookie: cookies.count(cookie) for cookie in cookies}


def test_one_reads_and_all_answer_one_after_the_other(lesson):
    server, reader = lesson
    assert len(reader.read(3)) == 3
    assert server.asked == [("GET", "/lesson/", "session=learner0")] * 3
    server.asked.clear()
    assert len(reader.answer(8)) == 8
    assert server.asked == [("POST", "/answer/", f"session=learner{number}") for number in range(8)]


@pytest.mark.parametrize("together", [Reader.read_together, Reader.answer_together])
def test_four_are_there_at_the_same_time_each_with_a_session_of_their_own(lesson, together):
    server, reader = lesson
    server.waits_for = threading.Barrier(AT_ONCE)  # nobody gets anything before all four have asked
    waited = together(reader, 12)
    assert len(waited) == 12
    assert all(0 < each < 5000 for each in waited)
    assert by_learner(server) == {f"session=learner{number}": 3 for number in range(AT_ONCE)}


def test_nothing_is_handed_in_twice(lesson):
    server, reader = lesson
    reader.answer_together(12)
    assert len(set(server.keys)) == 12


@pytest.mark.parametrize("answered", [(500, ""), (422, ""), (200, ""), (302, "/login/?next=/lesson/")])
@pytest.mark.parametrize("work", [Reader.answer, Reader.answer_together])
def test_an_answer_that_was_not_stored_is_a_failure(lesson, answered, work):
    server, reader = lesson
    server.answered = answered
    with pytest.raises(RuntimeError, match=f"answers {answered[0]} .*should answer 302 {FEEDBACK}"):
        work(reader, 4)


@pytest.mark.parametrize("work", [Reader.read, Reader.read_together])
def test_a_page_that_was_not_shown_is_a_failure(lesson, work):
    server, reader = lesson
    server.page = (500, "")
    with pytest.raises(RuntimeError, match="should answer 200"):
        work(reader, 4)


def test_every_row_of_the_lesson_has_a_figure(lesson):
    server, reader = lesson
    seconds = iter(range(1000))

    @contextmanager
    def site(*_asked):
        yield SimpleNamespace(ports=[server.server_port], known=reader.known, meter=lambda: (next(seconds), 0))

    figures = experiments.lessons(OURS_DAPHNE, 4)(SimpleNamespace(site=site))
    rows = [row.figure for row in suite.rows() if row.ours == suite.key("lesson", OURS_DAPHNE)]
    assert set(rows) - figures.keys() == set()
    assert figures["busy_answer_cpu"] == 250  # of a second, for four
    assert figures["busy_answer_p50"] <= figures["busy_answer_p95"] <= figures["busy_answer_p99"]
