"""Whoever moderates hears of all small groups, wherever they are, in whichever process; nobody else ever does."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import pytest

from deliberation.core.acting import Role
from deliberation.core.agenda import Formation, Mode, MovePhase, OpenRoom, Phase, SetAgenda
from deliberation.core.calls import AnswerCall, Call, Promise, TakeBackCall
from deliberation.core.people import GiveRole, TakeOver
from deliberation.core.places import BringBack, MovePeople
from deliberation.live import frames, healing, overseeing, presence
from deliberation.live import sessions as lives
from deliberation.live.hub import Hub, this_hub
from deliberation.log import deciding
from deliberation.log.commits import read
from deliberation.models import Participation
from tests.deliberation.browsers import LONG, Request, WebSocket, browser_of, until
from tests.deliberation.rehearsal import Rehearsal, joining, sent
from tests.deliberation.screens import Screen, inside

pytestmark = pytest.mark.django_db(transaction=True)

PHASES = (
    Phase("opening", "Ankommen", 10, Mode.FREE),
    Phase("stake", "Zu zweit", 10, Mode.FREE, formation=Formation.PAIRS),
    Phase("exchange", "Austausch", 10, Mode.FREE),
)


@pytest.fixture(autouse=True)
def only_when_rung(monkeypatch):
    """Nothing is healed: what arrives was told."""
    monkeypatch.setattr(healing, "POLL", 3600)
    monkeypatch.setattr(presence, "GATHER", 0.05)
    monkeypatch.setattr(overseeing, "GATHER", 0.05)
    monkeypatch.setattr(lives, "KEEP", 0.0)


@dataclass
class Evening:
    """A session whose second phase is for pairs, with two who moderate, one who looks on, and four others."""

    session: Rehearsal
    helper: Participation
    observer: Participation
    others: list[Participation]
    screens: dict[int, Screen] = field(default_factory=dict)
    rooms: tuple[int, ...] = ()  # of the pairs, by their numbers
    at: dict[int, int] = field(default_factory=dict)

    @property
    def moderators(self):
        return [self.session.moderator, self.helper]

    def screen(self, person):
        return self.screens[person.pk]

    def of(self, room):
        """Somebody of this pair."""
        return next(person for person in self.others if self.at[person.pk] == room)

    @asynccontextmanager
    async def apart(self, here, there):
        """Those who moderate are connected there, all others here; and then they go apart."""
        where = dict.fromkeys(self.moderators, there)
        where |= dict.fromkeys((self.observer, *self.others), here)
        async with AsyncExitStack() as stack:
            for person, hub in where.items():
                self.screens[person.pk] = await stack.enter_async_context(inside(hub, self.session, person))
            for screen in self.screens.values():
                await screen.until(lambda screen: set(screen.last("present") or ()) == set(self.screens))
            await self.move_on(here)
            yield self

    async def move_on(self, hub):
        moved = (await read(deciding.load, self.session.room)).room.agenda.moved
        await self.ask(hub, MovePhase(moved, 1))
        places = (await read(deciding.load, self.session.room)).room.places
        self.rooms, self.at = places.rooms, dict(places.at)

    async def ask(self, hub, command, room=None, by=None):
        asked = sent(by or self.session.moderator, command)
        answer = await hub.logs.commits.ask(room or self.session.room, asked)
        assert answer.refused == ""


@pytest.fixture
def evening(rehearsal):
    rehearsal.session.rooms.get().entries.all().delete()
    rehearsal.session.rooms.update(head=0, stage="planned")
    for command in (joining(rehearsal.moderator), SetAgenda("Wer begleitet?", PHASES), OpenRoom()):
        rehearsal.take(rehearsal.moderator, command)
    helper, observer = rehearsal.enter("Hanna", Role.CO_MODERATOR), rehearsal.enter("Olga", Role.OBSERVER)
    others = [rehearsal.enter(name) for name in ("Anna", "Ben", "Cem", "Dana")]
    rehearsal.agree(*others)
    return Evening(rehearsal, helper, observer, others)


@pytest.fixture(params=[1, 2], ids=["one process", "two processes"])
def processes(request):
    """Where the people of groups and where those who moderate are connected."""
    hub = Hub()
    return [hub, hub] if request.param == 1 else [hub, Hub()]


def call_in(screen, room):
    """The call of this group, as the overview that this screen has tells it."""
    rows = {row["room"]: row for row in (screen.last("groups") or {"groups": []})["groups"]}
    return rows[room]["call"] if room in rows else None


def calls(room):
    return lambda screen: call_in(screen, room)


def is_in(room):
    return lambda screen: screen.socket.live and screen.socket.live.room == room


def times_told(screen):
    return sum("groups" in frame for frame in screen.frames)


# --- who hears it -----------------------------------------------------------------------------------------------------


async def test_in_one_group_a_moderator_hears_the_call_of_another_and_answers_it(evening, processes):
    """The process of the moderator knows nothing of the groups when they are formed."""
    here, there = processes
    async with evening.apart(here, there):
        (first, second), moderator = evening.rooms, evening.screen(evening.session.moderator)
        await evening.ask(there, MovePeople((evening.session.moderator.pk,), first))
        await moderator.until(is_in(first))
        await evening.ask(here, Call("Kommt ihr?"), second, evening.of(second))
        await moderator.until(calls(second))
        assert [row["number"] for row in moderator.last("groups")["groups"]] == [2, 1]
        assert call_in(moderator, second)["text"] == "Kommt ihr?"
        await evening.ask(there, AnswerCall(second, Promise.COMING), first)
        for person in evening.moderators:
            screen = evening.screen(person)
            await screen.until(lambda screen: call_in(screen, second)["answer"] == "coming")


async def test_whoever_moderates_hears_it_in_every_room_and_nobody_else_in_any(evening, processes):
    async with evening.apart(*processes):
        for person in evening.moderators:
            await evening.screen(person).until(calls_of_nobody)
        await evening.ask(processes[0], BringBack())
        for person in evening.moderators:
            await evening.screen(person).until(lambda screen: screen.last("groups")["groups"] == [])
        quiet = [evening.screen(person) for person in (evening.observer, *evening.others)]
        assert [screen.last("groups") for screen in quiet] == [None] * 5


def calls_of_nobody(screen):
    return screen.last("groups") and [row["call"] for row in screen.last("groups")["groups"]] == [None, None]


async def test_once_the_role_is_taken_nothing_more_is_told(evening, processes):
    here, there = processes
    async with evening.apart(here, there):
        moderator, helper = (evening.screen(person) for person in evening.moderators)
        await helper.until(calls_of_nobody)
        await evening.ask(here, GiveRole(evening.helper.pk, Role.PARTICIPANT))
        await helper.until(lambda screen: screen.last("mine")["role"] == "participant")
        told = times_told(helper)
        room = evening.rooms[0]
        await evening.ask(here, Call(), room, evening.of(room))
        await moderator.until(calls(room))
        assert times_told(helper) == told


async def test_whoever_is_given_the_role_is_told_at_once(evening, processes):
    here, there = processes
    async with evening.apart(here, there):
        someone = evening.of(evening.rooms[0])
        await evening.ask(there, GiveRole(someone.pk, Role.CO_MODERATOR))
        await evening.screen(someone).until(lambda screen: screen.last("groups"))


async def test_a_moderator_who_is_led_back_from_a_group_hears_that_there_are_none_any_more(evening, processes):
    """With the plenary they are told everything anew, but the overview they have is kept by their page."""
    here, there = processes
    async with evening.apart(here, there):
        helper = evening.screen(evening.helper)
        await evening.ask(there, MovePeople((evening.helper.pk,), evening.rooms[0]))
        await helper.until(is_in(evening.rooms[0]))
        await helper.until(
            lambda screen: (
                [each["moderators"] for each in (screen.last("groups") or {"groups": []})["groups"]].count([]) == 1
            )
        )
        await evening.ask(here, BringBack())
        await helper.until(is_in(evening.session.room))
        await helper.until(lambda screen: screen.last("groups")["groups"] == [])


# --- how often, and what it costs -------------------------------------------------------------------------------------


async def test_it_is_told_where_it_changed_and_made_once_for_all(evening, monkeypatch):
    made = []
    groups = frames.groups
    monkeypatch.setattr(frames, "groups", lambda view: made.append(view) or groups(view))
    hub = Hub()
    async with evening.apart(hub, hub):
        screens = [evening.screen(person) for person in evening.moderators]
        for screen in screens:
            await screen.until(calls_of_nobody)
        await asyncio.sleep(0.3)
        before, room = len(made), evening.rooms[0]
        for _ in range(5):  # quicker than anybody could follow
            await evening.ask(hub, Call(), room, evening.of(room))
            await evening.ask(hub, TakeBackCall(), room, evening.of(room))
        await evening.ask(hub, Call(), room, evening.of(room))
        for screen in screens:
            await screen.until(calls(room))
        assert len(made) - before < 11
        last = [next(text for text in reversed(screen.texts) if '"groups"' in text) for screen in screens]
        assert last[0] is last[1]


async def test_where_nobody_moderates_no_room_is_in_use_for_it(evening):
    """Of two pairs one is connected to another process."""
    here, there, third = Hub(), Hub(), Hub()
    async with evening.apart(here, there), inside(third, evening.session, evening.observer):
        await evening.screen(evening.helper).until(calls_of_nobody)
        assert set(there.logs.rooms) == {evening.session.room, *evening.rooms}
        assert set(third.logs.rooms) == {evening.session.room}


# --- coming back, and without a WebSocket -----------------------------------------------------------------------------


async def test_whoever_comes_back_is_told_only_if_it_is_another_one(evening):
    hub = this_hub()
    async with evening.apart(hub, hub):
        browser = await WebSocket.of(evening.helper)
        overview = await browser.until("groups")
        tag, [seq, epoch] = browser.frames[-1]["tag"], await where(evening)
        await browser.leave()
        again = await WebSocket.of(evening.helper, seq, epoch, groups=tag)
        assert [frame for frame in await again.rest() if "groups" in frame] == []
        await again.leave()
        anew = await WebSocket.of(evening.helper, seq, epoch, groups="another")
        assert await anew.until("groups") == overview
        await anew.leave()


async def where(evening):
    known = await read(deciding.load, evening.session.room)
    return known.room.seq, str(known.epoch)


async def test_whoever_polls_hears_each_change_once_and_at_once(evening):
    hub = this_hub()
    async with evening.apart(hub, hub):
        browser, (seq, epoch) = await read(browser_of, evening.helper), await where(evening)
        told = []

        async def poll_until_called():
            while not any(row["call"] for row in (told[-1]["groups"]["groups"] if told else ())):
                request = Request(evening.session.session, browser)
                await request.send({"have": seq, "epoch": epoch, "groups": told[-1]["tag"] if told else ""})
                told.extend(frame for frame in await request.answer() if "groups" in frame)

        polling = asyncio.create_task(poll_until_called())
        await until(lambda: told)
        await asyncio.sleep(0.5)  # by now it waits
        room = evening.rooms[0]
        await evening.ask(hub, Call(), room, evening.of(room))
        async with asyncio.timeout(LONG):
            await polling
        assert len(told) == 2


# --- when the moderation is away --------------------------------------------------------------------------------------


async def test_in_a_group_the_co_moderation_takes_over_while_the_moderation_is_in_no_room(evening):
    hub = Hub()
    async with evening.apart(hub, hub):
        first, second = evening.rooms
        await evening.ask(hub, MovePeople((evening.helper.pk,), first))
        await evening.ask(hub, MovePeople((evening.session.moderator.pk,), second))
        helper, moderator = evening.screen(evening.helper), evening.screen(evening.session.moderator)
        await helper.until(is_in(first))
        await moderator.until(is_in(second))
        refused = await hub.logs.commits.ask(first, sent(evening.helper, TakeOver()))
        assert refused.refused == "people.moderated"
        assert helper.last("mine")["may"]["people.TakeOver"] == "people.moderated"
        hub.leave(moderator.socket)
        await helper.until(lambda screen: screen.last("mine")["may"]["people.TakeOver"] == "")
        await evening.ask(hub, TakeOver(), first, evening.helper)
    plenary = (await read(deciding.load, evening.session.room)).room.people
    assert (plenary[evening.helper.pk].role, plenary[evening.session.moderator.pk].role) == (
        Role.MODERATOR,
        Role.CO_MODERATOR,
    )
