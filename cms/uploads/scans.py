"""What a scanner or the camera of a phone makes of a sheet of paper: a PDF or a picture."""

from typing import Any

from django.core.files.base import File

from cms.uploads import pdfs, pictures
from cms.uploads.files import ending_of

TYPES = {"pdf": "application/pdf", **{ending: pictures.TYPES[ending] for ending in ("heic", "jpeg", "jpg", "png")}}


def clean(file: File[Any]) -> File[Any]:
    return pdfs.clean(file) if _is_pdf(file) else pictures.clean(file)


def tells(file: File[Any]) -> bool:
    return pdfs.tells(file) if _is_pdf(file) else pictures.tells(file)


def _is_pdf(file: File[Any]) -> bool:
    return ending_of(file.name or "") == "pdf"
