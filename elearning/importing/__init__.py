"""From a file of another learning platform to exercises at the end of a lesson's draft. Nothing is published here."""

import codecs
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import defusedxml.ElementTree
from defusedxml import DefusedXmlException
from django.db import transaction
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from elearning import exercises
from elearning.core.importing import gift, moodle
from elearning.core.importing.sources import Source
from elearning.core.importing.taking import Taken, Untakable, Wording, blocks, take
from elearning.models import LessonPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LARGEST = 1024 * 1024  # bytes; as a field of the second step it may be no larger than forms are
MOST_QUESTIONS = 500

UNREADABLE: Mapping[str, "StrOrPromise"] = {
    "file.large": _("This file is too large: 1 MB is the most. Please export fewer questions at a time."),
    "file.many": _("This file has more than 500 questions. Please export fewer at a time."),
    "file.text": _("This is no text file. Please export the questions as GIFT or as Moodle XML."),
    "file.xml": _("This looks like XML, but cannot be read as XML. Please export it once more."),
    "file.empty": _("No question was found in this file. It has to be GIFT or Moodle XML."),
}
REASONS: Mapping[str, "StrOrPromise"] = {
    "unknown": _("We have no exercise of this type."),
    "broken.braces": _("The brace that ends its answers is missing."),
    "broken.answers": _("Its answers cannot be read: each begins with = or ~."),
    "broken.number": _("One of its numbers cannot be read."),
    "broken.embedded": _("It has gaps of a type that we do not have, such as numbers."),
    "broken.choice": _("A gap names a choice that is not there."),
    "empty": _("A text that learners have to read is empty."),
    "pictures": _("It consists of a picture or recording, which the file of questions does not bring along."),
    "too_long": _("A text is longer than learners should have to read in an exercise. Please shorten it there."),
    "too_few": _("It has fewer answers or steps than such an exercise needs."),
    "too_many": _("It has more answers, pairs or gaps than fit on a phone. Please divide it there."),
    "same": _("Two answers say the same."),
    "same_target": _("Two things belong to the same. Here, each pair has a partner of its own."),
    "none_right": _("No answer is marked as right."),
    "several_right": _("Several answers are right, but only one may be chosen or given here."),
    "pattern": _("It accepts a pattern with *, which we do not know."),
    "tolerance": _("The tolerance is larger than the number itself."),
    "digits": _("Its number has more digits than ours have."),
    "no_gaps": _("It has no gap."),
}
LEFT_OUT: Mapping[str, "StrOrPromise"] = {
    "pictures": _("Pictures and recordings are not taken over."),
    "hints": _("Hints after a wrong try are not taken over."),
    "partly": _("Answers that were worth a part count as wrong here."),
    "feedback": _("Feedback on wrong words is not taken over."),
}


class NoQuestions(Exception):
    """A file that is no list of questions."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.sentence = UNREADABLE[code]


class QuestionStanding(StrEnum):
    NEW = "new"
    THERE = "there"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """What becomes of one question. `taken` is missing if it was refused, `reason` says why."""

    source: Source
    standing: QuestionStanding
    taken: Taken | None = None
    reason: "StrOrPromise" = ""
    notes: Sequence["StrOrPromise"] = ()

    @property
    def label(self) -> Any:
        """What editors call our exercise; a text is no exercise."""
        known = exercises.by_kind().get(self.taken.kind) if self.taken else None
        return known.as_block().label if known else _("Text")


def decoded(content: bytes) -> str:
    if len(content) > LARGEST:
        raise NoQuestions("file.large")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded_as(content, "utf-16")
    if b"\0" in content:
        raise NoQuestions("file.text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded_as(content, "cp1252")  # an editor of Windows


def _decoded_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise NoQuestions("file.text") from None


def read(text: str) -> tuple[Source, ...]:
    """Or raises NoQuestions. Which format it is shows at its first character."""
    sources = _xml(text) if text.lstrip().startswith("<") else gift.read(text)
    if not sources:
        raise NoQuestions("file.empty")
    if len(sources) > MOST_QUESTIONS:
        raise NoQuestions("file.many")
    return sources


def _xml(text: str) -> tuple[Source, ...]:
    try:
        # As text it has one encoding already, whatever it says of itself.
        return moodle.read(defusedxml.ElementTree.fromstring(text.lstrip().encode(), forbid_dtd=True))
    except (ParseError, DefusedXmlException, ValueError):
        raise NoQuestions("file.xml") from None


def report(page: LessonPage, sources: Sequence[Source]) -> list[QuestionRow]:
    """What would become of each question; what the lesson's draft has already is not taken twice."""
    wording, known = _wording(page.locale.language_code), set(_ids(page))
    rows = []
    for source in sources:
        row = _row(source, wording, str(page.translation_key), known)
        known |= {row.taken.id} if row.taken else set()
        rows.append(row)
    return rows


def _row(source: Source, wording: Wording, lesson: str, known: Collection[str]) -> QuestionRow:
    try:
        taken = take(source, wording, lesson)
    except Untakable as refusal:
        return QuestionRow(source, QuestionStanding.REFUSED, reason=REASONS[refusal.code])
    notes = [LEFT_OUT[note] for note in dict.fromkeys(taken.notes)]
    return QuestionRow(
        source, QuestionStanding.THERE if taken.id in known else QuestionStanding.NEW, taken, notes=notes
    )


def _ids(page: LessonPage) -> list[str]:
    return [block["id"] for block in page.body.get_prep_value()]


def _wording(locale: str) -> Wording:
    with override(locale):
        return Wording(
            true=gettext("Right"),
            false=gettext("Not right"),
            fill=gettext("What is missing in this text?"),
            match=gettext("What belongs together?"),
        )


@transaction.atomic
def append(page: LessonPage, taken: Sequence[Taken], user: Any) -> int:
    """Into a new draft, at the end. Returns how many are new."""
    known = set(_ids(page))
    new = [each for each in taken if each.id not in known]
    if new:
        body = page.body
        page.body = body.stream_block.to_python([*body.get_prep_value(), *blocks(new)])
        page.save_revision(user=user, log_action=True)
    return len(new)
