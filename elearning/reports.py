"""What others know of resolutions: how many people answered, by course, and nothing where they are few."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from elearning import resolutions
from elearning.models import CoursePage, Resolution


class AnswersView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    page_title = _("Answers about resolutions")
    header_icon = "tick"
    template_name = "elearning/cms/resolution_answers.html"
    permission_policy = ModelPermissionPolicy(Resolution)
    permission_required = "count"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "courses": self._courses(), "fewest": resolutions.FEWEST}

    def _courses(self) -> list[tuple[str, int | None]]:
        """Those about which somebody answered, by title; of one that is gone there is none."""
        answers = resolutions.answers_by_course()
        pages = CoursePage.objects.filter(translation_key__in=answers).order_by("title", "path")
        titles = {str(page.translation_key): page.title for page in reversed(pages)}
        return [(title, answers[key]) for key, title in sorted(titles.items(), key=lambda each: each[1])]
