"""Where a text says a word that the glossary explains: once in each section, as somebody taps it there."""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from typing import Any

# Between these, a word is part of something else that can be tapped, or of a heading, which is no place for a link.
CLOSED = frozenset({"a", "h3", "h4"})

_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"<(/?)\s*([a-z0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """`forms` are other words for it that stand in texts, such as its plural."""

    slug: str
    word: str
    definition: str
    forms: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"forms": list(self.forms)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Term":
        return cls(data["slug"], data["word"], data["definition"], tuple(data["forms"]))


Mark = Callable[[Term, str], str]  # from a term and the words that the text has for it to HTML


class Finder:
    """Finds words as a whole, whether they begin a sentence or not. Longer ones come first: they say more."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_word = {_same(word): term for term in terms for word in (*term.forms, term.word)}
        words = sorted(self._by_word, key=len, reverse=True)
        either = "|".join(r"\s+".join(map(re.escape, html.escape(word, quote=False).split())) for word in words)
        # Half of a compound with a hyphen is not the word.
        self._pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE) if words else None

    def found_in(self, text: str) -> Iterator[Term]:
        for part, is_open in _parts(text):
            if is_open and self._pattern:
                yield from filter(None, map(self._term, self._pattern.finditer(part)))

    def marked(self, text: str, mark: Mark, already: Set[str] = frozenset()) -> tuple[str, Set[str]]:
        """The HTML with the first mention of each term marked, and the slugs of those in this section until now."""
        seen = set(already)

        def once(match: re.Match[str]) -> str:
            term = self._term(match)
            if term is None or term.slug in seen:
                return match[0]
            seen.add(term.slug)
            return mark(term, match[0])

        if self._pattern is None:
            return text, seen
        parts = [self._pattern.sub(once, part) if is_open else part for part, is_open in _parts(text)]
        return "".join(parts), seen

    def _term(self, match: re.Match[str]) -> Term | None:
        """Nothing for the few letters, such as the dotless i, that only a search without case holds for the same."""
        return self._by_word.get(_same(html.unescape(match[0])))


def mentioned(texts: Iterable[str], terms: Sequence[Term]) -> list[Term]:
    """Those of these terms that stand in one of these texts (HTML), in the order of the terms."""
    finder = Finder(terms)
    found = {term.slug for text in texts for term in finder.found_in(text)}
    return [term for term in terms if term.slug in found]


def _same(word: str) -> str:
    return " ".join(word.split()).casefold()


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Tags and what stands between them, each with whether a word in it may be marked."""
    within: list[str] = []
    for part in _TAG.split(text):
        named = _NAME.match(part)
        if not named:
            yield part, not within and not part.startswith("<")
            continue
        closes, name = named[1], named[2].lower()
        if name in CLOSED:
            within = within[:-1] if closes else [*within, name]
        yield part, False
