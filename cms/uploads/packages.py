"""Office documents are ZIP files of many parts: some tell of people, and some are programs.

Parts that tell of people are written anew, all others are taken over as they are. What stands in a comment or in a
change that somebody tracked is content, and stays.
"""

import re
import shutil
import zipfile
import zlib
from collections.abc import Callable
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from xml.etree.ElementTree import Element, tostring  # builds only: what comes from outside is read by the next one

from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from cms.uploads import pictures
from cms.uploads.files import ending_of, has_too_many_entries, not_what_it_says, written

IN_MEMORY = 2 * 1024 * 1024
MOST_PARTS = 10_000
MOST_BYTES = 500_000_000  # of all parts, unpacked
LARGEST_READ = 20_000_000  # bytes of a part that is looked into, all of it at once

# What a package must hold to be that kind of document.
MEMBERS = {
    "docx": "word/document.xml",
    "xlsx": "xl/workbook.",
    "pptx": "ppt/presentation.xml",
    "odt": "content.xml",
    "ods": "content.xml",
}
# Programs: of Microsoft Office, in spreadsheets of old, as controls; of OpenDocument.
PROGRAMS = re.compile(r"vba(project|data)|(^|/)(macrosheets|activex)/|^(basic|scripts)/", re.IGNORECASE)
PROGRAM_TYPES = re.compile(r"macroEnabled|vbaProject", re.IGNORECASE)
CONTENT_TYPES = "[Content_Types].xml"

# Parts that tell of people, and what of them stays: the title is read out by screen readers.
PROPERTIES = {"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"}
STAYS = {"title", "language"}
PHOTOS = {"jpeg", "jpg"}
UNDATED = (1980, 1, 1, 0, 0, 0)  # where packages begin to count


def clean(file: File[Any]) -> File[Any]:
    """Without authors, companies, times and programs that it was written with."""
    stored: File[Any] = _read(file, _cleaned)
    return stored


def tells(file: File[Any]) -> bool:
    answer: bool = _read(file, lambda package, file: any(_tells(package, part) for part in package.infolist()))
    return answer


def check(file: File[Any]) -> File[Any]:
    """A ZIP file of anything is taken as it is, unless it is an office document with programs by another name."""
    stored: File[Any] = _read(file, lambda package, file: file)
    return stored


def _read(file: File[Any], answer: Callable[[zipfile.ZipFile, File[Any]], Any]) -> Any:
    if has_too_many_entries(file):
        raise _too_large()
    try:
        with zipfile.ZipFile(file) as package:
            _check_parts(package, file.name or "")
            return answer(package, file)
    except zipfile.BadZipFile as error:
        raise not_what_it_says(file.name or "") from error
    except (OSError, RuntimeError, SyntaxError, ValueError, EOFError, zlib.error) as error:
        raise _unreadable() from error


def _check_parts(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    member = MEMBERS.get(ending_of(name), "")
    if not any(each.startswith(member) for each in names):
        raise not_what_it_says(name)
    read = [part.file_size for part in parts if _is_looked_into(part.filename)]
    if (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > MOST_BYTES
        or max(read, default=0) > LARGEST_READ
    ):
        raise _too_large()
    if len(set(names)) < len(names):  # readers differ in which of the two they take
        raise _unreadable()
    if any(PROGRAMS.findall(each) for each in names) or _has_program_types(package, names):
        raise ValidationError(
            _("This document holds macros, which are small programs. Please save it without macros and try again."),
            code="program",
        )


def _has_program_types(package: zipfile.ZipFile, names: list[str]) -> bool:
    """Read as XML, as office programs do: in any encoding, and however its letters are written."""
    if CONTENT_TYPES not in names:
        return False
    types = fromstring(package.read(CONTENT_TYPES))
    return any(PROGRAM_TYPES.findall(value) for element in types.iter() for value in element.attrib.values())


def _is_looked_into(name: str) -> bool:
    return name == CONTENT_TYPES or _is_written_anew(name)


def _is_written_anew(name: str) -> bool:
    return name in PROPERTIES or ending_of(name) in PHOTOS


def _cleaned(package: zipfile.ZipFile, file: File[Any]) -> File[Any]:
    """In the same order, since OpenDocument asks for its type first and unpacked."""
    stream: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # whoever stores it reads it later
    with zipfile.ZipFile(stream, "w") as anew:
        for part in package.infolist():
            if _is_written_anew(part.filename):
                anew.writestr(_undated(part), _content(part.filename, package.read(part)))
            else:
                with package.open(part) as source, anew.open(_undated(part), "w") as copy:
                    shutil.copyfileobj(source, copy)
    return written(stream, file.name or "")


def _undated(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Name and packing only: neither times nor what the writing system adds."""
    anew = zipfile.ZipInfo(part.filename)
    anew.compress_type = zipfile.ZIP_STORED if part.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
    return anew


def _tells(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    if part.date_time != UNDATED:
        return True
    if part.filename in PROPERTIES:
        return bool(_about_people(fromstring(package.read(part))))
    return ending_of(part.filename) in PHOTOS and _photo_tells(part.filename, package.read(part))


def _photo_tells(name: str, content: bytes) -> bool:
    try:
        return pictures.tells(ContentFile(content, name=name))
    except ValidationError:
        return False


def _content(name: str, content: bytes) -> bytes:
    return _without_people(content) if name in PROPERTIES else _photo(name, content)


def _without_people(content: bytes) -> bytes:
    root = fromstring(content)
    for element, child in _about_people(root):
        element.remove(child)
    root.attrib = {name: value for name, value in root.attrib.items() if name.endswith("}version")}
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml


def _about_people(root: Element) -> list[tuple[Element, Element]]:
    """What is to go, each with what it stands in."""
    return [(element, child) for element in root.iter() for child in element if not _stays(child)]


def _stays(element: Element) -> bool:
    """Containers stay for the sake of what is in them."""
    name = element.tag.rpartition("}")[2]
    return name == "meta" or (name in STAYS and not len(element))


def _photo(name: str, content: bytes) -> bytes:
    """What is no picture is nothing that we can clean; readers do not show it either."""
    try:
        cleaned: bytes = pictures.clean(ContentFile(content, name=name)).read()
    except ValidationError:
        return content
    return cleaned


def _too_large() -> ValidationError:
    return ValidationError(_("This file is too large when it is unpacked. Please choose another one."), code="size")


def _unreadable() -> ValidationError:
    return ValidationError(
        _("This document cannot be read: it is damaged, or protected by a password. Please choose another one."),
        code="content",
    )
