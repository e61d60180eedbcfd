"""Matching: to each of some things one of others belongs. There may be others that belong to nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from elearning.core.items import (
    Content,
    Form,
    Judgement,
    Kind,
    Outcome,
    Response,
    Unusable,
    Value,
    Words,
    by_parts,
    fingerprint,
)

FIELD = "match-"
SECONDS_A_PAIR = 15


@dataclass(frozen=True, slots=True)
class Target:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """`given` is the id of a target; what belongs here, `verdict` and `feedback` are empty until it was answered."""

    id: str
    text: str
    given: str = ""
    given_text: str = ""
    right_text: str = ""
    verdict: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    hint: str
    rows: tuple[Row, ...]
    targets: tuple[Target, ...]
    afterwards: str = ""

    @property
    def right(self) -> int:
        return sum(row.verdict == Outcome.RIGHT for row in self.rows)


def target(id: str) -> str:
    """An id of its own: that of the pair would tell what belongs together."""
    return fingerprint(["target", id])[:12]


def split(value: Value) -> tuple[Content, Words]:
    """The words have the targets in an order that does not tell where they belong."""
    pairs, others = value["pairs"], value["others"]
    content = {
        "right": {pair["id"]: target(pair["id"]) for pair in pairs},
        "others": {other["id"]: target(other["id"]) for other in others},
    }
    texts = [(pair["id"], pair["value"]["right"]) for pair in pairs] + [(each["id"], each["value"]) for each in others]
    words = {
        "question": value["question"],
        "hint": value["hint"],
        "afterwards": value["explanation"],
        "rows": [
            {"id": pair["id"], "text": pair["value"]["left"], "feedback": pair["value"]["feedback"]} for pair in pairs
        ],
        "options": sorted(({"id": target(id), "text": text} for id, text in texts), key=lambda each: each["id"]),
    }
    return content, words


def _texts(words: Words) -> dict[str, str]:
    return {each["id"]: each["text"] for each in words["options"]}


def read(content: Content, form: Form) -> Response:
    """Row to target; one target may be given to several rows."""
    given = form.below(FIELD)
    targets = {"", *content["right"].values(), *content["others"].values()}
    if not (given.keys() <= content["right"].keys() and targets.issuperset(given.values())):
        raise Unusable("choice.foreign")
    if given.keys() != content["right"].keys() or "" in given.values():
        raise Unusable("matching.incomplete")
    return {row: given[row] for row in sorted(given)}


def judge(content: Content, words: Words, response: Response) -> Judgement:
    parts = {row: Outcome.RIGHT if response[row] == to else Outcome.WRONG for row, to in content["right"].items()}
    return by_parts(response, parts)


def before(words: Words) -> Rows:
    return _rows(words, {})


def refused(words: Words, form: Form) -> Rows:
    return _rows(words, form.below(FIELD))


def _rows(words: Words, given: Mapping[str, str]) -> Rows:
    """Without what is no target: somebody may have made the form themselves."""
    known = _texts(words)
    rows = (Row(row["id"], row["text"], _known(given.get(row["id"], ""), known)) for row in words["rows"])
    return Rows(words["hint"], tuple(rows), _targets(words))


def _known(given: str, known: Mapping[str, str]) -> str:
    return given if given in known else ""


def _targets(words: Words) -> tuple[Target, ...]:
    return tuple(Target(each["id"], each["text"]) for each in words["options"])


def after(content: Content, words: Words, judgement: Judgement) -> Rows:
    rows = (_judged(row, content, _texts(words), judgement) for row in words["rows"])
    return Rows(words["hint"], tuple(rows), _targets(words), words["afterwards"])


def _judged(row: Mapping[str, Any], content: Content, texts: Mapping[str, str], judgement: Judgement) -> Row:
    id, given = row["id"], judgement.response[row["id"]]
    right = texts[content["right"][id]]
    return Row(id, row["text"], given, texts[given], right, str(judgement.parts[id]), row["feedback"])


def everything(content: Content) -> Response:
    return content["right"]


def seconds(words: Words) -> int:
    return SECONDS_A_PAIR * len(words["rows"])


KIND = Kind(
    name="matching",
    split=split,
    read=read,
    judge=judge,
    before=before,
    refused=refused,
    after=after,
    everything=everything,
    seconds=seconds,
    shuffles=True,
)
