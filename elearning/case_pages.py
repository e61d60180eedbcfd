"""Cases from one's work: writing them, handing them in, taking them back."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.models import User
from elearning import cases
from elearning.forms import CaseForm, ConsentForm
from elearning.logged_out import login_asked
from elearning.models import Case


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


def _own(request: HttpRequest, pk: int) -> Case:
    return get_object_or_404(cases.of(_person(request)), pk=pk)


@login_required
@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    return render(request, "elearning/cases.html", {"cases": cases.of(_person(request))})


@login_asked
@require_http_methods(["GET", "HEAD", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    return _write(request, Case(user=_person(request)))


@login_asked
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """To go on with, as long as it is not handed in: a consent is for the words that were there."""
    found = _own(request, pk)
    if found.is_handed_in:  # type: ignore[attr-defined]  # `cases.of` has put it there
        return render(request, "elearning/case.html", {"case": found})
    return _write(request, found)


def _write(request: HttpRequest, written: Case) -> HttpResponse:
    form, kept = CaseForm(request.POST or None, instance=written), kept_as(written)
    if not form.is_valid():
        context = {"case": written, "form": form, "consent": ConsentForm(auto_id="consent_%s"), "kept_as": kept}
        return render(request, "elearning/case.html", context)
    saved = form.save()
    messages.success(request, _("Your case is saved. Only you can see it."), extra_tags=kept)
    return redirect("elearning:case", saved.pk)


def kept_as(case: Case) -> str:
    """The name under which a device keeps its words until they are stored."""
    return f"form/case/{case.pk or 'new'}"


# Whoever logs in on the way to one of these comes here with a link, and is led to the page with the button.


@login_required
def hand_in_case(request: HttpRequest, pk: int) -> HttpResponse:
    found, consent = _own(request, pk), ConsentForm(request.POST, auto_id="consent_%s")
    if request.method != "POST":
        return redirect("elearning:case", pk)
    if not consent.is_valid():
        context = {"case": found, "form": CaseForm(instance=found), "consent": consent, "kept_as": kept_as(found)}
        return render(request, "elearning/case.html", context, status=422)
    cases.hand_in(found)
    messages.success(request, _("Your case is with the editors now. Thank you."))
    return redirect("elearning:case", pk)


@login_required
def take_case_back(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if request.method == "POST":
        cases.take_back(found)
        messages.success(request, _("Your consent is taken back. From now on only you read your case."))
    return redirect("elearning:case", pk)


@login_required
def delete_case(request: HttpRequest, pk: int) -> HttpResponse:
    found = _own(request, pk)
    if request.method != "POST":
        return redirect("elearning:case", pk)
    kept = kept_as(found)
    cases.delete(found)
    messages.success(request, _("Your case is deleted."), extra_tags=kept)
    return redirect("elearning:cases")
