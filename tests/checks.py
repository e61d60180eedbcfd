"""What `make test` and `make check` run, step by step, with the time of each at the end.

A step that fails does not stop the others: one run tells everything that is wrong.
"""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tests.e2e import browsers

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PURE_CORES = {
    "deliberation/core": "tests/deliberation/core",
    "elearning/core": "tests/elearning/core",
    "community/rules.py": "tests/community/test_rules.py",
}


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]


def program(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


def python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


COVERED = [
    *("--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing:skip-covered"),
    *(f"--cov={code.removesuffix('.py').replace('/', '.')}" for code in PURE_CORES),
]

CHECKS = [
    Step("format of the Python code", program("ruff", "format", "--check", ".")),
    Step("lint", program("ruff", "check", ".")),
    Step("types", program("mypy", ".")),
    Step("directions of imports", program("lint-imports")),
    Step("templates", program("djlint", "templates", "--lint", "--quiet")),
    Step("migrations", python("manage.py", "makemigrations", "--check", "--dry-run")),
    Step("front end", program("npm", "--prefix", "frontend", "run", "--silent", "check")),
    Step("pure cores, covered to 100 %", program("pytest", "--quiet", *COVERED, *PURE_CORES.values())),
]
FRONT_END = Step("front end, its own tests", program("npm", "--prefix", "frontend", "run", "--silent", "test"))
# What needs no database need not run in both profiles.
WITHOUT_CORES = [f"--ignore={tests}" for tests in PURE_CORES.values()]
# A worker for each processor. Chunks are handed out in order, so that each worker has the tests last that commit.
PARALLEL = program("pytest", "--quiet", "--numprocesses=logical", "--maxprocesses=8", "--dist=load")
EMBEDDED = Step("embedded profile: SQLite", PARALLEL)
EMBEDDED_WITHOUT_CORES = Step(EMBEDDED.name, (*EMBEDDED.command, *WITHOUT_CORES))
GROWN_UP = Step(
    "grown-up profile: PostgreSQL and Valkey",
    python(
        *("-m", "tests.private_servers", "--"),
        *PARALLEL,
        *("-m", "both_databases"),
    ),
)
BROKEN = Step("when things break", python("-m", "tests.faults"))
BROWSER = Step("in a browser", program("pytest", "--quiet", "tests/e2e"))


def steps(what: str) -> list[Step]:
    chosen = [FRONT_END, EMBEDDED, GROWN_UP, BROKEN]
    if what == "check":
        chosen = [*CHECKS, FRONT_END, EMBEDDED_WITHOUT_CORES, GROWN_UP, BROKEN]
    if browsers.executable() or os.environ.get("CI"):
        return [*chosen, BROWSER]
    print("No Chromium or Chrome was found, so the browser tests are left out; CHROMIUM=/path/to/one names one.")
    return chosen


def run(step: Step) -> tuple[Step, bool, float]:
    print("\n===", step.name, flush=True)
    started = time.monotonic()
    # The tools of the virtual environment come first, Node's among them.
    environment = os.environ | {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    done = subprocess.run(step.command, cwd=ROOT, env=environment, check=False)
    return step, done.returncode == 0, time.monotonic() - started


def main(what: str) -> int:
    results = [run(step) for step in steps(what)]
    print()
    for step, passed, seconds in results:
        print(f"{'ok    ' if passed else 'FAILED'} {seconds:6.1f} s  {step.name}")
    failed = sum(not passed for _, passed, _ in results)
    print(f"\n{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
