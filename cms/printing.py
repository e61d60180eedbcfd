"""Files to print: PDF tagged for screen readers (PDF/UA-1), with our own fonts, in whatever alphabets people write.

A template gets all words as JSON, so that nothing that somebody wrote is a command there; docs/decisions/0118.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import typst
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils import translation

FONTS = "print"  # the folder that `frontend/fonts.py` writes
FRAME = "cms/print.typ"  # page, text and headings, before each template
RIGHT_TO_LEFT = {"R", "AL"}

Own = dict[str, Any]  # words with their direction, which is theirs and not the document's


def printed(template: str, title: str, running: str, words: dict[str, Any]) -> bytes:
    """`running` stands at the foot of each page."""
    told = msgspec.json.encode(_about(title, running) | words).decode()
    try:
        return _pdf(template, told, ["ua-1"])
    except typst.TypstError:  # a letter that none of our fonts has: the standard forbids to show that it is missing
        return _pdf(template, told, [])


def _about(title: str, running: str) -> dict[str, Any]:
    return {
        "lang": translation.get_language(),
        "rtl": translation.get_language_bidi(),
        "fonts": families(),
        "title": title,
        "running": own(running),
    }


def _pdf(template: str, words: str, standards: list[Any]) -> bytes:
    source = "\n".join(_source(each) for each in (FRAME, template))
    compiler = typst.Compiler(source.encode(), font_paths=fonts(), ignore_system_fonts=True)
    made = compiler.compile(format="pdf", sys_inputs={"words": words}, pdf_standards=standards)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


def _source(template: str) -> str:
    path = get_template(template).origin.name  # type: ignore[attr-defined]
    return Path(path).read_text(encoding="utf-8")


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(finders.find(FONTS))])


def families() -> list[str]:
    """Latin first, so that digits and signs are the same everywhere."""
    ours = {family for family in fonts().families() if family.islower()}
    return sorted(ours, key=lambda family: ("-latin" not in family, len(family)))


def own(text: str) -> Own:
    return {"text": text, "rtl": is_right_to_left(text)}


def is_right_to_left(text: str) -> bool:
    """By its first letter, as browsers decide it."""
    directions = (unicodedata.bidirectional(c) for c in text)
    return next((each in RIGHT_TO_LEFT for each in directions if each in RIGHT_TO_LEFT | {"L"}), False)


def paragraphs(text: str) -> Sequence[Own]:
    return [own(part) for part in text.splitlines() if part.strip()]
