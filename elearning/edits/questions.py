"""Questions as they are released and as they stand in a draft, in the form in which the core compares them."""

from collections.abc import Iterable, Mapping
from typing import Any

from elearning import exercises, released
from elearning.core.consequences import Question
from elearning.core.items import Definition, Value, fingerprint
from elearning.models import ItemText, LessonPage, LessonSnapshot


def question(text: ItemText) -> Question:
    """As it was released. The text has its version and item."""
    kind = exercises.by_kind()[text.version.item.kind].kind
    return Question(kind, text.version.definition.content, text.content)


def drafted_in(draft: LessonPage, locale: str) -> dict[str, Question]:
    """As publishing it now would release them: with what they take from elsewhere."""
    return drafted(exercises.completed(draft.body.get_prep_value(), locale))


def drafted(blocks: Iterable[Value]) -> dict[str, Question]:
    """By the ids of the blocks, of a body that is completed."""
    return {block["id"]: _drafted(block) for block in blocks if exercises.is_activity(block)}


def _drafted(block: Value) -> Question:
    kind = exercises.by_kind()[block["type"]].kind
    return Question(kind, *kind.split(block["value"]))


def definition(asked: Question) -> dict[str, Any]:
    """As a version stores it."""
    return Definition(asked.kind.name, asked.content).as_json()


def fingerprints(asked: Question) -> tuple[str, str]:
    """Of the definition and of the words."""
    return fingerprint(definition(asked)), fingerprint(asked.words)


def last_released(lesson_key: str, locale: str, snapshot: int | None) -> LessonSnapshot | None:
    """What learners read now; of a lesson that was taken away, which is in no release now, what they read last."""
    if snapshot:
        return released.snapshot(snapshot)
    return LessonSnapshot.objects.filter(lesson_key=lesson_key, locale=locale).order_by("-pk").first()


def texts_of(snapshot: LessonSnapshot | None) -> Mapping[str, ItemText]:
    """The words of its questions by the ids of their blocks, in one query."""
    found = ItemText.objects.filter(pk__in=snapshot.texts if snapshot else []).select_related("version__item")
    return {text.version.item.block_id: text for text in found}
