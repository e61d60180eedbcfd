"""The site as its server runs it, with a fault that can be called up: the product itself has no door for tests.

FAULTS names a folder. A file in it is the fault, for as long as it is there:

- `die-before-commit`, `die-after-commit`: the process kills itself where the text of the file is about to be
  committed, or has just been. The file goes first, so that it happens once.
- `disk-full`: SQLite's file may not grow.
- `pages-hang`: the database never answers a page.

CLOCK_SHIFT is by how many seconds the clock of this process is wrong.

And a pause holds in all rooms of a session, so that there is a command that leads on into others.
"""

import os
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ["FAULTS"])
NO_LIMIT = 4_294_967_294  # pages, SQLite's own highest


def shift_clock(seconds: float) -> None:
    """Before anything is imported that could have taken the right one."""
    right, right_ns = time.time, time.time_ns
    time.time = lambda: right() + seconds
    time.time_ns = lambda: right_ns() + int(seconds * 1_000_000_000)


shift_clock(float(os.environ.get("CLOCK_SHIFT", "0")))

from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402

from config.asgi import application  # noqa: E402
from deliberation.core.acting import Ask  # noqa: E402
from deliberation.core.activity import Room  # noqa: E402
from deliberation.core.agenda import OpenRoom, PauseRoom, SetAgenda, Stage  # noqa: E402
from deliberation.core.people import Join  # noqa: E402
from deliberation.core.session import FOLLOWING  # noqa: E402
from deliberation.log.loop_connection import Done, LoopConnection  # noqa: E402

__all__ = ["application"]

commit, run = BaseDatabaseWrapper.commit, LoopConnection.run


def watched(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    connection = context["connection"]
    while (FOLDER / "pages-hang").exists() and threading.current_thread().name.startswith("pages"):
        time.sleep(0.1)
    if connection.vendor == "sqlite":
        limit_size(connection)
    for moment in ("before", "after"):
        fault = FOLDER / f"die-{moment}-commit"
        if "INSERT" in sql and fault.exists() and fault.read_text() in str(params):
            connection.doomed = moment
    if connection.in_atomic_block or not getattr(connection, "doomed", None):
        return execute(sql, params, many, context)
    return fatal_statement(connection.doomed, lambda: execute(sql, params, many, context))


def fatal_statement(moment: str, execute: Any) -> Any:
    """Outside of a transaction a statement is one, so it is committed as soon as the database has answered."""
    if moment == "before":
        die(moment)
    execute()
    die(moment)


def limit_size(connection: Any) -> None:
    full = (FOLDER / "disk-full").exists()
    if full != getattr(connection, "is_full", False):
        connection.is_full = full
        limit = connection.connection.execute("PRAGMA page_count").fetchone()[0] if full else NO_LIMIT
        connection.connection.execute(f"PRAGMA max_page_count = {limit}")


def fatal_commit(connection: Any) -> None:
    moment = getattr(connection, "doomed", None)
    if moment == "before":
        die(moment)
    commit(connection)
    if moment == "after":
        die(moment)


def die(moment: str) -> None:
    (FOLDER / f"die-{moment}-commit").unlink()
    os.kill(os.getpid(), signal.SIGKILL)


def watch(connection: Any, **more: Any) -> None:
    if watched not in connection.execute_wrappers:
        connection.execute_wrappers.append(watched)


def watched_run(loop_connection: LoopConnection, values: Sequence[bytes], done: Done) -> None:
    """What goes over the event loop's own connection is committed when its outcome is there."""
    said = b" ".join(values).decode()
    for moment in ("before", "after"):
        fault = FOLDER / f"die-{moment}-commit"
        if fault.exists() and fault.read_text() in said:
            if moment == "before":
                die(moment)
            run(loop_connection, values, lambda outcome: die("after"))
            return
    run(loop_connection, values, done)


def pause_everywhere(rooms: Mapping[int, Room], here: int, pause: PauseRoom, ask: Ask) -> dict[int, tuple[Any, ...]]:
    plenary = rooms[here]
    person, agenda = plenary.people[ask.by], plenary.agenda
    opening = (Join(person.name, person.role, person.kind), SetAgenda(agenda.question, agenda.phases), OpenRoom())
    others = {room: state for room, state in rooms.items() if room != here}
    return {room: (*(opening if state.agenda.stage is Stage.PLANNED else ()), pause) for room, state in others.items()}


FOLLOWING[PauseRoom] = pause_everywhere
LoopConnection.run = watched_run  # type: ignore[assignment,method-assign]
BaseDatabaseWrapper.commit = fatal_commit  # type: ignore[assignment,method-assign]
connection_created.connect(watch)
