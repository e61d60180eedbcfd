"""What judging any kind of file needs: how its name ends, how it begins, and a copy of it to change."""

import io
from pathlib import PurePosixPath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

HEAD = 4096
CHUNK = 1024 * 1024
ENTRY = b"PK\x01\x02"  # begins what the list says of a part; it also stands in what is packed inside
MOST_ENTRIES = 50_000


def ending_of(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


def head_of(file: File[Any]) -> bytes:
    file.seek(0)
    head: bytes = file.read(HEAD)
    file.seek(0)
    return head


def has_too_many_entries(file: IO[bytes]) -> bool:
    """Whether reading the list of a ZIP file alone would take the memory: it is read as a whole when it is opened."""
    file.seek(0)
    count, end = 0, b""
    while chunk := file.read(CHUNK):
        count += (end + chunk).count(ENTRY)
        end = chunk[1 - len(ENTRY) :]
    file.seek(0)
    return count > MOST_ENTRIES


def written(stream: IO[bytes], name: str, ending: str = "") -> File[Any]:
    """What was written anew, under its old name or with the ending that its content has now."""
    stream.seek(0)
    return File(stream, str(PurePosixPath(name).with_suffix(f".{ending or ending_of(name)}")))


def rewritten(content: bytes, name: str, ending: str = "") -> File[Any]:
    return written(io.BytesIO(content), name, ending)


def not_what_it_says(name: str) -> ValidationError:
    return ValidationError(
        _("This file is not a %(kind)s file, although its name says so. Please choose another file."),
        code="content",
        params={"kind": ending_of(name).upper()},
    )
