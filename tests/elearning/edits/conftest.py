"""A lesson with one question of each judged sort that matters here, somebody in it, and somebody who edits."""

import uuid
from typing import Any

import pytest
from django.urls import reverse

from community.models import User
from elearning.models import Answer, Enrolment, ItemText, LessonPage
from tests.elearning import content
from tests.elearning.kinds import gaps

TYPED = {"type": "gaps", "id": "gaps", "value": gaps.VALUE}


@pytest.fixture
def editor(db: None) -> User:
    found: User = User.objects.create_superuser("editor@example.org", "secret", display_name="Edith")
    return found


@pytest.fixture
def lesson(module) -> LessonPage:
    return content.a_lesson(module, "The quiz", content.text(), content.single_choice(), TYPED, content.reflection())


@pytest.fixture
def onward(module, lesson) -> LessonPage:
    """There is more to do, so nobody has completed the course by answering."""
    return content.a_lesson(module, "To read", content.text())


@pytest.fixture
def enrolled(browser, course, lesson):
    browser.post(reverse("elearning:enrol", args=[course.translation_key]))
    browser.get(lesson.url)
    return browser


@pytest.fixture
def enrolment(enrolled, learner) -> Enrolment:
    found: Enrolment = learner.enrolments.get()
    return found


def words(block_id: str, locale: str = "de") -> ItemText:
    """The newest."""
    found: ItemText = ItemText.objects.filter(version__item__block_id=block_id, locale=locale).latest("pk")
    return found


def send(browser, course, lesson, text: ItemText, fields: dict[str, Any], key: str = "") -> Any:
    block_id = text.version.item.block_id
    address = reverse("elearning:answer", args=[course.translation_key, lesson.translation_key, block_id])
    return browser.post(address, {"text": text.pk, "key": key or str(uuid.uuid4()), **fields})


def drafted(lesson: LessonPage, *blocks: dict[str, Any]) -> LessonPage:
    """With these in the place of those that have their ids."""
    draft = lesson.get_latest_revision_as_object()
    new = {block["id"]: block for block in blocks}
    draft.body = [new.get(block["id"], block) for block in draft.body.get_prep_value()]
    draft.save_revision()
    found: LessonPage = LessonPage.objects.get(pk=lesson.pk)
    return found


def published(lesson: LessonPage, *blocks: dict[str, Any]) -> LessonPage:
    drafted(lesson, *blocks).latest_revision.publish()
    found: LessonPage = LessonPage.objects.get(pk=lesson.pk)
    return found


def shown(browser, lesson: LessonPage, block_id: str = "single") -> Any:
    """The exercise on the page of the lesson."""
    page = browser.get(lesson.url)
    return next(each for each in page.context["lesson"].activities if each.block_id == block_id)


def swapped() -> dict[str, Any]:
    """The other one is right."""
    return content.single_choice(options=[content.option(content.RIGHT, False), content.option(content.WRONG, True)])


def answered(answer: Answer) -> list[tuple[str, str]]:
    return list(answer.judged_again.order_by("pk").values_list("before", "after"))
