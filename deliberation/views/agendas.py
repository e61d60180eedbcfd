"""The agenda of a session: its trainer's own copy, changed until the room opens, and seen as by participants."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.numbers import as_number
from deliberation import methods, sessions, words
from deliberation.blocks import fitting
from deliberation.core import method, planning, timetable
from deliberation.core.agenda import Phase
from deliberation.models import Session
from deliberation.phase_forms import CHANGES, AgendaForm
from deliberation.views import methods as methods_beside
from deliberation.views.access import moderated
from deliberation.views.methods import Beside


def agenda(request: HttpRequest, key: str) -> HttpResponse:
    session, moderator = moderated(request, key)
    if why := planning.why_fixed("phases", sessions.stage_of(session)):
        messages.error(request, words.FIXED[why])
        return redirect(session)
    if request.method != "POST":
        form = AgendaForm.of_phases(sessions.phases_of(session))
        return agenda_page(request, session, form)
    form = AgendaForm.of_data(request.POST)
    what, _dash, row = request.POST.get("do", "").partition("-")
    if what == "save" and form.is_valid():
        return saved(request, session, moderator, form)
    if what in CHANGES:
        number = as_number(row)
        form.change(what, -1 if number is None else number)
    return agenda_page(request, session, form, methods_beside.answer(request, form, what, row))


def saved(request: HttpRequest, session: Session, moderator: Any, form: AgendaForm) -> HttpResponse:
    try:
        sessions.rearrange(session, moderator, form.as_phases())
    except (sessions.NotPrepared, sessions.Ended):
        messages.error(request, words.MISFITS[timetable.Misfit.NO_OPENING])
        return agenda_page(request, session, form)
    messages.success(request, _("The agenda is saved."))
    return redirect("deliberation:agenda", session.key)


def agenda_page(request: HttpRequest, session: Session, form: AgendaForm, beside: Beside | None = None) -> HttpResponse:
    if form.is_full:
        sentence = _("An agenda has at most %(most)s phases. Please remove one first.")
        messages.error(request, sentence % {"most": method.MOST_PHASES})
    times = clock(session, form.minutes)
    context = {
        "session": session,
        "form": form,
        "parts": [(*row, slot) for row, slot in zip(form.rows, times, strict=True)],
        "misfits": words.told_misfits(misfits_of(session, form)),
        "methods": list(methods.offered(request.user)),
        "own_methods": methods.own(request.user),
        "beside": beside or Beside(),
        "fitting": fitting(),
        "begins": timezone.localtime(session.starts_at),
        "planned": planned_minutes(session),
        "minutes": sum(form.minutes),
        "version": sessions.version_of_agenda(session),
    }
    return render(request, "deliberation/agenda_form.html", context)


def misfits_of(session: Session, form: AgendaForm) -> tuple[timetable.Misfit, ...]:
    """Of what stands in the form, complete or not."""
    first = next((str(each["code"].value()) for each in form.phase_forms.values()), "")
    return timetable.misfits(first, sum(form.minutes), planned_minutes(session))


def planned_minutes(session: Session) -> int | None:
    """None where the session ends when its phases do."""
    return int((session.ends_at - session.starts_at).total_seconds()) // 60 if session.ends_at else None


def clock(session: Session, minutes: list[int]) -> list[tuple[datetime, datetime]]:
    def at(after: int) -> datetime:
        return timezone.localtime(session.starts_at) + timedelta(minutes=after)

    return [(at(slot.begins), at(slot.ends)) for slot in timetable.slots(minutes)]


def preview(request: HttpRequest, key: str) -> HttpResponse:
    """Each phase as participants will see it."""
    session, _moderator = moderated(request, key)
    context = {"session": session, "medium": session.medium, "agenda": timed(session)}
    return render(request, "deliberation/agenda_as_seen.html", context)


def timed(session: Session) -> list[tuple[Phase, datetime, datetime]]:
    """Its phases, each with its beginning and its end."""
    phases = sessions.phases_of(session)
    times = clock(session, [phase.minutes for phase in phases])
    return [(phase, *slot) for phase, slot in zip(phases, times, strict=True)]
