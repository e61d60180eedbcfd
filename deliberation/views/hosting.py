"""What those who moderate do around their session: tasks, places, going on after an end by mistake."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from deliberation import calendars, mails, sessions
from deliberation.core.acting import MODERATION, Refused, Role
from deliberation.forms import MorePlacesForm, ReopeningForm
from deliberation.models import Participation, Session
from deliberation.views.access import inside, moderated

NO_REASON = gettext_lazy("Please say why the session goes on; everybody reads it.")
REFUSALS = {
    "room.closed": gettext_lazy("The session is over."),
    "room.open": gettext_lazy("The session goes on already."),
    "room.paused": gettext_lazy("The session goes on already."),
    "room.planned": gettext_lazy("The session has not begun yet."),
    "room.not_your_role": gettext_lazy("Only the moderation can do that."),
    "people.not_given": gettext_lazy("This person keeps their role."),
    "people.no_such_person": gettext_lazy("This person is no longer in the session."),
    "agenda.empty": NO_REASON,
    "agenda.too_late": gettext_lazy("The session ended more than an hour ago, so it stays ended. Plan a new one."),
}


@require_POST
def free_place(request: HttpRequest, key: str, person: int) -> HttpResponse:
    """Of somebody who never came, or went long ago."""
    session, moderator = moderated(request, key)
    participation = get_object_or_404(session.participations.exclude(role__in=MODERATION), pk=person, removed="")
    try:
        sessions.free_place(moderator, participation)
    except Refused:
        messages.error(request, _("The session is over, so no place is needed any more."))
    else:
        messages.success(request, _("The place is free again for somebody else."))
    return redirect(session)


@require_POST
def give_role(request: HttpRequest, key: str, person: int) -> HttpResponse:
    session, moderator = moderated(request, key)
    participation = get_object_or_404(session.participations, pk=person, removed="")
    try:
        sessions.give_role(moderator, participation, asked_role(request))
    except Refused as refused:
        messages.error(request, REFUSALS[refused.code])
    else:
        messages.success(request, _("Saved. Their page and the room show it at once."))
    return redirect(session)


def asked_role(request: HttpRequest) -> Role:
    """Raises `Refused` for what is no role."""
    try:
        return Role(request.POST.get("role", ""))
    except ValueError:
        raise Refused("people.not_given") from None


@require_POST
def more_places(request: HttpRequest, key: str) -> HttpResponse:
    session, _moderator = moderated(request, key)
    form = MorePlacesForm(request.POST)
    if form.is_valid():
        sessions.offer_places(session, form.cleaned_data["more"])
        messages.success(request, _("There are more places. Whoever came too late can use the same link again."))
    else:
        messages.error(request, _("Please write how many places there shall be more: 1 to 100."))
    return redirect(session)


@require_POST
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """After it was ended by mistake."""
    session, moderator = moderated(request, key)
    form = ReopeningForm(request.POST)
    if not form.is_valid():
        messages.error(request, NO_REASON)
        return redirect(session)
    try:
        sessions.reopen(moderator, form.cleaned_data["reason"])
    except Refused as refused:
        messages.error(request, REFUSALS[refused.code])
    else:
        messages.success(request, _("The session goes on."))
    return redirect(session)


@inside
def calendar(request: HttpRequest, session: Session, participation: Participation) -> HttpResponse:
    event = calendars.calendar_of(session, mails.page_of(session), timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{calendars.FILE_NAME}"'}
    return HttpResponse(event, content_type=calendars.CONTENT_TYPE, headers=headers)
