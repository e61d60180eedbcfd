"""The desk of trainers: numbers, kinds of organisations, and what is to do around each sitting."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from tests.training.making import make_person, make_sitting, make_training, register
from training import trainers_desks
from training.core.places import Stage, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def training(tina):
    return make_training(sittings=0, trainer=tina, capacity=5, minimum=3)


def test_it_counts_people_by_how_they_stand_and_by_kind(training, tina, now):
    for name, kind in (("Amal", "authority"), ("Ben", "culture_club"), ("Cem", "culture_club"), ("Dora", "")):
        register(training, make_person(name), kind=kind)
    register(training, "e@example.org", State.OFFERED, kind="authority")
    register(training, "f@example.org", State.WAITING)
    register(training, "g@example.org", State.CANCELLED)
    desk = trainers_desks.of_training(training, tina, now)
    assert (desk.confirmed, desk.free, desk.missing) == (4, 0, 0)
    assert [number for _label, number in desk.others] == [1, 1]
    assert [(kind, number) for kind, _label, number in desk.kinds] == [("culture_club", 2), ("", 1), ("authority", 1)]


def test_what_is_to_do_stands_at_its_sitting(training, tina, now):
    over = make_sitting(training, now - timedelta(days=3))
    following = make_sitting(training, now + timedelta(days=4), medium="live")
    after = make_sitting(training, now + timedelta(days=40), medium="live")
    register(training, make_person("Amal"))
    desk = trainers_desks.of_training(training, tina, now)
    assert (desk.next, desk.goes_on, desk.code_is_open) == (following, False, False)
    assert [each.sitting for each in desk.over] == [over]
    assert [each.sitting for each in desk.later] == [after]
    [plan_it] = desk.before
    assert plan_it.is_time
    assert not desk.later[0].points[0].is_time


def test_a_sitting_that_goes_on_is_the_next_one_and_has_a_code(training, tina, now):
    here = make_sitting(training, now - timedelta(minutes=5))
    desk = trainers_desks.of_training(training, tina, now)
    assert (desk.next, desk.goes_on, desk.code_is_open) == (here, True, True)


def test_only_who_may_moderate_is_led_to_planning_a_session(training, tina, now):
    make_sitting(training, now + timedelta(days=4), medium="live")
    assert [each.address for each in trainers_desks.of_training(training, tina, now).before][-1] == ""
    tina.user_permissions.add(Permission.objects.get(codename="add_session"))
    tina = type(tina).objects.get(pk=tina.pk)
    assert trainers_desks.of_training(training, tina, now).before[-1].address.endswith("/session/")


def test_what_does_not_take_place_has_nothing_next(training, tina, now):
    make_sitting(training, now + timedelta(days=4))
    training.stage = Stage.CANCELLED
    desk = trainers_desks.of_training(training, tina, now)
    assert (desk.next, desk.before, desk.over, desk.later) == (None, (), (), ())
