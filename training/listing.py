"""Which trainings somebody sees, and how they stand, for lists, pages and calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest, TruncMonth
from django.utils import timezone

from community.models import User
from training.core.places import ACTIVE, TAKING, Stage, State
from training.models import Registration, Sitting, Training

ONLINE = ("live", "both")
INSTEAD = 3
MOST_PLACES_NAMED = 50
Trainings = QuerySet[Training]


def plans_all(user: Any) -> bool:
    """Coordinators look after all trainings of the house."""
    return bool(user.is_authenticated and user.has_perm("training.view_training"))


def planned_by(user: Any) -> Trainings:
    """Those that somebody may change; drafts, too."""
    if not user.is_authenticated:
        return Training.objects.none()
    return Training.objects.all() if plans_all(user) else Training.objects.filter(trainerships__user=user.pk)


def listed_for(user: Any) -> Trainings:
    """What is announced to this person."""
    return listed(is_in_network(user))


def listed(is_in_network: bool) -> Trainings:
    """Those that only a link leads to are in no list."""
    visibilities = ["everybody", "network"] if is_in_network else ["everybody"]
    return Training.objects.filter(stage=Stage.ANNOUNCED, visibility__in=visibilities)


def is_in_network(user: Any) -> bool:
    return bool(user.is_authenticated and (user.organisation_id or plans_all(user)))


def of_network(users: QuerySet[User]) -> set[int]:
    """Who of these is in it, as `is_in_network` says it of one."""
    coordinators = ModelBackend().with_perm("training.view_training").values("pk")
    return set(users.filter(~Q(organisation=None) | Q(pk__in=coordinators)).values_list("pk", flat=True))


def may_see(training: Training, user: Any) -> bool:
    """Whoever has the address of one that only a link leads to was given it."""
    if training.stage != Stage.DRAFT and (training.visibility != "network" or is_in_network(user)):
        return True
    return bool(is_planner(training, user) or own(training, user))


def is_planner(training: Training, user: Any) -> bool:
    return planned_by(user).filter(pk=training.pk).exists()


def is_trainer(training: Training, user: Any) -> bool:
    return bool(user.is_authenticated and training.trainerships.filter(user=user.pk).exists())


def of_person(user: User) -> QuerySet[Registration]:
    """With their account, or by the address at which an employer named them."""
    return Registration.objects.filter(Q(user=user) | Q(user=None, email__iexact=user.email))


def own(training: Training, user: Any) -> Registration | None:
    """How somebody is registered, that with their account first."""
    if not user.is_authenticated:
        return None
    found = of_person(user).filter(training=training)
    return found.order_by(F("user").asc(nulls_last=True), "pk").first()


def past(user: User) -> Trainings:
    """In which they had a place to the end, the last one first; each with the `registration_key` of theirs."""
    mine = of_person(user).filter(state=State.CONFIRMED)
    key = mine.filter(training=OuterRef("pk")).order_by(F("user").asc(nulls_last=True)).values("key")[:1]
    announced = Training.objects.filter(stage=Stage.ANNOUNCED, pk__in=mine.values("training"))
    facts: Any = with_facts(announced.annotate(registration_key=Subquery(key)), timezone.now())
    found: Trainings = facts.filter(meets=None, ends__isnull=False).order_by("-ends", "pk")
    return found


def is_over(sittings: Iterable[Sitting]) -> bool:
    """Nobody meets any more; a training without a sitting is still to come."""
    held, now = [each for each in sittings if not each.cancelled], timezone.now()
    return bool(held) and all(each.ends_at <= now for each in held)


def with_facts(trainings: Trainings, now: datetime) -> Trainings:
    """Each with when it `begins` and `ends`, when people `meets` next, how many places are `free`, and whether one can
    register or wait, now or later (`is_open`)."""
    held = Sitting.objects.filter(training=OuterRef("pk"), cancelled=False).order_by("starts_at")
    taking = Registration.objects.filter(training=OuterRef("pk"), state__in=TAKING).order_by().values("training")
    taken = Coalesce(Subquery(taking.annotate(number=Count("pk")).values("number")), Value(0))
    in_time = Q(registration_closes_at__gt=now) | Q(registration_closes_at=None, begins__gt=now)
    facts: Any = trainings.annotate(
        begins=Subquery(held.values("starts_at")[:1]),
        meets=Subquery(held.filter(ends_at__gt=now).values("starts_at")[:1]),
        ends=Subquery(held.order_by("-ends_at").values("ends_at")[:1]),
        free=Greatest(F("capacity") - taken, Value(0), output_field=IntegerField()),
        is_online=Exists(held.filter(medium__in=ONLINE)),
    )
    found: Trainings = facts.annotate(
        is_open=ExpressionWrapper(Q(closed=False, stage=Stage.ANNOUNCED) & in_time, BooleanField())
    )
    return found


def upcoming(trainings: Trainings) -> Trainings:
    """Those in which people still meet, the next one first, with their facts."""
    now = timezone.now()
    ahead = Sitting.objects.filter(ends_at__gt=now, cancelled=False).values("training")
    facts: Any = with_facts(trainings.filter(pk__in=ahead), now)
    found: Trainings = facts.order_by("meets", "pk")
    return found


def registered(user: User) -> Trainings:
    """In which they have a place, wait for one, or are asked; each with the `state` of it."""
    mine = of_person(user).filter(state__in=ACTIVE)
    state = mine.filter(training=OuterRef("pk")).order_by(F("user").asc(nulls_last=True)).values("state")[:1]
    found = Training.objects.filter(stage=Stage.ANNOUNCED, pk__in=mine.values("training"))
    return upcoming(found.annotate(state=Subquery(state)))


def led(user: User) -> Trainings:
    """By this person, and announced; the next one first."""
    return upcoming(Training.objects.filter(stage=Stage.ANNOUNCED, trainerships__user=user))


# --- finding one ------------------------------------------------------------------------------------------------------


def filtered(
    trainings: Trainings, topic: str = "", month: str = "", place: str = "", language: str = "", online: bool = False
) -> Trainings:
    """`month` as 2027-03. A training is found in each month in which people meet."""
    meetings = Sitting.objects.filter(training=OuterRef("pk"), cancelled=False)
    if topic:
        trainings = trainings.filter(topic=topic)
    if place:
        trainings = trainings.filter(place=place)
    if language:
        trainings = trainings.filter(language=language)
    if month:
        first, after = month_between(month)
        trainings = trainings.filter(Exists(meetings.filter(starts_at__gte=first, starts_at__lt=after)))
    if online:
        trainings = trainings.filter(Exists(meetings.filter(medium__in=ONLINE)))
    return trainings


def month_between(month: str) -> tuple[datetime, datetime]:
    year, number = (int(part) for part in month.split("-"))
    return start_of(date(year, number, 1)), start_of(date(year + number // 12, number % 12 + 1, 1))


def start_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone.get_current_timezone())


@dataclass(frozen=True)
class FilterChoices:
    """What one can filter by: only what finds something."""

    months: tuple[str, ...]
    places: tuple[str, ...]
    languages: tuple[str, ...]


def choices(trainings: Trainings) -> FilterChoices:
    now = timezone.now()
    held = Sitting.objects.filter(training__in=trainings.order_by().values("pk"), cancelled=False, ends_at__gt=now)
    months = held.annotate(month=TruncMonth("starts_at")).order_by("month").values_list("month", flat=True).distinct()
    ahead = trainings.order_by().filter(Exists(held.filter(training=OuterRef("pk"))))
    places = ahead.exclude(place="").order_by("place").values_list("place", flat=True).distinct()
    languages = ahead.order_by("language").values_list("language", flat=True).distinct()
    named: Iterable[Any] = months
    return FilterChoices(
        tuple(f"{month:%Y-%m}" for month in named), tuple(places[:MOST_PLACES_NAMED]), tuple(languages)
    )


def instead_of(training: Training, user: Any) -> list[Training]:
    """Others with free places, for whoever finds this one full: with the same course first, then on the same topic."""
    others: Any = upcoming(listed_for(user).exclude(pk=training.pk))
    same = Q(topic=training.topic) if training.topic != "other" else Q(pk__in=())
    if training.course_id:
        same |= Q(course=training.course_id)
        others = others.order_by(Case(When(course=training.course_id, then=0), default=1), "meets", "pk")
    return list(others.filter(same, is_open=True, free__gt=0)[:INSTEAD])
