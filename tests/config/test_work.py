"""The threads that do what no page waits for."""

import threading
import time

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import DatabaseError, connection
from django_tasks_db.models import DBTaskResult

from community.models import OutgoingMail
from config import clock, work
from config.models import JobRecord
from deliberation.cast import company

LONG = 10.0  # seconds: a machine under load is no failure


@pytest.fixture(autouse=True)
def _as_in_production(settings, monkeypatch):
    settings.EMAIL_BACKEND = "community.outbox.Outbox"
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail"]}}
    monkeypatch.setattr(work, "PAUSE", 0.01)
    monkeypatch.setattr(work, "TICK", 0.01)
    monkeypatch.setattr(company, "LOOK", 0.01)


@pytest.fixture
def working():
    """At work as long as the test runs; then its threads close their connections."""
    working = work.Work()
    working.start()
    yield working
    working.stop()
    assert not [thread for thread in threading.enumerate() if thread in working._threads]


def until(true):
    deadline = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.django_db(transaction=True)
def test_what_is_queued_is_done_and_the_clock_runs(working):
    EmailMessage("Subject", "Body", to=["amal@example.org"]).send()
    until(lambda: len(mail.outbox) == 1)
    until(lambda: JobRecord.objects.exclude(ended_at=None).count() == len(clock.JOBS))
    until(lambda: OutgoingMail.objects.get().state == "sent")


@pytest.mark.django_db(transaction=True)
def test_a_database_that_fails_is_asked_again(working, monkeypatch):
    asked = []

    def fail():
        asked.append(1)
        raise DatabaseError

    monkeypatch.setattr(work.DBTaskResult.objects, "ready", fail)
    until(lambda: len(asked) > 2)
    monkeypatch.undo()
    EmailMessage("Subject", "Body", to=["amal@example.org"]).send()
    until(lambda: len(mail.outbox) == 1)


@pytest.mark.django_db(transaction=True)
def test_a_queue_is_worked_off_and_no_other():
    for _ in range(3):
        EmailMessage("Subject", "Body", to=["amal@example.org"]).send()
    work.work_off("default")
    assert DBTaskResult.objects.ready().count() == 3
    work.work_off("mail")
    assert len(mail.outbox) == 3
    connection.close()


def test_whoever_hangs_does_not_hold_up_the_end(monkeypatch):
    goes_on, hangs = threading.Event(), threading.Event()

    def hang():
        hangs.set()
        goes_on.wait()

    monkeypatch.setattr(work, "TIME_TO_END", 0.1)
    monkeypatch.setattr(clock, "run_due", hang)
    monkeypatch.setattr(work, "work_off", lambda *args: None)
    working = work.Work()
    working.start()
    hangs.wait(LONG)
    working.stop()  # while it hangs
    assert all(thread.daemon for thread in working._threads)
    goes_on.set()
