"""What is written over a part of a file, without moving the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any, TypeVar

from django.core.files.base import File

PIECE = 64 * 1024
MOST_PARTS = 1_000_000  # hours of film have fewer; other files were made to keep us busy

Source = IO[bytes] | File[Any]
Part = TypeVar("Part")


class TooManyParts(ValueError):
    """Nobody filmed this."""


@dataclass(frozen=True)
class Patch:
    """These bytes from there on, and so many of nought behind them."""

    start: int
    content: bytes
    noughts: int = 0

    def apply(self, file: IO[bytes]) -> None:
        file.seek(self.start)
        file.write(self.content)
        for left in range(self.noughts, 0, -PIECE):
            file.write(bytes(min(left, PIECE)))


def read(file: Source, start: int, size: int) -> bytes:
    file.seek(start)
    content: bytes = file.read(size)
    return content


def emptied(file: Source, start: int, size: int) -> Iterator[Patch]:
    """Only noughts, unless there are only noughts: what is clean stays as it is."""
    if any(any(read(file, at, min(PIECE, start + size - at))) for at in range(start, start + size, PIECE)):
        yield Patch(start, b"", size)


def counted(parts: Iterable[Part]) -> Iterator[Part]:
    for number, part in enumerate(parts):
        if number >= MOST_PARTS:
            raise TooManyParts
        yield part
