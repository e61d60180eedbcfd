"""What is stored of learners. Releases are written by editors and say nothing of anybody."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.register import (
    WHILE_YOU_HAVE_AN_ACCOUNT,
    WITH_THE_TEXT,
    Area,
    Erasure,
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


def judged_question(row: Any) -> str:
    return question(row.answer)


def judged_response(row: Any) -> Any:
    return in_words(row.response, dict(texts(row.correction.text.content)))


def by_an_editor(model: str, title: Any, impersonal: str) -> PersonalData:
    """Learners read the reason. It stays with the course, and the name goes."""
    return PersonalData(
        model=model,
        area=Area.EDITING,
        title=title,
        purpose=_("So that one can see why answers count or are judged otherwise."),
        basis=LegalBasis.ORDER,
        seen_by=_("Learners read the reason; whoever works in the CMS also who wrote it"),
        retention=WITH_THE_TEXT,
        theirs=theirs("person"),
        fields=(
            PersonalField("choice", _("What"), erasure=Erasure.STAYS),
            PersonalField("reason", _("Reason"), erasure=Erasure.STAYS),
            PersonalField("created_at", _("When"), erasure=Erasure.STAYS),
            PersonalField("person", _("Who")),
        ),
        impersonal=impersonal,
        erasure=Erasure.UNLINKED,
        stays_because=_("Learners rely on it: it says why their answers count as they do."),
    )


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
    of_a_learner(
        "elearning.JudgedAgain",
        _("Your answers that were judged again"),
        _("So that a mistake of ours in a question stays with nobody, and you can see what it changed."),
        (
            PersonalField("answer", _("Question"), says=judged_question),
            PersonalField("response", _("Answer"), says=judged_response),
            PersonalField("before", _("Before")),
            PersonalField("after", _("Since then")),
            PersonalField("created_at", _("When")),
        ),
        owner="answer__enrolment__user",
        impersonal="correction",
        never_evaluated=True,
        related=("answer__text", "correction__text"),
    ),
    of_a_learner(
        "elearning.SeenChanges",
        _("What you were told of changes in a course"),
        _("So that you are told once."),
        (PersonalField("enrolment", _("Course"), says=course),),
        impersonal="latest",
        never_evaluated=True,
        related=("enrolment__release",),
    ),
    by_an_editor(
        "elearning.NotedChoice",
        _("What you chose for questions that you edited"),
        "lesson_key block_id locale definition words",
    ),
    by_an_editor("elearning.Correction", _("Questions that you corrected"), "item from_version to_version before text"),
]

PUBLIC = _("Written to be read by everybody.")

IMPERSONAL = [
    NoPersonalData("elearning.Availability", "sentences pages", PUBLIC),
    NoPersonalData("elearning.CourseListPage", "introduction", PUBLIC),
    NoPersonalData("elearning.CoursePage", "introduction goals audience", PUBLIC),
    NoPersonalData("elearning.ModulePage", "introduction", PUBLIC),
    NoPersonalData("elearning.LessonPage", "introduction body", PUBLIC),
    NoPersonalData("elearning.Item", "block_id kind", PUBLIC),
    NoPersonalData("elearning.ItemVersion", "content hash", PUBLIC),
    NoPersonalData("elearning.ItemText", "locale content hash", PUBLIC),
    NoPersonalData("elearning.LessonSnapshot", "locale title introduction body texts questions hash", PUBLIC),
    NoPersonalData("elearning.CourseRelease", "locale content rule hash", PUBLIC),
]
