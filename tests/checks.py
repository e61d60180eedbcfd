"""What `make test` and `make check` run, step by step, with the time of each at the end.

A step that fails does not stop the others: one run tells everything that is wrong, and says it again at the end. A step
also fails that has become much dearer than the others, so that the checks stay quick while the product grows.
"""

import math
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.e2e import browsers

ROOT = Path(__file__).resolve().parent.parent
LANES = 4  # steps at once: most of them are one process, and those with a browser or an outage wait a lot
REPEATED = 60  # lines of a step that failed: the last ones say what is wrong
PATIENCE = 5  # seconds for its last lines: a process that it left behind may hold the pipe open for ever
BIN = Path(sys.executable).parent
PURE_CORES = {
    "deliberation/core": "tests/deliberation/core",
    "elearning/core": "tests/elearning/core",
    "training/core": "tests/training/core",
    "community/names.py": "tests/community/test_names.py",
    "community/rules.py": "tests/community/test_rules.py",
    "community/next_steps.py": "tests/community/test_next_steps.py",
    "cms/circles.py": "tests/cms/test_circles.py",
    "cms/covers.py": "tests/cms/test_covers.py",
    "cms/headings.py": "tests/cms/test_headings.py",
}
# Seconds of processors for each step and all processes that it starts, as they were measured in one run. How fast the
# machine is does not matter: a step is too dear that takes DEAR times as long as its seconds here, measured at the pace
# of this run. Whoever needs more first looks what became slower, then raises the number here and says in the commit
# what it is spent on.
BUDGETS = {
    "format of the Python code": 1,
    "lint": 1,
    "types": 15,
    "directions of imports": 1,
    "templates": 1,
    "migrations": 3,
    "front end": 2,
    "pure cores, covered to 100 %": 22,
    "laws of the pure cores": 19,
    "front end, its own tests": 7,
    "embedded profile: the live room": 90,
    "embedded profile: courses": 110,
    "embedded profile: all else": 284,
    "grown-up profile: PostgreSQL and Valkey": 177,
    "canary: SQLite": 22,
    "canary: PostgreSQL and Valkey": 35,
    "edits of courses: SQLite": 9,
    "secrecy: SQLite": 7,
    "secrecy: PostgreSQL": 15,
    "places of trainings: PostgreSQL": 22,
    "the next Wagtail": 112,
    "the matrix, and a second engine on its pages: SQLite": 110,
    "the matrix: PostgreSQL and Valkey": 38,
    "when things break": 147,
    "in a browser: the live room": 146,
    "in a browser: all else": 136,
}
DEAR = 1.5
SMALL = 10  # seconds that a step may always take more, as short ones vary


@dataclass(frozen=True)
class Step:
    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    again: tuple[str, ...] = ()  # with these arguments it is run a second time if it fails


@dataclass(frozen=True)
class Outcome:
    step: Step
    passed: bool
    seconds: float
    spent: float  # seconds of processors
    said: str = ""  # its last lines
    budget: float = math.inf  # seconds of processors, at the pace of the run
    tries: int = 1

    @property
    def is_dear(self) -> bool:
        return self.spent > self.budget

    @property
    def has_failed(self) -> bool:
        return self.is_dear or not self.passed

    def __str__(self) -> str:
        word = "FAILED" if self.has_failed else "ok    "
        line = f"{word} {self.seconds:6.1f} s, {self.spent:6.1f} s of processors  {self.step.name}"
        line += ", at the second try" if self.passed and self.tries > 1 else ""
        return f"{line}: more than {self.budget:.0f}, see BUDGETS in tests/checks.py" if self.is_dear else line


def budgeted(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Each with its budget at the pace of this run: the median of what the steps took beside what they took once."""
    pace = statistics.median(outcome.spent / BUDGETS[outcome.step.name] for outcome in outcomes)
    return [replace(outcome, budget=DEAR * pace * BUDGETS[outcome.step.name] + SMALL) for outcome in outcomes]


def program(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


def python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


def ignored(tests: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"--ignore={each}" for each in tests)


# The cores need neither Django nor a database. Measuring makes each line several times as slow, so the laws are played
# with a few examples then, those of whole sessions not at all, and in full without it.
PLAYED = ("tests/deliberation/core/test_laws.py", "tests/deliberation/core/test_group_laws.py")
CORES = python("-m", "pytest", "-c", "tests/cores.ini", "--rootdir", ".", "--quiet", *PURE_CORES.values())
COVERED = (
    *ignored(PLAYED),
    *("--hypothesis-profile=few", "--cov-branch", "--cov-fail-under=100", "--cov-report=term-missing:skip-covered"),
    *(f"--cov={code.removesuffix('.py').replace('/', '.')}" for code in PURE_CORES),
)
# As many workers as a lane has processors; one alone needs nobody who hands out the tests, which starts Django again.
# Chunks are handed out in order, so that each has the tests last that commit.
WORKERS = min(8, (os.cpu_count() or 1) // LANES)
PARALLEL = program("pytest", "--quiet", *((f"--numprocesses={WORKERS}", "--dist=load") if WORKERS > 1 else ()))
# What goes through Wagtail's admin, blocks, publishing, workflows and restrictions; of the folders, without what meets
# nothing of Wagtail but pages that are there.
ON_WAGTAIL = (
    *("tests/cms", "tests/elearning", "tests/community/test_approvals.py", "tests/community/test_viewsets.py"),
    *(f"tests/config/test_{name}.py" for name in ("cms_doors", "restrictions", "reviewed_texts", "waiting")),
    *(f"tests/config/test_{name}.py" for name in ("translations_in_review", "wagtail_hooks")),
)
BESIDE_WAGTAIL = (
    *(f"tests/cms/{name}" for name in ("test_forms.py", "test_header.py", "test_storage.py", "uploads")),
    *(f"tests/elearning/test_{name}.py" for name in ("answers", "ballots", "cases", "cohort_report", "cohorts")),
    *(f"tests/elearning/test_{name}.py" for name in ("dilemmas", "enrolments", "exercises", "kept", "own_answers")),
    *(f"tests/elearning/test_{name}.py" for name in ("privacy", "query_counts", "resolutions", "retaking", "scoring")),
    *(f"tests/elearning/test_{name}.py" for name in ("shown", "taking_along", "underway", "unsent", "views")),
    *(f"tests/elearning/test_{name}.py" for name in ("dialogues", "mentions", "showing", "sources", "what_is_needed")),
    *(f"tests/elearning/edits/test_{name}.py" for name in ("corrections", "telling")),
)


WITHOUT_CORES = ignored(PURE_CORES.values())
# Parts, so that no lane is alone with a long one in the end.
THE_ROOM, COURSES = ("tests/deliberation", "tests/benchmarks"), ("tests/elearning",)
ROOM_IN_A_BROWSER = tuple(
    f"tests/e2e/test_{name}.py"
    for name in (
        *("apart", "breakouts", "connection", "groups", "guests", "live_session", "long_room", "methods", "modes"),
        *("heard_and_typed", "on_a_phone", "preparing_groups", "reading", "removal", "small_groups", "spoken_sitting"),
    )
)

CODE = [
    Step("format of the Python code", program("ruff", "format", "--check", ".")),
    Step("lint", program("ruff", "check", ".")),
    Step("types", program("mypy", ".")),
    Step("directions of imports", program("lint-imports")),
    Step("templates", program("djlint", "templates", "--lint", "--quiet")),
    Step("migrations", python("manage.py", "makemigrations", "--check", "--dry-run")),
    Step("front end", program("npm", "--prefix", "frontend", "run", "--silent", "check")),
]
TESTS = [
    Step("pure cores, covered to 100 %", (*CORES, *COVERED)),
    Step("laws of the pure cores", (*CORES, "-m", "hypothesis")),
    Step("front end, its own tests", program("npm", "--prefix", "frontend", "run", "--silent", "test")),
    Step("embedded profile: the live room", (*PARALLEL, *WITHOUT_CORES, *THE_ROOM)),
    Step("embedded profile: courses", (*PARALLEL, *WITHOUT_CORES, *COURSES)),
    Step("embedded profile: all else", (*PARALLEL, *WITHOUT_CORES, *ignored((*THE_ROOM, *COURSES)))),
    Step(
        "grown-up profile: PostgreSQL and Valkey",
        python("-m", "tests.private_servers", "--", *PARALLEL, "-m", "both_databases"),
    ),
    Step("canary: SQLite", python("-m", "tests.canary", "here")),
    Step(
        "canary: PostgreSQL and Valkey",
        python("-m", "tests.private_servers", "--", sys.executable, "-m", "tests.canary", "here"),
    ),
    Step("edits of courses: SQLite", python("-W", "ignore", "-m", "tests.consequences", "here", "short")),
    Step("secrecy: SQLite", python("-W", "ignore", "-m", "tests.secrecy", "here")),
    Step(
        "secrecy: PostgreSQL",
        python("-m", "tests.private_servers", "--", sys.executable, "-W", "ignore", "-m", "tests.secrecy", "here"),
    ),
    Step(
        "places of trainings: PostgreSQL",
        python("-m", "tests.private_servers", "--", sys.executable, "-W", "ignore", "-m", "tests.places", "here"),
    ),
    Step("when things break", python("-m", "tests.faults", "-m", "not soak")),
]
# Who may do what does not depend on the database. The second one is asked only what it could answer otherwise.
ASK = python("-W", "ignore", "-m", "tests.matrix")
MATRIX = [
    Step("the matrix, and a second engine on its pages: SQLite", (*ASK, "short", "seen")),
    Step("the matrix: PostgreSQL and Valkey", python("-m", "tests.private_servers", "--", *ASK, "by answer")),
]
# It takes the database of the Wagtail of today further, as a site does that is brought up to date.
NEXT_WAGTAIL = Step(
    "the next Wagtail",
    (*PARALLEL, *ON_WAGTAIL, *WITHOUT_CORES, *ignored(BESIDE_WAGTAIL)),
    {"PYTHONPATH": "var/wagtail8", "MIGRATE_FURTHER": "on"},
)
# Pages, sockets and several people wait for each other, on a machine that four steps want: what failed is asked once
# more, of a site that was just started, and the check says so.
# Everywhere else pytest remembers nothing, as `addopts` of pyproject.toml says: here it has to know what failed.
REMEMBERING = ("addopts=--strict-markers --strict-config --import-mode=importlib", "cache_dir=$STEP_FOLDER/cache")
IN_A_BROWSER = program("pytest", "--quiet", *(part for option in REMEMBERING for part in ("-o", option)))
WHAT_FAILED = ("--last-failed", "--last-failed-no-failures=none")
BROWSER = [
    Step("in a browser: the live room", (*IN_A_BROWSER, *ROOM_IN_A_BROWSER), again=WHAT_FAILED),
    Step("in a browser: all else", (*IN_A_BROWSER, "tests/e2e", *ignored(ROOM_IN_A_BROWSER)), again=WHAT_FAILED),
]


def steps(what: str) -> list[Step]:
    chosen = [*CODE, *longest_first([*TESTS, *MATRIX, NEXT_WAGTAIL])] if what == "check" else longest_first(TESTS)
    if browsers.executable() or os.environ.get("CI"):
        return [*BROWSER, *chosen]
    print("No Chromium or Chrome was found, so the browser tests are left out; CHROMIUM=/path/to/one names one.")
    return chosen


def longest_first(steps: list[Step]) -> list[Step]:
    """So that no lane is alone with a long one in the end. The code is checked while the first one migrates for all."""
    return sorted(steps, key=lambda step: -BUDGETS[step.name])


def run(step: Step) -> Outcome:
    print("...", step.name, flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tries = [attempt(step, step.command, folder)]
        if step.again and not tries[0].passed:
            tries.append(attempt(step, (*step.command, *step.again), folder))
    said = "\n... what failed, once more\n\n".join("".join(each.said) for each in tries)
    print(f"\n=== {step.name}\n{said}", flush=True)
    last = "".join(tries[-1].said[-REPEATED:])
    spent = sum(each.spent for each in tries)
    return Outcome(step, tries[-1].passed, time.monotonic() - started, spent, last, tries=len(tries))


@dataclass(frozen=True)
class Attempt:
    passed: bool
    spent: float  # seconds of processors
    said: Sequence[str]  # lines


def attempt(step: Step, command: Sequence[str], folder: str) -> Attempt:
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(folder) | step.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said: list[str] = []
    reading = threading.Thread(target=keep, args=(process, said), daemon=True)
    reading.start()
    _, status, usage = os.wait4(process.pid, 0)
    reading.join(PATIENCE)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Attempt(process.returncode == 0, usage.ru_utime + usage.ru_stime, said)


def keep(process: "subprocess.Popen[str]", said: list[str]) -> None:
    """What it says is printed when it has ended, as another one speaks at the same time."""
    assert process.stdout
    with process.stdout as lines:
        said.extend(lines)


def environment(folder: str) -> dict[str, str]:
    """The tools of the virtual environment come first, Node's among them. Two runs at once measure two coverages."""
    return os.environ | {
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "COVERAGE_FILE": f"{folder}/coverage",
        "STEP_FOLDER": folder,
        "PYTHONDONTWRITEBYTECODE": "",  # a hundred processes start, and each would compile everything
    }


def main(what: str) -> int:
    with tempfile.TemporaryDirectory(prefix="zweiklang-migrated-") as folder, ThreadPoolExecutor(LANES) as lanes:
        os.environ["MIGRATED"] = folder
        outcomes = budgeted(list(lanes.map(run, steps(what))))
    failed = [outcome for outcome in outcomes if outcome.has_failed]
    for outcome in failed:
        print(f"\n=== {outcome.step.name}, once more, as it failed\n{outcome.said}")
    print("", *outcomes, sep="\n")
    print(f"\n{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
