from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser

from deliberation import entrance
from deliberation.core.acting import Role
from deliberation.entrance import GUEST_KEYS, Entry
from deliberation.models import Room

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def holding(session, key):
    return {GUEST_KEYS: {str(session.pk): key}}


def test_an_account_is_let_in_by_its_participation(session, trainer, stranger):
    assert entrance.participation(session, trainer, {}) == session.participations.get(user=trainer)
    assert entrance.participation(session, stranger, {}) is None


def test_a_guest_is_let_in_by_the_key_in_the_browser(rehearsal):
    session, anna = rehearsal.session, rehearsal.register("Anna")
    assert entrance.participation(session, NOBODY, holding(session, anna.key)) == anna
    assert entrance.participation(session, NOBODY, holding(session, "another")) is None
    assert entrance.participation(session, NOBODY, {}) is None


def test_a_key_opens_one_session_only(rehearsal, make_session):
    anna, other = rehearsal.register("Anna"), make_session("Andere")
    assert entrance.participation(other, NOBODY, holding(other, anna.key)) is None
    assert entrance.participation(other, NOBODY, holding(rehearsal.session, anna.key)) is None


def test_the_key_of_somebody_with_an_account_lets_in_no_guest(rehearsal, trainer):
    key = rehearsal.moderator.key
    assert entrance.participation(rehearsal.session, NOBODY, holding(rehearsal.session, key)) is None


def test_who_came_as_a_guest_and_logged_in_stays_the_guest_of_this_browser(rehearsal, stranger):
    anna = rehearsal.register("Anna")
    assert entrance.participation(rehearsal.session, stranger, holding(rehearsal.session, anna.key)) == anna


def test_somebody_with_both_is_who_their_account_says(rehearsal, trainer):
    anna = rehearsal.register("Anna")
    browser = holding(rehearsal.session, anna.key)
    assert entrance.participation(rehearsal.session, trainer, browser) == rehearsal.moderator


def test_a_browser_has_one_key_for_each_session(session, make_session):
    request = SimpleNamespace(session={})
    key, other = entrance.guest_key(request, session), entrance.guest_key(request, make_session("Andere"))
    assert key != other
    assert entrance.guest_key(request, session) == key


def test_a_socket_is_told_all_that_it_needs(rehearsal):
    anna = rehearsal.register("Anna", Role.OBSERVER, kind="authority")
    room = Room.objects.get(pk=rehearsal.room)
    browser = holding(rehearsal.session, anna.key)
    entry = Entry(room.pk, anna.pk, "Anna", Role.OBSERVER, "authority")
    assert entrance.for_socket(rehearsal.session.key, NOBODY, browser) == entry


def test_for_strangers_and_wrong_addresses_there_is_nothing(rehearsal, stranger):
    assert entrance.for_socket(rehearsal.session.key, stranger, {}) is None
    assert entrance.for_socket("another", stranger, {}) is None
