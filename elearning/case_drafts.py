"""Handed-in cases in the CMS: a list for editors, and each with the draft that they make of it."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import user_has_any_page_permission

from community.models import User
from elearning import cases
from elearning.forms import CaseDraftForm


def _editor(request: HttpRequest) -> User:
    """Those who write pages; everybody else is sent away as from any other page of the CMS."""
    if not user_has_any_page_permission(request.user):
        raise PermissionDenied
    return cast(User, request.user)


@require_safe
def handed_in_cases(request: HttpRequest) -> HttpResponse:
    _editor(request)
    context = {"cases": cases.handed_in(), "taken_back": cases.taken_back()}
    return render(request, "elearning/cms/cases.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def case_draft(request: HttpRequest, pk: int) -> HttpResponse:
    editor = _editor(request)
    found = get_object_or_404(cases.handed_in(), pk=pk)
    form = CaseDraftForm(request.POST or None, instance=getattr(found, "draft", None))
    if form.is_valid():
        cases.write_draft(found, form.cleaned_data["text"], editor, in_course=form.cleaned_data["in_course"])
        messages.success(request, _("The draft is saved."))
        return redirect("handed_in_cases")
    context = {"case": found, "form": form, "action": reverse("case_draft", args=[pk])}
    return render(request, "elearning/cms/case_draft.html", context)


@require_POST
def clear_case_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Of a case of which the consent is gone: the course has nothing of it any more."""
    _editor(request)
    cases.clear_draft(get_object_or_404(cases.taken_back(), pk=pk))
    messages.success(request, _("The draft is deleted."))
    return redirect("handed_in_cases")
