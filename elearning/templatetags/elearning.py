"""What the templates of courses and lessons cannot say themselves."""

from collections.abc import Mapping

from django import template

from elearning import ratings
from elearning.core.kinds.scale import Comparison, RatedTwice

register = template.Library()

register.filter("legend", ratings.legend)


@register.filter
def moved_in(line: RatedTwice, comparison: Comparison) -> str:
    """What somebody chose at the beginning and now, in a sentence."""
    return ratings.in_words(line, comparison)


@register.filter
def at(mapping: Mapping[str, str] | str, key: str) -> str:
    """The value under a key that is only known at run time; nothing where there is no mapping."""
    return mapping.get(key, "") if isinstance(mapping, Mapping) else ""
