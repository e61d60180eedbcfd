"""Puts a lesson together for one learner: the words of their release, their answers, their place in the course."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, cast

from django.http import HttpRequest

from elearning import activities, enrolments, exercises, kept, privacy, ratings, released
from elearning.activities import Activity, EarlierAnswer
from elearning.answers import Refusal
from elearning.core.consequences import exchanges
from elearning.core.items import GivenBefore, Judgement, Kind, Words
from elearning.core.manifest import Lesson
from elearning.core.order import shuffled
from elearning.core.progress import LessonState, LessonStep
from elearning.edits.questions import question
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
    shown["is_locked"] = refusal is not None and refusal.code == "lesson.locked"
    return shown | refusal_context(refusal) if refusal else shown


def lesson_view(current: Learning, lesson: Lesson, again: Again, refusal: Refusal | None) -> LessonView:
    snapshot = released.snapshot(lesson.snapshot)
    texts = [released.text(pk) for pk in snapshot.texts]
    written = _written(current, texts)
    found = [_activity(text, current, written, again, _counting(lesson, text)) for text in texts]
    found = _beside(current, texts, found)
    found = [_refused(each, text, current, refusal) for each, text in zip(found, texts, strict=True)]
    body = kept.read_body(snapshot)
    shown = {activity.block_id: activity for activity in found}
    return LessonView(
        snapshot.title,
        snapshot.introduction,
        snapshot.minutes,
        parts(body, shown),
        snapshot.locale,
        terms=kept.terms(snapshot),
    )


def _counting(lesson: Lesson, text: ItemText) -> frozenset[int]:
    """The versions whose answers are answers to this question."""
    earlier = (earlier for earlier, question in lesson.counting if question == text.version_id)
    return frozenset({text.version_id, *earlier})


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
    found = Reflection.objects.filter(enrolment=current.enrolment, item__in=questions).select_related("shown")
    return {each.item_id: each for each in found}


def _activity(
    text: ItemText, current: Learning, written: Mapping[int, Reflection], again: Again, versions: Set[int]
) -> Activity:
    item, content, words = text.version.item, text.version.definition.content, _words(text, current)
    exercise = exercises.by_kind()[item.kind]
    activity = activities.unanswered(exercise, item.block_id, words, text.pk)
    if item.pk in written:
        reflection = written[item.pk]
        judgement = exercise.kind.judge(content, words, reflection.body)
        activity = activities.answered(activity, content, words, judgement, 0)
        key, shown = str(reflection.key), getattr(reflection, "shown", None)
        seen_by = shown.get_to_display() if shown else ""
        return replace(activity, stored=(key,), base=key, reflection=reflection.pk, shown_to=seen_by)
    attempts = [each for each in current.attempts if each.version_id in versions]
    stored = tuple(str(each.key) for each in attempts)
    activity = replace(activity, stored=stored, base=stored[-1] if stored else "")
    activity = replace(activity, earlier=_earlier(current, text.version.item_id, versions))
    if not attempts or item.block_id == again.block_id:
        same = [each for each in attempts if each.version_id == text.version_id]
        return again.shown(activity, words, same[-1].response if same else ())
    return _answered(activity, text, current, attempts[-1])


def _beside(current: Learning, texts: Sequence[ItemText], found: Sequence[Activity]) -> list[Activity]:
    """With what the learner answered before to exercises of the same kind, for kinds that show it."""
    if not any(each.answered and each.exercise.kind.beside for each in found):
        return list(found)
    given = ratings.given(current.enrolment, current.reading)
    return [_with_earlier(each, text, given) for each, text in zip(found, texts, strict=True)]


def _with_earlier(activity: Activity, text: ItemText, given: Sequence[GivenBefore]) -> Activity:
    show = activity.exercise.kind.beside
    if show is None or not activity.answered:
        return activity
    return replace(activity, shown=show(text.version.definition.content, activity.shown, given))


def _earlier(current: Learning, item: int, versions: Set[int]) -> tuple[EarlierAnswer, ...]:
    """The last answer to each version that was another question, the newest first."""
    last = {
        each.version_id: each for each in current.attempts if each.item_id == item and each.version_id not in versions
    }
    return tuple(_as_given(answer) for answer in reversed(last.values()))


def _as_given(answer: Answer) -> EarlierAnswer:
    words = released.text(answer.text_id).content
    said = privacy.in_words(answer.response, dict(privacy.texts(words)))
    if isinstance(said, Mapping):
        said = [f"{name}: {value}" for name, value in said.items()]
    return EarlierAnswer(words["question"], tuple(map(str, said if isinstance(said, list) else [said])))


def _answered(activity: Activity, text: ItemText, current: Learning, answer: Answer) -> Activity:
    """In the words that are read now, if they mean what was answered; else in those that it was given to."""
    read = text if answer.text_id == text.pk else released.text(answer.text_id)
    asked = released.text(answer.judged_text) if answer.judged_text else read
    shown = text if _means_the_same(asked, text) else asked
    words = _words(shown, current)
    activity = replace(activity, question=words["question"], is_as_answered=shown.version_id != text.version_id)
    judgement = _judged(activity.exercise.kind, asked, read, answer)
    return activities.answered(activity, shown.version.definition.content, words, judgement, answer.attempt)


def _judged(kind: Kind, asked: ItemText, read: ItemText, answer: Answer) -> Judgement:
    """By the question as it was asked, or corrected since; by words of the language that was read in any case."""
    response = answer.response if answer.judged_response is None else answer.judged_response
    words = asked.content if asked.locale == read.locale else read.content
    return kind.judge(asked.version.definition.content, words, response)


def _means_the_same(asked: ItemText, text: ItemText) -> bool:
    """Options whose words were exchanged before versions told that apart would say now what nobody chose."""
    if asked.version_id != text.version_id:
        return False
    return asked.locale != text.locale or not exchanges(question(asked), question(text))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lesson's place on the path."""

    step: LessonStep
    previous: LessonStep | None
    following: LessonStep | None


def surroundings(current: Learning, lesson: Lesson) -> Surroundings:
    """Closed and locked lessons are passed over on the way forward and back."""
    steps = current.progress.steps
    place = next(index for index, step in enumerate(steps) if step.lesson.key == lesson.key)
    shut = (LessonState.CLOSED, LessonState.LOCKED)
    reachable = [step for step in steps if step.state not in shut and current.is_open(step.lesson)]
    return Surroundings(
        step=steps[place],
        previous=next((step for step in reversed(reachable) if step.number < steps[place].number), None),
        following=next((step for step in reachable if step.number > steps[place].number), None),
    )
