"""Erasing does what the register says, to each field of each row that is about the person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.register import Erasure
from community.models import User
from config import erasures, own_data
from config.register import PERSONAL
from deliberation import sessions
from deliberation.core import people
from deliberation.core.acting import Role
from deliberation.log.deciding import handle
from deliberation.models import Session
from elearning.models import Cohort

pytestmark = pytest.mark.django_db

# Rows that are not made field by field, since they belong to something larger.
MADE_BY_HAND = {"community.User", "wagtailcore.Page", "community.BrowserSession", "elearning.Cohort"} | {
    f"deliberation.{name}" for name in ("Session", "Participation", "Entry")
}
EXAMPLES = {
    models.BooleanField: lambda: True,
    models.DateTimeField: timezone.now,
    models.FloatField: lambda: 1.0,
    models.IntegerField: lambda: 1,
    models.JSONField: lambda: {"comment": "Amal's words"},
    models.UUIDField: uuid4,
}


@pytest.fixture(autouse=True)
def _ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"


@pytest.fixture
def amal(db):
    """Of everything that the register knows, something is about her."""
    amal = User.objects.create_user("amal@example.org", "secret", display_name="Amal")
    Client().force_login(amal)
    Page.objects.get(depth=2).add_child(instance=Page(title="Handout", owner=amal, locked_by=amal))
    planned = Session(title="Begleitung", question="Wer?", starts_at=timezone.now() + timedelta(days=1))
    session = sessions.plan(planned, amal)
    person = session.participations.get()
    handle(sessions.plenary(session).pk, person.pk, people.Join("Amal", Role.MODERATOR, ""))
    Cohort.objects.create(name="Begleitgruppe", course_key=uuid4()).trainers.add(amal)
    for entry in PERSONAL:
        if entry.model not in MADE_BY_HAND:
            make(apps.get_model(entry.model), amal)
    return amal


def make(model, person):
    """A row with something in every field, and the person wherever one can stand."""
    row = model(**{field.name: example(field, person) for field in model._meta.concrete_fields if is_needed(field)})
    return model._base_manager.bulk_create([row])[0]  # whatever else saving would do or refuse


def is_needed(field):
    is_automatic = isinstance(field, models.AutoField) or getattr(field, "auto_now_add", False)
    return not is_automatic and not (field.null and field.is_relation and field.related_model is not User)


def example(field, person):
    if field.is_relation:
        return related(field.related_model, person)
    if field.choices:
        return field.flatchoices[0][0]
    if field.name in ("email", "recipient"):
        return person.email
    for kind, made in EXAMPLES.items():
        if isinstance(field, kind):
            return made()
    return uuid4().hex[: min(field.max_length or 32, 8)]


def related(model, person):
    if model is User:
        return person
    if model is ContentType:
        return ContentType.objects.get_for_model(Page)
    return model._base_manager.first() or make(model, person)


def values(entry, row):
    return {field.name: value(row, row._meta.get_field(field.name)) for field in entry.fields}


def value(row, field):
    """Of people who stand in a list, the one whom this is about comes first: nobody else is in it."""
    if isinstance(field, models.ManyToManyField):
        return getattr(row, field.name).values_list("pk", flat=True).first()
    return getattr(row, getattr(field, "attname", ""), None)


def test_each_field_becomes_what_the_register_says(amal):
    subject = own_data.subject_of(amal)
    before = {entry.model: [(row.pk, values(entry, row)) for row in entry.rows_about(subject)] for entry in PERSONAL}
    about_nobody = {
        "deliberation.Invitation",
        "django_tasks_database.DBTaskResult",
        "wagtail_localize.TranslationSource",
    }
    assert {model for model, rows in before.items() if not rows} == about_nobody
    erasures.erase(amal)
    for entry in PERSONAL:
        for pk, known in before[entry.model]:
            row = entry.rows.filter(pk=pk).first()
            assert (row is None) == (entry.erasure == Erasure.DELETED), entry.model
            if row:
                check(entry, known, values(entry, row), subject.account)


def check(entry, before, after, account):
    for field in entry.fields:
        was, stays = before[field.name], after[field.name]
        name = f"{entry.model}.{field.name}"
        match entry.erasure_of(field):
            case Erasure.STAYS:
                assert stays == was, name
            case Erasure.EMPTIED:
                assert stays != was or not was, name
            case Erasure.UNLINKED:
                assert account is None or stays is None or stays != account.pk, name


def test_whoever_erases_themselves_gets_a_mail_in_their_language(amal, mailoutbox):
    amal.language = "en"
    amal.save()
    erasures.erase_oneself(amal, "Zweiklang")
    (last,) = mailoutbox
    assert (last.subject, last.to) == ("Your account is erased", ["amal@example.org"])
