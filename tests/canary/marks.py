"""The canary's words: each is found again wherever it turns up, whole, in small letters, or within an address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

MARK = re.compile(rb"canary(\d{3})x", re.IGNORECASE)

# Who reads. Whoever may read a word is named with it; everybody else must never come across it.
ANYBODY, STRANGER, COMPANION, OBSERVER, MODERATOR = "anybody", "stranger", "companion", "observer", "moderator"
EDITOR, COORDINATOR, OPERATOR = "editor", "coordinator", "operator"
IN_THE_ROOM = frozenset({COMPANION, OBSERVER, MODERATOR})
IN_THE_COHORT = frozenset({COMPANION, MODERATOR})
IN_THE_CMS = frozenset({EDITOR, OPERATOR})
PEOPLE = frozenset({COORDINATOR, OPERATOR})
LOOK_AFTER_TRAININGS = PEOPLE | {MODERATOR}
EVERYBODY = frozenset({ANYBODY, STRANGER, COMPANION, OBSERVER, MODERATOR, EDITOR, COORDINATOR, OPERATOR})


@dataclass(frozen=True)
class Mark:
    """One word: where it was written, who may read it, and whether it is content of the site, which stays."""

    number: int
    place: str
    readers: frozenset[str]
    stays: bool

    @property
    def word(self) -> str:
        return f"canary{self.number:03d}x"


@dataclass
class Marks:
    """All words that were written."""

    written: list[Mark] = field(default_factory=list)

    def new(self, place: str, readers: Iterable[str] = (), *, stays: bool = False) -> str:
        mark = Mark(len(self.written), place, frozenset(readers), stays)
        self.written.append(mark)
        return mark.word

    def address(self, place: str, readers: Iterable[str] = ()) -> str:
        return f"{self.new(place, readers)}@example.org"

    def found_in(self, text: str | bytes) -> set[Mark]:
        said = text.encode() if isinstance(text, str) else text
        return {self.written[int(number)] for number in MARK.findall(said)}


def has_mark(text: object) -> bool:
    return bool(MARK.search(str(text).encode()))
