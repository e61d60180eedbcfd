"""Courses as pages: which are published, in the reader's language where there is a choice, and at which address."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest

from elearning.models import CoursePage


def published(course_key: uuid.UUID, locale: str) -> CoursePage | None:
    """In this language if there is such a page, else in any."""
    return next(iter(_in_one_language(CoursePage.objects.live().filter(translation_key=course_key), locale)), None)


def others(taken: Iterable[uuid.UUID], locale: str) -> list[CoursePage]:
    """What somebody could begin who takes these."""
    return _in_one_language(CoursePage.objects.live().exclude(translation_key__in=taken), locale)


def _in_one_language(courses: QuerySet[CoursePage], locale: str) -> list[CoursePage]:
    """Each course once."""
    found: dict[uuid.UUID, CoursePage] = {}
    for page in courses.select_related("locale").order_by("path"):
        if page.translation_key not in found or page.locale.language_code == locale:
            found[page.translation_key] = page
    return list(found.values())


def addresses(keys: Iterable[uuid.UUID], request: HttpRequest) -> dict[tuple[uuid.UUID, str], str]:
    """Of those that are published, by key and language."""
    pages = CoursePage.objects.live().filter(translation_key__in=keys).select_related("locale")
    return {(page.translation_key, page.locale.language_code): page.get_url(request) or "" for page in pages}
