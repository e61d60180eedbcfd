"""Places for people who work with somebody: they are named by their addresses, and each of them confirms it."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.models import User
from training import entries, log
from training.core.acting import Refused, Who
from training.core.places import ACTIVE, KINDS, Cancel, PlaceRequested, Request, State
from training.models import Entry, Registration, Training

MOST_NAMED = 30  # by one person, in all trainings, who have not answered yet: nobody has mails sent to the whole world
# Whoever was taken back or said no can be named again, and each time is a mail to somebody who did not ask for it.
MOST_A_DAY = 30  # by one person, in all trainings
MOST_ASKED = 3  # one person for one training, by whomever
DAY = timedelta(days=1)


def named_by(training: Training, employer: User) -> QuerySet[Registration]:
    return Registration.objects.filter(training=training, registered_by=employer).exclude(email="").order_by("email")


@transaction.atomic
def name_people(training: Training, employer: User, people: Iterable[tuple[str, str]]) -> list[Registration]:
    """Addresses, each with a name or none. Whoever is asked, or was often enough, is left out. Raises `Refused`."""
    log.lock(training.pk)
    named = [name_one(training, employer, address.lower(), name) for address, name in people]
    unanswered = Registration.objects.filter(registered_by=employer, state=State.NAMED).count()
    if unanswered > MOST_NAMED:
        raise Refused("places.too_many_named")
    if asked(by=employer, at__gt=entries.in_ms(timezone.now() - DAY)) > MOST_A_DAY:
        raise Refused("places.too_many_today")
    return [each for each in named if each]


def asked(**where: Any) -> int:
    """How often people were asked to confirm it. The log says so, whatever became of their registrations."""
    return Entry.objects.filter(kind=KINDS[PlaceRequested], data__named=True, **where).count()


def name_one(training: Training, employer: User, address: str, name: str) -> Registration | None:
    known = Registration.objects.filter(training=training, email=address).first()
    if known and (known.state in ACTIVE or asked(training=training, data__registration=known.pk) >= MOST_ASKED):
        return None
    registration = known or Registration(training=training, email=address)
    registration.name, registration.registered_by, registration.organisation = name, employer, employer.organisation
    registration.kind = employer.organisation.kind if employer.organisation else ""
    registration.language = employer.language
    registration.save()
    log.ask(training.pk, Who.EMPLOYER, Request(registration.pk, registration.kind), employer)
    registration.refresh_from_db()
    return registration


def take_back(registration: Registration, employer: User) -> None:
    """Only of somebody who has not confirmed it. Raises `Refused`."""
    log.ask(registration.training_id, Who.EMPLOYER, Cancel(registration.pk), employer)
