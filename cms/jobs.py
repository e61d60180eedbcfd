"""What is done in the CMS from time to time, and the form in which every app declares such jobs."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision


@dataclass(frozen=True)
class Job:
    """Run again and again by the clock (`config/clock.py`). A process may die in the middle, so running it twice must
    do no more than running it once."""

    name: str  # in the database
    label: Any  # for people
    every: timedelta
    run: Callable[[], None]


def publish_scheduled() -> None:
    """What cannot be published, such as a text whose name something else has by now, holds up no other. It is tried
    again each time, and the command that follows fails with the reason."""
    for revision in Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at"):
        with suppress(Exception):
            revision.publish(log_action="wagtail.publish.scheduled")
    call_command("publish_scheduled")


JOBS = [
    Job("publish_scheduled", _("Publish and withdraw pages at their time"), timedelta(minutes=1), publish_scheduled),
]
