"""What a trainer does on the page of a session to rehearse it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from deliberation import sessions
from deliberation.cast import trainers, wanted
from deliberation.cast.trainers import NotNow
from deliberation.core.agenda import Stage
from deliberation.models import Participation, Session
from deliberation.views.access import moderated, person

REFUSALS = {
    "begun": gettext_lazy("The session has begun, so it cannot be rehearsed any more. Plan another one to rehearse."),
    "empty": gettext_lazy("The session has no phases yet. Choose an agenda template, then you can rehearse."),
    "elsewhere": gettext_lazy("You are rehearsing another session at this moment. End that rehearsal first."),
    "busy": gettext_lazy(
        "Others are rehearsing at this moment, as many as the server takes. Try again in ten minutes."
    ),
    "often": gettext_lazy("You have begun many rehearsals within an hour. Please wait a while before the next one."),
}


@require_POST
def rehearse(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever moderates with an account gets a copy of the session, and is led into its room."""
    session, moderator = moderated(request, key)
    if moderator.user_id is None:
        raise Http404
    try:
        copy = trainers.rehearse(session, person(request), speed=2 if request.POST.get("speed") == "2" else 1)
    except NotNow as refused:
        messages.error(request, REFUSALS[refused.code])
        return redirect(session)
    return redirect("deliberation:room", copy.key)


@require_POST
def end_rehearsal(request: HttpRequest, key: str) -> HttpResponse:
    """Asked twice, it is over once."""
    session, moderator = moderated(request, key)
    if moderator.user_id is None:
        raise Http404
    trainers.end_own(session, person(request))
    messages.success(request, _("The rehearsal is over, and nothing of it was kept."))
    return redirect(session)


def rehearsal_card(session: Session, moderator: Participation) -> dict[str, Any]:
    """What the page of the session says of rehearsing, to whoever may."""
    now = timezone.now()
    if moderator.user is None or not settings.REHEARSALS_AT_ONCE:
        return {}
    record = trainers.told_to(moderator.user, session, now)
    may_begin = sessions.stage_of(session) is Stage.PLANNED
    if record is None and not may_begin:
        return {}
    copy = record.copy if record and record.ends_at > now else None
    is_alone = copy is not None and wanted.is_missing(copy.cast, now)
    return {"rehearsal": {"record": record, "copy": copy, "is_alone": is_alone, "may_begin": may_begin}}
