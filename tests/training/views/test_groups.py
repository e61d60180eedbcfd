"""The page of groups over all sittings: planned, shown, changed by hand."""

from datetime import timedelta

import pytest
from django.utils import timezone

from deliberation import sessions
from deliberation.models import Session
from tests.training.making import make_person, make_sitting, make_training, register
from training import grouping, live_places
from training.models import GroupPlace

pytestmark = pytest.mark.django_db


@pytest.fixture
def training(tina):
    return make_training(sittings=2, begins=timezone.now() + timedelta(days=3), trainer=tina)


@pytest.fixture
def four(training):
    return [register(training, make_person(name)) for name in ("Amal", "Ben", "Cem", "Dora")]


def page(training, rest=""):
    return f"/trainings/{training.key}/groups/{rest}"


def of(sitting):
    places = GroupPlace.objects.filter(sitting=sitting).select_related("registration")
    return {str(each.registration): each.group for each in places}


def test_they_are_planned_for_all_sittings_to_come(trainers, training, four):
    trainers.post(page(training), {"do": "plan", "size": "2"})
    assert [len(of(sitting)) for sitting in training.sittings.all()] == [4, 4]
    shown = trainers.get(page(training)).content.decode()
    for words in ("Group 2", "Amal", "Pairs who meet", "Plan them anew"):
        assert words in shown


@pytest.mark.parametrize("size", ["1", "", "many"])
def test_a_size_that_is_none_is_refused(trainers, training, four, size):
    assert trainers.post(page(training), {"do": "plan", "size": size}).status_code == 422
    assert not GroupPlace.objects.exists()


def test_with_nobody_there_is_nothing_to_plan(trainers, training):
    answer = trainers.post(page(training), {"do": "plan", "size": "4"}, follow=True)
    assert "nobody to put into groups" in answer.content.decode()


def test_one_sitting_is_changed_by_hand(trainers, training, four):
    trainers.post(page(training), {"do": "plan", "size": "2"})
    first, second = training.sittings.all()
    before = of(second)
    form = trainers.get(page(training, f"?change={first.pk}")).context["sittings"][0]["form"]
    assert len(form.fields) == 4
    amal, ben, cem, dora = (f"person-{person.pk}" for person in four)
    said = {"do": "save", "sitting": first.pk, amal: "0", ben: "2", cem: "2", dora: ""}
    trainers.post(page(training), said)
    assert of(first) == {"Amal": 0, "Ben": 1, "Cem": 1}  # nobody was left in the second one
    assert of(second) == before
    assert "In no group yet:" in trainers.get(page(training)).content.decode()


@pytest.mark.parametrize("sent", [{"sitting": "0"}, {"sitting": "nonsense"}, {}])
def test_another_sitting_is_not_changed(trainers, training, four, sent):
    assert trainers.post(page(training), {"do": "save"} | sent).status_code == 302
    assert not GroupPlace.objects.exists()


def test_a_group_that_is_not_there_is_refused(trainers, training, four):
    first = training.sittings.first()
    said = {"do": "save", "sitting": first.pk} | {f"person-{person.pk}": "9" for person in four}
    assert trainers.post(page(training), said).status_code == 422
    assert not GroupPlace.objects.exists()


def test_what_is_over_is_shown_and_not_changed(trainers, training, four):
    over = make_sitting(training, timezone.now() - timedelta(days=3))
    grouping.write(over, (tuple(person.pk for person in four),))
    shown = trainers.get(page(training, f"?change={over.pk}"))
    assert shown.context["sittings"][0]["form"] is None
    trainers.post(page(training), {"do": "save", "sitting": over.pk})
    assert len(of(over)) == 4


def test_groups_of_a_live_session_are_prepared_there(trainers, training, tina):
    session = sessions.plan(Session(title="Live", question="Wer?", starts_at=timezone.now()), tina)
    live_places.attach(make_sitting(training, timezone.now() + timedelta(days=9), medium="live"), session)
    assert f"/sessions/{session.key}/groups/" in trainers.get(page(training)).content.decode()
