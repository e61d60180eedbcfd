"""A number with a tolerance. It is stored as text, as it was given: a float would be another number."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from wagtail import blocks

from elearning.activities import Exercise
from elearning.core.items import Judgement, Kind, Outcome, Unusable
from elearning.exercises.block import ActivityBlock, question_block


@dataclass(frozen=True)
class Reading:
    unit: str
    typed: str = ""
    solution: str = ""


def split(value):
    return {"right": value["right"], "tolerance": value["tolerance"]}, {
        "question": value["question"],
        "unit": value["unit"],
    }


def join(content, words):
    return {**words, **content}


def read(content, form):
    try:
        number = Decimal(form.last("number").strip().replace(",", "."))
    except InvalidOperation:
        raise Unusable("number.none") from None
    if not number.is_finite():
        raise Unusable("number.none")
    return str(number)


def judge(content, words, response):
    distance = abs(Decimal(response) - Decimal(content["right"]))
    tolerance = Decimal(content["tolerance"])
    if distance <= tolerance:
        return Judgement(response, Outcome.RIGHT)
    return Judgement(response, Outcome.PARTLY if distance <= 2 * tolerance else Outcome.WRONG)


KIND = Kind(
    name="number",
    split=split,
    join=join,
    read=read,
    judge=judge,
    before=lambda words: Reading(words["unit"]),
    refused=lambda words, form: Reading(words["unit"], form.last("number")),
    after=lambda content, words, judgement: Reading(words["unit"], judgement.response, content["right"]),
    everything=lambda content: content["right"],
)


class NumberBlock(ActivityBlock):
    question = question_block()
    unit = blocks.CharBlock(max_length=30)
    right = blocks.CharBlock(max_length=30)
    tolerance = blocks.CharBlock(max_length=30)


EXERCISE = Exercise(
    kind=KIND, block=NumberBlock, call="Give a number", sentences={"number.none": "Please write a number."}
)

VALUE = {"question": "How many are there?", "unit": "people", "right": "83.25", "tolerance": "0.5"}
SECRETS = ["83.25"]
RESCORED = {**VALUE, "tolerance": "0.25"}
RIGHT = ({"number": "83,10"}, "83.10")
PARTLY = ({"number": "84.25"}, "84.25")
WRONG = ({"number": "1e3"}, "1E+3")
REFUSED = ({"number": "many"}, "number.none", 'value="many"')
