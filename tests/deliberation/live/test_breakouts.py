"""A plenary and its breakout rooms: everybody is in exactly one of them, over one connection, whatever happens."""

import asyncio
import random
import threading
import uuid
from collections import Counter
from contextlib import AsyncExitStack

import pytest
from channels.layers import InMemoryChannelLayer

from deliberation.core.agenda import CloseRoom, Formation, Mode, MovePhase, OpenRoom, Phase, SetAgenda
from deliberation.core.exchange import Contribute
from deliberation.core.people import HandOver
from deliberation.core.places import BringBack, MovePeople
from deliberation.live import healing, presence
from deliberation.live import sessions as lives
from deliberation.live.hub import Hub, this_hub
from deliberation.live.wire import Close, Frame
from deliberation.log import deciding
from deliberation.log.commits import read
from deliberation.models import RoomRecord
from tests.deliberation.browsers import LONG, Request, WebSocket, browser_of, texts, until
from tests.deliberation.rehearsal import failing, joining, sent
from tests.deliberation.screens import Screen, emptied, entry_of, inside

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def hurried(monkeypatch):
    """What happens every few seconds happens at once; nothing else changes."""
    monkeypatch.setattr(healing, "POLL", 0.1)
    monkeypatch.setattr(healing, "LOOK", 0.1)
    monkeypatch.setattr(presence, "GATHER", 0.05)
    monkeypatch.setattr(lives, "KEEP", 0.0)


@pytest.fixture
def anna(anna_inside):
    return anna_inside


@pytest.fixture
def ben(ben_inside):
    return ben_inside


@pytest.fixture
def groups(rehearsal):
    """Three breakout rooms, open."""
    return rehearsal.open_breakouts(3)


async def ask(hub, rehearsal, command, room=None, by=None):
    """Over the hub, as a browser would."""
    asked = sent(by or rehearsal.moderator, command)
    answer = await hub.logs.commits.ask(room or rehearsal.room, asked)
    assert answer.refused == ""
    return answer.seq


async def move(hub, rehearsal, room, *people):
    await ask(hub, rehearsal, MovePeople(tuple(person.pk for person in people), room))


def room_of(screen):
    return screen.socket.live.room


def since_led(screen):
    """What was told since the browser was given a room anew."""
    last = max(n for n, frame in enumerate(screen.frames) if frame.get("since") == 0)
    return screen.frames[last:]


def is_in(room):
    return lambda screen: screen.socket.live and room_of(screen) == room


# --- being led --------------------------------------------------------------------------------------------------------


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def processes(request):
    """Where the moderator and where the others are connected."""
    hub = Hub()
    return [hub, hub] if request.param == 1 else [hub, Hub()]


async def test_who_is_moved_gets_the_other_room_as_if_they_had_just_come(rehearsal, anna, ben, groups, processes):
    here, there = processes
    async with (
        inside(here, rehearsal, rehearsal.moderator) as moderator,
        inside(there, rehearsal, anna) as led,
        inside(there, rehearsal, ben) as stays,
    ):
        await led.until(lambda screen: rehearsal.moderator.pk in (screen.last("present") or ()))
        await move(here, rehearsal, groups[0], anna)
        await led.until(is_in(groups[0]))
        known = await read(deciding.load, groups[0])
        whole, mine, present = since_led(led)[:3]
        assert (whole["epoch"], whole["seq"], whole["since"]) == (str(known.epoch), known.room.seq, 0)
        elsewhere = {str(rehearsal.moderator.pk): 0}
        assert (mine["mine"]["person"], present) == (anna.pk, {"present": [anna.pk], "moderators": elsewhere})
        assert [room_of(screen) for screen in (moderator, stays)] == [rehearsal.room] * 2
        assert (led.code, stays.code) == (None, None)


async def test_who_is_brought_back_is_in_the_plenary_with_what_was_said_there_meanwhile(
    rehearsal, anna, ben, groups, processes
):
    here, there = processes
    async with inside(here, rehearsal, ben) as stays, inside(there, rehearsal, anna) as led:
        await move(here, rehearsal, groups[0], anna)
        await led.until(is_in(groups[0]))
        await ask(here, rehearsal, Contribute("Im Plenum"))
        await stays.until(lambda screen: screen.said == ["Im Plenum"])
        assert texts(since_led(led)) == []
        await ask(here, rehearsal, BringBack())
        await led.until(is_in(rehearsal.room))
        assert texts(since_led(led)) == ["Im Plenum"]


async def test_what_is_said_in_a_group_is_told_in_this_group_only(rehearsal, anna, ben, groups, processes):
    here, there = processes
    async with inside(here, rehearsal, anna) as first, inside(there, rehearsal, ben) as second:
        await move(here, rehearsal, groups[0], anna, ben)
        for screen in (first, second):
            await screen.until(is_in(groups[0]))
        await move(here, rehearsal, groups[1], ben)
        await second.until(is_in(groups[1]))
        await ask(here, rehearsal, Contribute("Unter uns"), groups[0])
        await first.until(lambda screen: texts(since_led(screen)) == ["Unter uns"])
        await asyncio.sleep(0.3)
        assert "Unter uns" not in "".join(second.texts)


async def test_all_devices_of_a_person_are_led(rehearsal, anna, groups):
    here, there = Hub(), Hub()
    async with (
        inside(here, rehearsal, anna) as phone,
        inside(here, rehearsal, anna) as desk,
        inside(there, rehearsal, anna) as tablet,
    ):
        await move(here, rehearsal, groups[2], anna)
        for screen in (phone, desk, tablet):
            await screen.until(is_in(groups[2]))


async def test_who_is_led_sees_nothing_of_the_old_room_after_the_new_one(rehearsal, anna, ben, groups):
    """While both rooms are busy, and people go back and forth."""
    hub = Hub()
    epochs = {str((await read(deciding.load, room)).epoch): room for room in (rehearsal.room, *groups)}

    async def talk(room):
        for n in range(20):
            await ask(hub, rehearsal, Contribute(f"{room}: {n}"), room)

    async def walk():
        for room in (groups[0], groups[1], None, groups[0], None, groups[1]):
            await move(hub, rehearsal, room, anna)
            await asyncio.sleep(0.05)

    async with inside(hub, rehearsal, anna) as screen, inside(hub, rehearsal, ben):
        await asyncio.gather(talk(rehearsal.room), talk(groups[0]), talk(groups[1]), walk())
        await screen.until(is_in(groups[1]))
    room, seen = None, []
    for frame in screen.frames:
        room = epochs[frame["epoch"]] if "epoch" in frame else room
        seen += [(room, each["text"]) for each in frame.get("contributions", [])]
    assert len({room for room, _ in seen}) > 1
    assert all(text.startswith(f"{room}: ") for room, text in seen)


async def test_a_room_that_is_entered_by_many_is_encoded_once(rehearsal, groups):
    hub = Hub()
    people = [await read(rehearsal.enter, f"Gast {n}") for n in range(4)]
    async with AsyncExitStack() as stack:
        screens = [await stack.enter_async_context(inside(hub, rehearsal, person)) for person in people]
        for person in people:  # who they are is known in the group before they come
            await read(rehearsal.join, person, groups[0])
        await asyncio.sleep(0.3)
        await move(hub, rehearsal, groups[0], *people)
        for screen in screens:
            await screen.until(is_in(groups[0]))
        wholes = [next(text for text in reversed(screen.texts) if '"since":0' in text) for screen in screens]
        assert len({id(text) for text in wholes}) <= 2  # a second may have passed


async def test_a_group_that_cannot_be_read_now_is_entered_later(rehearsal, anna, groups, monkeypatch):
    load, broken = deciding.load, [True]

    def fails(room, *known):
        if broken[0] and room == groups[0]:
            raise deciding.DatabaseError
        return load(room, *known)

    monkeypatch.setattr(deciding, "load", fails)
    hub, elsewhere = Hub(), Hub()
    async with inside(hub, rehearsal, anna) as screen:
        await move(elsewhere, rehearsal, groups[0], anna)
        await asyncio.sleep(0.3)
        assert (room_of(screen), screen.code) == (rehearsal.room, None)
        broken[0] = False
        await screen.until(is_in(groups[0]))


# --- coming and coming back -------------------------------------------------------------------------------------------


async def test_who_comes_back_lands_in_their_room_and_gets_it_anew(rehearsal, anna, groups):
    hub = Hub()
    plenary = await read(deciding.load, rehearsal.room)
    await read(rehearsal.send, groups[1], anna)
    group = await read(deciding.load, groups[1])
    async with inside(hub, rehearsal, anna, plenary.room.seq, plenary.epoch) as screen:
        assert room_of(screen) == groups[1]
        assert (screen.frames[0]["since"], screen.frames[0]["epoch"]) == (0, str(group.epoch))
        seq = screen.socket.seq
    async with inside(hub, rehearsal, anna, seq, group.epoch) as again:
        assert (room_of(again), again.frames[0]["since"]) == (groups[1], seq)


async def test_who_was_away_while_they_were_brought_back_lands_in_the_plenary(rehearsal, anna, groups):
    hub = Hub()
    await read(rehearsal.send, groups[1], anna)
    group = await read(deciding.load, groups[1])
    await read(rehearsal.take, rehearsal.moderator, BringBack())
    async with inside(hub, rehearsal, anna, group.room.seq, group.epoch) as screen:
        assert (room_of(screen), screen.frames[0]["since"]) == (rehearsal.room, 0)


async def test_who_is_moved_while_they_come_in_lands_where_they_are_then(rehearsal, anna, groups, monkeypatch):
    load, reading, goes_on = deciding.load, threading.Event(), threading.Event()

    def slowly(room, *known):
        if room == groups[0]:
            reading.set()
            goes_on.wait(LONG)
        return load(room, *known)

    hub = Hub()
    await read(rehearsal.send, groups[0], anna)
    async with inside(hub, rehearsal, rehearsal.moderator):
        monkeypatch.setattr(deciding, "load", slowly)
        coming = asyncio.create_task(enters(hub, rehearsal, anna))
        await until(reading.is_set)
        await move(hub, rehearsal, groups[1], anna)
        goes_on.set()
        assert await coming == groups[1]


async def enters(hub, rehearsal, person):
    async with inside(hub, rehearsal, person) as screen:
        return room_of(screen)


async def test_while_their_room_cannot_be_read_people_are_asked_to_come_back(rehearsal, anna, groups):
    hub = Hub()
    await read(rehearsal.send, groups[0], anna)
    async with (
        inside(hub, rehearsal, rehearsal.moderator),
        failing("deliberation_entry"),
        inside(hub, rehearsal, anna) as screen,
    ):
        assert screen.code == Close.UNAVAILABLE


# --- over a connection ------------------------------------------------------------------------------------------------


async def test_what_is_asked_is_asked_in_the_room_in_which_one_is(rehearsal, anna, groups):
    browser = await WebSocket.of(anna)
    await move(this_hub(), rehearsal, groups[0], anna)
    while (await browser.hear()).get("since") != 0:
        pass
    seen = browser.frames[-1]["parts"]["agreement"]["version"]
    assert "seq" in await browser.ask("agreement.ConfirmRules", seen=seen)
    answer = await browser.ask("exchange.Contribute", text="In der Gruppe")
    said = {room: (await read(deciding.load, room)).room.exchange.contributions for room in (rehearsal.room, groups[0])}
    assert [each.text for each in said[groups[0]]] == ["In der Gruppe"]
    assert answer == {"seq": next(iter(said[groups[0]])).id}
    assert list(said[rehearsal.room]) == []
    await browser.leave()


async def test_what_is_asked_again_from_another_room_happened_once(rehearsal, anna, groups):
    """Somebody was led away before the answer reached them, so they send it again from where they are."""
    asked = sent(anna, Contribute("Im Plenum"))
    await read(rehearsal.agree_in, groups[0], anna)
    hub = Hub()
    async with inside(hub, rehearsal, anna) as screen:
        first = await hub.logs.commits.ask(rehearsal.room, asked)
        await move(hub, rehearsal, groups[0], anna)
        await screen.until(is_in(groups[0]))
        assert await hub.logs.commits.ask(groups[0], asked) == first
        reused = sent(anna, Contribute("Etwas anderes"), asked.key)
        assert (await hub.logs.commits.ask(groups[0], reused)).refused == "room.key_reused"
        assert texts(since_led(screen)) == []


async def test_with_the_plenary_its_groups_end_and_everybody_is_together(rehearsal, anna, ben, groups, processes):
    here, there = processes
    async with inside(here, rehearsal, anna) as first, inside(there, rehearsal, ben) as second:
        await move(here, rehearsal, groups[0], anna)
        await move(here, rehearsal, groups[1], ben)
        for screen, room in ((first, groups[0]), (second, groups[1])):
            await screen.until(is_in(room))
        await ask(here, rehearsal, CloseRoom((await read(deciding.load, rehearsal.room)).room.agenda.moved))
        for screen in (first, second):
            await screen.until(is_in(rehearsal.room))
            assert since_led(screen)[0]["parts"]["agenda"]["stage"] == "closed"
    stages = [(await read(deciding.load, room)).room.agenda.stage for room in groups]
    assert stages == ["closed"] * 3


async def test_the_limits_are_those_of_the_session(rehearsal, anna, groups, settings):
    settings.ROOM_CONTRIBUTIONS = (0.001, 2)
    browser = await WebSocket.of(anna)
    assert "seq" in await browser.ask("exchange.Contribute", text="Im Plenum")
    await read(rehearsal.agree_in, groups[0], anna)
    await move(this_hub(), rehearsal, groups[0], anna)
    while (await browser.hear()).get("since") != 0:
        pass
    assert "seq" in await browser.ask("exchange.Contribute", text="In der Gruppe")
    assert await browser.ask("exchange.Contribute", text="Und noch etwas") == {"refused": "exchange.too_fast"}
    await browser.leave()


async def test_who_polls_is_led_too(rehearsal, anna, groups):
    browser = await read(browser_of, anna)

    async def poll(have=0, epoch=""):
        request = Request(rehearsal.session, browser)
        await request.send({"have": have, "epoch": epoch})
        return await request.answer()

    async def poll_until_led(have, epoch):
        while True:
            for frame in await poll(have, epoch):
                if frame.get("since") == 0:
                    return frame

    whole = (await poll())[0]
    waiting = asyncio.create_task(poll_until_led(whole["seq"], whole["epoch"]))
    await until(lambda: this_hub().sockets)
    await move(this_hub(), rehearsal, groups[0], anna)
    async with asyncio.timeout(LONG):
        led = await waiting
    assert led["epoch"] == str((await read(deciding.load, groups[0])).epoch)


async def test_the_newest_tab_is_the_only_one_in_whichever_room_it_is(rehearsal, anna, groups, processes):
    here, there = processes
    browser = await read(browser_of, anna)
    async with inside(here, rehearsal, anna, tab="one", browser=browser) as older:
        await move(here, rehearsal, groups[0], anna)
        await older.until(is_in(groups[0]))
        async with inside(there, rehearsal, anna, tab="two", browser=browser) as newer:
            await older.until(lambda screen: screen.code)
            assert (older.code, newer.code, room_of(newer)) == (Close.MOVED, None, groups[0])


# --- who is where -----------------------------------------------------------------------------------------------------


async def test_others_than_moderators_see_who_is_in_their_room_and_where_these_are(
    rehearsal, anna, ben, groups, processes
):
    here, there = processes
    async with (
        inside(here, rehearsal, rehearsal.moderator) as moderator,
        inside(there, rehearsal, anna) as first,
        inside(here, rehearsal, ben) as second,
    ):
        await move(here, rehearsal, groups[0], anna)
        tina = rehearsal.moderator.pk
        plenary = sorted([tina, ben.pk])
        await moderator.until(shows(plenary, {groups[0]: [anna.pk]}))
        await second.until(shows(plenary))
        await first.until(shows([anna.pk], moderators={tina: 0}))
        await move(here, rehearsal, groups[1], rehearsal.moderator)
        await moderator.until(shows([tina], {groups[0]: [anna.pk], rehearsal.room: [ben.pk]}))
        await second.until(shows([ben.pk], moderators={tina: 2}))
        await first.until(shows([anna.pk], moderators={tina: 2}))
        await move(here, rehearsal, groups[0], rehearsal.moderator)
        await second.until(shows([ben.pk], moderators={tina: 1}))
        await first.until(shows(sorted([tina, anna.pk])))
        await ask(here, rehearsal, BringBack())
        await moderator.until(shows(sorted([tina, anna.pk, ben.pk])))


async def test_whoever_moderates_from_now_on_in_a_group_is_told_of_at_once(rehearsal, anna, ben, groups, processes):
    here, there = processes
    async with (
        inside(here, rehearsal, rehearsal.moderator),
        inside(there, rehearsal, anna),
        inside(here, rehearsal, ben) as second,
    ):
        await move(here, rehearsal, groups[0], anna)
        await second.until(shows(sorted([rehearsal.moderator.pk, ben.pk])))
        await ask(here, rehearsal, HandOver(anna.pk))
        await second.until(shows(sorted([rehearsal.moderator.pk, ben.pk]), moderators={anna.pk: 1}))


def shows(present, elsewhere=None, moderators=None):
    """Whether this is the last that was told of who is here, and elsewhere."""
    expected = {"present": present}
    if elsewhere:
        expected["elsewhere"] = {str(room): people for room, people in elsewhere.items()}
    if moderators:
        expected["moderators"] = {str(person): group for person, group in moderators.items()}
    return lambda screen: next(frame for frame in reversed(screen.frames) if "present" in frame) == expected


async def test_whose_turn_it_is_follows_from_who_is_in_the_room(rehearsal, anna, ben, groups):
    """The core is told who is present where the command is decided."""
    hub = Hub()
    async with inside(hub, rehearsal, anna), inside(hub, rehearsal, ben) as screen:
        await move(hub, rehearsal, groups[0], ben)
        await screen.until(is_in(groups[0]))
        live = hub.logs.rooms
        assert hub.present_in(live[rehearsal.room]) == {anna.pk}
        assert hub.present_in(live[groups[0]]) == {ben.pk}


# --- several processes ------------------------------------------------------------------------------------------------


async def test_a_room_that_is_in_use_elsewhere_only_is_rung_too(rehearsal, anna, groups, monkeypatch):
    """A command in the plenary may lead to something in a group of which nobody is connected here."""
    monkeypatch.setattr(healing, "POLL", 3600)
    here, there = Hub(), Hub()
    await read(rehearsal.send, groups[0], anna)
    async with inside(here, rehearsal, rehearsal.moderator), inside(there, rehearsal, anna) as screen:
        await ask(here, rehearsal, Contribute("Noch zwei Minuten"), groups[0])
        await screen.until(lambda screen: screen.said == ["Noch zwei Minuten"])


async def test_where_nobody_can_be_rung_people_are_led_by_the_look_at_the_heads(rehearsal, anna, groups):
    here, deaf = Hub(), Hub(InMemoryChannelLayer())
    async with inside(here, rehearsal, rehearsal.moderator), inside(deaf, rehearsal, anna) as screen:
        await move(here, rehearsal, groups[0], anna)
        await screen.until(is_in(groups[0]))


async def test_when_a_backup_comes_back_everybody_is_where_its_plenary_says(rehearsal, anna, groups):
    hub = Hub()
    await read(rehearsal.send, groups[0], anna)
    async with inside(hub, rehearsal, anna) as screen:
        assert room_of(screen) == groups[0]
        await read(restore, rehearsal)
        await screen.until(is_in(rehearsal.room))


def restore(rehearsal):
    """A backup from before the last entry of the plenary."""
    room = RoomRecord.objects.get(pk=rehearsal.room)
    room.entries.filter(seq=room.head).delete()
    RoomRecord.objects.filter(pk=room.pk).update(head=room.head - 1, epoch=uuid.uuid4())


class Walker:
    """Somebody whose connection is lost again and again; what they have is put together as their browser does it."""

    def __init__(self, rehearsal, person):
        self.rehearsal, self.person = rehearsal, person
        self.hub = self.screen = None
        self.have, self.epoch, self.said = 0, "", {}

    async def come(self, hub):
        self.go()
        self.hub, self.screen = hub, Screen(await read(entry_of, self.rehearsal, self.person))
        await hub.enter(self.screen.socket, Frame(have=self.have, epoch=self.epoch))

    def go(self):
        if self.screen:
            self.merge()
            self.hub.leave(self.screen.socket)

    def merge(self):
        for frame in self.screen.frames:
            if frame.get("since") == 0:
                self.epoch, self.said = frame["epoch"], {}
            self.have = frame.get("seq", self.have)
            self.said |= {each["id"]: each["text"] for each in frame.get("contributions", [])}
        self.screen.texts.clear()

    def is_in(self, known):
        """In this room, with everything that was said there, and told by one room alone."""
        self.merge()
        live = self.screen.socket.live
        rooms = [room for room in self.hub.logs.rooms.values() if self.screen.socket in room.sockets]
        said = [each.text for each in known.room.exchange.contributions]
        return live and len(rooms) == 1 and self.epoch == str(known.epoch) and list(self.said.values()) == said


async def test_whatever_happens_everybody_is_in_exactly_one_room_and_has_all_of_it(rehearsal, groups):
    """Moved and brought back by the plenary's log, with connections that are lost, in two processes."""
    chance, hubs, places = random.Random(7), [Hub(), Hub()], {}
    walkers = [Walker(rehearsal, await read(rehearsal.enter, f"Gast {n}")) for n in range(6)]
    await asyncio.gather(*(walker.come(chance.choice(hubs)) for walker in walkers))
    for n in range(30):
        some, room = chance.sample(walkers, 2), chance.choice([None, *groups])
        lost = chance.sample(walkers, chance.randint(0, 3))
        await asyncio.gather(
            read(rehearsal.send, room, *(walker.person for walker in some)),
            read(rehearsal.say_in, chance.choice([rehearsal.room, *groups]), f"Satz {n}"),
            *(walker.come(chance.choice(hubs)) for walker in lost),
        )
        places |= {walker.person.pk: room for walker in some}
        if n == 20:
            await read(rehearsal.take, rehearsal.moderator, BringBack())
            places = {}
    for walker in walkers:
        known = await read(deciding.load, places.get(walker.person.pk) or rehearsal.room)
        await until(lambda walker=walker, known=known: walker.is_in(known))
        walker.go()
    for hub in hubs:
        await emptied(hub)


# --- formed by the server ---------------------------------------------------------------------------------------------


@pytest.fixture
def in_pairs(rehearsal):
    """The second phase is for pairs."""
    phases = (
        Phase("opening", "Ankommen", 10, Mode.FREE),
        Phase("stake", "Zu zweit", 10, Mode.FREE, formation=Formation.PAIRS),
        Phase("exchange", "Austausch", 10, Mode.FREE),
    )
    rehearsal.session.rooms.get().entries.all().delete()
    rehearsal.session.rooms.update(head=0, stage="planned")
    for command in (joining(rehearsal.moderator), SetAgenda("Wer begleitet?", phases), OpenRoom()):
        rehearsal.take(rehearsal.moderator, command)
    return rehearsal


async def moved_to(hub, rehearsal, phase):
    seen = (await read(deciding.load, rehearsal.room)).room.agenda.moved
    await ask(hub, rehearsal, MovePhase(seen, phase))


async def test_forty_people_come_into_their_pairs_and_back_as_often_as_the_agenda_says(in_pairs):
    """The rooms are made in the commit that needs them, each time anew."""
    hub = Hub()
    people = [await read(in_pairs.enter, f"Gast {n}") for n in range(40)]
    await read(in_pairs.agree, *people)
    async with AsyncExitStack() as stack:
        screens = [await stack.enter_async_context(inside(hub, in_pairs, person)) for person in people]
        for _ in range(2):
            await moved_to(hub, in_pairs, 1)
            await asyncio.gather(*(screen.until(lambda screen: room_of(screen) != in_pairs.room) for screen in screens))
            assert sorted(Counter(map(room_of, screens)).values()) == [2] * 20
            await moved_to(hub, in_pairs, 2)
            await asyncio.gather(*(screen.until(is_in(in_pairs.room)) for screen in screens))
    assert await read(in_pairs.session.rooms.count) == 41


async def test_who_is_put_into_a_pair_is_told_with_whom_and_can_talk_at_once(in_pairs, anna, ben):
    await read(in_pairs.take, anna, joining(anna))
    await read(in_pairs.take, ben, joining(ben))
    await read(in_pairs.agree, anna, ben)
    browser, other = await WebSocket.of(anna), await WebSocket.of(ben)
    await moved_to(this_hub(), in_pairs, 1)
    while "mine" not in await browser.hear() or not browser.frames[-1]["mine"]["places"]["group"]:
        pass
    told = browser.frames[-1]["mine"]["places"]
    assert (told["group"], sorted(told["people"])) == (1, [anna.pk, ben.pk])
    assert "seq" in await browser.ask("exchange.Contribute", text="Unter uns")
    await browser.leave()
    await other.leave()
