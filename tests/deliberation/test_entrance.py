from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from deliberation import entrance
from deliberation.entrance import GUEST_KEYS

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def holding(session, key):
    return {GUEST_KEYS: {str(session.pk): key}}


def test_an_account_is_let_in_by_its_participation(session, trainer, stranger):
    assert entrance.participation(session.pk, trainer, {}) == session.participations.get(user=trainer)
    assert entrance.participation(session.pk, stranger, {}) is None


def test_a_guest_is_let_in_by_the_key_in_the_browser(rehearsal):
    session, anna = rehearsal.session, rehearsal.register("Anna")
    assert entrance.participation(session.pk, NOBODY, holding(session, anna.key)) == anna
    assert entrance.participation(session.pk, NOBODY, holding(session, "another")) is None
    assert entrance.participation(session.pk, NOBODY, {}) is None


def test_a_key_opens_one_session_only(rehearsal, make_session):
    anna, other = rehearsal.register("Anna"), make_session("Andere")
    assert entrance.participation(other.pk, NOBODY, holding(other, anna.key)) is None
    assert entrance.participation(other.pk, NOBODY, holding(rehearsal.session, anna.key)) is None


def test_the_key_of_somebody_with_an_account_lets_in_no_guest(rehearsal, trainer):
    key = rehearsal.moderator.key
    assert entrance.participation(rehearsal.session.pk, NOBODY, holding(rehearsal.session, key)) is None


def test_whoever_logs_in_after_a_guest_does_not_become_that_guest(rehearsal, stranger):
    anna, browser = rehearsal.register("Anna"), Client()
    kept = browser.session
    kept[GUEST_KEYS] = {str(rehearsal.session.pk): anna.key}
    kept.save()
    browser.cookies[settings.SESSION_COOKIE_NAME] = kept.session_key
    assert entrance.participation(rehearsal.session.pk, AnonymousUser(), browser.session) == anna
    browser.force_login(stranger)
    assert GUEST_KEYS not in browser.session
    assert entrance.participation(rehearsal.session.pk, stranger, browser.session) is None


def test_somebody_with_both_is_who_their_account_says(rehearsal, trainer):
    anna = rehearsal.register("Anna")
    browser = holding(rehearsal.session, anna.key)
    assert entrance.participation(rehearsal.session.pk, trainer, browser) == rehearsal.moderator


def test_a_browser_has_one_key_for_each_session(session, make_session):
    request = SimpleNamespace(session={})
    key, other = entrance.guest_key(request, session), entrance.guest_key(request, make_session("Andere"))
    assert key != other
    assert entrance.guest_key(request, session) == key


# --- into the live room -----------------------------------------------------------------------------------------------
