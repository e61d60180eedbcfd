"""What comes next for a person in courses: where they stopped, and what they could begin."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms import languages
from community.next_steps import Deadline, NextStep, Urgency
from elearning import courses
from elearning.core.progress import LessonState, LessonStep, Progress

Standing = Mapping[str, Any]
Deadlines = Mapping[uuid.UUID, Deadline]  # by key of the course


def of_standings(standings: Iterable[Standing], deadlines: Deadlines) -> list[NextStep]:
    """The next lesson of each course that is not through, and open to them."""
    return [next_step(each, deadlines.get(each["enrolment"].course_key)) for each in standings if _goes_on(each)]


def _goes_on(standing: Standing) -> bool:
    """What is left of a completed course is voluntary: nobody is sent there again and again."""
    return bool(standing["next_url"]) and not standing["is_closed"] and not standing["completion"]


def next_step(standing: Standing, deadline: Deadline | None = None) -> NextStep:
    """In the language in which the lesson is, as its title is part of the sentence."""
    progress: Progress = standing["progress"]
    lesson = progress.next
    assert lesson is not None  # noqa: S101  # only such a standing has the address of the next lesson
    spoken = standing["foreign"].get(lesson.lesson.key, "")
    with translation.override(spoken or translation.get_language()):
        action = words_for(lesson, begun=bool(progress.done) or lesson.state is LessonState.STARTED)
    return NextStep(
        urgency=Urgency.DUE if deadline else Urgency.STARTED,
        part_of=str(standing["enrolment"].course_key),
        title=standing["course_title"],
        action=action,
        url=standing["next_url"],
        state=in_words(progress),
        at=deadline.at if deadline else standing["last_opened"],
        deadline=deadline,
        title_in=languages.foreign(standing["title_in"]),
        action_in=spoken,
    )


def words_for(step: LessonStep, *, begun: bool) -> str:
    words = {"number": step.number, "title": step.lesson.title}
    if begun:
        return _("Continue with lesson %(number)s: %(title)s") % words
    return _("Begin with lesson %(number)s: %(title)s") % words


def in_words(progress: Progress) -> str:
    words = {"done": progress.done, "total": progress.total}
    return ngettext("%(done)s of %(total)s lessons done", "%(done)s of %(total)s lessons done", progress.done) % words


def wanted(deadlines: Deadlines, standings: Iterable[Standing], locale: str, request: HttpRequest) -> list[NextStep]:
    """Courses that they have not begun, and should have taken before something else begins."""
    missing = deadlines.keys() - {each["enrolment"].course_key for each in standings}
    found = courses.open_to_new(missing, locale, request) if missing else []
    return [
        NextStep(
            urgency=Urgency.DUE,
            part_of=str(course.translation_key),
            title=course.title,
            action=_("Begin this course"),
            url=str(course.get_url(request)),
            at=deadlines[course.translation_key].at,
            deadline=deadlines[course.translation_key],
            title_in=languages.foreign(course.locale.language_code),
        )
        for course in found
    ]


def offered(standings: Iterable[Standing], locale: str, request: HttpRequest) -> list[NextStep]:
    """The first course that they have not begun."""
    taken = [each["enrolment"].course_key for each in standings]
    return [
        NextStep(
            urgency=Urgency.OFFERED,
            part_of=str(course.translation_key),
            title=course.title,
            action=_("Look at this course"),
            url=str(course.get_url(request)),
            title_in=languages.foreign(course.locale.language_code),
        )
        for course in courses.others(taken, locale, request, 1)
    ]
