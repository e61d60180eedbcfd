"""Sessions in the CMS: the templates and issue guides that editors write."""

import json

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.viewsets import ReviewedViewSet
from deliberation.blocks import fitting
from deliberation.models import AgendaTemplate, IssueGuide, Method


class AgendaTemplateViewSet(ReviewedViewSet):
    model = AgendaTemplate
    icon = "time"
    menu_label = _("Agenda templates")
    list_display = ["title", Column("minutes", label=_("Minutes"))]


class IssueGuideViewSet(ReviewedViewSet):
    model = IssueGuide
    icon = "openquote"
    menu_label = _("Issue guides")


class MethodViewSet(ReviewedViewSet):
    model = Method
    icon = "repeat"
    menu_label = _("Methods")


@register_snippet
class SessionsViewSetGroup(SnippetViewSetGroup):
    items = (AgendaTemplateViewSet, MethodViewSet, IssueGuideViewSet)
    menu_label = _("Sessions")
    menu_icon = "group"
    menu_order = 300


@hooks.register("insert_global_admin_js")
def show_what_a_phase_needs() -> SafeString:
    return format_html('<script src="{}" data-fitting="{}" defer></script>', static("admin.js"), json.dumps(fitting()))
