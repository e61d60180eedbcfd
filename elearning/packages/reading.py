"""From a file to drafts. What is here already becomes a new draft of itself; nothing is published."""

import shutil
import zipfile
import zlib
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any

import msgspec
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import DataError, IntegrityError, transaction
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.models import Locale, Page
from wagtail.utils.file import hash_filelike

from cms import uploads
from cms.uploads.files import has_too_many_entries
from elearning.models import CourseListPage
from elearning.packages import CONTENTS, FORMAT, VERSION, Package, PagePart, Thing, name_of_page, things
from elearning.packages.pages import MODELS, fields
from elearning.packages.references import check, rewritten
from elearning.packages.things import KINDS, NAMES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_PARTS = 2000
MOST_BYTES = 500_000_000  # of all parts, unpacked, each as often as something names it
LARGEST_CONTENTS = 20_000_000  # bytes of what is read into the memory
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1  # a flag of a part

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
    if has_too_many_entries(file):
        raise NoCourse(UNREADABLE["package.large"])
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
    if isinstance(error, LookupError | TypeError | ValueError | RecursionError | IntegrityError | DataError):
        return NoCourse(UNREADABLE["package.unfit"])
    return error


def _check_size(archive: zipfile.ZipFile) -> None:
    parts = {part.filename: part for part in archive.infolist()}
    if CONTENTS not in parts or any(_is_packed_otherwise(part) for part in parts.values()):
        raise NoCourse(UNREADABLE["package.none"])
    _check_sum([part.file_size for part in parts.values()])
    if parts[CONTENTS].file_size > LARGEST_CONTENTS:
        raise NoCourse(UNREADABLE["package.large"])


def _is_packed_otherwise(part: zipfile.ZipInfo) -> bool:
    """Neither this site nor another one with Zweiklang packs so."""
    return bool(part.flag_bits & ENCRYPTED) or part.compress_type not in PACKED


def _check_sum(sizes: Collection[int]) -> None:
    if len(sizes) > MOST_PARTS or sum(sizes) > MOST_BYTES:
        raise NoCourse(UNREADABLE["package.large"])


def _check_named(archive: zipfile.ZipFile, package: Package) -> None:
    """One part that many things name is unpacked and stored for each of them."""
    named = [path for thing in package.things.values() for path in thing.parts.values()]
    _check_sum([archive.getinfo(path).file_size for path in named])


def _package(archive: zipfile.ZipFile) -> Package:
    package = msgspec.json.decode(archive.read(CONTENTS), type=Package)
    if package.format != FORMAT or not package.pages:
        raise NoCourse(UNREADABLE["package.none"])
    if package.version > VERSION:
        raise NoCourse(UNREADABLE["package.newer"])
    _check_named(archive, package)
    return package


@dataclass
class _Reader:
    package: Package
    archive: zipfile.ZipFile
    parent: CourseListPage
    user: Any
    stored: list[FieldFile]
    pages: dict[str, int | None] = field(default_factory=dict)
    models: dict[str, type[Page]] = field(default_factory=dict)
    made: dict[str, int | None] = field(default_factory=dict)
    places: dict[tuple[str, str], Page | None] = field(default_factory=dict)

    def take(self) -> list[PageOutcome]:
        """All pages first, as texts link to others of the course. Then scales in each language, whichever was chosen,
        and terms, which a text may only mention.
        """
        placed = [(part, *self._place(part)) for part in self.package.pages]
        for name, thing in self.package.things.items():
            if KINDS[thing.kind].by:
                self._made(name)
        return [self._filled(*each) for each in placed]

    def _place(self, part: PagePart) -> tuple[Any, bool]:
        """The page, nothing if it cannot be here; and whether it is new."""
        model = MODELS[part.kind]
        here: Any = model._default_manager.filter(translation_key=part.key, locale__language_code=part.locale).first()
        above = self._above(part)
        _check_open(here, self.user)
        page = here or (self._new(part, above) if above else None)
        self.places[part.key, part.locale] = page
        name = name_of_page(part.key, part.locale)
        self.pages[name], self.models[name] = page.pk if page else None, model
        return page, here is None

    def _new(self, part: PagePart, above: Page) -> Page:
        title, slug = (msgspec.json.decode(part.fields[name], type=str) for name in ("title", "slug"))
        if not MODELS[part.kind].can_exist_under(above):
            raise LookupError(part.kind)
        locale = Locale.objects.get(language_code=part.locale)
        page: Page = MODELS[part.kind](title=title, slug=find_available_slug(above, slug), locale=locale, live=False)
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
            check(field.stream_block, raw)
            setattr(page, field.name, field.stream_block.to_python(raw))
        elif field.is_relation:
            setattr(page, field.attname, self._id(field.related_model, value) if value else None)
        else:
            read = field.to_python(value)
            field.run_validators(read)
            setattr(page, field.name, read)

    def _id(self, model: Any, name: Any) -> int | None:
        """Of a page of the package, or of a thing of this kind. Raises LookupError if the package has no such one."""
        if issubclass(model, Page):
            return self._page(model, name)
        if self.package.things[name].kind != NAMES[model]:
            raise LookupError(name)
        return self._made(name)

    def _page(self, model: type[Page], name: Any) -> int | None:
        if not issubclass(self.models[name], model):
            raise LookupError(name)
        return self.pages[name]

    def _made(self, name: str) -> int | None:
        if name not in self.made:
            self.made[name] = self._make(self.package.things[name])
        return self.made[name]

    def _make(self, thing: Thing) -> int | None:
        return self._text(thing) if KINDS[thing.kind].by else self._media(thing)

    def _text(self, thing: Thing) -> int | None:
        """The words that this site has for it; where it has none, those of the package as a draft."""
        locale = Locale.objects.filter(language_code=thing.fields["locale"]).first()
        if locale is None:
            return None
        kind, values = KINDS[thing.kind], things.read(thing)
        same = Q.create([(name, values[name]) for name in kind.by], connector=Q.OR)
        if known := kind.model.objects.filter(same, locale=locale).order_by("-live", "pk").first():
            return int(known.pk)
        text = kind.model(locale=locale, live=False, **values)
        text.full_clean()
        text.save()
        text.save_revision(user=self.user)
        return int(text.pk)

    def _media(self, thing: Thing) -> int:
        """What is here already, by its content, is not stored twice. Of recordings Wagtail keeps no hash."""
        kind = KINDS[thing.kind]
        media = kind.model(**things.read(thing), uploaded_by_user=self.user)
        with ExitStack() as opened:
            admitted = {
                name: self._admitted(media, name, thing.parts[name], opened)
                for name in kind.files
                if name in thing.parts
            }
            if hasattr(kind.model, "file_hash"):
                media.file_hash, media.file_size = hash_filelike(admitted["file"]), admitted["file"].size
                if existing := kind.model.objects.filter(file_hash=media.file_hash).first():
                    return int(existing.pk)
            for name, file in admitted.items():
                getattr(media, name).save(PurePosixPath(file.name).name, file, save=False)
                self.stored.append(getattr(media, name))
        media.save()
        return int(media.pk)

    def _admitted(self, media: Any, name: str, path: str, opened: ExitStack) -> Any:
        """Unpacked to the disk: a film may be larger than what the memory has left."""
        unpacked = opened.enter_context(TemporaryFile())  # noqa: SIM115 - the stack closes it
        with self.archive.open(path) as part:
            shutil.copyfileobj(part, unpacked)
        content = File(unpacked, PurePosixPath(path).name)
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
