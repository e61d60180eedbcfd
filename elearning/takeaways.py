"""What a learner takes along of a course: own words, how they rated themselves before and after, their resolution.

It rests on records and releases alone, so it is there when the course is long gone. Only the learner reads it.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms import printing
from community.models import User
from elearning import enrolments, ratings, released
from elearning.core.kinds.scale import Comparison, by_scale, compared
from elearning.core.manifest import Manifest
from elearning.models import Completion, Enrolment, LessonSnapshot, Reflection, Resolution


@dataclass(frozen=True, slots=True)
class OwnNote:
    """What was written to a question; `locale` is the language of the question."""

    lesson: str
    question: str
    body: str
    at: dt.datetime
    locale: str


@dataclass(frozen=True, slots=True)
class Takeaway:
    """`locale` is the language in which the title of the course is."""

    enrolment: Enrolment
    title: str
    locale: str
    completion: Completion | None
    notes: tuple[OwnNote, ...]
    comparisons: tuple[Comparison, ...]
    resolution: Resolution | None

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.comparisons or self.resolution)


def takeaway(user: User, course_key: uuid.UUID, reading: str) -> Takeaway | None:
    """Nothing for whoever does not take the course. However much there is, it takes the same number of queries."""
    enrolment = enrolments.enrolments_of(user, reading).filter(course_key=course_key).first()
    if enrolment is None:
        return None
    words = getattr(enrolment, "words", None)
    manifest = released.manifest(enrolment.release_id, words)
    return Takeaway(
        enrolment,
        manifest.title,
        reading if words else enrolment.release.locale,
        getattr(enrolment, "completion", None),
        _notes(enrolment, manifest, reading),
        _comparisons(enrolment, reading),
        Resolution.objects.filter(enrolment=enrolment).first(),
    )


def _comparisons(enrolment: Enrolment, reading: str) -> tuple[Comparison, ...]:
    return tuple(compared(given) for given in by_scale(ratings.given(enrolment, reading)).values())


def _notes(enrolment: Enrolment, manifest: Manifest, reading: str) -> tuple[OwnNote, ...]:
    """In the order of the lessons; those of lessons that have left the course come last."""
    rows = list(Reflection.objects.filter(enrolment=enrolment).select_related("item", "text").order_by("written_at"))
    texts = ratings.in_language(reading, (row.text for row in rows))
    titles = _titles(manifest, {str(row.item.lesson_key) for row in rows})
    places = {key: place for place, key in enumerate(manifest.by_key)}
    rows.sort(key=lambda row: places.get(str(row.item.lesson_key), len(places)))
    return tuple(
        OwnNote(
            titles.get(str(row.item.lesson_key), ""),
            texts[row.text_id].content["question"],
            row.body,
            row.written_at,
            texts[row.text_id].locale,
        )
        for row in rows
    )


def _titles(manifest: Manifest, keys: Iterable[str]) -> Mapping[str, str]:
    known = {key: lesson.title for key, lesson in manifest.by_key.items()}
    if gone := set(keys) - known.keys():
        rows = LessonSnapshot.objects.filter(lesson_key__in=gone).order_by("pk").values_list("lesson_key", "title")
        known |= {str(key): title for key, title in rows}
    return known


# --- as a file --------------------------------------------------------------------------------------------------------


def as_pdf(theirs: Takeaway, site: str) -> bytes:
    title = _("What I take along: %(title)s") % {"title": theirs.title}
    words: dict[str, Any] = {
        "heading": _("What I take along"),
        "course": printing.own(theirs.title),
        "facts": dates(theirs),
        "resolution_heading": _("My resolution"),
        "resolution": _resolution(theirs.resolution) if theirs.resolution else None,
        "comparisons_heading": _("How I rated myself"),
        "before": _("at the beginning"),
        "now": _("now"),
        "comparisons": [_comparison(each) for each in theirs.comparisons],
        "notes_heading": _("What I wrote for myself"),
        "notes": [_note(each) for each in theirs.notes],
        "empty": _("You have not written or rated anything in this course yet.") if theirs.is_empty else "",
        "note": _("This file is for you alone. Nobody else can make it."),
    }
    return printing.printed("elearning/take_away.typ", title, site, words)


def dates(theirs: Takeaway) -> list[str]:
    begun = _("Begun on %(day)s") % {"day": _day(theirs.enrolment.enrolled_at)}
    if theirs.completion is None:
        return [begun]
    return [begun, _("Completed on %(day)s") % {"day": _day(theirs.completion.completed_at)}]


def _day(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "DATE_FORMAT")


def _resolution(row: Resolution) -> dict[str, Any]:
    return {
        "if": _("If"),
        "situation": printing.own(row.situation),
        "then": _("then I"),
        "deed": printing.own(row.deed),
        "about": _("Written on %(day)s") % {"day": _day(row.written_at)},
        "outcome": row.get_outcome_display() if row.outcome else "",
    }


def _comparison(each: Comparison) -> dict[str, Any]:
    lines = [
        {
            "text": printing.own(line.text),
            "earlier": _at_the_beginning(line.earlier_text),
            "words": ratings.in_words(line, each),
            "before": line.before,
            "now": line.now,
        }
        for line in each.lines
    ]
    return {"legend": ratings.legend(each), "lines": lines, "steps": list(each.steps)}


def _at_the_beginning(text: str) -> str:
    return _("At the beginning it said: “%(text)s”") % {"text": text} if text else ""


def _note(each: OwnNote) -> dict[str, Any]:
    about = " · ".join(filter(None, [each.lesson, _day(each.at)]))
    paragraphs = printing.paragraphs(each.body)
    return {"about": printing.own(about), "question": printing.own(each.question), "body": paragraphs}
