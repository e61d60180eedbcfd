"""`make check` fails when a step takes more of the processors than it was granted, at the pace of the machine."""

import os
import signal
import sys
import tomllib

import pytest

from tests import checks

STEPS = [*checks.CODE, *checks.TESTS, *checks.MATRIX, checks.NEXT_WAGTAIL, *checks.BROWSER]
WASTE = "import os; print(sum(n * n for n in range(4_000_000)))"


def test_whatever_is_kept_free_of_frameworks_is_covered_as_a_pure_core():
    contracts = tomllib.loads((checks.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    pure = next(each for each in contracts if "deliberation.core" in each.get("source_modules", ()))
    covered = {path.removesuffix(".py").replace("/", ".") for path in checks.PURE_CORES}
    assert set(pure["source_modules"]) == covered


def busy(*command: str) -> checks.Step:
    return checks.Step("lint", (sys.executable, *command))


def test_what_may_take_longest_begins_first(monkeypatch):
    monkeypatch.setattr(checks.browsers, "executable", lambda: "a browser")
    first, second, *chosen = checks.steps("check")
    budgets = [checks.BUDGETS[step.name] for step in chosen[len(checks.CODE) :]]
    assert [first, second] == checks.BROWSER
    assert budgets == sorted(budgets, reverse=True)
    assert len(chosen) == len(STEPS) - 2


def test_each_step_has_a_budget():
    assert sorted(step.name for step in STEPS) == sorted(checks.BUDGETS)


def test_what_a_step_and_its_children_spend_is_counted(capfd):
    alone = checks.run(busy("-c", WASTE))
    child = checks.run(busy("-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WASTE!r}])"))
    assert (alone.passed, child.passed) == (True, True)
    assert child.spent > alone.spent / 2 > 0


def test_waiting_costs_nothing(capfd):
    waited = checks.run(busy("-c", "import time; time.sleep(1)"))
    assert waited.seconds > 1 > waited.spent


def taken(times: float, **others: float) -> list[checks.Outcome]:
    """Every step took so many times what it took once, but those that are named."""
    spent = {step.name: others.get(step.name, times * checks.BUDGETS[step.name]) for step in STEPS}
    return [checks.Outcome(step, True, 1.0, spent[step.name]) for step in STEPS]


@pytest.mark.parametrize("times", [0.3, 1.0, 5.0])
def test_how_fast_the_machine_is_does_not_matter(times):
    assert not any(outcome.is_dear for outcome in checks.budgeted(taken(times)))


@pytest.mark.parametrize("times", [0.3, 1.0, 5.0])
def test_a_step_is_dear_that_took_more_than_the_others_did(times):
    name = "embedded profile: all else"
    outcomes = checks.budgeted(taken(times, **{name: 2 * times * checks.BUDGETS[name]}))
    (dear,) = (outcome for outcome in outcomes if outcome.is_dear)
    assert dear.step.name == name
    assert str(dear).startswith("FAILED")
    assert "see BUDGETS in tests/checks.py" in str(dear)


@pytest.mark.parametrize(("passed", "word"), [(True, "ok"), (False, "FAILED")])
def test_a_step_fails_that_does_not_pass(passed, word):
    assert str(checks.Outcome(busy(), passed, 1.0, 1.0)).startswith(word)


def test_what_a_step_said_last_is_kept(capfd):
    outcome = checks.run(busy("-c", "print(*range(100), sep='\\n', flush=True); raise SystemExit('at last')"))
    assert outcome.has_failed
    assert len(outcome.said.splitlines()) == checks.REPEATED
    assert outcome.said.endswith("99\nat last\n")
    assert "0\n1\n2\n" in capfd.readouterr().out


def test_a_process_that_outlives_its_step_holds_nobody_up(capfd, monkeypatch):
    monkeypatch.setattr(checks, "PATIENCE", 1)
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    outcome = checks.run(busy("-c", f"import subprocess; print(subprocess.Popen({sleeper!r}).pid)"))
    os.kill(int(outcome.said), signal.SIGKILL)  # it is still there
    assert outcome.passed


TWO_TESTS = """
import os
from pathlib import Path


def test_that_passes():
    pass


def test_that_fails():
    met = Path(os.environ["STEP_FOLDER"], "met")
    was_met, _ = met.exists(), met.touch()
    assert was_met and {passes}
"""


@pytest.mark.parametrize("passes", [True, False])
def test_what_failed_in_a_browser_is_asked_once_more_and_the_check_says_so(passes, tmp_path, capfd):
    (tmp_path / "test_two.py").write_text(TWO_TESTS.format(passes=passes))
    options = tomllib.loads((checks.ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]["addopts"]
    (tmp_path / "pytest.ini").write_text(f"[pytest]\naddopts = {options}\n")
    outcome = checks.run(checks.Step("lint", (*checks.IN_A_BROWSER, str(tmp_path)), again=checks.WHAT_FAILED))
    assert (outcome.passed, outcome.tries) == (passes, 2)
    assert str(outcome).endswith(", at the second try") == passes
    said = capfd.readouterr().out
    assert "1 failed, 1 passed" in said
    assert f"1 {'passed' if passes else 'failed'}" in outcome.said
    assert "1 failed, 1 passed" not in outcome.said


def test_whatever_else_fails_has_failed(capfd):
    outcome = checks.run(busy("-c", "raise SystemExit(1)"))
    assert (outcome.has_failed, outcome.tries) == (True, 1)
