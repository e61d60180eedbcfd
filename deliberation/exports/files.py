"""A transcript as a file, by format."""

from collections.abc import Callable
from dataclasses import dataclass

from anyascii import anyascii
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deliberation.core.transcript import Transcript
from deliberation.exports import told
from deliberation.exports.data import data
from deliberation.exports.page import page
from deliberation.exports.printed import printed
from deliberation.models import Session
from deliberation.transcripts import FOR_ALL, WITHOUT_NAMES, Reading


@dataclass(frozen=True, slots=True)
class Format:
    content_type: str
    write: Callable[[Session, Transcript, bool], bytes]


FORMATS = {
    "pdf": Format("application/pdf", printed),
    "html": Format("text/html; charset=utf-8", page),
    "json": Format("application/json", data),
}


def content(session: Session, reading: Reading, format: str, names: bool) -> bytes:
    """Everybody who may read these rooms gets the same file."""

    def write() -> bytes:
        transcript = reading.transcript(FOR_ALL if names else WITHOUT_NAMES)
        return FORMATS[format].write(session, transcript, names)

    made: bytes = reading.once((format, names, get_language(), session.title), write)
    return made


def file_name(session: Session, began: int, format: str) -> str:
    """In letters that every system can store, with the day on which it was."""
    day = told.moment(began).date() if began else session.starts_at.date()
    title = slugify(anyascii(session.title))[:60].strip("-")
    return f"{slugify(_('Transcript'))}-{title or 'zweiklang'}-{day.isoformat()}.{format}"
