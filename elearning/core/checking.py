"""What an editor may have overlooked in a lesson. Nothing here forbids anything: each check says what it has seen.

A check reads the blocks as they are stored. It knows no kind of exercise by its name: what has a place for feedback is
an answer, what has a question is an exercise.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from cms import headings
from elearning.core.duration import NOT_WORDS
from elearning.core.items import Value

MOST_WORDS = 25
MOST_WORDS_OF = {"ar": 20}  # article, preposition and "and" are part of the word there
MOST_EASY_WORDS = 12
FEEDBACK = ("feedback", "too_low", "too_high")
LONGER, LONGER_BY = 1.3, 12  # times, and characters: what is less gives nothing away
SHOWN_CLAIMS = 3
EMPTY_LINKS = frozenset(
    {
        *("hier", "hier klicken", "klicken sie hier", "mehr", "mehr dazu", "weiter", "weiterlesen", "dieser link"),
        *("here", "click here", "more", "read more", "link", "this link", "learn more"),
        *("هنا", "اضغط هنا", "انقر هنا", "المزيد"),
    }
)

_BREAK = re.compile(r"</(?:p|li|h[1-6]|td|th)>|<br\s*/?>|\n")
_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r"[.!?…؟][\"'“”’»«)\]]*\s+")
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|svg|heic|avif)|(?:IMG|DSC|DSCN|PXL)[_-]?\d+\S*", re.IGNORECASE)
_CLAIM = re.compile(
    r"(?:§+|\b(?:Art\.|Artikel|Article|المادة))\s*\d+\w*(?:\s+(?:Absatz|Abs\.)\s*\d+)?(?:\s+[A-ZÄÖÜ]\w+)?"
    r"|\d[\d.,]*\s*(?:%|٪|Prozent\b|per ?cent\b)|\b(?:1[89]|20)\d\d\b"
)


@dataclass(frozen=True, slots=True)
class CheckedRecording:
    is_film: bool
    has_captions: bool
    has_transcript: bool


@dataclass(frozen=True, slots=True)
class CheckedLesson:
    """`language` is a code such as "de" or "de-simple"; `recordings` are those of the blocks, by their ids."""

    blocks: Sequence[Value]
    language: str
    recordings: Mapping[int, CheckedRecording] = field(default_factory=dict)

    @property
    def to_read(self) -> Iterator[Value]:
        """Blocks that ask nothing."""
        return (block for block in self.blocks if not _asks(block))


@dataclass(frozen=True, slots=True)
class Hint:
    """`check` is its name in `CHECKS`, `words` are those of the block that it is about, if it is about some."""

    check: str
    block_id: str
    words: tuple[str, ...] = ()


Found = Iterator[tuple[str, tuple[str, ...]]]  # ids of blocks, with words


def hints(lesson: CheckedLesson) -> tuple[Hint, ...]:
    """In the order of the blocks."""
    found = [Hint(name, id, words) for name, check in CHECKS.items() for id, words in check(lesson)]
    places = {block["id"]: place for place, block in enumerate(lesson.blocks)}
    return tuple(sorted(found, key=lambda hint: places[hint.block_id]))


# --- pictures and recordings ------------------------------------------------------------------------------------------


def missing_alternative_text(lesson: CheckedLesson) -> Found:
    """Or one that is only the name of a file. A picture that is marked as decoration needs none."""
    for block in _of_type(lesson, "image"):
        picture = block["value"]["image"]
        text = (picture.get("alt_text") or "").strip() if isinstance(picture, Mapping) else ""
        is_decoration = isinstance(picture, Mapping) and picture.get("decorative")
        if not is_decoration and (not text or _FILE_NAME.fullmatch(text)):
            yield block["id"], (text,) if text else ()


def recording_without_transcript(lesson: CheckedLesson) -> Found:
    return (each for each in _recordings(lesson, lambda recording: not recording.has_transcript))


def film_without_captions(lesson: CheckedLesson) -> Found:
    return (each for each in _recordings(lesson, lambda recording: recording.is_film and not recording.has_captions))


def _recordings(lesson: CheckedLesson, lacks: Callable[[CheckedRecording], bool]) -> Found:
    for block in _of_type(lesson, "recording"):
        known = lesson.recordings.get(block["value"]["recording"] or 0)
        if known and lacks(known):
            yield block["id"], ()


# --- exercises --------------------------------------------------------------------------------------------------------


def answer_without_feedback(lesson: CheckedLesson) -> Found:
    """Of what is chosen as right or wrong, each answer needs its own; elsewhere an explanation below is enough."""
    for block in filter(_asks, lesson.blocks):
        is_explained = bool(_plain(block["value"].get("explanation") or "").strip())
        found = [
            _name(part)
            for part in _mappings(block["value"])
            if _lacks_feedback(part) and ("correct" in part or not is_explained)
        ]
        if found:
            yield block["id"], tuple(filter(None, found))


def _lacks_feedback(part: Mapping[str, Any]) -> bool:
    places = [part[name] for name in FEEDBACK if name in part]
    return bool(places) and not any((words or "").strip() for words in places)


def _name(part: Mapping[str, Any]) -> str:
    return next((str(part[name]) for name in ("text", "left", "before") if part.get(name)), "")


def right_is_longest(lesson: CheckedLesson) -> Found:
    """By so much that one finds the right answer without the question."""
    for block in filter(_asks, lesson.blocks):
        options = [_item(each) for each in block["value"].get("options") or () if isinstance(_item(each), Mapping)]
        right = [each["text"] for each in options if each.get("correct")]
        wrong = [each["text"] for each in options if not each.get("correct")]
        if right and wrong and _is_longer(min(right, key=len), max(wrong, key=len)):
            yield block["id"], tuple(right)


def _is_longer(one: str, other: str) -> bool:
    return len(one) > len(other) * LONGER and len(one) - len(other) >= LONGER_BY


# --- text -------------------------------------------------------------------------------------------------------------


def long_sentences(lesson: CheckedLesson) -> Found:
    most = most_words(lesson.language)
    for block in lesson.blocks:
        sentences = [each for text in _texts(block["value"]) for each in sentences_of(text)]
        if long := [each for each in sentences if len(each.split()) > most]:
            yield block["id"], tuple(long)


def most_words(language: str) -> int:
    """That a sentence may have before it is called long."""
    return MOST_EASY_WORDS if language.endswith("-simple") else MOST_WORDS_OF.get(language, MOST_WORDS)


def sentences_of(text: str) -> Iterator[str]:
    """Of HTML or plain text. A full stop after one letter, or before a small one or a digit, ends nothing."""
    for line in _BREAK.split(text):
        plain, start = _plain(line), 0
        for end in _END.finditer(plain):
            following, last = plain[end.end() : end.end() + 1], plain[start : end.start()].rsplit(None, 1)[-1:]
            if following.islower() or following.isdigit() or (last and len(last[0].strip("(„“\"'")) == 1):
                continue
            yield plain[start : end.end()].strip()
            start = end.end()
        if rest := plain[start:].strip():
            yield rest


def headings_out_of_order(lesson: CheckedLesson) -> Found:
    texts = [str(block["value"]) if block["type"] in ("heading", "text") else "" for block in lesson.blocks]
    inside = [headings.levels(block["type"], text) for block, text in zip(lesson.blocks, texts, strict=True)]
    for place in headings.out_of_order(inside):
        yield lesson.blocks[place]["id"], ()


def empty_link_text(lesson: CheckedLesson) -> Found:
    """Whoever listens hears links one after the other, without the sentences around them."""
    for block in lesson.blocks:
        texts = [_plain(words).strip() for text in _texts(block["value"]) for _tag, words in _LINK.findall(text)]
        if found := [each for each in texts if _says_nothing(each)]:
            yield block["id"], tuple(found)


def _says_nothing(words: str) -> bool:
    bare = words.strip(" .…›»>:!").casefold()
    return not bare or bare in EMPTY_LINKS or bare.startswith(("http://", "https://", "www."))


# --- sources ----------------------------------------------------------------------------------------------------------


def quotation_without_source(lesson: CheckedLesson) -> Found:
    for block in _of_type(lesson, "quote"):
        if not (block["value"].get("source") or "").strip():
            yield block["id"], ()


def facts_without_source(lesson: CheckedLesson) -> Found:
    """A guess: paragraphs of laws, percentages and years look like facts. It says which it means, and once a lesson."""
    if any(_is_source(block) for block in lesson.blocks):
        return
    claims = [(block["id"], claim) for block in lesson.to_read for claim in _claims(block)]
    if claims:
        yield claims[0][0], tuple(dict.fromkeys(claim for _id, claim in claims))[:SHOWN_CLAIMS]


def _claims(block: Value) -> Iterator[str]:
    return (found[0].strip() for text in _texts(block["value"]) for found in _CLAIM.finditer(_plain(text)))


def _is_source(block: Value) -> bool:
    """A block of sources, a quotation that names its own, or a link to another site."""
    if block["type"] == "sources":
        return True
    if block["type"] == "quote" and block["value"].get("source"):
        return True
    return any('href="http' in tag for text in _texts(block["value"]) for tag, _words in _LINK.findall(text))


# --- all of them ------------------------------------------------------------------------------------------------------

CHECKS: Mapping[str, Callable[[CheckedLesson], Found]] = {
    "alternative_text": missing_alternative_text,
    "transcript": recording_without_transcript,
    "captions": film_without_captions,
    "feedback": answer_without_feedback,
    "longest": right_is_longest,
    "sentences": long_sentences,
    "headings": headings_out_of_order,
    "links": empty_link_text,
    "quotation": quotation_without_source,
    "sources": facts_without_source,
}


# --- what is stored ---------------------------------------------------------------------------------------------------


def _of_type(lesson: CheckedLesson, kind: str) -> Iterable[Value]:
    return (block for block in lesson.blocks if block["type"] == kind)


def _asks(block: Value) -> bool:
    return isinstance(block["value"], Mapping) and "question" in block["value"]


def _item(stored: Any) -> Any:
    """What an item of a list says; Wagtail stores it with its id."""
    return stored["value"] if isinstance(stored, Mapping) and stored.get("type") == "item" else stored


def _mappings(stored: Any) -> Iterator[Mapping[str, Any]]:
    """All that is in it, itself included."""
    if isinstance(stored, Mapping):
        yield stored
    for each in _inside(stored):
        yield from _mappings(each)


def _texts(stored: Any) -> Iterator[str]:
    if isinstance(stored, str):
        yield stored
    for each in _inside(stored):
        yield from _texts(each)


def _inside(stored: Any) -> Iterable[Any]:
    if isinstance(stored, Mapping):
        return [each for name, each in stored.items() if name not in NOT_WORDS]
    return stored if isinstance(stored, list | tuple) else ()


def _plain(html: str) -> str:
    return unescape(_TAG.sub("", html))
