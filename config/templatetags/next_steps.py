"""What comes next, for the pages of all apps: they show it without knowing from which app it is."""

from typing import Any

from django import template

from config.next_steps import next_steps

register = template.Library()


@register.inclusion_tag("config/next_card.html", takes_context=True)
def what_comes_next(context: dict[str, Any], after: str = "") -> dict[str, Any]:
    """A card with the first step of whoever reads the page; nothing for a guest, of whom nothing is known. `after` is
    what the page itself is about."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated:
        return {}
    found = next_steps(request, after=str(after))
    return {"step": found[0] if found else None, "has_begun": bool(after)}
