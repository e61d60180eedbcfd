"""Who asks, and what they may see of a training: for whoever may not see it, it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from cms.numbers import as_number
from community.models import User
from training import listing
from training.models import Training


def person(request: HttpRequest) -> User:
    return cast(User, request.user)


def number(request: HttpRequest, name: str) -> int:
    """What was sent in a field that people do not type; 0 for what is none."""
    return as_number(request.POST.get(name, "")) or 0


def seen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever may see the training; who is not logged in yet is asked to, as their account may let them."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        training = get_object_or_404(with_facts(), key=key)
        if listing.may_see(training, request.user):
            return view(request, training, **more)
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())  # mails lead here, on whichever device they are read

    return guarded


def planned(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For its trainers and the coordination; for everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, key: str, **more: Any) -> HttpResponse:
        training = get_object_or_404(with_facts(), key=key)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not listing.is_planner(training, request.user):
            raise Http404
        return view(request, training, **more)

    return guarded


def with_facts() -> listing.Trainings:
    return listing.with_facts(Training.objects.select_related("course"), timezone.now())
