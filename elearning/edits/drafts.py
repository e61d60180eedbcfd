"""What publishing a draft would do to the people in its course."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from wagtail.models import Page

from community.models import User
from elearning import released
from elearning.core.choices import Choice, allowed_together, chosen
from elearning.core.consequences import EditConsequence, Question, consequences
from elearning.edits.notes import noted
from elearning.edits.people import people_in
from elearning.edits.questions import drafted_in, last_released, question, texts_of
from elearning.models import CourseRelease, LessonPage, LessonSnapshot, NotedChoice


@dataclass(frozen=True, slots=True)
class EditedQuestion:
    """`old` is missing if it is new, `new` if it is gone. `choices` has the sensible one first, or is empty."""

    block_id: str
    old: Question | None
    new: Question | None
    consequences: tuple[EditConsequence, ...]
    choices: tuple[Choice, ...] = ()
    noted: Choice | None = None
    reason: str = ""

    @property
    def choice(self) -> Choice | None:
        """What publishing would do as it stands."""
        return chosen([each.change for each in self.consequences], self.noted) if self.choices else None


@dataclass(frozen=True, slots=True)
class DraftEdit:
    """`consequences` are those of all questions, in their order; who is in the course stands there in any case."""

    questions: tuple[EditedQuestion, ...] = ()
    under_way: int = 0
    completed: int = 0

    @property
    def consequences(self) -> tuple[EditConsequence, ...]:
        return tuple(each for edited in self.questions for each in edited.consequences)

    @property
    def concerns_answers(self) -> bool:
        return any(each.answered and edited.choices for edited in self.questions for each in edited.consequences)


def of_draft(page: Page, user: User) -> DraftEdit:
    """From what is released now to the newest draft. Only lessons ask questions; raises PermissionDenied."""
    page = page.specific_deferred
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return _of_lesson(page) if isinstance(page, LessonPage) else DraftEdit()


def _of_lesson(page: LessonPage) -> DraftEdit:
    course_key, locale = page.parent_course().translation_key, page.locale.language_code
    texts = texts_of(_before(str(page.translation_key), locale, released.newest_release(course_key, locale)))
    new = drafted_in(page.get_latest_revision_as_object(), locale)
    old = {block_id: question(text) for block_id, text in texts.items()}
    changed = {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
    people = people_in(course_key, {id: text for id, text in texts.items() if id in changed})
    found = consequences(old, new, people)
    choices = noted(page.translation_key, locale, new, changed & new.keys())
    return DraftEdit(_questions(old, new, found, choices), len(people.under_way), len(people.completed))


def _before(lesson_key: str, locale: str, newest: CourseRelease | None) -> LessonSnapshot | None:
    lesson = newest.manifest.by_key.get(lesson_key) if newest else None
    return last_released(lesson_key, locale, lesson.snapshot if lesson else None)


def _questions(
    old: Mapping[str, Question],
    new: Mapping[str, Question],
    found: tuple[EditConsequence, ...],
    choices: Mapping[str, NotedChoice],
) -> tuple[EditedQuestion, ...]:
    edited = dict.fromkeys(each.question for each in found)
    return tuple(
        _edited(id, old.get(id), new.get(id), tuple(each for each in found if each.question == id), choices.get(id))
        for id in edited
    )


def _edited(
    id: str,
    old: Question | None,
    new: Question | None,
    found: tuple[EditConsequence, ...],
    note: NotedChoice | None,
) -> EditedQuestion:
    kind = (new or old).kind  # type: ignore[union-attr]  # one of them is there
    choices = () if kind.private else allowed_together(each.change for each in found)
    if note is None:
        return EditedQuestion(id, old, new, found, choices)
    return EditedQuestion(id, old, new, found, choices, Choice(note.choice), note.reason)
