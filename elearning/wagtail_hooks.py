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
from elearning.models import CoursePage, LessonPage

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
def import_url() -> list[URLPattern]:
    return [path("lessons/<int:pk>/questions/", import_questions, name="import_questions")]


@hooks.register("register_page_header_buttons")
def import_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    if isinstance(page, LessonPage) and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Take over questions"), reverse("import_questions", args=[page.pk]), icon_name="upload", priority=62
        )
