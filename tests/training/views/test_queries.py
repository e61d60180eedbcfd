"""No page of a training asks the database more often when there is four times as much to show."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from community.models import MailState, OutgoingMail
from config.bootstrap import bootstrap
from tests.training.making import make_organisation, make_sitting, register
from tests.training.planned import announced, drafted, person, registers, sittings
from training import feeds, messages, signing, urls
from training.core.places import State
from training.models import Mark, Needs, SignedList

pytestmark = pytest.mark.django_db

FEW, MANY = 2, 8
REGISTERING = 60  # questions, all that follows included
# Pages that have to be among those that are found, whatever else there is.
SHOWN = {
    *("trainings", "public_calendar", "own_calendar", "personal_calendar", "plan", "desk", "here", "mine", "give_back"),
    *("quiet", "training", "register", "employer", "edit", "cancel", "copy", "people", "plan_session", "messages"),
    *("attendance", "attendance_code", "signature_list", "correct"),
}


@pytest.fixture
def planner():
    user = person("Jutta", organisation=make_organisation())
    for codename in ("add_training", "view_training", "add_session"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    return user


@pytest.fixture
def training(planner):
    """One that goes on, so that there is a code; clubs wait, as their quota is none."""
    begins = timezone.now() + timedelta(minutes=30)
    held = [*sittings(1, medium="both")]
    held[0].starts_at, held[0].ends_at = begins, begins + timedelta(hours=2)
    return announced(planner, capacity=400, held=held, quotas={"culture_club": 0}, waiting="by_hand", bring="Stifte")


def grow(training, planner, name):
    """By one of everything that its pages show."""
    confirmed = registers(training, person(f"{name}-ja"), "authority", food="ohne Nüsse")
    registers(training, person(f"{name}-wartet"), "culture_club", access="ohne Stufen")
    for state in (State.OFFERED, State.NAMED, State.CANCELLED, State.DECLINED, State.LAPSED):
        made = register(training, f"{name}-{state}@example.net", state, registered_by=planner)
        Needs.objects.create(registration=made, language="Dari")
    sitting = training.sittings.earliest("starts_at")
    for status in ("absent", "present"):
        marked = {"sitting": sitting, "registration": confirmed, "by": planner}
        Mark.objects.create(**marked, status=status, source="trainer", at=timezone.now())
    SignedList.objects.create(sitting=sitting, file="signed_lists/none.pdf", added_by=planner)
    make_sitting(training, timezone.now() + timedelta(days=20), place="Bücherei")
    OutgoingMail.objects.create(
        event=f"{messages.events_of(training)}1 {confirmed.pk}",
        **{"recipient": f"{name}@example.org", "subject": "-", "content": {}, "message_id": name},
        **{"state": MailState.BOUNCED, "due": timezone.now()},
    )
    other = announced(planner, f"Auch {name}", place=f"Ort {name}", capacity=3)
    registers(other, planner)
    drafted(planner, f"Entwurf {name}")


def pages(training, planner):
    """All addresses of trainings, by name, as far as their parts are known here."""
    sitting = training.sittings.earliest("starts_at")
    confirmed = training.registrations.filter(state=State.CONFIRMED).earliest("pk")
    waiting = training.registrations.filter(state=State.WAITING).latest("pk")
    calendar = feeds.key_of(planner) or feeds.make_key(planner)
    parts = {"sitting": sitting.pk, "registration": confirmed.pk, "signed": signing.ticket(sitting.pk)}
    for pattern in urls.urlpatterns:
        route, asked = str(pattern.pattern), pattern.pattern.converters
        mine = {"mine": waiting.key, "calendar": calendar.key}.get(route.partition("/")[0], training.key)
        known = {name: value for name, value in (parts | {"key": mine}).items() if name in asked}
        try:
            yield pattern.name, reverse(f"training:{pattern.name}", kwargs=known)
        except NoReverseMatch:
            continue


def asked(training, planner, before=None):
    """By name of the page: how many questions it asks, once what stays with a process has been read; whoever asks more
    than before asks again. Forms that are only sent have no page."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(planner)
    full = announced(planner, "Voll", capacity=1)
    registers(full, person(f"Rolf-{full.pk}"))
    found = {}
    for name, address in [*pages(training, planner), ("full", full.get_absolute_url())]:
        answer, number = read(client, address)
        if answer.status_code != 200:
            continue
        if before is None or number > before[name]:
            _, number = read(client, address)
        found[name] = number
    return found


def read(client, address):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    return answer, len(queries)


def test_no_page_asks_more_questions_with_four_times_the_data(training, planner):
    bootstrap()
    for number in range(FEW):
        grow(training, planner, f"w{number}")
    few = asked(training, planner)
    for number in range(FEW, MANY):
        grow(training, planner, f"w{number}")
    many = asked(training, planner, few)
    assert few.keys() >= SHOWN
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    assert max(many.values()) <= 50


@pytest.mark.parametrize("people", [FEW, MANY])
def test_registering_asks_the_same_number_of_questions_however_many_have_registered(planner, people):
    bootstrap()
    training = announced(planner, capacity=3, quotas={"culture_club": 1})
    for number in range(people):
        registers(training, person(f"p{number}"), ("culture_club", "authority")[number % 2])
    anna = person("Anna")
    client = Client(headers={"accept-language": "en"})
    client.force_login(anna)
    with CaptureQueriesContext(connection) as queries:
        sent = client.post(f"{training.get_absolute_url()}register/", {"name": "Anna", "kind": "culture_club"})
    assert sent.status_code == 302
    assert len(queries) <= REGISTERING
