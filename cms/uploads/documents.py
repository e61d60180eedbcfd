"""Documents are what their names say, hold no programs, and do not say who wrote them with what."""

from collections.abc import Callable
from typing import Any

from django.core.files.base import File

from cms.uploads import packages, pdfs
from cms.uploads.files import ending_of, head_of, not_what_it_says

OPEN_XML = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "csv": "text/csv",
    "docx": f"{OPEN_XML}.wordprocessingml.document",
    "ics": "text/calendar",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "pptx": f"{OPEN_XML}.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": f"{OPEN_XML}.spreadsheetml.sheet",
    "zip": "application/zip",
}


def clean(file: File[Any]) -> File[Any]:
    return CLEANED.get(ending_of(file.name or ""), packages.clean)(file)


def tells(file: File[Any]) -> bool:
    ending = ending_of(file.name or "")
    return pdfs.tells(file) if ending == "pdf" else ending in packages.MEMBERS and packages.tells(file)


def _text(file: File[Any]) -> File[Any]:
    # UTF-16, which spreadsheets export, is full of NUL bytes but announces itself.
    head = head_of(file)
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise not_what_it_says(file.name or "")
    return file


CLEANED: dict[str, Callable[[File[Any]], File[Any]]] = {
    "csv": _text,
    "ics": _text,
    "pdf": pdfs.clean,
    "txt": _text,
    "zip": packages.check,
}
