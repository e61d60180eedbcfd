"""What is done about trainings from time to time; what is forgotten when stands in `privacy.py`."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.jobs import Job
from training import attending, digests, log, messages
from training.core.acting import Who
from training.core.places import Lapse, Stage, State
from training.models import Training

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def lapse() -> None:
    """Places that were offered and not accepted in time go on to the next."""
    waiting = Training.objects.filter(stage=Stage.ANNOUNCED, registrations__state=State.OFFERED).distinct()
    for training in waiting.values_list("pk", flat=True):
        log.ask(training, Who.CLOCK, Lapse())


def note_live() -> None:
    now = timezone.now()
    attending.prepare_live(now)
    attending.read_live(now)


def write() -> None:
    messages.send_due(timezone.now())


def digest() -> None:
    digests.send_due(timezone.now())


JOBS = [
    Job("note_live_attendance", _("Note who was in the live session of a training"), MINUTE, note_live),
    Job("write_about_trainings", _("Remind people of trainings, and thank them"), HOUR, write),
    Job("write_digests", _("Write about new trainings once a week"), HOUR, digest),
    Job("lapse_offers", _("Offer places of trainings to the next person"), MINUTE, lapse),
]
