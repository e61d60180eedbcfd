"""FLAC begins with blocks, before the sound: each says what kind it is, whether it is the last, and how long."""

import os
from collections.abc import Iterator

from cms.uploads.containers.patches import Patch, Source, counted, read

BEGINNING = 4
HEAD = 4
LAST = 0x80  # bit of a block's first byte, beside its kind
PADDING, COMMENTS = 1, 4
# What a player needs: how the sound is stored, free space, where to find a second, where the tracks of a disc begin.
KEPT = {0, PADDING, 3, 5}


def patches(file: Source) -> Iterator[Patch]:
    end = file.seek(0, os.SEEK_END)
    for start, head, size in counted(_blocks(file)):
        if head[0] & ~LAST not in KEPT:
            yield Patch(start, padded(head), min(size, end - start - HEAD))


def padded(head: bytes) -> bytes:
    """The head of a block of the same length that players pass over."""
    return bytes([head[0] & LAST | PADDING]) + head[1:]


def _blocks(file: Source) -> Iterator[tuple[int, bytes, int]]:
    """Where each begins, its head, and how much follows that."""
    at = BEGINNING
    while len(head := read(file, at, HEAD)) == HEAD:
        size = int.from_bytes(head[1:])
        yield at, head, size
        if head[0] & LAST:
            return
        at += HEAD + size
