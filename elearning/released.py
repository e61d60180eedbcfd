"""What was released, as learners read it. A release never changes, so each process keeps those that are in use."""

import uuid
from functools import lru_cache

from elearning.core.completion import Rule
from elearning.core.manifest import Manifest, in_words_of
from elearning.core.manifest import untranslated as left_untranslated
from elearning.models import CourseRelease, ItemText, LessonSnapshot


@lru_cache(maxsize=100)
def manifest(release: int, newest: int | None = None, words: int | None = None) -> Manifest:
    """`newest` is the newest release in the same language, whose corrections reach whoever stays with this one;
    `words` is a release in another language, whose titles and texts are to be read.
    """
    own = content(release)[0]
    if newest and newest != release:
        own = in_words_of(own, manifest(newest))
    return in_words_of(own, manifest(words)) if words else own


@lru_cache(maxsize=100)
def content(pk: int) -> tuple[Manifest, Rule]:
    """What people take, and what completes it."""
    found = CourseRelease.objects.get(pk=pk)
    return found.manifest, Rule.from_json(found.rule)


def rule(release: int) -> Rule:
    """What completes the course, for whoever takes this release of it."""
    return content(release)[1]


@lru_cache(maxsize=100)
def untranslated(release: int, newest: int | None, words: int | None) -> frozenset[str]:
    """Keys of the modules and lessons that are read in the language of the release all the same."""
    own = manifest(release, newest)
    other = manifest(words) if words else Manifest("")
    return left_untranslated(own, other)


@lru_cache(maxsize=500)
def snapshot(pk: int) -> LessonSnapshot:
    return LessonSnapshot.objects.get(pk=pk)


@lru_cache(maxsize=5000)
def text(pk: int) -> ItemText:
    """With its version and item. Raises `ItemText.DoesNotExist`."""
    return ItemText.objects.select_related("version__item").get(pk=pk)


def newest_release(course_key: uuid.UUID, locale: str) -> CourseRelease | None:
    return CourseRelease.objects.filter(course_key=course_key, locale=locale).order_by("-number").first()


def source_release(course_key: uuid.UUID) -> CourseRelease | None:
    """The newest in the language in which the course came first: that one decides what everybody takes of it."""
    releases = CourseRelease.objects.filter(course_key=course_key)
    source = releases.order_by("pk").values("locale")[:1]
    return releases.filter(locale__in=source).order_by("-number").first()
