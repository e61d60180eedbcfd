"""Leads from the pages of courses and lessons to the views that know who is learning; scales in the CMS, and how many
people answered about their resolutions."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.viewsets import ReviewedViewSet
from elearning import views
from elearning.models import CoursePage, LessonPage, Scale
from elearning.reports import AnswersView


@register_snippet
class ScaleViewSet(ReviewedViewSet):
    model = Scale
    menu_label = _("Scales")
    menu_name = "scales"
    menu_order = 440
    icon = "sliders"
    add_to_admin_menu = True
    list_display = ["title", "low", "high"]


@hooks.register("register_admin_urls")
def answers_url() -> list[URLPattern]:
    return [path("resolutions/", AnswersView.as_view(), name="resolution_answers")]


class AnswersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("elearning.count_resolution"))


@hooks.register("register_reports_menu_item")
def answers_menu_item() -> MenuItem:
    address = reverse("resolution_answers")
    return AnswersMenuItem(_("Answers about resolutions"), address, name="resolutions", icon_name="tick", order=120)


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
