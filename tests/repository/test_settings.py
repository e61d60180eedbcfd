"""Production is safe as it stands, and refuses to start without what makes it so."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRETS = {
    "SECRET_KEY": "never-used-anywhere-else-" * 4 + "abcdefghijklmnop",
    "BASE_URL": "https://lernen.example.de",
    "ALLOWED_HOSTS": "lernen.example.de",
}


GROWN_UP = {
    "DATABASE_URL": "postgres://somebody:secret@db.example.de/zweiklang",
    "REDIS_URL": "redis://redis.example.de/0",
}


def check(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return run(["check", "--deploy", "--fail-level", "WARNING"], environment)


def run(command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=inherited | {"DJANGO_SETTINGS_MODULE": "config.settings.production"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", sorted(SECRETS))
def test_production_does_not_start_without(missing):
    done = check({name: value for name, value in SECRETS.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr


@pytest.mark.parametrize("settings", ["config.settings.development", "config.settings.test", "tests.faults.settings"])
def test_what_is_no_production_starts_without_any_variable(settings):
    done = run(["shell", "--no-imports", "--command", "print('started')"], {"DJANGO_SETTINGS_MODULE": settings})
    assert done.stdout == "started\n", done.stderr


def test_the_embedded_profile_is_ready_for_deployment():
    done = check(SECRETS)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_the_grown_up_profile_is_ready_for_deployment():
    done = check(SECRETS | GROWN_UP)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_what_the_embedded_profile_acknowledges_is_on_disk_and_what_it_deletes_is_not(tmp_path):
    asked = "from django.db import connection as c; k = c.cursor(); " + "; ".join(
        f"print(k.execute('PRAGMA {name}').fetchone()[0])" for name in ("journal_mode", "synchronous", "secure_delete")
    )
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}"}
    full, on = "2", "1"
    assert run(["shell", "--no-imports", "--command", asked], SECRETS | database).stdout.split() == ["wal", full, on]


def test_what_the_grown_up_profile_acknowledges_is_on_disk():
    assert "synchronous_commit=on" in options_of("")


def test_only_who_serves_people_gives_up_on_a_statement():
    assert "statement_timeout" not in options_of("")
    assert "statement_timeout=5000" in options_of("import config.asgi; ")


def test_each_thread_of_a_process_has_a_connection():
    asked = "from django.conf import settings as s; print(s.DATABASES['default']['OPTIONS']['pool']['max_size'])"
    printed = run(["shell", "--no-imports", "--command", asked], SECRETS | GROWN_UP | {"PAGE_THREADS": "12"}).stdout
    pages, rooms, workers, clock = 12, 5, 2, 1
    assert int(printed) == pages + rooms + workers + clock


def options_of(first: str) -> str:
    asked = f"{first}from django.db import connection; print(connection.settings_dict['OPTIONS']['options'])"
    return run(["shell", "--no-imports", "--command", asked], SECRETS | GROWN_UP).stdout


def test_operators_are_told_of_every_variable():
    settings = (ROOT / "config" / "settings" / "production.py").read_text(encoding="utf-8")
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    variables = re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", settings)
    assert [name for name in variables if f"`{name}`" not in told] == []
    assert set(SECRETS) <= set(variables)
