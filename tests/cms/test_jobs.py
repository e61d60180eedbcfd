"""The jobs of the CMS do what they say."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from cms import jobs
from cms.models import StandardPage

pytestmark = pytest.mark.django_db


def test_a_page_is_published_when_its_time_has_come():
    page = Page.get_first_root_node().add_child(instance=StandardPage(title="Soon", slug="soon", live=False))
    revision = page.save_revision(approved_go_live_at=timezone.now() + timedelta(hours=1))
    jobs.publish_scheduled()
    assert not Page.objects.get(pk=page.pk).live
    type(revision).objects.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    jobs.publish_scheduled()
    assert Page.objects.get(pk=page.pk).live


def test_a_page_is_withdrawn_when_its_time_is_over():
    page = Page.get_first_root_node().add_child(instance=StandardPage(title="Over", slug="over"))
    for expires, live in ((timedelta(minutes=1), True), (timedelta(minutes=-1), False)):
        Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() + expires)
        jobs.publish_scheduled()
        assert Page.objects.get(pk=page.pk).live == live


def test_tasks_that_are_done_are_forgotten_after_a_week():
    now = timezone.now()
    days = {"fresh": 6, "old": 7}
    for path, age in days.items():
        DBTaskResult.objects.create(
            status="SUCCESSFUL",
            finished_at=now - timedelta(days=age),
            task_path=path,
            args_kwargs={},
            backend_name="default",
            run_after=now,
        )
    DBTaskResult.objects.create(
        status="READY", task_path="waiting", args_kwargs={}, backend_name="default", run_after=now - timedelta(days=30)
    )
    jobs.forget_tasks()
    assert set(DBTaskResult.objects.values_list("task_path", flat=True)) == {"fresh", "waiting"}
