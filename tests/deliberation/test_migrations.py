"""Migrations that change rows, on a database that has some."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = [("deliberation", "0012_sessions_can_be_examples")]
PHASES = [
    {"type": "phase", "value": {"code": "opening", "title": "Ankommen", "minutes": 10, "mode": "free"}, "id": "a"},
    {"type": "phase", "value": {"code": "stake", "title": "Bezug", "minutes": 25, "mode": "free"}, "id": "b"},
]
QUESTIONS = [{"type": "question", "value": {"phase": "stake", "question": "Wann?"}, "id": "c"}]


def migrate(to):
    """Answers the models as they are there."""
    executor = MigrationExecutor(connection)
    return executor.migrate(to).apps


def leaves():
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


@pytest.fixture
def before() -> Iterator[object]:
    """The models as of then, in a database that is led on to now whatever happens."""
    try:
        yield migrate(BEFORE)
    finally:
        migrate(leaves())


def test_sessions_from_before_keep_their_minutes_and_get_a_projector_key_each(before):
    template = before.get_model("deliberation.AgendaTemplate").objects.create(
        title="Standard", phases=PHASES, questions=QUESTIONS
    )
    sessions = before.get_model("deliberation.Session").objects
    begins = datetime(2026, 3, 1, 18, tzinfo=UTC)
    for key, chosen in (("one", template), ("two", template), ("three", None)):
        sessions.create(title=key, question="Wer?", key=key, starts_at=begins, template=chosen)
    now = migrate(leaves())
    found = {each.key: each for each in now.get_model("deliberation.Session").objects.all()}
    assert {key: each.minutes for key, each in found.items()} == {"one": 35, "two": 35, "three": 90}
    assert {each.medium for each in found.values()} == {"written"}
    assert len({each.projector_key for each in found.values()}) == 3
    assert all(len(each.projector_key) >= 20 for each in found.values())
    [question] = now.get_model("deliberation.AgendaTemplate").objects.get().questions.raw_data
    assert question["value"] == {"phase": "stake", "purpose": "own_experience", "question": "Wann?"}
