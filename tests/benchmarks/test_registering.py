"""People of the generator register as people do, and whatever goes wrong with one of them is counted."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from types import SimpleNamespace
from urllib.parse import parse_qs

import pytest

from benchmarks import registering, suite
from benchmarks.registering import Standing, evenly, in_a_rush, wrong
from benchmarks.servers import OURS_EMBEDDED

PAGE = "/trainings/abc/"
PLACES = 4


class Rehearsed(ThreadingHTTPServer):
    """A site with a lesson and one training, that has four places, or more than it says."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Responses)
        self.asked, self.lock, self.refused = [], threading.Lock(), set()
        self.registered, self.places = [], PLACES


class Responses(BaseHTTPRequestHandler):
    def do_GET(self):
        self.note()
        who = self.headers["Cookie"].partition(";")[0]
        number = self.server.registered.index(who) if who in self.server.registered else -1
        waits = number - self.server.places + 1
        self.answer(200, "", "You have a place." if waits <= 0 else f"You are on the waiting list, in place {waits}.")

    def do_POST(self):
        self.note()
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        if sent["name"][0] in self.server.refused:
            return self.answer(503)
        with self.server.lock:
            self.server.registered.append(self.headers["Cookie"].partition(";")[0])
        return self.answer(302, "/trainings/mine/key/")

    def note(self):
        with self.server.lock:
            self.server.asked.append((self.command, self.path, self.headers["Cookie"].partition(";")[0]))

    def answer(self, status, leads_to="", text=""):
        self.send_response(status)
        self.send_header("Location", leads_to)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_arguments):
        pass


@pytest.fixture(autouse=True)
def _nobody_looks_for_long(monkeypatch):
    for name in ("LOOKING", "FILLING_IN", "WARM_UP"):
        monkeypatch.setattr(registering, name, 0)
    monkeypatch.setattr(registering, "ALONE", 0.5)
    monkeypatch.setattr(registering, "MINUTE", 1)
    monkeypatch.setattr(registering, "PEOPLE", 10)


@pytest.fixture
def server():
    with Rehearsed() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def measured(server):
    people = [
        {"browser": f"person{number}", "kind": "authority", "fields": {"name": f"Person {number}"}}
        for number in range(10)
    ]
    known = {"cookie": "session", "people": people, "training": PAGE, "places": PLACES, "quotas": {}}
    known |= {"lesson": "/lesson/", "reader": "reader"}
    seconds = iter(range(1000))

    @contextmanager
    def site(*_asked):
        yield SimpleNamespace(ports=[server.server_port], known=known, meter=lambda: (next(seconds), next(seconds)))

    return registering.registering(OURS_EMBEDDED, in_a_rush, 1)(SimpleNamespace(site=site))


def test_everybody_takes_the_steps_that_one_takes_in_a_browser(server):
    figures = measured(server)
    steps = [("GET", PAGE), ("GET", f"{PAGE}register/"), ("POST", f"{PAGE}register/"), ("GET", "/trainings/mine/key/")]
    for number in range(10):
        assert [each[:2] for each in server.asked if each[2] == f"session=person{number}"] == steps
    assert (figures["registered"], figures["failed"], figures["oversold"], figures["twice"]) == (10, 0, 0, 0)


def test_others_read_the_home_page_and_a_lesson_meanwhile(server):
    measured(server)
    read = [path for _method, path, _who in server.asked if path in {"/", "/lesson/"}]
    assert read.count("/") == read.count("/lesson/") > 1


def test_who_could_not_register_is_counted_and_the_others_are_measured(server):
    server.refused = {"Person 3"}
    figures = measured(server)
    assert (figures["registered"], figures["failed"]) == (9, 1)


def test_a_place_too_many_is_seen(server):
    server.places = PLACES + 1
    assert measured(server)["oversold"] == 1


def test_every_row_has_a_figure(server):
    rows = [row for row in suite.rows() if row.ours == suite.key("registration", OURS_EMBEDDED)]
    figures = [row.figure if isinstance(row.figure, tuple) else (row.figure,) for row in rows]
    assert {name for names in figures for name in names} - measured(server).keys() == set()


def test_evenly_all_have_time_for_the_form():
    due = evenly(500, 60)
    assert (len(due), due[0]) == (500, 0)
    assert len({round(later - each, 3) for each, later in pairwise(due)}) == 1
    assert 50 < due[-1] < 60


def test_half_of_them_come_in_the_first_sixth_and_all_have_time_for_the_form():
    due = in_a_rush(500, 60)
    assert (len(due), due[0]) == (500, 0)
    assert due == sorted(due)
    assert sum(each < 10 for each in due) == 250
    assert 50 < due[-1] < 60


@pytest.mark.parametrize(
    ("given", "faults"),
    [
        ([Standing("a"), Standing("a"), Standing("b", 1)], (0, 0, 0)),  # the quota of `b` is none
        ([Standing("a"), Standing("a"), Standing("a")], (1, 0, 0)),
        ([Standing("a"), Standing("b")], (1, 0, 0)),
        ([Standing("a"), Standing("a", 1)], (0, 1, 0)),
        ([Standing("a"), Standing("a"), Standing("a", 1), Standing("a", 1)], (0, 0, 1)),
    ],
)
def test_what_is_wrong_with_places_is_seen_by_what_people_were_told(given, faults):
    found = wrong(given, 2, {"b": 0})
    assert (found["oversold"], found["left_free"], found["twice"]) == faults
