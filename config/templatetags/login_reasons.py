"""Why somebody is asked to log in, for the pages where they log in or sign up."""

from typing import TYPE_CHECKING, Any

from django import template
from django.contrib.auth import REDIRECT_FIELD_NAME

from config.login_reasons import reason

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

register = template.Library()


@register.simple_tag(takes_context=True)
def why_to_log_in(context: dict[str, Any]) -> "StrOrPromise":
    """Nothing for whoever came by themselves."""
    request = context["request"]
    asked = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME, "")
    return reason(asked, request) if asked else ""
