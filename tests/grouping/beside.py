"""How long a room waits while groups are planned: an event loop that answers all the time, beside a thread that plans.
They share the interpreter, as rooms and pages do: the room waits for its turn, and never for a plan."""

import asyncio
import threading
import time
from collections.abc import Callable
from statistics import quantiles

EVERY = 0.005  # seconds


def answers(plan: Callable[[], object]) -> tuple[list[float], float]:
    """How late each answer was in ms, and for how many seconds was planned."""
    return asyncio.run(answering(plan))


async def answering(plan: Callable[[], object]) -> tuple[list[float], float]:
    late, begun = [], time.perf_counter()
    thread = threading.Thread(target=plan)
    thread.start()
    while thread.is_alive():
        due = time.perf_counter() + EVERY
        await asyncio.sleep(EVERY)
        late.append(1000 * (time.perf_counter() - due))
    return late, time.perf_counter() - begun


def percentiles(late: list[float]) -> dict[str, float]:
    found = quantiles(late, n=100)
    return {"p50_ms": round(found[49], 1), "p99_ms": round(found[98], 1), "most_ms": round(max(late), 1)}
