"""Who asks, and what they may see of a session: who may not enter it gets 404, since for them it does not exist."""

from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from community.models import User
from deliberation import entrance
from deliberation.core.acting import MODERATION
from deliberation.models import Participation, Session


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def entered(request: HttpRequest, key: str) -> tuple[Session, Participation]:
    """The session and who this is in it, or 404."""
    session = get_object_or_404(Session.objects.select_related("template", "issue_guide"), key=key)
    participation = entrance.participation(session.pk, request.user, request.session)
    if participation is None:
        raise Http404
    return session, participation


def moderated(request: HttpRequest, key: str) -> tuple[Session, Participation]:
    session, participation = entered(request, key)
    if participation.role not in MODERATION:
        raise Http404
    return session, participation
