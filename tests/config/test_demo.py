"""The demo loads through the same doors as everything else, and twice changes nothing."""

import pytest
from django.core.management import call_command

from community.models import Organisation, User
from deliberation.models import AgendaTemplate, Entry, RoomRecord, Session
from elearning.models import CourseRelease, LessonPage


def counted() -> dict[str, int]:
    models = (Organisation, User, AgendaTemplate, Session, LessonPage, CourseRelease)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.django_db
def test_the_demo_loads_and_says_whom_to_log_in_as_and_loading_it_again_changes_nothing(capsys):
    call_command("demo")
    said = capsys.readouterr().out
    before = counted()
    log = Entry.objects.filter(room__stage="closed").count()
    call_command("demo")

    assert counted() == before
    assert Entry.objects.filter(room__stage="closed").count() == log
    assert before["Organisation"] == 6
    assert before["Session"] == 2
    assert {room.stage for room in RoomRecord.objects.all()} == {"open", "closed"}
    for role in ("trainee", "trainer", "editor", "coordinator", "operator"):
        assert f"{role}: " in said
