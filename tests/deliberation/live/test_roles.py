"""Who is given another role sees and may what belongs to it at once, in all processes and in the next room."""

import asyncio

import pytest

from deliberation.core.acting import Role
from deliberation.core.people import GiveRole, HandOver, TakeOver
from deliberation.live import healing, presence
from deliberation.live.hub import Hub
from deliberation.log import deciding
from deliberation.log.commits import read
from tests.deliberation.browsers import WebSocket, until
from tests.deliberation.rehearsal import sent
from tests.deliberation.screens import inside

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def only_when_rung(monkeypatch):
    monkeypatch.setattr(healing, "POLL", 3600)
    monkeypatch.setattr(healing, "LOOK", 3600)
    monkeypatch.setattr(presence, "GATHER", 0.05)


async def until_mine(browser, fits):
    """What only this person is told, as soon as it is so."""
    while not fits(mine := await browser.until("mine")):
        pass
    return mine


async def test_whoever_becomes_co_moderator_sees_what_is_held_back(rehearsal, anna_inside, ben_inside):
    await read(rehearsal.agree, ben_inside)
    said = await read(rehearsal.say, ben_inside, "Das war zu viel.")
    moderator, anna = await WebSocket.of(rehearsal.moderator), await WebSocket.of(anna_inside)
    await moderator.ask("exchange.Hold", contribution=said, reason="insult")
    await moderator.ask("people.GiveRole", person=anna_inside.pk, role="co_moderator")
    mine = await until_mine(anna, lambda mine: mine["role"] == "co_moderator")
    assert mine["may"]["exchange.Release"] == ""
    texts = [each["text"] for frame in anna.frames for each in frame.get("contributions", []) if each["id"] == said]
    assert texts[-1] == "Das war zu viel."
    for browser in (moderator, anna):
        await browser.leave()


async def test_in_every_process_and_in_the_room_into_which_they_are_led(rehearsal, anna_inside):
    [group] = await read(rehearsal.open_breakouts, 1)
    one, other = Hub(), Hub()
    async with (
        inside(one, rehearsal, rehearsal.moderator) as moderator,
        inside(other, rehearsal, anna_inside) as anna,
    ):
        both = {rehearsal.moderator.pk, anna_inside.pk}
        for screen in (moderator, anna):  # each process hears the other by now
            await screen.until(lambda screen: set(screen.last("present") or ()) == both)
        one.submit(
            moderator.socket,
            sent(rehearsal.moderator, GiveRole(anna_inside.pk, Role.RECORDER)),
            lambda verdict: None,
        )
        await until(lambda: anna.socket.admitted.role is Role.RECORDER)
        await read(rehearsal.send, group, anna_inside)
        await other.logs.catch_up(other.sessions[rehearsal.session.pk].plenary)
        await anna.until(lambda screen: screen.socket.live and screen.socket.live.room == group)
    known = await read(deciding.load, group)
    assert known.room.people[anna_inside.pk].role is Role.RECORDER


async def test_while_the_moderation_is_away_the_co_moderation_takes_over(rehearsal, anna_inside):
    await read(rehearsal.take, rehearsal.moderator, GiveRole(anna_inside.pk, Role.CO_MODERATOR))
    moderator, anna = await WebSocket.of(rehearsal.moderator), await WebSocket.of(anna_inside)
    assert (await anna.ask("people.TakeOver"))["refused"] == "people.moderated"
    await moderator.leave()
    while "refused" in await anna.ask("people.TakeOver"):  # noqa: ASYNC110 - until it is known that they have left
        await asyncio.sleep(0.1)
    await anna.leave()
    known = await read(deciding.load, rehearsal.room)
    assert known.room.people[anna_inside.pk].role is Role.MODERATOR


@pytest.mark.parametrize("command", [HandOver, TakeOver])
async def test_a_copy_of_what_changed_one_s_own_role_gets_the_first_answer(rehearsal, anna_inside, command):
    await read(rehearsal.take, rehearsal.moderator, GiveRole(anna_inside.pk, Role.CO_MODERATOR))
    by, asked = (rehearsal.moderator, HandOver(anna_inside.pk)) if command is HandOver else (anna_inside, TakeOver())
    hub, once = Hub(), sent(by, asked)
    answers = []
    async with inside(hub, rehearsal, by) as screen:
        for number in (1, 2):
            hub.submit(screen.socket, once, answers.append)
            await until(lambda number=number: len(answers) == number)
    assert answers[0] == answers[1]
    assert not answers[0].refused
