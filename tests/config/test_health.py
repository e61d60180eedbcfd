"""Whoever watches the process asks these two; they answer without cookies and without Django."""

import threading

import pytest
from asgiref.testing import ApplicationCommunicator
from django.db import connection

from config import health
from config.asgi import application
from config.pages import THREADS
from deliberation.live.hub import this_hub
from deliberation.log.commits import READING

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 10  # seconds: a machine under load is no failure


async def asked(path):
    """Status and words of the answer."""
    scope = {"type": "http", "method": "GET", "path": path, "headers": [], "query_string": b""}
    request = ApplicationCommunicator(application, scope)
    await request.send_input({"type": "http.request", "body": b"", "more_body": False})
    start, body = await request.receive_output(LONG), await request.receive_output(LONG)
    await request.wait(LONG)
    assert dict(start["headers"])[b"cache-control"] == b"no-store"
    return start["status"], body["body"].decode()


@pytest.fixture
def silent():
    """A database that lets everybody wait who reads, as many as may."""
    goes_on = threading.Event()
    for _ in range(READING._max_workers):
        READING.submit(goes_on.wait)
    yield
    goes_on.set()


@pytest.fixture
def hanging():
    """Pages that take long, as many as are answered at once."""
    goes_on = threading.Event()
    taken = [THREADS.submit(goes_on.wait) for _ in range(THREADS._max_workers)]
    yield goes_on
    goes_on.set()
    for each in taken:
        each.result()


async def test_a_process_that_serves_lives_and_is_ready():
    assert await asked("/health/live") == (200, "alive")
    assert await asked("/health/ready") == (200, "ready")


async def test_while_the_database_does_not_answer_the_process_lives_and_is_not_ready(silent, monkeypatch):
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    assert await asked("/health/ready") == (503, "the database does not answer")
    assert await asked("/health/live") == (200, "alive")


async def test_while_every_page_hangs_the_process_lives_and_is_not_ready(hanging):
    assert await asked("/health/ready") == (503, "no page is answered")
    assert await asked("/health/live") == (200, "alive")
    hanging.set()
    assert await asked("/health/ready") == (200, "ready")


async def test_it_heals_by_itself(monkeypatch):
    monkeypatch.setattr(health, "PATIENCE", 0.2)
    goes_on = threading.Event()
    waiting = [READING.submit(goes_on.wait) for _ in range(READING._max_workers)]
    assert (await asked("/health/ready"))[0] == 503
    goes_on.set()
    for each in waiting:
        each.result()
    monkeypatch.undo()
    assert await asked("/health/ready") == (200, "ready")


async def test_a_database_that_says_no_is_no_answer(monkeypatch):
    def ask_database():
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM a_table_that_is_gone")

    monkeypatch.setattr(health, "ask_database", ask_database)
    assert await asked("/health/ready") == (503, "the database does not answer")


async def test_a_process_that_ends_lives_and_is_not_ready():
    this_hub().say_goodbye()
    assert await asked("/health/ready") == (503, "ending")
    assert await asked("/health/live") == (200, "alive")
