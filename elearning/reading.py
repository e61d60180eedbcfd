"""A lesson as it is read, by a learner or in an editor's preview: stretches of text, activities between them, and its
sources at the end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from elearning import activities, exercises
from elearning.activities import Activity
from elearning.core.mentions import Term
from elearning.sources import SOURCES


@dataclass(frozen=True, slots=True)
class Passage:
    """A block to read, or an activity."""

    block: Any = None
    activity: Activity | None = None


@dataclass(frozen=True)
class LessonView:
    """Everything that the lesson's template shows. `terms` are the words that its text explains by a tap."""

    title: str
    introduction: str
    minutes: int
    parts: list[Passage]
    locale: str
    is_preview: bool = False
    terms: tuple[Term, ...] = ()

    @cached_property
    def activities(self) -> list[Activity]:
        return [part.activity for part in self.parts if part.activity]

    @cached_property
    def passages(self) -> list[Passage]:
        """In the order in which they stand; sources have their place at the end."""
        return [part for part in self.parts if not _is_sources(part)]

    @cached_property
    def sources(self) -> list[Any]:
        return [source for part in self.parts if _is_sources(part) for source in part.block.value]

    @property
    def questions(self) -> int:
        return len(self.activities)

    @property
    def asks(self) -> bool:
        """Whether something has to be answered before it is done."""
        return any(not activity.voluntary for activity in self.activities)

    @property
    def still_open(self) -> int:
        return sum(not activity.answered and not activity.voluntary for activity in self.activities)

    @property
    def refused(self) -> list[Activity]:
        return [activity for activity in self.activities if activity.error]


def _is_sources(part: Passage) -> bool:
    return part.block is not None and part.block.block_type == SOURCES


def parts(body: Any, shown: Mapping[str, Activity]) -> list[Passage]:
    """`shown` are the activities by the ids of their blocks."""
    found = []
    number = 0
    for block in body:
        activity = shown.get(block.id)
        if activity is None:
            found.append(Passage(block=block))
        else:
            number += 1
            found.append(Passage(activity=replace(activity, number=number)))
    return found


def drafts(body: Any, locale: str, *, with_feedback: bool) -> dict[str, Activity]:
    """The activities of a body that is not released, as a learner would see them; nothing of it is stored."""
    blocks = exercises.completed(body.get_prep_value(), locale)
    known = exercises.by_kind()
    return {
        block["id"]: activities.draft(known[block["type"]], block["id"], block["value"], with_feedback=with_feedback)
        for block in blocks
        if block["type"] in known
    }
