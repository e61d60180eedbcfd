"""`manage.py erase` and `manage.py after_restore`: who was erased stays erased, also when a backup comes back."""

import io
import json
from datetime import timedelta

import pytest
from django.core import serializers
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Site

from community import erasures as accounts
from community import ledger
from community.models import User
from deliberation import erasures, sessions
from deliberation.core import agreement, exchange, people
from deliberation.core.acting import Role
from deliberation.core.agenda import OpenRoom
from deliberation.log.deciding import handle
from deliberation.models import AgendaTemplate, Participation, RoomRecord, Session
from elearning import enrolments
from elearning.models import Enrolment, ItemText, Reflection
from tests.elearning import content

pytestmark = pytest.mark.django_db

SECRETS = ("Amal", "amal@example.org", "What Amal said", "What Amal wrote")


@pytest.fixture(autouse=True)
def _ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


@pytest.fixture
def amal(db):
    return User.objects.create_user("amal@example.org", "secret", display_name="Amal")


@pytest.fixture
def session(db):
    trainer = User.objects.create_user("tina@example.org", "secret", display_name="Tina")
    phase = {"code": "opening", "title": "Ankommen", "minutes": 10, "mode": "free", "instruction": ""}
    template = AgendaTemplate.objects.create(title="Standard", phases=[("phase", phase)])
    tomorrow = timezone.now() + timedelta(days=1)
    planned = Session(title="Begleitung", question="Wer begleitet?", template=template, starts_at=tomorrow)
    return sessions.plan(planned, trainer)


@pytest.fixture
def said(amal, session):
    """Amal took part in a session and said something there."""
    room = sessions.plenary(session).pk
    amals = sessions.take_part(session, amal, Role.PARTICIPANT)
    moderator = session.participations.get(role=Role.MODERATOR)
    for person, command in (
        (amals, people.Join("Amal", Role.PARTICIPANT, "")),
        (moderator, OpenRoom()),
        (amals, agreement.ConfirmRules(0)),
        (amals, exchange.Contribute("What Amal said")),
        (moderator, exchange.Contribute("What Tina said")),
    ):
        assert handle(room, person.pk, command).refused == ""
    return amals


@pytest.fixture
def wrote(amal):
    """Amal takes a course and wrote something for herself."""
    course = content.a_course(Site.objects.get(is_default_site=True).root_page)
    content.a_lesson(content.a_module(course), "Lesson", content.reflection())
    text = ItemText.objects.select_related("version__item").get()
    return Reflection.objects.create(
        enrolment=enrolments.enrol(amal, course), item=text.version.item, text=text, body="What Amal wrote"
    )


def told(*command):
    out = io.StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


def database():
    """All rows, as text."""
    return told("dumpdata", "--exclude", "contenttypes", "--exclude", "auth.permission")


def restore(backup):
    for row in serializers.deserialize("json", backup):
        row.save()


def secrets_in(text):
    return [secret for secret in SECRETS if secret in text]


def test_before_erasing_it_says_what_will_go_and_asks(said, wrote, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "no")
    out = io.StringIO()
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command("erase", "amal@example.org", stdout=out)
    assert out.getvalue().splitlines() == [
        "The account of Amal <amal@example.org>",
        "What was said as Amal in the session “Begleitung”",
        "Progress, answers and reflections in the course “A course”",
    ]
    assert secrets_in(database()) == list(SECRETS)


def test_who_says_yes_erases(said, wrote, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "yes")
    assert told("erase", "AMAL@example.org").endswith("Erased.\n")
    left = database()
    assert secrets_in(left) == []
    assert "What Tina said" in left
    assert not Enrolment.objects.exists()


def test_repeating_it_is_harmless(said, settings):
    told("erase", "amal@example.org", "--no-input")
    before = settings.ERASURE_LEDGER.read_text()
    assert told("erase", "amal@example.org", "--no-input").startswith("There is no account")
    assert settings.ERASURE_LEDGER.read_text() == before


def test_the_ledger_has_ids_and_no_names(said, wrote, settings):
    told("erase", "amal@example.org", "--no-input")
    (line,) = settings.ERASURE_LEDGER.read_text().splitlines()
    erased = json.loads(line)
    assert (erased["accounts"][0][0], erased["participations"][0][0]) == (wrote.enrolment.user_id, said.pk)
    assert secrets_in(line) == []


def test_a_restored_backup_does_not_bring_back_who_was_erased(said, wrote):
    backup = database()
    told("erase", "amal@example.org", "--no-input")
    restore(backup)
    assert secrets_in(database()) == list(SECRETS)
    epochs = set(RoomRecord.objects.values_list("epoch", flat=True))
    assert "Erased again: 1 and 1." in told("after_restore")
    left = database()
    assert secrets_in(left) == []
    assert "What Tina said" in left
    assert epochs.isdisjoint(RoomRecord.objects.values_list("epoch", flat=True))
    assert "Erased again: 0 and 1." in told("after_restore")


def test_a_ledger_that_is_ahead_of_the_database_is_followed(said, amal):
    """The machine went down when the ledger was written and the database was not."""
    ledger.write({"accounts": accounts.rows([amal]), "participations": erasures.rows([said])})
    told("after_restore")
    assert secrets_in(database()) == []


def test_ids_that_the_backup_does_not_have_are_fine(said):
    backup = database()
    late = said.session.participations.create(name="Late", role=Role.PARTICIPANT)
    erasures.erase([late])
    RoomRecord.objects.all().delete()
    Participation.objects.all().delete()
    for user in User.objects.all():
        accounts.erase_again(user)
    assert "names 0 accounts and 1 participations. Erased again: 0 and 0." in told("after_restore")
    restore(backup)
    assert "Erased again: 0 and 0." in told("after_restore")


def test_without_a_ledger_the_rooms_begin_anew_all_the_same(session):
    epoch = RoomRecord.objects.get().epoch
    assert "1 rooms begin anew" in told("after_restore")
    assert RoomRecord.objects.get().epoch != epoch
