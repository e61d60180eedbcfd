"""When a lesson is done and a course completed: one function of facts, for learners, trainers and reports alike."""

from dataclasses import dataclass

from elearning.core.manifest import Lesson, Manifest

# Stored with each release, so that a later, stricter rule does not reach back.
RULE = {"requires": "every_lesson"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one learner in one course.

    `opened` and `finished` are keys of lessons, `answered` versions of items; `closed` are the lessons that the
    editors have taken away for the time being; `last` is the lesson that was opened last.
    """

    opened: frozenset[str] = frozenset()
    finished: frozenset[str] = frozenset()
    answered: frozenset[int] = frozenset()
    closed: frozenset[str] = frozenset()
    last: str = ""


def lesson_done(lesson: Lesson, facts: Facts) -> bool:
    """Whoever answered everything has worked through a lesson; one without questions is done when they say so."""
    if lesson.questions:
        return lesson.counted(facts.answered).issuperset(lesson.questions)
    return lesson.key in facts.finished


def course_completed(manifest: Manifest, facts: Facts) -> bool:
    """A closed lesson stands in nobody's way, but a course of nothing else is not completed by opening it, nor by being
    taken away from whoever was on the way."""
    keys = {lesson.key for lesson in manifest.lessons}
    done = {lesson.key for lesson in manifest.lessons if lesson_done(lesson, facts)}
    is_taken_away = keys <= facts.closed and done != keys
    return bool(done) and keys <= done | facts.closed and not is_taken_away
