"""Links that let people into a session."""

from base64 import b64encode
from typing import Any

import qrcode
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from qrcode.image.svg import SvgPathImage

from community.models import User
from deliberation import entrance, limits, mails, sessions, words
from deliberation.core.acting import Role
from deliberation.core.agenda import Stage
from deliberation.forms import EntranceForm, GuestForm, InvitationMailForm
from deliberation.models import Invitation, Participation, Session
from deliberation.views.access import moderated, person, removed_page

INVITED = (Role.PARTICIPANT, Role.CO_MODERATOR, Role.RECORDER, Role.OBSERVER)


def invitation_rows(request: HttpRequest, session: Session) -> list[dict[str, Any]]:
    return [invitation_row(request, session, role) for role in INVITED]


def invitation_row(request: HttpRequest, session: Session, role: Role) -> dict[str, Any]:
    invitation = sessions.invitation_for(session, role)
    address = request.build_absolute_uri(reverse("deliberation:join", args=[invitation.token]))
    return {"invitation": invitation, "address": address, "role": words.ROLES[role], "who": words.INVITED[role]}


def invited_by(request: HttpRequest, key: str, role: str) -> tuple[Session, Participation]:
    """The session, and who invites into it as long as it is not over."""
    session, moderator = moderated(request, key)
    if role not in INVITED or sessions.stage_of(session) is Stage.CLOSED:
        raise Http404
    return session, moderator


def renew_invitation(request: HttpRequest, key: str, role: str) -> HttpResponse:
    """Asks first, and says what stops working."""
    session, _moderator = invited_by(request, key, role)
    if request.method != "POST":
        context = {"session": session, "row": invitation_row(request, session, Role(role))}
        return render(request, "deliberation/renew_invitation.html", context)
    sessions.renew(session, Role(role))
    messages.success(request, _("There is a new link. The old one no longer works."))
    return redirect(session)


def mail_invitation(request: HttpRequest, key: str, role: str) -> HttpResponse:
    session, moderator = invited_by(request, key, role)
    form = InvitationMailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        addresses = form.cleaned_data["addresses"]
        mails.invite(sessions.invitation_for(session, Role(role)), moderator, addresses)
        sentence = ngettext(
            "%(count)s invitation is on its way.", "%(count)s invitations are on their way.", len(addresses)
        )
        messages.success(request, sentence % {"count": len(addresses)})
        return redirect(session)
    context = {"session": session, "form": form, "row": invitation_row(request, session, Role(role))}
    return render(request, "deliberation/mail_invitation.html", context)


def invitation_poster(request: HttpRequest, key: str, role: str) -> HttpResponse:
    """To be shown on a wall or printed: people come in with the cameras of their phones."""
    session, _moderator = invited_by(request, key, role)
    row = invitation_row(request, session, Role(role))
    context = {"session": session, "row": row, "code": qr_code(row["address"])}
    return render(request, "deliberation/invitation_poster.html", context)


def qr_code(address: str) -> str:
    """A picture that browsers show without asking anybody for it."""
    picture = qrcode.make(address, image_factory=SvgPathImage, border=2).to_string()
    return f"data:image/svg+xml;base64,{b64encode(picture).decode()}"


def join(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation link: a name, and one is in."""
    invitation = get_object_or_404(Invitation.objects.select_related("session"), token=token)
    session = invitation.session
    if entrance.participation(session.pk, request.user, request.session):
        return redirect(session)
    if removed := entrance.removed_before(request, session):
        return removed_page(request, removed)
    if invitation.is_expired:
        return expired(request, session)
    form = form_for(request)
    key = entrance.guest_key(request, session)
    if request.method == "POST" and form.is_valid():
        return come_in(request, invitation, form, key)
    return entrance_page(request, invitation, form)


def form_for(request: HttpRequest) -> EntranceForm:
    kind = EntranceForm if account(request) else GuestForm
    return kind(request.POST or None, initial=known_of(request))


def come_in(request: HttpRequest, invitation: Invitation, form: EntranceForm, key: str) -> HttpResponse:
    if not limits.may_join(request, invitation):
        form.add_error(None, _("Many people are coming in at this moment. Please wait ten seconds and try again."))
        return entrance_page(request, invitation, form, status=429)
    name, kind = form.cleaned_data["name"], form.cleaned_data["kind"]
    try:
        person = sessions.accept(invitation, account(request), key, name, kind)
    except sessions.Ended:
        return expired(request, invitation.session)
    except sessions.NameTaken as taken:
        form.propose(taken.proposed)
    except sessions.Full:
        form.add_error(None, _("All places are taken. Please tell the person who invited you."))
    else:
        return let_in(request, person, form.cleaned_data.get("email", ""))
    return entrance_page(request, invitation, form)


def let_in(request: HttpRequest, person: Participation, email: str) -> HttpResponse:
    if email:
        way = reverse("deliberation:come_back", args=[entrance.way_back(person)])
        mails.send_way_back(person, email, settings.BASE_URL + way)
        messages.success(request, _("We are sending you a link with which you find back."))
    response = redirect(person.session)
    entrance.mark(request, response, person)
    return response


def entrance_page(request: HttpRequest, invitation: Invitation, form: EntranceForm, status: int = 200) -> HttpResponse:
    """Before anybody comes in they know who will read what they write."""
    session = invitation.session
    role = Role(invitation.role)
    context = mails.task_of(role) | {
        "session": session,
        "form": form,
        "role": words.ROLES[role],
        "days": settings.LIVE_SESSION_DAYS,
        "observers": session.participations.filter(role=Role.OBSERVER, removed="").count(),
    }
    return render(request, "deliberation/join.html", context, status=status)


def expired(request: HttpRequest, session: Session) -> HttpResponse:
    return render(request, "deliberation/invitation_expired.html", {"session": session}, status=410)


def account(request: HttpRequest) -> User | None:
    return person(request) if request.user.is_authenticated else None


def known_of(request: HttpRequest) -> dict[str, str]:
    user = account(request)
    if user is None:
        return {}
    return {"name": user.display_name, "kind": user.organisation.kind if user.organisation else ""}
