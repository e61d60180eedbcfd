"""PDF: without author, program and scripts. Title, language and the claim to be accessible stay."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from cms.uploads.files import head_of, not_what_it_says, rewritten

# What tells of people and programs, in the document and in each of its pictures; and scripts.
HIDDEN = ("/Metadata", "/PieceInfo", "/JS", "/JavaScript")
DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
STAYS = (
    f"{DUBLIN_CORE}title",
    f"{DUBLIN_CORE}language",
    "{http://www.aiim.org/pdfua/ns/id/}part",
    "{http://www.aiim.org/pdfa/ns/id/}part",
    "{http://www.aiim.org/pdfa/ns/id/}conformance",
)
DEPTH = 100  # no document nests deeper


def clean(file: File[Any]) -> File[Any]:
    with _opened(file) as pdf:
        return rewritten(_written(pdf), file.name or "")


def tells(file: File[Any]) -> bool:
    with _opened(file) as pdf:
        words = set(pdf.docinfo) - {"/Title"} | set(_described(pdf)) - set(STAYS)
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata  # which may say what stays
        return bool(words) or any(key in dictionary for dictionary in _dictionaries(pdf) for key in HIDDEN)


@contextmanager
def _opened(file: File[Any]) -> Iterator[pikepdf.Pdf]:
    if not head_of(file).lstrip().startswith(b"%PDF-"):
        raise not_what_it_says(file.name or "")
    file.seek(0)
    try:
        with pikepdf.open(io.BytesIO(file.read())) as pdf:
            yield pdf
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, TypeError, RuntimeError) as error:
        raise ValidationError(
            _("This document cannot be read: it is damaged, or protected by a password. Please choose another one."),
            code="content",
        ) from error


def _written(pdf: pikepdf.Pdf) -> bytes:
    kept = {key: words for key, words in _described(pdf).items() if key in STAYS}
    title = pdf.docinfo.get("/Title")
    del pdf.docinfo
    for dictionary in _dictionaries(pdf):
        for key in HIDDEN:
            if key in dictionary:
                del dictionary[key]
    if title is not None:
        pdf.docinfo["/Title"] = title
    if kept:
        with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
            metadata.update(kept)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def _described(pdf: pikepdf.Pdf) -> dict[str, Any]:
    with pdf.open_metadata(update_docinfo=False, set_pikepdf_as_editor=False) as metadata:
        return dict(metadata)


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for each in pdf.objects:
        yield from _inside(each, DEPTH)


def _inside(each: Any, depth: int) -> Iterator[Any]:
    """Dictionaries that stand in others, not beside them: those are listed anyway."""
    if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
        yield each
        children = list(each.values()) if depth else []
    else:
        children = list(each) if depth and isinstance(each, pikepdf.Array) else []
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from _inside(child, depth - 1)
