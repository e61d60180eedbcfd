"""What every template needs to know about the site around it."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context
from wagtail.models import Page

from cms import header, identity
from cms.identity import Identity
from cms.restrictions import readable

register = template.Library()


@register.simple_tag(takes_context=True)
def site_identity(context: dict[str, Any]) -> Identity:
    """Name, logo, navigation, legal pages, funders."""
    draft = context.get("draft_identity")
    return identity.of_draft(draft, context["request"]) if draft else identity.of(context.get("request"))


@register.simple_tag(takes_context=True)
def is_refused(context: Context) -> bool:
    """Whether a form was sent and not taken: the title says so before all else, as it is what is read aloud first."""
    known: dict[Any, Any] = context.flatten()
    forms = [value for value in known.values() if isinstance(value, BaseForm)]
    return bool(known.get("refusal")) or any(form.is_bound and form.errors for form in forms)


@register.simple_tag(takes_context=True)
def header_class(context: dict[str, Any], *fixed: str) -> str:
    """From which width on the header shows its links; `fixed` are those that are not pages."""
    shown = context["identity"]
    return header.shown_from(shown, [*(link.title for link in shown.navigation), *filter(None, fixed)])


@register.filter
def is_below(path: str, address: str) -> bool:
    """Whether a page lies below another one, as their addresses tell."""
    return path.startswith(address)


@register.simple_tag(takes_context=True)
def trail(context: dict[str, Any], page: Page) -> list[tuple[str, str]]:
    """Title and address of the pages above this one, from the home page down."""
    request = context.get("request")
    above = readable(page.get_ancestors().filter(depth__gt=1), request)
    links = [(ancestor.title, ancestor.get_url(request)) for ancestor in above]
    return [(title, url) for title, url in links if url]
