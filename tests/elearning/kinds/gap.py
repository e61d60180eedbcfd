"""Gaps: words to be typed into a text. Which words are accepted depends on the language, so the words have them."""

from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from elearning.activities import Exercise
from elearning.core.items import Judgement, Kind, Outcome, Unusable
from elearning.exercises.block import ActivityBlock, question_block


@dataclass(frozen=True)
class Cloze:
    gaps: tuple[Any, ...]  # id, the text before it, what was typed
    verdicts: tuple[Any, ...] = ()


def split(value):
    gaps = value["gaps"]
    words = {
        "question": value["question"],
        "gaps": [{"id": gap["id"], **gap["value"]} for gap in gaps],
    }
    return {"gaps": sorted(gap["id"] for gap in gaps)}, words


def join(content, words):
    gaps = [
        {"type": "item", "id": gap["id"], "value": {"before": gap["before"], "accepted": gap["accepted"]}}
        for gap in words["gaps"]
    ]
    return {"question": words["question"], "gaps": gaps}


def read(content, form):
    typed = {id: text.strip() for id, text in form.below("gap-").items()}
    if sorted(typed) != content["gaps"] or not all(typed.values()):
        raise Unusable("gap.empty")
    return typed


def judge(content, words, response):
    accepted = {gap["id"]: [each.strip().casefold() for each in gap["accepted"].split("/")] for gap in words["gaps"]}
    parts = {id: Outcome.RIGHT if response[id].casefold() in accepted[id] else Outcome.WRONG for id in content["gaps"]}
    found = set(parts.values())
    return Judgement(response, found.pop() if len(found) == 1 else Outcome.PARTLY, parts)


def shown(words, typed, verdicts=()):
    return Cloze(tuple((gap["id"], gap["before"], typed.get(gap["id"], "")) for gap in words["gaps"]), verdicts)


KIND = Kind(
    name="gap",
    split=split,
    join=join,
    read=read,
    judge=judge,
    before=lambda words: shown(words, {}),
    refused=lambda words, form: shown(words, form.below("gap-")),
    after=lambda content, words, judgement: shown(words, judgement.response, tuple(judgement.parts.values())),
    everything=lambda content: dict.fromkeys(content["gaps"], ""),
    own_words=lambda form: " ".join(form.below("gap-").values()),
)


class GapBlock(blocks.StructBlock):
    before = blocks.CharBlock(max_length=300)
    accepted = blocks.CharBlock(max_length=300)


class GapsBlock(ActivityBlock):
    question = question_block()
    gaps = blocks.ListBlock(GapBlock(), min_num=1)


EXERCISE = Exercise(kind=KIND, block=GapsBlock, call="Fill in", sentences={"gap.empty": "Please fill in every gap."})


def gap(id, before, accepted):
    return {"type": "item", "id": id, "value": {"before": before, "accepted": accepted}}


VALUE = {"question": "Which words are missing?", "gaps": [gap("g1", "I", "hear / heard"), gap("g2", "you", "out")]}
SECRETS = ["heard"]
RESCORED = {**VALUE, "gaps": VALUE["gaps"][:1]}
RIGHT = ({"gap-g1": " Heard ", "gap-g2": "out"}, {"g1": "Heard", "g2": "out"})
PARTLY = ({"gap-g1": "hear", "gap-g2": "in"}, {"g1": "hear", "g2": "in"})
WRONG = ({"gap-g1": "see", "gap-g2": "in"}, {"g1": "see", "g2": "in"})
REFUSED = ({"gap-g1": "hear", "gap-g2": " "}, "gap.empty", 'value="hear"')
