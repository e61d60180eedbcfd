"""How far everybody in a cohort is: read once, for the page of its trainers and for the file alike.

Of answers it reads which questions somebody answered, and never what: neither a response nor a reflection is asked for.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from elearning import released
from elearning.core.accompanying import Member, MemberPlace, Where, places
from elearning.core.completion import Facts
from elearning.core.manifest import Manifest
from elearning.core.sheets import as_csv
from elearning.models import Answer, Cohort, CohortMember, Enrolment, LessonPage, LessonProgress

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

WORDS: Mapping[Where, "StrOrPromise"] = {
    Where.STUCK: gettext_lazy("has stopped"),
    Where.NOT_BEGUN: gettext_lazy("not begun"),
    Where.UNDER_WAY: gettext_lazy("under way"),
    Where.COMPLETED: gettext_lazy("completed"),
}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """What trainers read of one person, in words: the same on the page and in the file."""

    member: int
    where: Where
    name: str
    state: str
    lesson: str
    since: str
    done: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.name, self.state, self.lesson, self.since, self.done)


def heads() -> tuple[str, ...]:
    return (_("Name"), _("Where they are"), _("Next lesson"), _("Since"), _("Lessons done"))


def rows(cohort: Cohort) -> list[ReportRow]:
    """A fixed number of queries, however many people learn in it."""
    return [_row(place) for place in places(_members(cohort), timezone.now())]


def stopped(found: Iterable[ReportRow]) -> list[tuple[str, int]]:
    """Lessons at which people have stopped, and how many; where most have, first."""
    return Counter(row.lesson for row in found if row.where is Where.STUCK and row.lesson).most_common()


def sheet(found: Iterable[ReportRow]) -> str:
    return as_csv([heads(), *(row.cells for row in found)])


def _row(place: MemberPlace) -> ReportRow:
    words = {"done": place.done, "total": place.total}
    step = place.step
    return ReportRow(
        member=place.member.id,
        where=place.where,
        name=place.member.name,
        state=str(WORDS[place.where]),
        lesson=_("Lesson %(number)s: %(title)s") % {"number": step.number, "title": step.lesson.title} if step else "",
        since=date_format(timezone.localtime(place.since), "DATE_FORMAT"),
        done=ngettext("%(done)s of %(total)s", "%(done)s of %(total)s", place.done) % words if place.total else "",
    )


def _members(cohort: Cohort) -> list[Member]:
    people = list(CohortMember.objects.filter(cohort=cohort).select_related("user"))
    current = _enrolments(cohort)
    seen = _seen(cohort)
    live = _live({key for each in current.values() for key in released.manifest(each.release_id).by_key})
    return [_member(each, current.get(each.user_id), seen, live) for each in people]


def _member(person: CohortMember, enrolment: Enrolment | None, seen: Mapping[int, "_Seen"], live: Set[str]) -> Member:
    if enrolment is None:
        return Member(person.pk, str(person.user), person.joined_at)
    manifest, known = released.manifest(enrolment.release_id), seen.get(enrolment.pk, _Seen())
    completion = getattr(enrolment, "completion", None)
    return Member(
        id=person.pk,
        name=str(person.user),
        joined=person.joined_at,
        rule=released.rule(enrolment.release_id),
        manifest=manifest,
        facts=known.facts(manifest, live),
        active=known.at,
        completed=completion.completed_at if completion else None,
    )


def _enrolments(cohort: Cohort) -> dict[int, Enrolment]:
    """Of each person the last one that they completed, or else the one in use: who takes the course again has completed
    it all the same."""
    found = Enrolment.objects.filter(course_key=cohort.course_key, user__cohorts__cohort=cohort)
    every = sorted(found.select_related("completion"), key=lambda each: (hasattr(each, "completion"), each.number))
    return {each.user_id: each for each in every}


def _live(keys: Set[str]) -> frozenset[str]:
    """Those of these lessons that can be read in some language."""
    found = LessonPage.objects.live().filter(translation_key__in=keys)
    return frozenset(map(str, found.values_list("translation_key", flat=True)))


@dataclass(slots=True)
class _Seen:
    """What somebody did in a course, without what they said: lessons in the order in which they were opened."""

    opened: list[str] = field(default_factory=list)
    finished: set[str] = field(default_factory=set)
    answered: set[int] = field(default_factory=set)
    at: dt.datetime | None = None

    def note(self, at: dt.datetime | None) -> None:
        self.at = max(filter(None, (self.at, at)), default=None)

    def facts(self, manifest: Manifest, live: Set[str]) -> Facts:
        return Facts(
            opened=frozenset(self.opened),
            finished=frozenset(self.finished),
            answered=frozenset(self.answered),
            closed=frozenset(manifest.by_key) - live,
            last=next((key for key in reversed(self.opened) if key in manifest.by_key), ""),
        )


def _seen(cohort: Cohort) -> dict[int, _Seen]:
    """By enrolment, in three queries."""
    found: dict[int, _Seen] = defaultdict(_Seen)
    theirs = {"enrolment__course_key": cohort.course_key, "enrolment__user__cohorts__cohort": cohort}
    lessons = LessonProgress.objects.filter(**theirs).order_by("opened_at")
    for enrolment, key, opened, finished in lessons.values_list("enrolment", "lesson_key", "opened_at", "finished_at"):
        seen = found[enrolment]
        seen.opened.append(str(key))
        seen.note(opened)
        if finished:
            seen.finished.add(str(key))
            seen.note(finished)
    answers = Answer.objects.filter(**theirs)
    for enrolment, version in answers.values_list("enrolment", "version").distinct():
        found[enrolment].answered.add(version)
    for enrolment, last in answers.values_list("enrolment").annotate(last=Max("submitted_at")):
        found[enrolment].note(last)
    return found
