"""The whole way from the socket to the log and back, as stories; the rules themselves are tested without sockets."""

import asyncio
import json
import uuid

import pytest
from django.test import Client

from deliberation.core.exchange import Hold, Reason, Return
from deliberation.live import endpoints, healing, presence
from deliberation.live import hub as hubs
from deliberation.live import sessions as lives
from deliberation.live.hub import this_hub
from deliberation.live.wire import Close
from deliberation.log.commits import read
from tests.deliberation.browsers import LONG, Request, WebSocket, browser_of, texts, until
from tests.deliberation.rehearsal import failing, take_away

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("this_process")]


# --- stories ----------------------------------------------------------------------------------------------------------


async def test_what_one_says_everybody_reads_in_order(rehearsal, anna_inside, ben_inside):
    anna = await WebSocket.of(anna_inside)
    ben = await WebSocket.of(ben_inside)
    for text in ("Hallo", "Ich bin Anna"):
        answer = await anna.ask("exchange.Contribute", text=text)
        assert answer == {"seq": (await read(lambda: rehearsal.state)).seq}
    while len(ben.said) < 2:
        await ben.hear()
    assert anna.said == ben.said == ["Hallo", "Ich bin Anna"]
    await anna.leave()
    await ben.leave()


async def test_people_with_an_account_come_in_too(rehearsal):
    browser = await WebSocket.of(rehearsal.moderator)
    mine = next(frame["mine"] for frame in browser.frames if "mine" in frame)
    assert (mine["person"], mine["role"]) == (rehearsal.moderator.pk, "moderator")
    await browser.leave()


async def test_who_comes_back_gets_only_what_they_missed(rehearsal, anna_inside, ben_inside):
    browser = await read(browser_of, ben_inside)
    ben = await WebSocket(rehearsal.session, browser).enter()
    welcome = ben.frames[0]
    await ben.leave()
    await read(rehearsal.say, anna_inside, "Als du weg warst")
    again = await WebSocket(rehearsal.session, browser).enter(welcome["seq"], welcome["epoch"])
    while not again.said:  # the room is still at hand here, and looks at the log now and then
        await again.hear()
    assert again.said == ["Als du weg warst"]
    assert (again.frames[0]["since"], again.frames[0]["people"]) == (welcome["seq"], [])
    await again.leave()


async def test_a_command_that_is_sent_again_happens_once(rehearsal, anna_inside):
    browser = await read(browser_of, anna_inside)
    ref = str(uuid.uuid4())
    answers = []
    for _ in range(2):
        anna = await WebSocket(rehearsal.session, browser).enter()
        await anna.send(ref=ref, do="exchange.Contribute", fields={"text": "Hallo"})
        await anna.until("ref")
        answers.append(anna.frames[-1])
        await anna.leave()
    assert answers[0] == answers[1]
    assert [each.text for each in (await read(lambda: rehearsal.state)).exchange.contributions] == ["Hallo"]


async def test_what_is_too_long_is_refused_and_nothing_is_lost(rehearsal, anna_inside):
    anna = await WebSocket.of(anna_inside)
    assert await anna.ask("exchange.Contribute", text="x" * 2001) == {"refused": "exchange.too_long"}
    assert "seq" in await anna.ask("exchange.Contribute", text="x" * 2000)
    assert await anna.ask("exchange.Burn") == {"refused": "room.unknown_command"}
    assert await anna.ask("exchange.Contribute", text=7) == {"refused": "room.wrong_fields"}
    assert anna.said == ["x" * 2000]
    await anna.leave()


async def test_hidden_text_never_reaches_those_who_may_not_read_it(rehearsal, anna_inside, ben_inside):
    ben = await WebSocket.of(ben_inside)
    seqs = []
    for text in ("geheim eins", "geheim zwei", "geheim drei"):
        seqs.append(await read(rehearsal.say, anna_inside, text))
    held, returned, withdrawn = seqs
    while len(ben.said) < 3:
        await ben.hear()
    await read(rehearsal.take, rehearsal.moderator, Hold(held, Reason.INSULT))
    await read(rehearsal.take, rehearsal.moderator, Return(returned, Reason.INSULT, "geheime Notiz"))
    author = await WebSocket.of(anna_inside)
    assert await author.ask("exchange.Withdraw", contribution=withdrawn) != {}
    while ben.said != ["", "", ""]:
        await ben.hear()
    late = await WebSocket.of(ben_inside)
    assert late.said == ["", "", ""]
    assert "geheim" not in json.dumps(late.frames)
    mine = [frame["mine"] for frame in author.frames if "mine" in frame][-1]
    assert [each["text"] for each in mine["exchange"]["contributions"]] == ["geheim eins", "geheim zwei", "geheim drei"]
    for browser in (ben, late, author):
        await browser.leave()


async def test_a_ping_is_answered_and_the_server_pings(rehearsal, anna_inside, monkeypatch):
    monkeypatch.setattr(healing, "LOOK", 0.05)
    monkeypatch.setattr(healing, "HEARTBEAT", 0.05)
    anna = await WebSocket.of(anna_inside)
    await anna.send(ping=41)
    assert await anna.until("pong") == 41
    assert await anna.until("ping") == (await read(lambda: rehearsal.state)).seq
    await anna.send(pong=41)
    await anna.leave()


# --- who may not ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("browser", ["", "nonsense"])
async def test_a_stranger_is_told_that_there_is_nothing(rehearsal, browser):
    browser = WebSocket(rehearsal.session, browser)
    assert await browser.connect()
    assert await browser.closed() == Close.NOT_FOUND


async def test_an_account_without_a_participation_is_a_stranger(rehearsal, stranger):
    def logged_in():
        client = Client()
        client.force_login(stranger)
        return client.session.session_key

    browser = WebSocket(rehearsal.session, await read(logged_in))
    assert await browser.connect()
    assert await browser.closed() == Close.NOT_FOUND


async def test_a_session_that_is_not_there_is_not_found(rehearsal, anna_inside):
    browser = await read(browser_of, anna_inside)
    rehearsal.session.key = "another"
    browser = WebSocket(rehearsal.session, browser)
    assert await browser.connect()
    assert await browser.closed() == Close.NOT_FOUND


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver:81", "https://testserver", "null", ""])
async def test_another_site_cannot_open_a_socket(rehearsal, anna_inside, origin):
    browser = WebSocket(rehearsal.session, await read(browser_of, anna_inside), origin)
    assert not await browser.connect()


async def test_while_the_database_fails_one_is_asked_to_come_back(rehearsal, anna_inside):
    browser = WebSocket(rehearsal.session, await read(browser_of, anna_inside))
    async with failing("deliberation_session"):
        assert await browser.connect()
        assert await browser.closed() == Close.UNAVAILABLE


async def test_elsewhere_there_is_no_socket(rehearsal):
    rehearsal.session.key = "a/b"
    assert not await WebSocket(rehearsal.session).connect()


# --- addresses --------------------------------------------------------------------------------------------------------


async def test_one_address_may_have_so_many_connections_and_no_more(rehearsal, anna_inside, ben_inside, settings):
    settings.ROOM_SOCKETS_AN_ADDRESS = 2
    browser = await read(browser_of, anna_inside)
    first = await WebSocket(rehearsal.session, browser, address="192.0.2.7").enter()
    second = await WebSocket(rehearsal.session, browser, address="192.0.2.7").enter()
    third = WebSocket(rehearsal.session, await read(browser_of, ben_inside), address="192.0.2.7")
    assert await third.connect()
    assert await third.closed() == Close.BUSY
    elsewhere = await WebSocket(rehearsal.session, browser, address="192.0.2.8").enter()
    await first.leave()
    again = await WebSocket(rehearsal.session, browser, address="192.0.2.7").enter()
    for each in (second, elsewhere, again):
        await each.leave()


# --- without WebSockets -----------------------------------------------------------------------------------------------


@pytest.fixture
def quick(monkeypatch):
    """A poll without news ends soon, and presence is told at once."""
    monkeypatch.setattr(endpoints, "LONGEST_POLL", 1.0)
    monkeypatch.setattr(presence, "GATHER", 0.05)
    monkeypatch.setattr(healing, "LOOK", 0.1)


class Poller:
    """A browser that polls, remembers what it has, and says so the next time."""

    def __init__(self, person, browser, tab="tab"):
        self.person, self.browser, self.tab = person, browser, tab
        self.have, self.epoch, self.frames = 0, "", []

    @classmethod
    async def of(cls, person, **fields):
        return cls(person, await read(browser_of, person), **fields)

    async def begin(self, *frames):
        request = Request(self.person.session, self.browser)
        await request.send({"have": self.have, "epoch": self.epoch, "tab": self.tab}, *frames)
        return request

    async def take(self, request):
        answer = await request.answer()
        assert request.status == 200
        for frame in answer:
            if "seq" in frame and "ref" not in frame:
                self.have, self.epoch = frame["seq"], frame.get("epoch", self.epoch)
        self.frames += answer
        return answer

    async def poll(self, *frames):
        return await self.take(await self.begin(*frames))

    @property
    def said(self):
        return texts(self.frames)


def command(do, **fields):
    return {"ref": str(uuid.uuid4()), "do": do, "fields": fields}


def polling(count=1):
    """So many are in the rooms of this process."""
    return lambda: len(this_hub().sockets) == count


def shown(*people):
    """Everybody was told that these are here."""
    here = {person.pk for person in people}
    return lambda: all(room.present == here for room in this_hub().logs.rooms.values())


async def test_who_polls_and_is_turned_away_is_not_here(rehearsal, anna_inside, ben_inside, quick, monkeypatch):
    ben, anna = await Poller.of(ben_inside), await WebSocket.of(anna_inside)
    admission_of = endpoints.admission_of

    async def removed_meanwhile(scope):
        admitted = await admission_of(scope)
        await read(take_away, ben_inside)
        return admitted

    monkeypatch.setattr(endpoints, "admission_of", removed_meanwhile)
    monkeypatch.setattr(hubs, "SOON", 0.0)
    person = ben_inside.pk
    assert await ben.poll() == [{"close": Close.REVOKED}]
    assert person not in this_hub().sessions[rehearsal.session.pk].here
    await anna.leave()


async def test_a_poll_is_a_connection_of_its_address_like_any_other(rehearsal, anna_inside, settings):
    settings.ROOM_SOCKETS_AN_ADDRESS = 0
    anna = await Poller.of(anna_inside)
    assert await anna.poll() == [{"close": Close.BUSY}]


async def test_the_first_poll_gets_the_room_at_once(rehearsal, anna_inside):
    anna = await Poller.of(anna_inside)
    async with asyncio.timeout(LONG):
        whole, mine, present = await anna.poll()
    assert (whole["since"], mine["mine"]["person"], present["present"]) == (0, anna_inside.pk, [anna_inside.pk])


async def test_who_polls_hears_at_once_what_is_said(rehearsal, anna_inside, ben_inside, quick, monkeypatch):
    monkeypatch.setattr(endpoints, "LONGEST_POLL", 30.0)
    ben = await Poller.of(ben_inside)
    anna = await WebSocket.of(anna_inside)
    await ben.poll()
    await until(shown(anna_inside, ben_inside))
    for text in ("Hallo", "Wie geht's?"):
        await until(polling(1))
        request = await ben.begin()
        await until(polling(2))
        await anna.ask("exchange.Contribute", text=text)
        async with asyncio.timeout(LONG):
            while text not in ben.said:
                await ben.take(request)
                request = await ben.begin()
        await request.go_away()
    assert ben.said == ["Hallo", "Wie geht's?"]
    await anna.leave()


async def test_what_was_said_between_two_polls_comes_with_the_next(rehearsal, anna_inside, ben_inside):
    ben = await Poller.of(ben_inside)
    await ben.poll()
    await read(rehearsal.say, anna_inside, "Hallo")
    async with asyncio.timeout(LONG):
        while not ben.said:
            await ben.poll()
    assert ben.said == ["Hallo"]
    assert [frame["since"] > 0 for frame in ben.frames if "since" in frame][:2] == [False, True]


async def test_without_news_there_are_hints_after_a_while(rehearsal, anna_inside, quick):
    anna = await Poller.of(anna_inside)
    await anna.poll()
    await until(shown(anna_inside))
    start = asyncio.get_running_loop().time()
    answer = await anna.poll()
    assert asyncio.get_running_loop().time() - start >= 0.9
    assert [list(frame) for frame in answer] in ([["present"]], [["present"], ["present"]])


async def test_commands_are_answered_as_soon_as_all_have_a_reply(rehearsal, anna_inside):
    anna = await Poller.of(anna_inside)
    asked = [
        command("exchange.Contribute", text="Hallo"),
        command("exchange.Contribute", text=""),
        command("exchange.Burn"),
        {"ping": 7},
    ]
    async with asyncio.timeout(LONG):
        answer = await anna.poll(*asked)
    replies = {frame["ref"]: frame for frame in answer if "ref" in frame}
    head = (await read(lambda: rehearsal.state)).seq
    assert replies == {
        asked[0]["ref"]: {"ref": asked[0]["ref"], "seq": head - 1},
        asked[1]["ref"]: {"ref": asked[1]["ref"], "refused": "exchange.empty"},
        asked[2]["ref"]: {"ref": asked[2]["ref"], "refused": "room.unknown_command"},
    }
    assert {"pong": 7} in answer
    assert anna.said == ["Hallo"]


async def test_a_command_that_is_polled_again_happens_once(rehearsal, anna_inside):
    anna, asked = await Poller.of(anna_inside), command("exchange.Contribute", text="Hallo")
    answers = [await anna.poll(asked) for _ in range(2)]
    first, second = [next(frame for frame in answer if "ref" in frame) for answer in answers]
    assert first == second
    assert [each.text for each in (await read(lambda: rehearsal.state)).exchange.contributions] == ["Hallo"]


async def test_limits_hold_over_many_polls(rehearsal, anna_inside, settings):
    settings.ROOM_CONTRIBUTIONS = (0.001, 2)
    anna = await Poller.of(anna_inside)
    for n in range(3):
        await anna.poll(command("exchange.Contribute", text=f"Satz {n}"))
    assert [frame.get("refused") for frame in anna.frames if "ref" in frame] == [None, None, "exchange.too_fast"]


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver:81", "null", ""])
async def test_another_site_cannot_poll(rehearsal, anna_inside, origin):
    request = Request(rehearsal.session, await read(browser_of, anna_inside), origin)
    await request.send({"have": 0}, command("exchange.Contribute", text="Untergeschoben"))
    assert (await request.answer(), request.status) == ([], 403)
    assert list((await read(lambda: rehearsal.state)).exchange.contributions) == []


@pytest.mark.parametrize(
    "body",
    [b"", b"hello", b"{}", b"[]", b"[7]", b'[{"have": "all"}]', b'[{"have": 0}', b"\xff", b"[" * 50_000],
    ids=["empty", "no JSON", "no array", "no frames", "no frame", "wrong type", "cut", "bad UTF-8", "deep"],
)
async def test_nonsense_is_a_bad_request(rehearsal, anna_inside, body):
    request = Request(rehearsal.session, await read(browser_of, anna_inside))
    await request.send_body(body)
    assert (await request.answer(), request.status) == ([], 400)


async def test_a_request_may_be_so_large_and_no_larger(rehearsal, anna_inside):
    browser = await read(browser_of, anna_inside)
    largest = b'[{"have": 0}]' + b" " * (endpoints.LARGEST_POLL - len(b'[{"have": 0}]'))
    for body, status in ((largest, 200), (largest + b" ", 400)):
        request = Request(rehearsal.session, browser)
        await request.send_body(*(body[start : start + 16_384] for start in range(0, len(body), 16_384)))
        await request.answer()
        assert request.status == status


async def test_a_frame_of_a_request_may_be_so_large_and_no_larger(rehearsal, anna_inside, settings):
    anna = await Poller.of(anna_inside)
    size = settings.ROOM_FRAME_SIZE - len('{"ping": 1, "more": ""}')
    assert {"pong": 1} in await anna.poll({"ping": 1, "more": "x" * size})
    answer = await anna.poll({"ping": 1, "more": "x" * (size + 1)})
    assert answer[-1] == {"close": Close.MALFORMED}


async def test_a_stranger_who_polls_is_told_that_there_is_nothing(rehearsal, anna_inside, make_session):
    for session, browser in ((rehearsal.session, ""), (rehearsal.session, "nonsense")):
        request = Request(session, browser)
        await request.send({"have": 0})
        assert await request.answer() == [{"close": Close.NOT_FOUND}]
        assert request.status == 200
    other = await read(make_session, "Andere")
    request = Request(other, await read(browser_of, anna_inside))
    await request.send({"have": 0})
    assert await request.answer() == [{"close": Close.NOT_FOUND}]


async def test_where_a_socket_would_be_closed_the_last_element_says_so(rehearsal, anna_inside):
    anna = await Poller.of(anna_inside)
    await anna.poll()
    await until(shown(anna_inside))  # or that would be news, and end the next poll
    request = await anna.begin()
    await until(polling())
    await read(take_away, anna_inside)
    await this_hub().recheck(this_hub().sockets)
    answer = await anna.take(request)
    assert answer[-1] == {"close": Close.REVOKED}


async def test_a_flood_of_one_request_is_a_flood(rehearsal, anna_inside, settings):
    anna = await Poller.of(anna_inside)
    burst = settings.ROOM_FRAMES[1]
    answer = await anna.poll(*[{"ping": n} for n in range(burst + 5)])
    assert answer[-1] == {"close": Close.FLOOD}


async def test_the_older_of_two_polls_of_a_tab_answers_at_once(rehearsal, anna_inside):
    anna = await Poller.of(anna_inside)
    await anna.poll()
    older = await anna.begin()
    await until(polling())
    newer = await anna.begin()
    async with asyncio.timeout(LONG):
        answer = await anna.take(older)
    assert all("close" not in frame for frame in answer)
    await newer.go_away()


async def test_what_a_late_poll_brings_is_not_said_again(rehearsal, anna_inside):
    """The network held it up; the browser has asked again meanwhile, and has its answer."""
    browser = await read(browser_of, anna_inside)
    seen = await read(lambda: rehearsal.state.seq)
    for nth, text in ((2, "Neu"), (1, "Zu spät")):
        request = Request(rehearsal.session, browser)
        ask = {"ref": str(uuid.uuid4()), "do": "exchange.Contribute", "fields": {"text": text}}
        await request.send({"have": seen, "epoch": "", "tab": "one", "nth": nth}, ask)
        answer = await request.answer()
    assert (request.status, answer) == (200, [])
    assert [each.text for each in (await read(lambda: rehearsal.state)).exchange.contributions] == ["Neu"]


async def test_another_tab_that_polls_is_the_live_one(rehearsal, anna_inside):
    older = await Poller.of(anna_inside, tab="one")
    newer = Poller(anna_inside, older.browser, tab="two")
    await older.poll()
    await until(shown(anna_inside))  # or that would be news, and end the next poll
    request = await older.begin()
    await until(polling())
    await newer.poll()
    assert (await older.take(request))[-1] == {"close": Close.MOVED}


async def test_who_polls_stays_present_between_two_polls(rehearsal, anna_inside, ben_inside, quick):
    anna = await WebSocket.of(anna_inside)
    ben = await Poller.of(ben_inside)
    await ben.poll()
    while anna.frames[-1].get("present") != [anna_inside.pk, ben_inside.pk]:
        await anna.hear()
    await asyncio.sleep(0.5)
    await ben.poll()
    await asyncio.sleep(0.5)
    assert all(frame["present"] != [anna_inside.pk] for frame in await anna.rest() if "present" in frame)
    await anna.leave()


async def test_who_polls_no_more_is_gone_after_a_while(rehearsal, anna_inside, ben_inside, quick, monkeypatch):
    anna = await WebSocket.of(anna_inside)
    ben = await Poller.of(ben_inside)
    for stays, people in ((10, [anna_inside.pk, ben_inside.pk]), (0, [anna_inside.pk])):
        monkeypatch.setattr(presence, "STAY", stays)
        await ben.poll()
        while anna.frames[-1].get("present") != people:
            await anna.hear()
    await anna.leave()


async def test_a_room_in_which_nobody_polls_any_more_is_left(rehearsal, anna_inside, quick, monkeypatch):
    monkeypatch.setattr(lives, "KEEP", 0.0)
    anna = await Poller.of(anna_inside)
    await anna.poll()
    assert set(this_hub().sessions) == {rehearsal.session.pk}
    monkeypatch.setattr(presence, "STAY", 0)
    await anna.poll()
    await until(lambda: not this_hub().sessions)


async def test_a_client_that_goes_away_ends_its_poll(rehearsal, anna_inside):
    anna = await Poller.of(anna_inside)
    await anna.poll()
    request = await anna.begin()
    await until(polling())
    async with asyncio.timeout(LONG):
        await request.go_away()
    await until(polling(0))


async def test_while_the_database_fails_who_polls_is_asked_to_come_back(rehearsal, anna_inside):
    anna = await Poller.of(anna_inside)
    async with failing("deliberation_session"):
        assert (await anna.poll())[-1] == {"close": Close.UNAVAILABLE}
