"""The CMS as a whole, across the apps: the order of its menu, and a start page that says what one can do here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Locale

from community.models import OutgoingMail
from config import checklist
from config.reports import JobsView, clock_stands, last_ran
from config.waiting import waiting_for
from elearning.models import CourseListPage

# Our words first, Wagtail's shelves after them; whatever is not named here keeps its own place.
ORDER = {"explorer": 100, "courses": 200, "network": 400, "users": 500, "images": 600, "documents": 610, "media": 620}


@hooks.register("construct_main_menu")
def order_the_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    for item in menu_items:
        item.order = ORDER.get(item.name, item.order)


@hooks.register("register_admin_urls")
def courses_url() -> list[URLPattern]:
    return [path("courses/", courses, name="courses")]


def courses(request: HttpRequest) -> HttpResponse:
    course_list = CourseListPage.objects.filter(locale=Locale.get_default()).first()
    return redirect("wagtailadmin_explore", course_list.pk) if course_list else redirect("wagtailadmin_explore_root")


class CoursesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(user_has_any_page_permission(request.user))


@hooks.register("register_admin_menu_item")
def courses_menu_item() -> MenuItem:
    return CoursesMenuItem(_("Courses"), reverse("courses"), name="courses", icon_name="glasses")


@hooks.register("register_admin_urls")
def jobs_url() -> list[URLPattern]:
    return [path("jobs/", JobsView.as_view(), name="jobs")]


class JobsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("config.view_jobrecord"))


@hooks.register("register_reports_menu_item")
def jobs_menu_item() -> MenuItem:
    return JobsMenuItem(_("Regular jobs"), reverse("jobs"), name="jobs", icon_name="time", order=110)


class StartPanel(Component):
    """Where to begin; what can be approved at once is listed below it by Wagtail."""

    name = "start"
    order = 50
    template_name = "config/start_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "perms": parent_context["perms"],
            "writes_pages": user_has_any_page_permission(user),
            "troubled_mails": OutgoingMail.objects.exclude(trouble="").count(),
            "jobs_ran": last_ran(),
            "clock_stands": clock_stands(),
        }


class WaitingPanel(Component):
    """What waits for this person; a page that says nothing of it lets things lie."""

    name = "waiting"
    order = 45
    template_name = "config/waiting_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": waiting_for(parent_context["request"].user)}


class SetUpPanel(Component):
    """What is left to do; gone when all of it is done."""

    name = "set_up"
    order = 40
    template_name = "config/set_up_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        steps = checklist.steps()
        return {"steps": [] if all(step.is_done for step in steps) else steps}


@hooks.register("construct_homepage_panels")
def begin_with_what_one_can_do(request: HttpRequest, panels: list[Component]) -> None:
    panels[:0] = [WaitingPanel(), StartPanel()]
    if request.user.is_superuser:
        panels.insert(0, SetUpPanel())
