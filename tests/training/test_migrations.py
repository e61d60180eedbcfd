"""Sessions for which everybody could register become trainings with one sitting."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from training import entries
from training.core.places import Stage, State, taken
from training.models import Mark, MarkReason, Registration, Training

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("deliberation", "0024_when_people_were_connected"), ("training", "0003_live_places")]


def migrate(to):
    return MigrationExecutor(connection).migrate(to).apps


@pytest.fixture
def before() -> Iterator[object]:
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()
    try:
        yield migrate(BEFORE)
    finally:
        migrate(leaves)


def planned(apps, key, stage="planned", days=3, **fields):
    begins = timezone.now() + timedelta(days=days)
    session = apps.get_model("deliberation.Session").objects.create(
        key=key, title=key, question="Wer?", starts_at=begins, places=5, **fields
    )
    session.rooms.create(kind="plenary", stage=stage)
    return session


def test_an_open_session_takes_along_who_has_a_place(before):
    users = before.get_model("community.User").objects
    tina, anna = (users.create(email=f"{name}@example.org", display_name=name) for name in ("Tina", "Anna"))
    session = planned(before, "open", registration_open=True, created_by=tina)
    planned(before, "invited")
    planned(before, "over", stage="closed", registration_open=True)
    planned(before, "long over", days=-4, registration_open=True)
    session.participations.create(user=tina, role="moderator", name="Tina")
    session.participations.create(user=anna, role="participant", name="Anna B.", kind="authority")
    session.participations.create(user=None, role="participant", name="Gerda")
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    training = Training.objects.get()
    sitting, registration = training.sittings.get(), Registration.objects.get()
    assert (training.title, training.stage, training.capacity) == ("open", Stage.ANNOUNCED, 4)
    assert [each.display_name for each in training.trainers.all()] == ["Tina"]
    assert (sitting.session_id, sitting.ends_at - sitting.starts_at) == (session.pk, timedelta(minutes=90))
    assert (registration.name, registration.kind, registration.state) == ("Anna B.", "authority", State.CONFIRMED)
    assert registration.live_places.get().participation.name == "Anna B."
    places = entries.load(training.pk)
    assert (taken(places), places.capacity, training.head) == (1, 4, training.entries.count())


def test_a_reason_becomes_a_row_of_whoever_gave_it(before):
    now = timezone.now()
    tina = before.get_model("community.User").objects.create(email="tina@example.org", display_name="Tina")
    training = before.get_model("training.Training").objects.create(title="Zuhören", summary="?")
    sitting = training.sittings.create(starts_at=now, ends_at=now)
    place = training.registrations.create(name="Anna", key="1")
    for reason in ("", "came by bus"):
        sitting.marks.create(registration=place, status="late", source="trainer", at=now, by=tina, reason=reason)
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    assert [(mark.reason, mark.by_id) for mark in Mark.objects.order_by("pk")] == [
        ("", tina.pk),
        ("came by bus", tina.pk),
    ]
    assert MarkReason.objects.get().by_id == tina.pk
