"""Whatever could hold something of a person stands in the register, and nothing stands there that does not exist."""

from collections import Counter

import pytest
from django.apps import apps
from django.db import models
from django.db.models import (
    BinaryField,
    CharField,
    FileField,
    ForeignKey,
    GenericIPAddressField,
    JSONField,
    ManyToManyField,
    TextField,
)
from django.test.utils import isolate_apps
from wagtail.fields import StreamField

from cms.register import Erasure, Export
from community.models import User
from config.register import IMPERSONAL, PERSONAL

WORDS = (CharField, TextField, JSONField, FileField, BinaryField, GenericIPAddressField, StreamField)
PERSONAL_NAMES = {each.model: {field.name for field in each.fields} for each in PERSONAL}
OTHER_NAMES = {each.model: set(each.impersonal.split()) for each in PERSONAL} | {
    each.model: set(each.names.split()) for each in IMPERSONAL
}
PEOPLE = {each.model for each in PERSONAL if each.is_a_person}


def fields(model):
    """Those of its own table; of what Wagtail's pages inherit, `wagtailcore.Page` has the entry."""
    own = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in own if not field.primary_key and not field.auto_created]


def could_hold_words(field):
    return isinstance(field, WORDS) and not field.choices


def leads_to_a_person(field):
    return isinstance(field, ForeignKey | ManyToManyField) and field.related_model._meta.label in PEOPLE


def without_entry(model):
    """Of a model in which something of people stands, every field has to be there: a mood is a number, too."""
    label = model._meta.label
    personal, other = PERSONAL_NAMES.get(label, set()), OTHER_NAMES.get(label, set())
    if personal:
        return {field.name for field in fields(model)} - personal - other - {"tags"}
    people = {field.name for field in fields(model) if leads_to_a_person(field)}
    return people | {field.name for field in fields(model) if could_hold_words(field)} - other


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_every_field_that_could_hold_something_of_a_person_has_an_entry(model):
    assert without_entry(model) == set()


def test_every_entry_is_about_a_field_that_is_there():
    assert len({*PERSONAL_NAMES, *(each.model for each in IMPERSONAL)}) == len(PERSONAL) + len(IMPERSONAL)
    for label in PERSONAL_NAMES.keys() | OTHER_NAMES.keys():
        there = {field.name for field in fields(apps.get_model(label))} | {"session_key"}
        named = PERSONAL_NAMES.get(label, set()) | OTHER_NAMES.get(label, set())
        assert named - there == set(), label


def test_no_field_stands_there_twice():
    for each in PERSONAL:
        names = Counter([*(field.name for field in each.fields), *each.impersonal.split()])
        assert [name for name, count in names.items() if count > 1] == [], each.model


@pytest.mark.parametrize("entry", PERSONAL, ids=lambda entry: entry.model)
def test_every_entry_says_why_how_long_who_sees_it_and_why_something_stays(entry):
    assert all(str(words) for words in (entry.title, entry.purpose, entry.seen_by, entry.retention.words))
    assert all(str(field.label) for field in entry.fields)
    stays = {entry.erasure_of(field) for field in entry.fields} != {Erasure.DELETED}
    assert stays == bool(entry.stays_because)


@isolate_apps("community")
def test_what_is_added_without_an_entry_is_found():
    class Diary(models.Model):  # noqa: DJ008
        mood = models.IntegerField()
        words = models.TextField()
        colour = models.CharField(max_length=5, choices=[("red", "Red")])
        author = models.ForeignKey(User, on_delete=models.CASCADE)

        class Meta:
            app_label = "community"

    assert without_entry(Diary) == {"words", "author"}


def test_a_number_about_somebody_is_found_too(monkeypatch):
    monkeypatch.setitem(PERSONAL_NAMES, "elearning.Completion", {"enrolment"})
    assert without_entry(apps.get_model("elearning.Completion")) == {"completed_at"}


def test_secrets_are_never_in_a_download():
    shown = {(each.model, field.name) for each in PERSONAL for field in each.fields if field.export == Export.SHOWN}
    secrets = {
        ("community.User", "password"),
        ("mfa.Authenticator", "data"),
        ("deliberation.Participation", "key"),
        ("deliberation.Invitation", "token"),
        ("community.OutgoingMail", "content"),
        ("account.EmailConfirmation", "key"),
    }
    assert shown & secrets == set()
