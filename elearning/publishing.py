"""Writes a release whenever what learners can take of a course has changed.

Connected to Wagtail's signals, the only place that every way of publishing, unpublishing, copying, moving and deleting
goes through; docs/decisions/0020 has the reasons. Everything else here is plain calls.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move, published

from cms.models import GlossaryTerm
from elearning import durations, exercises, kept
from elearning.core.completion import RULE
from elearning.core.items import fingerprint
from elearning.core.manifest import Lesson, Manifest, Module
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
    for path in kept.places_of(instance):
        release_at(path)


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
    content = _manifest(course, locale).as_json()
    hash = fingerprint([content, RULE])
    newest = newest_release(course.translation_key, locale)
    if newest is None or newest.hash != hash:
        newest = CourseRelease.objects.create(
            course_key=course.translation_key,
            locale=locale,
            number=newest.number + 1 if newest else 1,
            content=content,
            rule=RULE,
            hash=hash,
        )
    _note_duration(course.translation_key)
    return newest


def _note_duration(course_key: uuid.UUID) -> None:
    """One figure in all languages: what everybody takes of a course is decided by the one in which it came first."""
    source = source_release(course_key)
    if source:
        CoursePage.objects.filter(translation_key=course_key).update(duration=source.manifest.minutes)


def newest_release(course_key: uuid.UUID, locale: str) -> CourseRelease | None:
    return CourseRelease.objects.filter(course_key=course_key, locale=locale).order_by("-number").first()


def source_release(course_key: uuid.UUID) -> CourseRelease | None:
    """The newest in the language in which the course came first: that one decides what everybody takes of it."""
    releases = CourseRelease.objects.filter(course_key=course_key)
    source = releases.order_by("pk").values("locale")[:1]
    return releases.filter(locale__in=source).order_by("-number").first()


def _manifest(course: CoursePage, locale: str) -> Manifest:
    """Modules without a published lesson are left out: nobody can do anything there."""
    lessons = list(LessonPage.objects.live().descendant_of(course).order_by("path"))
    snapshots = _snapshots(lessons, locale)
    modules = []
    for module in ModulePage.objects.live().child_of(course).order_by("path"):
        inside = tuple(
            _lesson(lesson, snapshots[lesson.pk]) for lesson in lessons if lesson.path.startswith(module.path)
        )
        if inside:
            modules.append(Module(str(module.translation_key), module.title, module.introduction, inside))
    return Manifest(course.title, tuple(modules))


def _lesson(page: LessonPage, snapshot: LessonSnapshot) -> Lesson:
    key = str(page.translation_key)
    return Lesson(key, page.title, snapshot.minutes, snapshot.pk, tuple(snapshot.questions))


def _snapshots(pages: Iterable[LessonPage], locale: str) -> dict[int, LessonSnapshot]:
    """One per page, by the page's id; what has not changed since an earlier release is used again."""
    contents = {page.pk: _content(page) for page in pages}
    hashes = {pk: fingerprint([locale, content]) for pk, content in contents.items()}
    known = {each.hash: each for each in LessonSnapshot.objects.filter(hash__in=hashes.values())}
    return {
        pk: known.get(hashes[pk]) or _write_snapshot(content, locale, hashes[pk]) for pk, content in contents.items()
    }


def _content(page: LessonPage) -> dict[str, Any]:
    body = kept.with_words(page.body.get_prep_value(), page.locale.language_code)
    return {
        "lesson_key": str(page.translation_key),
        "title": page.title,
        "introduction": page.introduction,
        "minutes": durations.minutes(body),
        "body": body,
    }


def _write_snapshot(content: Mapping[str, Any], locale: str, hash: str) -> LessonSnapshot:
    activities = [block for block in content["body"] if exercises.is_activity(block)]
    texts = [_text(content["lesson_key"], block, locale) for block in activities]
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


def _text(lesson_key: str, block: Mapping[str, Any], locale: str) -> ItemText:
    definition, words = exercises.by_kind()[block["type"]].split(block["value"])
    item, _ = Item.objects.get_or_create(
        lesson_key=lesson_key, block_id=block["id"], defaults={"kind": definition.kind}
    )
    version = _version(item, definition.as_json())
    text, _ = ItemText.objects.get_or_create(
        version=version, locale=locale, hash=fingerprint(words), defaults={"content": words}
    )
    return text


def _version(item: Item, content: Mapping[str, Any]) -> ItemVersion:
    hash = fingerprint(content)
    existing = item.versions.filter(hash=hash).first()
    if existing:
        return existing
    number = item.versions.aggregate(newest=Max("number", default=0))["newest"] + 1
    return item.versions.create(number=number, content=content, hash=hash)
