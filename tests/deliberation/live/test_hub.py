import asyncio
import random
import uuid
from types import SimpleNamespace

import pytest
from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db.models import F

from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.exchange import Contribute, Hold, Reason
from deliberation.core.people import GiveRole
from deliberation.live import arrivals, bell, healing, presence, sockets
from deliberation.live import hub as hubs
from deliberation.live import sessions as lives
from deliberation.live.hearing import hear
from deliberation.live.hub import Hub
from deliberation.live.rooms import LiveRoom
from deliberation.live.wire import Close, Frame
from deliberation.log import deciding, drafts
from deliberation.log.commits import read
from deliberation.log.drafts import UNAVAILABLE
from deliberation.models import Entry, Participation, RoomRecord
from tests.deliberation.browsers import LONG, browser_of, until
from tests.deliberation.rehearsal import failing, sent, write_as_a_newer_version
from tests.deliberation.screens import EVERYBODYS_PARTS, Screen, emptied, entry_of, inside, say

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


# --- coming in --------------------------------------------------------------------------------------------------------


async def test_who_comes_gets_the_room_and_what_is_theirs(rehearsal, anna):
    async with inside(Hub(), rehearsal, anna) as screen:
        known = await read(deciding.load, rehearsal.room)
        whole, mine, present = screen.frames[:3]
    assert (whole["seq"], whole["epoch"], whole["since"]) == (known.room.seq, str(known.epoch), 0)
    assert set(whole["parts"]) == EVERYBODYS_PARTS
    assert [person["name"] for person in whole["people"]] == ["Tina", "Anna"]
    assert abs(whole["now"] - drafts.now()) < LONG * 1000
    mine = mine["mine"]
    assert (mine["person"], mine["role"]) == (anna.pk, "participant")
    assert mine["may"]["floor.RequestFloor"] == "room.not_in_this_phase"
    assert (mine["exchange"]["contributions"], mine["agenda"], mine["turns"]) == (
        [],
        {"signal": None},
        {"taken": False, "passed": False},
    )
    assert present == {"present": [anna.pk]}


async def test_nobody_waits_at_the_door_for_a_bell_that_is_silent(rehearsal, anna, monkeypatch):
    monkeypatch.setattr(hubs, "ANNOUNCING", 0.05)
    monkeypatch.setattr(bell, "PATIENCE", 10 * LONG)
    hub = Hub()
    hub = Hub(Silent())
    async with inside(hub, rehearsal, anna) as screen:
        assert screen.last("mine")["person"] == anna.pk


async def test_who_was_never_here_joins_by_coming(rehearsal):
    carla = await read(rehearsal.register, "Carla")
    async with inside(Hub(), rehearsal, carla) as screen:
        assert [person["name"] for person in screen.frames[0]["people"]] == ["Tina", "Carla"]


async def test_who_comes_back_gets_what_they_missed(rehearsal, anna):
    known = await read(deciding.load, rehearsal.room)
    await read(rehearsal.say, anna, "Hallo")
    async with inside(Hub(), rehearsal, anna, known.room.seq, known.epoch) as screen:
        whole = screen.frames[0]
    assert (whole["since"], whole["people"]) == (known.room.seq, [])
    assert [each["text"] for each in whole["contributions"]] == ["Hallo"]


@pytest.mark.parametrize("beyond", [1, 10**30])
async def test_who_knows_more_than_the_log_begins_anew(rehearsal, anna, beyond):
    known = await read(deciding.load, rehearsal.room)
    async with inside(Hub(), rehearsal, anna, known.room.seq + beyond, known.epoch) as screen:
        assert screen.frames[0]["since"] == 0


@pytest.mark.parametrize("epoch", ["", "another"])
async def test_who_knows_another_log_begins_anew(rehearsal, anna, epoch):
    known = await read(deciding.load, rehearsal.room)
    async with inside(Hub(), rehearsal, anna, known.room.seq, epoch) as screen:
        assert screen.frames[0]["since"] == 0


async def test_who_says_nonsense_about_what_they_have_begins_anew(rehearsal, anna):
    known = await read(deciding.load, rehearsal.room)
    async with inside(Hub(), rehearsal, anna, -3, known.epoch) as screen:
        assert screen.frames[0]["since"] == 0


async def test_many_who_come_at_once_are_told_the_same_frame(rehearsal, anna, ben, monkeypatch):
    monkeypatch.setattr(drafts, "now", lambda: 1_700_000_000_000)
    hub = Hub()
    async with inside(hub, rehearsal, anna) as first, inside(hub, rehearsal, ben) as second:
        assert first.texts[0] is second.texts[0]


async def test_all_who_come_while_a_session_is_read_wait_for_one_reading(rehearsal, anna, ben, monkeypatch):
    """Also where the one for whom it began has gone meanwhile."""
    readings, load = [], deciding.load
    monkeypatch.setattr(deciding, "load", lambda *asked: readings.append(asked) or load(*asked))
    hub, screens = Hub(), [Screen(await read(entry_of, rehearsal, person)) for person in (anna, ben, ben)]
    coming = [asyncio.create_task(hub.enter(screen.socket, Frame(have=0))) for screen in screens]
    await asyncio.sleep(0)
    coming[0].cancel()
    await asyncio.gather(*coming[1:])
    assert [bool(screen.texts) for screen in screens] == [False, True, True]
    assert len(readings) == 1
    for screen in screens:
        hub.leave(screen.socket)


async def test_the_welcome_tells_the_current_time(rehearsal, anna, ben, monkeypatch):
    hub, start = Hub(), drafts.now()
    monkeypatch.setattr(drafts, "now", lambda: start)
    async with inside(hub, rehearsal, anna) as first:
        monkeypatch.setattr(drafts, "now", lambda: start + 60_000)
        async with inside(hub, rehearsal, ben) as second:
            assert (first.frames[0]["now"], second.frames[0]["now"]) == (start, start + 60_000)


async def test_who_cannot_be_let_in_now_comes_back_later(rehearsal):
    """Their participation is deleted while they come in, so their coming cannot be stored."""
    carla = await read(rehearsal.register, "Carla")
    hub = Hub()
    await read(Participation.objects.filter(pk=carla.pk).delete)
    async with inside(hub, rehearsal, carla) as screen:
        assert screen.code == Close.UNAVAILABLE
    await emptied(hub)


@pytest.fixture
def alone(monkeypatch):
    """A hub that hears of nothing, and looks at no heads, before it is told to."""
    monkeypatch.setattr(healing, "POLL", 3600)
    return Hub(InMemoryChannelLayer())


async def test_who_comes_from_a_process_that_was_ahead_goes_on_where_they_are(rehearsal, anna, ben, alone):
    async with inside(alone, rehearsal, anna) as screen:
        known = await read(deciding.load, rehearsal.room)
        for text in ("Anderswo schon gelesen", "Noch nicht"):
            await read(rehearsal.say, rehearsal.moderator, text)
        assert screen.said == []
        async with inside(alone, rehearsal, ben, known.room.seq + 1, known.epoch) as ahead:
            assert ahead.frames[0]["since"] == known.room.seq + 1
            assert ahead.said == ["Noch nicht"]
            assert screen.said == ["Anderswo schon gelesen", "Noch nicht"]


async def test_if_the_log_cannot_be_read_then_they_begin_anew(rehearsal, anna, ben, alone):
    async with inside(alone, rehearsal, anna):
        known = await read(deciding.load, rehearsal.room)
        await read(rehearsal.say, rehearsal.moderator, "Anderswo schon gelesen")
        async with (
            failing("deliberation_entry"),
            inside(alone, rehearsal, ben, known.room.seq + 1, known.epoch) as ahead,
        ):
            assert (ahead.frames[0]["since"], ahead.code) == (0, None)


# --- one live tab -----------------------------------------------------------------------------------------------------


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def processes(request):
    """Where the older and the newer tab are connected."""
    hub = Hub()
    return [hub, hub] if request.param == 1 else [hub, Hub()]


async def test_the_newest_tab_of_a_browser_is_live_and_the_older_says_so(rehearsal, anna, ben, processes):
    here, there = processes
    browser = await read(browser_of, anna)
    async with (
        inside(here, rehearsal, anna, tab="one", browser=browser) as older,
        inside(here, rehearsal, ben) as other,
        inside(there, rehearsal, anna, tab="two", browser=browser) as newer,
    ):
        await older.until(lambda screen: screen.code)
        await asyncio.sleep(0.1)
        assert (older.code, newer.code, other.code) == (Close.MOVED, None, None)


async def test_of_two_tabs_that_come_at_the_same_time_in_two_processes_one_stays(rehearsal, anna):
    """Each hears of the other when it is inside itself, as after a restart."""
    here, there = Hub(), Hub()
    browser = await read(browser_of, anna)
    async with (
        inside(here, rehearsal, anna, tab="one", browser=browser) as older,
        inside(there, rehearsal, anna, tab="two", browser=browser) as newer,
    ):
        device = {"session": rehearsal.session.pk, "person": anna.pk, "device": older.socket.admitted.device}
        hear(there, {"type": "newest", "from": "here", "tab": "one", "nth": 0, **device})
        hear(here, {"type": "newest", "from": "there", "tab": "two", "nth": 0, **device})
        await older.until(lambda screen: screen.code)
        await asyncio.sleep(0.1)
        assert (older.code, newer.code) == (Close.MOVED, None)


async def test_an_older_page_load_that_comes_later_gets_no_place(rehearsal, anna, processes):
    """The network held it up; where the newer one is not known yet, word of it comes back."""
    here, there = processes
    browser = await read(browser_of, anna)
    async with (
        inside(here, rehearsal, anna, tab="two", browser=browser) as newer,
        inside(there, rehearsal, anna, tab="one", browser=browser) as older,
    ):
        await older.until(lambda screen: screen.code)
        await asyncio.sleep(0.1)
        assert (newer.code, older.code) == (None, Close.MOVED)


async def test_a_tab_that_comes_again_replaces_itself_without_a_word_about_moving(rehearsal, anna, processes):
    here, there = processes
    browser = await read(browser_of, anna)
    async with (
        inside(here, rehearsal, anna, tab="one", browser=browser, nth=1) as older,
        inside(there, rehearsal, anna, tab="one", browser=browser, nth=2) as newer,
    ):
        await older.until(lambda screen: screen.code)
        await asyncio.sleep(0.1)
        assert (older.code, newer.code) == (Close.REPLACED, None)


async def test_a_connection_that_the_network_held_up_is_not_let_in(rehearsal, anna, ben, processes):
    """What it brings was sent again over the newer one, wherever that is, and even if that has ended since."""
    here, there = processes
    browser = await read(browser_of, anna)
    async with inside(here, rehearsal, ben) as other:
        async with inside(there, rehearsal, anna, tab="one", browser=browser, nth=2) as newer:
            await other.until(lambda screen: anna.pk in screen.last("present"))
            await asyncio.sleep(0.1)  # everybody has heard of it
            async with inside(here, rehearsal, anna, tab="one", browser=browser, nth=1) as late:
                assert (late.code, newer.code) == (Close.REPLACED, None)
        async with inside(here, rehearsal, anna, tab="one", browser=browser, nth=1) as later:
            assert later.code == Close.REPLACED
        async with inside(here, rehearsal, anna, tab="two", browser=browser, nth=1) as reloaded:
            assert reloaded.code is None


async def test_an_older_page_that_was_cut_off_does_not_take_back_the_place_of_the_newer(
    rehearsal, anna, processes, monkeypatch
):
    """It had no connection when the newer one came, so nobody could tell it."""
    monkeypatch.setattr(lives, "KEEP", 5.0)
    here, there = processes
    browser = await read(browser_of, anna)
    async with inside(here, rehearsal, anna, tab="1 old", browser=browser, nth=1):
        pass
    async with inside(here, rehearsal, anna, tab="2 new", browser=browser, nth=1) as newer:
        async with inside(there, rehearsal, anna, tab="1 old", browser=browser, nth=2) as older:
            await older.until(lambda screen: screen.code)
            await asyncio.sleep(0.1)
            assert (older.code, newer.code) == (Close.MOVED, None)
        async with inside(there, rehearsal, anna, tab="3 newest", browser=browser, nth=1) as newest:
            await newer.until(lambda screen: screen.code)
            assert (newer.code, newest.code) == (Close.MOVED, None)


async def test_news_of_an_earlier_connection_end_no_later_one(rehearsal, anna):
    """They were under way for longer than the browser."""
    hub = Hub()
    async with inside(hub, rehearsal, anna, tab="one", nth=2) as screen:
        news = {
            "session": rehearsal.session.pk,
            "person": anna.pk,
            "device": screen.socket.admitted.device,
            "tab": "one",
        }
        hear(hub, {"type": "newest", "from": "elsewhere", **news, "nth": 1})
        await asyncio.sleep(0.1)
        assert screen.code is None
        assert list(hub.sessions[rehearsal.session.pk].tabs.newest.values()) == [("one", 2)]


async def test_who_does_not_count_is_replaced_in_the_same_process_only(rehearsal, anna, processes):
    here, there = processes
    browser = await read(browser_of, anna)
    async with (
        inside(here, rehearsal, anna, tab="one", browser=browser) as older,
        inside(there, rehearsal, anna, tab="one", browser=browser) as newer,
    ):
        await asyncio.sleep(0.2)
        assert (older.code, newer.code) == (Close.REPLACED if here is there else None, None)


@pytest.mark.parametrize("tabs", [("", ""), ("one", ""), ("", "two")])
async def test_who_does_not_name_their_tab_disturbs_no_other(rehearsal, anna, processes, tabs):
    here, there = processes
    browser = await read(browser_of, anna)
    async with (
        inside(here, rehearsal, anna, tab=tabs[0], browser=browser) as older,
        inside(there, rehearsal, anna, tab=tabs[1], browser=browser) as newer,
    ):
        await asyncio.sleep(0.2)
        assert (older.code, newer.code) == (None, None)


async def test_another_device_is_another_place(rehearsal, anna, processes):
    here, there = processes
    async with inside(here, rehearsal, anna, tab="one") as phone, inside(there, rehearsal, anna, tab="two") as desk:
        await asyncio.sleep(0.2)
        assert (phone.code, desk.code) == (None, None)


# --- what changes -----------------------------------------------------------------------------------------------------


async def test_everybody_is_told_once_in_order(rehearsal, anna, ben):
    hub = Hub()
    async with inside(hub, rehearsal, anna) as first, inside(hub, rehearsal, ben) as second:
        for n in range(5):
            await say(hub, rehearsal, anna, f"Satz {n}")
        for screen in (first, second):
            await screen.until(lambda screen: len(screen.said) == 5)
            assert screen.said == [f"Satz {n}" for n in range(5)]
            seqs = [frame["seq"] for frame in screen.frames if "contributions" in frame]
            assert seqs == sorted(set(seqs))


async def test_a_change_is_encoded_once_for_each_audience(rehearsal, anna, ben):
    hub = Hub()
    moderator = rehearsal.moderator
    async with (
        inside(hub, rehearsal, anna) as first,
        inside(hub, rehearsal, ben) as second,
        inside(hub, rehearsal, moderator) as moderating,
    ):
        seq = await say(hub, rehearsal, anna, "Hallo")
        texts = []
        for screen in (first, second, moderating):
            await screen.until(lambda screen: screen.last("seq") == seq)
            texts.append(next(text for text in screen.texts if "Hallo" in text))
    assert texts[0] is texts[1]
    assert texts[2] is not texts[0]


async def test_what_is_held_is_read_by_its_author_and_moderators_only(rehearsal, anna, ben):
    hub = Hub()
    moderator = rehearsal.moderator
    async with inside(hub, rehearsal, anna) as author, inside(hub, rehearsal, moderator) as moderating:
        seq = await say(hub, rehearsal, anna, "Das ist geheim")
        await hub.logs.commits.ask(rehearsal.room, sent(moderator, Hold(seq, Reason.PERSONAL_DATA)))
        await author.until(lambda screen: screen.last("mine")["exchange"]["contributions"])
        await moderating.until(lambda screen: screen.last("seq") == seq + 1)
        async with inside(hub, rehearsal, ben) as late:
            assert late.said == [""]
            assert "geheim" not in "".join(late.texts)
    assert [each["text"] for each in author.last("mine")["exchange"]["contributions"]] == ["Das ist geheim"]
    assert (author.said, moderating.said) == ([""], ["Das ist geheim"])


async def test_another_role_sees_everything_anew(rehearsal, anna):
    """Rename aside, the role decides what somebody may read of what was said before."""
    hub = Hub()
    seq = await read(rehearsal.say, anna, "Das ist geheim")
    await read(rehearsal.take, rehearsal.moderator, Hold(seq, Reason.PERSONAL_DATA))
    carla = await read(rehearsal.enter, "Carla")
    async with inside(hub, rehearsal, carla) as screen:
        assert screen.said == [""]
        given = GiveRole(carla.pk, Role.CO_MODERATOR)
        await hub.logs.commits.ask(rehearsal.room, sent(rehearsal.moderator, given))
        await screen.until(lambda screen: screen.said == ["Das ist geheim"])
        assert screen.last("mine")["role"] == "co_moderator"


async def test_a_room_of_another_epoch_is_told_anew(rehearsal, anna):
    hub = Hub()
    async with inside(hub, rehearsal, anna) as screen:
        epoch = uuid.uuid4()
        await read(lambda: RoomRecord.objects.filter(pk=rehearsal.room).update(epoch=epoch))
        await screen.until(lambda screen: screen.last("epoch") == str(epoch))
        assert screen.last("since") == 0


async def test_who_was_erased_by_another_process_that_does_not_ring_is_shown_out(rehearsal, anna, ben):
    """As `manage.py erase` does where there is no Redis: with the epoch, everybody is asked for again."""
    hub = Hub()
    async with inside(hub, rehearsal, anna) as gone, inside(hub, rehearsal, ben) as other:
        await read(lambda: Participation.objects.filter(pk=anna.pk).update(key="another"))
        await read(lambda: RoomRecord.objects.filter(pk=rehearsal.room).update(epoch=uuid.uuid4()))
        await gone.until(lambda screen: screen.code)
    assert (gone.code, other.code) == (Close.REVOKED, None)


async def test_who_came_after_the_backup_was_made_has_to_come_in_again(rehearsal, anna):
    backup = await read(deciding.load, rehearsal.room)
    carla = await read(rehearsal.register, "Carla")

    def restore():
        Entry.objects.filter(room=rehearsal.room, seq__gt=backup.room.seq).delete()
        RoomRecord.objects.filter(pk=rehearsal.room).update(head=backup.room.seq, epoch=uuid.uuid4())

    hub = Hub()
    async with inside(hub, rehearsal, anna) as known, inside(hub, rehearsal, carla) as unknown:
        await read(restore)
        await unknown.until(lambda screen: screen.code)
        await known.until(lambda screen: screen.last("seq") == backup.room.seq)
    assert (known.code, unknown.code) == (None, Close.UNAVAILABLE)


async def test_while_the_database_fails_nobody_is_sent_away_and_then_all_is_well(rehearsal, anna):
    hub, asked = Hub(), sent(anna, Contribute("Hallo"))
    async with inside(hub, rehearsal, anna) as screen:
        async with failing("deliberation_roomrecord"):
            assert await hub.logs.commits.ask(rehearsal.room, asked) == UNAVAILABLE
            await asyncio.sleep(0.3)  # the heads cannot be read either
        answer = await hub.logs.commits.ask(rehearsal.room, asked)
        await screen.until(lambda screen: screen.said == ["Hallo"])
        assert screen.last("seq") == answer.seq
        assert screen.code is None


async def test_a_log_that_cannot_be_read_now_is_read_at_the_next_poll(rehearsal, anna, ben):
    here, deaf = Hub(), Hub(InMemoryChannelLayer())
    async with inside(here, rehearsal, anna), inside(deaf, rehearsal, ben) as screen:
        async with failing("deliberation_entry"):
            await read(lambda: RoomRecord.objects.filter(pk=rehearsal.room).update(head=F("head") + 1))
            await asyncio.sleep(0.3)
            await read(lambda: RoomRecord.objects.filter(pk=rehearsal.room).update(head=F("head") - 1))
        await say(here, rehearsal, anna, "Hallo")
        await screen.until(lambda screen: screen.said == ["Hallo"])


async def test_who_is_in_a_session_that_is_deleted_is_sent_away(rehearsal, anna, monkeypatch):
    monkeypatch.setattr(healing, "LOOK", 3600)
    hub = Hub()
    async with inside(hub, rehearsal, anna) as screen:
        await read(rehearsal.session.delete)
        await screen.until(lambda screen: screen.code)
    assert screen.code == Close.NOT_FOUND


async def test_a_log_that_was_left_for_another_one_is_not_told_again(rehearsal, anna, alone):
    """It was read before words were erased, and what was read arrives after that is known."""
    async with inside(alone, rehearsal, anna) as screen:
        await say(alone, rehearsal, anna, "Wird gelöscht")
        live = alone.logs.rooms[rehearsal.room]
        before = live.known
        await read(lambda: RoomRecord.objects.filter(pk=rehearsal.room).update(epoch=uuid.uuid4()))
        await alone.logs.catch_up(live)
        after, told = live.known, len(screen.frames)
        alone.logs.advance(rehearsal.room, before)
        assert (live.known, len(screen.frames)) == (after, told)


async def test_who_moderates_no_more_is_told_nothing_that_was_kept_from_others(rehearsal, anna, alone):
    mo = await read(rehearsal.enter, "Mo", Role.CO_MODERATOR)
    async with inside(alone, rehearsal, mo) as screen:
        known = await read(deciding.load, rehearsal.room)
        contribution = await read(rehearsal.say, anna, "Zurückgehalten")
        await read(rehearsal.take, rehearsal.moderator, Hold(contribution, Reason.UNCLEAR))
        await read(rehearsal.take, rehearsal.moderator, GiveRole(mo.pk, Role.PARTICIPANT))
        told = len(screen.texts)
        alone.logs.advance(rehearsal.room, await read(deciding.load, rehearsal.room, known))
        assert screen.last("mine")["role"] == "participant"
        assert "Zurückgehalten" not in "".join(screen.texts[told:])


async def test_who_is_still_coming_in_when_the_process_ends_is_asked_to_come_back(rehearsal, anna, alone, monkeypatch):
    load = deciding.load

    def ending(*args):
        alone.say_goodbye()
        return load(*args)

    monkeypatch.setattr(deciding, "load", ending)
    async with inside(alone, rehearsal, anna) as screen:
        assert screen.code == Close.RESTARTING
        assert [list(frame) for frame in screen.frames] == [["goodbye"]]


async def test_everybody_is_asked_for_in_time_however_many_come_and_go(rehearsal, settings):
    settings.ROOM_RECHECK = 30
    hub, chance, latest = Hub(), random.Random(1), 0.0
    admitted = await read(entry_of, rehearsal, rehearsal.moderator)
    live = LiveRoom(rehearsal.room, rehearsal.session.pk, await read(deciding.load, rehearsal.room))
    live.sockets = {Screen(admitted).socket for _ in range(50)}
    hub.sessions[live.session] = lives.LiveSession(live.session, live)
    for now in range(1000, 4600, 5):
        for leaves in chance.sample(sorted(live.sockets, key=id), 2):
            live.sockets.remove(leaves)
            live.sockets.add(Screen(admitted).socket)
        due = healing.due(hub.sockets, now)
        assert {socket for socket in live.sockets if socket.checked == 0.0} <= set(due)
        for socket in due:
            latest = max(latest, now - socket.checked if socket.checked else 0.0)
            socket.checked = now
    assert latest <= 30


@pytest.mark.parametrize(("kind", "data"), [("mirror.Asked", {}), ("exchange.Contributed", {"type": "haiku"})])
async def test_what_only_a_newer_version_can_read_sends_people_to_look_for_one(rehearsal, anna, kind, data):
    hub = Hub()
    async with inside(hub, rehearsal, anna) as screen:
        await read(write_as_a_newer_version, rehearsal, kind, data)
        await screen.until(lambda screen: screen.code)
    async with inside(hub, rehearsal, anna) as again:
        assert (screen.code, again.code) == (Close.UNAVAILABLE, Close.UNAVAILABLE)
    assert hub.sessions == {}


async def test_a_mistake_in_one_look_at_the_heads_does_not_end_the_looking(rehearsal, anna, monkeypatch):
    monkeypatch.setattr(deciding, "heads", mistaken_once(deciding.heads))
    async with inside(Hub(), rehearsal, anna) as screen:
        await asyncio.sleep(0.3)
        await read(rehearsal.say, rehearsal.moderator, "Von einer Seite")
        await screen.until(lambda screen: screen.said == ["Von einer Seite"])


def mistaken_once(function):
    mistakes = [ValueError("a mistake of ours")]

    def look(*args):
        if mistakes:
            raise mistakes.pop()
        return function(*args)

    return look


# --- several processes ------------------------------------------------------------------------------------------------


async def test_what_one_process_commits_the_other_tells_at_once(rehearsal, anna, ben, monkeypatch):
    monkeypatch.setattr(healing, "POLL", 3600)
    here, there = Hub(), Hub()
    async with inside(here, rehearsal, anna) as first, inside(there, rehearsal, ben) as second:
        await asyncio.gather(*[say(here, rehearsal, anna, f"Satz {n}") for n in range(20)])
        await second.until(lambda screen: len(screen.said) == 20)
        assert second.said == first.said == [f"Satz {n}" for n in range(20)]


async def test_only_who_has_the_room_in_use_is_rung(rehearsal, anna, ben):
    """Ringing costs something for each command; a process that comes to use the room says so and is rung from then."""
    heard, hub = [], Hub()
    process = bell.Bell(heard.append)
    listening = asyncio.create_task(process.listen())
    await process.hang(rehearsal.session.pk)
    async with inside(hub, rehearsal, anna):
        await say(hub, rehearsal, anna, "Unter uns")
        await asyncio.sleep(0.1)
        assert "ring" not in [message["type"] for message in heard]
        await process.ring("presence", rehearsal.session.pk, people=[ben.pk])
        await until(lambda: hub.sessions[rehearsal.session.pk].presence.is_shared)
        seq = await say(hub, rehearsal, anna, "Für alle")
        await until(lambda: [each["seq"] for each in heard if each["type"] == "ring"] == [seq - 1, seq])
    listening.cancel()


async def test_who_reads_the_log_before_the_commit_comes_back_rings_all_the_same(rehearsal, anna, ben, monkeypatch):
    """Somebody comes in, or another process rings, while what was committed is on its way from the thread."""
    monkeypatch.setattr(healing, "POLL", 3600)
    here, there = Hub(), Hub()
    loop, handle_all = asyncio.get_running_loop(), deciding.handle_all

    def and_read(batches, *known):
        rooms = handle_all(batches, *known)
        live = here.logs.rooms[rehearsal.room]
        asyncio.run_coroutine_threadsafe(here.logs.catch_up(live), loop).result()
        return rooms

    async with inside(here, rehearsal, anna), inside(there, rehearsal, ben) as screen:
        await until(lambda: here.sessions[rehearsal.session.pk].presence.is_shared)
        monkeypatch.setattr(deciding, "handle_all", and_read)
        await say(here, rehearsal, anna, "Hallo")
        await screen.until(lambda screen: screen.said == ["Hallo"])


async def test_a_lost_ring_heals_by_itself(rehearsal, anna, ben):
    here, deaf = Hub(), Hub(InMemoryChannelLayer())
    async with inside(here, rehearsal, anna), inside(deaf, rehearsal, ben) as screen:
        await say(here, rehearsal, anna, "Hallo")
        await screen.until(lambda screen: screen.said == ["Hallo"])


async def test_what_a_page_writes_into_the_log_reaches_the_room(rehearsal, anna):
    async with inside(Hub(), rehearsal, anna) as screen:
        await read(rehearsal.say, rehearsal.moderator, "Von einer Seite")
        await screen.until(lambda screen: screen.said == ["Von einer Seite"])


class Broken:
    """A channel layer whose server is gone."""

    async def new_channel(self, prefix):
        raise ConnectionError

    group_add = group_discard = group_send = receive = new_channel


class Silent:
    """A channel layer whose server takes everything and answers nothing."""

    async def new_channel(self, *args):
        await asyncio.Event().wait()

    group_add = group_discard = group_send = receive = new_channel


@pytest.mark.parametrize("layer", [Broken(), Silent()])
async def test_without_a_bell_the_room_goes_on(rehearsal, anna, layer, monkeypatch):
    monkeypatch.setattr(bell, "PATIENCE", 0.05)
    hub = Hub(layer)
    async with inside(hub, rehearsal, anna) as screen:
        await say(hub, rehearsal, anna, "Hallo")
        await screen.until(lambda screen: screen.said == ["Hallo"])


@pytest.fixture
def clock(monkeypatch):
    """What bells take for the time; `clock(seconds)` moves it. A busy machine makes nobody deaf."""
    time = [1000.0]
    monkeypatch.setattr(bell, "time", SimpleNamespace(monotonic=lambda: time[0]))

    def move(seconds):
        time[0] += seconds
        return time[0]

    return move


class Deaf(InMemoryChannelLayer):
    """A channel layer that takes everything; while it is broken, it brings nothing."""

    broken = True
    has_listeners = False

    async def receive(self, channel):
        self.has_listeners = True
        while True:
            message = await super().receive(channel)
            if not self.broken:
                return message


async def test_while_the_others_cannot_be_heard_everybody_is_told_that_it_takes_longer(rehearsal, anna, ben, clock):
    layer = Deaf()
    hub = Hub(layer)
    async with inside(hub, rehearsal, anna) as screen:
        await until(lambda: layer.has_listeners)
        clock(bell.DEAF + 1)
        await screen.until(lambda screen: screen.last("delayed"))
        async with inside(hub, rehearsal, ben) as late:
            await late.until(lambda screen: screen.last("delayed"))
            await read(rehearsal.say, rehearsal.moderator, "Von anderswo")
            await late.until(lambda screen: screen.said == ["Von anderswo"])
            layer.broken = False
            for each in (screen, late):
                await each.until(lambda screen: screen.last("delayed") is False)
                assert [frame["delayed"] for frame in each.frames if "delayed" in frame] == [True, False]


async def test_who_hears_the_others_is_not_told_of_delays(rehearsal, anna, clock):
    hub = Hub()
    async with inside(hub, rehearsal, anna) as screen:
        for _ in range(3):
            now = clock(bell.DEAF * 3 / 4)
            await until(lambda now=now: hub.bell._heard_itself == now)
        await asyncio.sleep(0.2)
        assert screen.last("delayed") is None


@pytest.mark.parametrize(("without_hearing", "seconds"), [(3600.0, 4.0), (0.0, 2.0)])
async def test_while_nobody_can_be_heard_the_heads_are_looked_at_twice_as_often(
    rehearsal, anna, monkeypatch, without_hearing, seconds
):
    sleep, slept = asyncio.sleep, set()
    monkeypatch.setattr(bell, "DEAF", without_hearing)
    monkeypatch.setattr(healing, "POLL", 4.0)
    monkeypatch.setattr(healing, "asyncio", SimpleNamespace(sleep=lambda n: slept.add(n) or sleep(min(n, 0.1))))
    async with inside(Hub(), rehearsal, anna) as screen:
        await read(rehearsal.say, rehearsal.moderator, "Von anderswo")
        await screen.until(lambda screen: screen.said == ["Von anderswo"])
        assert slept & {2.0, 4.0} == {seconds}


async def test_what_a_newer_process_rings_is_ignored(rehearsal, anna):
    hub = Hub()
    async with inside(hub, rehearsal, anna) as screen:
        here, nowhere = rehearsal.session.pk, 10**6
        for session, kind in ((here, "song"), (nowhere, "ring"), (nowhere, "song")):
            hear(hub, {"type": kind, "session": session, "from": "newer", "room": rehearsal.room, "seq": 10**6})
        await say(hub, rehearsal, anna, "Hallo")
        await screen.until(lambda screen: screen.said == ["Hallo"])


# --- slow readers -----------------------------------------------------------------------------------------------------


class Stuck(Screen):
    """A browser that takes nothing."""

    async def send(self, message):
        await asyncio.Event().wait()


async def test_a_reader_who_takes_nothing_holds_up_nobody(rehearsal, anna, ben, monkeypatch):
    monkeypatch.setattr(sockets, "LONGEST_SEND", 3600)
    hub = Hub()
    stuck = Stuck(await read(entry_of, rehearsal, anna))
    await hub.enter(stuck.socket, Frame(have=0))
    async with inside(hub, rehearsal, ben) as screen:
        await say(hub, rehearsal, anna, "Weiter")
        await screen.until(lambda screen: screen.said == ["Weiter"])
    assert not stuck.ended
    hub.leave(stuck.socket)


async def test_a_reader_who_takes_nothing_is_cut(rehearsal, anna, ben, monkeypatch):
    monkeypatch.setattr(sockets, "LONGEST_SEND", 0.2)
    monkeypatch.setattr(sockets, "LONGEST_GOODBYE", 0.2)
    hub = Hub()
    stuck = Stuck(await read(entry_of, rehearsal, anna))
    await hub.enter(stuck.socket, Frame(have=0))
    async with inside(hub, rehearsal, ben) as screen:
        await until(lambda: stuck.ended)
        assert (stuck.socket.closing, screen.code) == (Close.TOO_SLOW, None)
        hub.leave(stuck.socket)


async def test_who_answers_no_pings_is_cut_and_who_does_is_not(rehearsal, anna, ben, monkeypatch):
    monkeypatch.setattr(arrivals, "LONGEST_SILENCE", 3.0)
    monkeypatch.setattr(healing, "HEARTBEAT", 0.1)
    hub = Hub()
    async with inside(hub, rehearsal, anna) as sleeping, inside(hub, rehearsal, ben) as awake:
        answered = 0
        async with asyncio.timeout(LONG):
            while not sleeping.code:
                pings = [frame["ping"] for frame in awake.frames if "ping" in frame]
                for ping in pings[answered:]:
                    assert awake.socket.acknowledge(ping)
                answered = len(pings)
                await asyncio.sleep(0.02)
        assert (sleeping.code, awake.code) == (Close.TOO_SLOW, None)
        assert answered >= 3


# --- presence ---------------------------------------------------------------------------------------------------------


async def test_those_who_come_and_go_are_seen_in_every_process(rehearsal, anna, ben):
    here, there = Hub(), Hub()
    async with inside(here, rehearsal, anna) as first:
        async with inside(there, rehearsal, ben) as second:
            for screen in (first, second):
                await screen.until(lambda screen: screen.last("present") == [anna.pk, ben.pk])
        await first.until(lambda screen: screen.last("present") == [anna.pk])


async def test_whoever_shares_a_device_is_here_as_soon_as_they_are_listed(rehearsal, anna):
    hub = Hub()
    async with inside(hub, rehearsal, anna) as screen:
        listed = await read(sessions.list_person, rehearsal.session, "Elif", "")
        await screen.until(lambda screen: screen.last("present") == [anna.pk, listed.pk])
        assert hub.around(hub.logs.rooms[rehearsal.room]) == {anna.pk, listed.pk}


async def test_a_process_that_begins_later_learns_at_once_who_is_here(rehearsal, anna, ben):
    here, there = Hub(), Hub()
    async with inside(here, rehearsal, anna):
        await asyncio.sleep(0.3)  # what it announced is long said
        async with inside(there, rehearsal, ben) as late:
            await late.until(lambda screen: screen.last("present") == [anna.pk, ben.pk])


async def test_the_people_of_a_process_that_vanished_are_gone_after_a_while(rehearsal, anna, ben, monkeypatch):
    monkeypatch.setattr(healing, "ANNOUNCE", 0.1)
    hub, elsewhere = Hub(), bell.Bell(print)
    async with inside(hub, rehearsal, anna) as screen:
        for holds, people in ((25.0, [anna.pk, ben.pk]), (0.0, [anna.pk])):  # and then it says nothing any more
            monkeypatch.setattr(presence, "AWAY", holds)
            await elsewhere.ring("presence", rehearsal.session.pk, people=[ben.pk])
            await screen.until(lambda screen, people=people: screen.last("present") == people)


async def test_somebody_with_two_devices_is_one_person(rehearsal, anna):
    hub = Hub()
    async with inside(hub, rehearsal, anna) as first:
        async with inside(hub, rehearsal, anna):
            pass
        await asyncio.sleep(0.3)
        assert first.last("present") == [anna.pk]


# --- staying at hand --------------------------------------------------------------------------------------------------


async def test_a_room_stays_at_hand_for_a_moment_after_the_last_one_left(rehearsal, anna, monkeypatch):
    monkeypatch.setattr(lives, "KEEP", 3600)
    hub = Hub()
    async with inside(hub, rehearsal, anna):
        session = hub.sessions[rehearsal.session.pk]
    await asyncio.sleep(0.2)
    async with inside(hub, rehearsal, anna) as screen:
        assert hub.sessions[rehearsal.session.pk] is session
        monkeypatch.setattr(lives, "KEEP", 0)  # that is long over; who is in it keeps it
        await asyncio.sleep(0.3)
        await say(hub, rehearsal, anna, "Wieder da")
        assert screen.said == ["Wieder da"]
    await emptied(hub)


# --- leaving ----------------------------------------------------------------------------------------------------------


async def test_nothing_is_left_when_the_last_one_leaves(rehearsal, anna, ben):
    layer = Recording()
    hub = Hub(layer)
    async with inside(hub, rehearsal, anna), inside(hub, rehearsal, ben):
        await say(hub, rehearsal, anna, "Hallo")
        assert layer.groups == {bell.group(rehearsal.session.pk)}
    await emptied(hub)
    for _ in range(LONG * 10):  # cancelled tasks need a moment to end
        left = asyncio.all_tasks() - {asyncio.current_task()} - layers_own_tasks()
        await asyncio.sleep(0.1 if left else 0)
    assert left == set()
    assert layer.groups == set()


def layers_own_tasks():
    """The Redis layer keeps a task of its own that reads from the server."""
    return {task for task in asyncio.all_tasks() if "RedisSingleShardConnection" in repr(task)}


class Recording:
    """The channel layer of the profile; `groups` are those that somebody is in."""

    def __init__(self):
        self._layer = get_channel_layer()
        self.groups = set()
        self.new_channel, self.receive = self._layer.new_channel, self._layer.receive
        self.send, self.group_send = self._layer.send, self._layer.group_send

    async def group_add(self, group, channel):
        self.groups.add(group)
        await self._layer.group_add(group, channel)

    async def group_discard(self, group, channel):
        self.groups.discard(group)
        await self._layer.group_discard(group, channel)


async def test_leaving_a_room_that_one_never_entered_is_nothing(rehearsal, anna):
    hub = Hub()
    hub.leave(Screen(await read(entry_of, rehearsal, anna)).socket)
    assert hub.sessions == {}


async def test_who_comes_while_the_last_one_leaves_is_in_the_room(rehearsal, anna, ben):
    """Again and again, with a shift in time that tries every moment of coming and leaving."""
    hub = Hub()

    async def come_and_go(person, pause):
        await asyncio.sleep(pause)
        async with inside(hub, rehearsal, person):
            await asyncio.sleep(0)

    for n in range(15):
        going = asyncio.create_task(come_and_go(anna, 0))
        await asyncio.sleep(n / 500)
        async with inside(hub, rehearsal, ben) as screen:
            await going
            seq = await say(hub, rehearsal, anna, f"Satz {n}")
            await screen.until(lambda screen, seq=seq: screen.last("seq") == seq)
            assert set(hub.sessions) == {rehearsal.session.pk}
            assert len(hub.healing.loops) == 5
    await emptied(hub)
    await until(lambda: not hub.healing.loops)


async def test_each_event_loop_has_one_hub():
    assert hubs.this_hub() is hubs.this_hub()
