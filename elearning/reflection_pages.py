"""Showing a reflection to others, taking it back, and reading what others show."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.models import User
from elearning import shown
from elearning.models import Reflection

A_PAGE = 20
NOBODY = "nobody"


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reflection(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own: to whom it is shown, and what else can be done with it."""
    found = shown.own(_person(request), pk)
    if found is None:
        raise Http404
    audiences = {each.code: each for each in shown.audiences(found)}
    if request.method == "POST":
        return _show(request, found, audiences.get(request.POST.get("to", "")))
    now = getattr(found, "shown", None)
    item = found.text.version.item
    context = {
        "reflection": found,
        "audiences": list(audiences.values()),
        "now": f"{now.to}-{now.cohort_id}" if now else NOBODY,
        "lesson": (found.enrolment.course_key, item.lesson_key),
    }
    return render(request, "elearning/reflection.html", context)


def _show(request: HttpRequest, found: Reflection, audience: shown.ShownTo | None) -> HttpResponse:
    """Whatever is no audience of theirs is nobody: what is private stays so."""
    if audience:
        shown.show(found, audience)
        messages.success(request, _("It is shown now. You can take it back here at any time."))
    else:
        shown.take_back(found)
        messages.success(request, _("Nobody but you can see it now."))
    return redirect("elearning:reflection", found.pk)


@login_required
@require_safe
def shown_to_me(request: HttpRequest) -> HttpResponse:
    """The cohorts in which there is something to read."""
    return render(request, "elearning/shown.html", {"cohorts": shown.cohorts_of(_person(request))})


@login_required
@require_safe
def shown_in_cohort(request: HttpRequest, pk: int) -> HttpResponse:
    cohort = shown.cohort_of(_person(request), pk)
    if cohort is None:
        raise Http404
    page = Paginator(shown.shown_in(cohort, _person(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "elearning/shown_reflections.html", {"cohort": cohort, "page_obj": page})
