"""The CMS speaks of our site, in our colours; what is about Wagtail itself is not shown to editors."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import VERSION as WAGTAIL_VERSION
from wagtail import hooks, permissions
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.wagtail_hooks import check_view_restrictions

from cms.choosers import choosable
from cms.links import LinkToDocument, LinkToPage
from cms.models import GlossaryTerm, SiteIdentity
from cms.restrictions import guard
from cms.reviewed import BY_PROGRAM, ReviewedFacts
from cms.viewsets import IdentityViewSet, OneForEachSite, ReviewedViewSet

NOT_OURS = {"editor-guide"}

Serve = Callable[[Page, HttpRequest, list[Any], dict[str, Any]], HttpResponse]


@register_snippet
class GlossaryViewSet(ReviewedViewSet):
    """The glossary has a place of its own in the menu: "snippet" is nobody's word."""

    model = GlossaryTerm
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_order = 450
    icon = "list-ul"
    add_to_admin_menu = True
    list_display = ["term", "definition"]


if WAGTAIL_VERSION >= (8,):  # which asks a register; before, it asked the viewset
    permissions.register_permission_policy(SiteIdentity, OneForEachSite(SiteIdentity))
register_snippet(IdentityViewSet)


@hooks.register("register_log_actions")
def states_that_no_person_wrote(actions: LogActionRegistry) -> None:
    label = _("Written by the software")
    actions.register_action(BY_PROGRAM, label, label)


@hooks.register("construct_snippet_action_menu")
def facts_are_published_first(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The first is the button that one sees; what is there once for each site cannot be taken away."""
    if not issubclass(context["model"], ReviewedFacts):
        return
    items.sort(key=lambda item: item.name != PublishMenuItem.name)
    if context["model"] is SiteIdentity:
        items[:] = [item for item in items if not isinstance(item, UnpublishMenuItem)]


@hooks.register("on_serve_page", order=-1)  # around Wagtail's own check, which knows one language
def keep_closed_in_every_language(serve: Serve) -> Serve:
    def served(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> HttpResponse:
        closed_by = guard(page, request)
        if closed_by is None:
            return serve(page, request, args, kwargs)
        refusal: HttpResponse = check_view_restrictions(serve)(closed_by, request, args, kwargs)
        return refusal

    return served


@hooks.register("construct_page_chooser_queryset")
def offer_what_one_may_read(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return choosable(pages, request)


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, whose places they take
def show_addresses_to_whoever_may_go_there(features: FeatureRegistry) -> None:
    features.register_link_type(LinkToPage)
    features.register_link_type(LinkToDocument)


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("construct_help_menu")
def hide_what_is_about_wagtail(request: HttpRequest, menu_items: list[Any]) -> None:
    """Release notes and a guide on other sites help nobody who writes a lesson."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_OURS and "wagtail" not in item.name]
