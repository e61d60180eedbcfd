"""What comes next in trainings: for whoever has a place or is asked, for trainers, and for whoever looks for one."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from community.next_steps import NextStep, Urgency
from deliberation import sessions
from deliberation.models import Session
from tests.training.making import make_person, make_sitting, make_training, register
from training import next_steps
from training.core.places import State
from training.models import Trainership

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def anna():
    return make_person("Anna")


@pytest.fixture
def jutta():
    return make_person("Jutta")


def a_training(title, *begins, **fields):
    """Sittings of two hours that begin in so long."""
    training = make_training(title, sittings=0, **fields)
    for each in begins:
        make_sitting(training, timezone.now() + each)
    return training


def steps(person) -> list[tuple[str, str, Urgency]]:
    with translation.override("en"):
        found = next_steps.of_person(person, timezone.now())
    return [(each.title, each.action, each.urgency) for each in found]


def test_whoever_has_a_place_reads_when_the_next_sitting_is_and_takes_it_into_the_calendar(anna):
    training = a_training("Zuhören", -7 * DAY, 3 * DAY, 10 * DAY)
    mine = register(training, anna)
    (found,) = next_steps.of_person(anna, timezone.now())
    assert (found.at, found.has_date) == (training.sittings.all()[1].starts_at, True)
    assert found.url == f"/trainings/mine/{mine.key}/"
    assert found.calendar == f"/trainings/{training.key}/calendar.ics"


@pytest.mark.parametrize(
    ("begins", "urgency"),
    [(-timedelta(hours=1), Urgency.NOW), (timedelta(minutes=50), Urgency.SOON), (2 * DAY, Urgency.AHEAD)],
)
def test_a_sitting_is_as_urgent_as_it_is_near(anna, begins, urgency):
    register(a_training("Zuhören", begins), anna)
    assert [each[2] for each in steps(anna)] == [urgency]


def test_whoever_is_asked_answers_soon_and_has_nothing_to_put_into_a_calendar_yet(anna):
    for title, state in (("Angeboten", State.OFFERED), ("Genannt", State.NAMED), ("Wartend", State.WAITING)):
        register(a_training(title, 3 * DAY), anna, state)
    assert steps(anna) == [
        ("Angeboten", "Take the place that is offered to you", Urgency.SOON),
        ("Genannt", "Confirm your place", Urgency.SOON),
    ]
    assert [each.calendar for each in next_steps.of_person(anna, timezone.now())] == ["", ""]


def test_nothing_follows_from_what_is_over_or_called_off(anna):
    register(a_training("Vorbei", -2 * DAY), anna)
    called_off = a_training("Fällt aus", 2 * DAY)
    called_off.sittings.update(cancelled=True)
    register(called_off, anna)
    assert steps(anna) == []


def test_what_is_in_the_live_room_only_is_a_step_of_its_session(anna, jutta):
    for title, medium in (("Live", "live"), ("Beides", "both")):
        training = a_training(title)
        session = sessions.plan(Session(title=title, question="Wer?", starts_at=timezone.now() + DAY), jutta)
        make_sitting(training, timezone.now() + DAY, medium=medium, session=session)
        register(training, anna)
    assert [each[0] for each in steps(anna)] == ["Beides"]


def leading(person) -> list[tuple[str, str, Urgency]]:
    with translation.override("en"):
        found = next_steps.of_trainer(person, timezone.now())
    return [(each.title, each.action, each.urgency) for each in found]


def test_trainers_see_who_comes_and_note_who_is_there(jutta):
    for title, begins in (("Bald", 2 * DAY), ("Läuft", -timedelta(hours=1))):
        a_training(title, begins, 9 * DAY, trainer=jutta)
    a_training("Eine andere", 2 * DAY)
    assert sorted(leading(jutta)) == [
        ("Bald", "See who takes part", Urgency.AHEAD),
        ("Läuft", "Note who is there", Urgency.NOW),
    ]


def offered(person) -> list[NextStep]:
    return next_steps.offered(person)


def test_a_training_that_one_can_register_for_is_offered(anna):
    a_training("Voll", DAY, capacity=0)
    a_training("Läuft schon", -DAY, 6 * DAY)
    a_training("Noch nicht offen", 2 * DAY, registration_opens_at=timezone.now() + DAY)
    training = a_training("Frei", 3 * DAY)
    (found,) = offered(anna)
    assert (found.title, found.url) == ("Frei", training.get_absolute_url())


def test_nobody_is_offered_what_they_know_or_lead(anna, jutta):
    training = a_training("Frei", 3 * DAY)
    register(training, anna, State.CANCELLED)
    Trainership.objects.create(training=training, user=jutta)
    assert offered(anna) == offered(jutta) == []
