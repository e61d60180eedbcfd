"""The link for the wall only shows, to whoever has it, and nothing of anybody who does not speak."""

from html import unescape

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deliberation.core.agenda import CloseRoom
from deliberation.core.floor import RequestFloor
from deliberation.models import Session

pytestmark = pytest.mark.django_db
EXCHANGE = 2


def address(name, *args):
    return reverse(f"deliberation:{name}", args=args)


def html(response):
    return unescape(response.content.decode())


@pytest.fixture
def wall(session):
    return address("projector", session.projector_key)


@pytest.fixture
def now(session):
    return address("projector_now", session.projector_key)


@pytest.fixture
def in_exchange(rehearsal, anna_inside):
    rehearsal.enter("Ben")
    rehearsal.move(EXCHANGE)
    return rehearsal


def test_whoever_has_the_link_sees_how_far_the_room_is(client, wall, in_exchange, session):
    response = client.get(wall)
    assert response.headers["Cache-Control"] == "no-store, private"
    assert all(text in html(response) for text in (session.question, "Streiten"))
    assert "csrf" not in html(response)


def test_it_shows_who_has_the_floor_and_no_word_that_people_wrote(client, now, in_exchange):
    anna = in_exchange.session.participations.get(name="Anna")
    in_exchange.take(anna, RequestFloor())
    in_exchange.say(in_exchange.moderator, "Geheim")
    page = html(client.get(now))
    assert "Anna" in page
    assert "Geheim" not in page
    assert "Ben" not in page


def test_the_wall_gets_only_what_it_does_not_show_yet(client, now, in_exchange):
    first = client.get(now)
    same = {"headers": {"If-None-Match": first.headers["ETag"]}}
    assert client.get(now, **same).status_code == 304
    anna = in_exchange.session.participations.get(name="Anna")
    in_exchange.take(anna, RequestFloor())
    assert client.get(now, **same).status_code == 200


def test_asking_again_reads_no_log(client, now, in_exchange):
    client.get(now)
    with CaptureQueriesContext(connection) as asked:
        client.get(now)
    assert len(asked) == 1


def test_before_it_begins_the_wall_says_so(browser, wall):
    assert "It has not begun yet" in html(browser().get(wall))


def test_after_the_end_too(browser, wall, in_exchange):
    in_exchange.take(in_exchange.moderator, CloseRoom(in_exchange.state.agenda.moved))
    assert "The session is over" in html(browser().get(wall))


def test_the_link_leads_nowhere_but_to_the_wall(client, session):
    assert client.get(address("session", session.projector_key)).status_code in (302, 404)
    for name in ("projector", "projector_now"):
        assert client.get(address(name, session.key)).status_code == 404


def test_the_moderation_finds_the_link_and_makes_a_new_one(browser, trainer, session, wall, client):
    moderation = browser(trainer)
    assert wall in html(moderation.get(session.get_absolute_url()))
    assert "no longer works" in html(moderation.get(address("renew_projector", session.key)))
    assert client.get(wall).status_code == 200
    assert moderation.post(address("renew_projector", session.key)).url == session.get_absolute_url()
    assert client.get(wall).status_code == 404
    assert client.get(address("projector", Session.objects.get().projector_key)).status_code == 200


def test_nobody_else_makes_a_new_one(browser, anna, session, wall, client):
    for user in (anna, None):
        assert browser(user).post(address("renew_projector", session.key)).status_code == 404
    assert client.get(wall).status_code == 200


def test_keys_are_not_found_by_trying(client, wall, settings):
    cache.clear()
    settings.PROJECTOR_LOOKS_PER_ADDRESS = 2
    assert [client.get(address("projector", "nothing")).status_code for _ in range(2)] == [404, 404]
    assert client.get(wall).status_code == 429
