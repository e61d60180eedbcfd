"""The whole way from the socket to the log and back, as stories; the rules themselves are tested without sockets."""

import asyncio
import json
import uuid

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from config.asgi import application
from deliberation import hub, sockets
from deliberation.commits import read
from deliberation.core.acting import Role
from deliberation.core.exchange import Hold, Reason, Return
from deliberation.entrance import GUEST_KEYS, Entry
from deliberation.wire import Close
from tests.deliberation.rehearsal import failing

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 10  # seconds: a machine under load is no failure


def cookie_of(client):
    return f"sessionid={client.cookies['sessionid'].value}"


@pytest.fixture
def guest(rehearsal):
    """Lets somebody in as a guest; their browser's cookie."""

    def let_in(participation):
        client = Client()
        session = client.session
        session[GUEST_KEYS] = {str(rehearsal.session.pk): participation.key}
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return cookie_of(client)

    return let_in


@pytest.fixture
def anna_inside(rehearsal):
    anna = rehearsal.enter("Anna")
    rehearsal.agree(anna)
    return anna


@pytest.fixture
def ben_inside(rehearsal):
    return rehearsal.enter("Ben")


class Browser:
    """A WebSocket as a browser opens it."""

    def __init__(self, session, cookie="", origin=settings.BASE_URL):
        path = f"/ws/sessions/{session.key}/"
        headers = [(b"origin", origin.encode()), (b"cookie", cookie.encode())]
        scope = {"type": "websocket", "path": path, "headers": headers, "subprotocols": [], "query_string": b""}
        # Not the one of `channels.testing`: it keeps database connections open, and nobody closes them afterwards.
        self.socket = ApplicationCommunicator(application, scope)
        self.frames = []

    async def connect(self):
        await self.socket.send_input({"type": "websocket.connect"})
        return (await self.socket.receive_output(LONG))["type"] == "websocket.accept"

    async def enter(self, have=0, epoch=""):
        assert await self.connect()
        await self.send(have=have, epoch=epoch)
        await self.until("present")
        return self

    async def send(self, **frame):
        await self.send_text(json.dumps(frame))

    async def send_text(self, text):
        await self.socket.send_input({"type": "websocket.receive", "text": text})

    async def ask(self, do, **fields):
        """The answer to a command; what else comes meanwhile is kept."""
        ref = str(uuid.uuid4())
        await self.send(ref=ref, do=do, fields=fields)
        while not (self.frames and self.frames[-1].get("ref") == ref):
            await self.hear()
        return {key: value for key, value in self.frames[-1].items() if key != "ref"}

    async def hear(self):
        self.frames.append(json.loads((await self.socket.receive_output(LONG))["text"]))
        return self.frames[-1]

    async def until(self, name):
        while name not in await self.hear():
            pass
        return self.frames[-1][name]

    async def closed(self):
        """The code with which the server closes, after whatever it sends before."""
        while True:
            message = await self.socket.receive_output(LONG)
            if message["type"] == "websocket.close":
                assert type(message["code"]) is int  # Daphne takes no enum
                await self.socket.wait(LONG)
                return message["code"]

    async def leave(self):
        await self.socket.send_input({"type": "websocket.disconnect", "code": 1000})
        await self.socket.wait(LONG)

    @property
    def said(self):
        contributions = {each["id"]: each for frame in self.frames for each in frame.get("contributions", [])}
        return [each["text"] for each in contributions.values()]


# --- stories ----------------------------------------------------------------------------------------------------------


async def test_what_one_says_everybody_reads_in_order(rehearsal, anna_inside, ben_inside, guest):
    anna = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    ben = await Browser(rehearsal.session, await read(guest, ben_inside)).enter()
    for text in ("Hallo", "Ich bin Anna"):
        answer = await anna.ask("exchange.Contribute", text=text)
        assert answer == {"seq": (await read(lambda: rehearsal.state)).seq}
    while len(ben.said) < 2:
        await ben.hear()
    assert anna.said == ben.said == ["Hallo", "Ich bin Anna"]
    await anna.leave()
    await ben.leave()


async def test_people_with_an_account_come_in_too(rehearsal, trainer):
    def logged_in():
        client = Client()
        client.force_login(trainer)
        return cookie_of(client)

    browser = await Browser(rehearsal.session, await read(logged_in)).enter()
    mine = next(frame["mine"] for frame in browser.frames if "mine" in frame)
    assert (mine["person"], mine["role"]) == (rehearsal.moderator.pk, "moderator")
    await browser.leave()


async def test_who_comes_back_gets_only_what_they_missed(rehearsal, anna_inside, ben_inside, guest):
    cookie = await read(guest, ben_inside)
    ben = await Browser(rehearsal.session, cookie).enter()
    welcome = ben.frames[0]
    await ben.leave()
    await read(rehearsal.say, anna_inside, "Als du weg warst")
    again = await Browser(rehearsal.session, cookie).enter(welcome["seq"], welcome["epoch"])
    assert again.said == ["Als du weg warst"]
    assert (again.frames[0]["since"], again.frames[0]["people"]) == (welcome["seq"], [])
    await again.leave()


async def test_a_command_that_is_sent_again_happens_once(rehearsal, anna_inside, guest):
    cookie = await read(guest, anna_inside)
    ref = str(uuid.uuid4())
    answers = []
    for _ in range(2):
        anna = await Browser(rehearsal.session, cookie).enter()
        await anna.send(ref=ref, do="exchange.Contribute", fields={"text": "Hallo"})
        await anna.until("ref")
        answers.append(anna.frames[-1])
        await anna.leave()
    assert answers[0] == answers[1]
    assert [each.text for each in (await read(lambda: rehearsal.state)).exchange.contributions] == ["Hallo"]


async def test_what_is_too_long_is_refused_and_nothing_is_lost(rehearsal, anna_inside, guest):
    anna = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    assert await anna.ask("exchange.Contribute", text="x" * 2001) == {"refused": "exchange.too_long"}
    assert "seq" in await anna.ask("exchange.Contribute", text="x" * 2000)
    assert await anna.ask("exchange.Burn") == {"refused": "room.unknown_command"}
    assert await anna.ask("exchange.Contribute", text=7) == {"refused": "room.wrong_fields"}
    assert anna.said == ["x" * 2000]
    await anna.leave()


async def test_hidden_text_never_reaches_those_who_may_not_read_it(rehearsal, anna_inside, ben_inside, guest):
    ben = await Browser(rehearsal.session, await read(guest, ben_inside)).enter()
    seqs = []
    for text in ("geheim eins", "geheim zwei", "geheim drei"):
        seqs.append(await read(rehearsal.say, anna_inside, text))
    held, returned, withdrawn = seqs
    while len(ben.said) < 3:
        await ben.hear()
    await read(rehearsal.take, rehearsal.moderator, Hold(held, Reason.INSULT))
    await read(rehearsal.take, rehearsal.moderator, Return(returned, Reason.INSULT, "geheime Notiz"))
    author = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    assert await author.ask("exchange.Withdraw", contribution=withdrawn) != {}
    while ben.said != ["", "", ""]:
        await ben.hear()
    late = await Browser(rehearsal.session, await read(guest, ben_inside)).enter()
    assert late.said == ["", "", ""]
    assert "geheim" not in json.dumps(late.frames)
    mine = [frame["mine"] for frame in author.frames if "mine" in frame][-1]
    assert [each["text"] for each in mine["contributions"]] == ["geheim eins", "geheim zwei", "geheim drei"]
    for browser in (ben, late, author):
        await browser.leave()


async def test_a_ping_is_answered_and_the_server_pings(rehearsal, anna_inside, guest, monkeypatch):
    monkeypatch.setattr(sockets, "LOOK", 0.05)
    monkeypatch.setattr(sockets, "HEARTBEAT", 0.05)
    anna = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    await anna.send(ping=41)
    assert await anna.until("pong") == 41
    assert await anna.until("ping") == (await read(lambda: rehearsal.state)).seq
    await anna.send(pong=41)
    await anna.leave()


# --- who may not ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", ["", "sessionid=nonsense"])
async def test_a_stranger_is_told_that_there_is_nothing(rehearsal, cookie):
    browser = Browser(rehearsal.session, cookie)
    assert await browser.connect()
    assert await browser.closed() == Close.NOT_FOUND


async def test_an_account_without_a_participation_is_a_stranger(rehearsal, stranger):
    def logged_in():
        client = Client()
        client.force_login(stranger)
        return cookie_of(client)

    browser = Browser(rehearsal.session, await read(logged_in))
    assert await browser.connect()
    assert await browser.closed() == Close.NOT_FOUND


async def test_a_session_that_is_not_there_is_not_found(rehearsal, anna_inside, guest):
    cookie = await read(guest, anna_inside)
    rehearsal.session.key = "another"
    browser = Browser(rehearsal.session, cookie)
    assert await browser.connect()
    assert await browser.closed() == Close.NOT_FOUND


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver:81", "https://testserver", "null", ""])
async def test_another_site_cannot_open_a_socket(rehearsal, anna_inside, guest, origin):
    browser = Browser(rehearsal.session, await read(guest, anna_inside), origin)
    assert not await browser.connect()


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
async def test_a_malformed_frame_ends_the_conversation_for_good(rehearsal, anna_inside, guest, text):
    anna = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    await anna.send_text(text)
    assert await anna.closed() == Close.MALFORMED


async def test_so_does_a_binary_one(rehearsal, anna_inside, guest):
    anna = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    await anna.socket.send_input({"type": "websocket.receive", "bytes": b"\x00\x01"})
    assert await anna.closed() == Close.MALFORMED


async def test_the_largest_frame_is_no_flood(rehearsal, anna_inside, guest):
    anna = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    frame = '{"ping": 1, "more": "' + "x" * settings.ROOM_FRAME_SIZE
    await anna.send_text(frame[: settings.ROOM_FRAME_SIZE - 2] + '"}')
    assert await anna.until("pong") == 1
    await anna.leave()


async def test_a_flood_ends_the_conversation(rehearsal, anna_inside, guest):
    anna = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    for n in range(settings.ROOM_FRAMES[1] + 5):
        await anna.send(ping=n)
    assert await anna.closed() == Close.FLOOD


async def test_who_says_too_much_at_once_is_asked_to_wait(rehearsal, anna_inside, guest):
    anna = await Browser(rehearsal.session, await read(guest, anna_inside)).enter()
    burst = settings.ROOM_CONTRIBUTIONS[1]
    answers = [await anna.ask("exchange.Contribute", text=f"Satz {n}") for n in range(burst + 1)]
    assert [answer.get("refused") for answer in answers] == [None] * burst + ["exchange.too_fast"]
    assert await anna.ask("agenda.GiveSignal", signal="ready") != {"refused": "exchange.too_fast"}
    await anna.leave()


async def test_a_browser_that_takes_nothing_is_given_up(rehearsal, anna_inside, guest, monkeypatch):
    """Its sending hangs, and so would ours: the conversation ends without another word, and nobody is left behind."""
    monkeypatch.setattr(sockets, "LOOK", 0.05)
    monkeypatch.setattr(hub, "LONGEST_SEND", 0.1)
    frames = asyncio.Queue()
    await frames.put({"type": "websocket.receive", "text": '{"have": 0}'})

    async def stuck(message):
        await asyncio.Event().wait()

    entry = Entry(rehearsal.room, anna_inside.pk, "Anna", Role.PARTICIPANT, "")
    async with asyncio.timeout(LONG):
        await sockets.Conversation(hub.this_hub(), entry, frames.get, stuck).run()
    assert hub.this_hub().rooms == {}


async def test_who_never_says_where_they_stand_is_sent_away(rehearsal, anna_inside, guest, monkeypatch):
    monkeypatch.setattr(sockets, "LOOK", 0.05)
    monkeypatch.setattr(sockets, "FIRST_FRAME", 0.1)
    browser = Browser(rehearsal.session, await read(guest, anna_inside))
    assert await browser.connect()
    await browser.send(ping=1)
    assert await browser.closed() == Close.UNAVAILABLE


async def test_commands_before_the_first_frame_are_not_taken(rehearsal, anna_inside, guest):
    browser = Browser(rehearsal.session, await read(guest, anna_inside))
    assert await browser.connect()
    await browser.send(ref=str(uuid.uuid4()), do="exchange.Contribute", fields={"text": "Zu früh"})
    await browser.send(ping=1)
    assert await browser.hear() == {"pong": 1}
    await browser.leave()
    assert list((await read(lambda: rehearsal.state)).exchange.contributions) == []


async def test_while_the_database_fails_one_is_asked_to_come_back(rehearsal, anna_inside, guest):
    browser = Browser(rehearsal.session, await read(guest, anna_inside))
    async with failing("deliberation_session"):
        assert await browser.connect()
        assert await browser.closed() == Close.UNAVAILABLE


async def test_a_conversation_that_breaks_off_is_taken_up_again_later(rehearsal, anna_inside, guest):
    """Whatever goes wrong on our side: the browser is told to come back."""
    browser = Browser(rehearsal.session, await read(guest, anna_inside))
    assert await browser.connect()
    await browser.send(ping=1)
    assert await browser.hear() == {"pong": 1}
    await read(rehearsal.session.delete)
    await browser.send(have=0)
    assert await browser.closed() == Close.UNAVAILABLE
