"""Processes that are killed, ended, told to end, or whose clocks are wrong: nobody loses or repeats anything."""

import asyncio
import contextlib
import itertools
import json
import signal
import uuid
from functools import partial

import pytest

from tests.faults.client import Client, PollingClient, everyone, ports, request

pytestmark = pytest.mark.faults
GONE = 35.0  # seconds until a process that vanished is forgotten, on a busy machine
BACK = 20.0


def killed(embedded: str, grown_up: str) -> pytest.MarkDecorator:
    """Before or after the commit. The short run has one moment in each profile, the long run both in both."""
    short = [("embedded", embedded), ("grown_up", grown_up)]
    others = [(profile, "after" if moment == "before" else "before") for profile, moment in short]
    soaked = [pytest.param(*each, marks=pytest.mark.soak) for each in others]
    return pytest.mark.parametrize(("profile", "moment"), [*short, *soaked])


IN_ONE_ROOM = killed(embedded="after", grown_up="before")
IN_OTHER_ROOMS_TOO = killed(embedded="before", grown_up="after")


@IN_ONE_ROOM
async def test_a_process_killed_around_the_commit_leaves_a_command_there_once_or_not_at_all(
    profile, moment, request, keeper
):
    site = request.getfixturevalue(profile)
    room = site.take_room()
    doomed = site.servers[-1]
    anna, ben = room.participants[:2]
    anna = await keeper.let_in(site, Client(room, anna, ports(doomed)))
    ben = await keeper.let_in(site, Client(room, ben, ports(*site.servers)))
    await anna.say(f"Vorher, {moment}")
    text = f"Im falschen Augenblick, {moment}"
    fault = doomed.fault(f"die-{moment}-commit", text)
    command = anna.send("exchange.Contribute", text=text)
    assert await asyncio.to_thread(doomed.wait_for_end) == -signal.SIGKILL
    assert not fault.exists()
    assert command.answered is None
    assert [entry.text for entry in site.log(room).entries].count(text) == (1 if moment == "after" else 0)
    await asyncio.to_thread(doomed.start)
    await anna.until(lambda: command.answered, BACK)
    assert command.seq is not None
    assert command.times >= 2
    await ben.until(lambda: text in ben.texts)
    await keeper.check()


@IN_OTHER_ROOMS_TOO
async def test_what_is_asked_for_all_rooms_of_a_session_is_in_all_of_them_once_or_in_none(
    profile, moment, request, keeper
):
    site = request.getfixturevalue(profile)
    room = site.take_room()
    rooms = [room, site.add_group(room), site.add_group(room)]
    doomed = site.servers[-1]
    moderator = await keeper.let_in(site, Client(room, room.moderators[0], ports(doomed)))
    reason = f"Alle zurück, {moment}"
    doomed.fault(f"die-{moment}-commit", reason)
    command = moderator.send("agenda.PauseRoom", reason=reason)
    assert await asyncio.to_thread(doomed.wait_for_end) == -signal.SIGKILL
    assert command.answered is None
    assert pauses(site, rooms) == ([1, 1, 1] if moment == "after" else [0, 0, 0])
    await asyncio.to_thread(doomed.start)
    await moderator.until(lambda: command.answered, BACK)
    assert command.seq is not None
    assert command.times >= 2
    assert pauses(site, rooms) == [1, 1, 1]
    await keeper.check()


def pauses(site, rooms):
    return [[entry.kind for entry in site.log(room).entries].count("agenda.RoomPaused") for room in rooms]


@IN_OTHER_ROOMS_TOO
async def test_who_is_moved_while_a_process_is_killed_is_in_one_room_and_finds_it(profile, moment, request):
    """Four people and three groups. Two are moved, one of them from another group, and all are brought back."""
    site = request.getfixturevalue(profile)
    room = site.take_room()
    groups = site.open_groups(room, 3)
    doomed = site.servers[-1]
    moderator = Client(room, room.moderators[0], ports(doomed))
    people = [Client(room, person, ports(*site.servers)) for person in room.participants[:4]]
    ids = [client.person.id for client in people]
    async with contextlib.AsyncExitStack() as stack:
        for client in (moderator, *people):
            await stack.enter_async_context(client)
        await moderator.ask("places.MovePeople", people=ids[:1], room=groups[0].id)
        await all_are_in(site, {people[0]: groups[0]} | dict.fromkeys(people[1:], room))
        doomed.fault(f"die-{moment}-commit", f'"room":{groups[1].id}}}')
        command = moderator.send("places.MovePeople", people=ids[:2], room=groups[1].id)
        assert await asyncio.to_thread(doomed.wait_for_end) == -signal.SIGKILL
        moves = [entry for entry in site.log(room).entries if entry.kind == "places.PeopleMoved"]
        assert len(moves) == (2 if moment == "after" else 1)
        await asyncio.to_thread(doomed.start)
        await moderator.until(lambda: command.answered, BACK)
        assert command.seq is not None
        await all_are_in(site, dict.fromkeys(people[:2], groups[1]) | dict.fromkeys(people[2:], room))
        await moderator.ask("places.BringBack")
        await all_are_in(site, dict.fromkeys((moderator, *people), room))
        assert [client.closes for client in people if max(client.closes, default=0) >= 4000] == []


async def all_are_in(site, places):
    """Each has everything of this room, and was told nothing of another one since."""
    for client, room in places.items():
        await client.until(lambda client=client, room=room: client.has_all_of(site.log(room)), BACK)


async def test_a_process_that_is_told_to_end_says_goodbye_and_everybody_finds_the_other(grown_up, keeper):
    """A rolling restart: first one process, then the other, while people talk."""
    room = grown_up.take_room()
    people = [*room.participants[:4], room.moderators[0]]
    clients = [await keeper.let_in(grown_up, Client(room, person, ports(*grown_up.servers))) for person in people]
    poller = await keeper.let_in(grown_up, PollingClient(room, room.participants[4], ports(*grown_up.servers)))
    talking = asyncio.create_task(keep_talking([*clients, poller]))
    for server in grown_up.servers:
        there = [client for client in clients if server.port == client.port]
        before = {client: client.opened for client in there}
        server.signal(signal.SIGTERM)
        await everyone(there, partial(has_come_back, before), BACK)
        for client in there:
            assert client.closes.pop() == 4003
            assert 0 <= client.goodbyes.pop() <= 3000
        assert [client.closes + client.goodbyes for client in clients] == [[]] * len(clients)
        await asyncio.to_thread(server.wait_for_end)
        await asyncio.to_thread(server.start)
    talking.cancel()
    await keeper.check()


def has_come_back(before, client):
    return client.is_live and client.opened > before[client]


async def keep_talking(clients):
    for n in range(1000):
        await asyncio.sleep(0.1)
        client = clients[n % len(clients)]
        client.send("exchange.Contribute", text=f"Während des Neustarts, {n} von {client.person.id}")


async def test_whoever_is_killed_is_not_here_for_long(grown_up, keeper):
    room = grown_up.take_room()
    first, second = grown_up.servers
    anna = await keeper.let_in(grown_up, Client(room, room.participants[0], ports(first)))
    ben = await keeper.let_in(grown_up, Client(room, room.participants[1], ports(second)))
    chiara = await keeper.let_in(grown_up, PollingClient(room, room.participants[2], ports(second)))
    everybody = sorted(client.person.id for client in (anna, ben, chiara))
    await everyone((anna, ben, chiara), lambda client: client.present == everybody)
    second.kill()
    await anna.until(lambda: anna.present == [anna.person.id], GONE)
    await asyncio.to_thread(second.start)
    await everyone((anna, ben, chiara), lambda client: client.present == everybody, BACK)
    await keeper.check()


async def test_wrong_clocks_change_neither_order_nor_resumption(grown_up, keeper):
    """Two more processes, one an hour ahead, one an hour behind; people go from one to the other."""
    room = grown_up.take_room()
    right = grown_up.servers[0]
    ahead, behind = None, None
    try:
        [ahead] = grown_up.serve("daphne", CLOCK_SHIFT="3600")
        [behind] = grown_up.serve("uvicorn", CLOCK_SHIFT="-3600")
        anna = await keeper.let_in(grown_up, Client(room, room.participants[0], ports(ahead)))
        ben = await keeper.let_in(grown_up, Client(room, room.participants[1], ports(behind)))
        chiara = await keeper.let_in(grown_up, Client(room, room.participants[2], ports(right)))
        clocks = [client.history.frames[0].frame["now"] for client in (ben, chiara, anna)]
        assert clocks[0] + 3_000_000 < clocks[1] < clocks[2] - 3_000_000
        for n in range(12):
            client = (anna, ben, chiara)[n % 3]
            await client.say(f"Uhrzeit {n} von {client.person.id}")
        assert len({client.texts[-1] for client in (anna, ben, chiara)}) >= 1
        anna.where, ben.where = ports(behind), ports(ahead)
        for client in (anna, ben):
            await client.leave()
            await chiara.say(f"Ohne {client.person.id} gesagt")
            await client.enter()
            welcome = [each.frame for each in client.history.frames if "since" in each.frame][-1]
            assert welcome["since"] > 0
        await moved(room, keeper, grown_up, ports(behind), 2)
        await keeper.check()
    finally:
        for server in (ahead, behind):
            if server is not None:
                server.stop()
                grown_up.servers.remove(server)


async def moved(room, keeper, site, where, to):
    """A moderator moves on, and the deadline is the server's, whichever clock it goes by."""
    moderator = await keeper.let_in(site, Client(room, room.moderators[0], where))
    command = await moderator.ask("agenda.MovePhase", seen=moderator.parts["agenda"]["moved"], to=to)
    assert command.refused is None
    await moderator.until(lambda: moderator.parts["agenda"]["current"] == to)
    agenda = moderator.parts["agenda"]
    assert agenda["until"] - agenda["since"] == agenda["phases"][to]["minutes"] * 60_000
    return moderator


async def test_of_two_moderators_who_move_on_at_once_the_first_wins(grown_up, keeper):
    room = grown_up.take_room()
    first, second = [
        await keeper.let_in(grown_up, Client(room, person, ports(server)))
        for person, server in zip(room.moderators, grown_up.servers, strict=True)
    ]
    for first_to, second_to in ((2, 3), (1, 4), (3, 2)):
        await first.until(lambda: first.view.seq == second.view.seq)
        seen = first.parts["agenda"]["moved"]
        assert second.parts["agenda"]["moved"] == seen
        answers = await asyncio.gather(
            first.ask("agenda.MovePhase", seen=seen, to=first_to),
            second.ask("agenda.MovePhase", seen=seen, to=second_to),
        )
        assert sorted(answer.refused or "" for answer in answers) == ["", "agenda.stale"]
        won = next(answer.fields["to"] for answer in answers if answer.refused is None)
        await everyone((first, second), partial(is_in_phase, won))
    await keeper.check()


def is_in_phase(phase, client):
    return client.parts["agenda"]["current"] == phase


async def test_the_same_ref_from_two_devices_on_two_processes_happens_once(grown_up, keeper):
    room = grown_up.take_room()
    person = room.participants[0]
    first, second = [
        await keeper.let_in(grown_up, Client(room, person.on_device(n), ports(server)))
        for n, server in enumerate(grown_up.servers)
    ]
    for n in range(10):
        ref = str(uuid.uuid4())
        answers = await asyncio.gather(
            *(client.ask("exchange.Contribute", ref=ref, text=f"Doppelt, {n}") for client in (first, second))
        )
        assert answers[0].seq == answers[1].seq is not None
        other = await second.ask("exchange.Contribute", ref=ref, text=f"Etwas anderes, {n}")
        assert other.refused == "room.key_reused"
    assert [text for text in first.texts if "Doppelt" in text] == [f"Doppelt, {n}" for n in range(10)]
    await keeper.check()


async def test_health_is_told_without_a_cookie(grown_up):
    for server in grown_up.servers:
        assert (await request(server.port, "GET", "/health/live", {}))[0] == 200
        assert (await request(server.port, "GET", "/health/ready", {}))[0] == 200


async def test_versions_that_are_newer_or_older_get_along(grown_up, keeper):
    """The server passes over fields it does not know and refuses such commands; clients pass over unknown frames."""
    room = grown_up.take_room()
    for server in grown_up.servers:
        newer = Newer(room, room.participants[0], ports(server))
        await keeper.let_in(grown_up, newer)
        assert (await newer.ask("weather.Ask", city="Ulm")).refused == "room.unknown_command"
        assert (await newer.ask("exchange.Contribute", text=f"Bis {server.port} gekommen", mood="good")).seq
        newer.take(json.dumps({"weather": {"city": "Ulm"}}))
        await newer.until(lambda newer=newer, server=server: f"Bis {server.port} gekommen" in newer.texts)
        await newer.leave()


class Newer(Client):
    def hello(self):
        return super().hello() | {"version": 7, "wishes": ["weather"]}


async def test_a_room_that_only_a_newer_version_can_read_harms_no_other(grown_up, keeper):
    """Something of an unknown kind is in its log: its people are to look for a newer process, all others go on."""
    logged = len(grown_up.logged())
    newer, other = grown_up.take_room(), grown_up.take_room()
    theirs, ours = await people_everywhere(grown_up, keeper, newer), await people_everywhere(grown_up, keeper, other)
    unreadable = grown_up.append(newer, "weather.Asked", {"city": "Ulm"})
    await everyone(theirs, is_sent_away)
    for client in ours:
        assert (await client.say(f"Nebenan von {client.history}")).seq
    said = {"person": ours[0].person.id, "type": "", "refers_to": None, "claim": "", "attack": "", "phase": 1}
    grown_up.append(other, "exchange.Contributed", said, "Steht nur im Protokoll")
    await everyone(ours, lambda client: client.texts[-1:] == ["Steht nur im Protokoll"] and len(client.texts) == 5)
    for client in ours:
        assert (client.closes, client.opened) == ([], 1)
    await everyone(theirs, is_sent_away)
    grown_up.take_back(newer, unreadable)
    for client in theirs:
        assert (await client.say(f"Wieder da: {client.history}")).seq
    assert "Traceback" not in grown_up.logged()[logged:]
    await keeper.check()


async def people_everywhere(site, keeper, room):
    """On each process one with a WebSocket and one without."""
    ways = itertools.product((Client, PollingClient), site.servers)
    return [
        await keeper.let_in(site, kind(room, person, ports(server), f"{kind.__name__} on {server.kind}"))
        for person, (kind, server) in zip(room.participants, ways, strict=False)
    ]


def is_sent_away(client):
    """Told so, and not for good; nobody stays connected in silence."""
    return not client.is_live and client.ended is None and client.closes and set(client.closes) <= {*range(4000, 4500)}
