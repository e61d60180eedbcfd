"""A cast plays while somebody wants it, and in one process at a time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deliberation.cast import wanted
from deliberation.models import CastRecord

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def record(session):
    return CastRecord.objects.create(session=session, script="standard-90", people=12)


def now_wanted(at):
    return [each.pk for each in wanted.wanted(at)]


def test_whoever_comes_wants_it_and_some_minutes_after_they_have_gone_nobody_does(record):
    now = timezone.now()
    assert now_wanted(now) == []
    wanted.want(record)
    assert now_wanted(now + wanted.PATIENCE - SECOND) == [record.pk]
    assert now_wanted(now + wanted.PATIENCE + SECOND) == []


def test_of_two_processes_that_find_it_free_one_plays(record):
    now, another = timezone.now(), CastRecord.objects.get()
    assert [wanted.promise(record, now), wanted.promise(another, now)] == [True, False]


def test_whoever_plays_promises_it_again_before_anybody_else_takes_over(record):
    now = timezone.now()
    wanted.promise(record, now)
    assert not wanted.is_due(record, now)
    assert not wanted.is_free(CastRecord.objects.get(), now + wanted.PROMISE - SECOND)
    later = now + wanted.PROMISE / 2
    assert wanted.is_due(record, later)
    assert wanted.promise(record, later)
    assert not wanted.is_free(CastRecord.objects.get(), now + wanted.PROMISE)


def test_whoever_has_died_is_followed_by_another_process(record):
    now = timezone.now()
    wanted.promise(record, now)
    another, later = CastRecord.objects.get(), now + wanted.PROMISE
    assert wanted.is_free(another, later)
    assert wanted.promise(another, later)
    assert not wanted.promise(record, later)  # the first one was only slow: it learns that it plays no more


def test_whoever_ends_in_order_lets_go_at_once(record):
    now = timezone.now()
    wanted.promise(record, now)
    wanted.let_go(record, now)
    assert wanted.is_free(CastRecord.objects.get(), now)


def test_it_is_missing_when_somebody_waits_and_nobody_plays(record):
    wanted.want(record)
    record.refresh_from_db()
    soon, later = record.wanted_at + SECOND, record.wanted_at + wanted.PROMISE + SECOND
    assert [wanted.is_missing(record, soon), wanted.is_missing(record, later)] == [False, True]
    wanted.promise(record, later)
    assert not wanted.is_missing(record, later)
