"""Trainings, sittings and people in them, for the tests of messages, calendars and attendance."""

from datetime import UTC, datetime, timedelta

from community.models import Organisation, User
from training.core.places import Stage, State
from training.models import Registration, Sitting, Trainership, Training

BEGINS = datetime(2027, 6, 1, 16, tzinfo=UTC)  # 18:00 in Berlin


def make_training(title="Zuhören, verstehen; handeln", sittings=2, begins=BEGINS, trainer=None, **fields):
    defaults = {
        "summary": "Sie lernen, anderen zuzuhören.",
        "topic": "intercultural",
        "place": "Musterstadt",
        "address": "Bürgerhaus, Saal 2",
        "stage": Stage.ANNOUNCED,
    }
    training = Training.objects.create(title=title, **(defaults | fields))
    for week in range(sittings):
        make_sitting(training, begins + timedelta(weeks=week))
    if trainer:
        Trainership.objects.create(training=training, user=trainer)
    return training


def make_sitting(training, begins=BEGINS, hours=2, **fields):
    return Sitting.objects.create(
        training=training, starts_at=begins, ends_at=begins + timedelta(hours=hours), **fields
    )


def make_person(name, **fields):
    return User.objects.create_user(f"{name.lower()}@example.org", display_name=name, **fields)


def register(training, person="", state=State.CONFIRMED, **fields):
    """A person with an account, or an address at which an employer named somebody."""
    who = {"user": person, "name": person.display_name} if isinstance(person, User) else {"email": person}
    return Registration.objects.create(training=training, state=state, **(who | fields))


def make_organisation(name="Caritas", kind="welfare"):
    return Organisation.objects.create(name=name, slug=name.lower(), kind=kind)
