"""What is said over one connection: limits, frames that no browser of ours sends, and ends of all kinds."""

import asyncio
import uuid

import pytest
from django.conf import settings

from deliberation.live import healing, sockets
from deliberation.live import sessions as lives
from deliberation.live.conversations import Conversation
from deliberation.live.hub import this_hub
from deliberation.live.wire import Close
from deliberation.log.commits import read
from tests.deliberation.browsers import LONG, WebSocket, browser_of
from tests.deliberation.rehearsal import failing, hanging
from tests.deliberation.screens import emptied, entry_of

pytestmark = pytest.mark.django_db(transaction=True)


# --- what no browser of ours sends ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        '{"have": "all"}',
        '{"fields": {"a": ' + "[" * 5000 + "]" * 5000 + "}}",
        "x" * (settings.ROOM_FRAME_SIZE + 1),
    ],
    ids=["no JSON", "wrong type", "deep", "oversized"],
)
async def test_a_malformed_frame_ends_the_conversation_for_good(rehearsal, anna_inside, text):
    anna = await WebSocket.of(anna_inside)
    await anna.send_text(text)
    assert await anna.closed() == Close.MALFORMED


async def test_so_does_a_binary_one(rehearsal, anna_inside):
    anna = await WebSocket.of(anna_inside)
    await anna.socket.send_input({"type": "websocket.receive", "bytes": b"\x00\x01"})
    assert await anna.closed() == Close.MALFORMED


async def test_a_frame_may_be_so_large_and_no_larger(rehearsal, anna_inside):
    anna = await WebSocket.of(anna_inside)
    size = settings.ROOM_FRAME_SIZE - len('{"ping": 1, "more": ""}')
    await anna.send(ping=1, more="x" * size)
    assert await anna.until("pong") == 1
    await anna.send(ping=1, more="x" * (size + 1))
    assert await anna.closed() == Close.MALFORMED


async def test_its_size_is_counted_in_bytes(rehearsal, anna_inside):
    anna = await WebSocket.of(anna_inside)
    frame = '{"ping": 1, "more": "%s"}'
    signs = (settings.ROOM_FRAME_SIZE - len(frame) + 2) // 3
    rest = settings.ROOM_FRAME_SIZE - len((frame % ("€" * signs)).encode())
    await anna.send_text(frame % ("€" * signs + "x" * rest))
    assert await anna.until("pong") == 1
    await anna.send_text(frame % ("€" * signs + "x" * (rest + 1)))
    assert await anna.closed() == Close.MALFORMED


async def test_so_many_frames_at_once_are_no_flood_and_one_more_is(rehearsal, anna_inside, settings):
    settings.ROOM_FRAMES = (0.001, 10)
    anna = await WebSocket.of(anna_inside)
    for n in range(10):
        await anna.send(ping=n)
        assert await anna.until("pong") == n
    await anna.send(ping=10)
    assert await anna.closed() == Close.FLOOD


async def test_pongs_that_were_asked_for_are_no_flood_and_others_are(rehearsal, anna_inside, settings):
    settings.ROOM_FRAMES = (0.001, 10)
    anna = await WebSocket.of(anna_inside)
    [socket] = this_hub().sockets
    for _ in range(30):
        socket.ping()
        await anna.send(pong=await anna.until("ping"))
    await anna.send(ping=1)
    assert await anna.until("pong") == 1
    for n in range(10):
        await anna.send(pong=n + 10**6)
    assert await anna.closed() == Close.FLOOD


async def test_the_frames_of_a_person_are_counted_over_all_their_connections(rehearsal, anna_inside, settings):
    settings.ROOM_FRAMES = (0.001, 10)
    first, second = await WebSocket.of(anna_inside), await WebSocket.of(anna_inside)
    for n in range(5):
        for anna in (first, second):
            await anna.send(ping=n)
            assert await anna.until("pong") == n
    await first.send(ping=1)
    assert await first.closed() == Close.FLOOD
    await second.leave()


async def test_who_says_too_much_at_once_is_asked_to_wait(rehearsal, anna_inside, settings):
    burst = settings.ROOM_CONTRIBUTIONS[1]
    settings.ROOM_CONTRIBUTIONS = (0.001, burst)
    anna = await WebSocket.of(anna_inside)
    answers = [await anna.ask("exchange.Contribute", text=f"Satz {n}") for n in range(burst + 1)]
    assert [answer.get("refused") for answer in answers] == [None] * burst + ["exchange.too_fast"]
    assert "seq" in await anna.ask("agenda.GiveSignal", signal="ready")
    await anna.leave()


async def test_after_a_while_one_may_say_something_again(rehearsal, anna_inside, settings):
    settings.ROOM_CONTRIBUTIONS = (5.0, 1)
    anna = await WebSocket.of(anna_inside)
    assert "seq" in await anna.ask("exchange.Contribute", text="Erst")
    await asyncio.sleep(0.25)
    assert "seq" in await anna.ask("exchange.Contribute", text="Dann")
    await anna.leave()


async def test_who_asks_in_vain_again_and_again_is_asked_to_wait(rehearsal, anna_inside, settings):
    settings.ROOM_REFUSALS = (0.001, 3)
    anna = await WebSocket.of(anna_inside)
    answers = [await anna.ask("exchange.Withdraw", contribution=999) for _ in range(4)]
    assert [answer["refused"] for answer in answers] == ["exchange.no_such_contribution"] * 3 + ["room.too_fast"]
    assert await anna.ask("agenda.GiveSignal", signal="ready") == {"refused": "room.too_fast"}
    await anna.leave()


async def test_what_is_granted_counts_for_no_refusal(rehearsal, anna_inside, settings):
    settings.ROOM_REFUSALS = (0.001, 1)
    anna = await WebSocket.of(anna_inside)
    for signal in ("ready", "pause", None, None):
        assert "seq" in await anna.ask("agenda.GiveSignal", signal=signal)
    await anna.leave()


async def test_refusals_of_what_a_role_may_never_ask_for_need_no_log_entry(rehearsal, anna_inside):
    anna = await WebSocket.of(anna_inside)
    before = await anna.ask("agenda.GiveSignal", signal="ready")
    for _ in range(3):
        assert await anna.ask("agenda.PauseRoom", reason="") == {"refused": "room.not_your_role"}
    assert (await anna.ask("agenda.GiveSignal", signal="pause"))["seq"] == before["seq"] + 1
    await anna.leave()


# --- devices ----------------------------------------------------------------------------------------------------------


async def test_a_person_may_come_with_four_devices_and_the_oldest_gives_way_to_the_fifth(rehearsal, anna_inside):
    devices = [await WebSocket.of(anna_inside, tab=f"tab {n}") for n in range(4)]
    for n, anna in enumerate(devices):
        await anna.send(ping=n)
        assert await anna.until("pong") == n
    fifth = await WebSocket.of(anna_inside, tab="fifth")
    assert await devices[0].closed() == Close.MOVED
    for anna in (*devices[1:], fifth):
        await anna.send(ping=9)
        assert await anna.until("pong") == 9
        await anna.leave()


async def test_the_devices_of_others_do_not_count(rehearsal, anna_inside, ben_inside, settings):
    settings.ROOM_SOCKETS = 1
    anna, ben = await WebSocket.of(anna_inside), await WebSocket.of(ben_inside)
    for each in (anna, ben):
        await each.send(ping=9)
        assert await each.until("pong") == 9
        await each.leave()


# --- ends -------------------------------------------------------------------------------------------------------------


async def test_a_browser_that_takes_nothing_is_given_up(rehearsal, anna_inside, monkeypatch):
    """Its sending hangs, and so would ours: the conversation ends without another word, and nobody is left behind."""
    monkeypatch.setattr(healing, "LOOK", 0.05)
    monkeypatch.setattr(lives, "KEEP", 0.0)
    monkeypatch.setattr(sockets, "LONGEST_SEND", 0.1)
    monkeypatch.setattr(sockets, "LONGEST_GOODBYE", 0.1)
    frames = asyncio.Queue()
    await frames.put({"type": "websocket.receive", "text": '{"have": 0}'})

    async def stuck(message):
        await asyncio.Event().wait()

    admitted = await read(entry_of, rehearsal, anna_inside)
    async with asyncio.timeout(LONG):
        await Conversation(this_hub(), admitted, frames.get, stuck).run()
    await emptied(this_hub())


async def test_a_browser_that_is_gone_ends_the_conversation_at_once(rehearsal, anna_inside, monkeypatch):
    """The server notices when it sends, and before it says so to who receives."""
    monkeypatch.setattr(lives, "KEEP", 0.0)
    frames = asyncio.Queue()
    await frames.put({"type": "websocket.receive", "text": '{"have": 0}'})

    async def lost(message):
        raise OSError

    admitted = await read(entry_of, rehearsal, anna_inside)
    async with asyncio.timeout(LONG):
        await Conversation(this_hub(), admitted, frames.get, lost).run()
    await emptied(this_hub())


async def test_who_never_says_where_they_stand_is_sent_away(rehearsal, anna_inside, settings):
    settings.ROOM_FIRST_FRAME = 0.2
    browser = WebSocket(rehearsal.session, await read(browser_of, anna_inside))
    assert await browser.connect()
    await browser.send(ping=1)
    assert await browser.closed() == Close.UNAVAILABLE


async def test_who_has_said_it_in_time_may_be_silent(rehearsal, anna_inside, settings):
    settings.ROOM_FIRST_FRAME = 1.5
    anna = await WebSocket.of(anna_inside)
    await asyncio.sleep(2)
    await anna.send(ping=1)
    assert await anna.until("pong") == 1
    await anna.leave()


async def test_where_one_stands_is_said_once(rehearsal, anna_inside):
    anna = await WebSocket.of(anna_inside)
    count = len(anna.frames)
    await anna.send(have=0)
    await anna.send(ping=1)
    await anna.until("pong")
    assert all("epoch" not in frame for frame in anna.frames[count:])
    await anna.leave()


async def test_commands_before_the_first_frame_are_not_taken(rehearsal, anna_inside):
    browser = WebSocket(rehearsal.session, await read(browser_of, anna_inside))
    assert await browser.connect()
    await browser.send(ref=str(uuid.uuid4()), do="exchange.Contribute", fields={"text": "Zu früh"})
    await browser.send(ping=1)
    assert await browser.hear() == {"pong": 1}
    await browser.leave()
    assert list((await read(lambda: rehearsal.state)).exchange.contributions) == []


async def test_a_conversation_that_breaks_off_is_taken_up_again_later(rehearsal, anna_inside):
    """Whatever goes wrong on our side: the browser is told to come back."""
    browser = WebSocket(rehearsal.session, await read(browser_of, anna_inside))
    assert await browser.connect()
    await browser.send(ping=1)
    assert await browser.hear() == {"pong": 1}
    await read(rehearsal.session.delete)
    await browser.send(have=0)
    assert await browser.closed() == Close.UNAVAILABLE


async def test_a_command_that_nobody_can_store_now_is_not_refused_for_good(rehearsal, anna_inside):
    anna = await WebSocket.of(anna_inside)
    ref, fields = str(uuid.uuid4()), {"text": "Hallo"}
    async with failing("deliberation_entry"):
        await anna.send(ref=ref, do="exchange.Contribute", fields=fields)
        await anna.until("ref")
    assert anna.frames[-1] == {"ref": ref, "refused": "unavailable"}
    await anna.send(ref=ref, do="exchange.Contribute", fields=fields)
    await anna.until("ref")
    assert set(anna.frames[-1]) == {"ref", "seq"}
    await anna.leave()


async def test_while_a_command_waits_for_the_database_others_are_answered(rehearsal, anna_inside):
    anna = await WebSocket.of(anna_inside)
    async with hanging(rehearsal.room):
        await anna.send(ref=str(uuid.uuid4()), do="exchange.Contribute", fields={"text": "Hallo"})
        await anna.send(ping=1)
        assert await anna.until("pong") == 1
        assert await anna.ask("exchange.Burn") == {"refused": "room.unknown_command"}
    while not any("seq" in frame and "ref" in frame for frame in anna.frames):
        await anna.hear()
    await anna.leave()
