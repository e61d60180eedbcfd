"""Writes a release whenever what learners can take of a course has changed.

Connected to Wagtail's signals, the only place that every way of publishing, unpublishing, copying, moving and deleting
goes through; docs/decisions/0020 has the reasons. Everything else here is plain calls.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move, published

from cms.models import GlossaryTerm
from elearning import durations, exercises, kept, mentions
from elearning.core.completion import Rule
from elearning.core.items import fingerprint
from elearning.core.manifest import Lesson, Manifest, Module
from elearning.core.mentions import Term
from elearning.edits import corrections, people, questions
from elearning.edits.corrections import Decision
from elearning.models import (
    CoursePage,
    CourseRelease,
    Item,
    ItemText,
    ItemVersion,
    LessonPage,
    LessonSnapshot,
    ModulePage,
    Scale,
)
from elearning.released import newest_release, source_release


def connect() -> None:
    for signal in (page_published, page_unpublished):
        for model in (CoursePage, ModulePage, LessonPage):
            signal.connect(on_page_changed, sender=model)
    post_page_move.connect(on_page_moved)
    for model in (ModulePage, LessonPage):
        post_delete.connect(on_page_deleted, sender=model)
    for text in (GlossaryTerm, Scale):
        published.connect(on_text_published, sender=text)
    kept.watch()


def on_page_changed(instance: Page, **kwargs: Any) -> None:
    release_at(instance.path)


def on_page_moved(instance: Page, parent_page_before: Page, **kwargs: Any) -> None:
    """Also where it was taken from: that course has one lesson fewer."""
    release_at(instance.path)
    if not instance.path.startswith(parent_page_before.path):
        release_at(Page.objects.values_list("path", flat=True).get(pk=parent_page_before.pk))


def on_page_deleted(instance: Page, **kwargs: Any) -> None:
    """Once the whole branch is gone: when it is the course that is being deleted, there is nothing left to release."""
    transaction.on_commit(lambda: release_at(instance.path))


def on_text_published(instance: GlossaryTerm | Scale, **kwargs: Any) -> None:
    """Learners read the words of their release, so a correction takes one."""
    for course in {lesson[: -2 * Page.steplen] for lesson in kept.places_of(instance)}:
        release_at(course)


def release_at(path: str) -> None:
    """Release the course that this place in the page tree belongs to, if there is a published one."""
    above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
    for course in CoursePage.objects.live().filter(path__in=above):
        release(course)


@transaction.atomic
def release(course: CoursePage) -> CourseRelease:
    """The newest release of a course in its language; a new one only if something changed for learners."""
    # Two editors publish two lessons at the same moment: the second waits here, then sees the first one's lesson.
    Page.objects.select_for_update().get(pk=course.pk)
    locale = course.locale.language_code
    newest = newest_release(course.translation_key, locale)
    manifest = _manifest(course, locale, newest)
    content, rule = manifest.as_json(), _rule(course, manifest).as_json()
    hash = fingerprint([content, rule])
    if newest is None or newest.hash != hash:
        newest = CourseRelease.objects.create(
            course_key=course.translation_key,
            locale=locale,
            number=newest.number + 1 if newest else 1,
            content=content,
            rule=rule,
            hash=hash,
        )
    _note_duration(course.translation_key)
    return newest


def _note_duration(course_key: uuid.UUID) -> None:
    """One figure in all languages: what everybody takes of a course is decided by the one in which it came first."""
    source = source_release(course_key)
    if source:
        CoursePage.objects.filter(translation_key=course_key).update(duration=source.manifest.minutes)


def _manifest(course: CoursePage, locale: str, newest: CourseRelease | None) -> Manifest:
    """Modules without a published lesson are left out: nobody can do anything there."""
    lessons = list(LessonPage.objects.live().descendant_of(course).order_by("path"))
    snapshots = _snapshots(lessons, locale, newest)
    counting = people.earlier_versions(id for snapshot in snapshots.values() for id in snapshot.questions)
    modules = []
    for module in ModulePage.objects.live().child_of(course).order_by("path"):
        inside = tuple(
            _lesson(lesson, snapshots[lesson.pk], counting) for lesson in lessons if lesson.path.startswith(module.path)
        )
        if inside:
            modules.append(Module(str(module.translation_key), module.title, module.introduction, inside))
    return Manifest(course.title, tuple(modules))


def _rule(course: CoursePage, manifest: Manifest) -> Rule:
    """As editors set it on the pages of the course, its modules and its lessons."""
    voluntary = LessonPage.objects.descendant_of(course).filter(is_voluntary=True).values_list("translation_key")
    extra = {str(key) for (key,) in voluntary} & set(manifest.by_key)
    share = course.share
    return Rule(
        lessons=frozenset(set(manifest.by_key) - extra) if extra else None,
        minutes=course.enough_minutes or 0,
        share=share,
        judged=_judged(manifest) if share[0] else frozenset(),
        first=_first(course, manifest),
    )


def _judged(manifest: Manifest) -> frozenset[int]:
    """The questions that can be answered right, or not."""
    asked = {version for lesson in manifest.lessons for version in lesson.questions}
    kinds = ItemVersion.objects.filter(pk__in=asked).values_list("pk", "item__kind")
    return frozenset(pk for pk, kind in kinds if exercises.by_kind()[kind].kind.is_judged)


def _first(course: CoursePage, manifest: Manifest) -> dict[str, str]:
    """Of modules only what stands before them, or another course: so nothing waits for itself."""
    found = {}
    if course.required_course:
        found[str(course.translation_key)] = str(course.required_course.translation_key)
    before: set[str] = set()
    pages = ModulePage.objects.child_of(course).select_related("required")
    needed = {str(page.translation_key): page.required for page in pages}
    for module in manifest.modules:
        required = needed[module.key]
        key = str(required.translation_key) if required else ""
        is_course = bool(required) and required.specific_class is CoursePage and required.pk != course.pk
        if key in before or is_course:
            found[module.key] = key
        before.add(module.key)
    return found


def _lesson(page: LessonPage, snapshot: LessonSnapshot, counting: Mapping[int, Iterable[int]]) -> Lesson:
    pairs = tuple((earlier, each) for each in snapshot.questions for earlier in sorted(counting.get(each, ())))
    return Lesson(
        str(page.translation_key), page.title, snapshot.minutes, snapshot.pk, tuple(snapshot.questions), pairs
    )


def _snapshots(pages: Iterable[LessonPage], locale: str, newest: CourseRelease | None) -> dict[int, LessonSnapshot]:
    """One per page, by the page's id; what has not changed since an earlier release is used again."""
    terms = mentions.terms_in(locale)
    contents = {page.pk: _content(page, terms) for page in pages}
    hashes = {pk: fingerprint([locale, content]) for pk, content in contents.items()}
    known = {each.hash: each for each in LessonSnapshot.objects.filter(hash__in=hashes.values())}
    last = {lesson.key: lesson.snapshot for lesson in newest.manifest.lessons} if newest else {}
    found = {}
    for pk, content in contents.items():
        same, before = known.get(hashes[pk]), last.get(content["lesson_key"])
        found[pk] = same if same and same.pk == before else _changed(content, locale, hashes[pk], same, before)
    return found


def _content(page: LessonPage, known: Sequence[Term]) -> dict[str, Any]:
    """Without terms where there are none, so that what was released before they were kept has its hash."""
    body = kept.with_words(page.body.get_prep_value(), page.locale.language_code)
    terms = mentions.terms_of(body, known)
    return {
        "lesson_key": str(page.translation_key),
        "title": page.title,
        "introduction": page.introduction,
        "minutes": durations.minutes(body),
        "body": body,
        **({"terms": mentions.as_kept(terms)} if terms else {}),
    }


def _changed(
    content: Mapping[str, Any], locale: str, hash: str, known: LessonSnapshot | None, last: int | None
) -> LessonSnapshot:
    """What editors chose for questions that have changed is done here: learners meet both at once."""
    before = questions.last_released(content["lesson_key"], locale, last)
    decisions = corrections.decide(before, content["lesson_key"], locale, content["body"])
    snapshot = known or _write_snapshot(content, locale, hash, before, decisions)
    texts = questions.texts_of(snapshot if decisions else None)
    for block_id, decision in decisions.items():
        corrections.correct(decision, texts[block_id])
    return snapshot


def _write_snapshot(
    content: Mapping[str, Any],
    locale: str,
    hash: str,
    before: LessonSnapshot | None,
    decisions: Mapping[str, Decision],
) -> LessonSnapshot:
    activities = [block for block in content["body"] if exercises.is_activity(block)]
    asked = questions.texts_of(before)
    texts = [
        _text(content["lesson_key"], block, locale, asked.get(block["id"]), decisions.get(block["id"]))
        for block in activities
    ]
    snapshot = LessonSnapshot.objects.create(
        **{**content, "body": [_without_key(block) for block in content["body"]]},
        locale=locale,
        texts=[text.pk for text in texts],
        questions=[text.version_id for text in texts if not exercises.by_kind()[text.version.item.kind].kind.private],
        hash=hash,
    )
    kept.hold_files(snapshot)
    return snapshot


def _without_key(block: Mapping[str, Any]) -> Mapping[str, Any]:
    """An activity's words and key have tables of their own; the page only needs its place."""
    return {"type": block["type"], "id": block["id"], "value": {}} if exercises.is_activity(block) else block


def _text(
    lesson_key: str, block: Mapping[str, Any], locale: str, before: ItemText | None, decision: Decision | None
) -> ItemText:
    definition, words = exercises.by_kind()[block["type"]].split(block["value"])
    hash = fingerprint(words)
    if before and (before.hash, before.version.content) == (hash, definition.as_json()):
        return before
    item, _ = Item.objects.get_or_create(
        lesson_key=lesson_key, block_id=block["id"], defaults={"kind": definition.kind}
    )
    version = corrections.version_of(item, definition.as_json(), hash, locale, decision)
    text, _ = ItemText.objects.get_or_create(version=version, locale=locale, hash=hash, defaults={"content": words})
    return text
