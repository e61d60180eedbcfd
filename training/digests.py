"""Once a week, for whoever chose it: the trainings that are new, all in one mail."""

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import languages
from community.models import User
from community.outbox import EVENT, PERSON
from training import calendars, entries, listing, messages
from training.core.places import KINDS, TrainingAnnounced
from training.core.sittings import Plan, taking_place
from training.models import Entry, Training

CLOCK = time(8)  # on Mondays
WEEK = timedelta(days=7)


def send_due(now: datetime) -> None:
    """What was announced in the week until Monday morning. However often this runs, everybody gets it once."""
    until = monday(now)
    announced = Entry.objects.filter(
        kind=KINDS[TrainingAnnounced], at__gte=entries.in_ms(until - WEEK), at__lt=entries.in_ms(until)
    )
    new = set(announced.values_list("training", flat=True))
    if not new:
        return
    readers = User.objects.filter(message_choice__digest=True, is_active=True).order_by("pk")
    inside = listing.of_network(readers)
    news = {is_inside: _news(is_inside, new) for is_inside in {reader.pk in inside for reader in readers}}
    for reader in readers:
        if trainings := news[reader.pk in inside]:
            _write(reader, trainings, until)


News = Sequence[tuple[Training, Plan]]


def _news(is_inside: bool, new: Collection[int]) -> News:
    """What those read who belong to the network, or who do not: asked once, however many they are."""
    found = listing.upcoming(listing.listed(is_inside).filter(pk__in=new)).prefetch_related("sittings")
    return [(training, taking_place(calendars.plan(training))) for training in found]


def monday(now: datetime) -> datetime:
    """The last one, at eight in the morning in the time zone of the site."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=local.weekday())
    found = timezone.make_aware(datetime.combine(day, CLOCK))
    return found if found <= now else timezone.make_aware(datetime.combine(day - WEEK, CLOCK))


def _write(reader: User, news: News, until: datetime) -> None:
    with languages.writing_to(reader.language):
        context = {
            "person": reader,
            "trainings": [_told(training, plan) for training, plan in news],
            "choices_address": settings.BASE_URL + reverse("training:own_calendar"),
        }
        body = render_to_string("training/mails/digest.txt", context)
        headers = {EVENT: f"training-digest {until:%Y-%m-%d} {reader.pk}", PERSON: str(reader.pk)}
        EmailMessage(_("New trainings"), body, to=[reader.email], headers=headers).send()


def _told(training: Training, plan: Plan) -> dict[str, object]:
    dates = [messages.told(each) for each in plan]
    page = calendars.page_of(training)
    return {"title": training.title, "summary": training.summary, "dates": dates, "address": page}
