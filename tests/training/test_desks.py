"""The desk of the coordination: what a half-year had, in numbers."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from community.models import Organisation
from tests.deliberation.conftest import browser, make_user, trainer
from training import desks, planning, registering
from training.desks import HalfYear
from training.models import Sitting, Training

pytestmark = pytest.mark.django_db

__all__ = ["browser", "make_user", "trainer"]


@pytest.mark.parametrize(
    ("day", "half"), [(date(2026, 6, 30), "2026-1"), (date(2026, 7, 1), "2026-2"), (date(2026, 12, 31), "2026-2")]
)
def test_a_day_lies_in_a_half_year_and_its_neighbours_meet_it(day, half):
    found = HalfYear.of(day)
    assert str(found) == half
    assert found.next.previous == found
    assert found.begins.date() <= day < found.next.begins.date()
    assert HalfYear.read(half) == found


@pytest.mark.parametrize("text", ["", "2026", "2026-3", "26-1", "x-1", "2026-1-1", "0000-1", "9999-2", "٢٠٢٦-1"])
def test_what_is_no_half_year_is_none(text):
    assert HalfYear.read(text) is None


def a_training(planner, title="Hinsehen", days=1, **fields):
    begins = timezone.now() + timedelta(days=days)
    held = [Sitting(starts_at=begins, ends_at=begins + timedelta(hours=2))]
    training = planning.plan(Training(title=title, summary="Fragen", capacity=2, **fields), held, {}, planner)
    planning.set_stage(training, "announce", planner)
    return training


@pytest.fixture
def half():
    return HalfYear.of(timezone.localdate(timezone.now() + timedelta(days=1)))


def test_it_counts_people_by_kind_and_names_who_has_sent_nobody(trainer, make_user, half):
    silent = Organisation.objects.create(name="Musikverein", slug="musik", kind="culture_club", live=True)
    Organisation.objects.create(name="Entwurf", slug="entwurf", kind="culture_club", live=False)
    training = a_training(trainer)
    anna = make_user("Anna", organisation=trainer.organisation)
    registering.register(training, anna, "Anna", "authority", {})
    gone = registering.register(training, make_user("Ben"), "Ben", "", {})
    registering.answer(gone, "cancel")
    found = desks.of_half_year(half)
    assert [(each.title, each.confirmed, each.gone, each.free) for each in found.trainings] == [("Hinsehen", 1, 1, 1)]
    assert [number for _label, number in found.kinds] == [1]
    assert (found.people, found.places, found.free) == (1, 2, 1)
    assert list(found.silent) == [silent]
    assert (found.cancelled, found.cancelled_late) == (1, 0)


def test_places_given_back_too_late_are_counted_apart(trainer, make_user, half):
    training = a_training(trainer, cancel_until=timezone.now() - timedelta(hours=1))
    registering.answer(registering.register(training, make_user("Anna"), "Anna", "", {}), "cancel")
    found = desks.of_half_year(half)
    assert (found.cancelled, found.cancelled_late) == (1, 1)


def test_drafts_and_other_half_years_are_left_out_and_what_is_cancelled_takes_no_places(trainer, half):
    planning.plan(Training(title="Entwurf", summary="?"), [], {}, trainer)
    a_training(trainer, "Viel später", days=400)
    planning.set_stage(a_training(trainer, "Fällt aus"), "cancel", trainer)
    found = desks.of_half_year(half)
    assert [each.title for each in found.trainings] == ["Fällt aus"]
    assert (found.places, found.free, found.people) == (0, 0, 0)


def test_it_costs_the_same_for_one_and_for_three(trainer, half, django_assert_num_queries):
    for number in (1, 2):
        for index in range(number):
            a_training(trainer, f"{number} {index}")
        with django_assert_num_queries(5):
            desks.of_half_year(half)


def test_only_the_coordination_sees_it(browser, trainer, make_user):
    address = reverse("training:desk")
    meryem = make_user("Meryem")
    meryem.user_permissions.add(Permission.objects.get(codename="view_training"))
    assert browser(meryem).get(address, {"half": "2026-1"}).context["desk"].half == HalfYear(2026, 1)
    assert browser(meryem).get(address, {"half": "nonsense"}).status_code == 200
    assert browser(trainer).get(address).status_code == 403
    assert browser().get(address).status_code == 302
