"""From the drafts of a course to a file."""

import shutil
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Any

import msgspec
from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Page

from elearning.models import CoursePage
from elearning.packages import CONTENTS, FILES, FORMAT, VERSION, Package, PagePart, Thing, name_of_page
from elearning.packages.pages import MODELS, fields
from elearning.packages.references import rewritten
from elearning.packages.things import KINDS, NAMES, in_all_languages, written

IN_MEMORY = 5 * 1024 * 1024


def write(course: CoursePage) -> IO[bytes]:
    """A file that is at its beginning; it is gone when it is closed."""
    courses = list(course.get_translations(inclusive=True))
    writer = _Writer(tuple(page.path for page in courses))
    pages = [part for page in courses for part in writer.parts_of(page)]
    package = Package(FORMAT, VERSION, pages, writer.things)
    target: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(CONTENTS, msgspec.json.format(msgspec.json.encode(package), indent=1))
        for path, file in writer.files.items():
            with file.open("rb") as source, archive.open(path, "w") as part:
                shutil.copyfileobj(source, part)
    target.seek(0)
    return target


class _Writer:
    """Notes what pages name while they are written down."""

    def __init__(self, paths: tuple[str, ...]) -> None:
        self.paths = paths  # of the course in each language
        self.things: dict[str, Thing] = {}
        self.files: dict[str, Any] = {}

    def parts_of(self, course: Page) -> Iterable[PagePart]:
        for page in course.get_descendants(inclusive=True).specific().order_by("path"):
            kind = next((kind for kind, model in MODELS.items() if isinstance(page, model)), "")
            if kind:
                yield self._part(kind, page.get_latest_revision_as_object())

    def _part(self, kind: Any, page: Page) -> PagePart:
        above = None if kind == "course" else str(page.get_parent().translation_key)
        values = {field.name: msgspec.Raw(msgspec.json.encode(self._value(field, page))) for field in fields(kind)}
        return PagePart(kind, str(page.translation_key), page.locale.language_code, above, values)

    def _value(self, field: Any, page: Page) -> Any:
        if isinstance(field, StreamField):
            return rewritten(field.stream_block, field.value_from_object(page).get_prep_value(), self._name)
        if field.is_relation:
            return self._name(field.related_model, field.value_from_object(page))
        return field.value_from_object(page)

    def _name(self, model: type[models.Model], pk: Any) -> str | None:
        """What it is called in the package."""
        if model is Page:
            return self._page_name(pk)
        found: Any = model._default_manager.filter(pk=pk).first() if model in NAMES and pk else None
        if found is None:
            return None
        for each in in_all_languages(found):
            self._note(each)
        return self._note(found)

    def _note(self, thing: Any) -> str:
        kind: Any = NAMES[type(thing)]
        name = f"{kind}-{thing.pk}"
        if name not in self.things:
            files = [each for each in KINDS[kind].files if getattr(thing, each)]
            self.things[name] = Thing(kind, written(thing), {each: self._file(name, each, thing) for each in files})
        return name

    def _page_name(self, pk: Any) -> str | None:
        """Links to pages elsewhere on this site lead nowhere on another."""
        found = Page.objects.filter(pk=pk).select_related("locale").first()
        inside = found and found.path.startswith(self.paths)
        return name_of_page(str(found.translation_key), found.locale.language_code) if found and inside else None

    def _file(self, name: str, field: str, thing: Any) -> str:
        file = getattr(thing, field)
        path = f"{FILES}{name}-{field}{PurePosixPath(file.name).suffix}"
        self.files[path] = file
        return path
