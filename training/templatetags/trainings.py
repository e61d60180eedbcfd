"""Trainings on pages that know nothing else of them."""

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser

from training import listing

COMING = 3

register = template.Library()


@register.inclusion_tag("training/coming_trainings.html", takes_context=True)
def coming_trainings(context: Any) -> dict[str, Any]:
    """The next ones for which one can register, for the home page; the list of trainings has all."""
    user = context["request"].user if "request" in context else AnonymousUser()
    announced: Any = listing.upcoming(listing.listed_for(user))
    return {"trainings": announced.filter(is_open=True)[:COMING]}
