"""Sound and film: the container must be the one that the name says, and where it was filmed is left out."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from cms.uploads.containers import flac, mp3, mp4, ogg, wav, webm
from cms.uploads.containers.patches import Patch, Source, TooManyParts
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
IN_MEMORY = 2 * 1024 * 1024


def _whole(file: Source) -> tuple[int, int]:
    return 0, file.seek(0, os.SEEK_END)


def _nothing(file: Source) -> Iterator[Patch]:
    return iter(())


@dataclass(frozen=True)
class Container:
    """How a file of it begins, what is written over what tells, and where its sound and film begin and end."""

    beginning: bytes
    patches: Callable[[Source], Iterator[Patch]] = _nothing
    bounds: Callable[[Source], tuple[int, int]] = _whole


MP4 = Container(rb"....ftyp", mp4.patches)
OGG = Container(rb"OggS", ogg.patches)
# MP3 and AAC begin with tags, or with eleven set bits; a text in UTF-16 does so, too.
FRAMES = Container(rb"ID3|\xff[\xe0-\xfd]", bounds=mp3.bounds)
CONTAINERS = {
    "aac": FRAMES,
    "flac": Container(rb"fLaC", flac.patches, mp3.bounds),
    "m4a": MP4,
    "m4v": MP4,
    "mp3": FRAMES,
    "mp4": MP4,
    "ogg": OGG,
    "ogv": OGG,
    "wav": Container(rb"RIFF....WAVE", wav.patches),
    "webm": Container(rb"\x1aE\xdf\xa3.{0,60}webm", webm.patches),
}


def clean(file: File[Any]) -> File[Any]:
    """Without its descriptions. Sound and film stay where they are, and as they are."""
    container = CONTAINERS[ending_of(file.name or "")]
    if not re.match(container.beginning, head_of(file), re.DOTALL):
        raise _refused()
    start, end = container.bounds(file)
    copy = _copy(file, start, end)
    try:
        for patch in container.patches(copy):
            patch.apply(copy)
    except TooManyParts as error:
        raise _refused() from error
    return written(copy, file.name or "")


def tells(file: File[Any]) -> bool:
    container = CONTAINERS[ending_of(file.name or "")]
    try:
        return container.bounds(file) != _whole(file) or any(islice(container.patches(file), 1))
    except TooManyParts as error:
        raise _refused() from error


def _refused() -> ValidationError:
    return ValidationError(
        _("This file is not the sound or film that its name says. Please choose another one, such as MP4 or MP3."),
        code="content",
    )


def _copy(file: File[Any], start: int, end: int) -> IO[bytes]:
    """From here to there; whoever stores it reads it later, so it stays open."""
    copy: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    file.seek(start)
    shutil.copyfileobj(file, copy)
    copy.truncate(max(0, end - start))
    return copy
