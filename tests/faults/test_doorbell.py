"""Redis goes away, comes back empty, or says nothing: people go on, and hear each other within seconds."""

import asyncio
import signal
from http import HTTPStatus

import pytest

from tests.faults.client import Client, PollingClient, everyone, ports, request
from tests.faults.sites import LONG_RUN

pytestmark = pytest.mark.faults
DOWN = 30.0 if LONG_RUN else 5.0  # seconds
SOON = 6.0  # what is promised within three, on a busy machine


class Crowd:
    """Two on each process, one of them over the long poll. Nobody's connection may end."""

    def __init__(self, site, keeper):
        self.site, self.keeper = site, keeper
        self.room = site.take_room()
        self.clients = []

    async def enter(self):
        first, second = self.site.servers
        kinds = [(Client, first), (Client, second), (PollingClient, second), (Client, first)]
        for person, (kind, server) in zip(self.room.participants, kinds, strict=False):
            client = kind(self.room, person, ports(server))
            self.clients.append(await self.keeper.let_in(self.site, client))
        return self

    @property
    def connected(self):
        return [client for client in self.clients if not isinstance(client, PollingClient)]

    async def speak_once_each(self, what):
        """One contribution from each process, then silence: what was not rung must be found all the same."""
        texts = [f"{what} von {client.person.id}" for client in self.clients[:3]]
        for client, text in zip(self.clients, texts, strict=False):
            command = await client.say(text, 5)
            assert command.seq, command
        await everyone(self.clients, lambda client: set(texts) <= set(client.texts), SOON)

    async def load_pages(self):
        """What is remembered in Redis is nothing that a page could not do without."""
        person = self.clients[0].person
        for server in self.site.servers:
            for path in ("/", "/accounts/login/", f"/sessions/{self.room.key}/"):
                cookie = {} if "login" in path else {"Cookie": person.cookie}
                status, _ = await request(server.port, "GET", path, cookie)
                assert status == HTTPStatus.OK, path

    async def end(self):
        for client in self.clients:
            assert client.closes == []
            assert client.opened == 1
        await self.keeper.check()


@pytest.fixture
async def crowd(grown_up, keeper):
    try:
        yield await Crowd(grown_up, keeper).enter()
    finally:
        grown_up.doorbell.start()


async def test_while_redis_is_down_people_go_on_and_are_told_that_it_takes_longer(crowd):
    doorbell = crowd.site.doorbell
    await crowd.speak_once_each("Vorher")
    doorbell.stop()
    await crowd.speak_once_each("Ohne Klingel")
    await everyone(crowd.connected, lambda client: client.delayed)
    await crowd.load_pages()
    await asyncio.sleep(DOWN)
    await crowd.speak_once_each("Noch immer ohne")
    await asyncio.to_thread(doorbell.start)
    await everyone(crowd.connected, lambda client: client.delays[:1] == [True] and not client.delayed)
    await crowd.speak_once_each("Wieder mit Klingel")
    assert not any(client.delayed for client in crowd.clients)
    await crowd.end()


async def test_a_redis_that_was_restarted_or_flushed_is_found_again(crowd):
    doorbell = crowd.site.doorbell
    await asyncio.to_thread(doorbell.stop)
    await asyncio.to_thread(doorbell.start)
    await crowd.speak_once_each("Nach dem Neustart")
    await asyncio.to_thread(doorbell.flush)
    await crowd.speak_once_each("Nach dem Leeren")
    await crowd.end()


async def test_a_redis_that_says_nothing_holds_up_nobody(crowd):
    process = crowd.site.doorbell.process()
    process.send_signal(signal.SIGSTOP)
    try:
        await crowd.speak_once_each("Bei stummer Klingel")
        await crowd.load_pages()
    finally:
        process.send_signal(signal.SIGCONT)
    await crowd.speak_once_each("Wieder zu hören")
    await crowd.end()
