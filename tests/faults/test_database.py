"""A database that is gone, frozen, locked, full, or another one: never an acknowledgement that does not hold."""

import asyncio
import sqlite3

import pytest

from tests.faults.client import Client, PollingClient, everyone, ports, request
from tests.faults.sites import LONG_RUN, back_up, put_back

pytestmark = pytest.mark.faults
FROZEN = 10.0 if LONG_RUN else 7.0  # seconds
STOPPED = 60.0 if LONG_RUN else 0.0  # seconds more than it takes to notice
BACK = 25.0


async def people_on_both(site, keeper):
    """A room with somebody on each process, and one who polls."""
    room = site.take_room()
    first, second = site.servers[0], site.servers[-1]
    kinds = [(Client, first), (Client, second), (PollingClient, first)]
    people = [kind(room, person, ports(server)) for person, (kind, server) in zip(room.participants, kinds)]  # noqa: B905
    for client in people:
        await keeper.let_in(site, client)
        assert (await client.say(f"Vorher von {client.person.id}")).seq
    await keeper.converged(site, room)
    return room, people


async def health(site):
    """Of each process: what it answers when asked whether it lives, and whether it is ready."""
    questions = [(server, path) for server in site.servers for path in ("/health/live", "/health/ready")]
    answers = await asyncio.gather(*(request(server.port, "GET", path, {}) for server, path in questions))
    statuses = [status for status, _ in answers]
    return list(zip(statuses[::2], statuses[1::2], strict=True))


async def nothing_is_promised(site, people, what):
    """Everybody asks and hears `unavailable`; the view stays, the sockets too; the process lives and is not ready."""
    commands = [client.send("exchange.Contribute", text=f"{what} von {client.person.id}") for client in people]
    seen = [client.texts for client in people]
    healths = asyncio.create_task(health(site))
    for client, command in zip(people[:2], commands, strict=False):
        await client.until(lambda command=command: command.unavailable or command.answered)
    assert await healths == [(200, 503), (200, 503)]
    assert [command.answered for command in commands] == [None] * len(commands)
    assert [client.texts for client in people] == seen
    assert all(client.is_live for client in people[:2])
    return commands


async def everything_heals(site, people, commands):
    for client, command in zip(people, commands, strict=True):
        await client.until(lambda command=command: command.answered, BACK)
        assert command.seq is not None
    for client in people[:2]:  # who polls comes back as often as asked to
        assert (client.closes, client.opened) == ([], 1)
    assert await health(site) == [(200, 200), (200, 200)]


async def test_while_postgresql_is_stopped_nothing_is_promised_and_afterwards_all_heals(grown_up, keeper):
    _, people = await people_on_both(grown_up, keeper)
    await asyncio.to_thread(grown_up.database.stop)
    try:
        commands = await nothing_is_promised(grown_up, people, "Ohne Datenbank")
        await asyncio.sleep(STOPPED)
    finally:
        await asyncio.to_thread(grown_up.database.start)
    await everything_heals(grown_up, people, commands)
    await keeper.check()


async def test_while_postgresql_is_frozen_nothing_is_promised_and_afterwards_all_heals(grown_up, keeper):
    _, people = await people_on_both(grown_up, keeper)
    grown_up.database.freeze()
    try:
        frozen = asyncio.create_task(asyncio.sleep(FROZEN))
        commands = await nothing_is_promised(grown_up, people, "Bei stummer Datenbank")
        await frozen
        assert [command.answered for command in commands] == [None] * len(commands)
    finally:
        grown_up.database.thaw()
    await everything_heals(grown_up, people, commands)
    await keeper.check()


async def test_while_sqlite_is_locked_by_somebody_else_nothing_is_promised(embedded, keeper):
    """A backup, an import, a shell: whoever holds the lock for seconds, nobody waits longer than five."""
    room = embedded.take_room()
    anna = await keeper.let_in(embedded, Client(room, room.participants[0], ports(*embedded.servers)))
    lock = sqlite3.connect(embedded.file, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    try:
        command = anna.send("exchange.Contribute", text="Hinter einem Schloss")
        await anna.until(lambda: command.unavailable)
        assert command.answered is None
        assert (await request(anna.where[0], "GET", "/health/live", {}))[0] == 200
        assert await anna.transcript()
    finally:
        lock.execute("ROLLBACK")
        lock.close()
    await anna.until(lambda: command.answered, BACK)
    assert command.seq is not None
    assert (anna.closes, anna.opened) == ([], 1)
    await keeper.check()


async def test_a_full_disk_refuses_what_is_new_and_goes_on_showing_what_is_there(another_embedded, keeper):
    site = another_embedded
    [server] = site.serve("serve")
    room = site.take_room()
    anna, ben = [await keeper.let_in(site, Client(room, person, ports(server))) for person in room.participants[:2]]
    await anna.say("Noch ist Platz")
    full = server.fault("disk-full")
    for n in range(100):  # the last pages have some room left
        command = anna.send("exchange.Contribute", text=f"Seite {n} {'voll ' * 380}")
        await anna.until(lambda command=command: command.answered or command.unavailable)
        if command.unavailable:
            break
    assert command.answered is None
    assert command.unavailable
    chiara = await keeper.let_in(site, Client(room, room.observer, ports(server)))
    await chiara.until(lambda: "Noch ist Platz" in chiara.texts)
    assert "Noch ist Platz" in await ben.transcript()
    assert integrity(site.file) == "ok"
    full.unlink()
    await anna.until(lambda: command.answered, BACK)
    assert command.seq is not None
    assert [client.closes for client in (anna, ben, chiara)] == [[], [], []]
    assert integrity(site.file) == "ok"
    await keeper.check()


def integrity(file):
    connection = sqlite3.connect(file)
    try:
        return connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()


async def test_after_a_restored_backup_everybody_gets_everything_anew(another_embedded, keeper, tmp_path):
    site = another_embedded
    [server] = site.serve("uvicorn")
    room = site.take_room()
    anna, ben = [await keeper.let_in(site, Client(room, person, ports(server))) for person in room.participants[:2]]
    chiara = await keeper.let_in(site, PollingClient(room, room.participants[2], ports(server)))
    for client in (anna, ben, chiara):
        await client.say(f"Vor der Sicherung von {client.person.id}")
    backup = tmp_path / "backup.sqlite3"
    back_up(site.file, backup)
    for client in (anna, ben, chiara):
        await client.say(f"Danach, und bald verloren, von {client.person.id}")
    await keeper.converged(site, room)
    keeper.remember(site, room)
    await asyncio.to_thread(server.kill)
    put_back(backup, site.file)
    await asyncio.to_thread(site.manage, "after_restore")
    await asyncio.to_thread(server.start)
    epoch = site.log(room).epoch
    assert epoch != keeper.earlier[room.id][0].epoch
    await everyone((anna, ben, chiara), lambda client: client.view.epoch == epoch, BACK)
    for client in (anna, ben, chiara):
        assert [text for text in client.texts if text.startswith("Danach")] == []
        assert (await client.say(f"Nach der Sicherung von {client.person.id}")).seq
    await keeper.check()
