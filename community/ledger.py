"""The erasure ledger: what was erased, in a file outside the database, so that a restored backup can be told again.

One line of JSON for each erasure, with ids and no names. It is written before the database commits: after a crash
between the two, the ledger is ahead and never behind.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Erased:
    """A row. A restored database may give its id to somebody else, so the second in which it was made belongs to it."""

    id: int
    made: int

    @classmethod
    def row(cls, pk: int, made: datetime) -> "Erased":
        return cls(pk, int(made.timestamp()))


def write(erased: Mapping[str, Sequence[Erased]]) -> None:
    """What is about to be erased, by table; on disk when this returns."""
    line = json.dumps({table: [astuple(row) for row in rows] for table, rows in erased.items()}) + "\n"
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a+b", opener=_for_us_only) as file:
        file.write(_line_break_after_a_crash(file.fileno()) + line.encode())
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)


def read() -> dict[str, set[Erased]]:
    """All that was ever erased, by table. Half a line is of an erasure that never came about: the machine went down."""
    erased: dict[str, set[Erased]] = defaultdict(set)
    for line in _whole_lines(Path(settings.ERASURE_LEDGER)):
        for table, rows in json.loads(line).items():
            erased[table].update(Erased(*row) for row in rows)
    return erased


def _whole_lines(path: Path) -> Iterator[str]:
    if path.exists():
        yield from (line for line in path.read_text().splitlines() if line.endswith("}"))


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _line_break_after_a_crash(descriptor: int) -> bytes:
    size = os.fstat(descriptor).st_size
    return b"\n" if size and os.pread(descriptor, 1, size - 1) != b"\n" else b""


def _sync_folder(path: Path) -> None:
    """So that a new file is still there after a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
