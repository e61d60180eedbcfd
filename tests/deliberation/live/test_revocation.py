"""Who may not be in the room any more is shown out of it, by whatever page that happened."""

import asyncio

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import reverse

from deliberation import sessions
from deliberation.core.agenda import CloseRoom
from deliberation.live import healing
from deliberation.live import hub as hubs
from deliberation.live.hub import Hub, this_hub
from deliberation.live.revocation import sessions_of
from deliberation.live.wire import Close
from deliberation.log import deciding
from deliberation.log.commits import read
from tests.deliberation.browsers import WebSocket, browser_of
from tests.deliberation.rehearsal import failing, take_away
from tests.deliberation.screens import inside

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD, ANOTHER = "zwei-klaenge-und-ein-akkord", "drei-klaenge-und-kein-akkord"


@pytest.fixture(autouse=True)
def only_when_rung(monkeypatch):
    """What follows happens at once, and not because somebody looks now and then."""
    monkeypatch.setattr(healing, "POLL", 3600)
    monkeypatch.setattr(healing, "LOOK", 3600)


@pytest.fixture
def anna(rehearsal, make_user):
    """In the session with her account."""
    user = make_user("Anna", password=PASSWORD)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return rehearsal.enter("Anna", user=user)


def logged_in(person):
    client = Client()
    client.force_login(person.user)
    return client


async def is_inside(browser):
    await browser.send(ping=1)
    return await browser.until("pong") == 1


# --- logging out ------------------------------------------------------------------------------------------------------


async def test_who_logs_out_is_out_of_the_room_at_once_with_this_browser_only(rehearsal, anna, ben_inside):
    client = await read(logged_in, anna)
    here = await WebSocket.of(anna, browser=await read(lambda: client.session.session_key))
    second_tab = await WebSocket.of(anna, browser=await read(lambda: client.session.session_key))
    elsewhere, ben = await WebSocket.of(anna), await WebSocket.of(ben_inside)
    await read(client.post, reverse("account_logout"))
    assert await here.closed() == await second_tab.closed() == Close.REVOKED
    for browser in (elsewhere, ben):
        assert await is_inside(browser)
        await browser.leave()


async def test_in_every_process(rehearsal, anna):
    client = await read(logged_in, anna)
    browser = await read(lambda: client.session.session_key)
    async with inside(Hub(), rehearsal, anna, browser=browser) as screen, inside(Hub(), rehearsal, anna) as elsewhere:
        await read(client.post, reverse("account_logout"))
        await screen.until(lambda screen: screen.code)
        assert (screen.code, elsewhere.code) == (Close.REVOKED, None)


async def test_a_browser_without_an_account_that_logs_out_disturbs_nobody(rehearsal, anna):
    here = await WebSocket.of(anna)
    await read(Client().post, reverse("account_logout"))
    assert await is_inside(here)
    await here.leave()


# --- another password -------------------------------------------------------------------------------------------------


def change_password(client):
    fields = {"oldpassword": PASSWORD, "password1": ANOTHER, "password2": ANOTHER}
    response = client.post(reverse("account_change_password"), fields)
    assert response.status_code == 302


async def test_another_password_closes_the_room_in_the_other_browsers(rehearsal, anna, ben_inside):
    client = await read(logged_in, anna)
    elsewhere, ben = await WebSocket.of(anna), await WebSocket.of(ben_inside)
    await read(change_password, client)
    assert await elsewhere.closed() == Close.REVOKED
    assert await is_inside(ben)
    await ben.leave()
    here = await WebSocket.of(anna, browser=await read(lambda: client.session.session_key))
    assert await is_inside(here)
    await here.leave()


# --- leaving the session ----------------------------------------------------------------------------------------------


async def test_whoever_has_entered_keeps_their_place_even_if_nobody_else_has_noticed_yet(rehearsal, anna):
    here = await WebSocket.of(anna)
    with pytest.raises(sessions.AlreadyInside):
        await read(sessions.unregister, anna)
    assert await is_inside(here)
    await here.leave()


# --- the look now and then --------------------------------------------------------------------------------------------


@pytest.fixture
def looked(monkeypatch, settings):
    monkeypatch.setattr(healing, "CHECK", 0.05)
    settings.ROOM_RECHECK = 0.1


async def test_who_was_removed_without_a_word_is_shown_out_at_the_next_look(rehearsal, anna, ben_inside, looked):
    here, ben = await WebSocket.of(anna), await WebSocket.of(ben_inside)
    await read(take_away, anna)
    assert await here.closed() == Close.REVOKED
    assert await is_inside(ben)
    await ben.leave()


async def test_a_browser_whose_session_ended_is_sent_to_the_door_at_the_next_look(rehearsal, anna, looked):
    client = await read(logged_in, anna)
    browser = await read(lambda: client.session.session_key)
    here = await WebSocket.of(anna, browser=browser)
    await read(lambda: client.session.delete())
    assert await here.closed() == Close.UNAVAILABLE
    again = WebSocket(rehearsal.session, browser)
    assert await again.connect()
    assert await again.closed() == Close.NOT_FOUND


async def test_a_guest_in_whose_browser_somebody_logs_in_comes_in_anew(rehearsal, stranger, looked):
    client, carla = Client(), await read(rehearsal.enter, "Carla")
    here = await WebSocket.of(carla, browser=await read(guest_in, client, carla))
    await read(client.force_login, stranger)
    assert await here.closed() == Close.UNAVAILABLE
    again = WebSocket(rehearsal.session, await read(lambda: client.session.session_key))
    assert await again.connect()
    assert await again.closed() == Close.NOT_FOUND


def guest_in(client, person):
    client.cookies[settings.SESSION_COOKIE_NAME] = browser_of(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


async def test_who_logs_out_between_opening_the_connection_and_saying_hello_stays_out(rehearsal, anna, monkeypatch):
    monkeypatch.setattr(hubs, "SOON", 0.0)
    client = await read(logged_in, anna)
    here = WebSocket(rehearsal.session, await read(lambda: client.session.session_key))
    assert await here.connect()
    await asyncio.sleep(0.2)  # let in, and silent
    await read(client.logout)
    await here.send(have=0, epoch="")
    assert await here.closed() == Close.UNAVAILABLE
    assert here.frames == []


async def test_an_account_that_was_switched_off_is_shown_out_at_the_next_look(rehearsal, anna, looked):
    here = await WebSocket.of(anna)
    anna.user.is_active = False
    await read(anna.user.save)
    assert await here.closed() == Close.REVOKED


async def test_another_name_appears_in_the_room_at_the_next_look(rehearsal, anna, ben_inside, looked):
    here, ben = await WebSocket.of(anna), await WebSocket.of(ben_inside)
    anna.name = "Anna B."
    await read(anna.save)
    for browser in (here, ben):
        while not any(person["name"] == "Anna B." for person in browser.frames[-1].get("people", [])):
            await browser.hear()
        await browser.leave()


async def test_while_the_database_fails_nobody_is_shown_out(rehearsal, anna):
    here = await WebSocket.of(anna)
    async with failing("deliberation_participation"):
        await this_hub().recheck(this_hub().sockets)
    assert await is_inside(here)
    await here.leave()


async def test_everybody_is_looked_at_once_in_each_round(rehearsal, anna, looked, settings):
    """A few at a time, so that a full house does not ask all at once."""
    settings.ROOM_RECHECK = 0.5
    browsers = [await WebSocket.of(anna) for _ in range(4)]
    await read(take_away, anna)
    assert [await browser.closed() for browser in browsers] == [Close.REVOKED] * 4


# --- where to ring ----------------------------------------------------------------------------------------------------


def test_sessions_that_are_over_are_not_rung(rehearsal, anna, make_session):
    other = make_session("Andere")
    other.participations.create(name="Anna", user=anna.user)
    assert sorted(sessions_of(anna.user)) == sorted([rehearsal.session.pk, other.pk])
    rehearsal.take(rehearsal.moderator, CloseRoom(rehearsal.state.agenda.moved))
    assert sessions_of(anna.user) == [other.pk]


def test_a_group_that_is_over_ends_no_session(rehearsal, anna):
    group, _open = rehearsal.open_breakouts(2)
    rehearsal.take_in(group, rehearsal.moderator, CloseRoom(deciding.load(group).room.agenda.moved))
    assert sessions_of(anna.user) == [rehearsal.session.pk]


async def test_who_logs_out_is_out_of_their_group_at_once(rehearsal, anna):
    client = await read(logged_in, anna)
    [group] = await read(rehearsal.open_breakouts, 1)
    await read(rehearsal.send, group, anna)
    here = await WebSocket.of(anna, browser=await read(lambda: client.session.session_key))
    assert here.frames[0]["epoch"] == str((await read(deciding.load, group)).epoch)
    await read(client.post, reverse("account_logout"))
    assert await here.closed() == Close.REVOKED
