"""Puts a lesson together for one learner: the words of their release, their answers, their place in the course."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.http import HttpRequest

from elearning import activities, enrolments, exercises, kept, ratings, released
from elearning.activities import Activity
from elearning.answers import Refusal
from elearning.core.items import Given, Judgement, Kind, Words
from elearning.core.manifest import Lesson
from elearning.core.order import shuffled
from elearning.core.progress import LessonState, LessonStep
from elearning.enrolments import Learning
from elearning.models import Answer, ItemText, Reflection
from elearning.reading import LessonView, parts
from elearning.underway import Again


def context(
    current: Learning,
    lesson: Lesson,
    request: HttpRequest,
    *,
    again: Again | None = None,
    refusal: Refusal | None = None,
) -> dict[str, Any]:
    """Everything that the template of a lesson shows, except for what belongs to its page."""
    place = surroundings(current, lesson)
    return (
        enrolments.standing(current, request)
        | lesson_context(lesson_view(current, lesson, again or Again(), refusal), refusal)
        | {
            "place": place,
            "previous_url": current.url(place.previous.lesson, request) if place.previous else "",
            "following_url": current.url(place.following.lesson, request) if place.following else "",
            "lesson_url": current.url(lesson, request),
        }
    )


def lesson_context(view: LessonView, refusal: Refusal | None) -> dict[str, Any]:
    """What was typed for a question that is not there any more is shown above the lesson."""
    if refusal is None:
        return {"lesson": view}
    return {"lesson": view} | refusal_context(refusal, is_shown=bool(view.refused))


def refusal_context(refusal: Refusal, *, is_shown: bool = False) -> dict[str, Any]:
    return {"refusal": refusal.sentence, "orphan": "" if is_shown else refusal.sent.own_words}


def closed_context(
    current: Learning, lesson_title: str, request: HttpRequest, refusal: Refusal | None = None
) -> dict[str, Any]:
    """The lesson was taken away while somebody is in it: say so, keep everything, and show the way on."""
    current = enrolments.record_completion(current)
    course_url = enrolments.course_url(current, request)
    shown = enrolments.standing(current, request) | {"title": lesson_title, "course_url": course_url}
    return shown | refusal_context(refusal) if refusal else shown


def lesson_view(current: Learning, lesson: Lesson, again: Again, refusal: Refusal | None) -> LessonView:
    snapshot = released.snapshot(lesson.snapshot)
    texts = [released.text(pk) for pk in snapshot.texts]
    written = _written(current, texts)
    found = [_activity(text, current, written, again) for text in texts]
    found = _beside(current, texts, found)
    found = [_refused(each, text, current, refusal) for each, text in zip(found, texts, strict=True)]
    body = kept.read_body(snapshot)
    shown = {activity.block_id: activity for activity in found}
    return LessonView(snapshot.title, snapshot.introduction, snapshot.minutes, parts(body, shown), snapshot.locale)


def _refused(activity: Activity, text: ItemText, current: Learning, refusal: Refusal | None) -> Activity:
    if refusal is None or refusal.sent.block_id != activity.block_id:
        return activity
    shown = activities.refused(activity, _words(text, current), refusal.sent.form, refusal.sentence)
    if refusal.code == "answer.elsewhere":
        return replace(shown, elsewhere=activity.shown)
    return replace(shown, base=refusal.sent.base or "")


def _words(text: ItemText, current: Learning) -> Words:
    """With the options in the order that this learner has."""
    item, words = text.version.item, cast("Words", text.content)
    if exercises.by_kind()[item.kind].kind.shuffles:
        return shuffled(words, f"{current.enrolment.pk} {item.block_id}")
    return words


def _written(current: Learning, texts: Iterable[ItemText]) -> dict[int, Reflection]:
    """What the learner wrote for themselves, by item."""
    known = exercises.by_kind()
    questions = [text.version.item_id for text in texts if known[text.version.item.kind].kind.private]
    if not questions:
        return {}
    found = Reflection.objects.filter(enrolment=current.enrolment, item__in=questions)
    return {each.item_id: each for each in found}


def _activity(text: ItemText, current: Learning, written: Mapping[int, Reflection], again: Again) -> Activity:
    item, content, words = text.version.item, text.version.definition.content, _words(text, current)
    exercise = exercises.by_kind()[item.kind]
    activity = activities.unanswered(exercise, item.block_id, words, text.pk)
    if item.pk in written:
        reflection = written[item.pk]
        judgement = exercise.kind.judge(content, words, reflection.body)
        activity = activities.answered(activity, content, words, judgement, 0)
        return replace(activity, stored=(str(reflection.key),), base=str(reflection.key))
    attempts = [each for each in current.attempts if each.version_id == text.version_id]
    stored = tuple(str(each.key) for each in attempts)
    activity = replace(activity, stored=stored, base=stored[-1] if stored else "")
    if not attempts or item.block_id == again.block_id:
        return again.shown(activity, words, attempts[-1].response if attempts else ())
    judgement = _judged(exercise.kind, text, attempts[-1])
    return activities.answered(activity, content, words, judgement, attempts[-1].attempt)


def _beside(current: Learning, texts: Sequence[ItemText], found: Sequence[Activity]) -> list[Activity]:
    """With what the learner answered before to exercises of the same kind, for kinds that show it."""
    if not any(each.answered and each.exercise.kind.beside for each in found):
        return list(found)
    given = ratings.given(current.enrolment, current.reading)
    return [_with_earlier(each, text, given) for each, text in zip(found, texts, strict=True)]


def _with_earlier(activity: Activity, text: ItemText, given: Sequence[Given]) -> Activity:
    show = activity.exercise.kind.beside
    if show is None or not activity.answered:
        return activity
    return replace(activity, shown=show(text.version.definition.content, activity.shown, given))


def _judged(kind: Kind, text: ItemText, answer: Answer) -> Judgement:
    """By the words that were read, which may have been others, in another language."""
    read = text if answer.text_id == text.pk else released.text(answer.text_id)
    return kind.judge(text.version.definition.content, read.content, answer.response)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lesson's place on the path."""

    step: LessonStep
    previous: LessonStep | None
    following: LessonStep | None


def surroundings(current: Learning, lesson: Lesson) -> Surroundings:
    """Closed lessons are passed over on the way forward and back."""
    steps = current.progress.steps
    place = next(index for index, step in enumerate(steps) if step.lesson.key == lesson.key)
    reachable = [step for step in steps if step.state is not LessonState.CLOSED and current.is_open(step.lesson)]
    return Surroundings(
        step=steps[place],
        previous=next((step for step in reversed(reachable) if step.number < steps[place].number), None),
        following=next((step for step in reachable if step.number > steps[place].number), None),
    )
