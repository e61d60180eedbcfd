"""`manage.py rehearse`: what it refuses, with a sentence. What it does is told by the tests of the cast."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"people": 13}, "between 1 and 12"),
        ({"speed": 500}, "between 0.5 and 120"),
        ({"template": "unknown"}, "Known are: standard-90"),
        ({"kill": True, "server": "http://localhost"}, "leave out --server"),
    ],
)
def test_what_cannot_be_played_gets_a_sentence(options, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("rehearse", **options)


@pytest.mark.django_db
def test_a_session_that_is_not_there_gets_a_sentence():
    with pytest.raises(CommandError, match="no such session"):
        call_command("rehearse", "/sessions/unknown/room/")


@pytest.mark.django_db
def test_an_empty_database_gets_a_sentence(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    with pytest.raises(CommandError, match="no tables yet"):
        call_command("rehearse")
