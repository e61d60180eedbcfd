"""What `make test` and `make check` run, step by step, with the time of each at the end.

A step that fails does not stop the others: one run tells everything that is wrong.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
EMBEDDED = Step("embedded profile: SQLite", program("pytest", "--quiet"))
EMBEDDED_WITHOUT_CORES = Step(EMBEDDED.name, (*EMBEDDED.command, *WITHOUT_CORES))
GROWN_UP = Step(
    "grown-up profile: PostgreSQL and Valkey",
    python(
        *("-m", "tests.private_servers", "--"),
        *program("pytest", "--quiet", "--ignore=tests/repository", *WITHOUT_CORES),
    ),
)
BROKEN = Step("when things break", python("-m", "tests.faults"))
BROWSER = Step("in a browser", program("pytest", "--quiet", "tests/e2e"))


def rounds(what: str) -> list[tuple[Step, ...]]:
    """The two profiles take a processor each for minutes, so they run side by side. Servers and browsers, which are
    killed and waited for, have the machine to themselves."""
    chosen = [*((check,) for check in CHECKS), (FRONT_END,), (EMBEDDED_WITHOUT_CORES, GROWN_UP), (BROKEN,)]
    if what == "test":
        chosen = [(FRONT_END,), (EMBEDDED, GROWN_UP), (BROKEN,)]
    if browsers.executable() or os.environ.get("CI"):
        return [*chosen, (BROWSER,)]
    print("No Chromium or Chrome was found, so the browser tests are left out; CHROMIUM=/path/to/one names one.")
    return chosen


def run(steps: tuple[Step, ...]) -> list[tuple[Step, bool, float]]:
    """The first is watched as it goes, the others are printed when they are done."""
    first, *others = steps
    print("\n===", first.name, *(f"(and beside it: {step.name})" for step in others), flush=True)
    with ThreadPoolExecutor(len(steps)) as pool:
        beside = [pool.submit(timed, step, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for step in others]
        passed, seconds, _ = timed(first)
        results = [(first, passed, seconds)]
        for step, ended in zip(others, beside, strict=True):
            passed, seconds, printed = ended.result()
            print(f"\n=== {step.name}\n{printed}", flush=True)
            results.append((step, passed, seconds))
    return results


def timed(step: Step, **output: Any) -> tuple[bool, float, str]:
    started = time.monotonic()
    # The tools of the virtual environment come first, Node's among them.
    environment = os.environ | {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    done = subprocess.run(step.command, cwd=ROOT, env=environment, check=False, text=True, **output)
    return done.returncode == 0, time.monotonic() - started, done.stdout or ""


def main(what: str) -> int:
    results = [result for steps in rounds(what) for result in run(steps)]
    print()
    for step, passed, seconds in results:
        print(f"{'ok    ' if passed else 'FAILED'} {seconds:6.1f} s  {step.name}")
    failed = sum(not passed for _, passed, _ in results)
    print(f"\n{len(results) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
