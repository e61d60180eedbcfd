"""What a contribution carries so that whoever receives it knows who said it, as which one, and when."""

import re
from typing import NamedTuple


class Mark(NamedTuple):
    """`number` counts the contributions of a room within one `load`; `sent` is the monotonic clock in nanoseconds."""

    load: int
    sender: int
    number: int
    sent: int


MARK = re.compile(rb"@(\d+)\.(\d+)\.(\d+)\.(\d+)@")


def marked(mark: Mark, size: int) -> str:
    """A text of this length, or a little longer where the mark alone is."""
    return f"@{mark.load}.{mark.sender}.{mark.number}.{mark.sent}@".ljust(size, "x")


def marks(frame: bytes) -> tuple[Mark, ...]:
    """All marks of a frame in their order, found without parsing it."""
    return tuple(Mark(*map(int, found)) for found in MARK.findall(frame))
