"""Puts a lesson together for one learner: the words of their release, their answers, their place in the course."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from elearning import activities, released
from elearning.activities import Activity
from elearning.answers import SENTENCES, Submission
from elearning.blocks import LessonBlocks
from elearning.core import items
from elearning.core.items import Kind
from elearning.core.manifest import Lesson
from elearning.core.progress import State, Step
from elearning.enrolments import Learning
from elearning.models import Answer, ItemText, LessonPage, Reflection

BLOCKS = LessonBlocks()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the lesson: a block to read, or an activity."""

    block: Any = None
    activity: Activity | None = None


@dataclass(frozen=True)
class LessonView:
    """Everything that the lesson's template shows."""

    title: str
    introduction: str
    minutes: int
    parts: list[Part]
    locale: str
    is_preview: bool = False

    @cached_property
    def activities(self) -> list[Activity]:
        return [part.activity for part in self.parts if part.activity]

    @property
    def questions(self) -> int:
        return len(self.activities)

    @property
    def still_open(self) -> int:
        return sum(not activity.answered and activity.kind is not Kind.REFLECTION for activity in self.activities)

    @property
    def refused(self) -> list[Activity]:
        return [activity for activity in self.activities if activity.error]


def lesson_view(
    current: Learning,
    lesson: Lesson,
    *,
    again: str = "",
    refused: tuple[Submission, str] | None = None,
) -> LessonView:
    """`again` is the id of a block whose question is to be tried once more; `refused` a form with the code why."""
    snapshot = released.snapshot(lesson.snapshot)
    texts = [released.text(pk) for pk in snapshot.texts]
    written = _written(current, texts)
    shown = {text.version.item.block_id: _activity(text, current, written, again) for text in texts}
    if refused and refused[0].block_id in shown:
        asked, code = refused
        shown[asked.block_id] = activities.refused(shown[asked.block_id], SENTENCES[code], asked.values, asked.written)
    parts = _parts(BLOCKS.to_python(snapshot.body), shown)
    return LessonView(snapshot.title, snapshot.introduction, snapshot.minutes, parts, snapshot.locale)


def preview(page: LessonPage, *, with_feedback: bool) -> LessonView:
    """A draft as a learner would see it; nothing of it is stored."""
    raw: list[Mapping[str, Any]] = page.body.get_prep_value()
    shown = {
        block["id"]: activities.draft(block, with_feedback=with_feedback) for block in raw if items.is_activity(block)
    }
    parts = _parts(page.body, shown)
    return LessonView(page.title, page.introduction, page.minutes, parts, page.locale.language_code, is_preview=True)


def _parts(body: Any, shown: Mapping[str, Activity]) -> list[Part]:
    parts = []
    number = 0
    for block in body:
        activity = shown.get(block.id)
        if activity is None:
            parts.append(Part(block=block))
        else:
            number += 1
            parts.append(Part(activity=replace(activity, number=number)))
    return parts


def _written(current: Learning, texts: Iterable[ItemText]) -> dict[int, str]:
    """What the learner wrote for themselves, by item."""
    questions = [text.version.item_id for text in texts if text.version.item.kind == Kind.REFLECTION]
    if not questions:
        return {}
    found = Reflection.objects.filter(enrolment=current.enrolment, item__in=questions)
    return dict(found.values_list("item_id", "body"))


def _activity(text: ItemText, current: Learning, written: Mapping[int, str], again: str) -> Activity:
    item, definition = text.version.item, text.version.definition
    activity = activities.unanswered(item.block_id, definition.kind, text.content, text.pk)
    if item.pk in written:
        return activities.reflected(activity, text.content, written[item.pk])
    answer: Answer | None = current.answers.get(text.version_id)
    if answer is None or item.block_id == again:
        return activity
    activity = activities.answered(activity, definition, text.content, answer.response, answer.attempt)
    return replace(activity, locked=definition.kind is Kind.LIKERT and current.completion is not None)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lesson's place on the path."""

    step: Step
    previous: Step | None
    following: Step | None


def surroundings(current: Learning, lesson: Lesson) -> Surroundings:
    """Closed lessons are passed over on the way forward and back."""
    steps = current.progress.steps
    place = next(index for index, step in enumerate(steps) if step.lesson.key == lesson.key)
    reachable = [step for step in steps if step.state is not State.CLOSED and step.lesson.key in current.pages]
    return Surroundings(
        step=steps[place],
        previous=next((step for step in reversed(reachable) if step.number < steps[place].number), None),
        following=next((step for step in reachable if step.number > steps[place].number), None),
    )
