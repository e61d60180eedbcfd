"""Questions of one lesson taken into the draft of another, as questions of their own: answers to one never count for
the other. What they only name, such as scales and terms, stays the same thing.
"""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.permissions import page_permission_policy
from wagtail_localize.models import StringTranslation, Translation, TranslationContext

from community.models import User
from elearning import exercises
from elearning.care import checks
from elearning.core.items import Value
from elearning.models import CoursePage, LessonPage

Ids = Mapping[str, str]  # of blocks and the items of their lists: old to new


class Twin(StrEnum):
    """What became of the questions in another language of the lesson that they were copied into."""

    COPIED = "copied"  # they stand in its draft
    TRANSLATED = "translated"  # their words come along as soon as it follows its source
    MISSING = "missing"  # nobody has translated them
    CLOSED = "closed"  # this person may not change it at the moment


@dataclass(frozen=True, slots=True)
class Copied:
    number: int
    twins: Mapping[str, Twin]  # by language


def questions_of(lesson: LessonPage) -> list[tuple[str, str, str]]:
    """Of its draft: id, kind and question of each exercise."""
    known = exercises.by_kind()
    return [
        (block["id"], str(known[block["type"]].as_block().label), strip_tags(block["value"]["question"]))
        for block in checks.stored_blocks(lesson)
        if exercises.is_activity(block)
    ]


def targets(lesson: LessonPage, user: User) -> list[tuple[str, list[tuple[int, str]]]]:
    """Lessons in the same language that this person may write, below the titles of their courses. What follows its
    source takes questions from there alone."""
    theirs = page_permission_policy.instances_user_has_permission_for(user, "change")
    followed = Translation.objects.filter(target_locale=lesson.locale_id, enabled=True)
    found = LessonPage.objects.filter(pk__in=theirs.values("pk"), locale=lesson.locale_id, alias_of=None)
    found = found.exclude(translation_key__in=followed.values("source__object_id"))
    courses = CoursePage.objects.filter(locale=lesson.locale_id).order_by("path")
    titles = dict(courses.values_list("path", "draft_title"))
    groups: dict[str, list[tuple[int, str]]] = {path: [] for path in titles}
    for page in found.exclude(pk=lesson.pk).order_by("path"):
        above = page.path[: -2 * Page.steplen]
        if above in groups:
            groups[above].append((page.pk, page.draft_title))
    return [(titles[path], lessons) for path, lessons in groups.items() if lessons]


def is_open(page: Page, user: User) -> bool:
    lock = page.get_lock()
    return bool(page.permissions_for_user(user).can_edit()) and not (lock and lock.for_user(user))


@transaction.atomic
def copy(source: LessonPage, chosen: Iterable[str], target: LessonPage, user: User) -> Copied:
    """To the end of the draft, in the order in which they stand; each page that is changed has a revision more."""
    wanted = set(chosen)
    blocks = [each for each in _draft(source).body.get_prep_value() if each["id"] in wanted]
    asked = [each for each in blocks if exercises.is_activity(each)]
    ids = {id: str(uuid.uuid4()) for each in asked for id in _ids_in(each)}
    _append(target, asked, ids, user)
    others = target.get_translations().filter(alias_of=None).select_related("locale")
    twins = {page.locale.language_code: _into(page, source, asked, ids, user) for page in others}
    return Copied(len(asked), twins)


def _into(twin: LessonPage, source: LessonPage, asked: Sequence[Value], ids: Ids, user: User) -> Twin:
    followed = Translation.objects.filter(
        source__object_id=twin.translation_key, target_locale=twin.locale_id, enabled=True
    )
    if followed.exists():
        return Twin.TRANSLATED if _note_words(twin, source, asked, ids) else Twin.MISSING
    known = {each["id"]: each for each in _blocks_in(source, twin.locale_id)}
    if not all(each["id"] in known for each in asked):
        return Twin.MISSING
    if not is_open(twin, user):
        return Twin.CLOSED
    _append(twin, [known[each["id"]] for each in asked], ids, user)
    return Twin.COPIED


def _blocks_in(source: LessonPage, locale: int) -> Sequence[Value]:
    page = source.get_translations().filter(locale=locale).first()
    return _draft(page).body.get_prep_value() if page else ()


def _note_words(twin: LessonPage, source: LessonPage, asked: Sequence[Value], ids: Ids) -> bool:
    """A translation that follows its source takes its words from a store, by the place where they stand. Says whether
    there were any."""
    rows = StringTranslation.objects.filter(context__object_id=source.translation_key, locale=twin.locale_id)
    found = [row for each in asked for row in rows.filter(context__path__startswith=f"body.{each['id']}.")]
    for row in found:
        place = ".".join(ids.get(part, part) for part in row.context.path.split("."))
        context, _is_new = TranslationContext.objects.get_or_create(object_id=twin.translation_key, path=place)
        StringTranslation.objects.get_or_create(
            translation_of_id=row.translation_of_id,
            locale_id=row.locale_id,
            context=context,
            defaults={"data": row.data, "translation_type": row.translation_type, "tool_name": row.tool_name},
        )
    return bool(found)


def _append(page: LessonPage, blocks: Iterable[Value], ids: Ids, user: User) -> None:
    draft = _draft(page)
    draft.append(_renamed(each, ids) for each in blocks)
    draft.save_revision(user=user, log_action=True)


def _draft(page: LessonPage) -> LessonPage:
    draft: LessonPage = page.get_latest_revision_as_object()
    return draft


def _ids_in(stored: Any) -> Iterator[str]:
    """Of a block and of the items of its lists, as Wagtail stores them."""
    if isinstance(stored, Mapping):
        if "id" in stored and "value" in stored:
            yield stored["id"]
        for each in stored.values():
            yield from _ids_in(each)
    if isinstance(stored, list):
        for each in stored:
            yield from _ids_in(each)


def _renamed(stored: Any, ids: Ids) -> Any:
    if isinstance(stored, Mapping):
        found = {name: _renamed(each, ids) for name, each in stored.items()}
        return found | {"id": ids[stored["id"]]} if "id" in stored and stored["id"] in ids else found
    return [_renamed(each, ids) for each in stored] if isinstance(stored, list) else stored
