"""Enrolments, and what is known of a learner in a course: the facts that progress and completion are made of."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from cms.restrictions import closed_keys
from community.models import User
from elearning import availability, courses, exercises, released
from elearning.core.completion import Facts, Rule
from elearning.core.items import Outcome
from elearning.core.manifest import Lesson, Manifest, without
from elearning.core.progress import Change, LessonState, LessonStep, Progress, change, progress
from elearning.edits.people import as_judged
from elearning.models import (
    Answer,
    Availability,
    Completion,
    CoursePage,
    CourseRelease,
    Enrolment,
    ItemText,
    LessonPage,
    LessonProgress,
)
from elearning.released import newest_release, source_release


@dataclass(frozen=True)
class Learning:
    """One learner in one course. Loaded with a fixed number of queries, for one course or for many.

    `reading` is the language that is being read; `foreign` has the languages of the modules and lessons, by key, that
    are not there in it; `closed` those of the pages that only others may read.
    """

    enrolment: Enrolment
    manifest: Manifest
    pages: dict[str, LessonPage]
    lessons: dict[str, LessonProgress]
    attempts: list[Answer]
    facts: Facts
    completion: Completion | None
    reading: str = ""
    foreign: Mapping[str, str] = field(default_factory=dict)
    closed: Set[str] = frozenset()

    @property
    def is_closed(self) -> bool:
        """The course was restricted after they began it. What they did is kept, and opens no page."""
        return str(self.enrolment.course_key) in self.closed

    @property
    def is_withdrawn(self) -> bool:
        """Editors took the course away as a whole, until they restore it."""
        return bool(getattr(self.enrolment, "is_withdrawn", False))

    @property
    def is_gone(self) -> bool:
        """There is nothing left of it that could be read, whoever may read."""
        return not self.is_closed and (self.is_withdrawn or not self.pages)

    def closes(self, lesson_key: uuid.UUID) -> bool:
        """Likewise the lesson, alone or with its course."""
        return self.is_closed or str(lesson_key) in self.closed

    @cached_property
    def answers(self) -> dict[int, Answer]:
        """The last attempt at each version of a question."""
        return {answer.version_id: answer for answer in self.attempts}

    @cached_property
    def progress(self) -> Progress:
        return progress(self.manifest, self.facts, self.rule)

    @property
    def rule(self) -> Rule:
        return released.rule(self.enrolment.release_id)

    def locks(self, lesson: Lesson) -> bool:
        """Something else has to come first."""
        return any(step.state is LessonState.LOCKED and step.lesson.key == lesson.key for step in self.progress.steps)

    @property
    def title_in(self) -> str:
        """In which language the title of the course is read: in that of the release, until it is translated."""
        return self.reading if getattr(self.enrolment, "words", None) else self.enrolment.release.locale

    @property
    def last_opened(self) -> dt.datetime:
        return max([self.enrolment.enrolled_at, *(row.opened_at for row in self.lessons.values())])

    def is_open(self, lesson: Lesson) -> bool:
        return lesson.key in self.pages

    def url(self, lesson: Lesson, request: HttpRequest | None = None) -> str:
        """Where the lesson is read, or nothing while it is closed."""
        page = self.pages.get(lesson.key)
        return str(page.get_url(request) or "") if page else ""

    def resume_url(self, step: LessonStep, request: HttpRequest | None = None) -> str:
        """At the block where the learner was last."""
        place = self.lessons.get(step.lesson.key)
        anchor = f"#item-{place.last_block}" if place and place.last_block else ""
        return self.url(step.lesson, request) + anchor


def enrolment_in(user: User, course_key: uuid.UUID, locale: str = "", *, lock: bool = False) -> Enrolment | None:
    """The lookup is the permission: without an enrolment there is nothing to read or to answer.

    `locale` is the language that is being read, if it may differ from that of the release; `lock` lets nobody else
    answer for this learner until the transaction ends.
    """
    found = enrolments_of(user, locale).filter(course_key=course_key)
    if lock:
        found = found.select_for_update(of=("self",))
    return found.first()


def enrolments_of(user: User, locale: str = "") -> QuerySet[Enrolment]:
    """The one in use of each course, without what `released` knows already; `locale` is the language being read."""
    later = Enrolment.objects.filter(
        user=OuterRef("user"), course_key=OuterRef("course_key"), number__gt=OuterRef("number")
    )
    return _with_releases(Enrolment.objects.filter(~Exists(later), user=user), locale)


def earlier_times(user: User, course_key: uuid.UUID) -> list[Enrolment]:
    """Those that somebody completed before they began again, the first one first."""
    found = _with_releases(Enrolment.objects.filter(user=user, course_key=course_key), "").order_by("number")
    return list(found)[:-1]


def _with_releases(found: QuerySet[Enrolment], locale: str) -> QuerySet[Enrolment]:
    newest = Subquery(_releases().filter(locale=OuterRef("release__locale")).values("pk")[:1])
    words = Subquery(_releases().filter(locale=locale).exclude(locale=OuterRef("release__locale")).values("pk")[:1])
    withdrawn = Availability.objects.filter(course_key=OuterRef("course_key"), withdrawn_at__isnull=False)
    found = found.select_related("release", "completion").defer("release__content", "release__rule")
    found = found.annotate(is_withdrawn=Exists(withdrawn))
    return found.annotate(newest=newest, words=words, reading=Value(locale))  # type: ignore[no-redef]


def _releases() -> QuerySet[CourseRelease]:
    """Of the course of an outer query, the newest first."""
    return CourseRelease.objects.filter(course_key=OuterRef("course_key")).order_by("-number")


def _foreign(release: int, newest: int | None, words: int | None, own: str, reading: str) -> dict[str, str]:
    return dict.fromkeys(released.untranslated(release, newest, words), own) if reading not in ("", own) else {}


def enrol(user: User, course: CoursePage) -> Enrolment:
    """Asking twice changes nothing. A published course has a release, since publishing writes it."""
    release = source_release(course.translation_key)
    if release is None:
        raise CourseRelease.DoesNotExist(f"{course} was never published")
    current = _in_use(user, course.translation_key).first()
    return current or _time(user, course.translation_key, 1, release)


@transaction.atomic
def take_again(user: User, course: CoursePage) -> Enrolment:
    """Once it is completed; before that, and for the second of two clicks, it is the one that they are in."""
    release = source_release(course.translation_key)
    current = _in_use(user, course.translation_key).select_for_update(of=("self",)).first()
    if current is None or release is None or not Completion.objects.filter(enrolment=current).exists():
        return enrol(user, course)
    return _time(user, course.translation_key, current.number + 1, release)


def _in_use(user: User, course_key: uuid.UUID) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(user=user, course_key=course_key).order_by("-number")


def _time(user: User, course_key: uuid.UUID, number: int, release: CourseRelease) -> Enrolment:
    """Two clicks at the same moment lead to one."""
    return Enrolment.objects.get_or_create(
        user=user, course_key=course_key, number=number, defaults={"release": release}
    )[0]


@dataclass(frozen=True, slots=True)
class Headcount:
    begun: int
    completed: int

    @property
    def under_way(self) -> int:
        return self.begun - self.completed


def headcount(course_key: uuid.UUID) -> Headcount:
    """Of a course, in all languages and releases."""
    counted = Enrolment.objects.filter(course_key=course_key).aggregate(
        begun=Count("pk"), completed=Count("completion")
    )
    return Headcount(**counted)


def learning_in(
    request: HttpRequest, course_key: uuid.UUID, locale: str = "", *, lock: bool = False
) -> Learning | None:
    user = request.user
    enrolment = enrolment_in(user, course_key, locale, lock=lock) if isinstance(user, User) else None
    return learning(enrolment, closed_to(request)) if enrolment else None


def closed_to(request: HttpRequest) -> frozenset[str]:
    """Keys of the courses, modules and lessons that this person may not read, as manifests write them."""
    return frozenset(map(str, closed_keys(request)))


def learning(enrolment: Enrolment, closed: Set[str] = frozenset()) -> Learning:
    return learnings([enrolment], closed)[0]


def learnings(enrolments: Iterable[Enrolment], closed: Set[str]) -> list[Learning]:
    """Three queries, however many courses."""
    enrolments = list(enrolments)
    manifests = {each.pk: _manifest(each, closed) for each in enrolments}
    pages = _open_pages({key for manifest in manifests.values() for key in manifest.by_key})
    lessons: dict[int, dict[str, LessonProgress]] = defaultdict(dict)
    for row in LessonProgress.objects.filter(enrolment__in=enrolments).order_by("opened_at"):
        lessons[row.enrolment_id][str(row.lesson_key)] = row
    attempts: dict[int, list[Answer]] = defaultdict(list)
    for answer in as_judged(Answer.objects.filter(enrolment__in=enrolments)).order_by("pk"):
        attempts[answer.enrolment_id].append(answer)
    return [
        replace(_learning(each, manifests[each.pk], pages, lessons[each.pk], attempts[each.pk]), closed=closed)
        for each in enrolments
    ]


def _manifest(enrolment: Enrolment, closed: Set[str]) -> Manifest:
    return without(released.manifest(enrolment.release_id, *_newer(enrolment)), closed)


def _newer(enrolment: Enrolment) -> tuple[int | None, int | None]:
    """The newest releases in its own language and in the one that is read."""
    return getattr(enrolment, "newest", None), getattr(enrolment, "words", None)


def _learning(
    enrolment: Enrolment,
    manifest: Manifest,
    translations: dict[str, dict[str, LessonPage]],
    lessons: dict[str, LessonProgress],
    attempts: list[Answer],
) -> Learning:
    known = frozenset(manifest.by_key)
    reading, own = getattr(enrolment, "reading", ""), enrolment.release.locale
    pages = {key: _nearest(translations[key], reading, own) for key in known & translations.keys()}
    facts = Facts(
        opened=frozenset(lessons),
        finished=frozenset(key for key, row in lessons.items() if row.finished_at),
        answered=frozenset(answer.version_id for answer in attempts),
        closed=known - pages.keys(),
        last=next((key for key in reversed(lessons) if key in known), ""),
        **_further(enrolment, manifest, attempts),
    )
    completion = getattr(enrolment, "completion", None)
    foreign = _foreign(enrolment.release_id, *_newer(enrolment), own, reading)
    return Learning(enrolment, manifest, pages, lessons, attempts, facts, completion, reading or own, foreign)


def _further(enrolment: Enrolment, manifest: Manifest, attempts: list[Answer]) -> dict[str, frozenset[Any]]:
    """What only some rules ask for: which answers were right, and which other courses are completed."""
    rule = released.rule(enrolment.release_id)
    found: dict[str, frozenset[Any]] = {}
    if rule.share[0]:
        judged = rule.judged | {earlier for lesson in manifest.lessons for earlier, _ in lesson.counting}
        found["right"] = _right([each for each in attempts if each.version_id in judged])
    if rule.first:
        found["courses"] = completed_courses(enrolment.user_id) | _gone(set(rule.first.values()))
    return found


def _right(attempts: list[Answer]) -> frozenset[int]:
    """Versions that were answered right once: by the words that were read then, or as they were corrected since."""
    texts = ItemText.objects.select_related("version__item").in_bulk({each.text_id for each in attempts})
    return frozenset(each.version_id for each in attempts if _is_right(each, texts[each.text_id]))


def _is_right(answer: Any, text: ItemText) -> bool:
    if answer.judged_after == Outcome.RIGHT:
        return True
    kind = exercises.by_kind()[text.version.item.kind].kind
    return kind.judge(text.version.definition.content, text.content, answer.response).outcome is Outcome.RIGHT


def _gone(keys: set[str]) -> frozenset[str]:
    """What nobody can take stands in nobody's way."""
    live = CoursePage.objects.live().filter(translation_key__in=keys).values_list("translation_key", flat=True)
    return frozenset(keys - set(map(str, live)))


def completed_courses(user: int) -> frozenset[str]:
    found = Completion.objects.filter(enrolment__user=user).values_list("enrolment__course_key", flat=True)
    return frozenset(map(str, found))


def needed_first(user: User | None, course_key: uuid.UUID) -> str:
    """The key of the course that has to be completed before this one is begun; nothing if they have done so."""
    source = source_release(course_key)
    needed = released.rule(source.pk).first.get(str(course_key), "") if source else ""
    if not needed or _gone({needed}):
        return ""
    return "" if user and needed in completed_courses(user.pk) else needed


def _nearest(translations: dict[str, LessonPage], reading: str, own: str) -> LessonPage:
    first: LessonPage = next(iter(translations.values()))
    return translations.get(reading) or translations.get(own) or first


def _open_pages(keys: set[str]) -> dict[str, dict[str, LessonPage]]:
    """Lessons that can be read now, by key and language; only what their address takes."""
    pages: dict[str, dict[str, LessonPage]] = defaultdict(dict)
    found = LessonPage.objects.live().filter(translation_key__in=keys).select_related("locale")
    for page in found.only("translation_key", "url_path", "locale__language_code"):
        pages[str(page.translation_key)][page.locale.language_code] = page
    return pages


def newer_release(enrolment: Enrolment) -> CourseRelease | None:
    """The release to move to, if there is one."""
    if getattr(enrolment, "completion", None):
        return None  # what was completed has no more lessons and no other questions; corrections reach it all the same
    if enrolment.newest in (None, enrolment.release_id):
        return None
    return CourseRelease.objects.get(pk=enrolment.newest)


def keep_up(current: Learning) -> tuple[Learning, Change | None]:
    """Moves to the newest release if nothing is lost by it; otherwise says what would change, and moves nothing."""
    newer = newer_release(current.enrolment)
    if newer is None:
        return current, None
    then = without(released.manifest(newer.pk), current.closed)
    difference = change(current.manifest, then, current.facts, current.rule, released.rule(newer.pk))
    if not difference.harmless:
        return current, difference
    return move(current, newer), None


def move(current: Learning, release: CourseRelease) -> Learning:
    """Answers stay where they are: they belong to versions of questions, and the new release names those it shares."""
    enrolment = current.enrolment
    enrolment.release = release
    enrolment.save(update_fields=["release"])
    return learning(enrolment, current.closed)


def open_lesson(current: Learning, lesson: Lesson) -> Learning:
    """Remembers that this lesson was opened last. Reading on in the same lesson writes nothing."""
    row = current.lessons.get(lesson.key)
    if row is not None and current.facts.last == lesson.key:
        return current
    row = _touch(current.enrolment, lesson.key, row)
    lessons = {key: other for key, other in current.lessons.items() if key != lesson.key} | {lesson.key: row}
    facts = replace(current.facts, opened=current.facts.opened | {lesson.key}, last=lesson.key)
    return replace(current, lessons=lessons, facts=facts)


def _touch(enrolment: Enrolment, lesson_key: str, row: LessonProgress | None) -> LessonProgress:
    if row is None:
        return LessonProgress.objects.get_or_create(enrolment=enrolment, lesson_key=lesson_key)[0]
    row.opened_at = timezone.now()
    row.save(update_fields=["opened_at"])
    return row


def record_completion(current: Learning) -> Learning:
    """Once; later changes of the course do not take it away."""
    if current.completion or not current.progress.completed:
        return current
    completion, _ = Completion.objects.get_or_create(
        enrolment=current.enrolment, defaults={"release": current.enrolment.release}
    )
    return replace(current, completion=completion)


def standing(current: Learning, request: HttpRequest) -> dict[str, Any]:
    """Where a learner is in a course, for the templates of its page, its lessons and their own page."""
    where = current.progress
    return {
        "enrolment": current.enrolment,
        "is_closed": current.is_closed,
        "is_gone": current.is_gone,
        "reading": current.reading,
        "foreign": current.foreign,
        "course_title": current.manifest.title,
        "title_in": current.title_in,
        "progress": where,
        "next_url": current.resume_url(where.next, request) if where.next and not current.is_withdrawn else "",
        "completion": current.completion,
        "last_opened": current.last_opened,
        "urls": {step.lesson.key: current.url(step.lesson, request) for step in where.steps},
    }


def standings(user: User, request: HttpRequest, locale: str) -> list[dict[str, Any]]:
    """In all courses, with their addresses; the one that was opened last comes first."""
    theirs = learnings(enrolments_of(user, locale), closed_to(request))
    found = sorted(theirs, key=lambda each: each.last_opened, reverse=True)
    urls = courses.addresses([each.enrolment.course_key for each in found], request)
    why = absences([each for each in found if each.is_gone], locale)
    return [
        standing(each, request)
        | {"course_url": _in_their_language(urls, each.enrolment), "absence": why.get(each.enrolment.course_key)}
        for each in found
    ]


@dataclass(frozen=True, slots=True)
class CourseAbsence:
    """Why nothing of a course can be read: withdrawn, with a sentence in `locale`; else unpublished, or deleted."""

    is_withdrawn: bool = False
    is_deleted: bool = False
    sentence: str = ""
    locale: str = ""


def absences(gone: Iterable[Learning], locale: str) -> dict[uuid.UUID, CourseAbsence]:
    """By the keys of the courses; no query where nothing is gone."""
    keys = [each.enrolment.course_key for each in gone]
    if not keys:
        return {}
    withdrawn = Availability.objects.filter(course_key__in=keys, withdrawn_at__isnull=False)
    sentences = {row.course_key: availability.sentence(row.sentences, locale) for row in withdrawn}
    kept = set(CoursePage.objects.filter(translation_key__in=keys).values_list("translation_key", flat=True))
    return {key: CourseAbsence(key in sentences, key not in kept, *sentences.get(key, ("", locale))) for key in keys}


def course_url(current: Learning, request: HttpRequest) -> str:
    """The course's page, or the learner's own while it is not published."""
    return page_address(current.enrolment, request) or reverse("my_page")


def page_address(enrolment: Enrolment, request: HttpRequest) -> str:
    """Of the course's page, or nothing while they may not read any."""
    return _in_their_language(courses.addresses([enrolment.course_key], request), enrolment)


def _in_their_language(urls: Mapping[tuple[uuid.UUID, str], str], enrolment: Enrolment) -> str:
    key, own = enrolment.course_key, enrolment.release.locale
    return urls.get((key, getattr(enrolment, "reading", ""))) or urls.get((key, own), "")


def outlook(course: CoursePage, closed: Set[str] = frozenset()) -> dict[str, Any]:
    """What there is to do for somebody who has not begun, in the language of the page."""
    source, locale = source_release(course.translation_key), course.locale.language_code
    if source is None:
        return {"progress": progress(Manifest(course.title), Facts())}
    newest = newest_release(course.translation_key, locale) if locale != source.locale else None
    words = newest.pk if newest else None
    foreign = _foreign(source.pk, None, words, source.locale, locale)
    manifest = without(released.manifest(source.pk, None, words), closed)
    return {"progress": progress(manifest, Facts(), released.rule(source.pk)), "foreign": foreign}
