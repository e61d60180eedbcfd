"""A small course to test with: raw blocks as editors would have stored them, with ids that tests can name."""

from typing import Any

from wagtail.models import Page

from elearning.models import CoursePage, LessonPage, ModulePage
from elearning.publishing import release_at

RIGHT, WRONG, ALSO_RIGHT = "a-right", "b-wrong", "c-also-right"


def option(id: str, correct: bool) -> dict[str, Any]:
    value = {"text": f"Option {id}", "correct": correct, "feedback": f"Because {id}."}
    return {"type": "item", "id": id, "value": value}


def single_choice(id: str = "single", **changes: Any) -> dict[str, Any]:
    value = {
        "question": "Who helps?",
        "hint": "Think of the first step.",
        "options": [option(RIGHT, True), option(WRONG, False)],
        "explanation": "<p>The explanation of it.</p>",
    }
    return {"type": "single_choice", "id": id, "value": value | changes}


def multiple_choice(id: str = "multiple", **changes: Any) -> dict[str, Any]:
    value = {
        "question": "What helps?",
        "hint": "",
        "options": [option(RIGHT, True), option(WRONG, False), option(ALSO_RIGHT, True)],
        "explanation": "<p>Several things help.</p>",
    }
    return {"type": "multiple_choice", "id": id, "value": value | changes}


def likert(id: str = "likert") -> dict[str, Any]:
    statements = [{"type": "item", "id": f"s{number}", "value": f"Statement {number}"} for number in (1, 2)]
    value = {"question": "How sure are you?", "statements": statements, "low": "not at all", "high": "very"}
    return {"type": "likert", "id": id, "value": value}


def reflection(id: str = "reflection") -> dict[str, Any]:
    value = {"question": "When was it hard?", "hint": "", "thoughts": "<p>Our own thoughts.</p>"}
    return {"type": "reflection", "id": id, "value": value}


def text(id: str = "text", html: str = "<p>Something to read.</p>") -> dict[str, Any]:
    return {"type": "text", "id": id, "value": html}


def live(parent: Page, page: Page) -> Any:
    """Published in a third of the time that the editors' way takes, which has tests of its own."""
    parent.add_child(instance=page)
    release_at(page.path)
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
    course: CoursePage = live(
        home, CoursePage(title=title, introduction="What it is.", goals="Ask\nListen", audience="All")
    )
    return course


def a_module(course: CoursePage, title: str = "A module") -> ModulePage:
    module: ModulePage = live(course, ModulePage(title=title))
    return module


def a_lesson(module: ModulePage, title: str, *blocks: dict[str, Any]) -> LessonPage:
    lesson: LessonPage = live(module, LessonPage(title=title, body=list(blocks)))
    return lesson
