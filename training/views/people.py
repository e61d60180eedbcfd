"""Who is in a training, who waits, and what they need; and giving places by hand."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.numbers import as_numbers
from training import entries, listing, log, planning, registering, words
from training.core.acting import Refused
from training.core.places import ACTIVE, Admit, Cancel, Move, Offer, State, missing, place_of
from training.models import Needs, Registration, Training
from training.views.access import number, person, planned

ACTS: Mapping[str, Callable[[Registration, int], Any]] = {
    "admit": lambda registration, place: Admit(registration.pk),
    "offer": lambda registration, place: Offer(registration.pk),
    "cancel": lambda registration, place: Cancel(registration.pk),
    "up": lambda registration, place: Move(registration.pk, place - 1),
    "down": lambda registration, place: Move(registration.pk, place + 1),
}


@require_http_methods(["GET", "HEAD", "POST"])
@planned
def people(request: HttpRequest, training: Training) -> HttpResponse:
    if request.method == "POST":
        return act(request, training)
    places = entries.load(training.pk)
    registrations = {each.pk: each for each in training.registrations.select_related("user", "organisation", "needs")}
    of = {state: [each for each in registrations.values() if each.state == state] for state in State}
    sees_needs = listing.is_trainer(training, request.user)
    context = {
        "training": training,
        "confirmed": of[State.CONFIRMED],
        "offered": of[State.OFFERED],
        "waiting": [registrations[pk] for pk in places.queue if pk in registrations],
        "named": of[State.NAMED],
        "gone": [*of[State.CANCELLED], *of[State.DECLINED], *of[State.LAPSED]],
        "missing": missing(places),
        "sees_needs": sees_needs,
        "unread": unread(registrations.values()) if sees_needs else [],
    }
    return render(request, "training/people.html", context)


def unread(registrations: Iterable[Registration]) -> list[Needs]:
    """Of those who take part or may: what they need, and nobody has said yet that they have read it."""
    said = (getattr(each, "needs", None) for each in registrations if each.state in ACTIVE)
    return [needs for needs in said if needs and needs.read_at is None]


def read(request: HttpRequest, training: Training) -> HttpResponse:
    """Only what stood on the page: somebody may have said more meanwhile."""
    shown = as_numbers(request.POST.getlist("needs"))
    if listing.is_trainer(training, request.user) and registering.note_read(training, shown):
        messages.success(request, _("Good. It stays beside the names until the last sitting is over."))
    return redirect("training:people", training.key)


def act(request: HttpRequest, training: Training) -> HttpResponse:
    what = request.POST.get("do", "")
    if what == "read":
        return read(request, training)
    if what not in ACTS:
        return redirect("training:people", training.key)
    registration = get_object_or_404(training.registrations, pk=number(request, "registration"))
    place = place_of(entries.load(training.pk), registration.pk)
    who = planning.who_plans(training, person(request))
    try:
        log.ask(training.pk, who, ACTS[what](registration, place), person(request))
    except Refused as refused:
        messages.error(request, words.REFUSALS[refused.code])
    else:
        messages.success(request, _("Done."))
    return redirect("training:people", training.key)
