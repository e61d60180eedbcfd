"""Is an uploaded file what its name says? A name is only a claim; the first bytes are harder to fake."""

import re
import zipfile
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

HEAD = 4096

# What a ZIP container must hold to be that kind of document.
PACKAGES = {
    "docx": "word/",
    "xlsx": "xl/",
    "pptx": "ppt/",
    "odt": "content.xml",
    "ods": "content.xml",
    "zip": "",
}
CAPTIONS = re.compile(rb"(\xef\xbb\xbf)?WEBVTT([ \t\r\n]|\Z)")
TEXTS = {"txt", "csv", "ics"}


def validate_document(file: File[Any]) -> None:
    """Refuse a document whose content is not of the kind that its name claims."""
    kind = _ending(file)
    if kind == "pdf":
        fits = _head(file).lstrip().startswith(b"%PDF-")
    elif kind in PACKAGES:
        fits = _is_package(file, PACKAGES[kind])
    elif kind in TEXTS:
        fits = _is_text(_head(file))
    else:
        fits = True  # the list of allowed endings has already decided
    if not fits:
        raise ValidationError(
            _("This file is not a %(kind)s file, although its name says so. Please choose another file."),
            code="content",
            params={"kind": kind.upper()},
        )


def validate_recording(file: File[Any]) -> None:
    """Refuse a recording that is no container of sound or film."""
    if not _is_media(_head(file)):
        raise ValidationError(
            _("This file is neither video nor sound. Please choose another one, such as MP4 or MP3."),
            code="content",
        )


def validate_captions(file: File[Any]) -> None:
    """Refuse captions that no browser can show, and those that it would run: the name decides how a file is served."""
    if _ending(file) != "vtt" or not _is_captions(_head(file)):
        raise ValidationError(
            _("These captions are not in the format WebVTT. Such a file begins with WEBVTT, its name ends in .vtt."),
            code="content",
        )


def _ending(file: File[Any]) -> str:
    return PurePath(file.name or "").suffix.lower().removeprefix(".")


def _head(file: File[Any]) -> bytes:
    file.seek(0)
    head: bytes = file.read(HEAD)
    file.seek(0)
    return head


def _is_package(file: File[Any], member: str) -> bool:
    file.seek(0)
    stream: IO[bytes] = file
    try:
        with zipfile.ZipFile(stream) as package:
            return any(name.startswith(member) for name in package.namelist())
    except zipfile.BadZipFile:
        return False
    finally:
        file.seek(0)


def _is_text(head: bytes) -> bool:
    # UTF-16, which spreadsheets export, is full of NUL bytes but announces itself.
    return b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff"))


def _is_captions(head: bytes) -> bool:
    """The word ends after WEBVTT: what begins with `WEBVTT=1` is a script."""
    return CAPTIONS.match(head) is not None and _is_text(head)


def _is_media(head: bytes) -> bool:
    return (
        head[4:8] == b"ftyp"  # MP4, M4A, MOV
        or head.startswith((b"\x1aE\xdf\xa3", b"OggS", b"fLaC", b"ID3"))  # WebM, Ogg, FLAC, MP3 with tags
        or (head.startswith(b"RIFF") and head[8:12] == b"WAVE")
        or _is_mpeg_audio(head)
    )


def _is_mpeg_audio(head: bytes) -> bool:
    """MP3 or AAC without tags: a frame begins with eleven set bits; a text in UTF-16 does so, too."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] < 0xFE
