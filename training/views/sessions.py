"""The live session of a sitting: planning it, and the way in for whoever is registered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.models import User
from deliberation import entrance, sessions
from deliberation.forms import SessionForm
from deliberation.views.sessions import NO_OPENING
from training import live_places
from training.forms import KnownSessionForm
from training.models import Sitting, Training
from training.views.access import person, planned
from training.views.registering import by_key

# The sitting says when it is, and the training for how many.
OF_THE_TRAINING = ("starts_at", "ends_at", "places", "continues")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@permission_required("deliberation.add_session", raise_exception=True)
@planned
def plan_session(request: HttpRequest, training: Training, sitting: int) -> HttpResponse:
    """A new one, which the training fills with people, or one that the trainer planned before."""
    held = get_object_or_404(training.sittings.filter(cancelled=False).select_related("session"), pk=sitting)
    if held.session:
        return redirect(held.session)
    offered = live_places.attachable(held, person(request))
    takes_known = "known" in request.POST
    known = KnownSessionForm(request.POST if takes_known else None, offered=offered)
    if known.is_valid():
        live_places.attach(held, known.cleaned_data["known"])
        return attached(request, held)
    form = of_sitting(training, held, person(request), None if takes_known else request.POST or None)
    if form.is_valid():
        try:
            live_places.attach(held, sessions.plan(form.save(commit=False), person(request)))
        except sessions.NotPrepared:
            form.add_error("template", NO_OPENING)
        else:
            return attached(request, held)
    context = {"training": training, "sitting": held, "form": form, "known": known if offered else None}
    return render(request, "training/session_form.html", context)


def of_sitting(training: Training, sitting: Sitting, trainer: User, sent: Any) -> SessionForm:
    form = SessionForm(sent, initial={"title": training.title, "medium": "written"}, trainer=trainer)
    for name in OF_THE_TRAINING:
        form.fields.pop(name, None)
    form.instance.starts_at, form.instance.ends_at = sitting.starts_at, sitting.ends_at
    form.instance.places = training.capacity
    return form


def attached(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    messages.success(request, _("Whoever has a place in the training has one in this session, now and later."))
    return redirect(sitting.session)  # type: ignore[arg-type]  # it has one now


@require_POST
def enter(request: HttpRequest, key: str, sitting: int) -> HttpResponse:
    """With an account, into the session; by the link of a mail, as the guest whose place it is."""
    registration = by_key(key)
    held = get_object_or_404(registration.training.sittings.exclude(session=None), pk=sitting)
    place = live_places.way_in(registration, held)
    if place is None:
        messages.error(request, _("This session is over, or you have no place in the training any more."))
        return redirect("training:mine", key)
    if place.participation.user_id is not None:
        return redirect(place.participation.session)
    return redirect(reverse("deliberation:come_back", args=[entrance.way_back(place.participation)]))
