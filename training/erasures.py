"""Forgetting people of trainings: how many came from where stays, who they were goes."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet

from community.erasures import Elsewhere, addresses_of
from community.models import User
from deliberation.models import unguessable
from training import listing, log
from training.core.acting import Who
from training.core.places import ACTIVE, Cancel
from training.models import GroupPlace, LivePlace, MarkReason, Needs, Registration, SignedList


def of_person(user: User) -> QuerySet[Registration]:
    """With their account, or by the address at which an employer named them."""
    named = [("email__iexact", address) for address in addresses_of(user)]
    return Registration.objects.filter(Q(("user", user), *named, _connector=Q.OR))


@transaction.atomic
def blank(registrations: Iterable[Registration]) -> None:
    """May be repeated. No link in an old mail leads anywhere any more."""
    for registration in registrations:
        fields = {"user": None, "registered_by": None, "email": "", "name": "", "organisation": None, "language": ""}
        Registration.objects.filter(pk=registration.pk).update(key=unguessable(), **fields)
        Needs.objects.filter(registration=registration).delete()
        LivePlace.objects.filter(registration=registration).delete()
        GroupPlace.objects.filter(registration=registration).delete()
        MarkReason.objects.filter(mark__registration=registration).delete()


@transaction.atomic
def forget(user: User) -> None:
    """Places that they still have become free for others; what is over stays as it was, and so does what they noted."""
    theirs = of_person(user)
    for registration in theirs.filter(state__in=ACTIVE, training__in=listing.registered(user).values("pk")):
        log.ask(registration.training_id, Who.REGISTERED, Cancel(registration.pk))
    blank(theirs)
    MarkReason.objects.filter(by=user).delete()  # what they wrote as a trainer


def delete_file(sender: type[SignedList], instance: SignedList, **_: Any) -> None:
    """With the row of a scan goes its file, whatever the row went with: a time that is over, a sitting, a draft."""
    transaction.on_commit(partial(default_storage.delete, str(instance.file.name)))


def moment(row: Any) -> datetime:
    return datetime.fromtimestamp(row.at / 1000, tz=UTC)


ELSEWHERE = Elsewhere("registrations", lambda user: (), forget)  # the ledger knows the person by their account
