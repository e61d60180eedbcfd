"""A person's own page has their live sessions beside their courses."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from community.models import User
from deliberation import sessions
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.models import RoomRecord, Session
from tests.training.making import make_training, register
from training.core.places import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    return User.objects.create_user("anna@example.org", display_name="Anna")


@pytest.fixture
def browser(anna: User) -> Client:
    client = Client()
    client.force_login(anna)
    return client


def planned(trainer: User, title: str) -> Session:
    starts_at = timezone.now() + timedelta(days=1)
    return sessions.plan(Session(title=title, question="Why?", starts_at=starts_at), trainer)


def test_it_wants_a_login():
    assert Client().get("/me/").url == "/accounts/login/?next=/me/"


def test_it_shows_the_sessions_that_are_ahead_and_only_ones_own(browser, anna):
    mine, over = planned(anna, "Meine Sitzung"), planned(anna, "Vorbei")
    planned(User.objects.create_user("tina@example.org"), "Eine andere")
    RoomRecord.objects.filter(session=over).update(stage=Stage.CLOSED)
    assert list(browser.get("/me/").context["sessions"]) == [mine]


def test_a_running_session_that_was_reserved_stands_at_the_top(browser, anna):
    running = planned(User.objects.create_user("tina@example.org", display_name="Tina"), "Läuft gerade")
    sessions.take_part(running, anna, Role.PARTICIPANT)
    RoomRecord.objects.filter(session=running).update(stage=Stage.OPEN)
    page = browser.get("/me/", headers={"accept-language": "de"})
    assert page.context["steps"][0].url == f"/sessions/{running.key}/room/"
    assert "Zurzeit wartet nichts auf Sie" not in page.content.decode()
    assert page.content.decode().index("Läuft gerade") < page.content.decode().index("Raum betreten")


def test_wherever_a_session_ahead_stands_it_goes_into_the_calendar(browser, anna):
    first, second, running = (planned(anna, title) for title in ("Eins", "Zwei", "Läuft"))
    RoomRecord.objects.filter(session=running).update(stage=Stage.OPEN)
    mine, of_all, home = (browser.get(address).content.decode() for address in ("/me/", "/sessions/", "/"))
    for session in (first, second):
        address = f'href="/sessions/{session.key}/calendar/"'
        assert (mine.count(address), of_all.count(address)) == (2, 1)
        assert browser.get(f"/sessions/{session.key}/calendar/").headers["content-type"] == "text/calendar"
    assert f"/sessions/{running.key}/calendar/" not in mine + of_all + home


def test_trainings_stand_there_while_they_are_ahead_and_afterwards(browser, anna):
    ahead, over, waiting, cancelled = (make_training(title) for title in ("Bald", "Vorbei", "Gern", "Ab"))
    registrations = [register(each, anna) for each in (ahead, over)]
    register(waiting, anna, State.WAITING)
    register(cancelled, anna, State.CANCELLED)
    for training in (over, cancelled):
        training.sittings.update(starts_at=timezone.now() - timedelta(days=2), ends_at=timezone.now())
    page = browser.get("/me/")
    assert [each.title for each in page.context["trainings"]] == ["Bald", "Gern"]
    assert [each.title for each in page.context["past_trainings"]] == ["Vorbei"]
    shown = page.content.decode()
    assert f'href="/trainings/mine/{registrations[1].key}/"' in shown
    assert f'href="/trainings/{ahead.key}/calendar.ics"' in shown


def test_whoever_has_many_sessions_finds_one_by_its_words(browser, anna):
    for number in range(7):
        planned(anna, f"Sitzung {number}")
    page = browser.get("/me/").content.decode()
    assert 'action="/sessions/"' in page
    assert 'name="search"' in page


def test_past_sessions_stay_with_their_transcript(browser, anna):
    over = planned(anna, "Vorbei")
    RoomRecord.objects.filter(session=over).update(stage=Stage.CLOSED)
    page = browser.get("/me/")
    assert list(page.context["past_sessions"]) == [over]
    assert f"/sessions/{over.key}/transcript/" in page.content.decode()


def test_with_breakout_rooms_a_session_stands_there_once(browser, anna):
    mine = planned(anna, "Meine Sitzung")
    for _ in range(3):
        RoomRecord.objects.create(session=mine, kind=RoomRecord.Kind.BREAKOUT)
    assert list(browser.get("/me/").context["sessions"]) == [mine]
