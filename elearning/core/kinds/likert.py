"""Self-assessment: statements that are rated in steps, without right or wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearning.core.items import Content, Form, Judgement, Kind, Response, Unusable, Value, Words

STEPS = range(1, 6)
FIELD = "step-"
SECONDS_A_STATEMENT = 10


@dataclass(frozen=True, slots=True)
class Statement:
    """`step` is 0 until the statement was rated."""

    id: str
    text: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class Rated:
    """Statements between two ends, each with how far it holds."""

    low: str
    high: str
    statements: tuple[Statement, ...]
    steps: range = STEPS


def split(value: Value) -> tuple[Content, Words]:
    statements = value["statements"]
    words = {
        "question": value["question"],
        "low": value["low"],
        "high": value["high"],
        "options": [{"id": statement["id"], "text": statement["value"]} for statement in statements],
    }
    return {"options": sorted(statement["id"] for statement in statements), "right": []}, words


def read(content: Content, form: Form) -> Response:
    """Statement to step, from 1 (low) to 5 (high)."""
    posted, statements = form.below(FIELD), set(content["options"])
    if not posted.keys() <= statements:
        raise Unusable("choice.foreign")
    if posted.keys() != statements:
        raise Unusable("likert.incomplete")
    rated = _steps(posted)
    if 0 in rated.values():
        raise Unusable("choice.foreign")
    return rated


def _steps(posted: Mapping[str, str]) -> dict[str, int]:
    """0 for what is no step."""
    known = {str(step): step for step in STEPS}
    return {statement: known.get(posted[statement], 0) for statement in sorted(posted)}


def before(words: Words) -> Rated:
    return _rated(words, {})


def refused(words: Words, form: Form) -> Rated:
    return _rated(words, _steps(form.below(FIELD)))


def after(content: Content, words: Words, judgement: Judgement) -> Rated:
    return _rated(words, judgement.response)


def _rated(words: Words, steps: Mapping[str, int]) -> Rated:
    statements = (Statement(each["id"], each["text"], steps.get(each["id"], 0)) for each in words["options"])
    return Rated(words["low"], words["high"], tuple(statements))


def everything(content: Content) -> Response:
    return {}


def seconds(words: Words) -> int:
    return SECONDS_A_STATEMENT * len(words["options"])


KIND = Kind(
    name="likert",
    split=split,
    read=read,
    before=before,
    refused=refused,
    after=after,
    everything=everything,
    seconds=seconds,
)
