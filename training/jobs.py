"""What is done about trainings from time to time; what is forgotten when stands in `privacy.py`."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from cms.jobs import Job
from training import log
from training.core.acting import Who
from training.core.places import Lapse, Stage, State
from training.models import Training

MINUTE = timedelta(minutes=1)


def lapse() -> None:
    """Places that were offered and not accepted in time go on to the next."""
    waiting = Training.objects.filter(stage=Stage.ANNOUNCED, registrations__state=State.OFFERED).distinct()
    for training in waiting.values_list("pk", flat=True):
        log.ask(training, Who.CLOCK, Lapse())


JOBS = [
    Job("lapse_offers", _("Offer places of trainings to the next person"), MINUTE, lapse),
]
