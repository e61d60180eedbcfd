"""Matching: to each of some things one of others is assigned."""

from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from elearning.activities import Exercise
from elearning.core.items import Judgement, Kind, Outcome, Unusable, fingerprint
from elearning.exercises.block import ActivityBlock, question_block


@dataclass(frozen=True)
class Pairs:
    rows: tuple[Any, ...]  # id, text, id of the target that it was given
    targets: tuple[Any, ...]
    verdicts: tuple[Any, ...] = ()


def target(id):
    """An id of its own: that of the pair would tell what belongs together."""
    return fingerprint(["target", id])[:12]


def split(value):
    pairs = value["pairs"]
    content = {"right": {pair["id"]: target(pair["id"]) for pair in pairs}}
    words = {
        "question": value["question"],
        "rows": [{"id": pair["id"], "text": pair["value"]["left"]} for pair in pairs],
        "targets": sorted(
            ({"id": target(pair["id"]), "text": pair["value"]["right"]} for pair in pairs), key=lambda each: each["id"]
        ),
    }
    return content, words


def join(content, words):
    texts = {each["id"]: each["text"] for each in words["targets"]}
    return {
        "question": words["question"],
        "pairs": [
            {
                "type": "item",
                "id": row["id"],
                "value": {"left": row["text"], "right": texts[content["right"][row["id"]]]},
            }
            for row in words["rows"]
        ],
    }


def read(content, form):
    given = form.below("match-")
    if given.keys() != content["right"].keys() or not set(given.values()) <= set(content["right"].values()):
        raise Unusable("matching.incomplete")
    return given


def judge(content, words, response):
    right = content["right"]
    parts = {id: Outcome.RIGHT if response[id] == right[id] else Outcome.WRONG for id in right}
    found = set(parts.values())
    return Judgement(response, found.pop() if len(found) == 1 else Outcome.PARTLY, parts)


def shown(words, given, verdicts=()):
    rows = tuple((row["id"], row["text"], given.get(row["id"], "")) for row in words["rows"])
    return Pairs(rows, tuple((each["id"], each["text"]) for each in words["targets"]), verdicts)


KIND = Kind(
    name="matching",
    split=split,
    join=join,
    read=read,
    judge=judge,
    before=lambda words: shown(words, {}),
    refused=lambda words, form: shown(words, form.below("match-")),
    after=lambda content, words, judgement: shown(words, judgement.response, tuple(judgement.parts.values())),
    everything=lambda content: content["right"],
)


class PairBlock(blocks.StructBlock):
    left = blocks.CharBlock(max_length=300)
    right = blocks.CharBlock(max_length=300)


class MatchingBlock(ActivityBlock):
    question = question_block()
    pairs = blocks.ListBlock(PairBlock(), min_num=2)


EXERCISE = Exercise(
    kind=KIND,
    block=MatchingBlock,
    call="Find what belongs together",
    sentences={"matching.incomplete": "Please choose something for each."},
)


def pair(id, left, right):
    return {"type": "item", "id": id, "value": {"left": left, "right": right}}


VALUE = {"question": "Who says what?", "pairs": [pair("p1", "Ada", "Hello"), pair("p2", "Ben", "Goodbye")]}
SECRETS = [f"p1-{target('p1')}"]
RESCORED = {**VALUE, "pairs": [*VALUE["pairs"], pair("p3", "Cem", "Thanks")]}
RIGHT = (
    {"match-p1": target("p1"), "match-p2": target("p2")},
    {"p1": target("p1"), "p2": target("p2")},
)
PARTLY = (
    {"match-p1": target("p1"), "match-p2": target("p1")},
    {"p1": target("p1"), "p2": target("p1")},
)
WRONG = (
    {"match-p1": target("p2"), "match-p2": target("p1")},
    {"p1": target("p2"), "p2": target("p1")},
)
REFUSED = ({"match-p1": target("p2")}, "matching.incomplete", f'value="{target("p2")}" selected')
