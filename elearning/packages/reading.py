"""From a file to drafts. What is here already becomes a new draft of itself; nothing is published."""

import hashlib
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, Any

import msgspec
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from cms import uploads
from cms.models import GlossaryTerm, Recording
from elearning.models import CourseListPage
from elearning.packages import CONTENTS, FORMAT, VERSION, Package, PagePart, Thing, name_of_page
from elearning.packages.pages import MODELS, fields
from elearning.packages.references import rewritten

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_PARTS = 2000
MOST_BYTES = 500_000_000  # of all parts, unpacked

UNREADABLE: Mapping[str, "StrOrPromise"] = {
    "package.none": _("This is no file of a course. It has to be one that was saved here or on another such site."),
    "package.newer": _("This file was saved by a newer version of Zweiklang. Please update this site first."),
    "package.large": _("This file unpacks to more than 500 MB, or to more than 2,000 files."),
    "package.unfit": _("Something is missing in this file, or it has contents that this site does not know yet."),
    "package.closed": _("A page of this course is here already, and you may not change it at the moment."),
}


class NoCourse(Exception):
    """A file that no course can be made of; nothing was changed."""

    def __init__(self, sentence: "StrOrPromise") -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Becomes(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    LEFT = "left"  # in a language that this site does not have


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """`page` is missing if it was left out. `elsewhere` are titles of courses that come first where it is from."""

    title: str
    locale: str
    outcome: Becomes
    page: Page | None = None
    elsewhere: tuple[str, ...] = ()


def take(file: IO[bytes], parent: CourseListPage, user: Any) -> list[PageOutcome]:
    """Below the list of courses of each language. Raises NoCourse, and has changed nothing then."""
    stored: list[FieldFile] = []
    try:
        with transaction.atomic(), zipfile.ZipFile(file) as archive:
            _check_size(archive)
            package = _package(archive)
            return _Reader(package, archive, parent, user, stored).take()
    except Exception as error:
        for each in stored:
            each.storage.delete(str(each.name))
        raise _refusal(error) from error


def _refusal(error: Exception) -> Exception:
    """In words, for whatever can be wrong with a file; a fault of ours stays one."""
    if isinstance(error, ValidationError):  # a file or text that the site does not store
        return NoCourse(" ".join(error.messages))
    if isinstance(error, zipfile.BadZipFile | zlib.error | EOFError | msgspec.DecodeError):
        return NoCourse(UNREADABLE["package.none"])
    if isinstance(error, LookupError | TypeError | ValueError):
        return NoCourse(UNREADABLE["package.unfit"])
    return error


def _check_size(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
        raise NoCourse(UNREADABLE["package.large"])
    if CONTENTS not in archive.namelist():
        raise NoCourse(UNREADABLE["package.none"])


def _package(archive: zipfile.ZipFile) -> Package:
    package = msgspec.json.decode(archive.read(CONTENTS), type=Package)
    if package.format != FORMAT or not package.pages:
        raise NoCourse(UNREADABLE["package.none"])
    if package.version > VERSION:
        raise NoCourse(UNREADABLE["package.newer"])
    return package


@dataclass
class _Reader:
    package: Package
    archive: zipfile.ZipFile
    parent: CourseListPage
    user: Any
    stored: list[FieldFile]
    made: dict[str, int | None] = field(default_factory=dict)
    places: dict[tuple[str, str], Page | None] = field(default_factory=dict)

    def take(self) -> list[PageOutcome]:
        """All pages first, as texts link to others of the course."""
        placed = [(part, *self._place(part)) for part in self.package.pages]
        return [self._filled(*each) for each in placed]

    def _place(self, part: PagePart) -> tuple[Any, bool]:
        """The page, nothing if it cannot be here; and whether it is new."""
        model = MODELS[part.kind]
        here: Any = model._default_manager.filter(translation_key=part.key, locale__language_code=part.locale).first()
        above = self._above(part)
        _check_open(here, self.user)
        page = here or (self._new(part, above) if above else None)
        self.places[part.key, part.locale] = page
        self.made[name_of_page(part.key, part.locale)] = page.pk if page else None
        return page, here is None

    def _new(self, part: PagePart, above: Page) -> Page:
        title, slug = (msgspec.json.decode(part.fields[name], type=str) for name in ("title", "slug"))
        locale = Locale.objects.get(language_code=part.locale)
        page: Page = MODELS[part.kind](title=title, slug=_free_slug(above, slug), locale=locale, live=False)
        page.translation_key = part.key
        above.add_child(instance=page)
        return page

    def _filled(self, part: PagePart, page: Any, is_new: bool) -> PageOutcome:
        title = msgspec.json.decode(part.fields["title"], type=str)
        if page is None:
            return PageOutcome(title, part.locale, Becomes.LEFT)
        draft = page.get_latest_revision_as_object()
        is_changed = self._fill(part, draft)
        if is_new or is_changed:
            draft.save_revision(user=self.user, log_action=True)
        usual = Becomes.CHANGED if is_changed else Becomes.SAME
        return PageOutcome(title, part.locale, Becomes.NEW if is_new else usual, page, tuple(part.elsewhere))

    def _above(self, part: PagePart) -> Any:
        if part.above is not None:
            return self.places.get((part.above, part.locale))
        return CourseListPage.objects.filter(
            translation_key=self.parent.translation_key, locale__language_code=part.locale
        ).first()

    def _fill(self, part: PagePart, page: Any) -> bool:
        """Whether anything is another now. The address of a page stays as it is here."""
        is_changed = False
        for each in fields(part.kind):
            if each.name not in part.fields or each.name == "slug":
                continue
            before = _stored(each, page)
            self._set(each, page, msgspec.json.decode(part.fields[each.name]))
            is_changed |= before != _stored(each, page)
        return is_changed

    def _set(self, field: Any, page: Page, value: Any) -> None:
        if isinstance(field, StreamField):
            raw = rewritten(field.stream_block, value, self._id)
            setattr(page, field.name, field.stream_block.to_python(raw))
        elif field.is_relation:
            setattr(page, field.attname, self._id(field.related_model, value) if value else None)
        else:
            read = field.to_python(value)
            field.run_validators(read)
            setattr(page, field.name, read)

    def _id(self, model: Any, name: Any) -> int | None:
        if name not in self.made:
            self.made[name] = self._make(self.package.things[name])
        return self.made[name]

    def _make(self, thing: Thing) -> int | None:
        return self._term(thing) if thing.kind == "glossaryterm" else self._media(thing)

    def _term(self, thing: Thing) -> int | None:
        """The words that this site has for it; where it has none, those of the package as a draft."""
        locale = Locale.objects.filter(language_code=thing.fields["locale"]).first()
        if locale is None:
            return None
        texts = {name: thing.fields[name] for name in ("term", "definition")}
        term, is_new = GlossaryTerm.objects.get_or_create(
            slug=thing.fields["slug"], locale=locale, defaults={**texts, "live": False}
        )
        if is_new:
            term.save_revision(user=self.user)
        return int(term.pk)

    def _media(self, thing: Thing) -> int:
        """What is here already, by its content, is not stored twice. Of recordings Wagtail keeps no hash."""
        model: Any = {"image": get_image_model(), "document": get_document_model(), "recording": Recording}[thing.kind]
        media = model(**thing.fields, uploaded_by_user=self.user)
        admitted = {name: self._admitted(media, name, path) for name, path in thing.parts.items()}
        if hasattr(model, "file_hash"):
            content = admitted["file"].read()
            media.file_hash, media.file_size = hashlib.sha1(content, usedforsecurity=False).hexdigest(), len(content)
            if existing := model.objects.filter(file_hash=media.file_hash).first():
                return int(existing.pk)
        for name, file in admitted.items():
            getattr(media, name).save(PurePosixPath(file.name).name, file, save=False)
            self.stored.append(getattr(media, name))
        media.save()
        return int(media.pk)

    def _admitted(self, media: Any, name: str, path: str) -> Any:
        content = ContentFile(self.archive.read(path), PurePosixPath(path).name)
        return uploads.admit(media._meta.get_field(name).generate_filename(media, content.name), content)


def _check_open(page: Page | None, user: Any) -> None:
    if page is None:
        return
    lock = page.get_lock()
    if not page.permissions_for_user(user).can_edit() or (lock and lock.for_user(user)):
        raise NoCourse(UNREADABLE["package.closed"])


def _stored(field: Any, page: Page) -> Any:
    value = field.value_from_object(page)
    return value.get_prep_value() if isinstance(field, StreamField) else value


def _free_slug(above: Page, slug: str) -> str:
    taken = set(above.get_children().values_list("slug", flat=True))
    tried = (f"{slug}-{number}" if number > 1 else slug for number in range(1, len(taken) + 2))
    return next(each for each in tried if each not in taken)
