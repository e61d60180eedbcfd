"""Coordinators give tasks to people, never more than their own, and see no more of them than that takes."""

import pytest
from django.contrib.auth.models import Group as StoredGroup
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import ModelLogEntry

from community.assignments import assign
from community.groups import Group

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bootstrapped")]

ENGLISH = {"headers": {"accept-language": "en"}}


@pytest.fixture
def coordinator(make_person):
    return make_person("Meryem", Group.COORDINATORS)


@pytest.fixture
def desk(coordinator, as_person):
    return as_person(coordinator)


def give(desk, person, *tasks):
    return desk.post(reverse("give_tasks", args=[person.pk]), {"tasks": tasks})


def groups(person):
    return set(person.groups.values_list("name", flat=True))


def test_a_coordinator_names_trainers_and_editors_and_takes_it_back(desk, amal):
    give(desk, amal, Group.TRAINERS, Group.EDITORS)
    assert groups(amal) == {"Trainers", "Editors"}
    give(desk, amal, Group.EDITORS)
    assert groups(amal) == {"Editors"}
    give(desk, amal)
    assert groups(amal) == set()


def test_groups_that_an_installation_added_stay(desk, amal):
    amal.groups.add(StoredGroup.objects.create(name="Pilot"))
    give(desk, amal, Group.TRAINERS)
    assert groups(amal) == {"Pilot", "Trainers"}


def test_people_are_found_by_name_organisation_and_whole_address(desk, make_person, make_organisation):
    make_person("Amal", organisation=make_organisation("Club"))
    make_person("Tom", Group.TRAINERS)

    def found(words):
        return [str(person) for person in desk.get(reverse("people"), {"q": words}).context["object_list"]]

    assert found("") == ["Amal", "Meryem", "Tom"]
    assert found("club") == ["Amal"]
    assert found("tom@example.org") == ["Tom"]
    assert found("example.org") == []


def test_the_list_shows_tasks_and_neither_addresses_nor_logins(desk, amal, make_person):
    make_person("Edith", Group.EDITORS)
    page = desk.get(reverse("people"), **ENGLISH).content.decode()
    assert "Editorial team" in page
    assert "amal@example.org" not in page
    assert "Last login" not in page


def test_it_is_in_the_history_who_gave_a_task(desk, coordinator, amal):
    give(desk, amal, Group.TRAINERS)
    entry = ModelLogEntry.objects.get(object_id=str(amal.pk))
    assert entry.user == coordinator


# --- refusals


@pytest.mark.parametrize("task", [Group.COORDINATORS, "Pilot", "is_superuser"])
def test_no_coordinator_makes_a_coordinator(desk, amal, task):
    StoredGroup.objects.create(name="Pilot")
    give(desk, amal, Group.TRAINERS, task)
    assert groups(amal) == set()


def test_a_form_is_not_the_only_lock(coordinator, amal):
    for chosen in ([Group.COORDINATORS], ["Pilot"]):
        with pytest.raises(PermissionDenied):
            assign(coordinator, amal, chosen)
    with pytest.raises(PermissionDenied):
        assign(coordinator, coordinator, [Group.EDITORS])
    with pytest.raises(PermissionDenied):
        assign(amal, coordinator, [])


def test_nobody_gives_themselves_a_task(desk, coordinator):
    response = give(desk, coordinator, Group.EDITORS)
    assert response.headers["location"] == reverse("people")
    assert groups(coordinator) == {"Coordinators"}


def test_coordinators_and_administrators_are_changed_by_administrators_only(desk, make_person):
    for other in (make_person("Other", Group.COORDINATORS, Group.TRAINERS), make_person("Root", is_superuser=True)):
        before = groups(other)
        give(desk, other, Group.EDITORS)
        assert groups(other) == before


@pytest.mark.parametrize("group", [None, Group.EDITORS, Group.TRAINERS])
def test_nobody_else_gives_tasks(make_person, as_person, amal, group):
    browser = as_person(make_person("Somebody", *([group] if group else [])))
    give(browser, amal, Group.TRAINERS)
    assert groups(amal) == set()
    assert browser.get(reverse("people")).status_code == 302
