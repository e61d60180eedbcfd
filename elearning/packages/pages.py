"""Which fields of a course, a module and a lesson travel."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from wagtail.models import Page

from elearning.models import CoursePage, LessonPage, ModulePage

MODELS: dict[str, type[Page]] = {"course": CoursePage, "module": ModulePage, "lesson": LessonPage}
STAYS = "guide_page"  # belongs to the site on which a course is led, and is no page of the course
OF_EVERY_PAGE = ("title", "slug", "seo_title", "search_description")


def fields(kind: str) -> Iterator[models.Field[Any, Any]]:
    """Those that editors write, but for the guide. Whatever a model gets later travels as well."""
    model = MODELS[kind]
    yield from (model._meta.get_field(name) for name in OF_EVERY_PAGE)
    yield from (
        field for field in model._meta.local_fields if field.editable and not field.primary_key and _is_own(field)
    )


def _is_own(field: Any) -> bool:
    return field.name != STAYS and not (field.remote_field and field.remote_field.parent_link)
