"""What comes next for a person in the live sessions in which they have a place."""

from datetime import datetime, timedelta

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cms import languages
from community.models import User
from community.next_steps import NextStep, Urgency
from deliberation import words
from deliberation.core.acting import MODERATION
from deliberation.core.agenda import Stage
from deliberation.models import Participation, RoomRecord, Session

ABOUT_TO_BEGIN = timedelta(hours=1)
REMINDED = timedelta(days=1)  # before a session; whoever has their place for less than that knows of it
FORGOTTEN = timedelta(days=1)  # after its beginning; a room that nobody closed by then has nobody in it
WORTH_READING = timedelta(days=7)  # for so long after a session its transcript is what comes next

LOOKED_AT = 50  # whoever moderates hundreds has enough to do with the next ones


def of_person(user: User, now: datetime) -> list[NextStep]:
    places = Participation.objects.filter(
        user=user, removed="", session__is_rehearsal=False, session__starts_at__gte=now - WORTH_READING
    )
    next_ones = with_stage(places).order_by("session__starts_at")[:LOOKED_AT]
    found = (next_step(place, stage_of(place), now) for place in next_ones)
    return [step for step in found if step]


def with_stage(places: QuerySet[Participation]) -> QuerySet[Participation]:
    """Each with its session and the `stage` of its room, in one query."""
    plenary = FilteredRelation("session__rooms", condition=Q(session__rooms__kind=RoomRecord.Kind.PLENARY))
    return places.select_related("session").annotate(plenary=plenary, stage=F("plenary__stage"))


def stage_of(place: Participation) -> Stage:
    return Stage(place.stage)  # type: ignore[attr-defined]  # `with_stage` has put it there


def next_step(place: Participation, stage: Stage, now: datetime) -> NextStep | None:
    """Nothing of a session that was planned and never took place."""
    urgency = urgency_of(stage, place.session.starts_at, now)
    if urgency is None:
        return None
    action, url = what_to_do(place, urgency)
    return NextStep(
        urgency=urgency,
        part_of=place.session.key,
        title=place.session.title,
        title_in=languages.site_language(),
        action=action,
        url=url,
        state=str(words.STAGES[stage]),
        at=place.session.starts_at,
        has_date=True,
        calendar=reverse("deliberation:calendar", args=[place.session.key]) if stage is Stage.PLANNED else "",
    )


def urgency_of(stage: Stage, starts_at: datetime, now: datetime) -> Urgency | None:
    if stage is Stage.CLOSED:
        return Urgency.OVER
    if starts_at < now - FORGOTTEN:
        return None
    if stage is not Stage.PLANNED:
        return Urgency.NOW
    return Urgency.SOON if starts_at <= now + ABOUT_TO_BEGIN else Urgency.AHEAD


def what_to_do(place: Participation, urgency: Urgency) -> tuple[str, str]:
    """Words and address. Long before a session its page says most, and moderators invite people there."""
    session = place.session
    if urgency is Urgency.OVER:
        return _("Read the transcript"), reverse("deliberation:transcript", args=[session.key])
    if urgency is not Urgency.AHEAD:
        return _("Enter the room"), reverse("deliberation:room", args=[session.key])
    if place.role in MODERATION:
        return _("Prepare the session"), session.get_absolute_url()
    return _("See what it is about"), session.get_absolute_url()


def to_remind(now: datetime) -> list[Participation]:
    """Places in sessions that begin within a day, of people with an account who want to hear of it."""
    places = Participation.objects.filter(
        session__in=Session.objects.with_stage(Stage.PLANNED).values("pk"),
        user__is_active=True,
        user__reminders=True,
        removed="",
        session__starts_at__gt=now,
        session__starts_at__lte=now + REMINDED,
        joined_at__lt=F("session__starts_at") - REMINDED,
    )
    return list(with_stage(places).select_related("session", "user"))
