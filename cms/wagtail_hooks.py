"""The CMS speaks of our site, in our colours; what is about Wagtail itself is not shown to editors."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

NOT_OURS = {"editor-guide"}


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@hooks.register("construct_help_menu")
def hide_what_is_about_wagtail(request: HttpRequest, menu_items: list[Any]) -> None:
    """Release notes and a guide on other sites help nobody who writes a lesson."""
    menu_items[:] = [item for item in menu_items if item.name not in NOT_OURS and "wagtail" not in item.name]
