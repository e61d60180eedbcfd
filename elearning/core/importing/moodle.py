"""Moodle XML: https://docs.moodle.org/en/Moodle_XML_format. Whoever calls this has parsed the file."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any
from xml.etree.ElementTree import Element

from elearning.core.importing.markup import has_pictures, plain
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

# An answer may have braces, but not the beginning of another one: whoever leaves out the end would have each of them
# read until the end of the file.
_BEGINS = r"\{\d*:([A-Z_]+):"
_EMBEDDED = re.compile(_BEGINS + r"((?:\\.|[^\\{}]|\{(?!\d*:[A-Z_]+:))*)\}", re.DOTALL)
_EMBEDDED_ANSWER = re.compile(r"(=|)(?:%(-?[\d.,]+)%)?((?:\\.|[^\\])*)", re.DOTALL)
_PLACE = re.compile(r"\[\[(\d+)\]\]")
_TYPED = {"SHORTANSWER", "SA", "MW"}
_TYPED_EXACTLY = {"SHORTANSWER_C", "SAC", "MWC"}
_CHOSEN = {"MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"}
MOST_GAPS_READ = 9  # one more than an exercise takes; each of them has all choices, of which there may be thousands
_SHUFFLED = "_S"  # MULTICHOICE_S, MCS and so on: we shuffle always


def read(root: Element) -> tuple[Source, ...]:
    """Questions in questions are none: each would be read as often as others stand around it."""
    found = [root] if root.tag == "question" else root.findall("question")
    return tuple(_question(each) for each in found if each.get("type") != "category")


def _question(element: Element) -> Source:
    theirs = element.get("type", "")
    html = _said(element, "questiontext")
    about = Source(
        shape=SourceShape.OTHER,
        theirs=theirs,
        name=plain(_said(element, "name")),
        id=(element.findtext("idnumber") or "").strip(),
        text=plain(html),
        explanation=plain(_said(element, "generalfeedback")),
        notes=tuple(_lost(element, html)),
    )
    read_shape = _SHAPES.get(theirs)
    try:
        return replace(about, **read_shape(element)) if read_shape else about
    except InvalidOperation:
        return replace(about, broken="number")


def _lost(element: Element, html: str) -> Iterator[str]:
    if element.find(".//file") is not None or has_pictures(html):
        yield "pictures"
    if element.find("hint/text") is not None:
        yield "hints"


def _said(element: Element, name: str) -> str:
    return element.findtext(f"{name}/text") or ""


def _answers(element: Element) -> tuple[SourceAnswer, ...]:
    return tuple(
        SourceAnswer(
            plain(each.findtext("text") or ""), _number(each.get("fraction", "0")), plain(_said(each, "feedback"))
        )
        for each in element.findall("answer")
    )


def _number(text: str) -> Decimal:
    return as_number(text.strip() or "0")


def _is_on(element: Element, name: str) -> bool:
    return (element.findtext(name) or "").strip().lower() in ("1", "true")


# --- each type of question --------------------------------------------------------------------------------------------


def _multichoice(element: Element) -> dict[str, Any]:
    return {
        "shape": SourceShape.SINGLE if _is_on(element, "single") else SourceShape.MULTIPLE,
        "answers": _answers(element),
    }


def _truefalse(element: Element) -> dict[str, Any]:
    answers = {answer.text.lower() == "true": answer for answer in _answers(element)}
    feedback = {truth: answer.feedback for truth, answer in answers.items()}
    is_true = any(truth and answer.is_right for truth, answer in answers.items())
    return {"shape": SourceShape.TRUE_FALSE, "is_true": is_true, "feedback": feedback}


def _shortanswer(element: Element) -> dict[str, Any]:
    return {"shape": SourceShape.TYPED, "answers": _answers(element), "is_exact": _is_on(element, "usecase")}


def _numerical(element: Element) -> dict[str, Any]:
    numbers = (
        NumberAnswer(
            _number(each.findtext("text") or ""),
            _number(each.findtext("tolerance") or "0"),
            _number(each.get("fraction", "0")),
            plain(_said(each, "feedback")),
        )
        for each in element.findall("answer")
        if (each.findtext("text") or "").strip() != "*"
    )
    return {"shape": SourceShape.NUMBER, "numbers": tuple(numbers), "unit": _usual_unit(element)}


def _usual_unit(element: Element) -> str:
    """The one in which the number stands."""
    for unit in element.findall("units/unit"):
        if _number(unit.findtext("multiplier") or "1") == 1:
            return (unit.findtext("unit_name") or "").strip()
    return ""


def _matching(element: Element) -> dict[str, Any]:
    pairs = (
        SourcePair(plain(each.findtext("text") or ""), plain(_said(each, "answer"))) for each in _subquestions(element)
    )
    return {"shape": SourceShape.PAIRS, "pairs": tuple(pairs)}


def _subquestions(element: Element) -> list[Element]:
    return element.findall("subquestion")


def _ordering(element: Element) -> dict[str, Any]:
    """In the order in which they stand in the file, which is the right one."""
    return {"shape": SourceShape.STEPS, "steps": tuple(answer.text for answer in _answers(element))}


def _essay(element: Element) -> dict[str, Any]:
    return {"shape": SourceShape.ESSAY}


def _description(element: Element) -> dict[str, Any]:
    return {"shape": SourceShape.DESCRIPTION}


# --- gaps -------------------------------------------------------------------------------------------------------------


def _cloze(element: Element) -> dict[str, Any]:
    text = plain(_said(element, "questiontext"))
    if any(not _gap_shape(found[1]) for found in _EMBEDDED.finditer(text)):
        return {"shape": SourceShape.CLOZE, "text": "", "broken": "embedded"}
    gaps, end = [], 0
    for found in _EMBEDDED.finditer(text):
        is_chosen, is_exact = _gap_shape(found[1]) or (False, False)
        gaps.append(SourceGap(text[end : found.start()], tuple(_embedded(found[2])), is_chosen, is_exact))
        end = found.end()
    return {"shape": SourceShape.CLOZE, "text": "", "gaps": tuple(gaps), "ending": text[end:]}


def _gap_shape(name: str) -> tuple[bool, bool] | None:
    """Whether it is chosen, and whether every letter counts; nothing for what is neither typed nor chosen."""
    plainly = name.removesuffix(_SHUFFLED)
    if plainly in _CHOSEN or plainly.removesuffix("S") in _CHOSEN:
        return True, False
    return (False, plainly in _TYPED_EXACTLY) if plainly in _TYPED | _TYPED_EXACTLY else None


def _embedded(text: str) -> Iterator[SourceAnswer]:
    for part in re.split(r"(?<!\\)~", text):
        sign, weight, said = _EMBEDDED_ANSWER.findall(part)[0]
        answer, _, feedback = (_unescaped(each) for each in _halves(said))
        usual = WHOLE if sign else Decimal(0)
        yield SourceAnswer(answer, _number(weight) if weight else usual, feedback)


def _halves(said: str) -> tuple[str, str, str]:
    halves = re.split(r"(?<!\\)#", said, maxsplit=1)
    return halves[0], "#", halves[1] if len(halves) > 1 else ""


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text).strip()


def _placed(name: str) -> Callable[[Element], dict[str, Any]]:
    """Gaps that are filled from a list: `[[2]]` is the second choice, and others of its group stand beside it."""

    def read_placed(element: Element) -> dict[str, Any]:
        choices = [(plain(each.findtext("text") or ""), _group(each)) for each in element.findall(name)]
        text, gaps, end = plain(_said(element, "questiontext")), [], 0
        for found in islice(_PLACE.finditer(text), MOST_GAPS_READ):
            at = int(found[1]) - 1
            if not 0 <= at < len(choices):
                return {"shape": SourceShape.CLOZE, "text": "", "broken": "choice"}
            gaps.append(SourceGap(text[end : found.start()], _choices(choices, at), is_chosen=True))
            end = found.end()
        return {"shape": SourceShape.CLOZE, "text": "", "gaps": tuple(gaps), "ending": text[end:]}

    return read_placed


def _group(choice: Element) -> str:
    """It stands in the element, or in text that PHP has put in an order of its own."""
    return choice.findtext("group") or choice.findtext("feedback") or ""


def _choices(choices: list[tuple[str, str]], right: int) -> tuple[SourceAnswer, ...]:
    group = choices[right][1]
    alike = [(at, text) for at, (text, other) in enumerate(choices) if other == group]
    return tuple(SourceAnswer(text, WHOLE if at == right else Decimal(0)) for at, text in alike)


_SHAPES: Mapping[str, Callable[[Element], dict[str, Any]]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "numerical": _numerical,
    "matching": _matching,
    "ordering": _ordering,
    "essay": _essay,
    "description": _description,
    "cloze": _cloze,
    "ddwtos": _placed("dragbox"),
    "gapselect": _placed("selectoption"),
}
