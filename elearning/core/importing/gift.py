"""GIFT, Moodle's text format for questions: https://docs.moodle.org/en/GIFT_format.

Questions are separated by empty lines. The braces have the answers: `=` begins a right one, `~` a wrong one, `%50%` is
a weight, `#` begins feedback, `####` what everybody reads afterwards, `->` joins a pair.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from elearning.core.importing.markup import plain
from elearning.core.importing.sources import (
    WHOLE,
    NumberAnswer,
    Source,
    SourceAnswer,
    SourceGap,
    SourcePair,
    SourceShape,
    as_number,
)

# Escaped characters stand as private ones while the text is taken apart.
_ESCAPED = "~=#{}:\\"
_PRIVATE = {character: chr(0xE000 + at) for at, character in enumerate(_ESCAPED)}
_BACK = {ord(private): character for character, private in _PRIVATE.items()} | {0xE010: "\n"}
_ESCAPE = re.compile(r"\\([~=#{}:\\n])")
_TITLE = re.compile(r"\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_ANSWER = re.compile(r"([=~])\s*(?:%(-?[\d.,]+)%)?([^=~]*)")
_TRUTH = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#(.*))?", re.DOTALL | re.IGNORECASE)
_NAME_LENGTH = 60


def read(text: str) -> tuple[Source, ...]:
    return tuple(_question(part) for part in _parts(text.removeprefix("\ufeff")))


def _parts(text: str) -> Iterator[str]:
    """Whatever stands between empty lines; those inside of braces separate nothing."""
    lines: list[str] = []
    still_open = 0
    for line in [*text.splitlines(), ""]:
        if line.strip().startswith(("//", "$CATEGORY:")):
            continue
        if line.strip() or still_open > 0:
            lines.append(line)
            still_open += _opened(line)
        elif lines:
            yield "\n".join(lines)
            lines, still_open = [], 0
    if lines:
        yield "\n".join(lines)


def _opened(line: str) -> int:
    """How many braces more it opens than it closes. Nothing is escaped across the end of a line."""
    hidden = _hide(line)
    return hidden.count("{") - hidden.count("}")


def _hide(text: str) -> str:
    return _ESCAPE.sub(lambda found: "\ue010" if found[1] == "n" else _PRIVATE[found[1]], text)


def _shown(text: str) -> str:
    return text.translate(_BACK).strip()


def _question(part: str) -> Source:
    hidden = _hide(part)
    title, rest = _taken(_TITLE, hidden)
    format, rest = _taken(_FORMAT, rest)
    before, brace, inside = rest.partition("{")
    answers, end, after = inside.partition("}")
    texts = [_text(each, format) for each in (before, after)]
    name = _shown(title) or texts[0][:_NAME_LENGTH]
    if not brace:
        return Source(shape=SourceShape.DESCRIPTION, theirs="description", name=name, text=texts[0])
    if not end:
        return Source(shape=SourceShape.OTHER, theirs="", name=name, text=texts[0], broken="braces")
    return _asked(name, texts[0], texts[1], answers)


def _taken(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _text(hidden: str, format: str) -> str:
    text = _shown(hidden)
    return plain(text) if format in ("html", "moodle") else text


def _asked(name: str, before: str, after: str, inside: str) -> Source:
    said, _, explanation = inside.partition("####")
    about = Source(shape=SourceShape.ESSAY, theirs="essay", name=name, text=before, explanation=_shown(explanation))
    try:
        return _of_shape(about, said, after)
    except InvalidOperation:
        return _as(about, SourceShape.NUMBER, "numerical", broken="number")


def _of_shape(about: Source, said: str, after: str) -> Source:
    if not said.strip():
        return _as(about, SourceShape.ESSAY, "essay")
    if truth := _TRUTH.fullmatch(said):
        return _true_or_false(about, truth)
    if said.lstrip().startswith("#"):
        return _as(about, SourceShape.NUMBER, "numerical", numbers=tuple(_numbers(said.lstrip()[1:])))
    answers = [(sign, weight, text) for sign, weight, text in _ANSWER.findall(said)]
    if not answers:
        return _as(about, SourceShape.OTHER, "", broken="answers")
    if all(sign == "=" and "->" in text for sign, _, text in answers):
        return _as(about, SourceShape.PAIRS, "matching", pairs=tuple(_pair(text) for _, _, text in answers))
    return _chosen_or_typed(about, tuple(_answer(*each) for each in answers), after, {sign for sign, _, _ in answers})


def _as(about: Source, shape: SourceShape, theirs: str, **more: Any) -> Source:
    return replace(about, shape=shape, theirs=theirs, **more)


def _chosen_or_typed(about: Source, answers: tuple[SourceAnswer, ...], after: str, signs: set[str]) -> Source:
    is_chosen = "~" in signs
    if after:
        gap = SourceGap(about.text, answers, is_chosen)
        return _as(about, SourceShape.CLOZE, "missing word", text="", gaps=(gap,), ending=after)
    if not is_chosen:
        return _as(about, SourceShape.TYPED, "short answer", answers=answers)
    shape = SourceShape.SINGLE if any(answer.is_right for answer in answers) else SourceShape.MULTIPLE
    return _as(about, shape, "multiple choice", answers=answers)


def _answer(sign: str, weight: str, text: str) -> SourceAnswer:
    said, _, feedback = text.partition("#")
    usual = WHOLE if sign == "=" else Decimal(0)
    return SourceAnswer(_shown(said), _number(weight) if weight else usual, _shown(feedback))


def _pair(text: str) -> SourcePair:
    left, _, right = text.partition("->")
    return SourcePair(_shown(left), _shown(right.partition("#")[0]))


def _true_or_false(about: Source, truth: re.Match[str]) -> Source:
    """The first feedback is for whoever answered wrongly, the second for whoever was right."""
    is_true = truth[1].upper().startswith("T")
    wrong, _, right = (truth[2] or "").partition("#")
    feedback = {is_true: _shown(right), not is_true: _shown(wrong)}
    return _as(about, SourceShape.TRUE_FALSE, "true/false", is_true=is_true, feedback=feedback)


def _numbers(said: str) -> Iterator[NumberAnswer]:
    """One, or several with `=`: `3:2` is 3 give or take 2, `1..5` is anything between."""
    several = re.findall(r"=\s*(?:%(-?[\d.,]+)%)?([^=~]*)", said) if "=" in said else [("", said)]
    for weight, text in several:
        number, _, feedback = text.partition("#")
        right, tolerance = _right_and_tolerance(number.strip())
        yield NumberAnswer(right, tolerance, _number(weight) if weight else WHOLE, _shown(feedback))


def _right_and_tolerance(text: str) -> tuple[Decimal, Decimal]:
    if ".." in text:
        low, high = (_number(each) for each in text.split("..", 1))
        return (low + high) / 2, abs(high - low) / 2
    right, _, tolerance = text.partition(":")
    return _number(right), _number(tolerance) if tolerance else Decimal(0)


def _number(text: str) -> Decimal:
    return as_number(text.strip())
