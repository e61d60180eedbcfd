"""The desk of the trainers of one training, and what is printed from it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms import identity
from training import handouts, listing, trainers_desks
from training.models import Training
from training.views.access import person, planned


@never_cache
@require_safe
@planned
def desk(request: HttpRequest, training: Training) -> HttpResponse:
    """Numbers, what is missing, and what to do before the next sitting and after the last one."""
    found = trainers_desks.of_training(training, person(request), timezone.now())
    context = {"training": training, "desk": found, "is_trainer": listing.is_trainer(training, request.user)}
    return render(request, "training/trainers_desk.html", context)


@never_cache
@require_safe
@planned
def people_list(request: HttpRequest, training: Training) -> HttpResponse:
    content = handouts.list_as_pdf(training, identity.of(request))
    return _file(content, _("Who takes part"), training)


@never_cache
@require_safe
@planned
def badges(request: HttpRequest, training: Training) -> HttpResponse:
    content = handouts.badges_as_pdf(training, identity.of(request))
    return _file(content, _("Badges"), training)


def _file(content: bytes, what: str, training: Training) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    name = f"{slugify(what)}-{slugify(training.title)[:50]}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
