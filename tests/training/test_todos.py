"""What the database has of trainings, as facts of which follows what is to do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import MailState, MailTrouble, OutgoingMail
from deliberation import sessions
from deliberation.models import Session
from tests.training.making import make_person, make_sitting, make_training, register
from training import todos
from training.core.places import State, Waiting
from training.core.todos import ToDoKind
from training.models import GroupPlace, Mark, Needs, SignedList, Trainership

pytestmark = pytest.mark.django_db


@pytest.fixture
def training(tina):
    return make_training(sittings=0, trainer=tina)


@pytest.fixture
def a_session(tina):
    return sessions.plan(Session(title="Live", question="Wer?", starts_at=timezone.now()), tina)


def facts(training, user):
    return todos.facts_of([training], user)[training.pk]


def a_sitting(training, days=3, **fields):
    return make_sitting(training, timezone.now() + timedelta(days=days), **fields)


def kinds(training, user):
    found = todos.of_trainings([training], user, timezone.now())[training.pk]
    return [each.kind for each in found]


def test_people_are_counted_by_how_they_stand(training, tina):
    a_sitting(training)
    training.minimum, training.capacity, training.waiting = 3, 2, Waiting.BY_HAND
    register(training, make_person("Amal"))
    register(training, "b@example.org", State.WAITING)
    register(training, "c@example.org", State.WAITING)
    found = facts(training, tina)
    assert (found.missing, found.to_decide, found.trainers) == (2, 1, 1)
    training.waiting = Waiting.AUTOMATIC
    assert facts(training, tina).to_decide == 0


def test_what_people_need_is_only_for_who_leads_it(training, tina):
    a_sitting(training)
    needs = Needs.objects.create(registration=register(training, make_person("Amal")), food="no nuts")
    Needs.objects.create(registration=register(training, "gone@example.org", State.CANCELLED), food="none")
    assert facts(training, tina).unread_needs == 1
    assert facts(training, make_person("Meryem")).unread_needs == 0
    needs.read_at = timezone.now()
    needs.save()
    assert facts(training, tina).unread_needs == 0


def written(training, person, state, event="1"):
    return OutgoingMail.objects.create(
        event=f"training {training.pk} {event} {person.pk}",
        recipient=person.address,
        subject="?",
        message_id=f"{training.pk}-{event}-{person.pk}",
        state=state,
        trouble=MailTrouble.BOUNCED if state == MailState.BOUNCED else "",
    )


def test_the_last_mail_says_whether_somebody_is_reached(training, tina):
    a_sitting(training)
    amal, ben = register(training, make_person("Amal")), register(training, make_person("Ben"))
    written(training, amal, MailState.BOUNCED)
    written(training, ben, MailState.BOUNCED)
    written(training, ben, MailState.SENT, "2")
    written(training, amal, MailState.WAITING, "2")  # of which nobody knows yet
    written(make_training("Anderes"), register(make_training("Drittes"), ben.user), MailState.BOUNCED, "9")
    assert facts(training, tina).unreached == 1
    written(training, amal, MailState.SENT, "3")
    assert facts(training, tina).unreached == 0


def test_a_sitting_has_a_place_a_session_groups_marks_and_a_list(training, tina, a_session):
    sitting = a_sitting(training, -1)
    amal, ben = register(training, make_person("Amal")), register(training, make_person("Ben"))
    Mark.objects.create(sitting=sitting, registration=amal, status="absent", source="trainer", at=sitting.starts_at)
    Mark.objects.create(sitting=sitting, registration=amal, status="late", source="trainer", at=sitting.starts_at)
    Mark.objects.create(sitting=sitting, registration=ben, status="open", source="trainer", at=sitting.starts_at)
    GroupPlace.objects.create(sitting=sitting, registration=ben, group=0)
    [found] = facts(training, tina).sittings
    assert (found.unnoted, found.there, found.without_group, found.has_list) == (1, 1, 1, False)
    assert (found.has_place, found.has_session, found.in_room, found.live) == (True, False, True, False)
    SignedList.objects.create(sitting=sitting, file="signed_lists/1.pdf")
    training.place = training.address = ""
    sitting.medium, sitting.session = "both", a_session
    sitting.save()
    [found] = facts(training, tina).sittings
    assert (found.has_list, found.without_group) == (True, 0)  # its groups are those of the session
    assert (found.has_place, found.has_session, found.in_room, found.live) == (False, True, True, True)


def test_what_does_not_take_place_is_left_out(training, tina):
    a_sitting(training, -1, cancelled=True)
    assert facts(training, tina).sittings == ()


def test_it_costs_the_same_for_one_and_for_three(tina, django_assert_num_queries):
    several = [make_training(title, trainer=tina) for title in ("Eins", "Zwei", "Drei")]
    for training in several:
        register(training, make_person(training.title))
    for number in (1, 3):
        with django_assert_num_queries(8):
            todos.of_trainings(several[:number], tina, timezone.now())


@pytest.mark.parametrize("kind", ToDoKind)
def test_each_thing_to_do_leads_to_where_it_is_done(kind, training, tina):
    sitting = a_sitting(training)
    address = todos.address_of(training, todos.ToDo(kind, 1, sitting.pk))
    assert address.startswith(f"/trainings/{training.key}/")


def test_nobody_leads_it(training, tina):
    a_sitting(training, 30)
    Trainership.objects.all().delete()
    assert kinds(training, tina) == [ToDoKind.NAME_TRAINER]
