"""What coordinators and operators see of the clock and its jobs."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import BaseListingView, PermissionCheckedMixin
from wagtail.permissions import ModelPermissionPolicy

from config.clock import JOBS
from config.models import JobRecord

LATE = timedelta(minutes=2)  # a clock that runs is never so late, unless one job holds up all others

LABELS = {job.name: job.label for job in JOBS}


def clock_stands() -> bool:
    """No process runs the jobs. The next run of one that is running lies in the future, too."""
    records = JobRecord.objects.filter(name__in=LABELS)
    return not records or any(record.due < timezone.now() - LATE for record in records)


def last_ran() -> datetime | None:
    """When a job ended last, whichever."""
    ended: datetime | None = JobRecord.objects.filter(name__in=LABELS).aggregate(last=Max("ended_at"))["last"]
    return ended


def label(record: JobRecord) -> Any:
    return LABELS[record.name]


def last_run(record: JobRecord) -> str:
    return in_words(record.started_at) if record.started_at else ""


def next_run(record: JobRecord) -> str:
    return in_words(record.due)


def in_words(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


class JobsView(PermissionCheckedMixin, BaseListingView):
    page_title = _("Regular jobs")
    header_icon = "time"
    index_url_name = "jobs"
    results_template_name = "config/jobs_results.html"
    permission_policy = ModelPermissionPolicy(JobRecord)
    permission_required = "view"
    columns = (
        Column("name", label=_("Job"), accessor=label),
        Column("started_at", label=_("Last run"), accessor=last_run),
        Column("outcome", label=_("Result")),
        Column("due", label=_("Next run"), accessor=next_run),
    )

    def get_queryset(self) -> QuerySet[JobRecord]:
        return JobRecord.objects.filter(name__in=LABELS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "clock_stands": clock_stands()}
