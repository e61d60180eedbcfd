"""Calendars that programs fetch again and again: one for everybody, and one for each person who wants it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import languages
from community.models import User
from training import calendars, listing
from training.core.places import Stage, State
from training.models import CalendarKey, Training

KEPT = timedelta(days=30)  # so long what is over stays in a feed
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
FILTERS = ("topic", "month", "place", "language", "online")


@dataclass(frozen=True, slots=True)
class Feed:
    """`changed`: the last change of what is in it; what is gone from it has none."""

    text: str
    changed: datetime | None


def public(site: str, asked: Mapping[str, str]) -> Feed:
    """What everybody may see, in the language of the site: programs of towns take it in and say nothing of theirs."""
    with languages.writing_to(""):
        return _feed(_("Trainings: %(site)s") % {"site": site}, _found(asked))


def _feed(title: str, trainings: Sequence[Training]) -> Feed:
    sittings = (sitting.changed_at for training in trainings for sitting in training.sittings.all())
    changed = max((*(training.changed_at for training in trainings), *sittings), default=None)
    return Feed(calendars.feed_of(title, trainings), changed)


def _found(asked: Mapping[str, str]) -> list[Training]:
    """A filter that finds nothing leaves the calendar empty. To leave out the filter, as the list for people does,
    would bring everything into the calendar of a town that wanted one place."""
    filters: dict[str, Any] = {name: asked[name] for name in FILTERS if asked.get(name)}
    if "\0" in "".join(filters.values()):  # PostgreSQL does not even look for it
        return []
    if "month" in filters and not MONTH.fullmatch(filters["month"]):
        return []
    filters["online"] = bool(filters.get("online"))
    return _current(listing.filtered(listing.listed_for(AnonymousUser()), **filters))


def personal(user: User) -> Feed:
    """Where somebody has a place, and what they lead."""
    mine = Q(registrations__in=listing.of_person(user).filter(state=State.CONFIRMED)) | Q(trainerships__user=user)
    with languages.writing_to(user.language):
        return _feed(_("My trainings"), _current(Training.objects.filter(mine, stage=Stage.ANNOUNCED)))


def _current(trainings: Any) -> list[Training]:
    ended = timezone.now() - KEPT
    found = trainings.filter(pk__in=Training.objects.filter(sittings__ends_at__gt=ended, sittings__cancelled=False))
    return list(found.distinct().order_by("pk").prefetch_related("sittings"))


# --- the secret address -----------------------------------------------------------------------------------------------


def key_of(user: User) -> CalendarKey | None:
    return CalendarKey.objects.filter(user=user, revoked_at=None).order_by("-pk").first()


def whose(key: str) -> User | None:
    """Nobody's once it was revoked, or the account was locked."""
    found = CalendarKey.objects.filter(key=key, revoked_at=None, user__is_active=True).select_related("user").first()
    return found.user if found else None


def make_key(user: User) -> CalendarKey:
    """Another one: the address before it leads nowhere from now on."""
    revoke(user)
    return CalendarKey.objects.create(user=user)


def revoke(user: User) -> None:
    CalendarKey.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
