"""A device that goes round: people without a phone hand in there one after another. Whoever has its link does nothing
but that, and reads nothing of what others handed in."""

from hashlib import sha256
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from deliberation import limits, sessions, shared_device
from deliberation.core.acting import Refused
from deliberation.core.agenda import Stage
from deliberation.core.shared_device import AtDevice
from deliberation.forms import EntranceForm, SheetAtDevice, VotesAtDevice
from deliberation.models import Session
from deliberation.shared_device import Listed
from deliberation.views.access import moderated
from deliberation.views.invitations import qr_code
from deliberation.views.projector import not_kept, too_often

DONE = "at_shared_device"  # in the browser's session: whose turn it was here, by occasion
MOST_DONE = 200
REFUSALS = {
    "agreement.stale": gettext_lazy("The rules have just changed. Please read them once more."),
    "silent.revealed": gettext_lazy("Your text is revealed already. Nothing of it changes any more."),
    "vote.other_device": gettext_lazy("You have voted already. At this device, a vote cannot be changed."),
}
TOO_LATE = gettext_lazy("It was not handed in: the group has gone on meanwhile.")
INCOMPLETE = gettext_lazy("Something was missing, so nothing was handed in. Please begin once more.")
THANKS = gettext_lazy("Thank you. It is handed in.")


def device(request: HttpRequest, device_key: str) -> HttpResponse:
    """Between two people: whose turn it is, and nothing else."""
    if not limits.may_look(request):
        return too_often()
    session = get_object_or_404(Session, device_key=device_key)
    return not_kept(render(request, "deliberation/device.html", turns(request, session)))


def device_now(request: HttpRequest, device_key: str) -> HttpResponseBase:
    """What stands there, as long as it is another thing than the device shows already."""
    if not limits.may_look(request):
        return too_often()
    session = get_object_or_404(Session, device_key=device_key)
    page = render_to_string("deliberation/device_turn.html", turns(request, session), request)
    mark = f'W/"{sha256(page.encode()).hexdigest()[:32]}"'
    unchanged = get_conditional_response(request, etag=mark)
    if unchanged is not None:
        return unchanged
    response = not_kept(HttpResponse(page))
    response.headers["ETag"] = mark
    return response


def turns(request: HttpRequest, session: Session) -> dict[str, Any]:
    """Who is next goes by what this device remembers: whoever has the link elsewhere does not learn who handed in."""
    asked = [each for each in shared_device.listed(session) if each.task]
    done = request.session.get(DONE, [])
    waiting = [each.person for each in asked if each.occasion not in done]
    following = waiting[0] if waiting else None
    others = [each.person for each in asked if each.person != following]
    return {"session": session, "stage": sessions.stage_of(session), "next": following, "others": others}


@sensitive_post_parameters()
@sensitive_variables()
def device_turn(request: HttpRequest, device_key: str, person: int) -> HttpResponse:
    """What is asked of one person. It is the same whether they have handed in or not."""
    if not limits.may_look(request):
        return too_often()
    session = get_object_or_404(Session, device_key=device_key)
    who = next((each for each in shared_device.listed(session) if each.person.pk == person), None)
    if who is None or who.task is None:
        return nothing_asked(request, session)
    if request.method == "POST":
        return take(request, session, who)
    context = {"session": session, "who": who, "form": form_of(who), "days": settings.LIVE_SESSION_DAYS}
    context["rules"] = [rule.text for rule in who.room.agreement.rules if rule.text]  # none of those that were erased
    return not_kept(render(request, f"deliberation/device_{who.task}.html", context))


def nothing_asked(request: HttpRequest, session: Session) -> HttpResponse:
    if request.method == "POST":
        messages.error(request, TOO_LATE)
    return not_kept(redirect("deliberation:device", session.device_key))


def form_of(who: Listed, *data: Any) -> SheetAtDevice | VotesAtDevice | None:
    match who.task:
        case AtDevice.SHEET:
            return SheetAtDevice(*data)
        case AtDevice.BALLOT:
            places = list(range(len(who.room.vote.ballot.statements)))
            SystemRandom().shuffle(places)
            return VotesAtDevice(who.room.vote.ballot, places, not who.room.vote.results, *data)
        case _:
            return None


@sensitive_variables()
def take(request: HttpRequest, session: Session, who: Listed) -> HttpResponse:
    """Nothing of it is ever shown again: what was refused is gone, too, for the next person sees this page."""
    again = redirect("deliberation:device_turn", session.device_key, who.person.pk)
    if request.POST.get("occasion") != who.occasion:
        return nothing_asked(request, session)
    form = form_of(who, request.POST)
    if form is not None and not form.is_valid():
        messages.error(request, INCOMPLETE)
        return not_kept(again)
    try:
        hand_over(request, who, form)
    except Refused as refused:
        messages.error(request, REFUSALS.get(refused.code, TOO_LATE))
    else:
        messages.success(request, THANKS)
    request.session[DONE] = [*request.session.get(DONE, []), who.occasion][-MOST_DONE:]
    return not_kept(redirect("deliberation:device", session.device_key))


@sensitive_variables()
def hand_over(request: HttpRequest, who: Listed, form: SheetAtDevice | VotesAtDevice | None) -> None:
    match form:
        case SheetAtDevice():
            shared_device.hand_in(who, form.cleaned_data["text"])
        case VotesAtDevice():
            shared_device.cast(who, who.room.vote.ballot.id, form.votes)
        case _:
            shared_device.confirm_rules(who, who.room.agreement.version)


def device_join(request: HttpRequest, device_key: str) -> HttpResponse:
    """Somebody who is not listed yet writes their name."""
    if not limits.may_look(request):
        return too_often()
    session = get_object_or_404(Session, device_key=device_key)
    form = EntranceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and add(session, form):
        return not_kept(redirect("deliberation:device", session.device_key))
    return not_kept(render(request, "deliberation/device_join.html", {"session": session, "form": form}))


def add(session: Session, form: EntranceForm) -> bool:
    """Whether they are listed; otherwise the form says why not."""
    try:
        sessions.list_person(session, form.cleaned_data["name"], form.cleaned_data["kind"])
    except sessions.NameTaken as taken:
        form.propose(taken.proposed)
    except sessions.Full:
        form.add_error(None, _("All places are taken. The moderation can offer more on the page of the session."))
    except sessions.Ended:
        form.add_error(None, _("The session is over."))
    return not form.errors


# --- for those who moderate -------------------------------------------------------------------------------------------


def without_phone(request: HttpRequest, key: str) -> HttpResponse:
    """Who is listed, the form for somebody else, and the link for the device."""
    session, _moderator = moderated(request, key)
    stage = sessions.stage_of(session)
    form = EntranceForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and add(session, form):
        messages.success(request, _("Listed. They are in the room."))
        return redirect("deliberation:without_phone", session.key)
    address = request.build_absolute_uri(reverse("deliberation:device", args=[session.device_key]))
    context = {
        "session": session,
        "form": None if stage is Stage.CLOSED else form,
        "people": shared_device.without_phone(session),
        "address": address,
        "code": qr_code(address),
    }
    return render(request, "deliberation/without_phone.html", context)


def erase_without_phone(request: HttpRequest, key: str, person: int) -> HttpResponse:
    """Asks first, and says what goes."""
    session, moderator = moderated(request, key)
    found = next((each for each in shared_device.without_phone(session) if each.pk == person), None)
    if found is None:
        raise Http404
    if request.method != "POST":
        return render(request, "deliberation/erase_without_phone.html", {"session": session, "person": found})
    shared_device.erase(moderator, found)
    messages.success(request, _("Their name and their words are erased."))
    return redirect("deliberation:without_phone", session.key)


def renew_device(request: HttpRequest, key: str) -> HttpResponse:
    """Asks first, and says what stops working."""
    session, _moderator = moderated(request, key)
    if request.method != "POST":
        return render(request, "deliberation/renew_device.html", {"session": session})
    sessions.renew_device(session)
    messages.success(request, _("There is a new link. The old one no longer works."))
    return redirect("deliberation:without_phone", session.key)
