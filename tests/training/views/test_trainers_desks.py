"""The desk of trainers and what is printed from it, for those who plan the training and for nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from tests.training.making import make_person, make_sitting, make_training, register
from training.core.places import Stage, State
from training.models import Needs

pytestmark = pytest.mark.django_db


@pytest.fixture
def training(tina):
    return make_training(sittings=0, trainer=tina, minimum=2)


def browser(user=None):
    client = Client(headers={"accept-language": "en"})
    if user:
        client.force_login(user)
    return client


def page(training, rest="desk/"):
    return f"/trainings/{training.key}/{rest}"


def test_before_a_sitting_it_says_what_is_missing_and_leads_there(training, tina):
    sitting = make_sitting(training, timezone.now() + timedelta(days=3), medium="both")
    place = register(training, make_person("Amal"), kind="authority")
    Needs.objects.create(registration=place, food="no nuts")
    shown = browser(tina).get(page(training)).content.decode()
    for words in ("1 person more is needed", "Read what 1 person needs", "Plan the live session", "Authority: 1"):
        assert words in shown
    assert "no nuts" not in shown
    assert f'{page(training, f"attendance/{sitting.pk}/list.pdf")}"' in shown


def test_the_coordination_reads_nothing_of_needs(training):
    make_sitting(training, timezone.now() + timedelta(days=3))
    Needs.objects.create(registration=register(training, make_person("Amal")), food="no nuts")
    meryem = make_person("Meryem")
    meryem.user_permissions.add(Permission.objects.get(codename="view_training"))
    shown = browser(meryem).get(page(training)).content.decode()
    assert "Read what" not in shown
    assert "Before the next sitting" in shown


def test_after_a_sitting_it_says_what_is_open(training, tina):
    sitting = make_sitting(training, timezone.now() - timedelta(days=3))
    register(training, make_person("Amal"))
    shown = browser(tina).get(page(training)).content.decode()
    assert "Still open after sittings" in shown
    assert f'{page(training, f"attendance/{sitting.pk}/")}">Note whether 1 person was there' in shown
    assert "All sittings are over" in shown


@pytest.mark.parametrize("stage", Stage)
def test_it_is_there_in_each_stage(training, tina, stage):
    type(training).objects.update(stage=stage)
    shown = browser(tina).get(page(training))
    assert shown.status_code == 200
    assert ("Write to everybody" in shown.content.decode()) is (stage != Stage.DRAFT)


@pytest.mark.parametrize("rest", ["desk/", "people.pdf", "badges.pdf", "groups/", "letter/"])
def test_nobody_else_sees_it(training, rest):
    amal = make_person("Amal")
    register(training, amal)
    assert browser(amal).get(page(training, rest)).status_code == 404
    assert browser().get(page(training, rest)).status_code == 302


@pytest.mark.parametrize(("rest", "name"), [("people.pdf", "who-takes-part"), ("badges.pdf", "badges")])
def test_what_is_printed_is_a_file(training, tina, rest, name):
    register(training, make_person("Amal"))
    answer = browser(tina).get(page(training, rest))
    assert answer.content.startswith(b"%PDF")
    assert f'filename="{name}-' in answer.headers["Content-Disposition"]


def test_trainers_find_it_from_the_list_of_trainings(training, tina):
    make_sitting(training, timezone.now() + timedelta(days=3))
    assert page(training) in browser(tina).get("/trainings/").content.decode()
    assert page(training) not in browser(make_person("Amal")).get("/trainings/").content.decode()


# --- needs ------------------------------------------------------------------------------------------------------------


def test_needs_are_new_until_the_trainers_say_that_they_have_read_them(training, tina):
    make_sitting(training, timezone.now() + timedelta(days=3))
    needs = Needs.objects.create(registration=register(training, make_person("Amal")), food="no nuts")
    Needs.objects.create(registration=register(training, "gone@example.org", State.CANCELLED), food="gone")
    people = page(training, "people/")
    assert browser(tina).get(people).context["unread"] == [needs]
    browser(tina).post(people, {"do": "read", "needs": [needs.pk, "nonsense"]})
    shown = browser(tina).get(people)
    assert shown.context["unread"] == []
    assert "no nuts" in shown.content.decode()


def test_the_coordination_reads_them_for_nobody(training):
    needs = Needs.objects.create(registration=register(training, make_person("Amal")), food="no nuts")
    meryem = make_person("Meryem")
    meryem.user_permissions.add(Permission.objects.get(codename="view_training"))
    browser(meryem).post(page(training, "people/"), {"do": "read", "needs": [needs.pk]})
    needs.refresh_from_db()
    assert needs.read_at is None
