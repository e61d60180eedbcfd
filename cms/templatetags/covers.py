"""Pictures that are drawn, not uploaded: covers, and progress as two circles."""

from typing import Any

from django import template

from cms import circles, covers

register = template.Library()


@register.inclusion_tag("cms/cover.html")
def cover(key: object) -> dict[str, Any]:
    """Of the page with this translation key: the same in all its languages."""
    return {"cover": covers.cover(str(key))}


@register.inclusion_tag("cms/meeting.html")
def meeting(done: int, total: int) -> dict[str, Any]:
    return {"pair": circles.meeting(done, total)}
