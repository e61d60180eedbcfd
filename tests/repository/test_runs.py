"""Two runs of the tests at once, in one checkout, do not meet; nor do the workers of one run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = '[t.DATABASES["default"]["TEST"]["NAME"], t.MEDIA_ROOT, t.STATIC_ROOT, t.ERASURE_LEDGER]'
SHARED_SERVER = {"TEST_REDIS_URL": "redis://localhost:1/0", "RUN_FOLDER": "/tmp/of-one-run"}


@pytest.fixture
def answers():
    """What processes that read the tests' settings at the same time answer."""

    def asked(question: str, *environments: dict[str, str]) -> list[list[str]]:
        code = f"from config.settings import test as t; print(*{question}, sep='\\n')"
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        running = [
            subprocess.Popen(
                [sys.executable, "-c", code], cwd=ROOT, env=inherited | own, text=True, stdout=subprocess.PIPE
            )
            for own in environments
        ]
        return [process.communicate()[0].split() for process in running]

    return asked


def test_two_runs_write_to_different_places(answers):
    first, second = answers(WRITTEN, {}, {})
    assert len({*first, *second}) == len(first) + len(second) == 8


def test_a_run_writes_nowhere_but_into_its_folder(answers):
    (written,) = answers(WRITTEN, SHARED_SERVER)
    assert [path for path in written if not path.startswith("/tmp/of-one-run/")] == []


def test_the_workers_of_a_run_write_to_different_places(answers):
    files = "[t.MEDIA_ROOT, t.STATIC_ROOT, t.ERASURE_LEDGER]"
    first, second = answers(files, *(SHARED_SERVER | {"PYTEST_XDIST_WORKER": name} for name in ("gw0", "gw1")))
    assert len({*first, *second}) == 6


def test_the_workers_of_a_run_do_not_hear_each_other_through_a_server_that_they_share(answers):
    heard = '[t.CACHES["default"]["LOCATION"], t.CHANNEL_LAYERS["default"]["CONFIG"]["prefix"]]'
    first, second = answers(heard, *(SHARED_SERVER | {"PYTEST_XDIST_WORKER": name} for name in ("gw0", "gw1")))
    assert (first, second) == (["redis://localhost:1/0", "gw0"], ["redis://localhost:1/1", "gw1"])
