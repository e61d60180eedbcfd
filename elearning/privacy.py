"""What is stored of learners. Releases are written by editors and say nothing of anybody."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.register import (
    WHILE_YOU_HAVE_AN_ACCOUNT,
    Area,
    Export,
    LegalBasis,
    NoPersonalData,
    PersonalData,
    PersonalField,
    theirs,
)

ONLY_YOU = _("Only you; technically, whoever operates the site")


def of_a_learner(
    model: str,
    title: Any,
    purpose: Any,
    fields: tuple[PersonalField, ...],
    owner: str = "enrolment__user",
    **further: Any,
) -> PersonalData:
    """All of it is for the learner alone."""
    return PersonalData(
        model=model,
        area=Area.COURSES,
        title=title,
        purpose=purpose,
        basis=LegalBasis.USE,
        seen_by=ONLY_YOU,
        retention=WHILE_YOU_HAVE_AN_ACCOUNT,
        theirs=theirs(owner),
        fields=fields,
        **further,
    )


def course(row: Any) -> str:
    """Of an enrolment, or of what belongs to one."""
    title: str = getattr(row, "enrolment", row).release.manifest.title
    return title


def lesson(row: Any) -> str:
    found = row.enrolment.release.manifest.by_key.get(str(row.lesson_key))
    return found.title if found else str(row.lesson_key)


def question(row: Any) -> str:
    asked: str = row.text.content["question"]
    return asked


def response(row: Any) -> Any:
    """With the words of the options in the place of their ids."""
    return in_words(row.response, dict(texts(row.text.content)))


def texts(words: Any) -> Iterator[tuple[str, str]]:
    """Ids and texts of all that one can choose, wherever the kind of activity has put it."""
    for part in words.values() if isinstance(words, dict) else words:
        if isinstance(part, dict) and "text" in part:
            yield part["id"], part["text"]
        if isinstance(part, dict | list):
            yield from texts(part)


def in_words(said: Any, words: dict[str, str]) -> Any:
    if isinstance(said, dict):
        return {words.get(key, key): in_words(value, words) for key, value in said.items()}
    if isinstance(said, list):
        return [in_words(value, words) for value in said]
    return words.get(said, said) if isinstance(said, str) else said


IN_COURSE = PersonalField("enrolment", _("Course"), says=course)

PERSONAL = [
    of_a_learner(
        "elearning.Enrolment",
        _("Courses that you take"),
        _("So that you can go on where you were."),
        (
            PersonalField("user", _("Who"), never_evaluated=True),
            PersonalField("release", _("Course"), says=course),
            PersonalField("enrolled_at", _("Begun")),
        ),
        owner="user",
        impersonal="course_key",
        is_a_person=True,
        related=("release",),
    ),
    of_a_learner(
        "elearning.LessonProgress",
        _("Lessons that you opened"),
        _("So that you see how far you are."),
        (
            IN_COURSE,
            PersonalField("lesson_key", _("Lesson"), says=lesson),
            PersonalField("last_block", _("Where you were last")),
            PersonalField("opened_at", _("Opened")),
            PersonalField("finished_at", _("Finished")),
        ),
        never_evaluated=True,
        related=("enrolment__release",),
    ),
    of_a_learner(
        "elearning.Answer",
        _("Your answers"),
        _("So that you get feedback, and see again what you answered."),
        (
            IN_COURSE,
            PersonalField("text", _("Question"), says=question),
            PersonalField("response", _("Answer"), says=response),
            PersonalField("attempt", _("Attempt")),
            PersonalField("submitted_at", _("When")),
        ),
        impersonal="version key",
        never_evaluated=True,
        related=("enrolment__release", "text"),
    ),
    of_a_learner(
        "elearning.Reflection",
        _("What you wrote for yourself"),
        _("So that you can think in writing. Nobody else reads it."),
        (
            IN_COURSE,
            PersonalField("text", _("Question"), says=question),
            PersonalField("body", _("Your words")),
            PersonalField("written_at", _("When")),
        ),
        impersonal="item key",
        never_evaluated=True,
        related=("enrolment__release", "text"),
    ),
    of_a_learner(
        "elearning.Completion",
        _("Courses that you completed"),
        _("So that you know that you are through."),
        (
            PersonalField("enrolment", _("Course"), says=course, never_evaluated=True),
            PersonalField("completed_at", _("When")),
        ),
        impersonal="release",
        related=("enrolment__release",),
    ),
    # Others may know how many people answered, and nothing else.
    of_a_learner(
        "elearning.Resolution",
        _("What you resolved to do"),
        _("So that you remember it, and are asked once how it went. Nobody else reads it."),
        (
            PersonalField("enrolment", _("Course"), says=course, never_evaluated=True),
            PersonalField("situation", _("If"), never_evaluated=True),
            PersonalField("deed", _("Then"), never_evaluated=True),
            PersonalField("asks", _("To be asked by e-mail"), basis=LegalBasis.CHOICE, never_evaluated=True),
            PersonalField("key", _("The link in the e-mail"), export=Export.SECRET, never_evaluated=True),
            PersonalField("written_at", _("Written"), never_evaluated=True),
            PersonalField("asked_at", _("Asked"), never_evaluated=True),
            PersonalField("outcome", _("Your answer"), never_evaluated=True),
            PersonalField("answered_at", _("Answered")),
        ),
        impersonal="course_key",
        related=("enrolment__release",),
    ),
]

PUBLIC = _("Written to be read by everybody.")

IMPERSONAL = [
    NoPersonalData("elearning.CourseListPage", "introduction", PUBLIC),
    NoPersonalData("elearning.CoursePage", "introduction goals audience", PUBLIC),
    NoPersonalData("elearning.ModulePage", "introduction", PUBLIC),
    NoPersonalData("elearning.LessonPage", "introduction body", PUBLIC),
    NoPersonalData("elearning.Scale", "title statements low high", PUBLIC),
    NoPersonalData("elearning.Item", "block_id kind", PUBLIC),
    NoPersonalData("elearning.ItemVersion", "content hash", PUBLIC),
    NoPersonalData("elearning.ItemText", "locale content hash", PUBLIC),
    NoPersonalData("elearning.LessonSnapshot", "locale title introduction body texts questions hash", PUBLIC),
    NoPersonalData("elearning.CourseRelease", "locale content rule hash", PUBLIC),
]
