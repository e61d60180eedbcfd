"""What the templates of courses and lessons cannot say themselves."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def at(mapping: Mapping[str, str] | str, key: str) -> str:
    """The value under a key that is only known at run time; nothing where there is no mapping."""
    return mapping.get(key, "") if isinstance(mapping, Mapping) else ""
