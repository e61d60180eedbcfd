"""Stores what learners hand in: once per form, against the words they read, and never over an earlier answer."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from elearning import released
from elearning.core import items
from elearning.core.items import Kind, Response, Unusable
from elearning.models import Answer, Enrolment, ItemText, LessonProgress, Reflection

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SENTENCES: Mapping[str, "StrOrPromise"] = {
    "choice.empty": _("Please choose an answer first."),
    "choice.foreign": _("This answer does not belong to the question. Please choose one of those below."),
    "choice.several": _("Please choose one answer only."),
    "likert.incomplete": _("Please rate every statement."),
    "likert.closed": _("You have completed this course, so your self-assessment stays as it is."),
    "reflection.empty": _("Please write something first. A few words are enough."),
    "reflection.too_long": _("Your text is too long. It is still here: please shorten it and save again."),
    "form.incomplete": _("The form arrived incomplete. Please send it once more."),
    "item.unknown": _("This question does not exist (any more)."),
}


@dataclass(frozen=True, slots=True)
class Submission:
    """What a form brought along, read as far as it goes without the database."""

    block_id: str
    text: int | None
    key: uuid.UUID | None
    choices: tuple[str, ...]
    steps: Mapping[str, str]
    written: str

    @property
    def values(self) -> list[str]:
        """As the inputs had them, to fill the form again."""
        return [*self.choices, *(f"{statement}:{step}" for statement, step in self.steps.items())]


def submission(block_id: str, posted: QueryDict) -> Submission:
    text, key = posted.get("text", ""), posted.get("key", "")
    steps = {name.removeprefix("step-"): str(posted[name]) for name in posted if name.startswith("step-")}
    return Submission(
        block_id=block_id,
        text=int(text) if text.isdecimal() and len(text) < 19 else None,
        key=_uuid(key),
        choices=tuple(posted.getlist("choice")),
        steps=steps,
        written=posted.get("reflection", ""),
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def words_of(lesson_key: uuid.UUID, asked: Submission) -> ItemText:
    """The words that the learner had before them, also when the question has changed or gone since."""
    if asked.text is None:
        raise Unusable("item.unknown")
    try:
        found = released.text(asked.text)
    except ItemText.DoesNotExist:
        raise Unusable("item.unknown") from None
    item = found.version.item
    if (item.lesson_key, item.block_id) != (lesson_key, asked.block_id):
        raise Unusable("item.unknown")
    return found


def store(enrolment: Enrolment, attempts: Sequence[Answer], words: ItemText, asked: Submission) -> None:
    """Raises Unusable, and then nothing is stored. `attempts` are all that went before, read under a lock."""
    if words.version.item.kind == Kind.REFLECTION:
        _store_reflection(enrolment, words, items.written(asked.written))
    else:
        _store_answer(enrolment, attempts, words, _response(words, asked), asked.key)
    _remember_place(enrolment, words)


def _response(words: ItemText, asked: Submission) -> Response:
    definition = words.version.definition
    if definition.kind is Kind.LIKERT:
        return items.rated(definition, asked.steps)
    return items.chosen(definition, asked.choices)


def _store_answer(
    enrolment: Enrolment, attempts: Sequence[Answer], words: ItemText, response: Response, key: uuid.UUID | None
) -> None:
    if key is None:
        raise Unusable("form.incomplete")
    if any(answer.key == key for answer in attempts):
        return
    earlier = [answer for answer in attempts if answer.version_id == words.version_id]
    if words.version.item.kind == Kind.LIKERT and earlier and getattr(enrolment, "completion", None):
        raise Unusable("likert.closed")
    attempt = earlier[-1].attempt + 1 if earlier else 1
    Answer.objects.create(
        enrolment=enrolment, version=words.version, text=words, response=response, attempt=attempt, key=key
    )


def _store_reflection(enrolment: Enrolment, words: ItemText, body: str) -> None:
    Reflection.objects.update_or_create(
        enrolment=enrolment,
        item=words.version.item,
        defaults={"text": words, "body": body, "written_at": timezone.now()},
    )


def _remember_place(enrolment: Enrolment, words: ItemText) -> None:
    item = words.version.item
    _note(enrolment, item.lesson_key, last_block=item.block_id)


def finish(enrolment: Enrolment, lesson_key: uuid.UUID) -> None:
    """The learner says that they are through with a lesson."""
    _note(enrolment, lesson_key, finished_at=timezone.now())


def _note(enrolment: Enrolment, lesson_key: uuid.UUID, **fields: Any) -> None:
    """One query in the usual case: whoever answers has opened the lesson before."""
    place = LessonProgress.objects.filter(enrolment=enrolment, lesson_key=lesson_key)
    if not place.update(**fields):
        LessonProgress.objects.update_or_create(enrolment=enrolment, lesson_key=lesson_key, defaults=fields)
