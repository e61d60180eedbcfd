"""The drafts of a course, read one after the other as learners would read them. What is answered is judged and shown,
stands in the session of the browser, and counts for nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from elearning import activities, answers, exercises
from elearning.activities import Activity
from elearning.answers import Submission
from elearning.core.items import Underway, Unusable, Value
from elearning.models import LessonPage
from elearning.reading import LessonView, parts
from elearning.underway import Again

WALKED = "walked"  # in the session: revision -> block -> response

Walked = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tried:
    """What was sent just now: of a question in several steps the `steps`, of one that was refused the `refusal`."""

    sent: Submission
    refusal: str = ""
    steps: tuple[str, ...] = ()


def view(lesson: LessonPage, request: HttpRequest, again: Again, tried: Tried | None = None) -> LessonView:
    """`lesson` is the draft."""
    given = _given(request, lesson)
    shown = {id: _activity(block, given, again, tried) for id, block in _asked(lesson).items()}
    stretches, locale = parts(lesson.body, shown), lesson.locale.language_code
    return LessonView(lesson.title, lesson.introduction, lesson.minutes, stretches, locale)


def _asked(lesson: LessonPage) -> dict[str, Value]:
    """The questions by the ids of their blocks, with what they take from elsewhere."""
    blocks = exercises.completed(lesson.body.get_prep_value(), lesson.locale.language_code)
    return {block["id"]: block for block in blocks if exercises.is_activity(block)}


def _activity(block: Value, given: Walked, again: Again, tried: Tried | None) -> Activity:
    exercise = exercises.by_kind()[block["type"]]
    content, words = exercise.kind.split(block["value"])
    activity = activities.unanswered(exercise, block["id"], words)
    if tried and tried.sent.block_id == block["id"]:
        if tried.refusal:
            return activities.refused(activity, words, tried.sent.form, tried.refusal)
        return activities.continued(activity, words, tried.steps)
    if block["id"] not in given or block["id"] == again.block_id:
        return again.shown(activity, words, given.get(block["id"], ()))
    judgement = exercise.kind.judge(content, words, given[block["id"]])
    return activities.answered(activity, content, words, judgement, 1)


def answer(lesson: LessonPage, request: HttpRequest, sent: Submission) -> Tried | None:
    """Nothing if it was taken; a question that is not in the draft is taken, too, and forgotten."""
    block = _asked(lesson).get(sent.block_id)
    if block is None:
        return None
    kind = exercises.by_kind()[block["type"]].kind
    content, _words = kind.split(block["value"])
    try:
        response = kind.read(content, sent.form)
    except Underway as way:
        return Tried(sent, steps=tuple(way.steps))
    except Unusable as refusal:
        return Tried(sent, str(answers.sentence(refusal.code)))
    _keep(request, lesson, sent.block_id, response)
    return None


def _given(request: HttpRequest, lesson: LessonPage) -> Walked:
    """To this draft: what was answered to an earlier one may not fit it any more."""
    found: Walked = request.session.get(WALKED, {}).get(_name(lesson), {})
    return found


def _keep(request: HttpRequest, lesson: LessonPage, block_id: str, response: Any) -> None:
    """Of this lesson only, or the session would grow with every draft that somebody reads."""
    request.session[WALKED] = {_name(lesson): {**_given(request, lesson), block_id: response}}


def _name(lesson: LessonPage) -> str:
    return f"{lesson.pk} {lesson.latest_revision_id}"
