"""Who asks, and what they may see of a session: who may not enter it gets 404, since for them it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from community.models import User
from deliberation import entrance, words
from deliberation.core.acting import MODERATION
from deliberation.core.people import Removal, stays_out
from deliberation.models import Participation, RehearsalRecord, Session


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def entered(request: HttpRequest, key: str, among: QuerySet[Session] | None = None) -> tuple[Session, Participation]:
    """The session, of those of people or `among` others, and who this is in it; or 404."""
    found = Session.objects.all() if among is None else among
    session = get_object_or_404(found.select_related("template", "issue_guide"), key=key)
    participation = entrance.participation(session.pk, request.user, request.session)
    if participation is None:
        raise Http404
    return session, participation


def inside(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for those who are in the session; whoever was removed from it is told so."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        session, participation = entered(request, key)
        if participation.removed:
            return removed_page(request, participation)
        return view(request, session, participation, **more)

    return guarded


def in_the_room(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Likewise, in rehearsals too. Whoever comes to one that is over is led back to the session's page."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str) -> HttpResponse:
        try:
            session, participation = entered(request, key, Session.with_rehearsals.select_related("cast"))
        except Http404:
            return redirect(over_rehearsal(request, key).of)
        if participation.removed:
            return removed_page(request, participation)
        return view(request, session, participation)

    return guarded


def over_rehearsal(request: HttpRequest, key: str) -> RehearsalRecord:
    """One that this trainer had there, or 404."""
    own = RehearsalRecord.objects.filter(trainer=request.user.pk).exclude(ended="")
    return get_object_or_404(own.select_related("of"), key=key)


def readable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Likewise; an example can be read by everybody, who are then without a participation."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        session = get_object_or_404(Session, key=key)
        participation = entrance.participation(session.pk, request.user, request.session)
        if session.is_example and (participation is None or participation.removed):
            return view(request, session, None, **more)
        return inside(view)(request, key, **more)

    return guarded


def removed_page(request: HttpRequest, person: Participation) -> HttpResponse:
    context = {
        "session": person.session,
        "reason": words.REMOVALS[Removal(person.removed)],
        "may_return": not stays_out(person.removed) and entrance.holds(request, person),
    }
    return render(request, "deliberation/removed.html", context, status=403)


def moderated(request: HttpRequest, key: str, among: QuerySet[Session] | None = None) -> tuple[Session, Participation]:
    session, participation = entered(request, key, among)
    if participation.role not in MODERATION or participation.removed:
        raise Http404
    return session, participation
