"""What somebody answered and wrote in a course, as they answered it: in the words that they read, from releases.

No page is asked, so it stays readable when a lesson or the whole course was changed, unpublished, withdrawn or deleted.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from elearning import exercises, privacy, released
from elearning.core.items import Outcome, Response, Words
from elearning.core.manifest import Manifest
from elearning.models import Answer, Enrolment, ItemText, JudgedAgain, LessonSnapshot, Reflection

OUTCOMES = (Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG)


@dataclass(frozen=True, slots=True)
class SaidPart:
    """A part of an answer in words; `of` is what it was said to, where a question has several parts."""

    words: str
    of: str = ""


@dataclass(frozen=True, slots=True)
class OwnAttempt:
    """`outcome` is empty for kinds that know no right or wrong; `since` that after a mistake was mended,
    with its `reason`."""

    said: tuple[SaidPart, ...]
    at: dt.datetime
    outcome: str = ""
    since: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with its attempts, the last one first; `low` and `high` are the ends of a scale.

    What was written for oneself is `written`, and has one attempt, without words.
    """

    question: str
    locale: str
    attempts: tuple[OwnAttempt, ...]
    low: str = ""
    high: str = ""
    written: str = ""

    @property
    def last(self) -> OwnAttempt:
        return self.attempts[0]

    @property
    def earlier(self) -> tuple[OwnAttempt, ...]:
        return self.attempts[1:]


@dataclass(frozen=True, slots=True)
class AnsweredLesson:
    """`title` is empty for a lesson that was never released in a way that we know."""

    key: str
    title: str
    questions: tuple[AnsweredQuestion, ...]


def of_enrolment(enrolment: Enrolment) -> list[AnsweredLesson]:
    """In the order of their release, then what is in it no longer. Five queries, however much it is."""
    by_lesson: dict[str, list[AnsweredQuestion]] = defaultdict(list)
    found = [*_answers(enrolment), *_reflections(enrolment)]
    for lesson_key, answered in sorted(found, key=lambda each: each[1].attempts[-1].at):
        by_lesson[str(lesson_key)].append(answered)
    titles = _titles(released.manifest(enrolment.release_id), by_lesson, enrolment.release.locale)
    order = {key: number for number, key in enumerate(titles)}
    keys = sorted(by_lesson, key=lambda key: order.get(key, len(order)))
    return [AnsweredLesson(key, titles.get(key, ""), tuple(by_lesson[key])) for key in keys]


def _answers(enrolment: Enrolment) -> Iterable[tuple[uuid.UUID, AnsweredQuestion]]:
    """One for each version of a question: another version was another question."""
    rows = Answer.objects.filter(enrolment=enrolment).select_related("text", "version__item").order_by("-attempt")
    again = JudgedAgain.objects.filter(answer__enrolment=enrolment).select_related("correction").order_by("pk")
    judged = {row.answer_id: row for row in again}
    by_version: dict[int, list[Answer]] = defaultdict(list)
    for row in rows:
        by_version[row.version_id].append(row)
    for answers in by_version.values():
        yield answers[0].version.item.lesson_key, _answered(answers, judged)


def _answered(answers: list[Answer], judged: Mapping[int, JudgedAgain]) -> AnsweredQuestion:
    words = answers[0].text.content
    return AnsweredQuestion(
        question=words["question"],
        locale=answers[0].text.locale,
        attempts=tuple(_attempt(answer, judged.get(answer.pk)) for answer in answers),
        low=words.get("low", ""),
        high=words.get("high", ""),
    )


def _attempt(answer: Answer, judged: JudgedAgain | None) -> OwnAttempt:
    attempt = OwnAttempt(said(answer.text.content, answer.response), answer.submitted_at, _outcome(answer))
    if judged is None or judged.after == attempt.outcome:
        return attempt
    return replace(attempt, since=judged.after, reason=judged.correction.reason)


def _outcome(answer: Answer) -> str:
    """As it was judged when it was given, by the words that were read."""
    exercise = exercises.by_kind().get(answer.version.item.kind)
    if exercise is None:
        return ""
    content = answer.version.definition.content
    outcome = exercise.kind.judge(content, answer.text.content, answer.response).outcome
    return outcome if outcome in OUTCOMES else ""


def said(words: Words, response: Response) -> tuple[SaidPart, ...]:
    """The words of whatever was chosen, and to what; what was typed as it was typed."""
    known = dict(privacy.texts(words))
    if isinstance(response, Mapping):
        return tuple(SaidPart(_in_words(value, known), known.get(key, "")) for key, value in response.items())
    chosen = response if isinstance(response, list) else [response]
    return tuple(SaidPart(_in_words(each, known)) for each in chosen)


def _in_words(value: Any, known: Mapping[str, str]) -> str:
    if isinstance(value, list):
        return ", ".join(_in_words(each, known) for each in value)
    return known.get(str(value), str(value))


def _reflections(enrolment: Enrolment) -> Iterable[tuple[uuid.UUID, AnsweredQuestion]]:
    for row in Reflection.objects.filter(enrolment=enrolment).select_related("text", "item"):
        words: ItemText = row.text
        once = (OwnAttempt((), row.written_at),)
        yield row.item.lesson_key, AnsweredQuestion(words.content["question"], words.locale, once, written=row.body)


def _titles(manifest: Manifest, keys: Iterable[str], locale: str) -> dict[str, str]:
    """Of the lessons of the release, in their order, then of the others, as they were called last."""
    titles = {lesson.key: lesson.title for lesson in manifest.lessons}
    gone = LessonSnapshot.objects.filter(lesson_key__in=[key for key in keys if key not in titles])
    for key, title, spoken in gone.order_by("pk").values_list("lesson_key", "title", "locale"):
        if spoken == locale or str(key) not in titles:
            titles[str(key)] = title
    return titles
