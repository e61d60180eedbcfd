"""Headings in their order: whoever listens to a page jumps from one to the next. Pure."""

import re
from collections.abc import Iterable, Sequence

TITLE = 1  # of the page, above all its blocks
LEVEL = 2  # of a heading block; smaller ones stand in texts

_SMALL = re.compile(r"<h([34])\b")


def levels(kind: str, html: str) -> list[int]:
    """Of the headings in a block of this type, from top to bottom."""
    if kind == "heading":
        return [LEVEL]
    return [int(found) for found in _SMALL.findall(html)] if kind == "text" else []


def out_of_order(blocks: Iterable[Sequence[int]]) -> list[int]:
    """The places of the blocks in which a heading stands without a larger one above it."""
    found, above = [], TITLE
    for place, inside in enumerate(blocks):
        for level in inside:
            if level > above + 1 and place not in found:
                found.append(place)
            above = level
    return found
