"""Mail servers and pages that hang: nobody waits for them, neither a page nor a room nor whoever ends the process."""

import asyncio
import signal
import time

import psycopg
import pytest

from tests.faults.client import Client, ports, request
from tests.faults.mail_server import mail_server

pytestmark = pytest.mark.faults
TIMEOUT = 8  # seconds of patience with the mail server: more than a page takes on a busy machine
LONG = 20.0  # seconds: a machine under load is no failure
TOKEN = "a" * 32


# --- mail -------------------------------------------------------------------------------------------------------------


async def ask_for_a_password(server):
    """A page that sends a mail. How long it took to answer."""
    start = time.monotonic()
    headers = {"Cookie": f"csrftoken={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
    body = f"csrfmiddlewaretoken={TOKEN}&email=somebody%40example.org"
    assert (await request(server.port, "POST", "/accounts/password/reset/", headers, body))[0] == 302
    return time.monotonic() - start


async def until(true, seconds=LONG):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.1)


async def ends(server):
    server.signal(signal.SIGTERM)
    start = time.monotonic()
    await asyncio.to_thread(server.wait_for_end)
    assert time.monotonic() - start < LONG


@pytest.mark.parametrize(
    ("behaviour", "outcome"),
    [
        ("silent", ("waiting", "silent")),
        pytest.param("refusing", ("refused", "address"), marks=pytest.mark.soak),
        pytest.param("slow", ("sent", ""), marks=pytest.mark.soak),
    ],
)
async def test_no_page_waits_for_the_mail_server_and_what_came_of_it_is_known(another_embedded, behaviour, outcome):
    site = another_embedded
    async with mail_server(behaviour) as (address, received):
        [server] = site.serve("serve", EMAIL_URL=address, EMAIL_TIMEOUT=str(TIMEOUT))
        assert await ask_for_a_password(server) < TIMEOUT
        assert (await request(server.port, "GET", "/health/ready", {}))[0] == 200
        await until(lambda: site.rows("SELECT state, trouble FROM community_outgoingmail") == [outcome])
        assert len(received) == (1 if behaviour == "slow" else 0)
        assert (await request(server.port, "GET", "/accounts/login/", {}))[0] == 200
        await ask_for_a_password(server)
        await ends(server)
        assert "somebody@example.org" not in site.logged()


async def test_a_mail_is_repeated_with_the_same_id_after_a_crash(another_embedded):
    """The mail server had taken it, and the process died before it heard so."""
    site = another_embedded
    async with mail_server("forgetful") as (address, received):
        [server] = site.serve("serve", EMAIL_URL=address)
        await ask_for_a_password(server)
        await until(lambda: len(received) == 1)
        await asyncio.to_thread(server.kill)
        site.execute(
            "UPDATE community_outgoingmail SET due = written_at", "UPDATE config_jobrecord SET due = started_at"
        )
        await asyncio.to_thread(server.start)
        await until(lambda: site.rows("SELECT state FROM community_outgoingmail") == [("sent",)])
    assert received[0] == received[1]
    assert "Message-ID: <" in received[0]


# --- pages ------------------------------------------------------------------------------------------------------------


async def test_busy_pages_take_no_connection_from_whoever_enters_a_room(grown_up, keeper):
    """As many pages as are answered at once wait for a lock; their process is not ready for more, and its rooms are."""
    room = grown_up.take_room()
    [server, _] = grown_up.servers
    with psycopg.connect(grown_up.database.url) as lock:
        lock.execute("LOCK TABLE community_organisation")
        pages = [asyncio.create_task(request(server.port, "GET", "/organisations/", {})) for _ in range(12)]
        await asyncio.sleep(1)
        anna = await keeper.let_in(grown_up, Client(room, room.participants[0], ports(server)))
        assert (await anna.say("Hier ist Platz")).seq
        assert (await request(server.port, "GET", "/health/ready", {})) == (503, "no page is answered")
        assert not any(page.done() for page in pages)
        lock.rollback()
    assert [status for status, _ in await asyncio.gather(*pages)] == [200] * len(pages)
    assert (await request(server.port, "GET", "/health/ready", {}))[0] == 200
    await keeper.check()


@pytest.mark.parametrize(("kind", "says"), [("serve", "pages.py"), pytest.param("uvicorn", "", marks=pytest.mark.soak)])
async def test_a_process_whose_pages_hang_ends_within_seconds_and_may_say_where(another_embedded, kind, says):
    [server] = another_embedded.serve(kind)
    server.fault("pages-hang")
    page = asyncio.create_task(request(server.port, "GET", "/organisations/", {}))
    await asyncio.sleep(1)
    await ends(server)
    assert says in server.log.read_text()
    await asyncio.gather(page, return_exceptions=True)
