"""Being there: what the code on site leads to. The list is shown to nobody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms import limits
from community.models import User
from training import attending, calendars, messages, signing
from training.attendance_forms import HereForm
from training.attending import NotOnTheList
from training.models import Registration, Sitting

# Nobody finds out who is on the list by trying; but a class behind one address of the network types its addresses.
TRIES_PER_TICKET, TRIES_PER_ADDRESS, SECONDS = 5, 60, 900


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, signed: str) -> HttpResponse:
    """The code holds for minutes and leads to a ticket, which holds long enough to log in or to type an address."""
    if scanned := signing.coded(signed):
        return redirect("training:here", signing.ticket(scanned))
    sitting = _open(signing.ticketed(signed))
    if sitting is None:
        return render(request, "training/here_over.html", status=410)
    user = request.user if isinstance(request.user, User) else None
    if request.method == "POST":
        return _come(request, sitting, user, signed)
    return _page(request, sitting, HereForm(), _known(sitting, user))


def _open(sitting: int | None) -> Sitting | None:
    found = Sitting.objects.select_related("training").filter(pk=sitting or 0).first()
    return found if found and attending.is_code_open(found, timezone.now()) else None


def _known(sitting: Sitting, user: User | None) -> Registration | None:
    """Whoever is logged in and on the list need not type anything."""
    try:
        return attending.coming(sitting, user) if user else None
    except NotOnTheList:
        return None


def _come(request: HttpRequest, sitting: Sitting, user: User | None, signed: str) -> HttpResponse:
    known = _known(sitting, user)
    form = HereForm(request.POST)
    try:
        person = known or _named(request, sitting, form, signed)
    except NotOnTheList:
        return _page(request, sitting, form, None, status=422)
    attending.come(sitting, person, timezone.now())
    return render(request, "training/here_noted.html", _about(sitting))


def _named(request: HttpRequest, sitting: Sitting, form: HereForm, signed: str) -> Registration:
    """Whose address was typed. What is wrong is said in the form."""
    if not form.is_valid():
        raise NotOnTheList
    if not _may_try(request, signed):
        form.add_error(None, _("Too many tries. Please tell the trainers that you are there."))
        raise NotOnTheList
    try:
        return attending.coming(sitting, None, form.cleaned_data["email"])
    except NotOnTheList:
        form.add_error("email", _("We do not find this address. Please tell the trainers that you are there."))
        raise


def _may_try(request: HttpRequest, signed: str) -> bool:
    by_ticket = limits.count(f"here:ticket:{signed}", SECONDS) <= TRIES_PER_TICKET
    by_address = limits.count(f"here:address:{limits.address(request)}", SECONDS) <= TRIES_PER_ADDRESS
    return by_ticket and by_address


def _page(
    request: HttpRequest, sitting: Sitting, form: HereForm, known: Registration | None, status: int = 200
) -> HttpResponse:
    context = _about(sitting) | {"form": form, "known": known}
    return render(request, "training/here.html", context, status=status)


def _about(sitting: Sitting) -> dict[str, Any]:
    training = sitting.training
    return {"training": training, "told": messages.told(calendars.planned(training, sitting))}
