"""The desk of the coordination."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from training import desks, listing
from training.desks import HalfYear


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """Of this half-year, or of the one that is asked for."""
    if not listing.plans_all(request.user):
        raise PermissionDenied
    half = HalfYear.read(request.GET.get("half", "")) or HalfYear.of(timezone.localdate())
    return render(request, "training/desk.html", {"desk": desks.of_half_year(half)})
