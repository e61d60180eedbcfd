"""WebM is made of elements in elements, each with an id and a size of as many bytes as they need (EBML, RFC 8794).

They are walked through without a tree: of those that hold something for us, one goes on behind their head.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from cms.uploads.containers import ogg
from cms.uploads.containers.patches import Patch, Source, counted, emptied, read

# Segment, Info, Tracks, TrackEntry. An element that does not say its size, as live recordings have, is entered as well.
ENTERED = {0x18538067, 0x1549A966, 0x1654AE6B, 0xAE}
# Tags; Attachments; title, date, names of this file and its neighbours; a track's name; a checksum of what we change.
DESCRIPTIONS = {0x1254C367, 0x1941A469, 0x7BA9, 0x4461, 0x7384, 0x3C83AB, 0x3E83BB, 0x536E, 0xBF}
PROGRAMS = {0x4D80, 0x5741}  # those that wrote it: they may say nothing, but must be there
CODEC = 0x63A2  # what a decoder needs first; of Vorbis, with the comments of the file that it was made from
VOID = 0xEC
LONGEST_HEAD = 12


@dataclass(frozen=True)
class Element:
    id: int
    start: int
    content: int  # where it begins
    end: int  # of its head, if it is entered

    @property
    def size(self) -> int:
        return self.end - self.content


def patches(file: Source) -> Iterator[Patch]:
    for element in counted(_elements(file, file.seek(0, os.SEEK_END))):
        if element.id in DESCRIPTIONS:
            yield _void(element)
        elif element.id in PROGRAMS:
            yield from emptied(file, element.content, element.size)
        elif element.id == CODEC:
            yield from _without_comments(file, element)


def _void(element: Element) -> Patch:
    """An element of the same size that readers pass over."""
    whole = element.end - element.start
    size = bytes([0x80 | whole - 2]) if whole < 9 else ((1 << 56) + whole - 9).to_bytes(8)
    head = bytes([VOID]) + size
    return Patch(element.start, head, whole - len(head))


def _without_comments(file: Source, element: Element) -> Iterator[Patch]:
    """Three packets of Vorbis stand there, of which the second has the comments."""
    content = read(file, element.content, element.size)
    start = content.find(ogg.VORBIS)
    if start >= 0:
        end = content.find(ogg.SETUP, start)
        before = content[start : end if end >= 0 else len(content)]
        after = ogg.EMPTY[ogg.VORBIS_HEAD].ljust(len(before), b"\0")[: len(before)]
        if before != after:
            yield Patch(element.content + start, after)


def _elements(file: Source, end: int) -> Iterator[Element]:
    at = 0
    while (element := _element(file, at, end)) is not None:
        yield element
        at = element.end


def _element(file: Source, start: int, end: int) -> Element | None:
    """None where there is no further one. Where the file was cut, an element ends with it."""
    head = read(file, start, LONGEST_HEAD)
    width = _width(head)
    size_width = _width(head[width:])
    content = start + width + size_width
    if not (0 < width <= 4 and size_width and content <= end):
        return None
    id, size = int.from_bytes(head[:width]), int.from_bytes(head[width : width + size_width])
    size -= 1 << 7 * size_width  # the bit that says how wide it is
    is_entered = id in ENTERED or size == (1 << 7 * size_width) - 1
    return Element(id, start, content, content if is_entered else min(content + size, end))


def _width(head: bytes) -> int:
    """Of the number that begins here, in bytes: as many as the place of its first bit. Nought if it is none."""
    width = 9 - head[0].bit_length() if head and head[0] else 0
    return width if width <= len(head) else 0
