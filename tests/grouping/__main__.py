"""`python -m tests.grouping`: plans small groups of all sizes; one line of JSON for each case, with what no plan can
surpass beside it, and 1 as the exit code where one falls short. Seconds are those of the processor, as others use it.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from random import Random
from typing import Any

from deliberation.core.grouping.bounds import Assessment
from deliberation.core.grouping.plans import Plan, planned
from deliberation.core.grouping.repairs import Repair, repaired
from deliberation.core.grouping.rules import Apart, FixedPlace, LanguageSeat, Rule, SeatRange, Together, broken
from deliberation.core.grouping.tasks import Impossible, Task
from deliberation.core.grouping.wishes import Preset, Trait
from tests.grouping.beside import answers, percentiles
from tests.grouping.crowds import heeded, task

# Groups, size and rounds in which nobody has to meet the same person twice.
GOLFERS = (
    *((5, 3, 7), (6, 6, 3), (6, 5, 4), (8, 6, 4), (4, 4, 5)),
    *((5, 5, 4), (12, 5, 4), (10, 6, 5), (20, 6, 6), (8, 4, 9)),
)
HEEDED = 500
REPAIRED = 100
IMPOSSIBLE: dict[str, tuple[Rule, ...]] = {
    "more together than a group has seats": (Together((1, 2, 3, 4, 5)),),
    "together and apart": (Together((1, 2)), Apart((1, 2, 3))),
    "more apart than there are groups": (Apart((1, 2, 3, 4)),),
    "one host at two tables": (FixedPlace(1, 0), FixedPlace(1, 1)),
    "more hosts at one table than it has seats": tuple(FixedPlace(person, 0) for person in range(5)),
    "a seat for which there are too few": (SeatRange(Trait.LANGUAGE, "nobody's", 1, 4),),
    "a language that nobody speaks": (LanguageSeat((1, 2), ()),),
    "a host beside somebody from whom they stay apart": (FixedPlace(1, 0), FixedPlace(2, 0), Apart((1, 2))),
}

Case = tuple[str, Callable[[], dict[str, Any]]]


def cases() -> Iterator[Case]:
    for groups, size, rounds in GOLFERS:
        yield f"{groups}-{size}-{rounds}", partial(golfers, groups, size, rounds)
    yield "48 people, one round like the whole", one_round
    yield "500 people, 50 groups, 4 rounds", partial(large, 500, 50, 2, 400)
    yield "a room beside a plan of 500 people", a_room_beside
    yield f"{REPAIRED} repairs of 48 people after five changes", repairs
    yield f"{HEEDED} drawn tasks whose rules can be heeded", drawn
    for name, rules in IMPOSSIBLE.items():
        yield f"impossible: {name}", partial(impossible, rules)
    yield "2000 people, 200 groups, 4 rounds", partial(large, 2000, 200, 10, 400)


def golfers(groups: int, size: int, rounds: int) -> dict[str, Any]:
    spent, plan = timed(task(groups * size, groups, rounds, Preset.MEET, 1))
    found = plan.assessment
    return {"passed": found.repeats.value == 0 and spent < 1, "cpu_s": spent, **shown(found)}


def one_round() -> dict[str, Any]:
    """A bound that is reached is the proof that no groups could be more like the whole."""
    spent, plan = timed(task(48, 8, 1, Preset.MIRROR, 1))
    mirror = plan.assessment.mirror
    return {
        "passed": mirror.likeness > 0.98,
        "cpu_s": spent,
        "proven": mirror.value == mirror.bound,
        **shown(plan.assessment),
    }


def large(people: int, groups: int, seconds: float, megabytes: float) -> dict[str, Any]:
    spent, plan = timed(task(people, groups, 4, Preset.BALANCED, 1))
    found = plan.assessment
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    alone = found.repeats.value == found.colleagues.value == 0
    passed = alone and found.mirror.likeness >= 0.99 and spent < seconds and memory < megabytes
    return {"passed": passed, "cpu_s": spent, "peak_mib": round(memory), **shown(found)}


def a_room_beside() -> dict[str, Any]:
    """A room that answers all the time hears nothing of a plan but that a thread computes, also on a busy machine."""
    whole = task(500, 50, 4, Preset.BALANCED, 1)
    late, seconds = answers(partial(planned, whole, 1))
    found = percentiles(late)
    return {"passed": found["p99_ms"] < 100, "planned_s": round(seconds, 2), "answers": len(late), **found}


def repairs() -> dict[str, Any]:
    """Five leave, or five come, or some of both."""
    whole = task(53, 8, 4, Preset.BALANCED, 1)
    _, plan = timed(replace(whole, people=whole.people[:48]))
    worst, moved = 0.0, []
    for seed in range(REPAIRED):
        leave = Random(seed).sample(range(48), seed % 6)
        now = replace(whole, people=tuple(p for p in range(53 - len(leave)) if p not in leave))
        started = time.process_time()
        found = repaired(now, plan.rounds, seed)
        worst = max(worst, time.process_time() - started)
        moved.append(sum(map(len, found.moved)) if isinstance(found, Repair) else 99)
    passed = max(moved) <= 3 and worst < 0.3
    return {"passed": passed, "cpu_s": round(worst, 3), "seats_changed": {"most": max(moved), "in_all": sum(moved)}}


def drawn() -> dict[str, Any]:
    found = [(each, planned(each, seed)) for seed, each in enumerate(map(heeded, range(HEEDED)))]
    refused = sum(isinstance(plan, Impossible) for _, plan in found)
    rules = sum(violated(each, plan) for each, plan in found if isinstance(plan, Plan))
    return {"passed": not refused and not rules, "refused": refused, "rules_broken": rules}


def violated(each: Task, plan: Plan) -> int:
    sizes = [[len(group) for group in groups] for groups in plan.rounds]
    uneven = sum(max(of_round) - min(of_round) > 1 for of_round in sizes)
    return uneven + sum(len(broken(each.rules, groups, each.known)) for groups in plan.rounds)


def impossible(rules: tuple[Rule, ...]) -> dict[str, Any]:
    """Twelve people in three groups. The rules that cannot hold are named, and none beside them."""
    beside = Apart((8, 9))
    found = planned(replace(task(12, 3, 2, Preset.BALANCED, 1), rules=(beside, *rules)), 1)
    named = found.rules if isinstance(found, Impossible) else ()
    return {"passed": bool(named) and set(named) <= set(rules), "named": [repr(rule) for rule in named]}


def timed(each: Task) -> tuple[float, Plan]:
    started = time.process_time()
    plan = planned(each, 1)
    assert isinstance(plan, Plan)
    return round(time.process_time() - started, 3), plan


def shown(found: Assessment) -> dict[str, Any]:
    measures = {"met": found.met, "repeats": found.repeats, "colleagues": found.colleagues, "mirror": found.mirror}
    said = {name: {"value": each.value, "bound": each.bound} for name, each in measures.items()}
    return said | {"like_the_whole": round(found.mirror.likeness, 4)}


def main() -> int:
    passed = True
    for name, case in cases():
        found = case()
        passed &= found["passed"]
        sys.stdout.write(json.dumps({"case": name, **found}) + "\n")
        sys.stdout.flush()
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
