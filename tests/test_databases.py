"""A test that commits leaves nothing to the next one, whoever wrote it, and takes nothing away from it."""

from threading import Thread

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from wagtail.models import Locale, Page

from community.models import Organisation, User
from tests import databases

pytestmark = pytest.mark.django_db(transaction=True)


def contents() -> dict[str, list[tuple[object, ...]]]:
    with connection.cursor() as cursor:
        rows = {
            table: cursor.execute(f"SELECT * FROM {databases.quoted(table)}").fetchall() for table in databases.tables()
        }
    return {table: sorted(found, key=str) for table, found in rows.items()}


@pytest.fixture
def before():
    return contents()


def test_what_was_written_is_gone(before):
    kreis = Organisation.objects.create(name="Kreis", slug="kreis", kind="authority")
    User.objects.create_user("anna@example.org", organisation=kreis)
    databases.clean()
    assert contents() == before


def test_what_another_thread_wrote_is_gone(before):
    def write() -> None:
        User.objects.create_user("ben@example.org")
        connection.close()

    thread = Thread(target=write)
    thread.start()
    thread.join()
    assert contents() != before
    databases.clean()
    assert contents() == before


def test_what_the_migrations_made_is_there_again(before):
    Permission.objects.all().delete()
    Locale.objects.update(language_code="fr")
    Page.objects.get(depth=2).add_child(instance=Page(title="More", slug="more"))
    databases.clean()
    assert contents() == before


def test_ids_are_not_given_twice():
    """As after Django's flush: a cache that knows an id from before must not meet another row."""
    first = User.objects.create_user("anna@example.org").pk
    databases.clean()
    assert User.objects.create_user("ben@example.org").pk > first
