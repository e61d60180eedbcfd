"""Which exercise becomes of a question of another platform, or why none does. The one place that knows both sides."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import Any

from elearning.core.importing.sources import Source, SourceAnswer, SourceGap, SourceShape
from elearning.core.items import Value, fingerprint

LONGEST_QUESTION, LONGEST_ANSWER, LONGEST_TARGET, LONGEST_FEEDBACK, LONGEST_BEFORE = 400, 300, 120, 600, 400
MOST_ANSWERS, MOST_PAIRS, MOST_OTHERS, MOST_GAPS, MOST_GAP_OPTIONS = 12, 8, 4, 8, 6
STEPS = range(3, 9)


class Untakable(Exception):
    """No exercise of ours asks this; the code says why, the sentence for people is found elsewhere."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Wording:
    """What our exercises have to say where the other platform's question says nothing, in the lesson's language."""

    true: str
    false: str
    fill: str
    match: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A block of a lesson; `notes` are codes of what was left out of it."""

    kind: str
    id: str
    value: Any
    notes: tuple[str, ...] = ()


def take(source: Source, wording: Wording, lesson: str) -> Taken:
    """Or raises Untakable. `lesson` is the key of the lesson: another one may have the same question as well."""
    if source.broken:
        raise Untakable(f"broken.{source.broken}")
    if source.shape not in _KINDS:
        raise Untakable("unknown")
    kind, value, notes = _KINDS[source.shape](source, wording)
    id = _id(lesson, source.id or fingerprint([kind, value]))
    return Taken(kind, id, _with_ids(value, id), (*source.notes, *notes))


def _id(*parts: str) -> str:
    """In the shape of those that the editor gives. Made of what a question says, so that a file brings it once."""
    mark = fingerprint(parts)
    return "-".join((mark[:8], mark[8:12], mark[12:16], mark[16:20], mark[20:32]))


def _with_ids(value: Any, above: str) -> Any:
    """Items of lists as Wagtail stores them; each keeps its id as long as it keeps its place."""
    if isinstance(value, list):
        items = [(_id(above, str(at)), each) for at, each in enumerate(value)]
        return [{"type": "item", "id": id, "value": _with_ids(each, id)} for id, each in items]
    if isinstance(value, Mapping):
        return {name: _with_ids(each, f"{above} {name}") for name, each in value.items()}
    return value


Made = tuple[str, Any, Iterable[str]]


# --- kinds ------------------------------------------------------------------------------------------------------------


def _choice(source: Source, wording: Wording) -> Made:
    is_single = source.shape is SourceShape.SINGLE
    right = [answer for answer in source.answers if (answer.is_right if is_single else answer.counts)]
    if is_single and len(right) != 1:
        raise Untakable("several_right" if right else "none_right")
    if not right:
        raise Untakable("none_right")
    options = [_option(answer.text, answer in right, answer.feedback) for answer in source.answers]
    notes = {"partly"} if is_single and any(a.counts and a not in right for a in source.answers) else set()
    return _options("single_choice" if is_single else "multiple_choice", source, options, notes)


def _true_or_false(source: Source, wording: Wording) -> Made:
    feedback = source.feedback or {}
    truths = ((True, wording.true), (False, wording.false))
    options = [_option(text, truth is source.is_true, feedback.get(truth, "")) for truth, text in truths]
    return _options("single_choice", source, options, ())


def _options(kind: str, source: Source, options: list[dict[str, Any]], notes: Iterable[str]) -> Made:
    _check_count(options, 2, MOST_ANSWERS)
    _check_differ(option["text"] for option in options)
    return kind, {**_question(source), "options": options, "explanation": _html(source.explanation)}, notes


def _option(text: str, correct: bool, feedback: str) -> dict[str, Any]:
    return {"text": _short(text, LONGEST_ANSWER), "correct": correct, "feedback": _short(feedback, LONGEST_FEEDBACK)}


def _typed(source: Source, wording: Wording) -> Made:
    gap = SourceGap("", source.answers, is_chosen=False, is_exact=source.is_exact)
    value = {**_question(source), "gaps": [_gap(gap)], "ending": "", "explanation": _html(source.explanation)}
    return "gaps", value, _lost_of_gap(gap)


def _cloze(source: Source, wording: Wording) -> Made:
    if not source.gaps:
        raise Untakable("no_gaps")
    _check_count(source.gaps, 1, MOST_GAPS)
    value = {
        "question": wording.fill,
        "hint": "",
        "gaps": [_gap(gap) for gap in source.gaps],
        "ending": _short(source.ending, LONGEST_BEFORE),
        "explanation": _html(source.explanation),
    }
    return "gaps", value, {note for gap in source.gaps for note in _lost_of_gap(gap)}


def _gap(gap: SourceGap) -> dict[str, Any]:
    feedback = next((answer.feedback for answer in gap.answers if answer.is_right and answer.feedback), "")
    return {
        "before": _short(gap.before, LONGEST_BEFORE),
        "accepted": "" if gap.is_chosen else _accepted(gap.answers),
        "exact": gap.is_exact,
        "options": _gap_options(gap.answers) if gap.is_chosen else [],
        "feedback": _short(feedback, LONGEST_FEEDBACK),
    }


def _accepted(answers: Iterable[SourceAnswer]) -> str:
    right = [answer.text for answer in answers if answer.is_right]
    if not right:
        raise Untakable("none_right")
    if any("*" in text for text in right):
        raise Untakable("pattern")
    return "\n".join(right)


def _gap_options(answers: tuple[SourceAnswer, ...]) -> list[dict[str, Any]]:
    if sum(answer.is_right for answer in answers) != 1:
        raise Untakable("several_right" if any(answer.is_right for answer in answers) else "none_right")
    _check_count(answers, 2, MOST_GAP_OPTIONS)
    _check_differ(answer.text for answer in answers)
    return [{"text": _short(answer.text, 80), "correct": answer.is_right} for answer in answers]


def _lost_of_gap(gap: SourceGap) -> Iterator[str]:
    others = [answer for answer in gap.answers if not answer.is_right]
    if any(answer.counts for answer in others):
        yield "partly"
    if any(answer.feedback for answer in others):
        yield "feedback"


def _number(source: Source, wording: Wording) -> Made:
    right = [number for number in source.numbers if number.weight >= 100]
    if len(right) != 1:
        raise Untakable("several_right" if right else "none_right")
    number = right[0]
    if 0 < abs(number.right) < number.tolerance:
        raise Untakable("tolerance")
    value = {
        **_question(source),
        "right": _decimal(number.right),
        "tolerance": _decimal(number.tolerance),
        "unit": _short(source.unit, 30),
        "too_low": "",
        "too_high": "",
        "explanation": _html("\n".join(text for text in (number.feedback, source.explanation) if text)),
    }
    return "number", value, {"partly"} if len(source.numbers) > 1 else ()


def _decimal(number: Decimal) -> str:
    text = format(number.normalize(), "f")
    digits, _, places = text.lstrip("-").partition(".")
    if len(digits) > 8 or len(places) > 4:
        raise Untakable("digits")
    return text


def _matching(source: Source, wording: Wording) -> Made:
    pairs = [pair for pair in source.pairs if pair.left]
    others = [pair.right for pair in source.pairs if not pair.left and pair.right]
    _check_count(pairs, 2, MOST_PAIRS)
    _check_differ(pair.left for pair in pairs)
    _check_differ([*(pair.right for pair in pairs), *others], "same_target")
    if len(others) > MOST_OTHERS:
        raise Untakable("too_many")
    value = {
        **_question(source, wording.match),
        "pairs": [_pair(pair.left, pair.right) for pair in pairs],
        "others": [_short(other, LONGEST_TARGET) for other in others],
        "explanation": _html(source.explanation),
    }
    return "matching", value, ()


def _pair(left: str, right: str) -> dict[str, Any]:
    return {"left": _short(left, LONGEST_ANSWER), "right": _short(right, LONGEST_TARGET), "feedback": ""}


def _ordering(source: Source, wording: Wording) -> Made:
    _check_count(source.steps, STEPS.start, STEPS.stop - 1)
    _check_differ(source.steps)
    steps = [{"text": _short(step, LONGEST_ANSWER), "feedback": ""} for step in source.steps]
    return "ordering", {**_question(source), "steps": steps, "explanation": _html(source.explanation)}, ()


def _reflection(source: Source, wording: Wording) -> Made:
    return "reflection", {**_question(source), "thoughts": _html(source.explanation)}, ()


def _text(source: Source, wording: Wording) -> Made:
    if not source.text:
        raise Untakable("empty")
    return "text", _html(source.text), ()


_KINDS: Mapping[SourceShape, Callable[[Source, Wording], Made]] = {
    SourceShape.SINGLE: _choice,
    SourceShape.MULTIPLE: _choice,
    SourceShape.TRUE_FALSE: _true_or_false,
    SourceShape.TYPED: _typed,
    SourceShape.CLOZE: _cloze,
    SourceShape.NUMBER: _number,
    SourceShape.PAIRS: _matching,
    SourceShape.STEPS: _ordering,
    SourceShape.ESSAY: _reflection,
    SourceShape.DESCRIPTION: _text,
}


# --- what all of them have --------------------------------------------------------------------------------------------


def _question(source: Source, otherwise: str = "") -> dict[str, str]:
    text = source.text or otherwise
    if not text:
        raise Untakable("pictures" if "pictures" in source.notes else "empty")
    return {"question": _short(text, LONGEST_QUESTION), "hint": ""}


def _short(text: str, longest: int) -> str:
    """What is too long for us is not cut: half an answer is another answer."""
    if len(text) > longest:
        raise Untakable("too_long")
    return text


def _html(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _check_count(parts: Any, fewest: int, most: int) -> None:
    if len(parts) < fewest:
        raise Untakable("too_few")
    if len(parts) > most:
        raise Untakable("too_many")


def _check_differ(texts: Iterable[str], code: str = "same") -> None:
    known = [text.strip().casefold() for text in texts]
    if "" in known:
        raise Untakable("empty")
    if len(set(known)) < len(known):
        raise Untakable(code)


def blocks(taken: Iterable[Taken]) -> list[Value]:
    return [{"type": each.kind, "id": each.id, "value": each.value} for each in taken]
