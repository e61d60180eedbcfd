import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, Group
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from community import groups
from community.logins import SessionStore
from community.models import BrowserSession as DatabaseSession
from deliberation.core.acting import Role
from deliberation.live import admission
from deliberation.live.admission import Admitted, Caller
from deliberation.live.tasks import Tasks
from deliberation.live.wire import Close
from deliberation.models import RoomRecord
from tests.deliberation.browsers import browser_of

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def admit(key, browser):
    [answer] = admission.admit_all([Caller(key, browser)])
    return answer


def test_who_is_let_in_brings_all_that_the_room_needs_to_know(rehearsal):
    anna = rehearsal.register("Anna", Role.OBSERVER, kind="authority")
    key, browser = rehearsal.session.key, browser_of(anna)
    entry = Admitted(rehearsal.session.pk, rehearsal.room, anna.pk, "Anna", Role.OBSERVER, "authority", browser, True)
    assert admit(key, browser) == entry


def test_who_is_let_in_comes_by_the_plenary(rehearsal):
    anna = rehearsal.register("Anna")
    RoomRecord.objects.create(session=rehearsal.session, kind=RoomRecord.Kind.BREAKOUT)
    assert admit(rehearsal.session.key, browser_of(anna)).plenary == rehearsal.room
    RoomRecord.objects.filter(pk=rehearsal.room).update(kind=RoomRecord.Kind.BREAKOUT)
    assert admit(rehearsal.session.key, browser_of(anna)) is None


def test_all_who_wait_are_read_together_and_each_gets_their_own_answer(rehearsal, make_session, stranger):
    anna, ben = rehearsal.register("Anna"), rehearsal.register("Ben")
    rehearsal.session.participations.filter(pk=ben.pk).update(removed="insults")
    other, theirs = make_session("Andere"), Client()
    theirs.force_login(stranger)
    key, browser = rehearsal.session.key, browser_of(anna)
    callers = [
        *(Caller(key, browser), Caller(key, browser_of(ben)), Caller(other.key, browser), Caller(key, browser)),
        *(Caller(key, theirs.session.session_key), Caller(key, browser_of(rehearsal.moderator)), Caller(key, "")),
    ]
    answers = admission.admit_all(callers)
    people = [each.participation if isinstance(each, Admitted) else each for each in answers]
    assert people == [anna.pk, Close.REMOVED, None, anna.pk, None, rehearsal.moderator.pk, None]


def test_letting_people_in_takes_three_queries_however_many_they_are(rehearsal, django_assert_num_queries):
    people = [rehearsal.moderator, *(rehearsal.register(f"Gast {n}") for n in range(5))]
    callers = [Caller(rehearsal.session.key, browser_of(person)) for person in people]
    for some in (callers[:1], callers):
        with django_assert_num_queries(3):  # browsers, accounts, participations
            assert all(admission.admit_all(some))


def test_staff_without_a_second_factor_are_told_that_there_is_nothing(rehearsal, trainer, settings):
    settings.STAFF_SECOND_FACTOR = True
    trainer.groups.add(Group.objects.get_or_create(name=groups.Group.TRAINERS)[0])
    browser = browser_of(rehearsal.moderator)
    assert admit(rehearsal.session.key, browser) is None
    Authenticator.objects.create(user=trainer, type=Authenticator.Type.TOTP, data={})
    assert admit(rehearsal.session.key, browser).participation == rehearsal.moderator.pk


async def test_callers_who_come_while_one_reading_runs_are_read_in_the_next(monkeypatch):
    readings, goes_on = [], asyncio.Event()

    async def read(function, callers):
        readings.append(len(callers))
        await goes_on.wait()
        return [caller.key for caller in callers]

    monkeypatch.setattr(admission, "read", read)
    admissions = admission.Admissions(Tasks())
    waiting = [asyncio.create_task(admissions.admit(Caller(str(n), ""))) for n in range(4)]
    await asyncio.sleep(0)
    waiting[2].cancel()  # who goes meanwhile holds up nobody
    goes_on.set()
    assert await asyncio.gather(waiting[0], waiting[1], waiting[3]) == ["0", "1", "3"]
    assert len(readings) <= 2


async def test_a_reading_that_fails_is_told_to_all_who_waited_for_it_and_to_nobody_after_them(monkeypatch):
    async def failing(function, callers):
        raise OperationalError

    admissions = admission.Admissions(Tasks())
    with monkeypatch.context() as patch:
        patch.setattr(admission, "read", failing)
        waiting = [admissions.admit(Caller("a", "")) for _ in range(2)]
        assert [type(each) for each in await asyncio.gather(*waiting, return_exceptions=True)] == [OperationalError] * 2

    async def answering(function, callers):
        return [None] * len(callers)

    monkeypatch.setattr(admission, "read", answering)
    assert await admissions.admit(Caller("a", "")) is None


def test_an_account_is_let_in_by_the_session_of_its_browser(rehearsal):
    browser = browser_of(rehearsal.moderator)
    assert admit(rehearsal.session.key, browser).participation == rehearsal.moderator.pk


def test_for_strangers_and_wrong_addresses_there_is_nothing(rehearsal, make_session, stranger):
    anna, theirs = rehearsal.register("Anna"), Client()
    theirs.force_login(stranger)
    assert admit(rehearsal.session.key, theirs.session.session_key) is None
    assert admit(rehearsal.session.key, "nonsense") is None
    assert admit(rehearsal.session.key, "") is None
    assert admit("another", browser_of(anna)) is None
    assert admit(make_session("Andere").key, browser_of(anna)) is None


def test_those_who_are_inside_are_asked_again_each_by_themselves(rehearsal):
    anna, ben = rehearsal.register("Anna"), rehearsal.register("Ben")
    entries = [admit(rehearsal.session.key, browser_of(person)) for person in (anna, ben)]
    rehearsal.session.participations.filter(pk=anna.pk).delete()
    rehearsal.session.participations.filter(pk=ben.pk).update(name="Benno")
    assert admission.admit_again(entries) == [Close.REVOKED, replace(entries[1], name="Benno")]


def test_a_browser_that_has_another_session_by_now_is_sent_to_come_back_with_it(rehearsal):
    anna = rehearsal.register("Anna")
    browser = browser_of(anna)
    entry = admit(rehearsal.session.key, browser)
    DatabaseSession.objects.filter(session_key=browser).delete()
    assert admission.admit_again([entry]) == [Close.UNAVAILABLE]


def test_asking_everybody_again_costs_two_queries(rehearsal, django_assert_num_queries):
    people = [rehearsal.moderator, *(rehearsal.register(f"Gast {n}") for n in range(5))]
    entries = [admit(rehearsal.session.key, browser_of(person)) for person in people]
    for some in (entries[:1], entries):
        with django_assert_num_queries(2):
            assert admission.admit_again(some) == some


def lets_in(rehearsal, browser, entry):
    """Whether somebody may come in, and whether somebody who is inside may stay; both doors say the same."""
    came = admit(rehearsal.session.key, browser) is not None
    [stays] = admission.admit_again([entry])
    assert isinstance(stays, Admitted) == came
    return came


@pytest.fixture
def tina(rehearsal, trainer):
    """A browser in which the moderator is logged in, and how she came in with it."""
    client = Client()
    client.force_login(trainer)
    browser = client.session.session_key
    return client, browser, admit(rehearsal.session.key, browser)


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
    entry = admit(rehearsal.session.key, browser)
    assert lets_in(rehearsal, browser, entry)
    rehearsal.session.participations.filter(pk=anna.pk).update(key="another")
    assert not lets_in(rehearsal, browser, entry)


def test_a_device_names_a_browser_and_does_not_give_away_its_key(rehearsal):
    anna = rehearsal.register("Anna")
    first, second = (admit(rehearsal.session.key, browser_of(anna)) for _ in range(2))
    assert first.device == admission.device(first.browser) != second.device
    assert first.browser not in first.device
