"""What was released, as learners read it. It never changes, so each process reads it once and keeps what is in use."""

from functools import lru_cache

from elearning.core.completion import Rule
from elearning.core.manifest import Manifest, in_words_of
from elearning.core.manifest import untranslated as left_untranslated
from elearning.models import CourseRelease, ItemText, LessonSnapshot


@lru_cache(maxsize=100)
def manifest(release: int, words: int | None = None) -> Manifest:
    """`words` is a release of the same course in another language, whose titles and texts are to be read."""
    own = content(release)[0]
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
def untranslated(release: int, words: int | None) -> frozenset[str]:
    """Keys of the modules and lessons that are read in the language of the release all the same."""
    own = manifest(release)
    other = manifest(words) if words else Manifest("")
    return left_untranslated(own, other)


@lru_cache(maxsize=500)
def snapshot(pk: int) -> LessonSnapshot:
    return LessonSnapshot.objects.get(pk=pk)


@lru_cache(maxsize=5000)
def text(pk: int) -> ItemText:
    """With its version and item. Raises `ItemText.DoesNotExist`."""
    return ItemText.objects.select_related("version__item").get(pk=pk)
