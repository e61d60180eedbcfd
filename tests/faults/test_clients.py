"""Browsers that are gone for minutes, open twice, asleep, hostile, or behind a proxy that knows no WebSocket."""

import asyncio
import itertools
import json
import random
import time
import uuid
from contextlib import ExitStack, asynccontextmanager, suppress

import pytest
import redis.asyncio

from deliberation.core.exchange import NEWEST
from tests.faults import history
from tests.faults.client import ORIGIN, Client, PollingClient, everyone, ports, request
from tests.faults.proxy import Proxy
from tests.faults.raw import BINARY, CLOSE, NORMAL_CLOSE, RawSocket, contribution, fragment, frame, frame_head, ping

pytestmark = pytest.mark.faults
MEMORY = 40 * 1024 * 1024
SOCKETS = 4  # of one person and process
PATIENCE = 25.0  # seconds that a busy machine has; that ten are enough, `test_sockets` shows with a clock of its own
MOVED = 4503


async def say_many(client, texts, at_once=20, pause=0.0):
    commands = []
    for n in range(0, len(texts), at_once):
        commands += await asyncio.gather(*(client.say(text, 60) for text in texts[n : n + at_once]))
        await asyncio.sleep(pause)
    return commands


async def test_who_was_offline_while_three_hundred_were_said_catches_up_in_a_few_frames(grown_up, keeper):
    room = grown_up.take_room()
    with Proxy(grown_up.servers[1].port) as tunnel:
        anna = await keeper.let_in(grown_up, Client(room, room.participants[0], ports(grown_up.servers[0])))
        ben = await keeper.let_in(grown_up, Client(room, room.participants[1], [tunnel.port]))
        chiara = await keeper.let_in(grown_up, Client(room, room.participants[2], [tunnel.port]))
        await chiara.leave()
        tunnel.shut()
        await ben.until(lambda: not ben.is_live)
        unsent = [ben.send("exchange.Contribute", text=f"Offline geschrieben, {n}") for n in range(3)]
        await say_many(anna, [f"Inzwischen, {n}" for n in range(300)])
        assert [command.answered for command in unsent] == [None] * 3
        seen = {client: len(client.history.frames) for client in (ben, chiara)}
        tunnel.reopen()
        await chiara.enter()
        await everyone((anna, ben, chiara), lambda client: len(client.texts) == 303 and not client.outbox)
        for client in (ben, chiara):
            news = [each.frame for each in client.history.frames[seen[client] :] if history.is_state(each.frame)]
            assert news[0]["since"] > 0
            assert len(news) <= 5  # one for what was missed, and for what was said since
        assert [command.refused for command in unsent] == [None] * 3
        assert [text for text in anna.texts if text.startswith("Offline")] == [
            f"Offline geschrieben, {n}" for n in range(3)
        ]
        await keeper.check()


async def test_a_room_in_which_much_was_said_can_be_entered(grown_up, keeper):
    """Whoever was there has all of it, whoever comes later the newest: the rest comes on demand."""
    room = grown_up.take_room()
    anna = await keeper.let_in(grown_up, Client(room, room.participants[0], ports(grown_up.servers[0])))
    await say_many(anna, speech(anna, 550))
    ways = itertools.product((Client, PollingClient), grown_up.servers)
    for person, (kind, server) in zip(room.participants[1:], ways, strict=False):
        await keeper.let_in(grown_up, kind(room, person, ports(server), f"{kind.__name__} on {server.kind}"))
    await everyone([client for _, client in keeper.clients], lambda client: len(client.texts) >= NEWEST)
    assert len(anna.texts) == 550
    await keeper.check()


async def test_connections_that_are_cut_or_hang_lose_nothing(grown_up, keeper):
    room = grown_up.take_room()
    with Proxy(grown_up.servers[0].port) as first, Proxy(grown_up.servers[1].port) as second:
        where = [first.port, second.port]
        clients = [
            await keeper.let_in(grown_up, kind(room, person, where))
            for person, kind in zip(room.participants, (Client, Client, Client, PollingClient), strict=False)
        ]
        for n in range(40):
            for client in clients:
                client.send("exchange.Contribute", text=f"Auf schlechter Leitung, {n} von {client.person.id}")
            await asyncio.sleep(0.05)
            if n % 8 == 3:
                first.cut()
            if n % 8 == 7:
                second.cut()
            if n == 20:
                first.freeze()
            if n == 30:
                first.thaw()
        await keeper.check()


async def test_of_two_tabs_the_newer_is_live_and_the_older_says_so(embedded, keeper):
    room = embedded.take_room()
    where = ports(*embedded.servers)
    older = await keeper.let_in(embedded, Client(room, room.participants[0], where))
    other = await keeper.let_in(embedded, Client(room, room.participants[1], where))
    await older.say("Im älteren Fenster")
    newer = await keeper.let_in(embedded, Client(room, room.participants[0], where))
    await older.until(lambda: older.ended == MOVED)
    assert newer.is_live
    await newer.say("Im neueren Fenster")
    polling = await keeper.let_in(embedded, PollingClient(room, room.participants[0], where))
    await newer.until(lambda: newer.ended == MOVED)
    await polling.say("Und ganz ohne WebSocket")
    assert (other.ended, other.closes) == (None, [])
    await keeper.check()


async def test_a_tab_that_only_reconnects_is_not_another_one(embedded, keeper):
    room = embedded.take_room()
    with Proxy(embedded.servers[0].port) as line:
        anna = await keeper.let_in(embedded, Client(room, room.participants[0], [line.port]))
        for n in range(3):
            line.cut()
            await anna.until(lambda n=n: anna.opened == n + 2)
        assert anna.ended is None
        await keeper.check()


async def test_the_oldest_of_five_devices_makes_room(embedded, keeper):
    room = embedded.take_room()
    person = room.participants[0]
    devices = []
    for number in range(5):
        client = Client(room, person.on_device(number), ports(*embedded.servers), f"device {number}")
        devices.append(await keeper.let_in(embedded, client))
        await asyncio.sleep(0.05)
    await devices[0].until(lambda: devices[0].ended == MOVED)
    await devices[4].say("Auf dem fünften Gerät")
    assert [device.ended for device in devices[1:]] == [None] * 4
    await keeper.check()


async def test_who_stops_reading_is_cut_and_nobody_else_notices(grown_up, keeper, record_property):
    """On both kinds of server at once: 52 connections sleep, while two say 1 MB, as fast as 150 people may say it."""
    room = grown_up.take_room(17)
    talkers, listeners, asleep = room.participants[:2], room.participants[2:4], room.participants[4:]
    observer = await keeper.let_in(grown_up, Client(room, room.observer, ports(grown_up.servers[0])))
    for people, add in ((talkers, "Rede"), (listeners, "Hören")):
        for person, server in zip(people, grown_up.servers, strict=True):
            await keeper.let_in(grown_up, Client(room, person, ports(server), f"{add} {server.kind}"))
    clients = [client for _, client in keeper.clients]
    with ExitStack() as sleepers:
        for server in grown_up.servers:
            await fall_asleep(sleepers, room, asleep, server)
        sleeping = {person.id for person in asleep}
        await observer.until(lambda: sleeping <= set(observer.present))
        async with watched_memory(grown_up.servers) as most:
            await asyncio.gather(*(say_many(client, speech(client, 240), 15, 1.0) for client in clients[1:3]))
            await observer.until(lambda: not sleeping & set(observer.present), PATIENCE)
    record_property("most memory that sleepers took, MB", {kind: taken / 2**20 for kind, taken in most.items()})
    assert {kind: taken for kind, taken in most.items() if taken >= MEMORY} == {}
    await everyone(clients, lambda client: len(client.texts) == 480)
    for client in clients:
        assert (client.closes, client.opened) == ([], 1)
    await keeper.check()


async def test_crowds_that_mean_no_good_take_little_memory(grown_up, keeper, record_property):
    """30 sockets send texts that they never finish, 25 observers ask for what they may not, 500 stop reading."""
    room = grown_up.take_room(127)
    for server in grown_up.servers:
        await endure_a_crowd(grown_up, keeper, record_property, room, server)
    await keeper.check()


async def endure_a_crowd(grown_up, keeper, record_property, room, server):
    talkers = [
        await keeper.let_in(grown_up, Client(room, person, ports(server), f"{server.kind}, {person.id}"))
        for person in room.participants[:2]
    ]
    quiet = await latencies(talkers, f"In Ruhe vor {server.kind}", 20)
    head = grown_up.log(room).head
    with ExitStack() as crowd:
        async with watched_memory([server]) as most:
            writers = [await never_finish(crowd, room, person, server) for person in room.participants[2:32]]
            await asyncio.gather(*(ask_in_vain(crowd, room, person, server) for person in room.observers))
            for person in room.participants[2:]:
                await fall_asleep(crowd, room, [person], server)
            loud = await latencies(talkers, f"Im Gedränge vor {server.kind}", 20)
            codes = await asyncio.gather(*(writer.closed() for writer in writers))
            gone = {person.id for person in room.participants[2:]}
            await talkers[0].until(lambda: not gone & set(talkers[0].present), PATIENCE)
    record_property(f"most memory of {server.kind}, MB", most[server.kind] / 2**20)
    record_property(f"p95 of answers to others, ms, {server.kind}", (percentile(quiet), percentile(loud)))
    assert most[server.kind] < MEMORY
    assert set(codes) <= {1009, None}
    kinds = {entry.kind for entry in grown_up.log(room).entries if entry.seq > head}
    assert kinds <= {"exchange.Contributed", "people.PersonJoined"}


async def never_finish(crowd, room, person, server):
    """16 MiB in fragments, as far as they are taken."""
    writer = crowd.enter_context(RawSocket(room, person, tab=False))
    await writer.enter(server.port)
    with suppress(OSError):
        for n in range(1024):
            await writer.push(fragment(b"x" * 16 * 1024, is_first=n == 0))
    return writer


async def ask_in_vain(crowd, room, person, server):
    """What is for the moderation only."""
    observer = crowd.enter_context(RawSocket(room, person, tab=False))
    await observer.enter(server.port)
    await observer.hears(b'"mine"')
    for n in range(20):
        command = {"ref": str(uuid.uuid4()), "do": "agenda.ExtendPhase", "fields": {"seen": 0, "minutes": n}}
        await observer.send(json.dumps(command).encode())
    await observer.hears(b'"refused":"room.not_your_role"')


def speech(client, how_many):
    """Contributions about as long as they may be: 2 kB each."""
    return [f"{n} {'Rede ' * 380}von {client.person.id}" for n in range(how_many)]


async def fall_asleep(sleepers, room, people, server):
    """As many connections as each of them may have: they are let in, read their welcome, and nothing after it."""
    for person in people:
        for _ in range(SOCKETS):
            sleeper = sleepers.enter_context(RawSocket(room, person, tab=False))
            await sleeper.enter(server.port)
            await sleeper.hears(b'"mine"')


@asynccontextmanager
async def watched_memory(servers):
    """How much more each kind of server needed at most, in bytes, than when this began."""
    before = {server.kind: server.memory() for server in servers}
    most = dict.fromkeys(before, 0)

    async def watch():
        while True:
            for server in servers:
                most[server.kind] = max(most[server.kind], server.memory() - before[server.kind])
            await asyncio.sleep(0.02)

    watching = asyncio.create_task(watch())
    try:
        yield most
    finally:
        watching.cancel()


@pytest.mark.parametrize("kind", [Client, pytest.param(PollingClient, marks=pytest.mark.soak)])
async def test_what_was_held_up_in_a_tunnel_is_not_said_after_it_was_refused_elsewhere(grown_up, keeper, kind):
    """Sent, not answered, sent again over another process and refused there: the first copy comes too late."""
    room = grown_up.take_room()
    with Proxy(grown_up.servers[0].port) as tunnel:
        anna = await keeper.let_in(grown_up, kind(room, room.participants[0], [tunnel.port]))
        judge = await keeper.let_in(grown_up, Client(room, room.moderators[0], ports(grown_up.servers[1])))
        said = (await anna.say("Worauf sich das bezieht")).seq
        tunnel.freeze()
        late = anna.send("exchange.Contribute", text="Im Tunnel gesagt", refers_to=said)
        await asyncio.sleep(0.2)
        await anna.leave()
        assert (await judge.ask("exchange.Hold", contribution=said, reason="unclear")).seq
        anna.where = ports(grown_up.servers[1])
        await anna.enter()
        await anna.until(anna.is_answered)
        assert late.refused == "exchange.no_such_contribution"
        assert (await judge.ask("exchange.Release", contribution=said)).seq
        tunnel.thaw()
        await asyncio.sleep(0.5)
        assert (await judge.say("Danach")).seq
        await keeper.check()


async def test_a_copy_that_comes_late_gets_the_first_answer_and_changes_nothing(grown_up, keeper):
    """Answered by one process while it was under way to the other: a refusal, and what there was nothing to do for."""
    room = grown_up.take_room()
    first, second = grown_up.servers
    person = room.participants[0]
    with Proxy(first.port) as tunnel:
        slow = await keeper.let_in(grown_up, Client(room, person.on_device(0), [tunnel.port]))
        quick = await keeper.let_in(grown_up, Client(room, person.on_device(1), ports(second)))
        judge = await keeper.let_in(grown_up, Client(room, room.moderators[0], ports(second)))
        held = (await quick.say("Was unklar ist")).seq
        assert (await judge.ask("exchange.Hold", contribution=held, reason="unclear")).seq
        asked = [
            ("agenda.GiveSignal", str(uuid.uuid4()), {"signal": None}),
            ("exchange.Contribute", str(uuid.uuid4()), {"text": "Dazu etwas", "refers_to": held}),
        ]
        tunnel.freeze()
        late = [slow.send(do, ref, **fields) for do, ref, fields in asked]
        answered = [await quick.ask(do, ref=ref, **fields) for do, ref, fields in asked]
        assert answered[0].seq
        assert answered[1].refused == "exchange.no_such_contribution"
        assert (await quick.ask("agenda.GiveSignal", signal="pause")).seq
        assert (await judge.ask("exchange.Release", contribution=held)).seq
        tunnel.thaw()
        await slow.until(slow.is_answered)
        assert [(each.seq, each.refused) for each in late] == [(each.seq, each.refused) for each in answered]
        await slow.until(lambda: slow.mine["agenda"]["signal"] == "pause")
        await keeper.check()


@pytest.mark.parametrize("kind", [pytest.param(Client, marks=pytest.mark.soak), PollingClient])
async def test_what_was_held_up_in_a_tunnel_takes_no_place_from_a_page_that_was_loaded_later(grown_up, keeper, kind):
    """What the old page says comes, over another process, after its browser has loaded the page anew."""
    room = grown_up.take_room()
    with Proxy(grown_up.servers[0].port) as tunnel:
        anna = await keeper.let_in(grown_up, kind(room, room.participants[0], [tunnel.port]))
        for n in range(3):
            tunnel.freeze()
            anna.send("exchange.Contribute", text=f"Aus dem Tunnel, {n}")
            await asyncio.sleep(0.1)
            await anna.leave()
            anna.reload()
            anna.where = ports(grown_up.servers[1])
            await anna.enter()
            tunnel.thaw()
            await asyncio.sleep(0.7)
            assert anna.ended is None
            await anna.leave()
            anna.reload()
            anna.where = [tunnel.port]
            await anna.enter()
        await keeper.check()


async def test_whoever_vanishes_while_frames_go_out_takes_nothing_from_the_others(grown_up, keeper):
    """Phones that lose their network at every moment, beside people who talk and listen."""
    room = grown_up.take_room()
    talkers = [
        await keeper.let_in(grown_up, Client(room, person, ports(server)))
        for person, server in zip(room.participants, grown_up.servers, strict=False)
    ]
    for person in room.moderators:
        await keeper.let_in(grown_up, Client(room, person, ports(*grown_up.servers)))
    talking = asyncio.gather(*(say_many(client, sentences(client, 150), at_once=3) for client in talkers))
    while not talking.done():
        await asyncio.gather(*(appear_and_vanish(room, person, grown_up.servers) for person in room.participants[2:6]))
    assert all(command.seq for commands in await talking for command in commands)
    assert sum(command.unavailable for client in talkers for command in client.history.commands) == 0
    await keeper.check()


def sentences(client, how_many):
    return [f"Zwischen Verschwindenden, {n} von {client.person.id}" for n in range(how_many)]


async def appear_and_vanish(room, person, servers):
    """Most say that they go and stay on the line, so that the server is between open and closed."""
    for server in servers:
        raw = RawSocket(room, person)
        await raw.enter(server.port)
        await asyncio.sleep(random.uniform(0.005, 0.03))
        if random.random() < 0.8:
            await raw.send(NORMAL_CLOSE, CLOSE)
            await asyncio.sleep(random.uniform(0.005, 0.03))
        raw.vanish()


# Whoever goes on sending to a socket that is closed is told so by the kernel, maybe before the code could be read.
FLOODED = {4501, None}
DEEP = '{"ping": 1, "fields": {"text": ' + "[" * 7000 + "]" * 7000 + "}}"
LARGE = json.dumps(contribution(str(uuid.uuid4()), "x" * 1024 * 1024))
NUISANCES = {
    "a flood": b"".join(frame(ping(n)) for n in range(6000)),
    "a frame of 1 MB": frame(LARGE.encode()),
    "a frame of 1 MB, announced": frame_head(len(LARGE)),
    "deep JSON": frame(DEEP.encode()),
    "no JSON": frame(b"Hallo?"),
    "a binary frame": frame(b"\x00\x01\x02", BINARY),
    "bad UTF-8": frame(b'{"ping": "\xff\xfe"}'),
}


async def annoy(room, person, server, nuisance):
    """Sends it, and answers with the code that the server closed with."""
    with RawSocket(room, person) as raw:
        await raw.enter(server.port)
        with suppress(OSError):  # cut while it was still sending
            await raw.push(NUISANCES[nuisance])
        async with asyncio.timeout(PATIENCE):
            return await raw.closed()


async def test_nonsense_closes_its_own_socket_and_nobody_else_notices(grown_up, keeper, record_property):
    room = grown_up.take_room()
    logged = len(grown_up.logged())
    talkers = [
        await keeper.let_in(grown_up, Client(room, person, ports(server)))
        for person, server in zip(room.participants, grown_up.servers, strict=False)
    ]
    quiet = await latencies(talkers, "In Ruhe", 30)
    talking = asyncio.create_task(latencies(talkers, "Im Lärm", 60))
    vandals = room.participants[2:4]
    codes = {}
    for nuisance in NUISANCES:
        for vandal, server in zip(vandals, grown_up.servers, strict=True):
            codes[nuisance, server.kind] = await annoy(room, vandal, server, nuisance)
    loud = await talking
    # Measured, not judged: how long it takes says how busy the machine is.
    record_property("p95 of answers to others, ms", (percentile(quiet), percentile(loud)))
    for kind in ("daphne", "uvicorn"):
        assert codes["a flood", kind] in FLOODED
        assert [codes[nuisance, kind] for nuisance in ("deep JSON", "no JSON", "a binary frame")] == [4500] * 3
    # What a server does not let through to us it closes itself: Daphne without a word, which browsers call 1006.
    assert [codes[nuisance, "uvicorn"] for nuisance in ("a frame of 1 MB, announced", "bad UTF-8")] == [1009, 1007]
    assert [codes[nuisance, "daphne"] for nuisance in ("a frame of 1 MB, announced", "bad UTF-8")] == [None, None]
    # Whoever goes on sending is told so by the kernel, and that may come before the code could be read.
    assert {codes["a frame of 1 MB", kind] for kind in ("daphne", "uvicorn")} <= {1009, None}
    assert "Traceback" not in grown_up.logged()[logged:]
    for client in talkers:
        assert (client.closes, client.opened) == ([], 1)
    await keeper.check()


async def latencies(clients, what, times):
    """Milliseconds until an answer, of people who talk now and then."""
    taken = []
    for n in range(times):
        client = clients[n % len(clients)]
        started = time.monotonic()
        await client.say(f"{what}, {n} von {client.person.id}")
        taken.append((time.monotonic() - started) * 1000)
        await asyncio.sleep(0.02)
    return sorted(taken)


def percentile(sorted_values):
    return sorted_values[int(len(sorted_values) * 0.95)]


async def test_the_limits_hold_at_the_limit_and_one_above(another_embedded, keeper):
    """With those of production: thirty frames at once and not forty, five contributions and not six, 16 KiB."""
    site = another_embedded
    [server] = site.serve("uvicorn", FAULTS_REAL_LIMITS="on")
    room = site.take_room()
    anna, ben, chiara = room.participants[:3]
    for transport, person in ((Client, anna), (PollingClient, chiara)):
        client = await keeper.let_in(site, transport(room, person, ports(server)))
        answers = [await client.say(f"Schnell, {n} von {person.id}") for n in range(6)]
        assert [answer.refused for answer in answers] == [None] * 5 + ["exchange.too_fast"]
    with RawSocket(room, ben) as raw:
        await raw.enter(server.port)
        for n in range(45):
            await raw.send(ping(n))
        assert await raw.closed() in FLOODED
    dragan = room.participants[3]  # Ben has used up his frames
    for size, fits in ((16 * 1024, True), (16 * 1024 + 1, False)):
        with RawSocket(room, dragan) as raw:
            await raw.enter(server.port)
            if fits:
                question = '{"ping": 1, "more": "' + "x" * size
                await raw.send((question[: size - 2] + '"}').encode())
                await raw.hears(b'{"pong":1}')
            else:  # announced only: whoever goes on sending may not get to read the code
                await raw.push(frame_head(size))
                assert await raw.closed() == 1009
    await keeper.check()


async def test_whoever_repeats_what_is_said_already_is_not_too_fast(another_embedded, keeper):
    """The answer got lost on the way: under the same `ref` it is the same answer, however much was said meanwhile."""
    site = another_embedded
    [server] = site.serve("serve", FAULTS_REAL_LIMITS="on")
    room = site.take_room()
    anna = await keeper.let_in(site, Client(room, room.participants[0], ports(server)))
    first, *others = [await anna.say(f"Schnell gesagt, {n}") for n in range(5)]
    again = await anna.ask("exchange.Contribute", ref=first.ref, text=first.fields["text"])
    assert (again.seq, again.refused) == (first.seq, None)
    assert others[-1].seq
    await keeper.check()


@pytest.mark.parametrize("number", [pytest.param(0, marks=pytest.mark.soak), 1], ids=["daphne", "uvicorn"])
async def test_who_can_only_poll_hears_and_says_what_others_do(grown_up, keeper, number):
    room = grown_up.take_room()
    anna = await keeper.let_in(grown_up, PollingClient(room, room.participants[0], ports(grown_up.servers[number])))
    ben = await keeper.let_in(grown_up, Client(room, room.participants[1], ports(grown_up.servers[0])))
    judge = await keeper.let_in(grown_up, PollingClient(room, room.moderators[0], ports(grown_up.servers[number])))
    everybody = sorted(client.person.id for client in (anna, ben, judge))
    for n in range(6):
        for client in (anna, ben):
            assert (await client.say(f"Runde {n} von {client.person.id}")).seq
    held = await judge.ask("exchange.Hold", contribution=anna.history.commands[0].seq, reason="unclear")
    assert held.seq
    await anna.until(lambda: anna.mine["exchange"]["contributions"])
    await everyone((anna, ben, judge), lambda client: client.present == everybody and len(client.texts) == 12)
    assert (await anna.ask("exchange.Release", contribution=1)).refused == "room.not_your_role"
    await keeper.check()


async def test_a_poll_is_let_in_as_a_socket_is(grown_up):
    room, other = grown_up.take_room(), grown_up.take_room()
    path, hello = f"/ws/sessions/{room.key}/", json.dumps([{"have": 0, "epoch": ""}])
    for server in grown_up.servers:
        member, stranger = room.participants[0].cookie, other.participants[0].cookie
        right = {"Origin": ORIGIN, "Content-Type": "application/json"}
        status, _ = await request(server.port, "POST", path, right | {"Cookie": member, "Origin": "http://evil"}, hello)
        assert status == 403
        status, body = await request(server.port, "POST", path, right | {"Cookie": stranger}, hello)
        assert (status, json.loads(body)[-1]) == (200, {"close": 4504})
        status, body = await request(server.port, "POST", path, right | {"Cookie": member}, "[" * 5000)
        assert status in (200, 400)
        assert status == 400 or json.loads(body)[-1] == {"close": 4500}


async def test_what_is_hidden_is_told_nowhere_to_those_who_may_not_see_it(grown_up, keeper):
    """Held, returned, withdrawn and rewritten; whoever is there, comes later, polls, reads the page, or listens in."""
    room = grown_up.take_room()
    listening = redis.asyncio.from_url(grown_up.doorbell.url)
    overheard = []
    async with listening.pubsub() as channels:
        await channels.psubscribe("*")
        anna, ben, judge, poller = [
            await keeper.let_in(grown_up, kind(room, person, ports(*grown_up.servers)))
            for kind, person in (
                (Client, room.participants[0]),
                (Client, room.participants[1]),
                (Client, room.moderators[0]),
                (PollingClient, room.participants[2]),
            )
        ]
        seqs = [(await anna.say(f"Geheimnis Nummer {n}")).seq for n in range(5)]
        await ben.say("Was alle hören dürfen")
        await judge.ask("exchange.Hold", contribution=seqs[0], reason="insult")
        await judge.ask("exchange.Return", contribution=seqs[1], reason="insult", note="Notiz nur für Anna")
        await anna.ask("exchange.Withdraw", contribution=seqs[2])
        await judge.ask("exchange.Return", contribution=seqs[3], reason="unclear", note="Notiz die erledigt ist")
        await anna.ask("exchange.Rewrite", contribution=seqs[3], text="So kann es stehen bleiben")
        await judge.ask("exchange.Hold", contribution=seqs[4], reason="insult")
        await judge.ask("exchange.Release", contribution=seqs[4])
        for kind, person in (
            (Client, room.observer),
            (PollingClient, room.participants[3]),
            (Client, room.moderators[1]),
            (PollingClient, room.participants[4]),
        ):
            await keeper.let_in(grown_up, kind(room, person, ports(*grown_up.servers)))
        assert (await poller.say("Das Letzte, was gesagt wurde")).seq
        log = await keeper.converged(grown_up, room)
        while message := await channels.get_message(timeout=0.5):
            overheard.append(str(message["data"]))
    await listening.aclose()
    assert len(overheard) > 10
    assert history.told_by_log([text for text in log.texts if text.isascii()], "".join(overheard)) == []
    assert ben.texts == ["", "", "", "So kann es stehen bleiben", "Geheimnis Nummer 4", *ben.texts[5:]]
    await keeper.check()
