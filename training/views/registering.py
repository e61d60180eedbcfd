"""Registering for a training, and one's own registration, with an account or by the link of a mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from training import entries, listing, registering, words
from training.core.acting import Refused
from training.core.places import ACTIVE, Stage, State
from training.forms import NeedsForm, RegistrationForm
from training.models import Registration, Training
from training.views.access import person, seen
from training.views.trainings import facts_of, place_on_list, why_no_place


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@seen
def register(request: HttpRequest, training: Training) -> HttpResponse:
    """Whoever is registered already is led to their registration, however often they send the form."""
    known = listing.own(training, request.user)
    if known and known.state in ACTIVE:
        return redirect("training:mine", known.key)
    form = RegistrationForm(request.POST or None, user=person(request))
    needs = NeedsForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and needs.is_valid():
        name, kind = form.cleaned_data["name"], form.kind_of_organisation
        try:
            made = registering.register(training, person(request), name, kind, needs.cleaned_data)
        except Refused as refused:
            form.add_error(None, words.REFUSALS[refused.code])
        else:
            say_how_it_stands(request, made)
            return redirect("training:mine", made.key)
    context = {"training": training, "form": form, "needs": needs, "is_full": not training.free}  # type: ignore[attr-defined]
    context["why_no_place"] = words.REFUSALS.get(why_no_place(training), "")
    return render(request, "training/register.html", context)


def say_how_it_stands(request: HttpRequest, registration: Registration) -> None:
    if registration.state == State.CONFIRMED:
        messages.success(request, _("You are registered. You have a place."))
    elif registration.state == State.WAITING:
        messages.info(request, _("All places are taken. You are on the waiting list now."))
    else:
        messages.success(request, _("You have no place in this training any more. Thank you for telling us."))


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """The link of a mail: whoever has it answers for this person. Only sending a form does something: programs that
    look into mails open links, too."""
    registration = by_key(key)
    needs = NeedsForm(request.POST or None, instance=getattr(registration, "needs", None))
    if request.method == "POST":
        if request.POST.get("do") != "needs":
            return answered(request, registration)
        if needs.is_valid() and registration.state in ACTIVE:
            registering.write_needs(registration, needs.cleaned_data)
            messages.success(request, _("Saved. Only the trainers of this training read it."))
            return redirect("training:mine", key)
    sees = listing.may_see(registration.training, request.user)
    return render(request, "training/mine.html", about(registration) | {"needs": needs, "sees_training": sees})


def answered(request: HttpRequest, registration: Registration) -> HttpResponse:
    """What stood on the page may be over by now; then the page says how it stands."""
    what = request.POST.get("do", "")
    if what not in registering.ANSWERS:
        return redirect("training:mine", registration.key)
    try:
        registration = registering.answer(
            registration, what, person(request) if request.user.is_authenticated else None
        )
    except Refused as refused:
        messages.error(request, words.REFUSALS[refused.code])
    else:
        say_how_it_stands(request, registration)
    return redirect("training:mine", registration.key)


@require_http_methods(["GET", "HEAD"])
def give_back(request: HttpRequest, key: str) -> HttpResponse:
    """Where a mail leads whoever cannot come: one question, and one button."""
    known = about(by_key(key))
    if not known["is_active"]:
        return redirect("training:mine", key)
    return render(request, "training/give_back.html", known)


def by_key(key: str) -> Registration:
    """Of somebody who is known still."""
    found = Registration.objects.select_related("training", "user", "organisation", "needs")
    registration = get_object_or_404(found, key=key)
    if not registration.address:
        raise Http404
    return registration


def about(registration: Registration) -> dict[str, Any]:
    training = registration.training
    sittings = list(training.sittings.select_related("session"))
    is_over = listing.is_over(sittings)
    return facts_of(training) | {
        "registration": registration,
        "training": training,
        "sittings": sittings,
        "is_over": is_over,
        "place": place_on_list(registration),
        "until": entries.until(registration),
        "is_late": training.cancel_until is not None and training.cancel_until <= timezone.now(),
        "is_active": registration.state in ACTIVE and training.stage == Stage.ANNOUNCED and not is_over,
    }
