"""Leads from the pages of courses and lessons to the views that know who is learning; what the CMS has for lessons."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from elearning import views
from elearning.importing.views import import_questions
from elearning.models import CourseListPage, CoursePage, LessonPage
from elearning.packages.views import export_course, import_course

Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponse]


@hooks.register("on_serve_page", order=1000)  # inside everything else, such as the check of view restrictions
def serve_to_learners(serve: Serve) -> Serve:
    def served(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse:
        if isinstance(page, CoursePage):
            return views.course_page(request, page)
        if isinstance(page, LessonPage):
            return views.lesson_page(request, page)
        return serve(page, request, args, kwargs)

    return served


@hooks.register("register_admin_urls")
def our_urls() -> list[URLPattern]:
    return [
        path("lessons/<int:pk>/questions/", import_questions, name="import_questions"),
        path("courses/<int:pk>/file/", export_course, name="export_course"),
        path("courses/<int:pk>/take/", import_course, name="import_course"),
    ]


@hooks.register("register_page_header_buttons")
def our_buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    allowed = page.permissions_for_user(user)
    if isinstance(page, LessonPage) and allowed.can_edit():
        address = reverse("import_questions", args=[page.pk])
        yield Button(_("Take over questions"), address, icon_name="upload", priority=62)
    if isinstance(page, CoursePage) and allowed.can_edit():
        yield Button(_("Save as a file"), reverse("export_course", args=[page.pk]), icon_name="download", priority=62)
    if isinstance(page, CourseListPage) and allowed.can_add_subpage():
        yield Button(_("Course from a file"), reverse("import_course", args=[page.pk]), icon_name="upload", priority=62)
