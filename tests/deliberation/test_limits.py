"""How many come in at once: at the limit, and one above it."""

import pytest
from django.urls import reverse

from cms import limits
from deliberation import sessions
from deliberation.core.acting import Role
from tests.deliberation.ballots import post

pytestmark = pytest.mark.django_db
LINK, ADDRESS = 6, 12  # as the settings say


@pytest.fixture
def come(browser):
    """Somebody comes by the link of a session; the status says whether they are in."""

    def come(session, number, address="192.0.2.1"):
        link = reverse("deliberation:join", args=[sessions.invitation_for(session, Role.PARTICIPANT).token])
        return browser().post(link, {"name": f"Person {number}", "kind": ""}, REMOTE_ADDR=address).status_code

    return come


def test_thirty_ghosts_in_a_moment_take_no_more_places_than_a_few(come, session):
    came = [come(session, number, address=f"192.0.2.{number}") for number in range(1, 31)]
    assert came == [302] * LINK + [429] * (30 - LINK)
    assert sessions.places_left(session) == session.places - LINK


def test_one_address_comes_into_several_sessions_only_so_often(come, make_session):
    found = [make_session(title) for title in ("A", "B", "C")]
    came = [come(found[number % 3], number) for number in range(ADDRESS + 1)]
    assert came == [302] * ADDRESS + [429]
    assert come(found[0], 99, address="192.0.2.2") == 302


def test_a_class_behind_one_address_is_in_within_a_minute(come, make_session, monkeypatch):
    session, waiting, second = make_session(places=30), list(range(30)), 1_000_000
    while waiting:
        monkeypatch.setattr(limits, "stretch", lambda seconds, second=second: second // seconds)
        waiting = [number for number in waiting if come(session, number) != 302]
        second += 10
    assert second - 1_000_000 <= 60
    assert sessions.places_left(session) == 0


def test_somebody_hands_in_only_so_often_and_keeps_nobody_else_from_it(browser, session, make_user):
    anna, ben = (make_user(name) for name in ("Anna", "Ben"))
    for user in (anna, ben):
        sessions.take_part(session, user, Role.PARTICIPANT)
    handed = [post(browser(anna), session, 1, "agree").status_code for _ in range(11)]
    assert handed == [409] * 10 + [429]
    assert post(browser(anna), session, 1, "agree").json() == {"refused": "room.too_fast"}
    assert post(browser(ben), session, 1, "agree").status_code == 409


def test_who_is_told_to_wait_keeps_what_they_wrote(browser, session, come):
    for number in range(LINK):
        come(session, number)
    link = reverse("deliberation:join", args=[sessions.invitation_for(session, Role.PARTICIPANT).token])
    response = browser().post(link, {"name": "Gerda", "kind": ""})
    assert response.status_code == 429
    assert 'value="Gerda"' in response.content.decode()
    assert "Please wait ten seconds" in response.content.decode()
