"""What is done in the CMS from time to time, and the form in which every app declares such jobs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Job:
    """Run again and again by the clock (`config/clock.py`). A process may die in the middle, so running it twice must
    do no more than running it once."""

    name: str  # in the database
    label: Any  # for people
    every: timedelta
    run: Callable[[], None]


def publish_scheduled() -> None:
    call_command("publish_scheduled")


JOBS = [
    Job("publish_scheduled", _("Publish and withdraw pages at their time"), timedelta(minutes=1), publish_scheduled),
]
