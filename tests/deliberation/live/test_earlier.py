"""A long conversation: its newest come with the welcome, the rest on demand, and to nobody more than frames tell."""

import asyncio
import json

import pytest

from deliberation.core import exchange
from deliberation.core.acting import Audience, Role
from deliberation.core.exchange import Hold, Reason
from deliberation.live import earlier
from deliberation.live.hub import this_hub
from deliberation.log import deciding
from deliberation.log.commits import read
from deliberation.models import Participation
from tests.deliberation.browsers import EarlierRequest, Request, WebSocket, browser_of, texts

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("this_process")]

SAID = ["eins", "zwei", "drei", "vier", "fünf"]


@pytest.fixture(autouse=True)
def few(monkeypatch):
    """Three are many enough."""
    monkeypatch.setattr(exchange, "NEWEST", 3)


@pytest.fixture
def seqs(rehearsal, anna_inside):
    return [rehearsal.say(anna_inside, text) for text in SAID]


async def asked(person, welcome, browser=""):
    request = await EarlierRequest.by(person, welcome, browser)
    return request, await request.answer()


async def test_the_newest_come_with_the_welcome_and_the_rest_on_demand(rehearsal, ben_inside, seqs):
    ben = await WebSocket.of(ben_inside)
    welcome = ben.frames[0]
    assert (ben.said, welcome["first"]) == (SAID[2:], {"contributions": seqs[2]})
    request, answer = await asked(ben_inside, welcome)
    assert (request.status, texts([answer])) == (200, SAID)
    assert (answer["seq"], answer["epoch"]) == (welcome["seq"], welcome["epoch"])
    assert request.headers["cache-control"] == "no-store"
    assert set(answer) == {"seq", "epoch", "contributions"}
    await ben.leave()


async def test_whoever_polls_is_welcomed_likewise_and_asks_in_the_same_way(rehearsal, ben_inside, seqs):
    browser = await read(browser_of, ben_inside)
    poll = Request(rehearsal.session, browser)
    await poll.send({"have": 0, "epoch": ""})
    welcome = (await poll.answer())[0]
    assert texts([welcome]) == SAID[2:]
    _request, answer = await asked(ben_inside, welcome, browser)
    assert texts([answer]) == SAID


async def test_coming_back_is_one_question_however_much_was_said_meanwhile(rehearsal, anna_inside, ben_inside):
    browser = await read(browser_of, ben_inside)
    ben = await WebSocket(rehearsal.session, browser).enter()
    welcome = ben.frames[0]
    await ben.leave()
    for text in SAID:
        await read(rehearsal.say, anna_inside, text)
    again = await WebSocket(rehearsal.session, browser).enter(welcome["seq"], welcome["epoch"])
    while len(again.said) < len(SAID):
        await again.hear()
    assert (again.said, again.frames[0]["since"]) == (SAID, welcome["seq"])
    assert "first" not in again.frames[0]
    await again.leave()


async def test_nobody_gets_on_demand_what_no_frame_tells_them(rehearsal, anna_inside, ben_inside, seqs):
    await read(rehearsal.take, rehearsal.moderator, Hold(seqs[0], Reason.INSULT))
    observer = await read(rehearsal.enter, "Olga", Role.OBSERVER)
    for person, sees in ((ben_inside, False), (observer, False), (anna_inside, False), (rehearsal.moderator, True)):
        browser = await WebSocket.of(person)
        _request, answer = await asked(person, browser.frames[0])
        assert ("eins" in texts([answer])) == sees
        assert ("eins" in json.dumps(browser.frames[0])) == sees
        await browser.leave()


async def test_a_stranger_and_who_was_removed_get_nothing(rehearsal, ben_inside, seqs, stranger):
    ben = await WebSocket.of(ben_inside)
    welcome = ben.frames[0]
    outside = EarlierRequest(rehearsal.session, "nonsense", f"epoch={welcome['epoch']}&seq=1")
    assert (await outside.answer(), outside.status) == ({}, 404)
    await read(lambda: Participation.objects.filter(pk=ben_inside.pk).update(removed="insults"))
    request, answer = await asked(ben_inside, welcome)
    assert (answer, request.status) == ({}, 404)
    await ben.leave()


async def test_the_log_says_in_which_role_somebody_reads_as_it_does_for_frames(rehearsal, ben_inside, seqs):
    await read(rehearsal.take, rehearsal.moderator, Hold(seqs[0], Reason.INSULT))
    ben = await WebSocket.of(ben_inside)
    await read(lambda: Participation.objects.filter(pk=ben_inside.pk).update(role=Role.CO_MODERATOR))
    _request, answer = await asked(ben_inside, ben.frames[0])
    assert texts([answer]) == ["", *SAID[1:]]
    await ben.leave()


async def test_who_asks_for_another_room_than_theirs_gets_nothing_of_it(rehearsal, ben_inside, seqs):
    groups = await read(rehearsal.open_breakouts, 1)
    ben = await WebSocket.of(ben_inside)
    plenary = ben.frames[0]
    await read(rehearsal.send, groups[0], ben_inside)
    while ben.frames[-1].get("epoch") in (None, plenary["epoch"]):
        await ben.hear()
    moved = ben.frames[-1]
    request, _answer = await asked(ben_inside, plenary)
    assert request.status == 409
    request, answer = await asked(ben_inside, moved)
    assert (request.status, texts([answer])) == (200, [])
    await ben.leave()


async def test_a_process_that_has_the_session_not_in_use_reads_its_log(rehearsal, ben_inside, seqs):
    known = await read(deciding.load, rehearsal.room)
    request, answer = await asked(ben_inside, {"epoch": known.epoch, "seq": known.room.seq})
    assert (request.status, texts([answer])) == (200, SAID)


async def test_what_was_made_once_serves_all_who_came_before_and_is_made_anew_for_who_came_later(
    rehearsal, anna_inside, ben_inside, seqs, monkeypatch
):
    made = []
    compressed = earlier.compressed
    monkeypatch.setattr(earlier, "compressed", lambda *known: made.append(known[1]) or compressed(*known))
    ben = await WebSocket.of(ben_inside)
    welcome = ben.frames[0]
    await asyncio.gather(*(asked(person, welcome) for person in (ben_inside, anna_inside, ben_inside)))
    await read(rehearsal.say, anna_inside, "sechs")
    while ben.said[-1] != "sechs":
        await ben.hear()
    await asked(ben_inside, welcome)
    assert made == [Audience.EVERYBODY]
    _request, answer = await asked(ben_inside, welcome | {"seq": ben.frames[-1]["seq"]})
    assert texts([answer]) == [*SAID, "sechs"]
    assert made == [Audience.EVERYBODY] * 2
    await ben.leave()


async def test_what_was_hidden_after_it_was_made_is_in_it_no_more(rehearsal, anna_inside, ben_inside, seqs):
    ben = await WebSocket.of(ben_inside)
    welcome = ben.frames[0]
    assert texts([(await asked(ben_inside, welcome))[1]]) == SAID
    await read(rehearsal.take, rehearsal.moderator, Hold(seqs[0], Reason.INSULT))
    while not any(each["id"] == seqs[0] for each in ben.frames[-1].get("contributions", [])):
        await ben.hear()
    _request, answer = await asked(ben_inside, welcome)
    assert texts([answer]) == ["", *SAID[1:]]
    await ben.leave()


async def test_who_was_told_more_than_this_process_knows_makes_it_look(rehearsal, anna_inside, ben_inside, seqs):
    ben = await WebSocket.of(ben_inside)
    welcome = ben.frames[0]
    live = this_hub().logs.rooms[rehearsal.room]
    before = live.known
    seq = await read(rehearsal.say, anna_inside, "sechs")
    _request, answer = await asked(ben_inside, welcome | {"seq": seq})
    assert (before.room.seq < seq, texts([answer])[-1]) == (True, "sechs")
    request, _answer = await asked(ben_inside, welcome | {"seq": 10_000})
    assert request.status == 409
    await ben.leave()


@pytest.mark.parametrize("query", ["", "epoch=", "seq=1", "epoch=e&seq=x", "epoch=%ff&seq=1", "\xff"])
async def test_nonsense_is_refused(rehearsal, ben_inside, seqs, query):
    request = EarlierRequest(rehearsal.session, await read(browser_of, ben_inside), query)
    await request.answer()
    assert request.status in (400, 409)


async def test_one_address_may_not_ask_without_end(rehearsal, ben_inside, seqs, settings):
    settings.ROOM_SOCKETS_AN_ADDRESS = 0
    request, _answer = await asked(ben_inside, {"epoch": "e", "seq": 1})
    assert request.status == 503
