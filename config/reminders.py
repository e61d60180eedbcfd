"""Reminders by mail of what comes next and has a date; of what people do at their own pace, nobody reminds them."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms import languages
from community.models import User
from community.next_steps import NextStep
from community.outbox import EVENT
from deliberation import mails
from deliberation import next_steps as in_sessions
from deliberation.models import Participation
from training.models import LivePlace


def send() -> None:
    """Once for each session and person: the outbox knows the event, however often this runs. Of the sessions of a
    training, the training itself reminds whoever has a place in it."""
    now = timezone.now()
    places = in_sessions.to_remind(now)
    by_training = set(LivePlace.objects.filter(participation__in=places).values_list("participation", flat=True))
    for place in places:
        if place.pk in by_training:
            continue
        person = place.user
        assert person is not None  # noqa: S101  # only people with an account are reminded
        with languages.writing_to(person.language):
            step = in_sessions.next_step(place, in_sessions.stage_of(place), now)
            if step:
                remind(person, step, place)


def remind(person: User, step: NextStep, place: Participation) -> None:
    context = {
        "person": person,
        "step": step,
        "question": place.session.question,
        "address": settings.BASE_URL + step.url,
        "settings_address": settings.BASE_URL + reverse("community:profile"),
    }
    subject = _("Reminder: %(title)s") % {"title": step.title}
    body = render_to_string("config/reminder.txt", context)
    mail = EmailMessage(subject, body, to=[person.email], headers={EVENT: f"reminder {place.pk}"})
    mails.with_calendar(mail, place.session, mails.page_of(place.session)).send()
