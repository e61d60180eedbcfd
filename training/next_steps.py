"""What comes next for a person in trainings: what they are asked, the sittings that they have a place in, what is to do
in those that they lead, and the next training that they could take part in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import languages
from community.models import User
from community.next_steps import NextStep, Urgency
from training import listing, todos, words
from training.core.places import Stage, State
from training.core.todos import REMINDED, ToDo
from training.models import Registration, Sitting, Training

ABOUT_TO_BEGIN = timedelta(hours=1)
LOOKED_AT = 50


def of_person(user: User, now: datetime) -> list[NextStep]:
    """In one query."""
    asked = (State.OFFERED, State.NAMED, State.CONFIRMED)
    mine = listing.of_person(user).filter(state__in=asked, training__stage=Stage.ANNOUNCED)
    found = (next_step(registration, now) for registration in with_sitting(mine, now)[:LOOKED_AT])
    return [step for step in found if step]


def of_trainer(user: User, now: datetime) -> list[NextStep]:
    """What is to do in trainings that they lead, one step for each. Whoever leads none is asked for in one query."""
    held = Sitting.objects.filter(training=OuterRef("pk"), cancelled=False, ends_at__gt=now - REMINDED)
    led = Training.objects.filter(Exists(held), trainerships__user=user, stage=Stage.ANNOUNCED).order_by("pk")
    trainings = list(led[:LOOKED_AT])
    found = todos.of_trainings(trainings, user, now) if trainings else {}
    steps = (to_do(training, [each for each in found[training.pk] if each.is_time]) for training in trainings)
    return [step for step in steps if step]


def to_do(training: Training, waiting: Sequence[ToDo]) -> NextStep | None:
    if not waiting:
        return None
    if len(waiting) == 1:
        action, url = words.to_do(waiting[0]), todos.address_of(training, waiting[0])
    else:
        action = _("See the %(count)s things that are to do") % {"count": len(waiting)}
        url = reverse("training:trainers_desk", args=[training.key])
    return NextStep(
        urgency=Urgency.STARTED,
        part_of=training.key,
        title=training.title,
        title_in=languages.site_language(),
        action=action,
        url=url,
    )


def with_sitting(registrations: QuerySet[Registration], now: datetime) -> QuerySet[Registration]:
    """Each with when its next sitting `begins`. Those in a live session are steps of the session."""
    ahead = Sitting.objects.filter(training=OuterRef("training"), cancelled=False, ends_at__gt=now)
    on_site = ahead.filter(session=None).order_by("starts_at")
    return registrations.select_related("training").annotate(
        begins=Subquery(on_site.values("starts_at")[:1]),
        goes_on=Subquery(ahead.values("pk")[:1]),
    )


def next_step(registration: Registration, now: datetime) -> NextStep | None:
    begins: datetime | None = registration.begins  # type: ignore[attr-defined]  # `with_sitting` has put it there
    if registration.state == State.CONFIRMED:
        if begins is None:
            return None
        return step_of(registration, urgency_of(begins, now), _("See when and where it is"), begins)
    if registration.goes_on is None:  # type: ignore[attr-defined]
        return None
    asked = {State.OFFERED: _("Take the place that is offered to you"), State.NAMED: _("Confirm your place")}
    return step_of(registration, Urgency.SOON, asked[State(registration.state)], begins)


def step_of(registration: Registration, urgency: Urgency, action: str, at: datetime | None) -> NextStep:
    return NextStep(
        urgency=urgency,
        part_of=registration.training.key,
        title=registration.training.title,
        title_in=languages.site_language(),
        action=action,
        url=reverse("training:mine", args=[registration.key]),
        at=at,
        has_date=at is not None,
    )


def urgency_of(begins: datetime, now: datetime) -> Urgency:
    if begins <= now:
        return Urgency.NOW
    return Urgency.SOON if begins <= now + ABOUT_TO_BEGIN else Urgency.AHEAD


def offered(user: User) -> list[NextStep]:
    """The next training with a free place."""
    now = timezone.now()
    is_open = Q(registration_opens_at=None) | Q(registration_opens_at__lte=now)
    is_open &= Q(registration_closes_at__gt=now) | Q(registration_closes_at=None, meets__gt=now)
    known = listing.of_person(user).values("training")
    found: Any = listing.upcoming(listing.listed_for(user).filter(closed=False))
    return [
        NextStep(
            urgency=Urgency.OFFERED,
            part_of=training.key,
            title=training.title,
            title_in=languages.site_language(),
            action=_("Register for this training"),
            url=training.get_absolute_url(),
            at=training.meets,
            has_date=True,
        )
        for training in found.filter(is_open, free__gt=0).exclude(pk__in=known)[:1]
    ]
