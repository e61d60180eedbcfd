"""What a course consists of, drafts included, as its editors see it; and the order, which they change by buttons."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page, Revision, WorkflowState

from community.models import User
from elearning import durations, exercises
from elearning.models import Availability, CoursePage, LessonPage, ModulePage


class PageState(StrEnum):
    """Of a page, for editors."""

    LIVE = "live"
    CHANGED = "changed"
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    WITHDRAWN = "withdrawn"


LABELS = {
    PageState.LIVE: _("published"),
    PageState.CHANGED: _("published, with changes that are not"),
    PageState.DRAFT: _("draft"),
    PageState.IN_REVIEW: _("waits for its review"),
    PageState.WITHDRAWN: _("withdrawn, comes back as it was"),
}


@dataclass(frozen=True, slots=True)
class CoursePart:
    """A page of the course; `number` counts modules, or lessons through the whole course."""

    page: Page
    number: int
    state: PageState
    minutes: int = 0
    lessons: tuple["CoursePart", ...] = ()
    is_first: bool = False
    is_last: bool = False

    @property
    def label(self) -> Any:
        return LABELS[self.state]

    @property
    def is_changed(self) -> bool:
        """Learners read something else than the draft."""
        return self.state in (PageState.CHANGED, PageState.IN_REVIEW)

    @property
    def title(self) -> str:
        return str(self.page.draft_title or self.page.title)


@dataclass(frozen=True, slots=True)
class Outline:
    course: CoursePart
    modules: tuple[CoursePart, ...]
    is_withdrawn: bool = False

    @property
    def lessons(self) -> tuple[CoursePart, ...]:
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)

    @property
    def parts(self) -> tuple[CoursePart, ...]:
        """All of it, what is above before what is below."""
        return self.course, *self.modules, *self.lessons


def of_course(course: CoursePage) -> Outline:
    """In six queries and those for the lengths of recordings and the words of scales, however large the course is."""
    modules = list(ModulePage.objects.child_of(course).order_by("path"))
    lessons = list(
        LessonPage.objects.descendant_of(course).select_related("latest_revision", "locale").order_by("path")
    )
    known = _Known.of(course, [course, *modules, *lessons])
    numbers = {lesson.pk: number for number, lesson in enumerate(lessons, start=1)}
    found = []
    for place, module in enumerate(modules):
        below = [lesson for lesson in lessons if lesson.path.startswith(module.path)]
        ends = {"is_first": place == 0, "is_last": place == len(modules) - 1}
        parts = tuple(
            CoursePart(
                lesson,
                numbers[lesson.pk],
                known.state(lesson),
                _minutes(lesson),
                is_first=place == 0 and lesson is below[0],
                is_last=place == len(modules) - 1 and lesson is below[-1],
            )
            for lesson in below
        )
        minutes = sum(part.minutes for part in parts)
        found.append(CoursePart(module, place + 1, known.state(module), minutes, parts, **ends))
    return Outline(CoursePart(course, 0, known.state(course)), tuple(found), known.is_withdrawn)


@dataclass(frozen=True, slots=True)
class _Known:
    """What says in which state a page is: the reviews that go on, and what was published before a withdrawal."""

    in_review: frozenset[int]
    withdrawn: Mapping[int, int]
    is_withdrawn: bool

    @classmethod
    def of(cls, course: CoursePage, pages: Iterable[Page]) -> "_Known":
        row = Availability.objects.filter(course_key=course.translation_key, withdrawn_at__isnull=False).first()
        return cls(_in_review(pages), dict(row.pages) if row else {}, row is not None)

    def state(self, page: Page) -> PageState:
        if page.pk in self.in_review:
            return PageState.IN_REVIEW
        if not page.live:
            was = self.withdrawn.get(page.pk)
            return PageState.WITHDRAWN if was and was == page.latest_revision_id else PageState.DRAFT
        return PageState.CHANGED if page.has_unpublished_changes else PageState.LIVE


def _in_review(pages: Iterable[Page]) -> frozenset[int]:
    keys = [str(page.pk) for page in pages]
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, object_id__in=keys)
    of_pages = states.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page")
    return frozenset(int(key) for key in of_pages.values_list("object_id", flat=True))


def _minutes(lesson: LessonPage) -> int:
    """Of the draft. Its blocks are read as they are stored: to build the page would take queries for each."""
    revision: Revision | None = lesson.latest_revision
    if revision is None:
        return lesson.minutes
    body = revision.content["body"]
    blocks = json.loads(body) if isinstance(body, str) else body
    return durations.minutes(exercises.completed(blocks, lesson.locale.language_code))


# --- order ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def move(course: CoursePage, page_id: int, *, up: bool, user: User) -> bool:
    """Changes places with its neighbour; the last lesson of a module goes on into the next. Says whether it could."""
    page = Page.objects.descendant_of(course).filter(pk=page_id).first()
    if page is None:
        return False
    neighbour = page.get_prev_sibling() if up else page.get_next_sibling()
    if neighbour:
        _place(page, neighbour, "left" if up else "right", user)
        return True
    return _into_next_module(page, up=up, user=user)


def _into_next_module(page: Page, *, up: bool, user: User) -> bool:
    module = page.get_parent()
    target = module.get_prev_sibling() if up else module.get_next_sibling()
    if target is None or not issubclass(page.specific_class, LessonPage):
        return False
    if target.get_children().filter(slug=page.slug).exists():
        return False
    _place(page, target, "last-child" if up else "first-child", user)
    return True


def _place(page: Page, target: Page, pos: str, user: User) -> None:
    """Wagtail lets only those order what is published who may publish; decision 204 says why it is otherwise here."""
    MovePageAction(page.specific, target, pos=pos, user=user).execute(skip_permission_checks=True)
