"""MP4 is made of boxes in boxes. Some hold place, device, title and artist; some say when it was recorded."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from cms.uploads.containers.patches import Patch, Source, counted, emptied, read

DESCRIPTIONS = {b"udta", b"meta", b"uuid"}
CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"}
TIMED = {b"mvhd", b"tkhd", b"mdhd"}  # begin with a version and two times, of four bytes or, in the next version, eight
HEAD = 8
DEPTH = 8  # no film is deeper


@dataclass(frozen=True)
class Box:
    start: int
    size: int
    head: int  # bytes of it
    kind: bytes


def patches(file: Source) -> Iterator[Patch]:
    for box in counted(_boxes(file, 0, file.seek(0, os.SEEK_END), DEPTH)):
        if box.kind in DESCRIPTIONS:
            yield Patch(box.start + 4, b"free")
            yield Patch(box.start + box.head, b"", box.size - box.head)
        elif box.kind in TIMED:
            yield from _without_times(file, box)


def _without_times(file: Source, box: Box) -> Iterator[Patch]:
    start = box.start + box.head
    size = 16 if read(file, start, 1) == b"\1" else 8
    yield from emptied(file, start + 4, min(size, box.size - box.head - 4))


def _boxes(file: Source, start: int, end: int, depth: int) -> Iterator[Box]:
    while end - start >= HEAD:
        box = _box(file, start, end)
        yield box
        if box.kind in CONTAINERS and depth:
            yield from _boxes(file, start + box.head, start + box.size, depth - 1)
        start += box.size


def _box(file: Source, start: int, end: int) -> Box:
    """A size of one stands for a longer number, nought for all that is left."""
    head = read(file, start, 2 * HEAD)
    size, length = int.from_bytes(head[:4]), HEAD
    if size == 1:
        size, length = int.from_bytes(head[HEAD:]), 2 * HEAD
    if not length <= size <= end - start:
        size = end - start
    return Box(start, size, length, head[4:HEAD])
