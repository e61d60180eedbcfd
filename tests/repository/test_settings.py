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


def check(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
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


def test_the_embedded_profile_is_ready_for_deployment():
    done = check(SECRETS)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_the_grown_up_profile_is_ready_for_deployment():
    done = check(
        SECRETS
        | {"DATABASE_URL": "postgres://somebody:secret@db.example.de/zweiklang"}
        | {"REDIS_URL": "redis://redis.example.de/0"}
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def test_operators_are_told_of_every_variable():
    settings = (ROOT / "config" / "settings" / "production.py").read_text(encoding="utf-8")
    told = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    variables = re.findall(r"""env\.\w+\(\s*"([A-Z_]+)\"""", settings)
    assert [name for name in variables if f"`{name}`" not in told] == []
    assert set(SECRETS) <= set(variables)
