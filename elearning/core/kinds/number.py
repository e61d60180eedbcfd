"""A number with a tolerance. It is stored as text, as it was given: a float would be another number."""

import re
from dataclasses import dataclass
from decimal import Decimal

from elearning.core.items import Content, Form, Judgement, Kind, Outcome, Response, Unusable, Value, Words

FIELD = "number"
LONGEST = 20
# Spaces of all kinds and apostrophes between digits, as some write thousands, and the marks of Arabic script.
_BETWEEN = re.compile(r"[\s'’٬]")
_SIGNS = str.maketrans({"−": "-", "–": "-", "٫": ".", ",": "."})
_NUMBER = re.compile(r"[+-]?\d*\.?\d+|[+-]?\d+\.")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_UNIT = re.compile(r"[^\d.,]+$")


@dataclass(frozen=True, slots=True)
class Estimate:
    """`typed` as it was written; the other numbers are there once it was answered."""

    hint: str
    unit: str
    typed: str = ""
    number: Decimal | None = None
    right: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None
    feedback: str = ""
    afterwards: str = ""
    too_low: str = ""
    too_high: str = ""


def split(value: Value) -> tuple[Content, Words]:
    words = {
        "question": value["question"],
        "hint": value["hint"],
        "unit": value["unit"],
        "too_low": value["too_low"],
        "too_high": value["too_high"],
        "afterwards": value["explanation"],
    }
    return {"right": value["right"], "tolerance": value["tolerance"]}, words


def read(content: Content, form: Form) -> Response:
    """As Python writes it. What is a thousand here and a thousandth there is asked for once more, not guessed."""
    typed = _BETWEEN.sub("", _UNIT.sub("", form.last(FIELD).strip())).translate(_SIGNS)
    if not _NUMBER.fullmatch(typed) or len(typed) > LONGEST:
        raise Unusable("number.none")
    if _THOUSANDS.fullmatch(typed):
        raise Unusable("number.thousands")
    return str(Decimal(typed))


def judge(content: Content, words: Words, response: Response) -> Judgement:
    """Right within the tolerance, partly right within twice of it."""
    given, right, tolerance = _numbers(content, response)
    distance = abs(given - right)
    if distance <= tolerance:
        return Judgement(response, Outcome.RIGHT)
    return Judgement(response, Outcome.PARTLY if distance <= 2 * tolerance else Outcome.WRONG)


def _numbers(content: Content, response: Response) -> tuple[Decimal, Decimal, Decimal]:
    """A draft in the preview may have none yet."""
    given, right, tolerance = (Decimal(each or 0) for each in (response, content["right"], content["tolerance"]))
    return given, right, tolerance


def before(words: Words) -> Estimate:
    return Estimate(words["hint"], words["unit"])


def refused(words: Words, form: Form) -> Estimate:
    return Estimate(words["hint"], words["unit"], form.last(FIELD))


def after(content: Content, words: Words, judgement: Judgement) -> Estimate:
    """What is said of a number that is too low or too high is said of that one only; the preview shows both."""
    number, right, tolerance = _numbers(content, judgement.response)
    said = {-1: words["too_low"], 1: words["too_high"]}
    side = (number > right) - (number < right)
    return Estimate(
        hint=words["hint"],
        unit=words["unit"],
        typed=judgement.response,
        number=number,
        right=right,
        lowest=right - tolerance,
        highest=right + tolerance,
        feedback="" if judgement.outcome == Outcome.RIGHT else said.get(side, ""),
        afterwards=words["afterwards"],
        too_low=words["too_low"],
        too_high=words["too_high"],
    )


def everything(content: Content) -> Response:
    return content["right"]


def own_words(form: Form) -> str:
    return form.last(FIELD)


KIND = Kind(
    name="number",
    split=split,
    read=read,
    judge=judge,
    before=before,
    refused=refused,
    after=after,
    everything=everything,
    own_words=own_words,
)
