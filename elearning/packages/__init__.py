"""A course as one file, in all its languages: as its drafts stand here, taken in elsewhere as drafts.

A ZIP file with `course.json` and the files that lessons show. Pages, questions and answers to choose from keep their
ids, so that the same course brought along twice is one course, and what learners answered still belongs to it.
"""

from typing import Any, Literal

import msgspec

FORMAT, VERSION = "zweiklang-course", 1
CONTENTS = "course.json"
FILES = "files/"


class Thing(msgspec.Struct, forbid_unknown_fields=True):
    """What a page shows that is no part of it. `parts` are paths in the package by the names of fields."""

    kind: Literal["image", "recording", "document", "glossaryterm", "scale"]
    fields: dict[str, str | int | float | list[Any] | None]
    parts: dict[str, str] = {}


class PagePart(msgspec.Struct, forbid_unknown_fields=True):
    """A page in one language; `above` is the key of the page that it lies below, of a course there is none.

    `fields` are as the database has them; where a thing stands, there is its name among `things`.
    """

    kind: Literal["course", "module", "lesson"]
    key: str
    locale: str
    above: str | None
    fields: dict[str, msgspec.Raw]


class Package(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    version: int
    pages: list[PagePart]
    things: dict[str, Thing]


def name_of_page(key: str, locale: str) -> str:
    """As a link in a text has it."""
    return f"page:{key}:{locale}"
