"""A place for oneself: asking for it, answering for it by the link in a mail, giving it back."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.models import User
from training import listing, log
from training.core.acting import Refused, Who
from training.core.places import (
    ACTIVE,
    Accept,
    Cancel,
    Confirm,
    Decline,
    Request,
)
from training.models import Needs, Registration, Training

ANSWERS: Mapping[str, type] = {"confirm": Confirm, "accept": Accept, "decline": Decline, "cancel": Cancel}
NEEDED = ("language", "access", "childcare", "food")


@transaction.atomic
def register(training: Training, user: User, name: str, kind: str, needs: Mapping[str, str]) -> Registration:
    """A place, or one on the waiting list. Whom an employer named at their address takes that up. Raises `Refused`."""
    log.lock(training.pk)
    found = listing.own(training, user) or Registration(training=training)
    if found.pk and found.user_id and found.state in ACTIVE:
        raise Refused("places.already")
    found.user, found.name, found.kind, found.organisation = user, name, kind, user.organisation
    found.language = user.language
    found.save()
    write_needs(found, needs)
    log.ask(training.pk, Who.REGISTERED, Request(found.pk, kind), user)
    found.refresh_from_db()
    return found


@transaction.atomic
def answer(registration: Registration, what: str, by: User | None = None) -> Registration:
    """One of `ANSWERS`, of whoever has the link or the account. Returns the registration that they have from now on.
    Raises `Refused`."""
    log.lock(registration.training_id)
    registration.refresh_from_db()
    if what == "confirm" and (mine := with_account(registration)):
        return taken_over(registration, mine)
    log.ask(registration.training_id, Who.REGISTERED, ANSWERS[what](registration.pk), by)
    registration.refresh_from_db()
    return registration


def with_account(named: Registration) -> Registration | None:
    """Of somebody whom an employer named and who had registered already."""
    others = Registration.objects.filter(training=named.training_id, state__in=ACTIVE).exclude(pk=named.pk)
    return others.filter(user__email__iexact=named.email).first() if named.email else None


def taken_over(named: Registration, mine: Registration) -> Registration:
    """Nobody has two: the one that they have is from now on the one that the employer sees."""
    log.ask(named.training_id, Who.REGISTERED, Cancel(named.pk))
    mine.registered_by, mine.email = named.registered_by, named.email
    named.delete()
    mine.save(update_fields=["registered_by", "email"])
    return mine


def write_needs(registration: Registration, needs: Mapping[str, Any]) -> None:
    """Nothing is kept of somebody who needs nothing. What is new, the trainers have not read yet."""
    said = {name: value for name, value in needs.items() if value}
    known = Needs.objects.filter(registration=registration)
    if not said:
        known.delete()
    elif not known.filter(**{name: needs.get(name, "") for name in NEEDED}).exists():
        known.delete()
        Needs.objects.create(registration=registration, **said)


def note_read(training: Training, needs: Collection[int]) -> int:
    """That the trainers have read these. Returns how many were new."""
    new = Needs.objects.filter(registration__training=training, pk__in=needs, read_at=None)
    return new.update(read_at=timezone.now())
