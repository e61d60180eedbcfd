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

# Those in a live session only are steps of the session.
ON_SITE = Q(session=None) | Q(medium="both")


def of_person(user: User, now: datetime) -> list[NextStep]:
    """In one query."""
    asked = (State.OFFERED, State.NAMED, State.CONFIRMED)
    mine = listing.of_person(user).filter(state__in=asked, training__stage=Stage.ANNOUNCED)
    found = (next_step(registration, now) for registration in with_sitting(mine, now)[:LOOKED_AT])
    return [step for step in found if step]


def of_trainer(user: User, now: datetime) -> list[NextStep]:
    """One step for each training that they lead. Whoever leads none is asked for in one query."""
    held = Sitting.objects.filter(training=OuterRef("pk"), cancelled=False, ends_at__gt=now - REMINDED)
    led = Training.objects.filter(Exists(held), trainerships__user=user, stage=Stage.ANNOUNCED).order_by("pk")
    trainings = list(led[:LOOKED_AT])
    if not trainings:
        return []
    found, ahead = todos.of_trainings(trainings, user, now), next_sittings(trainings, now)
    steps = (leading(each, found[each.pk], ahead.get(each.pk), now) for each in trainings)
    return [step for step in steps if step]


def next_sittings(trainings: Sequence[Training], now: datetime) -> dict[int, Sitting]:
    """By training. Its live session is a step of its own."""
    ahead = Sitting.objects.filter(ON_SITE, training__in=trainings, cancelled=False, ends_at__gt=now)
    found: dict[int, Sitting] = {}
    for sitting in ahead.select_related("training").order_by("starts_at", "pk"):
        found.setdefault(sitting.training_id, sitting)
    return found


def leading(training: Training, found: Sequence[ToDo], sitting: Sitting | None, now: datetime) -> NextStep | None:
    """While people come, that is all that matters; before, what is to do in time comes before who takes part."""
    urgency = urgency_of(sitting.starts_at, now) if sitting else Urgency.AHEAD
    waiting = [each for each in found if each.is_time]
    if waiting and urgency is Urgency.AHEAD:
        return to_do(training, waiting)
    return holding(sitting, urgency) if sitting else None


def to_do(training: Training, waiting: Sequence[ToDo]) -> NextStep:
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
    """Each with when its next sitting `begins`."""
    ahead = Sitting.objects.filter(training=OuterRef("training"), cancelled=False, ends_at__gt=now)
    on_site = ahead.filter(ON_SITE).order_by("starts_at")
    return registrations.select_related("training").annotate(
        begins=Subquery(on_site.values("starts_at")[:1]),
        goes_on=Subquery(ahead.values("pk")[:1]),
    )


def next_step(registration: Registration, now: datetime) -> NextStep | None:
    begins: datetime | None = registration.begins  # type: ignore[attr-defined]  # `with_sitting` has put it there
    if registration.state == State.CONFIRMED:
        if begins is None:
            return None
        calendar = reverse("training:calendar", args=[registration.training.key])
        return step_of(registration, urgency_of(begins, now), _("See when and where it is"), begins, calendar)
    if registration.goes_on is None:  # type: ignore[attr-defined]
        return None
    asked = {State.OFFERED: _("Take the place that is offered to you"), State.NAMED: _("Confirm your place")}
    return step_of(registration, Urgency.SOON, asked[State(registration.state)], begins)


def step_of(
    registration: Registration, urgency: Urgency, action: str, at: datetime | None, calendar: str = ""
) -> NextStep:
    return NextStep(
        urgency=urgency,
        part_of=registration.training.key,
        title=registration.training.title,
        title_in=languages.site_language(),
        action=action,
        url=reverse("training:mine", args=[registration.key]),
        at=at,
        has_date=at is not None,
        calendar=calendar,
    )


def urgency_of(begins: datetime, now: datetime) -> Urgency:
    if begins <= now:
        return Urgency.NOW
    return Urgency.SOON if begins <= now + ABOUT_TO_BEGIN else Urgency.AHEAD


def holding(sitting: Sitting, urgency: Urgency) -> NextStep:
    """Long before, trainers look at who comes; from an hour before on they note who is there."""
    training = sitting.training
    action, url = _("See who takes part"), reverse("training:trainers_desk", args=[training.key])
    if urgency is not Urgency.AHEAD:
        action, url = _("Note who is there"), reverse("training:attendance", args=[training.key, sitting.pk])
    return NextStep(
        urgency=urgency,
        part_of=training.key,
        title=training.title,
        title_in=languages.site_language(),
        action=action,
        url=url,
        at=sitting.starts_at,
        has_date=True,
        calendar=reverse("training:calendar", args=[training.key]),
    )


def offered(user: User) -> list[NextStep]:
    """The next training with a free place; none that they know already, or lead."""
    has_opened = Q(registration_opens_at=None) | Q(registration_opens_at__lte=timezone.now())
    known = listing.of_person(user).values("training")
    others = listing.listed_for(user).exclude(trainerships__user=user).exclude(pk__in=known)
    found: Any = listing.upcoming(others)
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
        for training in found.filter(has_opened, is_open=True, free__gt=0)[:1]
    ]
