"""What was released, as learners read it. It never changes, so each process reads it once and keeps what is in use."""

from functools import lru_cache

from elearning.core.manifest import Manifest
from elearning.models import CourseRelease, ItemText, LessonSnapshot


@lru_cache(maxsize=100)
def manifest(release: int) -> Manifest:
    return CourseRelease.objects.get(pk=release).manifest


@lru_cache(maxsize=500)
def snapshot(pk: int) -> LessonSnapshot:
    return LessonSnapshot.objects.get(pk=pk)


@lru_cache(maxsize=5000)
def text(pk: int) -> ItemText:
    """With its version and item. Raises `ItemText.DoesNotExist`."""
    return ItemText.objects.select_related("version__item").get(pk=pk)
