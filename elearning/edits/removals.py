"""What learners lose when something is unpublished, moved away or deleted, to be read before that happens."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count
from wagtail.models import Page

from elearning.models import CoursePage, Enrolment, LessonPage, LessonProgress, Reflection


class Afterwards(StrEnum):
    """What learners find where a lesson was."""

    ELSEWHERE = "elsewhere"  # they read it in another language
    CLOSED = "closed"  # they are told that it was taken away; it stands in nobody's way to complete the course


@dataclass(frozen=True, slots=True)
class RemovedLesson:
    key: uuid.UUID
    title: str
    opened: int
    languages: tuple[str, ...]  # in which it stays

    @property
    def afterwards(self) -> Afterwards:
        return Afterwards.ELSEWHERE if self.languages else Afterwards.CLOSED


@dataclass(frozen=True, slots=True)
class RemovedCourse:
    """`is_whole` if the course itself goes, else it loses lessons. `reflecting` wrote for themselves in what goes."""

    key: uuid.UUID
    title: str
    is_whole: bool
    lessons: tuple[RemovedLesson, ...]
    begun: int
    completed: int
    reflecting: int

    @property
    def under_way(self) -> int:
        return self.begun - self.completed


@dataclass(frozen=True, slots=True)
class Removal:
    courses: tuple[RemovedCourse, ...] = ()

    @property
    def concerns_people(self) -> bool:
        return any(course.begun for course in self.courses)


@dataclass(frozen=True, slots=True)
class _Counts:
    """By the keys of courses and lessons, as far as there is anybody to count."""

    begun: Mapping[uuid.UUID, int]
    completed: Mapping[uuid.UUID, int]
    reflecting: Mapping[uuid.UUID, int]
    opened: Mapping[uuid.UUID, int]


def of_removal(page: Page) -> Removal:
    """Of a page and all below it; six queries, however much that is."""
    lessons = list(LessonPage.objects.live().descendant_of(page, inclusive=True).order_by("path"))
    courses = _courses(page, lessons)
    counts = _counts([course.translation_key for course in courses], lessons)
    languages = _languages(lessons)
    return Removal(tuple(_course(course, page, lessons, counts, languages) for course in courses))


def _courses(page: Page, lessons: Iterable[LessonPage]) -> list[CoursePage]:
    """Those that lose a lesson, and those that go without having one."""
    above = {lesson.path[: -2 * Page.steplen] for lesson in lessons}
    below = CoursePage.objects.live().descendant_of(page, inclusive=True)
    return list((CoursePage.objects.live().filter(path__in=above) | below).order_by("path"))


def _course(
    course: CoursePage,
    page: Page,
    lessons: Iterable[LessonPage],
    counts: _Counts,
    languages: Mapping[uuid.UUID, tuple[str, ...]],
) -> RemovedCourse:
    key, lost = course.translation_key, [lesson for lesson in lessons if lesson.path.startswith(course.path)]
    return RemovedCourse(
        key=key,
        title=course.title,
        is_whole=course.path.startswith(page.path),
        lessons=tuple(_lesson(lesson, counts, languages) for lesson in lost),
        begun=counts.begun.get(key, 0),
        completed=counts.completed.get(key, 0),
        reflecting=counts.reflecting.get(key, 0),
    )


def _lesson(lesson: LessonPage, counts: _Counts, languages: Mapping[uuid.UUID, tuple[str, ...]]) -> RemovedLesson:
    key = lesson.translation_key
    return RemovedLesson(key, lesson.title, counts.opened.get(key, 0), languages.get(key, ()))


def _counts(courses: list[uuid.UUID], lessons: Iterable[LessonPage]) -> _Counts:
    keys = [lesson.translation_key for lesson in lessons]
    enrolled = Enrolment.objects.filter(course_key__in=courses).values("course_key")
    numbers = list(enrolled.annotate(begun=Count("pk"), completed=Count("completion")))
    written = Reflection.objects.filter(enrolment__course_key__in=courses, item__lesson_key__in=keys)
    reflecting = written.values("enrolment__course_key").annotate(people=Count("enrolment", distinct=True))
    opened = LessonProgress.objects.filter(lesson_key__in=keys).values("lesson_key").annotate(people=Count("pk"))
    return _Counts(
        begun={row["course_key"]: row["begun"] for row in numbers},
        completed={row["course_key"]: row["completed"] for row in numbers},
        reflecting={row["enrolment__course_key"]: row["people"] for row in reflecting},
        opened={row["lesson_key"]: row["people"] for row in opened},
    )


def _languages(lessons: Iterable[LessonPage]) -> dict[uuid.UUID, tuple[str, ...]]:
    keys = [lesson.translation_key for lesson in lessons]
    others = LessonPage.objects.live().filter(translation_key__in=keys).exclude(pk__in=[each.pk for each in lessons])
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for key, code in others.order_by("path").values_list("translation_key", "locale__language_code"):
        found[key].append(code)
    return {key: tuple(codes) for key, codes in found.items()}
