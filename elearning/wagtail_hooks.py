"""Leads from pages of courses and lessons to the views that know who is learning; and has what editors do beside."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.models import Page

from elearning import case_drafts, views
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
def case_urls() -> list[URLPattern]:
    return [
        path("cases/", case_drafts.handed_in_cases, name="handed_in_cases"),
        path("cases/<int:pk>/", case_drafts.case_draft, name="case_draft"),
        path("cases/drafts/<int:pk>/clear/", case_drafts.clear_case_draft, name="clear_case_draft"),
    ]


class CasesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(user_has_any_page_permission(request.user))


@hooks.register("register_admin_menu_item")
def cases_menu_item() -> MenuItem:
    return CasesMenuItem(_("Cases handed in"), reverse("handed_in_cases"), name="cases", icon_name="form", order=210)
