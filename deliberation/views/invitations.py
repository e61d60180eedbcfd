"""Links that let people into a session."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.models import User
from deliberation import entrance, sessions, words
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.forms import EntranceForm
from deliberation.models import Invitation, Session
from deliberation.views.access import moderated, person

INVITED = (Role.PARTICIPANT, Role.OBSERVER)


def invitation_row(request: HttpRequest, session: Session, role: Role) -> dict[str, Any]:
    invitation = sessions.invitation_for(session, role)
    address = request.build_absolute_uri(reverse("deliberation:join", args=[invitation.token]))
    return {"invitation": invitation, "address": address, "role": words.ROLES[role]}


@require_POST
def renew_invitation(request: HttpRequest, key: str, role: str) -> HttpResponse:
    session, _moderator = moderated(request, key)
    if role not in INVITED or sessions.plenary(session).stage == Stage.CLOSED:
        raise Http404
    sessions.renew(session, Role(role))
    messages.success(request, _("There is a new link. The old one no longer works."))
    return redirect(session)


def join(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation link: a name, and one is in."""
    invitation = get_object_or_404(Invitation.objects.select_related("session"), token=token)
    session = invitation.session
    if entrance.participation(session.pk, request.user, request.session):
        return redirect(session)
    if invitation.is_expired:
        return render(request, "deliberation/invitation_expired.html", {"session": session}, status=410)
    form = EntranceForm(request.POST or None, initial=known_of(request))
    key = entrance.guest_key(request, session)
    if request.method == "POST" and form.is_valid():
        try:
            sessions.accept(invitation, account(request), key, **form.cleaned_data)
        except sessions.Ended:
            return render(request, "deliberation/invitation_expired.html", {"session": session}, status=410)
        except sessions.Full:
            form.add_error(None, _("All places are taken. Please tell the person who invited you."))
        else:
            return redirect(session)
    context = {"session": session, "form": form, "role": words.ROLES[Role(invitation.role)]}
    return render(request, "deliberation/join.html", context)


def account(request: HttpRequest) -> User | None:
    return person(request) if request.user.is_authenticated else None


def known_of(request: HttpRequest) -> dict[str, str]:
    user = account(request)
    if user is None:
        return {}
    return {"name": str(user), "kind": user.organisation.kind if user.organisation else ""}
