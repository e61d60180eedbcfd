"""In the CMS: a course to a file, and a file to drafts below the list of courses."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from elearning.models import CourseListPage, CoursePage
from elearning.packages.reading import NoCourse, take
from elearning.packages.writing import write

TEMPLATE = "elearning/cms/import_course.html"


class CourseFileForm(forms.Form):
    file = forms.FileField(
        label=_("file of a course"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        help_text=_("As it was saved here or on another site with Zweiklang."),
    )


def export_course(request: HttpRequest, pk: int) -> FileResponse:
    course = get_object_or_404(CoursePage, pk=pk)
    if not course.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return FileResponse(write(course), as_attachment=True, filename=f"{course.slug}.zip")


def import_course(request: HttpRequest, pk: int) -> HttpResponse:
    parent = get_object_or_404(CourseListPage, pk=pk)
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = CourseFileForm(request.POST, request.FILES) if is_sent else CourseFileForm()
    context: dict[str, Any] = {"page": parent, "form": form}
    if form.is_valid():
        try:
            context["outcomes"] = take(form.cleaned_data["file"], parent, request.user)
        except NoCourse as refusal:
            form.add_error("file", refusal.sentence)
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)
