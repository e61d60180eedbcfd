"""Finding and planning sessions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cms import limits, search
from deliberation import entrance, mails, sessions, shared_device, words
from deliberation.core.acting import MODERATION, Role
from deliberation.core.agenda import Medium, Stage
from deliberation.core.people import CAN_BE_GIVEN
from deliberation.core.planning import OVER
from deliberation.forms import MorePlacesForm, ReopeningForm, SessionForm, SessionSearch
from deliberation.models import Participation, Session
from deliberation.models.sessions import SessionQuerySet
from deliberation.views.access import entered, inside, moderated, person, removed_page
from deliberation.views.agendas import timed
from deliberation.views.invitations import invitation_rows
from deliberation.views.projector import projector_row
from deliberation.views.rehearsals import rehearsal_card

FIRST = 6  # of each list, where all lists stand
PER_PAGE = 24
TITLES = {
    "current": gettext_lazy("Your sessions"),
    "ended": gettext_lazy("Your ended sessions"),
}

NO_OPENING = gettext_lazy(
    "This template does not begin with an opening. Choose another one, or ask the editors to add it."
)


def without_place(rules: list[str]) -> str:
    listed = " · ".join(rules)
    return _("The group has as many ground rules as fit. Not taken from the template: %(rules)s") % {"rules": listed}


def session_list(request: HttpRequest) -> HttpResponse:
    """For whoever is logged in, the sessions that they are in. Of each list its beginning; with `show` all of one, with
    `search` what is found in all of them, page by page."""
    lists = lists_for(request)
    shown, form = request.GET.get("show", ""), SessionSearch(request.GET)
    if form.words:
        return sessions_found(request, form, lists)
    if shown in lists:
        context = {"page_obj": on_page(request, lists[shown]), "title": TITLES[shown], "form": form}
        return render(request, "deliberation/sessions_of_kind.html", context)
    beginnings = {name: Paginator(found, FIRST).get_page(1) for name, found in lists.items()}
    return render(request, "deliberation/session_list.html", {**beginnings, "form": form})


def sessions_found(request: HttpRequest, form: SessionSearch, lists: dict[str, SessionQuerySet]) -> HttpResponse:
    if not limits.may_search(request):
        return limits.too_many_searches(request)
    found = search.mentioning(Session.with_rehearsals.all(), form.words).values("pk")
    mine = Session.objects.within(lists.values(), request.user.pk).filter(pk__in=found)
    context = {"page_obj": on_page(request, mine), "title": _("Sessions found"), "form": form, "found": True}
    return render(request, "deliberation/sessions_of_kind.html", context)


def on_page(request: HttpRequest, found: SessionQuerySet) -> Page[Session]:
    return Paginator(found, PER_PAGE).get_page(request.GET.get("page"))


def lists_for(request: HttpRequest) -> dict[str, SessionQuerySet]:
    if not request.user.is_authenticated:
        return {}
    mine = Session.objects.entered_by(request.user)
    return {"current": mine.ahead(), "ended": mine.ended()}


@login_required
@permission_required("deliberation.add_session", raise_exception=True)
def plan(request: HttpRequest) -> HttpResponse:
    form = SessionForm(request.POST or None, trainer=person(request))
    if request.method == "POST" and form.is_valid():
        try:
            session = sessions.plan(form.save(commit=False), person(request))
        except sessions.NotPrepared:
            form.add_error("template", NO_OPENING)
        else:
            messages.success(request, _("The session is planned. Invite people with the link below."))
            return redirect(session)
    return render(request, "deliberation/session_form.html", {"form": form})


def replan(request: HttpRequest, key: str) -> HttpResponse:
    session, moderator = moderated(request, key)
    if sessions.stage_of(session) is Stage.CLOSED:
        messages.error(request, _("The session is over, so nothing of it changes any more."))
        return redirect(session)
    form = SessionForm(request.POST or None, instance=session, trainer=moderator.user)
    if request.method == "POST" and form.is_valid():
        try:
            left_out = sessions.replan(form.save(commit=False), moderator)
        except sessions.NotPrepared:
            form.add_error("template", NO_OPENING)
        except sessions.Ended:
            form.add_error(None, words.FIXED[OVER])
        else:
            messages.success(request, _("Saved."))
            if left_out:
                messages.warning(request, without_place(left_out))
            return redirect(session)
    return render(request, "deliberation/session_form.html", {"form": form, "session": session})


def session(request: HttpRequest, key: str) -> HttpResponse:
    """What it is about, when, who comes; for moderators also the invitations."""
    session = get_object_or_404(Session.objects.select_related("template", "issue_guide"), key=key)
    participation = entrance.participation(session.pk, request.user, request.session)
    if participation and participation.removed:
        return removed_page(request, participation)
    if participation is None and entrance.claimed(request, session):
        return redirect("deliberation:keep", session.key)
    if participation is None and session.is_example:
        return redirect("deliberation:transcript", session.key)
    if participation is None:
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())  # mails lead here, on whichever device they are read
    stage = sessions.stage_of(session)
    moderating = participation.role in MODERATION
    context = {
        "session": session,
        "participation": participation,
        "moderating": moderating,
        "stage": stage,
        "agenda": timed(session),
        "people": session.participations.filter(removed="").order_by("name"),
        "places_left": sessions.places_left(session),
        **mails.task_of(Role(participation.role)),
        "can_be_given": CAN_BE_GIVEN,
        "removable": frozenset(Role) - MODERATION,
        "is_guest": participation.user_id is None,
        "may_unregister": sessions.may_unregister(participation),
    }
    if moderating and stage is not Stage.CLOSED:
        context |= {"invitations": invitation_rows(request, session), "more_places": MorePlacesForm()}
        context["projector"] = projector_row(request, session)
        context |= rehearsal_card(session, participation)
    if moderating:
        context["without_phone"] = session.medium == Medium.SPOKEN or shared_device.without_phone(session)
    if moderating and stage is Stage.CLOSED and sessions.may_reopen(session):
        context["reopening"] = ReopeningForm()
    return render(request, "deliberation/session.html", context)


@require_POST
@inside
def unregister(request: HttpRequest, session: Session, participation: Participation) -> HttpResponse:
    try:
        sessions.unregister(participation)
    except sessions.AlreadyInside:
        messages.error(request, _("You were already in the room, so your place is kept."))
        return redirect(session)
    messages.success(request, _("Your place is free again for somebody else."))
    return redirect("deliberation:sessions" if request.user.is_authenticated else "/")


@require_POST
def take_again(request: HttpRequest, key: str) -> HttpResponse:
    """A place for whoever lost theirs by being away."""
    session, participation = entered(request, key)
    try:
        sessions.take_again(participation)
    except sessions.Full:
        messages.error(request, _("All places are taken. Please tell the person who invited you."))
    except sessions.Ended:
        messages.error(request, _("The session is over."))
    except sessions.OutForGood:
        pass  # the session's page says it
    return redirect(session)
