"""Resolutions: written at the end of a course, and asked about once, five weeks later, by a mail that repeats no word.

Others may read somebody's mail at work, and the link in it is followed without a login. So it leads to three buttons,
and to the words only whoever wrote them.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Count, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import languages
from community.outbox import EVENT
from elearning import released
from elearning.models import Enrolment, Resolution, ResolutionOutcome

AFTER = timedelta(weeks=5)
TOO_LATE = timedelta(weeks=10)  # if the clock stood still or somebody wanted no mails, the moment has passed
FEWEST = 5  # people of whom others may know that so many answered


def written(enrolment: Enrolment, resolution: Resolution, *, in_other_words: bool = True) -> Resolution:
    """Five weeks begin anew with other words, as long as nobody has asked."""
    resolution.enrolment, resolution.course_key = enrolment, enrolment.course_key
    if in_other_words and resolution.asked_at is None:
        resolution.written_at = timezone.now()
    resolution.save()
    return resolution


def new_for(enrolment: Enrolment) -> Resolution:
    """Whoever wanted no mail the last time is not asked whether they want one this time."""
    last = Resolution.objects.filter(enrolment__user=enrolment.user_id).order_by("-written_at").first()
    return Resolution(asks=last.asks if last else True)


def by_key(key: str) -> Resolution | None:
    """Whoever has the key comes from the mail; of whom it is, they need not show."""
    return Resolution.objects.select_related("enrolment__user", "enrolment__release").filter(key=key).first()


def answer(resolution: Resolution, outcome: ResolutionOutcome) -> None:
    """Another tap corrects the first one."""
    Resolution.objects.filter(pk=resolution.pk).update(outcome=outcome, answered_at=timezone.now())


def ask_no_more(resolution: Resolution) -> None:
    """About none of that person's."""
    Resolution.objects.filter(enrolment__user=resolution.enrolment.user_id).update(asks=False)


# --- the mail ---------------------------------------------------------------------------------------------------------


def to_ask(now: datetime) -> QuerySet[Resolution]:
    return Resolution.objects.filter(
        asks=True,
        asked_at=None,
        answered_at=None,
        written_at__lte=now - AFTER,
        written_at__gt=now - TOO_LATE,
        enrolment__user__is_active=True,
        enrolment__user__reminders=True,
    ).select_related("enrolment__user", "enrolment__release")


def ask() -> None:
    """Once for each: the outbox knows the event, however often this runs."""
    now = timezone.now()
    for resolution in to_ask(now):
        ask_about(resolution)
        Resolution.objects.filter(pk=resolution.pk).update(asked_at=now)


def ask_about(resolution: Resolution) -> None:
    person = resolution.enrolment.user
    with languages.writing_to(person.language):
        context = {
            "person": person,
            "course": released.manifest(resolution.enrolment.release_id).title,
            "written_at": resolution.written_at,
            "address": settings.BASE_URL + reverse("elearning:resolution", args=[resolution.key]),
        }
        body = render_to_string("elearning/resolution.txt", context)
        headers = {EVENT: f"resolution {resolution.pk}"}
        EmailMessage(_("How did it go with your resolution?"), body, to=[person.email], headers=headers).send()


# --- what others know -------------------------------------------------------------------------------------------------


def answers_by_course() -> dict[str, int | None]:
    """How many people answered, by the key of the course; nothing where they are so few that one might be known."""
    rows = Resolution.objects.exclude(answered_at=None).values("course_key").annotate(people=Count("pk"))
    return {str(row["course_key"]): row["people"] if row["people"] >= FEWEST else None for row in rows}
