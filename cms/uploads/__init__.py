"""What may be uploaded: which folder takes which kind of file, under which names, and as what it is served.

Every file of the site is stored in one of these folders, so a new field for uploads needs a line here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from cms.uploads import captions, documents, pictures, recordings, scans
from cms.uploads.files import ending_of


@dataclass(frozen=True, eq=False)
class FileKind:
    """What files of one kind may be named, as what they are served, how they are cleaned, and whether they have to be:
    whether they tell what one does not see."""

    name: str
    types: Mapping[str, str]
    clean: Callable[[File[Any]], File[Any]]
    tells: Callable[[File[Any]], bool]


@dataclass(frozen=True)
class Folder:
    """Where files of one field are stored. What nobody fetches by its name has no door at `/media/`."""

    kind: FileKind
    served: bool = False
    unguessable: bool = False


PICTURE = FileKind("picture", pictures.TYPES, pictures.clean, pictures.tells)
RENDITION = FileKind("picture", pictures.TYPES, pictures.keep, pictures.tells)
RECORDING = FileKind("recording", recordings.TYPES, recordings.clean, recordings.tells)
CAPTIONS = FileKind("captions", captions.TYPES, captions.clean, captions.tells)
DOCUMENT = FileKind("document", documents.TYPES, documents.clean, documents.tells)
SCAN = FileKind("scan", scans.TYPES, scans.clean, scans.tells)

FOLDERS = {
    "original_images": Folder(PICTURE, unguessable=True),
    "images": Folder(RENDITION, served=True, unguessable=True),
    "avatar_images": Folder(PICTURE, served=True, unguessable=True),
    "media_thumbnails": Folder(PICTURE, served=True, unguessable=True),
    "media": Folder(RECORDING, served=True),
    "captions": Folder(CAPTIONS, served=True),
    "documents": Folder(DOCUMENT),  # served at /documents/, which asks who may read them
    "signed_lists": Folder(SCAN, unguessable=True),  # served beside the attendance of a sitting, to its trainers
}
# Where the CMS keeps one of several uploads whose form is not complete yet: pictures and documents alike.
UNFINISHED = "wagtail_uploads"


class AdmittedFile(File[Any]):
    """A file that was judged and cleaned. The storage takes nothing else."""

    def __init__(self, file: Any, name: str, kind: FileKind) -> None:
        super().__init__(file, name)
        self.kind = kind


def admit(path: str, file: File[Any]) -> AdmittedFile:
    """The file as it is to be stored under such a path; refuses it with a sentence."""
    kind = kind_at(path)
    if isinstance(file, AdmittedFile) and file.kind is kind:
        return file
    _check_name(kind, path)
    _check_size(kind, file)
    cleaned = kind.clean(_named(file, path))
    return AdmittedFile(cleaned.file, cleaned.name or "", kind)


def cleaned(path: str, file: File[Any]) -> File[Any] | None:
    """What a file has to become that was stored before there was this rule; None if it tells nothing. However large it
    is, it is there already."""
    kind = kind_at(path)
    _check_name(kind, path)
    return kind.clean(file) if kind.tells(file) else None


def validate(upload: Any) -> None:
    """Makes a file that was uploaded to a field of a model what may be stored there, or refuses it."""
    if not upload._committed:
        upload.file = admit(upload.field.generate_filename(upload.instance, upload.name), upload.file)
        upload.name = upload.file.name


def kind_at(path: str) -> FileKind:
    folder = folder_of(path)
    if folder == UNFINISHED:
        return PICTURE if ending_of(path) in PICTURE.types else DOCUMENT
    if folder not in FOLDERS:
        raise ValidationError(_("No files are kept here."), code="folder")
    return FOLDERS[folder].kind


def folder_of(path: str) -> str:
    return path.partition("/")[0]


def served_type(path: str) -> str:
    """The media type of a stored file; empty if its name is none that such files may have."""
    folder = FOLDERS.get(folder_of(path))
    return folder.kind.types.get(ending_of(path), "") if folder else ""


def _named(file: File[Any], path: str) -> File[Any]:
    file.seek(0)
    return File(file.file if isinstance(file, AdmittedFile) else file, PurePosixPath(path).name)


def _check_name(kind: FileKind, path: str) -> None:
    if ending_of(path) not in kind.types:
        raise ValidationError(
            _("Files with such a name are not taken here, only: %(endings)s."),
            code="name",
            params={"endings": ", ".join(sorted(kind.types)).upper()},
        )


def _check_size(kind: FileKind, file: File[Any]) -> None:
    limit = settings.UPLOAD_SIZES[kind.name]
    if file.size > limit:
        raise ValidationError(
            _("This file is too large: it has %(size)s, and at most %(limit)s are possible."),
            code="size",
            params={"size": filesizeformat(file.size), "limit": filesizeformat(limit)},
        )
