"""The content that `manage.py demo` brings: a fictional district with its people, courses and sessions.

Each loader adds what is missing and leaves alone what is there, so that it may run before every start.
"""

import contextlib
import fcntl
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from community.groups import Group

HERE = Path(__file__).parent
GROUPS = {"trainer": Group.TRAINERS, "editor": Group.EDITORS, "coordinator": Group.COORDINATORS}
PASSWORD = "zweiklang-demo"  # noqa: S105 - printed on purpose: whoever runs the demo logs in with it


def content(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text())


@contextlib.contextmanager
def one_at_a_time(lock: Path, tell: Callable[[str], Any]) -> Iterator[None]:
    """Two at once would both find that everything is missing; the second one finds what the first has brought."""
    with lock.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another process is setting up the demo: waiting until it is done ...")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
