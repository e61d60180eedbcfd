"""A transcript as one HTML file, which needs no other: with its styles, on whatever device, without the network."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from deliberation.core import paging
from deliberation.core.transcript import Transcript
from deliberation.exports import told
from deliberation.models import Session

STYLES = "transcript-file.css"


def page(session: Session, transcript: Transcript, names: bool) -> bytes:
    everything = sum(len(band.entries) for room in transcript.rooms for band in room.bands)
    context = {
        "session": session,
        "transcript": transcript,
        "page": paging.pages(transcript.rooms, everything + 1)[0],
        "note": told.note(names),
        "styles": mark_safe(Path(str(finders.find(STYLES))).read_text(encoding="utf-8")),  # noqa: S308  # our own sheet
    }
    return render_to_string("deliberation/transcript_file.html", context).encode()
