"""From figures of single runs to rows of a table: medians, ratios, and whether the goals are met. No measuring here."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import median, quotient, spelled

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
README = HERE / "README.md"

Runs = Mapping[str, Sequence[Mapping[str, float]]]  # key of a trial -> the figures of each of its runs


@dataclass(frozen=True, slots=True)
class Row:
    """Which figure of which trials is compared; several are added up. `by`: ratio, difference, or itself."""

    name: str
    figure: str | tuple[str, ...]
    unit: str
    ours: str
    peer: str = ""
    by: str = "itself"
    must: float | None = None
    goal: float | None = None
    at_least: bool = False  # more is better


@dataclass(frozen=True, slots=True)
class Result:
    name: str
    unit: str
    ours_name: str
    peer_name: str
    ours: float
    peer: float | None
    ratio: float | None
    compared: float | None  # what must and goal are about
    by: str
    must: float | None
    goal: float | None
    verdict: str
    runs: dict[str, list[float]]


def values(runs: Runs, key: str, figure: str | tuple[str, ...]) -> list[float]:
    figures = (figure,) if isinstance(figure, str) else figure
    return [sum(run[each] for each in figures) for run in runs.get(key, ()) if run.keys() >= set(figures)]


def result(row: Row, runs: Runs) -> Result | None:
    """None where it was not measured: a row that is missing says so better than one with a zero."""
    ours, peer = values(runs, row.ours, row.figure), values(runs, row.peer, row.figure)
    if not ours or (row.peer and not peer):
        return None
    mine, theirs = median(ours), median(peer) if peer else None
    ratio = quotient(mine, theirs) if theirs is not None else None
    difference = mine - theirs if theirs is not None else None
    compared = {"ratio": ratio, "difference": difference, "itself": mine}[row.by]
    return Result(
        row.name,
        row.unit,
        contender(row.ours),
        contender(row.peer),
        mine,
        theirs,
        ratio,
        compared,
        row.by,
        row.must,
        row.goal,
        verdict(row, compared),
        {"ours": ours, "peer": peer},
    )


def contender(key: str) -> str:
    return key.partition(" | ")[2]


def verdict(row: Row, compared: float | None) -> str:
    """`goal`, `must`, or what is missed; nothing where there is nothing to miss."""
    if compared is None or row.must is None:
        return ""
    if meets(row, compared, row.goal if row.goal is not None else row.must):
        return "goal"
    return "must" if meets(row, compared, row.must) else "missed"


def meets(row: Row, value: float, bound: float) -> bool:
    return value >= bound if row.at_least else value <= bound


def results(rows: Iterable[Row], runs: Runs) -> list[Result]:
    return [found for row in rows if (found := result(row, runs))]


# --- what is written --------------------------------------------------------------------------------------------------

HEAD = ("measure", "unit", "product", "beside", "ratio", "must", "goal", "meets")


def table(found: Iterable[Mapping[str, Any]], columns: int = len(HEAD)) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *(cells(row) for row in found)]
    return "\n".join(f"| {' | '.join(line[:columns])} |" for line in lines)


def cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    sign = "+" if row["by"] == "difference" else "x" if row["by"] == "ratio" else ""
    bounds = [f"{sign}{spelled(row[bound])}" if row[bound] is not None else "" for bound in ("must", "goal")]
    peer = f"{spelled(row['peer'])} ({row['peer_name']})" if row["peer_name"] else ""
    ratio = spelled(row["ratio"]) if row["ratio"] is not None else ""
    return (
        row["name"],
        row["unit"],
        f"{spelled(row['ours'])} ({row['ours_name']})",
        peer,
        ratio,
        *bounds,
        row["verdict"],
    )


def written(found: Sequence[Result], runs: Runs, about: Mapping[str, Any]) -> dict[str, Any]:
    return {**about, "measures": [asdict(each) for each in found], "runs": runs}


def save(path: Path, data: Mapping[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(data, indent=1) + "\n")


def with_piece(whole: Mapping[str, Any], name: str, piece: Mapping[str, Any]) -> dict[str, Any]:
    """What was measured by itself after the last whole run, with its own commit and machine; the next one drops it."""
    return {**whole, "pieces": {**whole.get("pieces", {}), name: piece}}


def told(data: Mapping[str, Any]) -> str:
    """The whole run, and after it what was measured apart."""
    pieces = (f"### Measured apart: `{name}`\n\n{one_run(piece)}" for name, piece in data.get("pieces", {}).items())
    return "\n\n".join([one_run(data), *pieces])


def one_run(data: Mapping[str, Any]) -> str:
    """Where and of what it was measured; first what is held to a goal, then the rest."""
    machine = "; ".join(f"{name}: {value}" for name, value in data["machine"].items())
    versions = ", ".join(f"{name} {value}" for name, value in data["versions"].items())
    measured = f"Measured at {data['commit']}, medians of {data['rounds']} alternating runs."
    held = [row for row in data["measures"] if row["must"] is not None]
    rest = [row for row in data["measures"] if row["must"] is None]
    kinds = [table(held)] * bool(held)
    if rest:
        kinds += ["Not held to a goal:", table(rest, HEAD.index("must"))]
    return "\n\n".join([measured, f"{machine}.", f"{versions}.", *kinds])


def into_readme(readme: str, section: str, text: str) -> str:
    """The README with this text between the two markers of the section, and nothing else changed."""
    begin, end = f"<!-- {section}: begin -->", f"<!-- {section}: end -->"
    if readme.count(begin) != 1 or readme.count(end) != 1:
        raise ValueError(f"The README needs {begin} and {end}, once each")
    before, _begin, rest = readme.partition(begin)
    _old, _end, after = rest.partition(end)
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"
