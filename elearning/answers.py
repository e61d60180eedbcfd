"""Takes what learners hand in: once per form, against the words they read, and never over an earlier answer."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.numbers import as_number
from elearning import enrolments, exercises, released
from elearning.core.handing_in import KeyedAnswer, check_base, taken
from elearning.core.items import Form, Response, Underway, Unusable, fingerprint
from elearning.core.manifest import Lesson
from elearning.edits import corrections
from elearning.enrolments import Learning
from elearning.models import Answer, Enrolment, ItemText, LessonProgress, Reflection

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SENTENCES: Mapping[str, "StrOrPromise"] = {
    "form.incomplete": _("The form arrived incomplete. Please send it once more."),
    "item.unknown": _("This question does not exist (any more)."),
    "form.of_another": _("Somebody else was logged in here when this was written. It was not saved in your name."),
    "lesson.not_yours": _("This lesson is open to certain people only now."),
    "lesson.locked": _("Something else comes first now. What it is stands on the page of the course."),
    "answer.elsewhere": _(
        "In another window you have saved something else meanwhile. Both are here: send this once more to replace it."
    ),
    "answer.unsent": _("You were logged out before it could be saved. It is still here: please send it once more."),
}


def sentence(code: str) -> "StrOrPromise":
    """Why an answer was refused: for reasons of a kind of activity, in that kind's words."""
    known = dict(SENTENCES)
    for each in exercises.EXERCISES:
        known |= each.sentences
    return known[code]


@dataclass(frozen=True, slots=True)
class Submission:
    """What a form brought along, read as far as it goes without the database.

    `base` has the key of what was stored when the form was shown, empty if nothing was, and of what was sent from it
    since; `person` is who it was shown to. Forms of an earlier version of the page have neither.
    """

    block_id: str
    text: int | None
    key: uuid.UUID | None
    form: Form
    base: str | None = None
    person: str = ""

    @property
    def own_words(self) -> str:
        return exercises.own_words(self.form)


def submission(block_id: str, posted: QueryDict) -> Submission:
    text = posted.get("text", "")
    return Submission(
        block_id=block_id,
        text=as_number(text),
        key=_uuid(posted.get("key", "")),
        form=Form({name: tuple(str(value) for value in values) for name, values in posted.lists()}),
        base=posted.get("base"),
        person=posted.get("person", ""),
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that could not be stored, and the code why."""

    sent: Submission
    code: str

    @property
    def sentence(self) -> "StrOrPromise":
        return sentence(self.code)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What became of something that was handed in. `lesson` is missing if the course has lost it."""

    current: Learning
    lesson: Lesson | None
    refusal: Refusal | None = None
    outdated: bool = False  # the question is another now; the answer was kept with the one that was read
    steps: Sequence[str] = ()  # of an answer that is not at its end yet, and of which nothing was stored

    @property
    def address(self) -> str:
        """Without asking which site this is: the address of a page says it where there are several."""
        if self.lesson is None:
            return ""
        steady = reverse("elearning:lesson", args=[self.current.enrolment.course_key, self.lesson.key])
        return self.current.url(self.lesson) or steady


def hand_in(
    request: HttpRequest, course_key: uuid.UUID, lesson_key: uuid.UUID, sent: Submission, locale: str = ""
) -> HandedIn | None:
    """Nothing if this person has no such lesson; `locale` is the language in which it was read."""
    with transaction.atomic():
        # One after the other per learner: a double click arrives twice at the same moment.
        current = enrolments.learning_in(request, course_key, locale, lock=True)
        if current is None or not _has_lesson(current, str(lesson_key)):
            return None
        lesson = current.manifest.by_key.get(str(lesson_key))
        try:
            _check_person(current, sent)
            _check_open(current, lesson_key)
            words = _words_of(lesson_key, sent)
            _store(current, words, sent)
        except Underway as underway:
            return HandedIn(current, lesson, steps=underway.steps)
        except Unusable as refusal:
            return HandedIn(current, lesson, Refusal(sent, refusal.code))
    return _receipt(current, lesson, words)


def _check_person(current: Learning, sent: Submission) -> None:
    """On a device that is shared, a page that was left open must not write into the next person's record."""
    if sent.person not in ("", str(current.enrolment.user_id)):
        raise Unusable("form.of_another")


def _check_open(current: Learning, lesson_key: uuid.UUID) -> None:
    if current.closes(lesson_key):
        raise Unusable("lesson.not_yours")
    lesson = current.manifest.by_key.get(str(lesson_key))
    if lesson and current.locks(lesson):
        raise Unusable("lesson.locked")


def _has_lesson(current: Learning, key: str) -> bool:
    """In the release, or in an earlier one."""
    return key in current.manifest.by_key or key in current.lessons


def _words_of(lesson_key: uuid.UUID, sent: Submission) -> ItemText:
    """The words that the learner had before them, also when the question has changed or gone since."""
    if sent.text is None:
        raise Unusable("item.unknown")
    try:
        found = released.text(sent.text)
    except ItemText.DoesNotExist:
        raise Unusable("item.unknown") from None
    item = found.version.item
    if (item.lesson_key, item.block_id) != (lesson_key, sent.block_id):
        raise Unusable("item.unknown")
    return found


def _store(current: Learning, words: ItemText, sent: Submission) -> None:
    """Raises Unusable or Underway before anything is stored."""
    kind = exercises.by_kind()[words.version.item.kind].kind
    response = kind.read(words.version.definition.content, sent.form)
    if kind.private:
        _store_reflection(current.enrolment, words, response, sent)
    else:
        _store_answer(current, words, response, sent)
    _note(current.enrolment, words.version.item.lesson_key, last_block=words.version.item.block_id)


def _store_answer(current: Learning, words: ItemText, response: Response, sent: Submission) -> None:
    if sent.key is None:
        raise Unusable("form.incomplete")
    stored = [KeyedAnswer(str(each.key), each.version_id, each.response, each.attempt) for each in current.attempts]
    arrived = KeyedAnswer(str(sent.key), words.version_id, response)
    given = taken(stored, arrived, changed=str(uuid.uuid5(sent.key, fingerprint(response))), base=sent.base)
    if given is None:
        return
    answer = Answer.objects.create(
        enrolment=current.enrolment,
        version=words.version,
        text=words,
        response=response,
        attempt=given.attempt,
        key=uuid.UUID(given.key),
    )
    if not _is_asked_now(current, words):
        corrections.catch_up(answer)


def _is_asked_now(current: Learning, words: ItemText) -> bool:
    """Then nothing can have been corrected since. What was released is known without asking the database."""
    newest, key = current.enrolment.newest or current.enrolment.release_id, str(words.version.item.lesson_key)
    asked, read = released.manifest(newest).by_key.get(key), current.manifest.by_key.get(key)
    if asked is None or read is None:
        return False
    return words.version_id in asked.questions and words.pk in released.snapshot(read.snapshot).texts


def _store_reflection(enrolment: Enrolment, words: ItemText, body: str, sent: Submission) -> None:
    item = words.version.item
    last = Reflection.objects.filter(enrolment=enrolment, item=item).first()
    if last and last.body == body:
        return  # a copy may arrive late, and must not look newer than what was sent after it
    if last:
        check_base(str(last.key), str(sent.key), sent.base)
    written = last or Reflection(enrolment=enrolment, item=item)
    written.text, written.body = words, body
    written.key, written.written_at = sent.key or uuid.uuid4(), timezone.now()
    written.save()


def _receipt(current: Learning, lesson: Lesson | None, words: ItemText) -> HandedIn:
    enrolments.record_completion(_with_answer(current, words))
    voluntary = exercises.by_kind()[words.version.item.kind].kind.private
    counted = lesson.counted({words.version_id}) if lesson else frozenset()
    outdated = lesson is None or not (voluntary or counted & set(lesson.questions))
    return HandedIn(current, lesson, outdated=outdated)


def _with_answer(current: Learning, words: ItemText) -> Learning:
    """What is right is judged anew where the rule of the course asks for it; else one more answer is all there is."""
    if current.rule.share[0]:
        return enrolments.learning(current.enrolment, current.closed)
    return replace(current, facts=replace(current.facts, answered=current.facts.answered | {words.version_id}))


def finish(current: Learning, lesson: Lesson) -> Learning:
    """The learner says that they are through with a lesson."""
    _note(current.enrolment, uuid.UUID(lesson.key), finished_at=timezone.now())
    facts = replace(current.facts, finished=current.facts.finished | {lesson.key})
    return enrolments.record_completion(replace(current, facts=facts))


def _note(enrolment: Enrolment, lesson_key: uuid.UUID, **fields: Any) -> None:
    """One query in the usual case: whoever answers has opened the lesson before."""
    place = LessonProgress.objects.filter(enrolment=enrolment, lesson_key=lesson_key)
    if not place.update(**fields):
        LessonProgress.objects.update_or_create(enrolment=enrolment, lesson_key=lesson_key, defaults=fields)
