"""What comes next, for the pages of all apps: they show it without knowing from which app it is."""

from typing import Any

from django import template

from config.next_steps import next_steps

register = template.Library()


@register.inclusion_tag("config/next_card.html", takes_context=True)
def what_comes_next(context: dict[str, Any], after: str = "") -> dict[str, Any]:
    """A card with the first step of whoever reads the page; `after` is what the page itself is about."""
    request = context.get("request")
    found = next_steps(request, after=str(after)) if request else []
    return {"step": found[0] if found else None, "has_begun": bool(after)}
