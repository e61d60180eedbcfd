"""Leads from pages of courses and lessons to the views that know who is learning; and has what editors do beside."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.viewsets import ReviewedViewSet
from community.models import User
from elearning import availability, case_drafts, views
from elearning.care import previews
from elearning.care import views as care
from elearning.importing.views import import_questions
from elearning.models import CourseListPage, CoursePage, LessonPage, ModulePage, Scale
from elearning.packages.copying import settle
from elearning.packages.views import export_course, import_course
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


@hooks.register("register_admin_urls")
def file_urls() -> list[URLPattern]:
    return [
        path("lessons/<int:pk>/questions/", import_questions, name="import_questions"),
        path("courses/<int:pk>/file/", export_course, name="export_course"),
        path("courses/<int:pk>/take/", import_course, name="import_course"),
    ]


@hooks.register("register_page_header_buttons")
def file_buttons(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    allowed = page.permissions_for_user(user)
    if isinstance(page, LessonPage) and allowed.can_edit():
        address = reverse("import_questions", args=[page.pk])
        yield Button(_("Take over questions"), address, icon_name="upload", priority=62)
    if isinstance(page, CoursePage) and allowed.can_edit():
        yield Button(_("Save as a file"), reverse("export_course", args=[page.pk]), icon_name="download", priority=62)
    if isinstance(page, CourseListPage) and allowed.can_add_subpage():
        yield Button(_("Course from a file"), reverse("import_course", args=[page.pk]), icon_name="upload", priority=62)


@hooks.register("register_admin_urls")
def care_urls() -> list[URLPattern]:
    return [
        path("courses/<int:pk>/", care.course, name="course_care"),
        path("courses/<int:pk>/order/", care.order, name="course_order"),
        path("courses/<int:pk>/hints/", care.hints, name="course_hints"),
        path("courses/<int:pk>/walk/<int:number>/", care.walk, name="course_walk"),
        path("courses/<int:pk>/edits/<int:lesson>/", care.edit, name="course_edit"),
        path("courses/<int:pk>/copy/<int:lesson>/", care.copy, name="course_copy"),
        path("courses/<int:pk>/submit/", care.submit, name="course_submit"),
        path("courses/<int:pk>/review/", care.review, name="course_review"),
        path("courses/<int:pk>/availability/", care.open_or_closed, name="course_availability"),
    ]


@hooks.register("register_page_listing_more_buttons")
def from_the_list(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if page.specific_class is CoursePage and page.permissions_for_user(user).can_edit():
        yield Button(_("The course as a whole"), _care_url(page), priority=1, icon_name="list-ul")


@hooks.register("register_page_header_buttons")
def from_the_editor(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    course = _course_of(page)
    if course and page.permissions_for_user(user).can_edit():
        yield Button(_("The course as a whole"), _care_url(course), priority=5, icon_name="list-ul")


def _course_of(page: Page) -> Page | None:
    """Of a module or lesson the course that it belongs to; a page that is being created has no place yet."""
    above = {CoursePage: 0, ModulePage: 1, LessonPage: 2}.get(page.specific_class)
    if above is None or not page.pk:
        return None
    return page.get_ancestors(inclusive=True).filter(depth=page.depth - above).first()


def _care_url(course: Page) -> str:
    return reverse("course_care", args=[course.pk])


@hooks.register("after_copy_page")
def keep_a_copy_to_itself(request: HttpRequest, page: Page, new_page: Page) -> None:
    settle(page, new_page, request.user)


@hooks.register("before_publish_page")
def ask_before_it_is_published(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is saved by now. Where people have answered what was changed, somebody says first what it means."""
    return _to_choose(request, page)


@hooks.register("after_edit_page")
def ask_before_it_is_reviewed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Whoever hands a lesson in knows best what was meant; the review shows what they chose, and may change it."""
    submits = "action-submit" in request.POST or "action-restart-workflow" in request.POST
    return _to_choose(request, page) if submits else None


def _to_choose(request: HttpRequest, page: Page) -> HttpResponse | None:
    user = request.user
    if not isinstance(page, LessonPage) or not isinstance(user, User) or not previews.of(page, user).is_open:
        return None
    messages.warning(request, gettext("People have answered what you changed. Please say what the changes mean."))
    return redirect("course_edit", page.parent_course().pk, page.pk)


@hooks.register("register_log_actions")
def acts_on_courses(actions: LogActionRegistry) -> None:
    for act, label in (
        (availability.CLOSE, _("Closed to new people")),
        (availability.REOPEN, _("Open to new people again")),
        (availability.WITHDRAW, _("Withdrawn")),
        (availability.RESTORE, _("Restored")),
    ):
        actions.register_action(act, label, label)


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
