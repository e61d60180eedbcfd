"""Coordinators and operators see what the clock does, and that it stands still."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.groups import Group
from config import clock
from config.bootstrap import bootstrap
from config.models import JobRecord
from tests.config.test_wagtail_hooks import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordination():
    bootstrap()
    return browser_of("Meryem", Group.COORDINATORS)


def listed(browser: Client) -> str:
    return (
        browser.get(reverse("jobs"), headers={"accept-language": "en"})
        .content.decode()
        .split('id="listing-results"')[1]
    )


def test_each_job_is_listed_with_its_last_run_and_result(coordination):
    clock.run_due()
    JobRecord.objects.filter(name="purge").update(failure="OperationalError")
    words = listed(coordination)
    assert "Publish and withdraw pages at their time" in words
    assert "Failed: OperationalError" in words
    assert "These jobs stand still" not in words


def test_before_the_first_run_it_is_said_how_to_start_it(coordination):
    words = listed(coordination)
    assert "These jobs stand still" in words
    assert "manage.py work" in words


def test_a_clock_that_stands_still_is_noticed(coordination):
    clock.run_due()
    JobRecord.objects.filter(name="purge").update(due=timezone.now() - timedelta(minutes=3))
    assert "These jobs stand still" in listed(coordination)


def test_a_job_that_is_no_longer_there_is_not_shown(coordination):
    clock.run_due()
    JobRecord.objects.create(name="gone", due=timezone.now() - timedelta(days=9))
    assert "These jobs stand still" not in listed(coordination)


def test_an_editor_does_not_see_it(coordination):
    page = browser_of("Edith", Group.EDITORS).get(reverse("jobs"), follow=True, headers={"accept-language": "en"})
    assert "Publish and withdraw" not in page.content.decode()
