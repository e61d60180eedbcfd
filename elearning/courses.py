"""Courses as pages: which somebody may read, in their language where there is a choice, and at which address."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Case, QuerySet, When
from django.http import HttpRequest

from cms.restrictions import readable
from elearning.models import Availability, CoursePage


def open_course(course_key: uuid.UUID, locale: str, request: HttpRequest) -> CoursePage | None:
    """In this language if there is such a page, else in any."""
    found = _in_one_language(CoursePage.objects.filter(translation_key=course_key), locale, request)
    return next(iter(found), None)


def others(taken: Iterable[uuid.UUID], locale: str, request: HttpRequest, limit: int) -> list[CoursePage]:
    """What somebody could begin who takes these: first what is there in their language."""
    closed = Availability.objects.filter(takes_nobody_new=True).values("course_key")
    free = CoursePage.objects.exclude(translation_key__in=taken).exclude(translation_key__in=closed)
    free = readable(free, request).select_related("locale")
    is_elsewhere = Case(When(locale__language_code=locale, then=0), default=1)
    found: dict[uuid.UUID, CoursePage] = {}
    # As many as are enough if each of them is there in all languages.
    for page in free.order_by(is_elsewhere, "path")[: limit * len(settings.LANGUAGES)]:
        found.setdefault(page.translation_key, page)
    return list(found.values())[:limit]


def open_to_new(keys: Iterable[uuid.UUID], locale: str, request: HttpRequest) -> list[CoursePage]:
    """Of these, the courses that somebody can begin; each in this language if there is such a page, else in any."""
    closed = Availability.objects.filter(takes_nobody_new=True).values("course_key")
    found = CoursePage.objects.filter(translation_key__in=keys).exclude(translation_key__in=closed)
    return _in_one_language(found, locale, request)


def _in_one_language(courses: QuerySet[CoursePage], locale: str, request: HttpRequest) -> list[CoursePage]:
    """Each course once."""
    found: dict[uuid.UUID, CoursePage] = {}
    for page in readable(courses, request).select_related("locale").order_by("path"):
        if page.translation_key not in found or page.locale.language_code == locale:
            found[page.translation_key] = page
    return list(found.values())


def addresses(keys: Iterable[uuid.UUID], request: HttpRequest) -> dict[tuple[uuid.UUID, str], str]:
    """Of those that they may read, by key and language."""
    pages = readable(CoursePage.objects.filter(translation_key__in=keys), request).select_related("locale")
    return {(page.translation_key, page.locale.language_code): page.get_url(request) or "" for page in pages}
