"""The page of the live room, and its words."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.gzip import gzip_page
from django.views.i18n import JavaScriptCatalog

from deliberation import cards, sessions, words
from deliberation.blocks import questions_for
from deliberation.cast import living_rooms
from deliberation.core.acting import MODERATION
from deliberation.models import Participation, Session
from deliberation.views.access import in_the_room


@method_decorator(gzip_page, name="dispatch")
class Catalogue(JavaScriptCatalog):
    """The words of the room; only ours, not those of every app that is installed. No proxy compresses them where there
    is none, and they were 96 of the 330 kB that come before one can take part."""

    packages = ["deliberation"]  # without one, Django does not ask for paths

    def get_paths(self, packages: Any) -> list[str]:
        return [str(path) for path in settings.LOCALE_PATHS]


@in_the_room
def room(request: HttpRequest, session: Session, participation: Participation) -> HttpResponse:
    moderating = participation.role in MODERATION
    living_rooms.come(session, participation)
    context = {
        "session": session,
        "room_data": {"socket": f"/ws/sessions/{session.key}/"} | ways_out(session),
        "labels": words.labels(),
        "cards": [] if session.is_rehearsal else cards.beside_the_field(participation),
        "question_bank": question_bank(session) if moderating else None,
        "guide": session.live_guide,
    }
    return render(request, "deliberation/room.html", context)


def ways_out(session: Session) -> dict[str, Any]:
    """Where people go from here. A rehearsal has no pages of its own: its trainer goes back to the session."""
    rehearsal = getattr(session, "rehearsal", None) if session.is_rehearsal else None
    if rehearsal is None:
        transcript = reverse("deliberation:transcript", args=[session.key])
        return {"transcript": transcript, "session": session.get_absolute_url()}
    page = rehearsal.of.get_absolute_url()
    return {"transcript": page, "session": page, "rehearsal": rehearsal}


def question_bank(session: Session) -> dict[str, list[dict[str, Any]]]:
    template = session.live_template
    if template is None:
        return {}
    codes = dict.fromkeys(phase.code for phase in sessions.phases_of(session))
    return {code: [asdict(group) for group in questions_for(template.questions, code)] for code in codes}
