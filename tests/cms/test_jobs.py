"""The jobs of the CMS do what they say."""

from datetime import timedelta

import pytest
from django.utils import timezone
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
