"""What editors may have overlooked in the drafts of lessons, in words, and what to do. It never stops them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from cms.models import Recording
from elearning.core import checking
from elearning.core.checking import CheckedLesson, CheckedRecording, Hint
from elearning.core.items import Value
from elearning.models import LessonPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SHOWN = 3  # of the words that a hint is about
LONGEST = 140  # characters of each

# By the names of the checks: what was seen, and what to do.
ADVICE: Mapping[str, tuple["StrOrPromise", "StrOrPromise"]] = {
    "alternative_text": (
        _("A picture says nothing to people who cannot see it."),
        _("Describe in a sentence what matters in it, or mark it as decoration."),
    ),
    "transcript": (
        _("A recording has no transcript."),
        _("Write it at the recording itself: for people who cannot hear it, and for everybody who would rather read."),
    ),
    "captions": (
        _("A film has no captions."),
        _("Add a file of captions (WebVTT) at the recording itself."),
    ),
    "feedback": (
        _("Answers have no feedback."),
        _("Say at each why it is right or not: that is where people learn."),
    ),
    "longest": (
        _("The right answer is much longer than the others."),
        _("One finds it without the question. Shorten it, or move the reasons into its feedback."),
    ),
    "sentences": (
        _("Sentences are long."),
        _("Make two of one, or take out what the sentence can do without."),
    ),
    "headings": (
        _("A small heading stands below no larger one."),
        _("Add a heading block before it. It has to be so before the lesson can be published."),
    ),
    "links": (
        _("A link does not say where it leads."),
        _("Make the name of the page, or what one finds there, the words of the link."),
    ),
    "quotation": (
        _("A quotation does not say who said it."),
        _("Name the person and the place where it can be read."),
    ),
    "sources": (
        _("It seems to state facts, and names no source."),
        _("Add a source. This is a guess from figures, years and paragraphs of laws: if these are none, leave it."),
    ),
}


@dataclass(frozen=True, slots=True)
class ShownHint:
    """`path` leads the editor of the page to the block."""

    about: "StrOrPromise"
    advice: "StrOrPromise"
    words: tuple[str, ...]
    further: int  # how many are not shown
    block_id: str
    path: str


def stored_blocks(lesson: LessonPage) -> Sequence[Value]:
    """Of the draft, as they are stored: to build the page would take queries for each."""
    revision = lesson.latest_revision
    if revision is None:
        return list(lesson.body.get_prep_value())
    body = revision.content["body"]
    blocks: Sequence[Value] = json.loads(body) if isinstance(body, str) else body
    return blocks


def of_lessons(lessons: Iterable[LessonPage]) -> dict[int, tuple[Hint, ...]]:
    """By the ids of the pages. One query more for all of them, if recordings stand in them."""
    lessons = list(lessons)
    blocks = {lesson.pk: stored_blocks(lesson) for lesson in lessons}
    recordings = _recordings(block for body in blocks.values() for block in body)
    return {
        lesson.pk: checking.hints(CheckedLesson(blocks[lesson.pk], lesson.locale.language_code, recordings))
        for lesson in lessons
    }


def _recordings(blocks: Iterable[Value]) -> dict[int, CheckedRecording]:
    ids: set[Any] = {block["value"]["recording"] for block in blocks if block["type"] == "recording"} - {None}
    found = Recording.objects.filter(pk__in=ids) if ids else ()
    return {
        each.pk: CheckedRecording(each.type == "video", bool(each.captions), bool(each.transcript.strip()))
        for each in found
    }


def shown(lesson: LessonPage, hints: Iterable[Hint]) -> list[ShownHint]:
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    return [_shown(hint, edit) for hint in hints]


def _shown(hint: Hint, edit: str) -> ShownHint:
    about, advice = ADVICE[hint.check]
    words = tuple(Truncator(each).chars(LONGEST) for each in hint.words[:SHOWN])
    further = len(hint.words) - len(words)
    return ShownHint(about, advice, words, further, hint.block_id, f"{edit}#:w:contentpath=body.{hint.block_id}")
