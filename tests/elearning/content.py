"""A small course to test with, and the raw blocks that stand in it."""

from typing import Any

from wagtail.models import Page

from elearning.models import CoursePage, LessonPage, ModulePage
from elearning.publishing import release_at
from tests.elearning.raw_blocks import (
    ALSO_RIGHT,
    RIGHT,
    WRONG,
    likert,
    multiple_choice,
    option,
    reflection,
    single_choice,
    text,
)

__all__ = ["ALSO_RIGHT", "RIGHT", "WRONG", "likert", "multiple_choice", "option", "reflection", "single_choice", "text"]


def live(parent: Page, page: Page) -> Any:
    """Published in a third of the time that the editors' way takes, which has tests of its own."""
    parent.add_child(instance=page)
    release_at(page.path)
    return type(page).objects.get(pk=page.pk)


def empty(parent: Page, page: Page) -> Any:
    """Live, and not released yet: the first lesson that comes below it releases it along."""
    parent.add_child(instance=page)
    return type(page).objects.get(pk=page.pk)


def published(parent: Page, page: Page) -> Any:
    """As an editor does it: a draft first, then a revision that is published."""
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def edited(page: Page, **changes: Any) -> Any:
    draft = page.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def a_course(home: Page, title: str = "A course") -> CoursePage:
    course: CoursePage = empty(
        home, CoursePage(title=title, introduction="What it is.", goals="Ask\nListen", audience="All")
    )
    return course


def a_module(course: CoursePage, title: str = "A module") -> ModulePage:
    module: ModulePage = empty(course, ModulePage(title=title))
    return module


def a_lesson(module: ModulePage, title: str, *blocks: dict[str, Any]) -> LessonPage:
    lesson: LessonPage = live(module, LessonPage(title=title, body=list(blocks)))
    return lesson
