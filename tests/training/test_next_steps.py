"""What trainers have to do stands among their next steps, and as long as it is time for it."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from community.next_steps import Urgency
from tests.training.making import make_person, make_sitting, make_training, register
from training import next_steps
from training.core.places import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


def steps(user, now):
    with translation.override("en"):
        return [(each.title, each.action, each.url) for each in next_steps.of_trainer(user, now)]


def test_one_thing_leads_to_where_it_is_done_and_several_to_the_desk(tina, now):
    one, several = make_training("Eins", sittings=0, trainer=tina), make_training("Zwei", sittings=0, trainer=tina)
    live = make_sitting(one, now + timedelta(days=2), medium="live")
    make_sitting(several, now + timedelta(days=2), medium="live")
    make_sitting(several, now + timedelta(days=3), medium="live")
    assert steps(tina, now) == [
        ("Eins", "Plan the live session", f"/trainings/{one.key}/sittings/{live.pk}/session/"),
        ("Zwei", "See the 2 things that are to do", f"/trainings/{several.key}/desk/"),
    ]
    assert {each.urgency for each in next_steps.of_trainer(tina, now)} == {Urgency.STARTED}


def test_what_has_time_is_no_step_and_what_is_long_over_neither(tina, now):
    make_sitting(make_training(sittings=0, trainer=tina), now + timedelta(days=60), medium="live")
    over = make_training(sittings=0, trainer=tina)
    register(over, make_person("Amal"))
    make_sitting(over, now - timedelta(days=40))
    assert [action for _title, action, _url in steps(tina, now)] == ["See who takes part"]


def test_drafts_and_trainings_of_others_are_left_out(tina, now):
    for training in (make_training(sittings=0), make_training(sittings=0, trainer=tina, stage=Stage.DRAFT)):
        make_sitting(training, now + timedelta(days=2), medium="live")
    assert steps(tina, now) == []


def test_whoever_leads_nothing_is_asked_for_once(tina, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert next_steps.of_trainer(tina, now) == []


def test_ten_trainings_cost_as_much_as_one(tina, now, django_assert_num_queries):
    for number in range(1, 4):
        make_sitting(make_training(str(number), sittings=0, trainer=tina), now + timedelta(days=2), medium="live")
        if number in (1, 3):
            with django_assert_num_queries(10):
                assert len(next_steps.of_trainer(tina, now)) == number
