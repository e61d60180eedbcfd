"""Names as people see them: one line of letters, without what is not seen or turns the words around it."""

import re
import unicodedata
from collections.abc import Iterator

MOST_MARKS = 3  # on one letter: pointed Hebrew has as many
JOINERS = "\u200c\u200d"  # Persian and the scripts of India need them between letters
# Letters, marks and signs that no font shows, though their category says otherwise.
INVISIBLE = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
HIDDEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Me"})


def as_seen(text: str) -> str:
    """The name as it may be stored; empty if no letter of it can be read."""
    composed = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    name = with_few_marks(" ".join("".join(shown(composed)).split())).strip(JOINERS)
    return name if any(unicodedata.category(c).startswith("L") for c in name) else ""


def shown(text: str) -> Iterator[str]:
    """The characters that are seen, spaces, and joiners between two letters."""
    for before, c, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if c.isspace() or unicodedata.category(c) not in HIDDEN or (c in JOINERS and joins(before, after)):
            yield c


def joins(before: str, after: str) -> bool:
    """Between letters of scripts that join; in others, a joiner is a character that nobody sees."""
    return all(unicodedata.category(c) in {"Lo", "Mn", "Mc"} for c in (before, after))


def with_few_marks(text: str) -> str:
    kept, marks = [], 0
    for c in text:
        marks = marks + 1 if unicodedata.category(c) == "Mn" else 0
        if marks <= MOST_MARKS:
            kept.append(c)
    return "".join(kept)
