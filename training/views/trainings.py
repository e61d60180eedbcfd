"""Finding a training, and its page."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from training import entries, listing, words
from training.core.acting import Ask, Who
from training.core.places import ACTIVE, Places, Request, Stage, place_of, why_not
from training.forms import TrainingFilter
from training.models import Registration, Training
from training.views.access import person, seen

PER_PAGE = 24
FIRST = 12  # of one's own, which are rarely more


@require_safe
def training_list(request: HttpRequest) -> HttpResponse:
    """What is announced, by what one looks for; above it, what somebody has a place in, leads and plans."""
    announced = listing.listed_for(request.user)
    form = TrainingFilter(request.GET, listing.choices(announced))
    found = listing.filtered(listing.upcoming(announced), **form.chosen)
    context: dict[str, Any] = {
        "form": form,
        "filtered": bool(form.chosen),
        "page_obj": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
    }
    if request.user.is_authenticated:
        context["mine"] = listing.registered(person(request))[:FIRST]
        context["led"] = listing.led(person(request))[:FIRST]
        context["drafts"] = drafts(request)
    return render(request, "training/training_list.html", context)


def drafts(request: HttpRequest) -> listing.Trainings:
    """That somebody may go on writing, the newest first."""
    planned = listing.planned_by(request.user).filter(stage=Stage.DRAFT)
    return listing.with_facts(planned, timezone.now()).order_by("-created_at")[:FIRST]


@seen
@require_safe
def training_page(request: HttpRequest, training: Training) -> HttpResponse:
    """What it is, when and where; how the reader stands to it, and what else there is where it is full."""
    registration = listing.own(training, request.user)
    refusal = why_no_place(training)
    is_trainer = listing.is_trainer(training, request.user)
    is_full = not training.free  # type: ignore[attr-defined]  # of `with_facts`
    sittings = list(training.sittings.select_related("session"))
    context = facts_of(training) | {
        "training": training,
        "sittings": sittings,
        "is_over": listing.is_over(sittings),
        "sees_training": True,
        "registration": registration,
        "is_active": registration is not None and registration.state in ACTIVE,
        "place": place_on_list(registration),
        "why_no_place": words.REFUSALS.get(refusal, ""),
        "opens": refusal == "places.not_open_yet",
        "is_full": is_full,
        "instead": listing.instead_of(training, request.user) if is_full or refusal else (),
        "is_planner": is_trainer or listing.plans_all(request.user),
        "is_trainer": is_trainer,
    }
    return render(request, "training/training.html", context)


def facts_of(training: Training) -> dict[str, Any]:
    """What is good to know of it, as `training/facts.html` shows it."""
    return {
        "trainers": training.trainers.order_by("display_name"),
        "quotas": training.quotas.order_by("kind"),
        "spoken": [words.LANGUAGES[code] for code in training.spoken if code in words.LANGUAGES],
    }


def why_no_place(training: Training) -> str:
    """The code of why nobody can register now; empty if they can, though they may have to wait."""
    known = Places(stage=Stage(training.stage), closed=training.closed)
    return why_not(known, Request, Ask(Who.REGISTERED, entries.in_ms(timezone.now()), entries.window(training)))


def place_on_list(registration: Registration | None) -> int:
    """0 for whoever is not on the waiting list."""
    if registration is None or registration.state != "waiting":
        return 0
    return place_of(entries.load(registration.training_id), registration.pk)
