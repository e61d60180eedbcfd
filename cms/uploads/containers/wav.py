"""WAV is made of chunks, each with a name and a length; writers add what they like to them."""

import os
from collections.abc import Iterator

from cms.uploads.containers.patches import Patch, Source, counted, read

BEGINNING = 12
HEAD = 8
# What a player needs, and free space. All others tell: of authors, places, devices, in a dozen ways.
KEPT = {b"fmt ", b"fact", b"data", b"wavl", b"slnt", b"cue ", b"JUNK", b"PAD ", b"FLLR"}


def patches(file: Source) -> Iterator[Patch]:
    end = file.seek(0, os.SEEK_END)
    for start, head, size in counted(_chunks(file)):
        if head[:4] not in KEPT:
            yield Patch(start, b"JUNK" + head[4:], max(0, min(size, end - start - HEAD)))


def _chunks(file: Source) -> Iterator[tuple[int, bytes, int]]:
    """Where each begins, its head, and how much follows that. Sound without a length goes on to the end."""
    at = BEGINNING
    while len(head := read(file, at, HEAD)) == HEAD and _is_name(head[:4]):
        size = int.from_bytes(head[4:], "little")
        yield at, head, size
        if head[:4] == b"data" and not size:
            return
        at += HEAD + size + size % 2


def _is_name(name: bytes) -> bool:
    """Else this is no chunk, but something behind a wrong length."""
    return name.isascii() and name.decode("ascii").isprintable()
