"""Ogg cuts the packets of several streams into pages, each with a checksum (RFC 3533).

The second packet of a stream holds comments: how many there are, and each with its length. One that says nought is
valid, whatever noughts follow. Streams may come one after another, so all pages are looked at.
"""

import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from cms.uploads.containers import flac
from cms.uploads.containers.patches import PIECE, Patch, Source, counted, read

PAGE = b"OggS"
HEAD = 27
CHECKSUM = slice(22, 26)
BEGINS = 2  # flag: a stream begins
SOUND = 0xFF  # begins a packet of FLAC that is none of its blocks
FULL = 255  # a segment of this length is continued in the next one

VORBIS, SETUP = b"\3vorbis", b"\5vorbis"
VORBIS_HEAD, OPUS_HEAD, THEORA_HEAD, FLAC_HEAD = b"\1vorbis", b"OpusHead", b"\x80theora", b"\x7fFLAC"
# How the first packet of a stream begins, and how a second one does without comments.
EMPTY = {
    VORBIS_HEAD: VORBIS + bytes(8) + b"\1",
    OPUS_HEAD: b"OpusTags",
    THEORA_HEAD: b"\x81theora",
}

REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


@dataclass
class Stream:
    """How far the packets have come that a stream begins with."""

    kind: bytes = b""  # how its first packet begins, if it is one of those that we know
    packet: int = 0  # which one is going on
    seen: int = 0  # bytes of it, on earlier pages
    is_told: bool = False  # whether it is a block of FLAC that tells

    @property
    def may_tell(self) -> bool:
        """Whether comments may still come. FLAC has any number of packets for them before the sound."""
        return self.packet < 2 or self.kind == FLAC_HEAD


@dataclass(frozen=True)
class Page:
    start: int
    head: bytes  # with the lengths of its segments
    body: bytes

    @property
    def flags(self) -> int:
        return self.head[5]

    @property
    def stream(self) -> bytes:
        return self.head[14:18]

    @property
    def size(self) -> int:
        """As it says; at the end of a file that was cut there is less."""
        return len(self.head) + sum(self.head[HEAD:])


def patches(file: Source) -> Iterator[Patch]:
    streams: dict[bytes, Stream] = {}
    for page in counted(_pages(file, file.seek(0, os.SEEK_END))):
        if page.flags & BEGINS:
            streams[page.stream] = Stream(_kind(page.body))
        stream = streams.get(page.stream)
        if stream is not None and stream.may_tell:
            body = _without_comments(stream, page)
            if body != page.body:
                yield Patch(page.start, _sealed(page.head, body))


def _kind(body: bytes) -> bytes:
    return next((kind for kind in (*EMPTY, FLAC_HEAD) if body.startswith(kind)), b"")


def _without_comments(stream: Stream, page: Page) -> bytes:
    body = b""
    for piece, ends in _pieces(page):
        body += _emptied(stream, piece)
        stream.seen += len(piece)
        if ends:
            stream.packet, stream.seen = stream.packet + 1, 0
    return body


def _pieces(page: Page) -> Iterator[tuple[bytes, bool]]:
    """What a page has of each packet, and whether the packet ends with it."""
    start = end = 0
    for length in page.head[HEAD:]:
        end += length
        if length < FULL:
            yield page.body[start:end], True
            start = end
    if start < end:
        yield page.body[start:end], False


def _emptied(stream: Stream, piece: bytes) -> bytes:
    """Of the same length."""
    if stream.packet and stream.kind == FLAC_HEAD:
        return _block(stream, piece)
    if stream.packet == 1 and stream.kind in EMPTY:
        return EMPTY[stream.kind][stream.seen :].ljust(len(piece), b"\0")[: len(piece)]
    return piece


def _block(stream: Stream, piece: bytes) -> bytes:
    """Comments have to be there, so theirs stays one: noughts behind its head say that there are none."""
    if not stream.seen and piece:
        kind = piece[0] & ~flac.LAST
        stream.is_told = piece[0] != SOUND and kind not in flac.KEPT
        if piece[0] == SOUND:
            stream.kind = b""
        elif stream.is_told and kind != flac.COMMENTS:
            piece = flac.padded(piece[: flac.HEAD]) + piece[flac.HEAD :]
    kept = max(0, flac.HEAD - stream.seen) if stream.is_told else len(piece)
    return piece[:kept].ljust(len(piece), b"\0")


def _sealed(head: bytes, body: bytes) -> bytes:
    """A page with its checksum: zlib's polynomial, but of each byte the other end first."""
    page = bytearray(head + body)
    page[CHECKSUM] = bytes(4)
    mirrored = zlib.crc32(page.translate(REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    page[CHECKSUM] = mirrored.to_bytes(4).translate(REVERSED)
    return bytes(page)


def _pages(file: Source, end: int) -> Iterator[Page]:
    at = 0
    while end - at >= HEAD:
        head = read(file, at, HEAD)
        if head.startswith(PAGE):
            head += read(file, at + HEAD, head[-1])
            page = Page(at, head, read(file, at + len(head), sum(head[HEAD:])))
            yield page
            at += page.size
        else:
            at = _next_page(file, at + 1, end)


def _next_page(file: Source, start: int, end: int) -> int:
    """Players look for the next page where something else stands between two."""
    for at in range(start, end, PIECE):
        found = read(file, at, PIECE + len(PAGE) - 1).find(PAGE)
        if found >= 0:
            return at + found
    return end
