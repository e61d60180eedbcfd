"""Pages through the ASGI application: on threads that stay, and with the event loop of the room within reach."""

import asyncio
import contextlib
import sqlite3
import threading

import psycopg
import pytest
from allauth.account.models import EmailAddress
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from community.models import User
from config.bootstrap import bootstrap
from config.pages import THREADS, PageHandler

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]
LONG = 10  # seconds: a machine under load is no failure

answered: list[str] = []


def who(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    answered.append(request.path)
    return HttpResponse(threading.current_thread().name)


def loop(request):
    return HttpResponse(str(id(async_to_sync(running)())))


def broken(request):
    raise ValueError


async def running():
    return asyncio.get_running_loop()


urlpatterns = [path("who/", who), path("loop/", loop), path("broken/", broken)]


@pytest.fixture
def asked():
    """Asks for a page of one handler, which reads the addresses of this file."""
    handler = PageHandler()
    answered.clear()

    async def ask(address):
        scope = {"type": "http", "method": "GET", "path": address, "headers": [(b"host", b"localhost")]}
        page = ApplicationCommunicator(handler, scope | {"query_string": b"", "client": ("127.0.0.1", 1)})
        await page.send_input({"type": "http.request", "body": b"", "more_body": False})
        return page

    return ask


async def words(page):
    start, body = await page.receive_output(LONG), await page.receive_output(LONG)
    await page.wait(LONG)
    return start["status"], body["body"].decode()


@pytest.fixture
def busy():
    """Pages that take long, as many as are answered at once."""
    goes_on = threading.Event()
    taken = [THREADS.submit(goes_on.wait) for _ in range(THREADS._max_workers)]
    yield goes_on
    goes_on.set()
    for each in taken:
        each.result()


async def test_pages_are_answered_by_a_few_threads_that_stay(asked):
    many = 2 * THREADS._max_workers
    names = {await words(await asked("/who/")) for _ in range(many)}
    assert {status for status, _ in names} == {200}
    assert {name for _, name in names} <= {thread.name for thread in THREADS._threads}
    assert len(THREADS._threads) <= THREADS._max_workers < many


async def test_what_a_page_rings_is_rung_where_the_room_is(asked):
    assert await words(await asked("/loop/")) == (200, str(id(asyncio.get_running_loop())))


async def test_a_page_that_fails_is_an_answer_and_its_thread_goes_on(asked, caplog):
    assert (await words(await asked("/broken/")))[0] == 500
    assert (await words(await asked("/who/")))[0] == 200


async def test_whoever_leaves_while_all_are_busy_costs_nothing(asked, busy):
    gone, waiting = await asked("/who/"), await asked("/who/")
    await gone.send_input({"type": "http.disconnect"})
    await gone.wait(LONG)
    busy.set()
    assert (await words(waiting))[0] == 200
    assert answered == ["/who/"]


@contextlib.contextmanager
def locked():
    """Somebody else holds the lock that a login needs, and nobody waits long for it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            impatient, patient = "PRAGMA busy_timeout = 10", "PRAGMA busy_timeout = 20000"
        else:
            other = psycopg.connect(**connection.get_connection_params() | {"context": None, "cursor_factory": None})
            other.execute("LOCK TABLE community_browsersession")
            impatient, patient = "SET lock_timeout = 10", "SET lock_timeout = 0"
        cursor.execute(impatient)
        yield
        cursor.execute(patient)
        other.close()


@pytest.mark.urls("config.urls")
def test_logging_in_on_a_locked_database_says_so_and_works_when_the_lock_is_gone(client):
    client.raise_request_exception = False
    bootstrap()
    user = User.objects.create_superuser("operator@example.org", "secret", display_name="Operator")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    credentials = {"login": "operator@example.org", "password": "secret"}
    with locked():
        assert client.post("/accounts/login/", credentials).status_code == 503
    assert client.post("/accounts/login/", credentials).headers["location"] == "/me/"
