"""Plays each change with nobody in the course, somebody under way and somebody who has completed it, by each way and in
each language, and holds what they find on their pages against what has to be there.
"""

import itertools
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.urls import reverse
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import Translation, TranslationSource

from community.models import User
from config.bootstrap import bootstrap
from elearning import edits
from elearning.core.choices import Choice
from elearning.models import Answer, Completion, CoursePage, Enrolment, ItemText, LessonPage
from tests.canary.scene import make_tables
from tests.consequences.edits import CHANGES, CHOSEN, Change, fresh
from tests.consequences.ways import WAYS
from tests.elearning import content

LANGUAGES = ("de", "en", "de-simple", "ar")
NOBODY, UNDER_WAY, COMPLETED = "nobody", "in progress", "completed"


@dataclass(frozen=True)
class Cell:
    change: Change
    way: str
    language: str

    def __str__(self) -> str:
        return f"{self.change.edit} by {self.way} in {self.language}"


def play(*, is_short: bool) -> dict[str, Any]:
    setup_test_environment()
    make_tables()
    started, wrong = time.monotonic(), []
    with ExitStack() as quiet:
        quiet.enter_context(disable_reference_index_auto_update())
        stage = Stage()
        cells = short() if is_short else list(itertools.starmap(Cell, itertools.product(CHANGES, WAYS, LANGUAGES)))
        for cell in cells:
            wrong += [f"{cell}, {mistake}" for mistake in Play(stage, cell).mistakes()]
    seconds = round(time.monotonic() - started, 1)
    return {"cells": 3 * len(cells), "wrong": wrong, "seconds": seconds, "database": connection.vendor}


def short() -> list[Cell]:
    """Each change once, each way and language several times."""
    languages = itertools.cycle(LANGUAGES[1:] + LANGUAGES[:1])
    return list(map(Cell, CHANGES, itertools.cycle(WAYS), languages))


class Stage:
    """The site in all languages, and those who are there in every cell."""

    def __init__(self) -> None:
        for name, backend in settings.WAGTAILSEARCH_BACKENDS.items():
            settings.WAGTAILSEARCH_BACKENDS = {
                **settings.WAGTAILSEARCH_BACKENDS,
                name: backend | {"AUTO_UPDATE": False},
            }
        Locale.objects.get_or_create(language_code="de")
        bootstrap()
        home = Site.objects.get(is_default_site=True).root_page.specific
        self.homes = {"de": home} | {code: self._home(home, code) for code in LANGUAGES if code != "de"}
        self.editor = User.objects.create_superuser("editor@example.org", "x", display_name="Edith")
        self.learners = {state: self._learner(state) for state in (UNDER_WAY, COMPLETED)}

    def _home(self, home: Page, code: str) -> Page:
        locale, _ = Locale.objects.get_or_create(language_code=code)
        copy = home.copy_for_translation(locale)
        copy.save_revision().publish()
        return Page.objects.get(pk=copy.pk).specific

    def _learner(self, state: str) -> User:
        return User.objects.create_user(f"{state.replace(' ', '-')}@example.org", "x", display_name=state)


class Play:
    """A course in which the question is edited, and one in which nobody is."""

    def __init__(self, stage: Stage, cell: Cell) -> None:
        self.stage, self.cell = stage, cell
        self.peopled, self.empty = self._course(), self._course()

    def mistakes(self) -> Iterator[str]:
        browsers = {state: self._begin(state) for state in (UNDER_WAY, COMPLETED)}
        answers = list(Answer.objects.filter(enrolment__course_key=self.peopled.course_key).order_by("pk").values())
        yield from self._preview(self.peopled, 2)
        yield from self._preview(self.empty, 0)
        for course in (self.peopled, self.empty):
            course.publish(self.cell.way, self.stage.editor)
        for state, browser in browsers.items():
            yield from (f"{state}: {mistake}" for mistake in self._found(state, browser))
        if (
            list(Answer.objects.filter(enrolment__course_key=self.peopled.course_key).order_by("pk").values())
            != answers
        ):
            yield "answers were changed"
        yield from (f"{NOBODY}: {mistake}" for mistake in self._begun_afterwards())

    def _course(self) -> "Course":
        language = self.cell.language
        if self.cell.way != "copy":
            return Course(self.stage.homes[language], self.cell.change)
        source = "en" if language == "de" else "de"
        course = Course(self.stage.homes[source], self.cell.change)
        course.translate(language)
        return course

    def _begin(self, state: str) -> Client:
        browser = Client()
        browser.force_login(self.stage.learners[state])
        browser.post(reverse("elearning:enrol", args=[self.peopled.course_key]))
        for block in self.cell.change.before:
            self.peopled.answer(browser, block["id"])
        if state == COMPLETED:
            browser.post(
                reverse("elearning:finish", args=[self.peopled.course_key, self.peopled.second.translation_key])
            )
        return browser

    # --- what is held against what ------------------------------------------------------------------------------------

    def _preview(self, course: "Course", people: int) -> Iterator[str]:
        course.draft(self.cell.change.body)
        change = self.cell.change
        found = edits.of_draft(course.lesson, self.stage.editor)
        known = {each.change: each for each in found.consequences}
        if known.keys() != {change.edit}:
            yield f"the preview says {sorted(known)}"
            return
        told = known[change.edit]
        expected = 0 if change.edit == "item_added" else people
        if (told.answered, told.under_way, told.completed) != (expected, people // 2, people // 2):
            yield f"the preview counts {told}"
        if told.passing != (change.passing if people else 0) or told.failing:
            yield f"the preview judges {told}"

    def _found(self, state: str, browser: Client) -> Iterator[str]:
        change = self.cell.change
        page = browser.get(self.peopled.address(self.cell.language))
        shown = {each.block_id: each for each in page.context["lesson"].activities}
        html, asked = page.content.decode(), shown.get("q")
        if asked is None or not asked.answered:
            yield "the answer is hidden"
            return
        options = {option.text: option for option in asked.shown.options}
        if not (change.chosen in options and options[change.chosen].chosen):
            yield f"the answer says {[text for text, option in options.items() if option.chosen]}"
        if str(asked.outcome) != change.outcome:
            yield f"the answer is {asked.outcome}"
        if change.says not in html:
            yield f"the page does not say {change.says}"
        if bool(page.context["change"]) != (change.is_offered and state == UNDER_WAY):
            yield f"the new version is {'' if page.context['change'] else 'not '}offered"
        yield from self._standing(state, page.context["progress"].done)

    def _standing(self, state: str, done: int) -> Iterator[str]:
        enrolment = Enrolment.objects.get(user=self.stage.learners[state], course_key=self.peopled.course_key)
        if Completion.objects.filter(enrolment=enrolment).exists() != (state == COMPLETED):
            yield "the completion is wrong"
        if done != (2 if state == COMPLETED else 1):
            yield f"{done} lessons are done"
        expected = self.cell.change.told if state == UNDER_WAY else self.cell.change.told_when_completed
        told = edits.told_to(enrolment)
        is_judged = expected == Choice.MISTAKE
        if [(each.choice, each.judges_otherwise) for each in told] != ([(expected, is_judged)] if expected else []):
            yield f"they are told {told}"
        edits.seen(enrolment)
        if edits.told_to(enrolment):
            yield "they are told twice"

    def _begun_afterwards(self) -> Iterator[str]:
        """Whoever begins now is asked what was published."""
        course, browser = self.empty, Client()
        browser.force_login(self.stage.learners[UNDER_WAY])
        browser.post(reverse("elearning:enrol", args=[course.course_key]))
        lesson = browser.get(course.address(self.cell.language)).context["lesson"]
        asked = [each.question for each in lesson.activities]
        if asked != [block["value"]["question"] for block in self.cell.change.body]:
            yield f"they are asked {asked}"
        enrolment = Enrolment.objects.get(user=self.stage.learners[UNDER_WAY], course_key=course.course_key)
        if edits.told_to(enrolment):
            yield "they are told of what they never saw"


class Course:
    """A lesson with the question, and one to read after it."""

    def __init__(self, home: Page, change: Change) -> None:
        self.course: CoursePage = content.a_course(home, f"Course {uuid.uuid4()}")
        self.module = content.a_module(self.course)
        self.lesson: LessonPage = content.a_lesson(self.module, "Lesson", *fresh(change.before))
        self.second: LessonPage = content.a_lesson(self.module, "To read", content.text())
        self.course_key = self.course.translation_key

    def translate(self, code: str) -> None:
        locale = Locale.objects.get(language_code=code)
        for page in (self.course, self.module, self.lesson, self.second):
            source, _ = TranslationSource.get_or_create_from_instance(page)
            source.update_from_db()
            translation, _ = Translation.objects.get_or_create(source=source, target_locale=locale)
            translation.save_target(publish=True)

    def draft(self, body: list[dict[str, Any]]) -> None:
        draft = self.lesson.get_latest_revision_as_object()
        draft.body = fresh(body)
        draft.save_revision()
        self.lesson = LessonPage.objects.get(pk=self.lesson.pk)

    def publish(self, way: str, editor: User) -> None:
        WAYS[way](self.lesson, editor)

    def address(self, code: str) -> str:
        page = LessonPage.objects.get(translation_key=self.lesson.translation_key, locale__language_code=code)
        return str(page.url)

    def answer(self, browser: Client, block_id: str) -> None:
        text = ItemText.objects.get(
            version__item__lesson_key=self.lesson.translation_key,
            version__item__block_id=block_id,
            locale=self.lesson.locale.language_code,
        )
        address = reverse("elearning:answer", args=[self.course_key, self.lesson.translation_key, block_id])
        browser.post(address, {"choice": CHOSEN, "text": text.pk, "key": str(uuid.uuid4())})
