"""What is done across the apps from time to time: forgetting what is past its time, reminding of what comes next."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.jobs import Job
from cms.register import PersonalData, Retention
from config import reminders
from config.register import PERSONAL


def retentions(entry: PersonalData) -> Iterator[Retention]:
    """Of single fields first: they may be emptied before their row goes."""
    yield from (field.retention for field in entry.fields if field.retention)
    yield entry.retention


def overdue(now: datetime) -> Iterator[tuple[PersonalData, Retention, QuerySet[Any]]]:
    for entry in PERSONAL:
        for retention in retentions(entry):
            yield entry, retention, retention.overdue(entry.rows.select_related(None), now)


def purge() -> None:
    """Each kind in a transaction of its own, so that one that fails keeps back no more than itself."""
    for _entry, retention, rows in overdue(timezone.now()):
        with transaction.atomic():
            retention.forget(rows)


JOBS = [
    Job("purge", _("Forget what is past its time"), timedelta(hours=1), purge),
    Job("remind", _("Remind people of live sessions"), timedelta(hours=1), reminders.send),
]
