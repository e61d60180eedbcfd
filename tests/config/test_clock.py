"""Jobs run when they are due, in one process at a time, and leave a record of what came of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone, translation

from cms.jobs import Job
from config import clock
from config.models import JobRecord

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def ran():
    return []


@pytest.fixture
def job(ran):
    return Job("test", "Test", HOUR, lambda: ran.append("test"))


def set_back(**passed):
    """As if that much time had gone by."""
    record = JobRecord.objects.get()
    JobRecord.objects.update(due=record.due - timedelta(**passed))


def test_a_job_runs_at_once_and_then_again_when_its_time_has_come(job, ran):
    clock.run_due((job,))
    clock.run_due((job,))
    assert ran == ["test"]
    set_back(hours=1)
    clock.run_due((job,))
    assert ran == ["test", "test"]


def test_what_came_of_it_is_kept(job):
    clock.run_due((job,))
    record = JobRecord.objects.get()
    assert str(record.outcome) == "Done"
    assert record.due == record.ended_at + HOUR


def test_a_job_that_fails_says_so_and_keeps_no_other_from_running(job, ran):
    def fail():
        raise ValueError("What it says may quote people")

    clock.run_due((Job("broken", "Broken", HOUR, fail), job))
    assert ran == ["test"]
    record = JobRecord.objects.get(name="broken")
    assert str(record.outcome) == "Failed: ValueError"
    assert record.due > timezone.now()


def test_while_one_process_runs_a_job_no_other_does(ran):
    job = Job("test", "Test", HOUR, lambda: ran.append([clock.claim(job), str(JobRecord.objects.get().outcome)]))
    clock.run_due((job,))
    assert ran == [[None, "Is running"]]


def test_of_two_clocks_that_find_it_due_one_runs_it(job):
    assert [clock.claim(job) is None, clock.claim(job) is None] == [False, True]


@pytest.mark.django_db(transaction=True)
def test_of_many_clocks_that_look_at_the_same_moment_one_runs_it(job):
    def look(_):
        try:
            return clock.claim(job)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as clocks:
        assert len([started for started in clocks.map(look, range(8)) if started]) == 1


def test_a_job_whose_process_died_is_run_again_after_the_lease(job, ran):
    clock.claim(job)
    set_back(minutes=14)
    clock.run_due((job,))
    assert ran == []
    set_back(minutes=1)
    clock.run_due((job,))
    assert ran == ["test"]


def test_whoever_took_longer_than_the_lease_leaves_the_next_run_alone(job):
    late = clock.claim(job)
    set_back(minutes=15)
    clock.claim(job)
    clock.run(job, late)
    assert str(JobRecord.objects.get().outcome) == "Is running"


def test_every_job_of_the_site_can_run_twice():
    for _ in range(2):
        JobRecord.objects.update(due=timezone.now())
        clock.run_due()
    records = JobRecord.objects.all()
    assert {record.name for record in records} == {job.name for job in clock.JOBS}
    assert [record.failure for record in records] == [""] * len(clock.JOBS)


def test_no_two_jobs_have_one_name():
    names = [job.name for job in clock.JOBS]
    assert sorted(set(names)) == sorted(names)
