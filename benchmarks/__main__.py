"""`python -m benchmarks COMMAND`: run, short, accept, scale, growth, table; see README.md."""

import argparse
import contextlib
import json
import resource
import signal
import sys
import time
import traceback
from collections.abc import Iterable, Sequence
from types import FrameType
from typing import Any

from benchmarks import growth, guard, machine, results, scale, suite
from benchmarks.databases import ROOT
from benchmarks.experiments import Figures, Trial
from benchmarks.figures import spelled
from benchmarks.servers import Stage

ACCEPTED = results.HERE / "accepted.json"
SHORT = ROOT / "var" / "benchmarks" / "short.json"
GROWTH = ROOT / "var" / "benchmarks" / "growth.json"
PARTIAL = ROOT / "var" / "benchmarks" / "partial.json"
WORTH_SHOWING = (
    "cpu",
    "p99",
    "deliveries_a_second",
    "lost",
    "refused",
    "kilobytes",
    "join_cpu",
    "folded",
    "generator_busy",
)

Runs = dict[str, list[Figures]]


def alternate(trials: Sequence[Trial], rounds: int) -> tuple[Runs, list[str]]:
    """All of them one after the other, as often as asked. One that fails is told, and does not spoil the others."""
    runs: Runs = {trial.key: [] for trial in trials}
    failures = []
    with contextlib.ExitStack() as running:
        stage = Stage(running)
        for number in range(1, rounds + 1):
            for trial in trials:
                started = time.monotonic()
                try:
                    figures = trial.run(stage)
                except Exception:
                    traceback.print_exc()
                    failures.append(f"{trial.key}, round {number}")
                    continue
                runs[trial.key].append(figures)
                print(
                    f"{number}/{rounds} {trial.key} ({time.monotonic() - started:.0f} s): {shown(figures)}", flush=True
                )
    return runs, failures


def shown(figures: Figures) -> str:
    worth = {name: value for name, value in figures.items() if name.rpartition(".")[2] in WORTH_SHOWING}
    return ", ".join(f"{name} {spelled(value)}" for name, value in worth.items())


def run(asked: argparse.Namespace) -> int:
    about = machine.about()
    runs, failures = alternate(suite.asked_for(asked.only, asked.pace), asked.rounds)
    found = results.results(suite.rows(), runs)
    print(f"\n{results.table([as_row(each) for each in found])}\n")
    data = results.written(found, runs, about | {"rounds": asked.rounds, "failures": failures})
    quoted = asked.pace == 1 and not failures
    if quoted and not asked.only:
        results.save(results.RESULTS, data | {"scale": kept("scale")})
    elif quoted and asked.apart:
        results.save(results.RESULTS, results.with_piece(kept_results(), asked.only, data))
    else:
        results.save(PARTIAL, data)
        print(f"Written to {PARTIAL.relative_to(ROOT)}: it is not the whole, so nothing quotes it.")
    return told(failures)


def kept_results() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(results.RESULTS.read_text())
    return found


def kept(name: str) -> Any:
    return json.loads(results.RESULTS.read_text()).get(name) if results.RESULTS.exists() else None


def as_row(found: results.Result) -> dict[str, Any]:
    return {name: getattr(found, name) for name in found.__dataclass_fields__}


def told(failures: Iterable[str]) -> int:
    for failure in failures:
        print(f"FAILED: {failure}", file=sys.stderr)
    return 1 if failures else 0


def short(asked: argparse.Namespace) -> int:
    """Measures once, and where something is over the limit, once more: two bad minutes in a row are rare."""
    if not ACCEPTED.exists():
        ratios, failures = short_ratios(asked.rounds)
        print("No ratios have been accepted yet; `python -m benchmarks accept` accepts these.")
        return told(failures) or 1
    accepted = json.loads(ACCEPTED.read_text())["ratios"]
    for attempt in (1, 2):
        ratios, failures = short_ratios(asked.rounds)
        slower = guard.slower(ratios, accepted) + failures
        if not slower:
            return 0
        print(f"Attempt {attempt}: {'; '.join(slower)}", file=sys.stderr)
    return 1


def short_ratios(rounds: int) -> tuple[dict[str, float], list[str]]:
    about = machine.about()
    runs, failures = alternate(suite.short(), rounds)
    ratios = guard.ratios(results.results(suite.short_rows(), runs))
    for name, ratio in ratios.items():
        print(f"{name}: {ratio:.2f} times the peer")
    results.save(SHORT, about | {"ratios": ratios, "runs": runs})
    return ratios, failures


def accept(asked: argparse.Namespace) -> int:
    if not SHORT.exists():
        print("Nothing was measured yet: `make bench-short` first.", file=sys.stderr)
        return 1
    data = json.loads(SHORT.read_text())
    results.save(ACCEPTED, {name: data[name] for name in ("ratios", "machine", "versions", "commit")})
    return 0


def measure_scale(asked: argparse.Namespace) -> int:
    about = machine.about()
    trials = [trial for trial in scale.trials(30 * asked.pace) if not asked.only or asked.only in trial.key]
    runs, failures = alternate(trials, asked.rounds)
    found = {"needed": scale.all_needed(runs), "runs": runs, "rounds": asked.rounds, **about}
    print(f"\n{scale.table(found['needed'])}\n")
    if failures or asked.only or asked.pace != 1 or not results.RESULTS.exists():
        results.save(PARTIAL, {"scale": found})
        print(
            "Written to var/benchmarks/partial.json: results.json takes it after a complete `run`, and only as a whole."
        )
        return told(failures)
    results.save(results.RESULTS, json.loads(results.RESULTS.read_text()) | {"scale": found})
    return 0


def measure_growth(asked: argparse.Namespace) -> int:
    """Once: each size is measured right after the other, and the ratio is what counts."""
    about = machine.about()
    with contextlib.ExitStack() as running:
        stage = Stage(running)
        found = {each.name: growth.measure(stage, each) for each in growth.CONTENDERS if asked.only in each.name}
    told = "\n\n".join(growth.told(name, each) for name, each in found.items())
    print(told)
    results.save(GROWTH, about | {"growth": found})
    if not asked.only:
        measured = f"Measured at {about['commit']}; load before: {about['machine']['load before']}.\n\n{told}"
        results.README.write_text(results.into_readme(results.README.read_text(), "growth", measured))
    return 0


def table(asked: argparse.Namespace) -> int:
    """Writes the figures of results.json into the README."""
    data = json.loads(results.RESULTS.read_text())
    readme = results.into_readme(results.README.read_text(), "table", results.told(data))
    if data.get("scale"):
        readme = results.into_readme(readme, "scale", scale.told(data["scale"]))
    results.README.write_text(readme)
    return 0


def stop(signal_number: int, frame: FrameType | None) -> None:
    sys.exit(128 + signal_number)  # unwinds, so that all servers are stopped


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, action, rounds in (("run", run, 3), ("short", short, 3), ("scale", measure_scale, 3)):
        command = commands.add_parser(name)
        command.set_defaults(action=action)
        command.add_argument("--rounds", type=int, default=rounds)
        if name != "short":
            command.add_argument("--only", default="", help="experiments and contenders in whose name this stands")
            command.add_argument("--pace", type=float, default=1, help="0.2: a fifth as long, to see whether it works")
        if name == "run":
            command.add_argument("--apart", action="store_true", help="quote it beside the last whole run")
    growing = commands.add_parser("growth")
    growing.set_defaults(action=measure_growth)
    growing.add_argument("--only", default="", help="contenders in whose name this stands")
    commands.add_parser("accept").set_defaults(action=accept)
    commands.add_parser("table").set_defaults(action=table)
    return parser


def main() -> int:
    signal.signal(signal.SIGTERM, stop)
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # a thousand sockets are a thousand files, here and there
    asked = arguments().parse_args()
    done: int = asked.action(asked)
    return done


if __name__ == "__main__":
    sys.exit(main())
