"""Where somebody wanted to go, in the links and forms of account pages."""

from typing import Any

from django import template
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.utils.html import format_html
from django.utils.safestring import SafeString

from community import destinations

register = template.Library()
register.simple_tag(destinations.on_the_way)


@register.simple_tag(takes_context=True)
def destination_field(context: dict[str, Any]) -> SafeString | str:
    """For the forms of pages to which allauth gives no such field."""
    wanted = destinations.destination(context["request"])
    return format_html('<input type="hidden" name="{}" value="{}">', REDIRECT_FIELD_NAME, wanted) if wanted else ""
