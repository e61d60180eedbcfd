"""Pages on which trainers note who was there: on a phone, in one tap each, and without JavaScript."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms import identity, media
from cms.numbers import as_number
from community.models import User
from deliberation.views.invitations import qr_code
from training import attending, calendars, listing, signature_lists, signing, words
from training import messages as mails
from training.attendance_forms import NOTED, CorrectionForm, SignedListForm
from training.attending import AttendanceRow, ReasonMissing
from training.core.attendance import MarkSource, Noted, Status
from training.models import Registration, SignedList, Sitting

View = Callable[..., HttpResponseBase]


def led(view: View) -> View:
    """Of the trainers of the training, and of coordinators; for everybody else it does not exist."""

    @wraps(view)
    @never_cache
    @login_required
    def guarded(request: HttpRequest, key: str, sitting: int, **more: Any) -> HttpResponseBase:
        mine = listing.planned_by(request.user)
        found = Sitting.objects.select_related("training").filter(training__in=mine, training__key=key)
        return view(request, get_object_or_404(found, pk=sitting), **more)

    return guarded


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def address_of(sitting: Sitting) -> str:
    return reverse("training:attendance", args=[sitting.training.key, sitting.pk])


def _back_to(sitting: Sitting, registration: Registration) -> HttpResponse:
    """To the same line: whoever goes through a list need not find it again."""
    return redirect(f"{address_of(sitting)}#person-{registration.pk}")


def _of_sitting(sitting: Sitting, registration: int) -> Registration:
    """Only who is on the list of this sitting can be noted."""
    found = (each for each in attending.on_list(sitting) if each.pk == registration)
    if person := next(found, None):
        return person
    raise Http404


@led
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Everybody with their marks; a POST is a tap: "12 present"."""
    if request.method == "POST":
        return _tapped(request, sitting)
    return _page(request, sitting, SignedListForm())


def _tapped(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    registration, _space, status = request.POST.get("mark", "").partition(" ")
    number = as_number(registration)
    if number is None or status not in NOTED:
        return redirect(address_of(sitting))
    person = _of_sitting(sitting, number)
    try:
        attending.tap(sitting, person, Status(status), _person(request), timezone.now())
    except ReasonMissing:
        return redirect("training:correct", sitting.training.key, sitting.pk, person.pk)
    return _back_to(sitting, person)


def _page(request: HttpRequest, sitting: Sitting, form: SignedListForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    rows = attending.sheet(sitting, now)
    counted = attending.tally(rows)
    context = _about(sitting) | {
        "rows": [_shown(row) for row in rows],
        "counts": [(words.STATUSES[status], counted[status]) for status in NOTED],
        "open": counted[Status.OPEN],
        "code_is_open": attending.is_code_open(sitting, now),
        "scans": sitting.signed_lists.select_related("added_by").order_by("pk"),
        "form": form,
    }
    return render(request, "training/attendance.html", context, status=status)


def _about(sitting: Sitting) -> dict[str, Any]:
    training = sitting.training
    return {
        "training": training,
        "sitting": sitting,
        "told": mails.told(calendars.planned(training, sitting)),
        "others": training.sittings.exclude(pk=sitting.pk).filter(cancelled=False),
    }


def _shown(row: AttendanceRow) -> dict[str, Any]:
    person = row.registration
    return {
        "row": row,
        "organisation": person.organisation or person.get_kind_display(),
        "buttons": [(status, word, row.status is status) for status, word in NOTED.items()],
        "source": words.SOURCES[row.current.source] if row.current else "",
    }


@led
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, sitting: Sitting, registration: int) -> HttpResponse:
    """What was noted of one person, all of it, and what is right instead."""
    person, now = _of_sitting(sitting, registration), timezone.now()
    row = next(each for each in attending.sheet(sitting, now) if each.registration == person)
    form = CorrectionForm(
        request.POST or None,
        needs_reason=row.needs_reason,
        initial={"status": row.status, "minutes": row.current.minutes if row.current else None},
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        noted = Noted(Status(said["status"]), MarkSource(said["source"]), now, said["minutes"], said["reason"])
        attending.correct(sitting, person, noted, _person(request))
        messages.success(request, _("Saved. What was noted before stays beside it."))
        return _back_to(sitting, person)
    context = _about(sitting) | {"row": row, "form": form, "marks": [_told(mark) for mark in row.marks]}
    return render(request, "training/correct.html", context, status=422 if form.is_bound else 200)


def _told(mark: Any) -> dict[str, Any]:
    return {"mark": mark, "status": words.STATUSES[mark.status], "source": words.SOURCES[mark.source]}


# --- the code on site -------------------------------------------------------------------------------------------------


@led
@require_safe
def code(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """For the wall. The page loads itself anew, each time with another code; without a script, too."""
    is_open = attending.is_code_open(sitting, timezone.now())
    address = request.build_absolute_uri(reverse("training:here", args=[signing.code(sitting)]))
    context = _about(sitting) | {"is_open": is_open, "code": qr_code(address) if is_open else ""}
    response = render(request, "training/code.html", context)
    response.headers["Refresh"] = str(int(signing.RENEWED.total_seconds()))
    return response


# --- the list that people sign ----------------------------------------------------------------------------------------


@led
@require_safe
def signature_list(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    content = signature_lists.as_pdf(sitting, identity.of(request))
    response = HttpResponse(content, content_type="application/pdf")
    day = sitting.local_start.date().isoformat()
    name = f"{slugify(_('Attendance'))}-{slugify(sitting.training.title)[:50]}-{day}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@led
@require_POST
def add_scan(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    scan = SignedList(sitting=sitting, added_by=_person(request))
    form = SignedListForm(request.POST, request.FILES, instance=scan)
    if not form.is_valid():
        return _page(request, sitting, form, status=422)
    form.save()
    messages.success(request, _("The signed list is stored."))
    return redirect(address_of(sitting))


@led
@require_safe
def scan(request: HttpRequest, sitting: Sitting, scan: int) -> HttpResponseBase:
    found = get_object_or_404(sitting.signed_lists, pk=scan)
    return media.send(request, str(found.file.name))
