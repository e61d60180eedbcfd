"""The clock runs the jobs of all apps, each of them in one process at a time, however many processes have a clock.

A job is claimed by one UPDATE that moves the time of its next run: of several clocks, it changes a row for one. This
holds with both databases and needs no transaction that stays open while the job runs.
"""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from cms import jobs as cms_jobs
from cms.jobs import Job
from community import jobs as community_jobs
from config import jobs as config_jobs
from config.models import JobRecord
from deliberation import jobs as deliberation_jobs
from elearning import jobs as elearning_jobs
from training import jobs as training_jobs

logger = logging.getLogger(__name__)

JOBS = (
    *(*cms_jobs.JOBS, *community_jobs.JOBS, *deliberation_jobs.JOBS, *elearning_jobs.JOBS),
    *(*training_jobs.JOBS, *config_jobs.JOBS),
)
LEASE = timedelta(minutes=15)  # a job of which nothing was heard for so long died with its process, and is run again


def run_due(jobs: tuple[Job, ...] = JOBS) -> None:
    now = timezone.now()
    later = set(JobRecord.objects.filter(due__gt=now).values_list("name", flat=True))
    for job in jobs:
        if job.name not in later and (started := claim(job)):
            run(job, started)


def claim(job: Job) -> datetime | None:
    """When this process started the job; nothing if another one did."""
    now = timezone.now()
    JobRecord.objects.get_or_create(name=job.name, defaults={"due": now})
    due = JobRecord.objects.filter(name=job.name, due__lte=now)
    return now if due.update(due=now + LEASE, started_at=now) else None


def run(job: Job, started: datetime) -> None:
    failure = ""
    try:
        job.run()
    except Exception as error:
        failure = type(error).__name__
        logger.warning("job %s failed: %s", job.name, failure)
    ended = timezone.now()
    # Whoever took longer than the lease finds another start there, and leaves it alone.
    JobRecord.objects.filter(name=job.name, started_at=started).update(
        due=ended + job.every, ended_at=ended, failure=failure
    )
