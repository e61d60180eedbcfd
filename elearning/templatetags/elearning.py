"""What the templates of courses and lessons cannot say themselves."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from wagtail.models import Page

from community.models import User
from elearning import edits, ratings
from elearning.care import checks, previews
from elearning.care.checks import ShownHint
from elearning.care.previews import Preview
from elearning.core.kinds.scale import Comparison, RatedTwice
from elearning.edits import Removal
from elearning.models import CoursePage, LessonPage, ModulePage

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


@register.simple_tag(takes_context=True)
def described_by(context: Any, *parts: str) -> str:
    """The attribute of what has the focus once an answer is stored: parts of its exercise, then how it goes on."""
    ids = [f"{part}-{context['activity'].block_id}" for part in parts]
    place = context.get("place")
    if place and (place.step.state == "done" or context["lesson"].still_open):
        ids.append("lesson-state")
    if place and context.get("completion"):
        ids.append("course-state")
    return format_html('aria-describedby="{}"', " ".join(ids)) if ids else ""


@register.simple_tag(takes_context=True)
def removal_of(context: Any, page: Any, destination: Page | None = None) -> Removal | None:
    """What people lose with a page of a course; nothing for other pages, and for what moves within its course."""
    page = getattr(page, "item", None) or (page.get("item", page) if isinstance(page, dict) else page)
    if not isinstance(page, Page) or not issubclass(page.specific_class, (CoursePage, ModulePage, LessonPage)):
        return None
    if _stays_in_its_course(page, destination):
        return None
    context["removal_page"] = page
    return edits.of_removal(page)


def _stays_in_its_course(page: Page, destination: Page | None) -> bool:
    if destination is None:
        return False
    above = page.get_ancestors().type(CoursePage)
    is_there = destination.get_ancestors(inclusive=True).filter(pk__in=above).exists()
    return page.specific_class is CoursePage or bool(is_there)


@register.simple_tag
def preview_of(page: Any, user: Any) -> Preview | None:
    """What the draft of a lesson does to people; nothing for other pages, and for one that is not stored yet."""
    if not isinstance(page, Page) or not page.pk or not isinstance(user, User):
        return None
    return previews.of(page.specific, user) if page.specific_class is LessonPage else None


@register.simple_tag
def hints_of(page: Any) -> list[ShownHint]:
    """What may have been overlooked in a lesson, as it was saved last; nothing of one that is not stored yet."""
    if not isinstance(page, LessonPage) or not page.pk:
        return []
    return checks.shown(page, checks.of_lessons([page])[page.pk])


@register.filter
def as_figure(number: int) -> str:
    """How many people, where fewer than five are not counted."""
    return previews.figure(number)
