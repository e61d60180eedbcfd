"""What every template needs to know about the site around it."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language_info
from wagtail.models import Page, Site

from cms.models import SiteIdentity

register = template.Library()


@register.simple_tag(takes_context=True)
def site_identity(context: dict[str, Any]) -> SiteIdentity:
    """Name, logo, legal pages, funders."""
    return SiteIdentity.of(context.get("request"))


@register.simple_tag(takes_context=True)
def navigation_pages(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The pages of the main navigation, and on which one (or below which one) we are."""
    request: HttpRequest | None = context.get("request")
    site = Site.find_for_request(request) if request else None
    if request is None or site is None:
        return []
    pages = Page.objects.child_of(site.root_page).live().in_menu().only("title", "url_path")
    links = [(page.title, page.get_url(request)) for page in pages]
    return [{"title": title, "url": url, "current": request.path.startswith(url)} for title, url in links if url]


@register.simple_tag(takes_context=True)
def trail(context: dict[str, Any], page: Page) -> list[tuple[str, str]]:
    """Title and address of the pages above this one, from the home page down."""
    request = context.get("request")
    above = page.get_ancestors().filter(depth__gt=1, live=True)
    links = [(ancestor.title, ancestor.get_url(request)) for ancestor in above]
    return [(title, url) for title, url in links if url]


@register.simple_tag
def content_language(page: Page) -> dict[str, str]:
    """In which language a page is written, which may be another one than that of the interface."""
    code = page.locale.language_code
    return {"code": code, "direction": "rtl" if get_language_info(code)["bidi"] else "ltr"}
