from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as DatabaseSession
from django.test import Client
from django.utils import timezone

from deliberation.core.acting import Role
from deliberation.live import admission
from deliberation.live.admission import Admitted
from deliberation.live.wire import Close
from deliberation.models import RoomRecord
from tests.deliberation.browsers import browser_of

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_who_is_let_in_brings_all_that_the_room_needs_to_know(rehearsal):
    anna = rehearsal.register("Anna", Role.OBSERVER, kind="authority")
    key, browser = rehearsal.session.key, browser_of(anna)
    entry = Admitted(rehearsal.session.pk, rehearsal.room, anna.pk, "Anna", Role.OBSERVER, "authority", browser, True)
    assert admission.admit(key, browser) == entry


def test_who_is_let_in_comes_by_the_plenary(rehearsal):
    anna = rehearsal.register("Anna")
    RoomRecord.objects.create(session=rehearsal.session, kind=RoomRecord.Kind.BREAKOUT)
    assert admission.admit(rehearsal.session.key, browser_of(anna)).plenary == rehearsal.room
    RoomRecord.objects.filter(pk=rehearsal.room).update(kind=RoomRecord.Kind.BREAKOUT)
    assert admission.admit(rehearsal.session.key, browser_of(anna)) is None


def test_letting_somebody_in_takes_few_queries(rehearsal, django_assert_num_queries):
    guest, account = browser_of(rehearsal.register("Anna")), browser_of(rehearsal.moderator)
    for browser, queries in ((guest, 2), (account, 3)):  # the browser, the account, the participation
        with django_assert_num_queries(queries):
            assert admission.admit(rehearsal.session.key, browser)


def test_an_account_is_let_in_by_the_session_of_its_browser(rehearsal):
    browser = browser_of(rehearsal.moderator)
    assert admission.admit(rehearsal.session.key, browser).participation == rehearsal.moderator.pk


def test_for_strangers_and_wrong_addresses_there_is_nothing(rehearsal, make_session, stranger):
    anna, theirs = rehearsal.register("Anna"), Client()
    theirs.force_login(stranger)
    assert admission.admit(rehearsal.session.key, theirs.session.session_key) is None
    assert admission.admit(rehearsal.session.key, "nonsense") is None
    assert admission.admit(rehearsal.session.key, "") is None
    assert admission.admit("another", browser_of(anna)) is None
    assert admission.admit(make_session("Andere").key, browser_of(anna)) is None


def test_those_who_are_inside_are_asked_again_each_by_themselves(rehearsal):
    anna, ben = rehearsal.register("Anna"), rehearsal.register("Ben")
    entries = [admission.admit(rehearsal.session.key, browser_of(person)) for person in (anna, ben)]
    rehearsal.session.participations.filter(pk=anna.pk).delete()
    rehearsal.session.participations.filter(pk=ben.pk).update(name="Benno")
    assert admission.admit_again(entries) == [Close.REVOKED, replace(entries[1], name="Benno")]


def test_a_browser_that_has_another_session_by_now_is_sent_to_come_back_with_it(rehearsal):
    anna = rehearsal.register("Anna")
    browser = browser_of(anna)
    entry = admission.admit(rehearsal.session.key, browser)
    DatabaseSession.objects.filter(session_key=browser).delete()
    assert admission.admit_again([entry]) == [Close.UNAVAILABLE]


def test_asking_everybody_again_costs_two_queries(rehearsal, django_assert_num_queries):
    people = [rehearsal.moderator, *(rehearsal.register(f"Gast {n}") for n in range(5))]
    entries = [admission.admit(rehearsal.session.key, browser_of(person)) for person in people]
    for some in (entries[:1], entries):
        with django_assert_num_queries(2):
            assert admission.admit_again(some) == some


def lets_in(rehearsal, browser, entry):
    """Whether somebody may come in, and whether somebody who is inside may stay; both doors say the same."""
    came = admission.admit(rehearsal.session.key, browser) is not None
    [stays] = admission.admit_again([entry])
    assert isinstance(stays, Admitted) == came
    return came


@pytest.fixture
def tina(rehearsal, trainer):
    """A browser in which the moderator is logged in, and how she came in with it."""
    client = Client()
    client.force_login(trainer)
    browser = client.session.session_key
    return client, browser, admission.admit(rehearsal.session.key, browser)


def test_who_is_logged_in_is_let_in_again_and_again(rehearsal, tina):
    _client, browser, entry = tina
    assert lets_in(rehearsal, browser, entry)


def test_who_logged_out_is_not(rehearsal, tina):
    client, browser, entry = tina
    client.logout()
    assert not lets_in(rehearsal, browser, entry)


def test_another_password_ends_what_other_browsers_may(rehearsal, tina, trainer):
    _client, browser, entry = tina
    trainer.set_password("zwei-klaenge-und-ein-akkord")
    trainer.save()
    assert not lets_in(rehearsal, browser, entry)


def test_an_account_that_was_switched_off_is_let_in_no_more(rehearsal, tina, trainer):
    _client, browser, entry = tina
    trainer.is_active = False
    trainer.save()
    assert not lets_in(rehearsal, browser, entry)


def test_a_browser_session_that_is_over_lets_nobody_in(rehearsal, tina):
    _client, browser, entry = tina
    DatabaseSession.objects.filter(session_key=browser).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not lets_in(rehearsal, browser, entry)


def test_somebody_else_in_the_same_browser_is_not_let_in(rehearsal, tina, stranger):
    _client, browser, entry = tina
    session = DatabaseSession.objects.get(session_key=browser)
    data = session.get_decoded() | {"_auth_user_id": str(stranger.pk)}
    session.session_data = SessionStore().encode(data)
    session.save()
    assert not lets_in(rehearsal, browser, entry)


def test_a_guest_whose_key_is_another_by_now_is_let_in_no_more(rehearsal):
    anna = rehearsal.register("Anna")
    browser = browser_of(anna)
    entry = admission.admit(rehearsal.session.key, browser)
    assert lets_in(rehearsal, browser, entry)
    rehearsal.session.participations.filter(pk=anna.pk).update(key="another")
    assert not lets_in(rehearsal, browser, entry)


def test_a_device_names_a_browser_and_does_not_give_away_its_key(rehearsal):
    anna = rehearsal.register("Anna")
    first, second = (admission.admit(rehearsal.session.key, browser_of(anna)) for _ in range(2))
    assert first.device == admission.device(first.browser) != second.device
    assert first.browser not in first.device
