"""The first lesson of a course can be read and tried without an account.

What somebody chooses waits in the session of their browser, and is theirs once they begin the course there; what they
write for themselves is not kept, since nobody would be there to whom alone it could be shown.
"""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.restrictions import readable
from elearning import activities, answers, enrolments, exercises, kept, released
from elearning.activities import Activity
from elearning.answers import Submission
from elearning.core.items import Unusable, Words
from elearning.core.manifest import Lesson
from elearning.core.order import shuffled
from elearning.models import Answer, Availability, CoursePage, Enrolment, ItemText, LessonPage, LessonProgress
from elearning.reading import LessonView, parts
from elearning.underway import Again

TRIED = "tried"  # in the session: lesson -> block -> the words that were read, and the response
NOT_KEPT = _("Without an account nobody keeps this for you. It is still here: please copy it if you want to have it.")

Tried = Mapping[str, Mapping[str, Any]]


def sample_of(course: CoursePage, request: HttpRequest) -> Lesson | None:
    """The first lesson of the newest release, as whoever asks may read it; of a course that somebody could begin."""
    if Availability.closed_to_new([course.translation_key]):
        return None
    steps = enrolments.outlook(course, enrolments.closed_to(request))["progress"].steps
    return steps[0].lesson if steps else None


def page_of(lesson_key: uuid.UUID | str, locale: str, request: HttpRequest) -> LessonPage | None:
    """In this language if it is there, else in any."""
    pages = readable(LessonPage.objects.filter(translation_key=lesson_key).select_related("locale"), request)
    found: list[LessonPage] = sorted(pages, key=lambda page: page.locale.language_code != locale)
    return found[0] if found else None


def address(course: CoursePage, request: HttpRequest) -> str:
    """Of the first lesson, in the language of the course's page; nothing if nobody can read it without an account."""
    lesson = sample_of(course, request)
    page = page_of(lesson.key, course.locale.language_code, request) if lesson else None
    return str(page.get_url(request)) if page else ""


def tried(request: HttpRequest, lesson: Lesson) -> Tried:
    found: Tried = request.session.get(TRIED, {}).get(lesson.key, {})
    return found


def view(lesson: Lesson, chosen: Tried, again: Again, refused: Activity | None = None) -> LessonView:
    snapshot = released.snapshot(lesson.snapshot)
    found = {text.version.item.block_id: _activity(text, chosen, again) for text in map(released.text, snapshot.texts)}
    if refused:
        found[refused.block_id] = refused
    shown = parts(kept.read_body(snapshot), found)
    return LessonView(
        snapshot.title,
        snapshot.introduction,
        snapshot.minutes,
        shown,
        snapshot.locale,
        terms=kept.terms(snapshot),
    )


def _activity(text: ItemText, chosen: Tried, again: Again) -> Activity:
    """What was chosen for other words, before the question changed, says nothing about these."""
    item, content = text.version.item, text.version.definition.content
    exercise = exercises.by_kind()[item.kind]
    words = _words(text)
    activity = activities.unanswered(exercise, item.block_id, words, text.pk)
    known = chosen.get(item.block_id)
    if known is not None and known["text"] != text.pk:
        known = None
    if known is None or again.block_id == item.block_id:
        return again.shown(activity, words, known["response"] if known else ())
    judgement = exercise.kind.judge(content, words, known["response"])
    answered = activities.answered(activity, content, words, judgement, 1)
    return replace(answered, stored=(known.get("key", ""),))


def _words(text: ItemText) -> Words:
    """With the options in an order that does not give the answer away, and stays while somebody tries."""
    item, words = text.version.item, cast("Words", text.content)
    return shuffled(words, f"sample {item.block_id}") if exercises.by_kind()[item.kind].kind.shuffles else words


def try_out(request: HttpRequest, lesson: Lesson, sent: Submission) -> Activity | None:
    """Keeps what was chosen, or returns the question as it was sent, with the reason why it could not be kept.

    Raises `Unusable` for what is no question of this lesson.
    """
    text = _question(lesson, sent)
    exercise, words = exercises.by_kind()[text.version.item.kind], _words(text)
    activity = activities.unanswered(exercise, sent.block_id, words, text.pk)
    if exercise.kind.private:
        return activities.refused(activity, words, sent.form, NOT_KEPT)
    try:
        response = exercise.kind.read(text.version.definition.content, sent.form)
    except Unusable as refusal:
        return activities.refused(activity, words, sent.form, answers.sentence(refusal.code))
    chosen = {**tried(request, lesson), sent.block_id: {"text": text.pk, "response": response, "key": str(sent.key)}}
    request.session[TRIED] = {**request.session.get(TRIED, {}), lesson.key: chosen}
    return None


def _question(lesson: Lesson, sent: Submission) -> ItemText:
    for text in map(released.text, released.snapshot(lesson.snapshot).texts):
        if (text.pk, text.version.item.block_id) == (sent.text, sent.block_id):
            return text
    raise Unusable("item.unknown")


def take_over(request: HttpRequest, enrolment: Enrolment) -> None:
    """What somebody chose before they had an account counts from now on; what they have answered since stays."""
    before = request.session.get(TRIED, {})
    lessons = released.manifest(enrolment.release_id).by_key
    for key in before.keys() & lessons.keys():
        for block_id, known in before[key].items():
            if _answer(enrolment, lessons[key], known):
                place = {"last_block": block_id}
                LessonProgress.objects.get_or_create(enrolment=enrolment, lesson_key=key, defaults=place)
    request.session[TRIED] = {key: chosen for key, chosen in before.items() if key not in lessons}


def _answer(enrolment: Enrolment, lesson: Lesson, known: Mapping[str, Any]) -> bool:
    """Whether the release that they take still asks what they answered."""
    text = ItemText.objects.filter(pk=known["text"], version__in=lesson.questions).first()
    if text is None:
        return False
    fields = {"text": text, "response": known["response"], "attempt": 1, "key": uuid.uuid4()}
    Answer.objects.get_or_create(enrolment=enrolment, version_id=text.version_id, defaults=fields)
    return True
