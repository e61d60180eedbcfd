"""The database of the tests: which of them run on both kinds, and how it is made for each worker and cleaned."""

import functools
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase

from tests import migrated as once
from tests.migrated import only_one
from tests.private_servers import TEMPLATE

ROOT = Path(__file__).resolve().parent

# SQLite and PostgreSQL, a process's memory and Valkey differ in locking, transactions, constraints, SQL of our own,
# full text, order and grouping. What has to do with that runs on both, everything else on SQLite only;
# `tests/repository/test_databases.py` says what must be here.
BOTH = (
    "cms/test_identity.py",
    "cms/test_models.py",
    "cms/test_search.py",
    "cms/test_sites.py",
    "cms/test_views.py",
    "community/test_directory.py",
    "community/test_erasures.py",
    "community/test_invitations.py",
    "community/test_models.py",
    "community/test_outbox.py",
    "community/test_second_factor.py",
    "community/test_signing_up.py",
    "community/test_viewsets.py",
    "config/test_bootstrap.py",
    "config/test_clock.py",
    "config/test_erase.py",
    "config/test_erasures.py",
    "config/test_first_account.py",
    "config/test_first_agendas.py",
    "config/test_first_pages.py",
    "config/test_health.py",
    "config/test_jobs.py",
    "config/test_pages.py",
    "config/test_reports.py",
    "config/test_work.py",
    "deliberation/cast/test_living_rooms.py",
    "deliberation/cast/test_rehearsals.py",
    "deliberation/cast/test_trainers.py",
    "deliberation/live/",
    "deliberation/log/",
    "deliberation/test_ballots.py",
    "deliberation/test_entrance.py",
    "deliberation/test_erasures.py",
    "deliberation/test_groups.py",
    "deliberation/test_methods.py",
    "deliberation/test_migrations.py",
    "deliberation/test_sessions.py",
    "elearning/edits/test_telling.py",
    "elearning/test_answers.py",
    "elearning/test_availability.py",
    "elearning/test_cases.py",
    "elearning/test_cohorts.py",
    "elearning/test_enrolments.py",
    "elearning/test_publishing.py",
    "elearning/test_retaking.py",
    "test_databases.py",
    "training/test_attending.py",
    "training/test_employers.py",
    "training/test_entries.py",
    "training/test_erasures.py",
    "training/test_grouping.py",
    "training/test_letters.py",
    "training/test_live_places.py",
    "training/test_log.py",
    "training/test_migrations.py",
    "training/test_planning.py",
    "training/test_registering.py",
)


def runs_on_both(path: Path) -> bool:
    return str(path.relative_to(ROOT)).startswith(BOTH)


def apart() -> dict[str, str]:
    """The environment of a run of tests that a test starts."""
    return {name: value for name, value in os.environ.items() if name not in {"RUN_FOLDER", "PYTEST_XDIST_WORKER"}}


def create() -> None:
    """Migrating takes longer than most tests, so the first worker does it for all."""
    with only_one(settings.RUN_FOLDER / "migrating"):
        name = migrated(settings.RUN_FOLDER / "migrated")
        if settings.WORKER:
            name = copied(name, f"{name}_{settings.WORKER}")
    connection.settings_dict["NAME"] = name
    TransactionTestCase._fixture_teardown = clean  # type: ignore[attr-defined]


def destroy() -> None:
    """A busy disk may take longer to drop it than a statement may take for which somebody waits."""
    connection.settings_dict["OPTIONS"].pop("options", None)
    connection.creation.destroy_test_db(verbosity=0)


def migrated(done: Path) -> str:
    if not done.exists():
        done.write_text(copy_for_this_run() or migrate_for_this_run())
        keep()
        close()
    return done.read_text()


def migrate_for_this_run() -> str:
    return str(connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False))


def copy_for_this_run() -> str:
    """Of what was migrated for all steps of the checks, if there is such a database."""
    template = str(once.sqlite() or "") if connection.vendor == "sqlite" else os.environ.get(TEMPLATE)
    if not template:
        return ""
    connection.close()
    name = copied(template, connection.settings_dict["TEST"]["NAME"] or f"test_{connection.settings_dict['NAME']}")
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
    if "MIGRATE_FURTHER" in os.environ:
        call_command("migrate", run_syncdb=True, verbosity=0)
    return name


def copied(template: str, name: str) -> str:
    if connection.vendor == "sqlite":
        shutil.copy(template, name)
    else:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return name


def close() -> None:
    """PostgreSQL copies no database that somebody is connected to."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's alone has one


# --- after a test that commits ----------------------------------------------------------------------------------------


def clean(case: object = None) -> None:
    """Instead of Django's flush, which empties all tables and fills those of permissions again: 100 ms against 1.

    A look at the tables finds whatever differs from what the migrations left, whichever thread or connection wrote it.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(question())
        for (table,) in cursor.fetchall():  # in any order, since constraints are deferred
            cursor.execute(f"DELETE FROM {quoted(table)}")
            if table in kept():
                cursor.execute(f"INSERT INTO {quoted(table)} SELECT * FROM {quoted(KEPT + table)}")


KEPT = "kept_"


def keep() -> None:
    """A copy of each table that the migrations filled."""
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {quoted(table)})")
            if cursor.fetchone()[0]:
                cursor.execute(f"CREATE TABLE {quoted(KEPT + table)} AS SELECT * FROM {quoted(table)}")


@functools.cache
def question() -> str:
    """The names of all tables that are not as they were."""
    return " UNION ALL ".join(
        f"SELECT '{table}' WHERE {differs(table) if table in kept() else is_filled(table)}" for table in tables()
    )


@functools.cache
def kept() -> set[str]:
    return {name.removeprefix(KEPT) for name in connection.introspection.table_names() if name.startswith(KEPT)}


def differs(table: str) -> str:
    now, before = f"SELECT * FROM {quoted(table)}", f"SELECT * FROM {quoted(KEPT + table)}"
    return f"EXISTS ({now} EXCEPT {before}) OR EXISTS ({before} EXCEPT {now})"


def is_filled(table: str) -> str:
    return f"EXISTS (SELECT 1 FROM {quoted(table)})"


def tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def quoted(table: str) -> str:
    return connection.ops.quote_name(table)
