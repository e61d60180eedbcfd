"""Ordering: steps to be put in their right order."""

from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from elearning.activities import Exercise
from elearning.core.items import Judgement, Kind, Outcome, Unusable
from elearning.exercises.block import ActivityBlock, question_block


@dataclass(frozen=True)
class Sequence:
    steps: tuple[Any, ...]  # id, text, and the place that it was given
    verdicts: tuple[Any, ...] = ()


def split(value):
    ids = [step["id"] for step in value["steps"]]
    texts = {step["id"]: step["value"] for step in value["steps"]}
    # Editors write the right order down; the words must not tell it.
    words = {"question": value["question"], "steps": [{"id": id, "text": texts[id]} for id in sorted(ids)]}
    return {"right": ids}, words


def join(content, words):
    texts = {step["id"]: step["text"] for step in words["steps"]}
    steps = [{"type": "item", "id": id, "value": texts[id]} for id in content["right"]]
    return {"question": words["question"], "steps": steps}


def read(content, form):
    order = list(form.all("order"))
    if sorted(order) != sorted(content["right"]):
        raise Unusable("ordering.incomplete")
    return order


def judge(content, words, response):
    parts = {
        id: Outcome.RIGHT if id == right else Outcome.WRONG
        for id, right in zip(response, content["right"], strict=True)
    }
    if response == content["right"]:
        return Judgement(response, Outcome.RIGHT, parts)
    return Judgement(response, Outcome.PARTLY if Outcome.RIGHT in parts.values() else Outcome.WRONG, parts)


def before(words):
    return Sequence(tuple((step["id"], step["text"]) for step in words["steps"]))


def refused(words, form):
    given = form.all("order")
    return Sequence(
        tuple(sorted(before(words).steps, key=lambda step: given.index(step[0]) if step[0] in given else 9))
    )


def after(content, words, judgement):
    texts = dict(before(words).steps)
    return Sequence(tuple((id, texts[id]) for id in judgement.response), tuple(judgement.parts.values()))


KIND = Kind(
    name="ordering",
    split=split,
    join=join,
    read=read,
    judge=judge,
    before=before,
    refused=refused,
    after=after,
    everything=lambda content: content["right"],
)


class OrderingBlock(ActivityBlock):
    question = question_block()
    steps = blocks.ListBlock(blocks.CharBlock(max_length=300), min_num=2)

    class Meta:
        preview_value = {"question": "?", "steps": ["one", "two"]}


EXERCISE = Exercise(
    kind=KIND,
    block=OrderingBlock,
    call="Put in order",
    sentences={"ordering.incomplete": "Please give every step one place."},
)

VALUE = {
    "question": "What comes first?",
    "steps": [
        {"type": "item", "id": "z", "value": "Greet"},
        {"type": "item", "id": "m", "value": "Ask"},
        {"type": "item", "id": "a", "value": "Thank"},
    ],
}
SECRETS = ["Greet</li><li>Ask"]
RESCORED = {**VALUE, "steps": VALUE["steps"][::-1]}
RIGHT = ({"order": ["z", "m", "a"]}, ["z", "m", "a"])
PARTLY = ({"order": ["a", "m", "z"]}, ["a", "m", "z"])
WRONG = ({"order": ["m", "a", "z"]}, ["m", "a", "z"])
REFUSED = ({"order": ["m", "m"]}, "ordering.incomplete", "Ask")
