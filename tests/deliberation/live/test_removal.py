"""Who was removed is out at once, in all tabs and processes, and does not come in again."""

import pytest

from deliberation.core.exchange import Contribute, Type
from deliberation.core.people import Removal, RemovePerson
from deliberation.live import healing
from deliberation.live.hub import Hub
from deliberation.live.wire import Close
from deliberation.log.commits import read
from tests.deliberation.browsers import WebSocket, browser_of
from tests.deliberation.rehearsal import sent
from tests.deliberation.screens import inside

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def only_when_rung(monkeypatch):
    monkeypatch.setattr(healing, "POLL", 3600)
    monkeypatch.setattr(healing, "LOOK", 3600)


async def test_in_all_tabs_and_the_room_is_told_why(rehearsal, anna_inside, ben_inside):
    moderator, ben = await WebSocket.of(rehearsal.moderator), await WebSocket.of(ben_inside)
    here, elsewhere = await WebSocket.of(anna_inside), await WebSocket.of(anna_inside)
    await moderator.ask("people.RemovePerson", person=anna_inside.pk, reason="insults")
    assert await here.closed() == await elsewhere.closed() == Close.REMOVED
    [told] = [each for each in await ben.until("people") if each["id"] == anna_inside.pk]
    assert (told["name"], told["removed"]) == ("Anna", "insults")
    for browser in (moderator, ben):
        await browser.leave()


async def test_in_every_process(rehearsal, anna_inside, ben_inside):
    remove = RemovePerson(anna_inside.pk, Removal.DISRUPTS)
    one, other = Hub(), Hub()
    async with (
        inside(one, rehearsal, rehearsal.moderator) as moderator,
        inside(other, rehearsal, anna_inside) as anna,
        inside(other, rehearsal, ben_inside) as ben,
    ):
        one.submit(moderator.socket, sent(rehearsal.moderator, remove), lambda verdict: None)
        await anna.until(lambda screen: screen.code)
        assert (anna.code, ben.code) == (Close.REMOVED, None)


async def test_out_of_a_breakout_room_too(rehearsal, anna_inside):
    [group] = await read(rehearsal.open_breakouts, 1)
    await read(rehearsal.send, group, anna_inside)
    moderator, anna = await WebSocket.of(rehearsal.moderator), await WebSocket.of(anna_inside)
    await moderator.ask("people.RemovePerson", person=anna_inside.pk, reason="disrupts")
    assert await anna.closed() == Close.REMOVED
    await moderator.leave()


async def test_who_comes_again_is_turned_away_for_good(rehearsal, anna_inside):
    browser = await read(browser_of, anna_inside)
    await read(rehearsal.say, anna_inside, "Das bleibt.")
    await read(rehearsal.take, rehearsal.moderator, RemovePerson(anna_inside.pk, Removal.INSULTS))
    again = WebSocket(rehearsal.session, browser)
    assert await again.connect()
    assert await again.closed() == Close.REMOVED
    refused = await read(rehearsal.ask, anna_inside, Contribute("Noch etwas.", Type.THESIS))
    assert refused.refused == "room.not_your_role"
    state = await read(lambda: rehearsal.state)
    assert [each.text for each in state.exchange.contributions] == ["Das bleibt."]
