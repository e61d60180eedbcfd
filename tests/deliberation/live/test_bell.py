"""The doorbell over the channel layer of the profile; where it is to fail, over a layer that fails."""

import asyncio
import contextlib
from types import SimpleNamespace

import pytest
from channels.layers import InMemoryChannelLayer
from django.db import transaction

from deliberation.live import bell as bells
from deliberation.live.bell import DEAF, Bell, ring_after_commit
from deliberation.live.hub import Hub
from deliberation.log.commits import read
from tests.deliberation.browsers import LONG, until
from tests.deliberation.screens import inside

SESSION = 4711


class Listener:
    """A process that hears what is rung."""

    def __init__(self, layer=None):
        self.heard = []
        self.bell = Bell(self.heard.append, layer)

    async def __aenter__(self):
        self._listening = asyncio.create_task(self.bell.listen())
        return self

    async def __aexit__(self, *_):
        self._listening.cancel()

    async def hears(self, count):
        await until(lambda: len(self.heard) >= count)


class Failing(InMemoryChannelLayer):
    """A layer of which the next few acts fail."""

    fails = 0

    async def group_send(self, group, message):
        if self.fails:
            self.fails -= 1
            raise ConnectionError
        await super().group_send(group, message)


class Deaf(InMemoryChannelLayer):
    """A layer that takes everything and brings nothing while it is broken."""

    broken = False
    swallowed = 0

    async def receive(self, channel):
        while True:
            message = await super().receive(channel)
            if not self.broken:
                return message
            self.swallowed += 1


class Silent(InMemoryChannelLayer):
    """A layer whose server answers nothing."""

    async def group_send(self, group, message):
        await asyncio.Event().wait()


@pytest.fixture
def clock(monkeypatch):
    """What the bell takes for the time; `clock(seconds)` moves it. A busy machine makes nobody deaf."""
    time = [1000.0]
    monkeypatch.setattr(bells, "time", SimpleNamespace(monotonic=lambda: time[0]))

    def move(seconds):
        time[0] += seconds

    return move


# --- ringing and hearing ----------------------------------------------------------------------------------------------


async def test_one_process_rings_and_the_other_hears():
    async with Listener() as here, Listener() as there:
        await there.bell.hang(SESSION)
        await here.bell.ring("ring", SESSION, seq=7)
        await there.hears(1)
        assert there.heard == [{"type": "ring", "session": SESSION, "from": here.bell.name, "seq": 7}]


async def test_a_process_does_not_answer_its_own_ring():
    async with Listener() as here, Listener() as there:
        for each in (here, there):
            await each.bell.hang(SESSION)
        await here.bell.ring("ring", SESSION, seq=7)
        await there.hears(1)
        await asyncio.sleep(0.1)
        assert here.heard == []


async def test_to_hang_the_bell_twice_is_to_hang_it_once():
    async with Listener() as here, Listener() as there:
        for _ in range(2):
            await there.bell.hang(SESSION)
        await here.bell.ring("ring", SESSION, seq=7)
        await there.hears(1)
        await asyncio.sleep(0.1)
        assert len(there.heard) == 1


async def test_a_bell_that_was_taken_down_is_silent():
    async with Listener() as here, Listener() as there:
        for session in (SESSION, SESSION + 1):
            await there.bell.hang(session)
        await there.bell.take_down(SESSION)
        for session in (SESSION, SESSION + 1):
            await here.bell.ring("ring", session, seq=7)
        await there.hears(1)
        assert [message["session"] for message in there.heard] == [SESSION + 1]


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("fails", "heard", "lost"), [(0, 1, 0), (1, 1, 0), (2, 0, 1)])
async def test_a_ring_that_fails_is_retried_once_then_counted_and_swallowed(fails, heard, lost):
    layer = Failing()
    async with Listener(layer) as here, Listener(layer) as there:
        await there.bell.hang(SESSION)
        layer.fails = fails
        await here.bell.ring("ring", SESSION, seq=7)
        await there.hears(heard)
        await asyncio.sleep(0.05)
        assert (len(there.heard), here.bell.lost, layer.fails) == (heard, lost, 0)


async def test_a_layer_that_goes_on_failing_is_one_line_until_it_works_again(caplog):
    layer = Failing()
    here = Listener(layer)
    for fails in (6, 0, 1):  # three rings that are tried twice, one that works, one that works the second time
        layer.fails = fails
        for _ in range(max(1, fails // 2)):
            await here.bell.ring("ring", SESSION, seq=7)
    said = [record.getMessage() for record in caplog.records]
    assert said == ["channel layer: group_send fails: ConnectionError"] * 2


async def test_a_layer_that_is_silent_holds_up_nobody(monkeypatch):
    monkeypatch.setattr(bells, "PATIENCE", 0.05)
    here = Listener(Silent())
    async with asyncio.timeout(LONG):
        await here.bell.ring("ring", SESSION, seq=7)
    assert here.bell.lost == 1


async def test_who_hears_not_even_itself_is_deaf_until_it_does_again(clock):
    layer = Deaf()
    async with Listener(layer) as here:
        await asyncio.sleep(0)
        assert not here.bell.is_deaf
        layer.broken = True
        await here.bell.echo()
        await until(lambda: layer.swallowed)
        clock(DEAF + 1)
        assert here.bell.is_deaf
        layer.broken = False
        await here.bell.echo()
        await until(lambda: not here.bell.is_deaf)
        assert here.heard == []


async def test_who_hears_itself_now_and_then_is_not_deaf(clock):
    async with Listener() as here, Listener() as there:
        await here.bell.hang(SESSION)
        for n in range(6):
            await here.bell.echo()
            await there.bell.ring("ring", SESSION, seq=n)
            await here.hears(n + 1)  # and, before that, itself
            clock(DEAF * 3 / 4)
            assert not here.bell.is_deaf


async def test_who_could_not_listen_for_a_while_listens_again(monkeypatch):
    monkeypatch.setattr(bells, "PATIENCE", 0.05)

    class Breaking(InMemoryChannelLayer):
        fails = 2

        async def receive(self, channel):
            if self.fails:
                self.fails -= 1
                raise ConnectionError
            return await super().receive(channel)

    layer = Breaking()
    async with Listener(layer) as there:
        await there.bell.hang(SESSION)
        await Listener(layer).bell.ring("ring", SESSION, seq=7)
        await there.hears(1)


async def test_who_is_to_stop_stops_also_where_the_layer_does_not_listen():
    """The client of Redis loses a cancellation that comes as its answer does."""

    class Swallowing(InMemoryChannelLayer):
        async def send(self, channel, message):
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.sleep(3600)

    here = Listener(Swallowing())
    ringing = asyncio.create_task(here.bell.echo())
    await asyncio.sleep(0.05)
    ringing.cancel()
    await asyncio.wait([ringing], timeout=LONG)
    assert ringing.cancelled()


# --- from pages -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
async def test_a_page_rings_when_what_it_did_is_on_disk_and_not_before():
    def page():
        with transaction.atomic():
            ring_after_commit("recheck", iter([SESSION, SESSION + 1]), people=[7])
            before.extend(there.heard)

    before = []
    async with Listener() as there:
        for session in (SESSION, SESSION + 1):
            await there.bell.hang(session)
        await read(page)
        await there.hears(2)
    assert before == []
    assert [(each["type"], each["people"]) for each in there.heard] == [("recheck", [7])] * 2
    assert {each["session"] for each in there.heard} == {SESSION, SESSION + 1}


@pytest.mark.django_db(transaction=True)
async def test_a_page_rings_twice_where_the_first_time_fails(monkeypatch):
    layer = Failing()
    layer.fails = 1
    monkeypatch.setattr(bells, "get_channel_layer", lambda: layer)
    async with Listener(layer) as there:
        await there.bell.hang(SESSION)
        await read(lambda: ring_after_commit("recheck", [SESSION], people=[7]))
        await there.hears(1)


@pytest.mark.django_db(transaction=True)
async def test_a_page_that_failed_rings_nobody():
    def page():
        with transaction.atomic():
            ring_after_commit("recheck", [SESSION], people=[7])
            raise ValueError

    async with Listener() as there:
        await there.bell.hang(SESSION)
        with pytest.raises(ValueError):
            await read(page)
        await asyncio.sleep(0.1)
    assert there.heard == []


@pytest.mark.django_db(transaction=True)
async def test_what_a_page_rings_reaches_a_hub(rehearsal, anna_inside, monkeypatch):
    monkeypatch.setattr("deliberation.live.healing.POLL", 3600)
    async with inside(Hub(), rehearsal, anna_inside) as screen:
        seq = await read(rehearsal.say, rehearsal.moderator, "Von einer Seite")
        await read(lambda: ring_after_commit("ring", [rehearsal.session.pk], room=rehearsal.room, seq=seq))
        await screen.until(lambda screen: screen.said == ["Von einer Seite"])
