"""The process is told to end: everybody is asked to come back, then the server does what it does."""

import asyncio
import os
import signal
import threading

import pytest

from deliberation.live import farewell
from deliberation.live.hub import LATEST_RETURN, this_hub
from deliberation.live.wire import Close
from deliberation.log.commits import read
from tests.deliberation.browsers import Request, WebSocket, browser_of, until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("this_process")]


@pytest.fixture
def ended(monkeypatch):
    """When the server's own handling was called; it is installed before anybody comes."""
    monkeypatch.setattr(farewell, "TIME_TO_LEAVE", 0.3)
    calls = []
    signal.signal(signal.SIGTERM, lambda number, frame: calls.append((number, asyncio.get_running_loop().time())))
    return calls


def end_the_process():
    os.kill(os.getpid(), signal.SIGTERM)


def goodbye(frames):
    [said] = [frame["goodbye"] for frame in frames if "goodbye" in frame]
    return said


async def test_everybody_is_asked_to_come_back_and_then_the_server_ends(rehearsal, anna_inside, ben_inside, ended):
    anna, ben = await WebSocket.of(anna_inside), await WebSocket.of(ben_inside)
    start = asyncio.get_running_loop().time()
    end_the_process()
    for browser in (anna, ben):
        assert await browser.closed() == Close.RESTARTING
        assert 0 <= goodbye(browser.frames) < LATEST_RETURN
    await until(lambda: ended)
    [(number, at)] = ended
    assert number == signal.SIGTERM
    assert at - start >= 0.25


async def test_they_come_back_at_different_times(rehearsal, anna_inside, ended, settings):
    settings.ROOM_SOCKETS = 30
    browsers = [await WebSocket.of(anna_inside) for _ in range(8)]
    end_the_process()
    for browser in browsers:
        await browser.closed()
    assert len({goodbye(browser.frames) for browser in browsers}) > 1


async def test_who_comes_while_the_process_ends_is_sent_on(rehearsal, anna_inside, ended):
    anna = await WebSocket.of(anna_inside)
    late = WebSocket(rehearsal.session, await read(browser_of, anna_inside))
    assert await late.connect()
    end_the_process()
    assert await anna.closed() == Close.RESTARTING
    await late.send(have=0)
    assert await late.closed() == Close.RESTARTING
    assert 0 <= goodbye(late.frames) < LATEST_RETURN
    assert not this_hub().sockets


async def test_who_polls_is_asked_to_come_back_too(rehearsal, anna_inside, ended):
    browser = await read(browser_of, anna_inside)
    waiting = Request(rehearsal.session, browser)
    await waiting.send({"have": 0})
    whole = (await waiting.answer())[0]
    waiting, late = Request(rehearsal.session, browser), Request(rehearsal.session, browser)
    await waiting.send({"have": whole["seq"], "epoch": whole["epoch"]})
    await until(lambda: this_hub().sockets)
    end_the_process()
    answer = await waiting.answer()
    await late.send({"have": whole["seq"], "epoch": whole["epoch"]})
    for frames in (answer, await late.answer()):
        assert 0 <= goodbye(frames) < LATEST_RETURN
        assert frames[-1] == {"close": Close.RESTARTING}


async def test_the_end_is_awaited_once(rehearsal, anna_inside, ended):
    """However many come: the server's own handling stays the server's own."""
    browsers = [await WebSocket.of(anna_inside) for _ in range(3)]
    end_the_process()
    for browser in browsers:
        await browser.closed()
    await until(lambda: ended)
    await asyncio.sleep(0.1)
    assert len(ended) == 1


async def test_where_the_server_has_no_handling_of_its_own_the_system_has(monkeypatch):
    monkeypatch.setattr(farewell, "TIME_TO_LEAVE", 0.0)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    farewell.expect()
    end_the_process()
    await until(lambda: signal.getsignal(signal.SIGTERM) == signal.SIG_IGN)
    assert this_hub().ending


async def test_beside_the_main_thread_nothing_is_expected():
    """Signals arrive there only; a development server that runs elsewhere ends as it always did."""
    before = signal.getsignal(signal.SIGTERM)

    async def expect():
        farewell.expect()

    thread = threading.Thread(target=lambda: asyncio.run(expect()))
    thread.start()
    await asyncio.to_thread(thread.join)
    assert signal.getsignal(signal.SIGTERM) == before
