"""Production is safe as it stands, and refuses to start without what makes it so."""

import importlib
import os
import re
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import ConnectionHandler

from config.env import Environment

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = "config.settings.production"
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
        env=inherited | {"DJANGO_SETTINGS_MODULE": PRODUCTION} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("settings", ["config.settings.development", "config.settings.test", "tests.faults.settings"])
def test_what_is_no_production_starts_without_any_variable(settings):
    assert read({}, settings)["INSTALLED_APPS"]


def test_the_embedded_profile_is_ready_for_deployment():
    done = check(SECRETS)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_the_grown_up_profile_is_ready_for_deployment():
    done = check(SECRETS | GROWN_UP)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@pytest.mark.django_db
def test_what_the_embedded_profile_acknowledges_is_on_disk_and_what_it_deletes_is_not(tmp_path):
    database = read(SECRETS | {"DATABASE_URL": f"sqlite:///{tmp_path / 'site.sqlite3'}"})["DATABASES"]["default"]
    full, on = 2, 1
    with closing(ConnectionHandler({"default": database})["default"]) as connection, connection.cursor() as cursor:
        found = [
            cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    assert found == ["wal", full, on]


def test_what_the_grown_up_profile_acknowledges_is_on_disk():
    assert "synchronous_commit=on" in of_the_grown_up_database()["options"]


def test_only_who_serves_people_gives_up_on_a_statement():
    asked = (
        "import config.asgi; from django.db import connection; print(connection.settings_dict['OPTIONS']['options'])"
    )
    serving = run(["shell", "--no-imports", "--command", asked], SECRETS | GROWN_UP).stdout
    assert "statement_timeout" not in of_the_grown_up_database()["options"]
    assert "statement_timeout=5000" in serving


def test_each_thread_of_a_process_has_a_connection():
    pages, rooms, workers, clock, casts = 12, 5, 2, 1, 1
    assert of_the_grown_up_database(PAGE_THREADS="12")["pool"]["max_size"] == pages + rooms + workers + clock + casts


def of_the_grown_up_database(**environment: str) -> dict[str, Any]:
    options: dict[str, Any] = read(SECRETS | GROWN_UP | environment)["DATABASES"]["default"]["OPTIONS"]
    return options


def test_operators_are_told_of_every_variable():
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    variables = read(SECRETS)["env"].known
    assert [name for name in sorted(variables) if f"`{name}`" not in told] == []
    assert set(SECRETS) <= variables


LONGEST = 120  # lines: more than one concern, and nobody reads it


def test_each_concern_has_a_file_that_can_be_read_and_no_setting_stands_in_two():
    files = sorted((ROOT / "config" / "settings" / "production").glob("[a-z]*.py"))
    settings = {path.name: set(re.findall(r"^([A-Z_]+)(?:: .*)? = ", path.read_text(), re.M)) for path in files}
    assert sum(map(len, settings.values())) == len(set().union(*settings.values())) > 100
    assert {path.name: lines for path in files if (lines := len(path.read_text().splitlines())) > LONGEST} == {}


# --- bad values -------------------------------------------------------------------------------------------------------

NUMBERS = (
    *("PAGE_THREADS", "EMAIL_TIMEOUT", "TRUSTED_PROXY_COUNT", "SECURE_HSTS_SECONDS", "LIVE_SESSION_DAYS"),
    "TRAINING_DAYS",
    *("JOINS_SECONDS", "JOINS_PER_LINK", "JOINS_PER_ADDRESS", "PROJECTOR_LOOKS_PER_ADDRESS", "SEARCHES_PER_ADDRESS"),
    "BALLOTS_PER_PERSON",
    "REHEARSALS_AT_ONCE",
)
FLAGS = (
    *("SERVE_MEDIA", "STAFF_SECOND_FACTOR", "SECURE_SSL_REDIRECT"),
    *("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD"),
)
PATHS = ("MEDIA_ROOT", "STATIC_ROOT", "ERASURE_LEDGER")

# What nobody can have meant, by variable.
BAD = {
    **dict.fromkeys(FLAGS, ("flase", "True!", "2", "null")),
    **dict.fromkeys(NUMBERS, ("many", "-1", "1.5", "1e3", "99999999999999")),
    **dict.fromkeys(PATHS, ("var/media", "~/media")),
    "SECRET_KEY": (
        *("changeme", "change-me", "...", "x" * 60, "short-but-random-9f3k", "your-secret-key-here" * 4),
        *("django-insecure-" + "abcdefghijklmnopqrstuvwxyz" * 2, "<50 random characters or more, of your own making>"),
    ),
    "BASE_URL": (
        *("lernen.example.de", "ftp://lernen.example.de", "https://", "https://lernen.example.de/"),
        *("https://lernen.example.de/kurse", "https://somebody@lernen.example.de", "https://lernen.example.de:port"),
    ),
    "CAST_SERVER": ("127.0.0.1:8000", "ftp://rooms.example.de", "https://", "http://127.0.0.1:8000/"),
    "ALLOWED_HOSTS": ("*", "https://lernen.example.de", "lernen.example.de:443", "lernen.example.de,", "a b"),
    "DATABASE_URL": ("mysql://u:hidden@db/name", "postgres://u:hidden@db:port/name", "postgres://u:hidden@db", "x"),
    "REDIS_URL": ("http://:hidden@redis", "redis.example.de:6379", "redis://", "redis://:hidden@redis:port/0"),
    "EMAIL_URL": ("mail.example.de", "http://u:hidden@mail", "smtp://", "smtp://u:hidden@mail:port", "dummymail://"),
    "DEFAULT_FROM_EMAIL": ("zweiklang", "Zweiklang <>", "@example.de"),
    "TIME_ZONE": ("Berlin", "Europe/Berlni", "CEST+1"),
    "LOG_LEVEL": ("info", "VERBOSE", "20"),
}
EACH_BAD = [(name, value) for name, values in BAD.items() for value in (*values, "", "  ")]
MISSPELT = {
    "STAFF_SECOND_FACTER": "STAFF_SECOND_FACTOR",
    "STAFF_SECONDFACTOR": "STAFF_SECOND_FACTOR",
    "DATABASE_URI": "DATABASE_URL",
    "REDIS_ULR": "REDIS_URL",
    "ALLOWED_HOST": "ALLOWED_HOSTS",
    "SECURE_HSTS_SECOND": "SECURE_HSTS_SECONDS",
}


def read(environment: dict[str, str], settings: str = PRODUCTION) -> dict[str, Any]:
    """The settings in this environment, without a process of their own."""
    fresh = Environment({"PATH": "/usr/bin", "TZ": "UTC", "LANG": "C.UTF-8"} | environment)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("config.env.env", fresh)
        for name in [each for each in sys.modules if each.startswith((PRODUCTION, settings))]:
            patch.delitem(sys.modules, name)
        return vars(importlib.import_module(settings))


def test_every_variable_has_values_that_stop_the_start():
    assert set(BAD) == read(SECRETS)["env"].known


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_production_does_not_start_without(name):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is missing"):
        read({each: value for each, value in SECRETS.items() if each != name})


@pytest.mark.parametrize(("name", "value"), EACH_BAD)
def test_a_bad_value_stops_the_start_with_the_reason_and_no_secret(name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} ") as stopped:
        read(SECRETS | {name: value})
    assert "hidden" not in str(stopped.value)


@pytest.mark.parametrize(("name", "meant"), MISSPELT.items())
def test_a_misspelt_variable_stops_the_start_and_the_right_one_is_named(name, meant):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is not known. Is {meant} meant"):
        read(SECRETS | {name: "true"})


@pytest.mark.parametrize("word", ["false", "False", "no", "off", "0"])
def test_what_is_switched_off_is_off_in_all_usual_words(word):
    assert read(SECRETS | {"STAFF_SECOND_FACTOR": word})["STAFF_SECOND_FACTOR"] is False


def test_sub_domains_and_preload_are_the_operators_choice():
    names = ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    assert [read(SECRETS)[name] for name in names] == [False, False]
    assert [read(SECRETS | dict.fromkeys(names, "true"))[name] for name in names] == [True, True]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ({"SECRET_KEY": "changeme"}, "SECRET_KEY is a placeholder"),
        ({"STAFF_SECOND_FACTOR": "flase"}, "STAFF_SECOND_FACTOR is 'flase'. Use true or false."),
    ],
)
def test_the_check_before_deployment_fails_and_says_why(bad, says):
    done = check(SECRETS | bad)
    assert done.returncode != 0
    assert says in done.stderr
    assert "Traceback" not in done.stderr


# Right by themselves and wrong together.
CONTRADICTIONS = {
    "config.E001": {"BASE_URL": "http://lernen.example.de"},
    "config.E002": {"ALLOWED_HOSTS": ["www.example.de"]},
    "config.E003": {"MAIL_TRANSPORT": "django.core.mail.backends.console.EmailBackend"},
    "config.E004": {"SECURE_HSTS_PRELOAD": True, "SECURE_HSTS_INCLUDE_SUBDOMAINS": False},
}
FITTING = {
    "BASE_URL": "https://lernen.example.de",
    "ALLOWED_HOSTS": ["lernen.example.de"],
    "MAIL_TRANSPORT": "django.core.mail.backends.smtp.EmailBackend",
    "SECURE_HSTS_SECONDS": 31_536_000,
    "SECURE_HSTS_PRELOAD": False,
}


def contradictions() -> list[str]:
    found = run_checks(tags=["security"], include_deployment_checks=True)
    return [str(each.id) for each in found if str(each.id).startswith("config.")]


@pytest.mark.parametrize("id", CONTRADICTIONS)
def test_settings_that_contradict_each_other_are_named(id, settings):
    for name, value in (FITTING | CONTRADICTIONS[id]).items():
        setattr(settings, name, value)
    assert contradictions() == [id]


def test_settings_that_fit_together_are_left_alone(settings):
    for name, value in FITTING.items():
        setattr(settings, name, value)
    assert contradictions() == []
