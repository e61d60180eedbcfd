"""Naming people who work with somebody, and seeing whether they confirmed it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from training import employers, words
from training.core.acting import Refused
from training.core.places import State
from training.forms import People
from training.models import Registration, Training
from training.views.access import number, person, seen
from training.views.trainings import why_no_place

PREFIX = "people"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@seen
def employer(request: HttpRequest, training: Training) -> HttpResponse:
    """For people whose account names an organisation: in its name they write to others."""
    if request.POST.get("do") == "take_back":
        return take_back(request, training)
    people = People(request.POST or None, prefix=PREFIX)
    refusal = words.REFUSALS.get(why_no_place(training), "")
    may_name = bool(person(request).organisation_id) and not refusal
    if request.method == "POST" and may_name and people.is_valid():
        try:
            named = employers.name_people(training, person(request), people.people)
        except Refused as refused:
            refusal = words.REFUSALS[refused.code]
        else:
            say_who_was_named(request, len(named))
            return redirect("training:employer", training.key)
    context = {
        "training": training,
        "people": people,
        "named": named_by(request, training),
        "may_name": may_name,
        "why_not": refusal,
    }
    return render(request, "training/employer.html", context)


def named_by(request: HttpRequest, training: Training) -> list[tuple[Registration, bool, bool]]:
    """Each with whether they have a place, and whether they can be taken back."""
    named = employers.named_by(training, person(request))
    return [(each, each.state == State.CONFIRMED, each.state == State.NAMED) for each in named]


def say_who_was_named(request: HttpRequest, count: int) -> None:
    if not count:
        messages.info(request, _("All of them were named before. Nobody was written to again."))
        return
    sentence = ngettext(
        "%(count)s person is asked by e-mail to confirm it.",
        "%(count)s people are asked by e-mail to confirm it.",
        count,
    )
    messages.success(request, sentence % {"count": count})


def take_back(request: HttpRequest, training: Training) -> HttpResponse:
    """Somebody who has not confirmed it, such as an address that was mistyped."""
    found = employers.named_by(training, person(request))
    registration = get_object_or_404(found, pk=number(request, "registration"))
    try:
        employers.take_back(registration, person(request))
    except Refused as refused:
        messages.error(request, words.REFUSALS[refused.code])
    else:
        messages.success(request, _("Taken back."))
    return redirect("training:employer", training.key)
