"""The transcript, as a page and as files."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from deliberation import transcripts
from deliberation.core import paging
from deliberation.core.transcript import Transcript
from deliberation.exports import files
from deliberation.models import Participation, Session
from deliberation.transcripts import Reading
from deliberation.views.access import readable


@readable
def transcript(request: HttpRequest, session: Session, participation: Participation | None) -> HttpResponse:
    reading = transcripts.reading(session, participation)
    found = reading.transcript(reading.own)
    page_obj = Paginator(pages(reading, found), 1).get_page(request.GET.get("page"))
    context = {
        "session": session,
        "participation": participation,
        "transcript": found,
        "page_obj": page_obj,
        "shown": shown(reading, found, page_obj.object_list[0]),
        "formats": files.FORMATS,
    }
    return render(request, "deliberation/transcript.html", context)


def pages(reading: Reading, found: Transcript) -> tuple[paging.TranscriptPage, ...]:
    made: tuple[paging.TranscriptPage, ...] = once(reading, "pages", lambda: paging.pages(found.rooms))
    return made


def shown(reading: Reading, found: Transcript, page: paging.TranscriptPage) -> SafeString:
    def draw() -> SafeString:
        return render_to_string("deliberation/transcript_page.html", {"transcript": found, "page": page})

    drawn: SafeString = once(reading, f"page {page.number} in {get_language()}", draw)
    return drawn


def once(reading: Reading, what: str, make: Any) -> Any:
    """Whoever also sees something of their own is not served from what is remembered, nor remembered."""
    return make() if reading.own.person else reading.once((what, reading.own), make)


@readable
def export(request: HttpRequest, session: Session, participation: Participation | None, format: str) -> HttpResponse:
    if format not in files.FORMATS:
        raise Http404
    names = request.GET.get("names") != "no"
    reading = transcripts.reading(session, participation)
    response = HttpResponse(files.content(session, reading, format, names), files.FORMATS[format].content_type)
    name = files.file_name(session, reading.transcript(transcripts.FOR_ALL).began, format)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def example(request: HttpRequest) -> HttpResponse:
    """One address for pages to link to, whichever session is the example at the time."""
    session = get_object_or_404(Session.objects.filter(is_example=True).order_by("-starts_at")[:1])
    return redirect("deliberation:transcript", session.key)
