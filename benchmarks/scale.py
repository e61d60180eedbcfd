"""What 10,000 people in rooms of 12 at the same time would need, reckoned from people who behave as people do."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks import experiments
from benchmarks.experiments import Trial
from benchmarks.figures import median, spelled
from benchmarks.results import Runs
from benchmarks.servers import OURS_GROWN_UP, Contender
from benchmarks.workloads import B, Workload

PEOPLE = 10_000
WORKLOAD = B
EACH_ROOM = 0.2  # contributions a second: one every five seconds in a room of twelve, without a pause
WORKERS = (1, 2, 4)
HEADROOM = 0.5  # how full a core may be, so that a second in which everybody speaks is no trouble


def contenders() -> list[Contender]:
    several = [OURS_GROWN_UP.with_workers(workers, "people") for workers in WORKERS]
    return [*several, *(OURS_GROWN_UP.with_workers(workers, "rooms") for workers in WORKERS if workers > 1)]


def trials(seconds: float) -> list[Trial]:
    return [Trial("scale", each, experiments.living(each, WORKLOAD, EACH_ROOM, seconds)) for each in contenders()]


@dataclass(frozen=True, slots=True)
class Needed:
    """`busy` cores for the people measured; `cores`, `gigabytes` for all."""

    name: str
    people: int
    busy: float
    beside: float
    kilobytes: float
    p99: float
    lively_cpu: float
    lost: float
    cores: float
    cores_beside: float
    gigabytes: float


def needed(name: str, runs: Sequence[Mapping[str, float]], workload: Workload = WORKLOAD) -> Needed:
    """In proportion to people: rooms do not know of each other, and the calm hours of a process are counted in."""

    def of(figure: str) -> float:
        return median([run[figure] for run in runs if figure in run])

    times = PEOPLE / workload.size
    busy, beside, kilobytes = of("living.server_busy"), of("living.beside_busy"), of("kilobytes")
    return Needed(
        name,
        workload.size,
        busy,
        beside,
        kilobytes,
        of("living.p99"),
        of("lively.cpu"),
        of("living.lost") + of("lively.lost"),
        busy * times / HEADROOM,
        beside * times / HEADROOM,
        kilobytes * PEOPLE / 1e6,
    )


def all_needed(runs: Runs) -> list[dict[str, Any]]:
    return [asdict(needed(each.name, runs[key])) for each in contenders() if (key := f"scale | {each.name}") in runs]


HEAD = (
    *(
        "processes",
        "people measured",
        "cores busy",
        "beside",
        "kB each",
        "p99, ms",
        "CPU s per 1,000 deliveries at 50/s",
    ),
    *("lost", f"cores for {PEOPLE:,}", "beside", "GB"),
)


def table(found: Sequence[Mapping[str, Any]]) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *((row["name"], *map(spelled, list(row.values())[1:])) for row in found)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def told(data: Mapping[str, Any]) -> str:
    measured = f"Measured at {data['commit']}, medians of {data['rounds']} alternating runs."
    return f"{measured}\n\n{table(data['needed'])}"
