"""Methods to put into an agenda: those of the site, which editors write, and those that a trainer keeps."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import QuerySet

from community.models import User
from deliberation.core.agenda import Phase
from deliberation.models import Method, OwnMethod

MOST = 50  # of one trainer
SITE, OWN = "site", "own"


class TooMany(Exception):
    """Whoever keeps more has to delete one first."""


def own(trainer: Any) -> QuerySet[OwnMethod]:
    """Of whoever asks; guests who moderate have none."""
    return OwnMethod.objects.filter(owner=trainer) if isinstance(trainer, User) else OwnMethod.objects.none()


def offered(trainer: Any) -> Iterator[tuple[str, Sequence[tuple[str, Any]]]]:
    """By whose they are: each with the code by which it is chosen."""
    for whose, found in ((SITE, Method.objects.live()), (OWN, own(trainer))):
        if methods := [(f"{whose}-{each.pk}", each) for each in found]:
            yield whose, methods


def phases_of(trainer: Any, code: str) -> tuple[Phase, ...]:
    """None where it is not there any more, or is somebody else's."""
    every = dict(each for _whose, methods in offered(trainer) for each in methods)
    return every[code].as_phases() if code in every else ()


def named(trainer: User, title: str) -> OwnMethod | None:
    return own(trainer).filter(title__iexact=title).first()


@transaction.atomic
def keep(trainer: User, title: str, phases: Sequence[Phase]) -> OwnMethod:
    """In the place of what has this name so far. Raises `TooMany`."""
    User.objects.select_for_update().get(pk=trainer.pk)  # two windows save at the same moment
    known = named(trainer, title)
    if known is None and own(trainer).count() >= MOST:
        raise TooMany
    kept = known or OwnMethod(owner=trainer)
    kept.title, kept.phases = title, msgspec.to_builtins(phases)
    kept.save()
    return kept
