"""Which experiments make which rows of the table, and the order in which contenders take turns."""

from collections.abc import Callable, Iterable
from functools import partial

from benchmarks import blocking, browser, cohorts, experiments, groups, modes, registering, transcripts
from benchmarks.experiments import Figures, Trial
from benchmarks.fanout.loads import Load
from benchmarks.results import Row
from benchmarks.servers import (
    BROADCAST,
    OURS_DAPHNE,
    OURS_EMBEDDED,
    OURS_GROWN_UP,
    OURS_UVICORN,
    OURS_WITH_WORKER,
    SOCKETIO,
    SOCKETIO_MODULES,
    TUTORIAL_DAPHNE,
    TUTORIAL_UVICORN,
    TUTORIAL_UVICORN_REDIS,
    Contender,
    Stage,
)
from benchmarks.workloads import CROWD, FEW, PLENARY, THIRTY, A, B, C, Workload, alike, calm, lively

OURS = (OURS_GROWN_UP, OURS_UVICORN, OURS_DAPHNE)
# Product and peer take turns, so that a minute in which the machine is busy elsewhere hits both.
EVERYBODY = (
    *(OURS_GROWN_UP, BROADCAST, OURS_DAPHNE, TUTORIAL_DAPHNE, *([SOCKETIO] if SOCKETIO_MODULES else [])),
    *(OURS_UVICORN, TUTORIAL_UVICORN_REDIS, TUTORIAL_UVICORN),
)
WITH_BROADCAST = (OURS_GROWN_UP, BROADCAST, OURS_UVICORN, OURS_DAPHNE)
PROFILES = (OURS_GROWN_UP, OURS_DAPHNE)  # as people run them
WHOLE_PROFILES = (OURS_WITH_WORKER, OURS_EMBEDDED)  # with what sends mails
PROFILES_WITH_BROADCAST = (OURS_GROWN_UP, BROADCAST, OURS_DAPHNE)
# Whoever loses something at 20,000 deliveries a second, and whoever must not.
OFFERED = (OURS_GROWN_UP, BROADCAST, OURS_DAPHNE, TUTORIAL_DAPHNE, OURS_UVICORN, TUTORIAL_UVICORN_REDIS)


def trials(name: str, who: Iterable[Contender], make: Callable[[Contender], Callable[[Stage], Figures]]) -> list[Trial]:
    return [Trial(name, contender, make(contender)) for contender in who]


def full(pace: float) -> list[Trial]:
    """`pace` shortens everything, to see whether it works; figures are quoted at 1 only."""

    def talk(workload: Workload, *wanted: Load) -> Callable[[Contender], Callable[[Stage], Figures]]:
        paced = [load.lasting(load.seconds * pace) for load in wanted]
        return lambda contender: experiments.talking(contender, workload, *paced)

    grown_up = (OURS_GROWN_UP, OURS_UVICORN)
    return [
        *trials("A", EVERYBODY, talk(A, calm(12), A.saturated(8))),
        *trials("A at 20,000", OFFERED, talk(A, lively(8))),
        *trials("B", WITH_BROADCAST, talk(B, B.saturated(8))),
        *trials("C", WITH_BROADCAST, talk(C, C.saturated(8))),
        *trials("10 rooms", grown_up, talk(FEW, alike(FEW, 10))),
        *trials("40 rooms", grown_up, talk(B, alike(B, 10))),
        *trials("30 rooms", PROFILES_WITH_BROADCAST, talk(THIRTY, alike(THIRTY, 8), THIRTY.saturated(6))),
        *trials("plenary", PROFILES_WITH_BROADCAST, talk(PLENARY, Load("one", 30, rate=2.5))),
        *trials("stalled", PROFILES_WITH_BROADCAST, lambda contender: experiments.stalling(contender, 15 * pace)),
        *trials("crowd", PROFILES_WITH_BROADCAST, lambda contender: experiments.crowding(contender, CROWD)),
        *trials("joining", OURS, experiments.joining),
        *trials("browser", [OURS_UVICORN], browser.rooms),
        *trials("every page", [OURS_UVICORN], blocking.pages),
        *trials("lesson", PROFILES, lambda contender: experiments.lessons(contender, 4 * max(1, int(6 * pace)))),
        *trials("edit", PROFILES, lambda contender: experiments.editing(contender, max(1, int(5 * pace)))),
        *trials("transcript", PROFILES, lambda contender: transcripts.transcripts(contender, max(1, int(40 * pace)))),
        *trials("cohort", PROFILES, lambda contender: cohorts.cohorts(contender, max(1, int(5 * pace)))),
        *(
            trial
            for each in (modes.PLAIN, *modes.MEASURED)
            for trial in trials(f"mode: {each.name}", PROFILES, partial(modes.acting, measured=each, pace=pace))
        ),
        *trials("reveal", PROFILES, modes.revealing),
        *trials("groups", PROFILES, partial(groups.moving, pace=pace)),
        *trials(
            "registration",
            WHOLE_PROFILES,
            partial(registering.registering, arrivals=registering.evenly, pace=pace),
        ),
        *trials(
            "registration rush",
            WHOLE_PROFILES,
            partial(registering.registering, arrivals=registering.in_a_rush, pace=pace),
        ),
        *trials("folding", [OURS_UVICORN], lambda contender: experiments.folding(contender, 5)),
    ]


def asked_for(only: str, pace: float) -> list[Trial]:
    """Those in whose name this stands, and what their rows compare them with; all if nothing is asked for."""
    known = full(pace)
    named = {trial.key for trial in known if only in trial.key}
    peers = {row.peer for row in rows() if row.ours in named}
    return [trial for trial in known if trial.key in named | peers]


def key(experiment: str, contender: Contender) -> str:
    return f"{experiment} | {contender.name}"


def rows() -> list[Row]:
    compared = [*beside_the_tutorial(), *beside_the_broadcast(), *beside_socket_io()]
    read = [row for ours in PROFILES for row in transcripts.rows(key("transcript", ours))]
    led = [row for ours in PROFILES for row in cohorts.rows(key("cohort", ours))]
    registered = [row for ours in WHOLE_PROFILES for row in registering.rows(ours.name)]
    return [*compared, *promises(), *alone(), *by_mode(), *in_groups(), *pages(), *read, *led, *registered]


CPU = "CPU s per 1,000 deliveries"


def beside_the_tutorial() -> list[Row]:
    pairs: list[tuple[Contender, Contender, float | None, float | None]] = [
        (OURS_DAPHNE, TUTORIAL_DAPHNE, 1 / 4, 1 / 8),
        (OURS_GROWN_UP, TUTORIAL_UVICORN_REDIS, 1 / 8, 1 / 15),
        (OURS_UVICORN, TUTORIAL_UVICORN, None, None),
    ]
    saturated = [
        Row("A, saturated", "saturated.cpu", CPU, key("A", ours), key("A", peer), "ratio", must, goal)
        for ours, peer, must, goal in pairs
    ]
    speeds = [
        Row("A, saturated", "saturated.deliveries_a_second", "deliveries/s", key("A", ours), key("A", peer), "ratio")
        for ours, peer, _must, _goal in pairs
    ]
    lost = [
        Row(
            "A at 20,000 deliveries/s",
            "1,000 a second.lost",
            "lost",
            key("A at 20,000", ours),
            key("A at 20,000", peer),
        )
        for ours, peer in ((OURS_DAPHNE, TUTORIAL_DAPHNE), (OURS_GROWN_UP, TUTORIAL_UVICORN_REDIS))
    ]
    return [*saturated, *speeds, *lost]


def beside_the_broadcast() -> list[Row]:
    found = []
    for ours in OURS:
        bounded = ours is OURS_GROWN_UP

        def row(
            name: str,
            experiment: str,
            figure: str,
            unit: str,
            by: str = "ratio",
            must: float | None = None,
            goal: float | None = None,
            ours: Contender = ours,
            bounded: bool = bounded,
        ) -> Row:
            bounds = (must, goal) if bounded else (None, None)
            return Row(name, figure, unit, key(experiment, ours), key(experiment, BROADCAST), by, *bounds)

        found += [
            row("A, saturated", "A", "saturated.cpu", CPU, must=4, goal=2),
            row("A, saturated", "A", "saturated.deliveries_a_second", "deliveries/s"),
            row("A, 50 contributions/s", "A", "50 a second.cpu", CPU, must=4, goal=2.5),
            row("A, 50 contributions/s", "A", "50 a second.p99", "p99, ms", "difference", 20, 5),
            row("A at 20,000 deliveries/s", "A at 20,000", "1,000 a second.p99", "p99, ms", "difference"),
            row("A, saturated", "A", "saturated.in_a_frame", "contributions in a frame", "itself"),
            row("B, saturated", "B", "saturated.cpu", CPU),
            row("C, saturated", "C", "saturated.cpu", CPU, must=2.5, goal=1.3),
            row("C, saturated", "C", "saturated.deliveries_a_second", "deliveries/s"),
            row("C, saturated", "C", "saturated.in_a_frame", "contributions in a frame", "itself"),
        ]
        if bounded:
            found += [
                row("A, 50 contributions/s", "A", f"50 a second.{share}", f"{share}, ms", "difference")
                for share in ("p50", "p95")
            ]
        if ours not in PROFILES:
            continue
        found += [
            row("30 rooms of 12, 5 contributions/s each", "30 rooms", "5 a second and room.cpu", CPU),
            row(
                "30 rooms of 12, 5 contributions/s each", "30 rooms", "5 a second and room.p99", "p99, ms", "difference"
            ),
            row("30 rooms of 12, saturated", "30 rooms", "saturated.deliveries_a_second", "deliveries/s"),
            row("plenary of 500, the last one has it", "plenary", "one.last_p99", "p99, ms", "itself", 150, 50),
            row("5 of 25 stalled, the others", "stalled", "slower", "p99, times unstalled", "itself", 1.5, 1.2),
            row("1,000 connect at once", "crowd", "refused", "refused", "itself", 0, 0),
            row("1,000 connect at once", "crowd", "seconds", "seconds", "itself", 4, 1.5, bounded=True),
            row(
                "1,000 connect at once, with an account",
                "crowd",
                "coming_cpu",
                "CPU ms each",
                "ratio",
                8,
                3,
                bounded=True,
            ),
            row("a connected person", "crowd", "kilobytes", "kB", "itself", 60, 40),
            row("a connected person who does nothing", "crowd", "idle_cpu", "CPU ms per second", "itself"),
        ]
    return found


def beside_socket_io() -> list[Row]:
    """Only where somebody has installed it."""
    if not SOCKETIO_MODULES:
        return []
    ours, peer = key("A", OURS_GROWN_UP), key("A", SOCKETIO)
    speed = Row("A, saturated", "saturated.deliveries_a_second", "deliveries/s", ours, peer, "ratio", 0.4, 1, True)
    return [speed, Row("A, saturated", "saturated.cpu", CPU, ours, peer, "ratio")]


def promises() -> list[Row]:
    """What must be nothing, after catching up, with everything on every server."""
    places = [
        ("A at 20,000 deliveries/s", "A at 20,000", "1,000 a second"),
        ("A, saturated", "A", "saturated"),
        ("C, saturated", "C", "saturated"),
    ]
    kinds = ("lost", "duplicated", "misordered", "refused")
    return [
        Row(
            name,
            tuple(f"{load}.{kind}" for kind in kinds),
            "lost, twice, out of order, refused",
            key(experiment, ours),
            must=0,
            goal=0,
        )
        for name, experiment, load in places
        for ours in OURS
    ]


def alone() -> list[Row]:
    growth = [
        Row(
            "40 rooms beside 10, as much said in each",
            "5 a second and room.cpu",
            CPU,
            key("40 rooms", ours),
            key("10 rooms", ours),
            "ratio",
            1.2,
            1.05,
        )
        for ours in (OURS_GROWN_UP, OURS_UVICORN)
    ]
    joins = [
        Row(name, figure, "CPU ms", key("joining", ours), must=15, goal=3)
        for name, figure in (
            ("join a room with 300 contributions", "join_cpu"),
            ("come back after 300 contributions", "return_cpu"),
        )
        for ours in OURS
    ]
    folds = [
        Row("5,000 entries folded", "folded", "ms", key("folding", OURS_UVICORN), must=100, goal=25),
        Row("5,000 entries read from SQLite and folded", "loaded", "ms", key("folding", OURS_UVICORN)),
    ]
    return [*growth, *joins, *folds, *in_the_browser()]


def by_mode() -> list[Row]:
    """Beside a plain contribution in a free phase of the same room. A ballot comes by a request of its own."""
    plain, ballot = f"mode: {modes.PLAIN.name}", "vote"
    costs = [
        Row(
            f"mode: {each.name}, one act after another",
            "cpu",
            CPU,
            key(f"mode: {each.name}", ours),
            key(plain, ours),
            "ratio",
            *((None, None) if each.name == ballot else (1.5, 1.1)),
        )
        for each in modes.MEASURED
        for ours in PROFILES
    ]
    name = "40 texts revealed to 200"
    reveals = [Row(name, "p99", "p99, ms", key("reveal", ours), must=250, goal=100) for ours in PROFILES]
    return [*costs, *reveals]


def in_groups() -> list[Row]:
    """Until the last one is there; and what one of them costs beside somebody who comes in, in the same run."""
    name = "60 people into 10 groups"
    return [
        row
        for ours in PROFILES
        for row in (
            Row(f"{name}: all inside", "inside_p99", "p99, ms", key("groups", ours), must=1000, goal=300),
            Row(f"{name}: all back", "back_p99", "p99, ms", key("groups", ours), must=1000, goal=300),
            Row(name, "joins", "CPU of a move, in joins", key("groups", ours), must=3, goal=1),
        )
    ]


def in_the_browser() -> list[Row]:
    """With 5,000 said; "slow" is a processor of a quarter of the speed."""
    ours = key("browser", OURS_UVICORN)
    return [
        Row("enter a room of 5,000", "entering", "ms of the main thread", ours, must=400, goal=120),
        Row("enter a room of 5,000, slow", "longest", "ms, longest task", ours, must=400, goal=100),
        Row("enter a room of 5,000", "bytes", "kB until usable", ours, must=300, goal=120),
        Row("enter a room of 5,000", "articles", "contributions drawn", ours, must=200, goal=200),
        Row("a contribution arrives, 5,000 said", "arriving", "ms of the main thread", ours, must=16, goal=5),
        Row("5 contributions/s arrive, slow", "frames", "frames/s", ours, must=30, goal=55, at_least=True),
        Row(
            "the worst of all pages, slow",
            blocking.WORST,
            "ms of blocking",
            key("every page", OURS_UVICORN),
            must=200,
            goal=50,
        ),
        Row("the worst of all pages, slow", "pages", "pages opened", key("every page", OURS_UVICORN)),
    ]


def pages() -> list[Row]:
    return [
        row
        for ours in PROFILES
        for row in (
            Row("lesson page, logged in", "queries", "queries", key("lesson", ours), must=25, goal=12),
            Row("lesson page, logged in", "cpu", "CPU ms", key("lesson", ours), must=60, goal=20),
            Row("lesson page, four readers at once", "busy_cpu", "CPU ms", key("lesson", ours), must=60, goal=20),
            *waits("lesson page, four readers at once", "busy_", ours),
            Row("answering a question", "answer_queries", "queries", key("lesson", ours), must=20, goal=10),
            Row("answering a question", "answer_cpu", "CPU ms", key("lesson", ours)),
            Row("answering a question, four at once", "busy_answer_cpu", "CPU ms", key("lesson", ours)),
            *waits("answering a question, four at once", "busy_answer_", ours),
            Row(
                "an edit of 10 questions, 1,000 learners: preview",
                "preview",
                "ms",
                key("edit", ours),
                must=1000,
                goal=250,
            ),
            Row("an edit of 10 questions, 1,000 learners: preview", "queries", "queries", key("edit", ours), must=16),
            Row("an edit of 10 questions, 1,000 learners: published", "publish", "ms", key("edit", ours)),
        )
    ]


def waits(name: str, prefix: str, ours: Contender) -> list[Row]:
    return [Row(name, f"{prefix}{share}", f"{share}, ms", key("lesson", ours)) for share in ("p50", "p95", "p99")]


# --- the short one ----------------------------------------------------------------------------------------------------


def short() -> list[Trial]:
    return trials(
        "A",
        (OURS_UVICORN, BROADCAST),
        lambda contender: experiments.talking(contender, A, calm(4), A.saturated(4)),
    )


def short_rows() -> list[Row]:
    ours, peer = key("A", OURS_UVICORN), key("A", BROADCAST)
    return [
        Row("A, 50 contributions/s", "50 a second.cpu", CPU, ours, peer, "ratio"),
        Row("A, saturated", "saturated.cpu", CPU, ours, peer, "ratio"),
    ]
