"""Pages around the live room. Who may not enter a session gets 404: for them it does not exist."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from community.models import User
from deliberation import entrance, sessions, words
from deliberation.blocks import questions_for
from deliberation.core.acting import MODERATION, Role
from deliberation.core.agenda import Stage
from deliberation.forms import EntranceForm, SessionForm
from deliberation.models import Invitation, Participation, Session

INVITED = (Role.PARTICIPANT, Role.OBSERVER)


class Catalogue(JavaScriptCatalog):
    """The words of the room; only ours, not those of every app that is installed."""

    packages = ["deliberation"]  # without one, Django does not ask for paths

    def get_paths(self, packages: Any) -> list[str]:
        return [str(path) for path in settings.LOCALE_PATHS]


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


@login_required
def session_list(request: HttpRequest) -> HttpResponse:
    mine = Session.objects.entered_by(request.user)
    context = {
        "current": mine.ahead(),
        "ended": mine.ended(),
        "open_to_registration": Session.objects.open_to_registration().exclude(participations__user=person(request)),
    }
    return render(request, "deliberation/session_list.html", context)


@login_required
@permission_required("deliberation.add_session", raise_exception=True)
def plan(request: HttpRequest) -> HttpResponse:
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = sessions.plan(form.save(commit=False), person(request))
        messages.success(request, _("The session is planned. Invite people with the link below."))
        return redirect(session)
    return render(request, "deliberation/session_form.html", {"form": form})


def replan(request: HttpRequest, key: str) -> HttpResponse:
    session, moderator = moderated(request, key)
    form = SessionForm(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid():
        sessions.replan(form.save(commit=False), moderator)
        messages.success(request, _("Saved."))
        return redirect(session)
    return render(request, "deliberation/session_form.html", {"form": form, "session": session})


def session(request: HttpRequest, key: str) -> HttpResponse:
    """What it is about, when, who comes; for moderators also the invitations."""
    session = get_object_or_404(Session.objects.select_related("template", "issue_guide"), key=key)
    participation = entrance.participation(session.pk, request.user, request.session)
    if participation is None and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())  # mails lead here, on whichever device they are read
    if participation is None:
        get_object_or_404(Session.objects.open_to_registration(), key=key)
    moderating = participation is not None and participation.role in MODERATION
    stage = Stage(sessions.plenary(session).stage)
    context = {
        "session": session,
        "participation": participation,
        "moderating": moderating,
        "stage": stage,
        "phases": session.template.as_phases() if session.template else (),
        "people": session.participations.order_by("name") if participation else (),
        "places_left": sessions.places_left(session),
        "may_unregister": participation is not None and sessions.may_unregister(participation),
        "invitations": [invitation_row(request, session, role) for role in INVITED] if moderating else [],
    }
    return render(request, "deliberation/session.html", context)


def invitation_row(request: HttpRequest, session: Session, role: Role) -> dict[str, Any]:
    invitation = sessions.invitation_for(session, role)
    address = request.build_absolute_uri(reverse("deliberation:join", args=[invitation.token]))
    return {"invitation": invitation, "address": address, "role": words.ROLES[role]}


@require_POST
def renew_invitation(request: HttpRequest, key: str, role: str) -> HttpResponse:
    session, _moderator = moderated(request, key)
    if role not in INVITED:
        raise Http404
    sessions.renew(session, Role(role))
    messages.success(request, _("There is a new link. The old one no longer works."))
    return redirect(session)


@require_POST
@login_required
def register(request: HttpRequest, key: str) -> HttpResponse:
    session = get_object_or_404(Session.objects.open_to_registration(), key=key)
    try:
        sessions.register(session, person(request))
    except sessions.Full:
        messages.error(request, _("All places are taken by now. Ask the moderator whether another date is planned."))
    else:
        messages.success(request, _("You are registered. We have sent you a confirmation by e-mail."))
    return redirect(session)


@require_POST
def unregister(request: HttpRequest, key: str) -> HttpResponse:
    session, participation = entered(request, key)
    if not sessions.may_unregister(participation):
        messages.error(request, _("You were already in the room, so your place is kept."))
        return redirect(session)
    sessions.unregister(participation)
    messages.success(request, _("Your place is free again for somebody else."))
    return redirect("deliberation:sessions" if request.user.is_authenticated else "/")


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


def room(request: HttpRequest, key: str) -> HttpResponse:
    session, participation = entered(request, key)
    moderating = participation.role in MODERATION
    room_data = {
        "socket": f"/ws/sessions/{session.key}/",
        "transcript": reverse("deliberation:transcript", args=[session.key]),
        "session": session.get_absolute_url(),
    }
    context = {
        "session": session,
        "room_data": room_data,
        "question_bank": question_bank(session) if moderating else None,
    }
    return render(request, "deliberation/room.html", context)


def question_bank(session: Session) -> dict[str, list[str]]:
    if session.template is None:
        return {}
    return {phase.code: questions_for(session.template.questions, phase.code) for phase in session.template.as_phases()}


def transcript(request: HttpRequest, key: str) -> HttpResponse:
    session, participation = entered(request, key)
    context = {
        "session": session,
        "participation": participation,
        "transcript": sessions.transcript(session, participation),
    }
    return render(request, "deliberation/transcript.html", context)
