"""Sound and film: the container must be the one that the name says, and where it was filmed is left out."""

import os
import re
import shutil
from collections.abc import Iterator
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from cms.uploads.files import ending_of, head_of, written

TYPES = {
    "aac": "audio/aac",
    "flac": "audio/flac",
    "m4a": "audio/mp4",
    "m4v": "video/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "wav": "audio/wav",
    "webm": "video/webm",
}
# How each container begins. MP3 and AAC: with tags, or with eleven set bits; a text in UTF-16 does so, too.
MP4 = rb"....ftyp"
FRAMES = rb"ID3|\xff[\xe0-\xfd]"
BEGINNINGS = {
    "aac": FRAMES,
    "flac": rb"fLaC",
    "m4a": MP4,
    "m4v": MP4,
    "mp3": FRAMES,
    "mp4": MP4,
    "ogg": rb"OggS",
    "ogv": rb"OggS",
    "wav": rb"RIFF....WAVE",
    "webm": rb"\x1aE\xdf\xa3.{0,60}webm",
}
IN_MEMORY = 2 * 1024 * 1024

# Boxes of MP4 that hold place, device, title and artist; those that may hold them; and how long a box's head is.
DESCRIPTIONS = {b"udta", b"meta", b"uuid"}
CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf"}
BOX = 8
DEPTH = 8  # no film is deeper, and none has more boxes; other files were made to keep us busy
MOST_BOXES = 100_000

OLD_TAG = 128
MOST_TAGS = 8


def clean(file: File[Any]) -> File[Any]:
    """Without its descriptions, as far as they can be left out without writing the container anew."""
    name = file.name or ""
    beginning = BEGINNINGS[ending_of(name)]
    if not re.match(beginning, head_of(file), re.DOTALL):
        raise _refused()
    if beginning == MP4:
        return written(_without_descriptions(file), name)
    return written(_without_tags(file), name) if beginning == FRAMES else file


def tells(file: File[Any]) -> bool:
    beginning = BEGINNINGS[ending_of(file.name or "")]
    if beginning == MP4:
        return any(kind in DESCRIPTIONS for _start, _size, kind in _all_boxes(file))
    return beginning == FRAMES and (_end_of_tags(file) > 0 or _has_old_tag(file))


def _refused() -> ValidationError:
    return ValidationError(
        _("This file is not the sound or film that its name says. Please choose another one, such as MP4 or MP3."),
        code="content",
    )


def _copy(file: File[Any], start: int = 0) -> IO[bytes]:
    """From a place to the end; whoever stores it reads it later, so it stays open."""
    copy: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    file.seek(start)
    shutil.copyfileobj(file, copy)
    return copy


def _without_descriptions(file: File[Any]) -> IO[bytes]:
    """Boxes are emptied and called free space, so that whatever follows stays where the index says."""
    copy = _copy(file)
    for start, size, kind in _all_boxes(copy):
        if kind in DESCRIPTIONS:
            copy.seek(start + 4)
            copy.write(b"free" + bytes(size - BOX))
    return copy


def _all_boxes(file: IO[bytes] | File[Any]) -> list[tuple[int, int, bytes]]:
    boxes = list(islice(_boxes(file, 0, file.seek(0, os.SEEK_END), DEPTH), MOST_BOXES + 1))
    if len(boxes) > MOST_BOXES:
        raise _refused()
    return boxes


def _boxes(file: IO[bytes] | File[Any], start: int, end: int, depth: int) -> Iterator[tuple[int, int, bytes]]:
    while end - start >= BOX:
        size, head, kind = _box(file, start, end)
        yield start, size, kind
        if kind in CONTAINERS and depth:
            yield from _boxes(file, start + head, start + size, depth - 1)
        start += size


def _box(file: IO[bytes] | File[Any], start: int, end: int) -> tuple[int, int, bytes]:
    """Size, size of the head, kind. A size of one stands for a longer number, nought for all that is left."""
    file.seek(start)
    head = file.read(2 * BOX)
    size, length = int.from_bytes(head[:4]), BOX
    if size == 1:
        size, length = int.from_bytes(head[BOX:]), 2 * BOX
    if not length <= size <= end - start:
        size = end - start
    return size, length, head[4:BOX]


def _without_tags(file: File[Any]) -> IO[bytes]:
    """ID3 stands before the sound, and an older form of it in the last 128 bytes."""
    copy = _copy(file, _end_of_tags(file))
    if _has_old_tag(copy):
        copy.truncate(copy.seek(0, os.SEEK_END) - OLD_TAG)
    return copy


def _has_old_tag(file: IO[bytes] | File[Any]) -> bool:
    file.seek(max(0, file.seek(0, os.SEEK_END) - OLD_TAG))
    return bool(file.read(3) == b"TAG")


def _end_of_tags(file: File[Any]) -> int:
    """Each says how long it is, in four bytes of seven bits."""
    end = 0
    for _tag in range(MOST_TAGS):
        file.seek(end)
        head = file.read(10)
        if len(head) < 10 or head[:3] != b"ID3":
            break
        end += 10 + sum(byte << shift for byte, shift in zip(head[6:], (21, 14, 7, 0), strict=True))
    return end
