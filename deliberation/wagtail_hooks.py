"""Sessions in the CMS: the templates and issue guides that editors write."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from cms.viewsets import ReviewedViewSet
from deliberation.models import AgendaTemplate, IssueGuide


class AgendaTemplateViewSet(ReviewedViewSet):
    model = AgendaTemplate
    icon = "time"
    menu_label = _("Agenda templates")
    list_display = ["title", Column("minutes", label=_("Minutes"))]


class IssueGuideViewSet(ReviewedViewSet):
    model = IssueGuide
    icon = "openquote"
    menu_label = _("Issue guides")


@register_snippet
class SessionsViewSetGroup(SnippetViewSetGroup):
    items = (AgendaTemplateViewSet, IssueGuideViewSet)
    menu_label = _("Sessions")
    menu_icon = "group"
    menu_order = 300
